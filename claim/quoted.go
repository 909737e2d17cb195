package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
)

// Prices and levels of indices that stand in pairs: where something came from and went to, and by
// how much it moved.

// priceStep reports whether an amount is what a price has moved by, beside another that is
// the price itself: "closed at $249.34, up $1.57", 「1.57ドル高の249.34ドル」.
func (st *sentence) priceStep(f *lang.Figure) bool {
	if f.Scaled || !f.Digits || st.marked(f, linkTo|linkAt|linkFrom) {
		return false
	}
	dir, _ := st.directionFor(f)
	if base, _ := st.baseFor(f); dir == nil && base == nil {
		return false
	}
	step := quantity.Int(stepShare).Mul(f.Value.Value)
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First != f.First && isMoney(g) && small(g) && g.Unit == f.Unit && st.at[g.First].strong == st.at[f.First].strong &&
			max(g.First, f.First)-min(g.Last, f.Last) <= farInFront && step.Cmp(g.Value.Value) < 0
	})
}

// stepShare is how many times as much as a step a price is at least: a share seldom
// loses a quarter of its value between two closes.
const stepShare = 4

// priceReached reports whether the percentage leads to an amount that only a share can
// cost: "Microsoft perdió 1,8%, a 523 dólares".
func (st *sentence) priceReached(f *lang.Figure) bool {
	return !st.scan.V.CJK() && st.ledTo(f) != nil &&
		!st.someOf(lexicon.Measure, func(m *mention) bool { return !lossOf(m) && m.id != "price" })
}

// ledTo is the small amount close behind a percentage that "to" or "at" marks as where the move led, or
// nil.
func (st *sentence) ledTo(f *lang.Figure) *lang.Figure {
	g := st.nextFigure(f)
	if g == nil || g.First-f.Last > 4 || !lang.Currency(g.Unit) || !g.Digits || !small(g) || !st.marked(g, linkTo|linkAt) {
		return nil
	}
	return g
}

// quotedMove reports whether two small amounts without a measure are where a company's share went
// to and where it came from or by how much it moved, and gives the amount that metric: "Amazon sank
// from $166.72 to $84", "Microsoft slipped 14 cents to $513.43".
func (r *Reader) quotedMove(d, prev *draft) bool {
	st, f := &r.st, d.fig
	if !small(f) || !f.Digits || d.segment != "" || d.measure != nil && !st.atoms[d.measure.at].In(lexicon.Direction) || perShare(r.disc.metric) || prev != nil && perShare(prev.baseMetric) {
		return false
	}
	dir, _ := st.directionFor(f)
	if dir == nil || !r.namedBetween(r.placed, -1, max(f.First, dir.at)) {
		return false
	}
	to := func(g *lang.Figure) bool {
		return g.Digits && isMoney(g) && small(g) && g.Value.Value.Cmp(quantity.Int(leastPrice)) > 0 && st.marked(g, linkTo|linkAt)
	}
	if !some(st.figs, func(g *lang.Figure) bool {
		first, last := min(f.Last, g.Last), max(f.First, g.First)
		return g.First != f.First && isMoney(g) && small(g) && g.Digits && g.Unit == f.Unit && to(f) != to(g) && !st.nounBefore(min(f.First, g.First)-2) && st.figuresBetween(first, last) == 0 && st.at[f.First].strong == st.at[g.First].strong && last-first <= farBehind+2
	}) {
		return false
	}
	d.metric, d.baseMetric, d.measure, d.metricGuessed = "price", "price", nil, true
	return true
}

// leastPrice is the dollars above which an amount without a measure may be a share's price.
const leastPrice = 5

// openedAt gives the price or the level that something came from the close before the stretch it
// moved over, where no comparison says which: "Im September kletterte der Kurs von 333,87 auf
// 444,72 Dollar". A lower or higher close within the stretch may be meant, too.
func (r *Reader) openedAt(d *draft, c *Claim) bool {
	over := d.bound.r
	if !onMarket(d.metric) || d.kind != Level || d.baseSaid && d.base != "previous close" || d.whenGuessed && over.Start == over.End && d.metric == "price" {
		return false
	}
	if w := d.when; w != nil && w.Unit == lang.DayUnit && w.First > d.fig.Last && w.First-d.fig.Last <= 2 {
		c.Period = d.bound.r // "from 14.9 the previous Friday"
		return true
	}
	if d.base == "previous close" {
		over = period.Day(period.LastSession(over.End))
	}
	c.Period = period.Day(period.LastSession(over.Start - 1))
	if over.Start < over.End {
		d.bound.alt = append(d.bound.alt, over)
	}
	return true
}

// fromLevel reports whether the figure is the one of two levels of an index that it came from, in
// the same clause: "a bondi lundi de 23,39 à 38,57 points", "jumped to 38.57 from 23.39". Where the
// preposition also means "by", the nearer of the two levels cannot be a step.
func (st *sentence) fromLevel(f *lang.Figure) bool {
	from, of := st.marked(f, linkFrom), st.linkBefore(f.First, linkOf)
	return f.Digits && (from || of) && some(st.figs, func(g *lang.Figure) bool {
		first, last := min(f.Last, g.Last), max(f.First, g.First)
		return g.First != f.First && g.Digits && !g.Year && !isPercent(g) && !isMoney(g) && st.marked(g, linkTo|linkAt) && !st.otherClause(first, last) && st.figuresBetween(first, last) == 0 &&
			(from || last == g.First && (st.nextIs(first, last) || st.dayBetweenOnly(first, last)) && nearLevels(f, g))
	})
}

// dayBetweenOnly reports whether nothing but a day and prepositions stand between two atoms: "de 52,33
// points mardi à 33,62 points".
func (st *sentence) dayBetweenOnly(a, b int) bool {
	return b-a <= 5 && some(st.whens, func(w *lang.When) bool {
		return w.First > a && w.Last < b && !flowUnit(w.Unit) && (w.First == a+1 || st.nextIs(a, w.First)) && (w.Last == b-1 || st.nextIs(w.Last, b))
	})
}

// nearLevels reports whether neither of two figures is more than twice the other.
func nearLevels(f, g *lang.Figure) bool {
	a, b := f.Value.Value, g.Value.Value
	return a.Cmp(b.Mul(quantity.Int(2))) <= 0 && b.Cmp(a.Mul(quantity.Int(2))) <= 0
}

// betweenLevels gives a move of a price the two days whose closes the sentence has just told:
// "cost $84 at the end of 2022; it finished 2024 at $219.39, or 2.6 times as much".
func (r *Reader) betweenLevels(d *draft, c *Claim) bool {
	n := len(r.claims)
	if n < 2 || d.base != "" && d.base != "yoy" {
		return false
	}
	first, last := &r.claims[n-2], &r.claims[n-1]
	if first.Period.End > last.Period.End {
		first, last = last, first
	}
	for _, x := range []*Claim{first, last} {
		if x.Sentence != r.st.span || x.Kind != Level || x.Metric != d.metric || len(x.Entities) != 1 || x.Entities[0].ID != d.id() || !x.Period.Known() {
			return false
		}
	}
	if first.Period.Start != first.Period.End || first.Period.End >= last.Period.End || d.when != nil && d.when.First > d.fig.Last {
		return false
	}
	c.Period, c.Base = period.Range{Start: first.Period.End, End: last.Period.End}, first.Period.End.String()
	return true
}

// closeAtEnd gives a price at the end of a year or of a month the last close of it; one of the
// days before may be meant, too.
func (r *Reader) closeAtEnd(d *draft, c *Claim) {
	w := d.when
	if d.prior || w == nil || !w.AtEnd || w.Unit != lang.YearUnit && w.Unit != lang.MonthUnit || c.Period.Start == c.Period.End {
		return
	}
	end := c.Period.End
	c.Period = period.Day(period.LastSession(end))
	d.bound.alt = append(d.bound.alt, period.Range{Start: end - lastWeek, End: end})
}

// rightBehindFrom reports whether the figure stands right behind one that something came
// from, in the same unit: "१.४ बिलियन-डालरेभ्यः १.२ बिलियन-डालरान् अपतत्", "२.९३ डॉलर् इत्यतः ३.२३ डॉलर्".
func (st *sentence) rightBehindFrom(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Unit == f.Unit && (g.Last+1 == f.First && st.anyIs(g.Num, g.Last+1, linkFrom) || g.Last+2 == f.First && st.is(g.Last+1, linkFrom))
	})
}
