package report

import (
	"cmp"
	"slices"
	"strconv"

	"assay/message"
)

// htmlTally is an outcome's part of the bar and of the legend.
type htmlTally struct {
	Class, Name string
	N           int
	Count       string
	First       string // id of the first note
}

func (w words) htmlTallies(d Document) []htmlTally {
	first := map[string]string{}
	for i := range d.Claims {
		if o := d.Claims[i].Outcome; first[o] == "" {
			first[o] = noteID(i)
		}
	}
	var out []htmlTally
	for _, c := range counts(d) {
		out = append(out, htmlTally{htmlClass(c.outcome), w.outcome(c.outcome), c.n, w.Number(strconv.Itoa(c.n)), first[c.outcome]})
	}
	return out
}

// htmlEntry is a figure in a list, with a link to its note.
type htmlEntry struct {
	Number             int
	Note, Class        string
	Figure, Subject    string
	Verdict, Who, Says string
	Value, Due         string
	due                string // Due as days sort
}

func (w words) htmlEntry(i int, c *Claim) htmlEntry {
	return htmlEntry{
		Number: i + 1, Note: noteID(i), Class: htmlClass(c.Outcome),
		Figure: oneLine(c.Text), Subject: w.subject(c), Verdict: w.outcomeNow(c),
	}
}

// contradicted are the figures to set right: a forecast that did not come true is none.
func (w words) contradicted(d *Document) []htmlEntry {
	var out []htmlEntry
	for i := range d.Claims {
		c := &d.Claims[i]
		if c.Outcome != "contradicted" || c.Modality == "forecast" {
			continue
		}
		e := w.htmlEntry(i, c)
		if c.Now != nil && c.Now.NearMiss != nil {
			e.Says = w.Say(c.Now.NearMiss.Says)
		}
		if c.Now != nil && c.Now.Actual != nil {
			e.Value = w.Amount(shown(*c.Now.Actual), c.Now.Unit)
		}
		out = append(out, e)
	}
	return out
}

// forecasts are the forecasts in the order in which they fall due.
func (w words) forecasts(d *Document) []htmlEntry {
	var out []htmlEntry
	for i := range d.Claims {
		c := &d.Claims[i]
		if c.Modality != "forecast" {
			continue
		}
		e := w.htmlEntry(i, c)
		if c.Now != nil && c.Now.Due != "" {
			e.due, e.Due = c.Now.Due, w.Date(c.Now.Due)
		}
		if c.Outcome == "pending" { // without the day, which stands beside it
			e.Verdict = w.outcome(c.Outcome)
		}
		if c.Now != nil && c.Now.Missing != "" {
			e.Says = w.missing(*c.Now)
		}
		if h := c.Holder; h != nil {
			e.Who = h.Name
			if h.Org != "" && h.Org != h.Name {
				e.Who = joined(", ", h.Name, h.Org)
			}
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b htmlEntry) int {
		if (a.due == "") != (b.due == "") {
			return cmp.Compare(b.due, a.due) // without a day: last
		}
		return cmp.Compare(a.due, b.due)
	})
	return out
}

// htmlUnread are the unread figures of one reason.
type htmlUnread struct {
	Reason  string
	Figures []string
}

// htmlUnread groups the unread figures by reason, in the order of the text.
func (w words) htmlUnread(d *Document) (groups []htmlUnread, title string) {
	at := map[message.Message]int{}
	for _, u := range d.Unread {
		i, ok := at[u.Reason]
		if !ok {
			i = len(groups)
			at[u.Reason] = i
			groups = append(groups, htmlUnread{Reason: w.Say(u.Reason)})
		}
		groups[i].Figures = append(groups[i].Figures, clip(oneLine(u.Text)))
	}
	return groups, w.unreadFigures(len(d.Unread))
}

// htmlRemark is a note of the check's, with a link where it speaks of a figure.
type htmlRemark struct {
	Code, Says string
	Number     int
	Note       string
}

func (w words) htmlRemarks(d *Document) []htmlRemark {
	type place struct{ start, end int }
	claims := map[place]int{}
	for i := range d.Claims {
		claims[place{d.Claims[i].Start, d.Claims[i].End}] = i + 1
	}
	var out []htmlRemark
	for _, n := range d.Notes {
		r := htmlRemark{Code: n.Code, Says: w.Say(n.Message), Number: claims[place{n.Start, n.End}]}
		if r.Number > 0 {
			r.Note = noteID(r.Number - 1)
		}
		out = append(out, r)
	}
	return out
}
