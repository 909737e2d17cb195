package verdict

import (
	"assay/claim"
	"assay/message"
	"assay/period"
)

// A close with four digits or more tells the session that it is of: no other of the weeks
// around has the same. Where the reader took another one, the close is no error of the author.

const (
	closeDigits    = 4
	sessionsAround = 25
)

// OtherSession makes a price or an index level that is wrong for its day, but right for another
// session of the weeks around, doubtful, and shows it of that session.
func (v *Verdict) OtherSession(p *Pass, rule *Rule) error {
	c := &v.Claim
	if c.Kind != claim.Level || c.Modality != claim.Reported || c.Cell || !quotes(c.Metric) || c.IsRange || c.Value.Digits < closeDigits || len(c.Readings) == 0 ||
		v.Outcome != Contradicted && (v.Outcome != Ambiguous || v.Now.borneOut() != nil) {
		return nil
	}
	for k := 1; k <= sessionsAround; k++ {
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
				if vals[i].Primary && vals[i].Period == r.Period && r.Interval.Overlaps(vals[i].Interval) {
					readAs(c, r)
					if v.Outcome == Contradicted {
						v.doubt(message.Say("the figure may speak of another period of its sentence"))
					}
					return nil
				}
			}
		}
	}
	return nil
}
