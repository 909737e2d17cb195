package claim

import (
	"assay/lang"
	"assay/period"
	"assay/quantity"
)

// A sentence may look back to what a measure was in the period before the one that the text
// speaks of, and count how it has moved since: "In 2023 sales were $574.8bn. In 2022 they
// had been $514.0bn, so they grew by 12 per cent."

// mostBack is how many claims before the level may stand that is looked back from.
const mostBack = 6

// laterLevel is the claim before the sentence that states the draft's measure for the year or
// quarter that follows the draft's, or nil.
func (r *Reader) laterLevel(x *draft) *Claim {
	if x.kind != Level || x.other != "" || onMarket(x.metric) || !x.bound.known() {
		return nil
	}
	cal := r.calendar(x.id())
	for i := len(r.claims) - 1; i >= max(r.disc.firstClaim, len(r.claims)-mostBack); i-- {
		c := &r.claims[i]
		if c.Kind == Level && c.Metric == x.metric && len(c.Entities) == 1 && c.Entities[0].ID == x.id() && c.Period.End > x.bound.r.End &&
			(x.bound.r.Near(Shift(cal, c.Period, "yoy"), snapDays) || x.bound.r.Near(Shift(cal, c.Period, "qoq"), snapDays)) {
			return c
		}
	}
	return nil
}

// laterHere is laterLevel for the first figure of the sentence: "revenue of $245bn in 2024,
// $212bn in 2023, a rise of 16 per cent".
func (r *Reader) laterHere(x *draft) *draft {
	o := r.opened
	if o == nil || o == x || o.kind != Level || o.metric != x.metric || o.id() != x.id() || !o.bound.known() || !x.bound.known() || x.bound.r.End >= o.bound.r.End || o.fig.IsRange ||
		!x.bound.r.Near(Shift(r.calendar(x.id()), o.bound.r, "yoy"), snapDays) {
		return nil
	}
	return o
}

// grownSince gives a percentage behind a level that was looked back to the later period, where
// it is by how much the two levels differ.
func (r *Reader) grownSince(d, prev *draft) bool {
	if prev == nil || d.kind != Change || d.fig.Unit != "percent" || d.fig.IsRange || d.metric != prev.metric || d.id() != prev.id() {
		return false
	}
	if o := r.laterHere(prev); o != nil && movedBy(o.fig.Value.Value, prev, d) {
		d.bound, d.when = o.bound, o.when
		return true
	}
	c := r.laterLevel(prev)
	if c == nil || c.IsRange {
		return false
	}
	relative := prev.when == nil || prev.when.Year == 0 && prev.when.Rel != "" || prev.baseSaid // 「前年同期が389億ドルでしたので」
	if !relative && !movedBy(c.Value.Value, prev, d) {
		return false
	}
	if !d.baseSaid && !prev.bound.r.Near(Shift(r.calendar(d.id()), c.Period, "yoy"), snapDays) {
		d.base, d.baseSaid = "qoq", true
	}
	d.bound, d.when = bound{r: c.Period, label: c.Label, unit: prev.bound.unit, when: prev.bound.when}, prev.when
	return true
}

// movedBy reports whether a percentage is by how much a level differs from an earlier one, to
// a point.
func movedBy(later quantity.Rat, earlier, d *draft) bool {
	q, ok := later.Quo(earlier.fig.Value.Value)
	if !ok {
		return false
	}
	moved := q.Sub(quantity.Int(1)).Mul(quantity.Int(100)).Abs()
	return moved.Sub(d.fig.Value.Value).Abs().Cmp(quantity.Int(1)) <= 0
}

// looksBack reports whether the sentence only tells what a measure was before; the period that
// it names is then another that what follows may mean.
func (r *Reader) looksBack(ds []draft) (period.Range, bool) {
	if len(ds) == 0 || !r.disc.whenRange.known() {
		return period.Range{}, false
	}
	x := &ds[0]
	return x.bound.r, x.bound.r.End < r.disc.whenRange.r.End && (r.laterLevel(x) != nil || len(ds) == 1 && (r.st.besides(x.fig) || r.laterGrowth(x)))
}

// laterGrowth reports whether the growth of the draft's measure was just told for the year or
// quarter that follows the draft's: "Sales grew by 27 %. That was slower than the 33 % of the
// second quarter."
func (r *Reader) laterGrowth(x *draft) bool {
	if x.kind != Change || x.other != "" || x.fig.Unit != "percent" || onMarket(x.metric) || !x.bound.known() {
		return false
	}
	cal := r.calendar(x.id())
	for i := len(r.claims) - 1; i >= max(r.disc.firstClaim, len(r.claims)-mostBack); i-- {
		c := &r.claims[i]
		if c.Kind == Change && c.Unit == "percent" && c.Metric == x.metric && len(c.Entities) == 1 && c.Entities[0].ID == x.id() && c.Period.End > x.bound.r.End &&
			(x.bound.r.Near(Shift(cal, c.Period, "yoy"), snapDays) || x.bound.r.Near(Shift(cal, c.Period, "qoq"), snapDays)) {
			return true
		}
	}
	return false
}

// besides reports whether the figure stands in a relative clause between commas, inside the
// clause that the sentence is about: "Annual profit, which in 2023 had been $39.1 billion, thus
// reached a new dimension. Operating income came to $69.4 billion."
func (st *sentence) besides(f *lang.Figure) bool {
	if st.scan.V.CJK() {
		return false
	}
	last, head := len(st.atoms)-1, f.First
	for head > 0 && !st.otherClause(head-1, f.First) {
		head--
	}
	if st.atoms[head].Kind == lang.Punct {
		head++
	}
	return head > 1 && st.mark(&st.atoms[head-1]) == "," && st.is(head, cueWhich) && st.at[last].weak > st.at[f.Last].weak && st.at[last].strong == st.at[f.Last].strong
}

// longBefore reports whether a year behind the figure stands in another clause without a
// figure and lies long before what the text speaks of, so that something else happened in it:
// "the cloud lost $591mn, but Thomas Kurian, who came from Oracle in 2018, is cutting that".
func (r *Reader) longBefore(f *lang.Figure, w *lang.When) bool {
	st, told := &r.st, &r.disc.whenRange
	return w.First > f.Last && w.Unit == lang.YearUnit && w.Year != 0 && told.known() && w.Year < told.r.End.Year()-1 && st.otherClause(f.Last, w.First) && !st.figureInClause(w.First)
}
