package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// outOfAmount makes a percentage a share of the amount that its sentence opens with, which went into
// what stands behind it: "Of the $45.3 billion of operating cash flow, 44.3% went into capital
// expenditure", 「经营现金流为453亿美元，其中44.3%用于资本开支」.
func (r *Reader) outOfAmount(d, prev *draft, dir *mention) bool {
	st, f := &r.st, d.fig
	if dir != nil || prev == nil || prev.kind != Level || prev.other != "" || !isMoney(prev.fig) || !overPeriod(prev.baseMetric) || st.figuresBetween(prev.fig.Last, f.First) > 0 || !st.opensWithPart(prev.fig, f) {
		return false
	}
	into := st.measureBehind(f)
	if st.linkAfter(f.Last, linkOf) || st.grammar().Genitive && r.genitiveWhole(f) != nil {
		return false // "1.15 billion, a fifth of revenue"
	}
	if into == nil || into.id == prev.baseMetric || !overPeriod(into.id) {
		return false
	}
	d.kind, d.sign, d.base, d.baseSaid, d.measure = Ratio, 0, "", false, into
	d.baseMetric = into.id + " / " + prev.baseMetric
	d.metric = d.baseMetric
	return true
}

// opensWithPart reports whether the amount is one that the figure takes a part of: its clause opens with
// "of", or "of which" stands between the two.
func (st *sentence) opensWithPart(whole, f *lang.Figure) bool {
	if st.anyIs(whole.Last+1, f.First, linkOfWhich) {
		return f.First-whole.Last <= 4
	}
	if st.scan.V.CJK() {
		between := st.scan.Text[st.atoms[whole.Last].End:st.atoms[f.First].Start]
		return slices.Contains(st.grammar().OutOfAmount, strings.TrimSpace(between))
	}
	return st.opensWithOf(st.strongStart(whole.First)) && st.at[f.First].strong == st.at[whole.First].strong && !st.someOf(lexicon.Measure, func(m *mention) bool { return m.at > whole.Last+3 && m.last < f.First })
}

// opensWithOf reports whether a preposition for "of" is the first or second word of the clause at an atom.
func (st *sentence) opensWithOf(start int) bool {
	for i := start; i < min(start+2, len(st.atoms)); i++ {
		if a := &st.atoms[i]; st.is(i, linkFrom) || st.is(i, linkOf) && (st.scan.Closed(a, lexicon.Preposition|lexicon.Owner) || !st.scan.Closed(a, lexicon.Article)) {
			return true
		}
	}
	return false
}

// measureBehind is the measure that stands behind the figure in its clause, no figure between.
func (st *sentence) measureBehind(f *lang.Figure) *mention {
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.at > f.Last {
			if m.at-f.Last > 8 || onMarket(m.id) || plainRatio(m.id) || st.at[m.at].strong != st.at[f.Last].strong || st.figuresBetween(f.Last, m.at) > 0 {
				return nil
			}
			return m
		}
	}
	return nil
}

// overPeriod reports whether the measure is one that amounts over a period are stated of.
func overPeriod(id string) bool {
	return id != "" && !instant(id) && !perShare(id) && !onMarket(id) && !plainRatio(id) && id != "shares"
}

// ofThat makes a percentage a share of the level told before it, of which "that" right beside it takes a
// part: "revenue climbed to $15.2 billion, and the division kept 23.7% of that as operating profit",
// 「売上高は2451億ドルで、その18.1%を設備に投じた」. What it went into stands behind.
func (r *Reader) ofThat(d *draft, dir *mention) bool {
	st, f := &r.st, d.fig
	if dir != nil && !st.otherClause(dir.at, f.First) || r.told == nil || !overPeriod(r.told.baseMetric) || st.marked(f, linkBy) || !st.partOfThat(f) {
		return false
	}
	into := st.measureBehind(f)
	if into == nil || into.id == r.told.baseMetric || !overPeriod(into.id) {
		return false
	}
	part := into.id
	if r.told.segment != "" && part == "net income" {
		part = "operating income"
	}
	d.kind, d.sign, d.base, d.baseSaid, d.measure = Ratio, 0, "", false, into
	d.segment, d.baseMetric = r.told.segment, part+" / "+r.told.baseMetric
	d.metric = segmented(d.segment, d.baseMetric, d.baseMetric)
	if d.segment == "" {
		d.metric = d.baseMetric
	}
	return true
}

// partOfThat reports whether "of that" stands right beside the percentage, and no noun that it is
// the pronoun of: not "81 % de sus flujos".
func (st *sentence) partOfThat(f *lang.Figure) bool {
	if st.scan.V.CJK() {
		return st.linkBefore(f.First, linkOfIt)
	}
	if !st.ofIt(f) {
		return false
	}
	j := f.Last + 2 // behind "davon"
	if !st.is(f.Last+1, linkOfWhich) {
		j++ // behind "of that"
	}
	return j < len(st.atoms) && (st.scan.Closed(&st.atoms[j], lexicon.Preposition) || st.is(j, linkIn|linkTo|linkFor) || st.asIn(j-1, j+1))
}

// ofWhichShare reads a share that "of which" right before it takes out of the level told before, though
// the clause before told how that moved: "reditus ad 26,9 miliarda ascenderant, quorum 46 centesimae a
// lusoribus venerunt".
func (r *Reader) ofWhichShare(d, prev *draft, dir *mention) bool {
	if prev == nil || prev.kind != Level || dir != nil && !r.st.otherClause(dir.at, d.fig.First) || !r.st.ofWhich(d.fig) || r.st.marked(d.fig, linkBy) {
		return false
	}
	m := d.measure
	if d.measure = nil; r.sameWhole(d, prev) {
		return true
	}
	d.measure = m
	return false
}

// bareAfterRatio goes on with the ratio that the sentence before stated, where nothing but another
// time stands with a percentage: "Drei Monate zuvor waren es noch 81 Prozent gewesen", "Im abgelaufenen
// Jahr waren es 62 Prozent". After one of a ratio that is not known it is no growth either.
func (r *Reader) bareAfterRatio(d, prev *draft, dir, base *mention) bool {
	n := len(r.claims)
	if prev != nil || d.measure != nil || dir != nil || base == nil && len(r.st.whens) == 0 || d.fig.Sign != 0 || !r.lastIsRatio() || r.disc.price || r.claims[n-1].Unit != "percent" || r.st.someOf(lexicon.Segment, func(*mention) bool { return true }) {
		return false
	}
	d.kind, d.sign = Ratio, 0
	if last := &r.claims[n-1]; last.Open || last.Metric != r.disc.ratio || len(last.Entities) != 1 {
		d.base, d.baseSaid, d.other = "", false, "percentage"
		return true
	}
	d.metric, d.baseMetric, d.prior = r.disc.ratio, r.disc.ratio, base != nil
	return true
}

// otherRate is what a percentage is of where it is no measure's: a comparison, a number of people, a
// fine; "" for none.
func (st *sentence) otherRate(f *lang.Figure, measure *mention, pastRate bool) string {
	switch {
	case st.paceBefore(f) && !pastRate, st.fromPeak(f), st.exceedsCompany(f):
		return "comparison"
	case st.countGrew(f, measure), st.fined(f):
		return "count"
	}
	return ""
}

// countGrew reports whether a percentage tells how much more a number of users or people has become,
// of which the figure right before it is told, and names no measure of its own: "Threads has 200 million users,
// 25 % more than in April".
func (st *sentence) countGrew(f *lang.Figure, measure *mention) bool {
	n := st.lastBefore(f.First)
	return n != nil && n.Value.Value.Cmp(quantity.Int(1)) > 0 && (n.Unit == "x:user" || n.Unit == "x:person") && f.First-n.Last <= farInFront && st.at[n.First].strong == st.at[f.First].strong &&
		!st.classBetween(lexicon.Measure, n.Last, min(f.Last+mostOfWords, len(st.atoms))) && !st.partBetween(n.Last, f.First) && !st.companyNamed(n.Last, f.First) && (measure == nil || measure.last < n.First)
}

// fined reports whether a percentage says how large a fine is that stands right beside it: "a fine of
// up to 10 % of worldwide revenue", 「相当于其全球营收10%的罚款」.
func (st *sentence) fined(f *lang.Figure) bool {
	return st.someOf(lexicon.Other, func(m *mention) bool {
		return m.id == "fine" && (m.last < f.First && f.First-m.last <= 4 && !st.otherClause(m.last, f.First) || m.at > f.Last && m.at-f.Last <= 2) && st.figuresBetween(min(m.last, f.Last), max(m.at, f.First)) == 0
	})
}
