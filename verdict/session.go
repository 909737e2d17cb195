package verdict

import (
	"assay/claim"
	"assay/message"
	"assay/period"
	"assay/quantity"
)

// A close with four digits or more tells the session that it is of: no other of the weeks
// around has the same. So does a move of two digits, among the sessions of a few days. Where
// the reader took another one, the figure is no error of the author.

const (
	closeDigits = 4
	moveDigits  = 2
	weeksAround = 25 // days
	daysAround  = 4
)

// OtherSession makes the close or the move of a price or an index that is wrong for its day,
// but right for another session around, doubtful, and shows it of that session.
func (v *Verdict) OtherSession(p *Pass, rule *Rule) error {
	c := &v.Claim
	around := daysOf(c)
	if around == 0 || v.Outcome != Contradicted && (v.Outcome != Ambiguous || v.Now.borneOut() != nil) {
		return nil
	}
	for k := 1; k <= around; k++ {
		for _, day := range []period.Date{c.Readings[0].Period.End - period.Date(k), c.Readings[0].Period.End + period.Date(k)} {
			if !period.IsSession(day) || p.Printed != 0 && day > p.Printed {
				continue
			}
			r := c.Readings[0]
			r.Period = period.Day(day)
			vals, err := rule.Values(p, r)
			if err != nil {
				return err
			}
			for i := range vals {
				if vals[i].Primary && vals[i].Period.End == day && r.Interval.Overlaps(vals[i].Interval) {
					readAs(c, r)
					v.doubt(message.Say("the figure may speak of another period of its sentence"))
					return nil
				}
			}
		}
	}
	return nil
}

// daysOf is how many days around its own the claim's figure tells apart, or 0.
func daysOf(c *claim.Claim) int {
	switch {
	case c.Modality != claim.Reported || c.Cell || !Quotes(c.Metric) || c.IsRange || len(c.Readings) == 0 || c.Readings[0].Period.Start != c.Readings[0].Period.End:
	case c.Kind == claim.Level && c.Value.Digits >= closeDigits:
		return weeksAround
	case c.Kind == claim.Change && c.Unit == "percent" && !c.Told && c.Value.Digits >= moveDigits && c.Value.Value.Abs().Cmp(quantity.Int(1)) >= 0:
		return daysAround
	}
	return 0
}
