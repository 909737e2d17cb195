package report

import (
	"slices"
	"strings"

	"assay/message"
)

// htmlLabels are the labels of the page that stand for themselves.
type htmlLabels struct {
	Skip, Result, Wrong, Notes, Forecasts, Remarks, About string
	Missing, Filed, NearMiss, Note, Correction, Due       string
	More, Figure                                          string
}

func (w words) htmlLabels() htmlLabels {
	return htmlLabels{
		Skip: w.Say(message.Say("Skip to the article")), Result: w.Say(message.Say("Result")),
		Wrong: w.Say(message.Say("To be corrected")), Notes: w.Say(message.Say("Verdicts")), Forecasts: w.Say(message.Say("Forecasts")),
		Remarks: w.Say(message.Say("Notes")), About: w.Say(message.Say("About this report")),
		Missing: w.Say(message.Say("missing")), Filed: w.Say(message.Say("filed")),
		NearMiss: w.Say(message.Say("near miss")), Note: w.Say(message.Say("note")), Correction: w.Say(message.Say("correction")),
		Due: w.Say(message.Say("due")), More: w.Say(message.Say("Evidence")), Figure: w.Say(message.Say("figure")),
	}
}

// finding is the report in a line: how many figures are wrong.
func (w words) finding(d *Document) string {
	wrong := 0
	for i := range d.Claims {
		if d.Claims[i].Outcome == "contradicted" {
			wrong++
		}
	}
	switch {
	case len(d.Claims) == 0:
		return w.Say(message.Say("No figure that could be checked."))
	case wrong == 0:
		return w.Say(message.Say("%d figures, none contradicted", message.Number(len(d.Claims))))
	}
	return w.Say(message.Say("%d of %d figures contradicted", message.Number(wrong), message.Number(len(d.Claims))))
}

// markLabel is what a figure's mark says to those who hear the page.
func (w words) markLabel(figure, verdict string, number int) string {
	return w.Say(message.Say("%s: %s, verdict %d", message.Text(figure), message.Text(verdict), message.Number(number)))
}

// back is the label of the link from a note to its figure.
func (w words) back(number int) string {
	return w.Say(message.Say("%d, back to the figure in the article", message.Number(number)))
}

// outcomeNow is a claim's outcome as its note shows it: without that of the day of
// publication, which stands below.
func (w words) outcomeNow(c *Claim) string {
	now := *c
	now.AtPublication = nil
	return w.verdict(&now)
}

func (w words) atPublication() string { return w.Say(message.Say("at publication")) }
func (w words) now() string           { return w.Say(message.Say("now")) }
func (w words) bothClocks() string    { return w.Say(message.Say("at publication and now")) }

func (w words) holds(holds bool) string {
	if holds {
		return w.Say(message.Say("holds"))
	}
	return w.Say(message.Say("fails"))
}

// tried says how many neighbours were tried for a near miss.
func (w words) tried(n int) string {
	return w.Say(message.Say("near miss after %d tries", message.Number(n)))
}

// wanted says which values a reading would hold for.
func (w words) wanted(r *Reading, unit string) string {
	end := func(s *string, open string) message.Arg {
		if s == nil {
			return message.Text(open)
		}
		return message.Text(w.Amount(shown(*s), unit))
	}
	return w.Say(message.Say("wanted %s to %s", end(r.Interval[0], "−∞"), end(r.Interval[1], "∞")))
}

// filing names the filing of a fact.
func (w words) filing(f *Fact) string {
	return w.Say(message.Say("%s %s filed %s", message.Text(f.Form), message.Text(f.Accession), day(f.Filed)))
}

// unreadFigures is the heading of the unread figures.
func (w words) unreadFigures(n int) string {
	return w.Say(message.Say("%d unread", message.Number(n)))
}

// tableLabel names a table to those who hear the page; n tells it from the others.
func (w words) tableLabel(n int) string {
	return w.Say(message.Say("table %d", message.Number(n)))
}

// about are the facts of the report itself, those that are known.
func (w words) about(d *Document) []htmlFact {
	a := &d.Article
	facts := []htmlFact{
		{Label: w.Say(message.Say("file")), Text: a.Source},
		{Label: w.Say(message.Say("language of the text")), Text: w.Language(a.Lang)},
		{Label: w.Say(message.Say("published")), Text: w.Date(a.Published)},
		{Label: w.Say(message.Say("checked as of")), Text: w.Date(d.AsOf.Now)},
		{Label: w.Say(message.Say("SHA-256 of the text")), Text: a.SHA256, Code: true},
		{Label: w.Say(message.Say("version")), Text: joined(" ", "assay", d.Assay)},
	}
	return slices.DeleteFunc(facts, func(f htmlFact) bool { return f.Text == "" })
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
