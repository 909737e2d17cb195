package report

import (
	"fmt"
	"io"
	"strings"
)

// Explain writes every reading and step of one claim under both clocks.
func Explain(w io.Writer, d Document, id string) error {
	var ids []string
	for i := range d.Claims {
		if c := &d.Claims[i]; c.ID == id {
			return explain(w, c)
		}
		ids = append(ids, d.Claims[i].ID)
	}
	return fmt.Errorf("report: no claim %q; the article has %s", id, strings.Join(ids, " "))
}

func explain(w io.Writer, c *Claim) error {
	p := &printer{w: w}
	p.para("", "", strings.Join(strings.Fields(c.Sentence), " "))
	p.line("")
	p.line(c.ID + "  " + c.Text + "  (" + c.Kind + ", " + c.Value.Unit + ", " + c.Value.Hedge + ")")
	p.para("    ", "    ", subject(c))
	for _, clock := range []struct {
		name string
		at   *At
	}{{"at publication", c.AtPublication}, {"now", c.Now}} {
		p.line("")
		p.line(clock.name + ": " + clock.at.Outcome)
		if clock.at.Missing != "" {
			p.para("  ", "    ", "missing: "+clock.at.Missing)
		}
		for i := range clock.at.Readings {
			p.reading(&clock.at.Readings[i], clock.at.Unit)
		}
		if m := clock.at.NearMiss; m != nil {
			p.para("  ", "    ", fmt.Sprintf("near miss (%s, after %d tries): %s [%s]", m.Kind, m.Tried, m.Says, m.Actual))
		}
	}
	return p.err
}

func (p *printer) reading(r *Reading, unit string) {
	holds := "fails"
	if r.Holds {
		holds = "holds"
	}
	end := func(s *string) string {
		if s == nil {
			return "∞"
		}
		return *s
	}
	p.para("  ", "    ", fmt.Sprintf("%s: %s = %s%s, wanted %s to %s", holds, r.Definition, r.Actual, unitWords(unit), end(r.Interval[0]), end(r.Interval[1])))
	if r.Why != "" {
		p.para("    ", "    ", "because "+r.Why)
	}
	for _, s := range r.Steps {
		l := s.Op + " " + strings.Join(s.In, ", ")
		if s.Out != "" {
			l += " → " + s.Out
		}
		if s.Fact != "" {
			l = s.Op + " " + s.Out + "  " + s.Fact
		}
		p.para("    ", "      ", l)
	}
}
