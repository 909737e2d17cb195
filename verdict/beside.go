package verdict

import (
	"slices"
	"strings"

	"assay/claim"
	"assay/message"
	"assay/period"
	"assay/quantity"
)

// A growth rate and the level that it led to stand side by side: "jumped 53 % to $11.35
// billion". Both are of one measure, company and period, so that the one tells whether the
// reader has found those of the other.

// How far apart two figures side by side stand at most, in bytes: a word, so that the one is
// surely told of the other, or a few.
const (
	aWord    = 24
	fewWords = 50
)

// Beside gives the indices of the growth rates that are loosely read but stand beside a level
// that is right, or with both of their levels, which are right: nothing of them is loose, and
// they are to be checked again.
//
// What is called wrong and no slip explains it makes doubtful where the figure beside it is
// right of nothing either: the level beside a growth rate, or a second level of the same
// measure. Two figures are more likely misread at once than wrong at once. So is an amount in
// loose words that no right figure stands beside.
func Beside(vs []Verdict) (surer []int) {
	var doubted []int
	for i := range vs {
		v := &vs[i]
		if v.Outcome == Ambiguous && besideRight(vs, i) && sameOrder(v) && vouchFor(&v.Claim) {
			surer = append(surer, i)
		}
		if v.Outcome == Contradicted && v.Now.NearMiss == nil {
			if l := levelBeside(vs, i, fewWords); l != nil && misfits(l) || secondLevel(vs, i) || amountAlone(vs, i) || madeOf(vs, i) {
				doubted = append(doubted, i)
			}
		}
	}
	for _, i := range doubted {
		vs[i].doubt(message.Say("the figure may speak of another clause of its sentence"))
	}
	return surer
}

// amountAlone reports whether the ith claim, which no slip explains, is an amount nowhere near the
// true one, of a measure told in loose words, in a sentence that neither says its period nor states
// another figure of company and period that is right.
func amountAlone(vs []Verdict, i int) bool {
	v := &vs[i]
	c := &v.Claim
	if c.Kind != claim.Level || !money(c.Unit) || !inProse(c) || c.Told || !toldLoosely(c.Metric) || len(v.Now.Tried) == 0 || near(c.Readings[0].Interval, nearest(v.Now.Tried).Actual) {
		return false
	}
	sentence := sentenceOf(vs, i)
	for k := range sentence {
		if o := &sentence[k]; o.Outcome == Supported && o.Claim.Period == c.Period && o.Claim.SameEntities(c) {
			return false
		}
	}
	return true
}

// besideRight reports whether the ith claim, a growth rate, stands right beside a level that is right,
// or with both of its levels.
func besideRight(vs []Verdict, i int) bool {
	l := levelBeside(vs, i, aWord)
	return l != nil && l.Outcome == Supported || betweenLevels(vs, i)
}

// betweenLevels reports whether the ith claim is a growth rate and its sentence states both of its
// levels, and both are right: "rose by 36 %, from $11.2 billion to $17.4 billion".
func betweenLevels(vs []Verdict, i int) bool {
	c := &vs[i].Claim
	if !grows(c) || !c.Readings[0].BasePeriod.Known() {
		return false
	}
	sentence := sentenceOf(vs, i)
	right := func(when period.Range) bool {
		for k := range sentence {
			if o := &sentence[k].Claim; sentence[k].Outcome == Supported && o.Kind == claim.Level && o.Metric == c.Metric && o.Period == when && o.SameEntities(c) {
				return true
			}
		}
		return false
	}
	return right(c.Period) && right(c.Readings[0].BasePeriod)
}

// madeOf reports whether the ith claim is an amount that the two before it, or the two behind it,
// make together: of what it is, the text need not say.
func madeOf(vs []Verdict, i int) bool {
	c := &vs[i].Claim
	if c.Kind != claim.Level || !money(c.Unit) || !inProse(c) {
		return false
	}
	amount := func(k int) (quantity.Interval, bool) {
		if k < 0 || k >= len(vs) || vs[k].Claim.Kind != claim.Level || vs[k].Claim.Unit != c.Unit {
			return quantity.Interval{}, false
		}
		return vs[k].Claim.Interval(), true
	}
	for _, pair := range [][2]int{{i - 2, i - 1}, {i + 1, i + 2}} {
		a, ok := amount(pair[0])
		b, too := amount(pair[1])
		if iv := c.Interval(); ok && too && iv.Overlaps(a.Add(b)) && !iv.Overlaps(a) && !iv.Overlaps(b) { // neither is next to nothing
			return true
		}
	}
	return false
}

// toldLoosely reports whether the words for a measure mean other amounts of a company too, an
// adjusted profit, what it put into another company or has in the bank.
func toldLoosely(metric string) bool {
	for _, m := range [...]string{"operating income", "operating cash flow", "free cash flow", "capex"} {
		if metric == m || strings.HasSuffix(metric, " "+m) {
			return true
		}
	}
	return false
}

// vouchFor takes from a claim what is loose and the periods of which the text speaks elsewhere,
// and reports whether it had any.
func vouchFor(c *claim.Claim) bool {
	elsewhere := func(r claim.Reading) bool { return r.Nominal && r.Period != c.Readings[0].Period }
	if c.Loose&^(claim.LooseSign|claim.LoosePart) == 0 && !slices.ContainsFunc(c.Readings, elsewhere) {
		return false
	}
	c.Loose &= claim.LooseSign | claim.LoosePart
	c.Readings = slices.DeleteFunc(slices.Clone(c.Readings), elsewhere)
	return true
}

// sameOrder reports whether the growth rate and the true one go the same way and neither is more
// than three times the other: else it may be the rate of another measure.
func sameOrder(v *Verdict) bool {
	if len(v.Now.Tried) == 0 {
		return false
	}
	iv, actual := v.Claim.Readings[0].Interval, nearest(v.Now.Tried).Actual
	if actual.Sign() < 0 {
		iv, actual = iv.Neg(), actual.Neg()
	}
	three := quantity.Int(3)
	return !iv.NoLow && iv.Low.Sign() > 0 && iv.Low.Cmp(actual.Mul(three)) <= 0 && (iv.NoHigh || iv.High.Mul(three).Cmp(actual) >= 0)
}

// secondLevel reports whether a level of the same measure and company stands beside the ith
// claim, a level too, and is called wrong like it.
func secondLevel(vs []Verdict, i int) bool {
	c := &vs[i].Claim
	if c.Kind != claim.Level || !inProse(c) {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(vs) || vs[j].Outcome != Contradicted {
			continue
		}
		if o := &vs[j].Claim; o.Kind == claim.Level && closeBy(o, c, fewWords) && o.Metric == c.Metric && o.SameEntities(c) {
			return true
		}
	}
	return false
}

// grows reports whether the claim is a rate of growth of a filer's measure, in prose.
func grows(c *claim.Claim) bool {
	return c.Kind == claim.Change && c.Unit == "percent" && inProse(c)
}

// misfits reports whether nothing that was tried is right and no slip explains the figure.
func misfits(v *Verdict) bool {
	return v.Now.NearMiss == nil && (v.Outcome == Contradicted || v.Outcome == Ambiguous && v.Now.borneOut() == nil)
}

// levelBeside is the verdict on the level beside the ith claim, a growth rate, that no other
// growth rate on the same base stands beside, or nil.
func levelBeside(vs []Verdict, i, within int) *Verdict {
	if !grows(&vs[i].Claim) {
		return nil
	}
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(vs) && besideEachOther(&vs[j].Claim, &vs[j-step].Claim, within); j += step {
			if c := &vs[j].Claim; c.Kind == claim.Level {
				if sharesLevel(vs, i, j) {
					return nil
				}
				return &vs[j]
			} else if c.Kind != claim.Change || c.Base == vs[i].Claim.Base {
				break
			}
		}
	}
	return nil
}

// sharesLevel reports whether another growth rate on the base of the ith claim, of whatever it
// was read, stands beside it or beside its level j: then words that give each figure its own
// may stand in the sentence.
func sharesLevel(vs []Verdict, i, j int) bool {
	for k := max(min(i, j)-1, 0); k < len(vs) && k <= max(i, j)+1; k++ {
		if c := &vs[k].Claim; k != i && grows(c) && c.Base == vs[i].Claim.Base && (closeBy(c, &vs[i].Claim, fewWords) || besideEachOther(c, &vs[j].Claim, fewWords)) {
			return true
		}
	}
	return false
}

// besideEachOther reports whether two claims are close and of the same measure, company and
// period.
func besideEachOther(a, b *claim.Claim, within int) bool {
	return closeBy(a, b, within) && a.Metric == b.Metric && a.Period == b.Period && a.SameEntities(b)
}

// closeBy reports whether two claims stand in one sentence within so many bytes.
func closeBy(a, b *claim.Claim, within int) bool {
	return a.Sentence == b.Sentence && max(b.Span.Start-a.Span.End, a.Span.Start-b.Span.End) <= within
}
