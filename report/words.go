package report

import (
	"math/big"
	"strconv"
	"strings"

	"assay/claim"
	"assay/locale"
	"assay/message"
	"assay/period"
)

// words says a claim's parts to people, in one language. All reports for people are
// made of these sentences.
type words struct{ *locale.Locale }

// outcomes are the names of the outcomes, in the order of the summary.
var outcomes = []struct {
	outcome string
	says    message.Message
}{
	{"contradicted", message.Say("contradicted")},
	{"ambiguous", message.Say("ambiguous")},
	{"supported", message.Say("supported")},
	{"pending", message.Say("pending")},
	{"no evidence", message.Say("no evidence")},
	{"not checkable", message.Say("not checkable")},
}

// outcome is the name of an outcome.
func (w words) outcome(o string) string { return w.Say(named(o)) }

func named(outcome string) message.Message {
	for _, x := range outcomes {
		if x.outcome == outcome {
			return x.says
		}
	}
	return message.Plain(outcome)
}

// verdict is a claim's outcome: that of a forecast in words of its own, and that of the
// day of publication where it was another.
func (w words) verdict(c *Claim) string {
	says := w.outcome(c.Outcome)
	if c.Modality == "forecast" {
		switch c.Outcome {
		case "supported":
			says = w.Say(message.Say("came true"))
		case "contradicted":
			says = w.Say(message.Say("did not come true"))
		case "pending":
			if c.Now != nil && c.Now.Due != "" {
				says = w.Say(message.Say("pending until %s", day(c.Now.Due)))
			}
		}
	}
	if c.AtPublication != nil && c.AtPublication.Outcome != c.Outcome {
		says += " (" + w.labelled(message.Say("at publication"), w.outcome(c.AtPublication.Outcome)) + ")"
	}
	return says
}

// labelled is a label with what it labels.
func (w words) labelled(label message.Message, text string) string {
	return w.Say(label) + ": " + text
}

// day is a date as an argument; the document holds dates as strings.
func day(iso string) message.Arg { return message.Date(isoDay(iso)) }

type isoDay string

func (d isoDay) String() string { return string(d) }

// subject is what a claim was read as: company, measure, base, period.
func (w words) subject(c *Claim) string {
	var names, parts []string
	for _, e := range c.Entities {
		names = append(names, e.Name)
	}
	if names != nil {
		parts = append(parts, strings.Join(names, c.joint()))
	}
	parts = append(parts, w.Measure(c.Metric))
	if c.Kind == "change" && c.Base != nil && *c.Base != claim.AgainstCompany {
		parts = append(parts, w.base(*c.Base))
	}
	if c.Period != nil {
		parts = append(parts, w.period(c.Period))
	}
	return strings.Join(parts, ", ")
}

// joint is what stands between the names of a claim's companies: a sum, or one over the other.
func (c *Claim) joint() string {
	switch {
	case c.Base != nil && *c.Base == claim.AgainstCompany && c.Kind == "change":
		return " − "
	case c.Base != nil && *c.Base == claim.AgainstCompany, c.Kind == "ratio" && c.Value.Unit == "times":
		return " ÷ "
	}
	return " + "
}

// base says what a change is measured against.
func (w words) base(base string) string {
	switch base {
	case "yoy", "a year earlier":
		return w.Say(message.Say("change on the year before"))
	case "qoq":
		return w.Say(message.Say("change on the quarter before"))
	case "previous close":
		return w.Say(message.Say("change on the previous close"))
	}
	if n, ok := strings.CutPrefix(base, "yoy"); ok {
		if years, err := strconv.Atoi(n); err == nil {
			return w.Say(message.Say("change over %d years", message.Number(years)))
		}
	}
	if y, ok := strings.CutPrefix(base, "end of "); ok {
		base = y + "-12-31"
	}
	if start, end, ok := strings.Cut(base, ".."); ok {
		return w.Say(message.Say("change on %s", message.Text(w.period(&Period{Start: start, End: end}))))
	}
	if _, err := period.ParseDate(base); err == nil {
		return w.Say(message.Say("change on %s", day(base)))
	}
	return w.Say(message.Say("change on %s", message.Text(base)))
}

func (w words) period(p *Period) string {
	if p.Start == p.End || p.Start == "" {
		return w.Date(p.End)
	}
	return w.Period(p.Start, p.End)
}

// reading is a reading's value and how it was made.
func (w words) reading(r *Reading, unit string) string {
	s := w.Amount(shown(r.Actual), unit) + " (" + w.Definition(r.Definition)
	if r.Why != "" {
		s += "; " + w.Say(r.Why)
	}
	s += ")"
	if a := w.arithmetic(r); a != "" {
		s += ": " + a
	}
	return s
}

// arithmetic is how a value was made of others, or "" where it was filed as it is.
func (w words) arithmetic(r *Reading) string {
	if len(r.Steps) <= 1 {
		return ""
	}
	if last := r.Steps[len(r.Steps)-1]; len(last.In) == 2 && last.Op != "close" { // two values compared
		a := w.decimal(last.In[0]) + " " + operation(last.Op, w.decimal(last.In[1]))
		if last.Op == growth {
			a = "(" + a
		}
		return a
	}
	if a := w.filed(r.Steps); a != "" {
		return a
	}
	var parts []string
	between := " "
	for _, st := range r.Steps {
		if st.Op == "close" {
			if between = " ÷ "; r.Steps[len(r.Steps)-1].Op == "-" { // the last close and the first
				between = " − "
			}
			parts = append(parts, w.Say(message.Say("%s on %s", message.Text(w.decimal(st.Out)), day(strings.Join(st.In, "")))))
		}
	}
	return strings.Join(parts, between)
}

// filed is the sum of the filed amounts, or of those that divide it: "(44.5bn + 30.7bn − 19.7bn) ÷ 118.5bn".
func (w words) filed(steps []Step) string {
	var over, under []string
	for _, st := range steps {
		if st.Fact == "" {
			continue
		}
		sign, divides := strings.CutPrefix(st.Op, "÷")
		side := &over
		if divides {
			side = &under
		}
		sign = strings.Replace(strings.TrimSpace(sign), "-", "−", 1)
		switch {
		case len(*side) > 0 && sign != "−":
			sign = "+ "
		case sign == "−":
			sign += " "
		default:
			sign = ""
		}
		*side = append(*side, sign+w.decimal(st.Out))
	}
	if len(under) == 0 {
		return strings.Join(over, " ")
	}
	return bracketed(over) + " ÷ " + bracketed(under)
}

// bracketed joins terms, in brackets where there are several.
func bracketed(terms []string) string {
	if len(terms) == 1 {
		return terms[0]
	}
	return "(" + strings.Join(terms, " ") + ")"
}

// growth is the operation of a change in percent, as the steps name it.
const growth = "÷ −1 ×100"

// operation writes an operation with its second operand.
func operation(op, b string) string {
	if op == growth {
		return "÷ " + b + " − 1) × 100"
	}
	if head, tail, ok := strings.Cut(op, " "); ok {
		return head + " " + b + " " + tail
	}
	return op + " " + b
}

// decimal writes a step's number, which may carry its unit.
func (w words) decimal(s string) string {
	num, unit, _ := strings.Cut(s, " ")
	return w.Amount(shown(num), unit)
}

// shownDigits is how many decimals of a computed value people are shown.
const shownDigits = 4

// shown rounds a decimal for people.
func shown(decimal string) string {
	_, frac, _ := strings.Cut(decimal, ".")
	x, ok := new(big.Rat).SetString(decimal)
	if len(frac) <= shownDigits || !ok {
		return decimal
	}
	return strings.TrimRight(strings.TrimRight(x.FloatString(shownDigits), "0"), ".")
}

// miss is a near miss in words, with the value that it names.
func (w words) miss(m *Miss) string {
	return w.Say(m.Says) + " [" + w.decimal(m.Actual) + "]"
}

// filings names the filings of some facts, each once.
func (w words) filings(fs []Fact) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range fs {
		if !seen[f.Accession] {
			seen[f.Accession] = true
			out = append(out, w.Say(message.Say("%s %s filed %s", message.Text(f.Form), message.Text(f.Accession), day(f.Filed))))
		}
	}
	return out
}

// head tells the article's language and the two clocks.
func (w words) head(d Document) string {
	lang := message.Lang(d.Article.Lang)
	if d.Article.Published == "" {
		return w.Say(message.Say("%s, no date found (--published D), checked as of %s", lang, day(d.AsOf.Now)))
	}
	return w.Say(message.Say("%s, published %s, checked as of %s", lang, day(d.Article.Published), day(d.AsOf.Now)))
}

// count is how many figures have each outcome, those that occur, in order.
type count struct {
	outcome string
	n       int
}

func counts(d Document) []count {
	n := map[string]int{}
	for i := range d.Claims {
		n[d.Claims[i].Outcome]++
	}
	var out []count
	for _, o := range outcomes {
		if n[o.outcome] > 0 {
			out = append(out, count{o.outcome, n[o.outcome]})
		}
	}
	return out
}

// figures counts figures.
func (w words) figures(n int) string {
	return w.Say(message.Say("%d figures", message.Number(n)))
}

// deciding is the reading that an outcome shows: the first that holds, else the first.
func deciding(a *At) *Reading {
	for i := range a.Readings {
		if a.Readings[i].Holds {
			return &a.Readings[i]
		}
	}
	if len(a.Readings) > 0 {
		return &a.Readings[0]
	}
	return nil
}

// tally is one outcome's share of the summary.
func (w words) tally(c count) string {
	return w.Say(message.Say("%d %s", message.Number(c.n), message.Sub(named(c.outcome))))
}
