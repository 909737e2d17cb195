package verdict

import (
	"cmp"
	"slices"
	"strings"

	"assay/claim"
)

// A figure that is wrong for what it was read of, that no slip explains, and that is right for
// something else of which its passage speaks, is more likely misread than wrong, whatever the words
// were: "Del risultato operativo del colosso, il 58% è arrivato da lì" is no growth of the result.

// How much chance such a find may rest on. Amounts have digits enough for less, and authors put one
// amount of an article in the place of another more often than a percentage.
const (
	astrayPercent = chanceBound
	astrayAmount  = chanceBound / 10
)

// isAstray reports whether the verdict contradicts a percentage or a filed amount that no slip but one
// of digits explains, which fits by chance.
func (v *Verdict) isAstray() bool {
	c := &v.Claim
	if v.Outcome != Contradicted || v.Now.NearMiss != nil && !explains(v, "digits") || !reported(c) || Quotes(c.Metric) && c.Kind != claim.Change || c.IsRange || c.Value.Words != nil || c.Value.Digits < 2 || len(c.Entities) == 0 {
		return false
	}
	switch c.Unit {
	case "percent":
		return c.Kind == claim.Change || c.Kind == claim.Ratio
	}
	return filedAmount(c) && (c.Kind == claim.Level || c.Kind == claim.Change)
}

// findAstray is what the figure of the ith claim is right of, if it is astray.
func (p *Pass) findAstray(v *Verdict, i int, rule func(*claim.Claim) *Rule) (finding, bool) {
	if !v.isAstray() || money(v.Claim.Unit) && printedTwice(p, &v.Claim) {
		return finding{}, false // an author who copies the wrong line prints its amount twice
	}
	sum := 0.0
	for _, c := range eitherKind(&v.Claim) {
		p.Claim = &c
		s := newSearch(p, rule(&c), &c)
		if s == nil {
			break
		}
		s.sum, s.bound, s.astray, s.explained = sum, astrayPercent, true, v.Now.NearMiss != nil
		if money(c.Unit) {
			s.bound = astrayAmount
		}
		if r, ok := s.find(i, rule); ok && !(c.Kind == v.Claim.Kind && (s.otherLine(r) || s.otherColumn(r))) {
			return finding{i, c, r, true}, true
		}
		sum = s.sum
	}
	return finding{}, false
}

// eitherKind are the claim as it was read, and as a share or a level where it was read as growth, as
// growth where it was read as a share; the move of a price is both.
func eitherKind(c *claim.Claim) []claim.Claim {
	kind := claim.Level
	switch {
	case Quotes(c.Metric):
		x := formOf(c, claim.Change, "revenue")
		x.Readings[0].Base = "yoy"
		return []claim.Claim{*c, x, formOf(c, claim.Ratio, "revenue")}
	case c.Kind == claim.Level:
		return []claim.Claim{*c}
	case c.Kind == claim.Ratio:
		kind = claim.Change
	case c.Unit == "percent":
		kind = claim.Ratio
	}
	x := formOf(c, kind, c.Metric)
	if kind == claim.Change {
		x.Readings[0].Base = cmp.Or(c.Base, "yoy")
	}
	return []claim.Claim{*c, x}
}

// otherLine reports whether the reading differs from the claim's own in the measure alone, which the
// sentence names and the reading's it does not: an author who copies from a table takes the wrong
// line of it.
func (s *search) otherLine(r claim.Reading) bool {
	said := s.c.Spoken.Measures
	return r.Period == s.first.Period && slices.Equal(r.Entities, s.first.Entities) && slices.Contains(said, s.first.Metric) && !slices.Contains(said, r.Metric)
}

// otherColumn reports whether the reading differs from the claim's own in the period alone, by as much as
// two columns of a table do: a level or a share of the year before or after, growth of another period than
// that which stands close by the figure.
func (s *search) otherColumn(r claim.Reading) bool {
	first := s.first
	switch {
	case r.Metric != first.Metric || !slices.Equal(r.Entities, first.Entities):
		return false
	case Quotes(first.Metric):
		return false // prices move every day, and a text tells of several
	case s.c.Kind == claim.Change:
		return s.c.Told && s.c.Loose&claim.LoosePeriod == 0
	}
	return r.Period == s.p.Shift(r.Entities, first.Period, "yoy") || first.Period == s.p.Shift(r.Entities, r.Period, "yoy")
}

// filedAmount reports whether the claim is of an amount of money as reports state it, none a share.
func filedAmount(c *claim.Claim) bool { return money(c.Unit) && !strings.HasSuffix(c.Unit, "/share") }
