package report

import (
	"fmt"
	"io"
	"strings"

	"assay/message"
)

// Explain writes every reading and step of one claim under both clocks.
func Explain(w io.Writer, d Document, id string, o Options) error {
	var ids []string
	for i := range d.Claims {
		if c := &d.Claims[i]; c.ID == id {
			return explain(w, c, words{o.locale()})
		}
		ids = append(ids, d.Claims[i].ID)
	}
	return fmt.Errorf("report: no claim %q; the article has %s", id, strings.Join(ids, " "))
}

func explain(w io.Writer, c *Claim, say words) error {
	p := &printer{w: w, words: say}
	p.para("", "", strings.Join(strings.Fields(c.Sentence), " "))
	p.line("")
	p.line(c.ID + "  " + c.Text + "  (" + c.Kind + ", " + c.Value.Unit + ", " + c.Value.Hedge + ")")
	p.para("    ", "    ", say.subject(c))
	for _, clock := range []struct {
		name message.Message
		at   *At
	}{{message.Say("at publication"), c.AtPublication}, {message.Say("now"), c.Now}} {
		p.line("")
		p.line(say.labelled(clock.name, say.outcome(clock.at.Outcome)))
		if clock.at.Missing != "" {
			p.para("  ", "    ", say.labelled(message.Say("missing"), say.Say(clock.at.Missing)))
		}
		for _, r := range clock.at.Remedy {
			p.para("  ", "    ", say.command(r))
		}
		for i := range clock.at.Readings {
			p.reading(&clock.at.Readings[i], clock.at.Unit)
		}
		if m := clock.at.NearMiss; m != nil {
			p.para("  ", "    ", say.labelled(message.Say("near miss after %d tries", message.Number(m.Tried)), say.miss(m)))
		}
	}
	return p.err
}

func (p *printer) reading(r *Reading, unit string) {
	holds := message.Say("fails")
	if r.Holds {
		holds = message.Say("holds")
	}
	end := func(s *string, open string) message.Arg {
		if s == nil {
			return message.Text(open)
		}
		return message.Text(p.words.Amount(*s, ""))
	}
	p.para("  ", "    ", p.words.labelled(holds, p.words.Definition(r.Definition)+" = "+p.words.Amount(shown(r.Actual), unit))+"; "+p.words.Say(message.Say("wanted %s to %s", end(r.Interval[0], "−∞"), end(r.Interval[1], "∞"))))
	if r.Why != "" {
		p.para("    ", "    ", p.words.labelled(message.Say("because"), p.words.Say(r.Why)))
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
