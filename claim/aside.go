package claim

import (
	"assay/entity"
	"assay/lang"
	"assay/lexicon"
)

// insertedWhen reports whether the period stands with a figure of its own in an insertion
// before the figure: "its capex, which was $39.2 billion in 2024, jumped to $69.7 billion",
// "cost of revenue, $25.2 billion in 2022, rose to $30.2 billion".
func (st *sentence) insertedWhen(f *lang.Figure, w *lang.When, measure *mention) bool {
	return st.onceStoodAt(f, w, measure) || !st.scan.V.CJK() && w.Last < f.First && st.otherClause(w.Last, f.First) && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) == isMoney(f) && st.toldAside(g, w)
	})
}

// onceStoodAt reports whether the period opens a relative clause that tells what the figure's
// measure was then: "net margin, which in 2022 had not been above 19.9%, reached 29%".
func (st *sentence) onceStoodAt(f *lang.Figure, w *lang.When, measure *mention) bool {
	return measure != nil && st.relativeBefore(f, w) && some(st.figs, func(g *lang.Figure) bool {
		if g.First < w.Last || g.First >= f.First || g.Unit != f.Unit || st.otherClause(g.First, w.First) {
			return false
		}
		m, _ := st.measureFor(g)
		return m == measure
	})
}

// grewFromAside reports whether the period stands in a relative clause with an amount of the
// measure that the figure then goes on with, and so is only where it came from: "Net profit,
// which had been $2.5 billion from January to March, more than doubled and reached $5.2
// billion".
func (st *sentence) grewFromAside(f *lang.Figure, w *lang.When, measure *mention) bool {
	if measure == nil || !st.relativeBefore(f, w) || f.Form != lang.Times && st.atoms[f.First-1].Kind == lang.Punct {
		return false // "which sees sales of $700 billion in 2025, ten percent above the $638 billion …"
	}
	told, reached := false, isMoney(f)
	for i := range st.figs {
		g := &st.figs[i]
		m, _ := st.measureFor(g)
		switch {
		case !isMoney(g):
		case !st.otherClause(g.First, w.First):
			told = told || m == measure
		case g.First > f.Last && st.at[g.First].strong == st.at[f.First].strong:
			reached = reached || m == measure || m == nil
		}
	}
	return told && reached
}

// relativeBefore reports whether a period stands in a relative clause between commas before
// the figure.
func (st *sentence) relativeBefore(f *lang.Figure, w *lang.When) bool {
	j := st.insertionBefore(w.First, f)
	return j > 0 && (st.is(j, cueWhich) || st.whichAt(j-1))
}

// toldAside reports whether a figure with a period right behind it stands in a relative
// clause, or in apposition to a measure between commas.
func (st *sentence) toldAside(g *lang.Figure, w *lang.When) bool {
	if g.Last >= w.First || w.First-g.Last > 3 || st.otherClause(g.Last, w.First) {
		return false
	}
	if st.anyIs(g.First-5, g.First, cueWhich) {
		return true
	}
	j := g.First - 1
	if j > 0 && st.atoms[j].Kind == lang.Word && (st.glue(&st.atoms[j]) || st.is(j, linkFrom|linkIn)) {
		j-- // "από 25,2 δισ. το 2022"
	}
	return j > 0 && st.mark(&st.atoms[j]) == "," && st.measureAt(j-1) && w.Last+1 < len(st.atoms) && st.mark(&st.atoms[w.Last+1]) == ","
}

// hadStood reports whether the figure before, of the same measure and another value, stands
// in an insertion with a period of its own: "the backlog, which had stood at $92.4 billion
// at the end of March, has swollen to some $108 billion".
func (st *sentence) hadStood(prev, d *draft) bool {
	if st.scan.V.CJK() || !prev.whenSaid || prev.kind == Change || prev.when == nil {
		return false
	}
	if st.grewFromAside(d.fig, prev.when, d.measure) {
		return true
	}
	if d.kind != prev.kind || prev.metric != d.metric || prev.when.First < prev.fig.Last || !instant(d.baseMetric) && !st.toldAside(prev.fig, prev.when) {
		return false
	}
	return st.otherClause(prev.fig.First, d.fig.First) && prev.fig.Value.Value.Cmp(d.fig.Value.Value) != 0
}

// bracketBase reports whether the amount stands in a bracket behind a period that the clause
// only compares with: "compared with the fourth quarter ($137.4 billion) they fell 15 %".
func (st *sentence) bracketBase(f *lang.Figure, w *lang.When) bool {
	return st.inBracketBehind(f, w) && st.linkBefore(w.First, linkVersus|linkThan|linkFrom)
}

// describes reports whether a period stands in an insertion between commas without a figure,
// right behind another period that it describes or opened by a relative pronoun: "In fiscal
// 2020, which ended in January of that year, sales came to …", "En 2019, dernière année d'avant la
// pandémie, Amazon réalisait …".
func (r *Reader) describes(f *lang.Figure, w *lang.When) bool {
	st := &r.st
	if !flowUnit(w.Unit) {
		return false
	}
	if w.First > f.Last {
		return st.describesNext(f, w) && !r.endsOn(w)
	}
	j := st.insertionBefore(w.First, f)
	return j > 0 && !st.figureInClause(w.First) && ((st.is(j, cueWhich) || st.whichAt(j-1)) && !r.endsOn(w) || some(st.whens, func(x *lang.When) bool {
		return x.Last == j-2 && flowUnit(x.Unit) && x.Year != 0
	}))
}

// describesNext reports whether a period behind the figure stands in a relative clause without
// a figure that tells of another measure: "As the business brought in $84.9 billion, free cash
// flow, which had fallen below zero in 2022, exceeded $32.2 billion".
func (st *sentence) describesNext(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() || st.figureInClause(w.First) {
		return false
	}
	j := w.First
	for j > 0 && !st.otherClause(j-1, w.First) {
		j--
	}
	if st.mark(&st.atoms[j]) == "," {
		j++
	}
	return j-2 > f.Last && st.whichAt(j-1) && st.measureAt(j-2) && st.figuresBetween(f.Last, w.First) == 0
}

// endsOn reports whether the clause of a period names the day or month that it ended on,
// and so tells which one is meant: "whose fiscal 2025 closed on June 30".
func (r *Reader) endsOn(w *lang.When) bool {
	st := &r.st
	return some(st.whens, func(x *lang.When) bool {
		return x.First > w.Last && (x.Unit == lang.Date || x.Unit == lang.MonthUnit) && !st.otherClause(w.First, x.First) &&
			(r.endsAt(w, x, r.theCompany().ID) || some(r.placed, func(p *placed) bool { return p.at < w.First && r.endsAt(w, x, p.party.ID) }))
	})
}

// endsAt reports whether a filer's period ends in the days of another.
func (r *Reader) endsAt(w, x *lang.When, id entity.ID) bool {
	of, ok1 := r.bind(w, id, false)
	end, ok2 := r.bind(x, id, false)
	return ok1 && ok2 && end.r.Start <= of.r.End+snapDays && of.r.End <= end.r.End+snapDays
}

// insertionBefore is the first atom of the clause of atom i, where it is an insertion behind a
// comma in the figure's sentence and before the figure; else 0.
func (st *sentence) insertionBefore(i int, f *lang.Figure) int {
	here, there := &st.at[i], &st.at[f.First]
	if st.scan.V.CJK() || here.strong != there.strong || here.weak >= there.weak { // fewer commas stand before it
		return 0
	}
	j := i
	for j > 0 && !st.otherClause(j-1, i) {
		j--
	}
	if st.mark(&st.atoms[j]) == "," {
		j++
	}
	if j == 0 || st.mark(&st.atoms[j-1]) != "," {
		return 0
	}
	return j
}

// saidAside reports whether the measure stands in an insertion between commas that says
// something else of a company: "Amazon, lesté par le commerce en ligne, doit se contenter de 11 %".
func (st *sentence) saidAside(m *mention, f *lang.Figure) bool {
	j := st.insertionBefore(m.at, f)
	return j > 1 && j < m.at && !st.figureInClause(m.at) && !st.measuringVerb(&st.atoms[m.at]) && st.atoms[j-2].In(lexicon.Entity) && st.atoms[j].Terms == nil
}

// converted reports whether a bracket gives the amount before it once more in another currency,
// so that what stands behind goes on with that one: "$18.4 billion (about 16.6 billion euros
// at the current rate), 14.8 % more".
func (st *sentence) converted(g, before, f *lang.Figure) bool {
	return isMoney(g) && isMoney(before) && lang.Currency(g.Unit) && g.Unit != before.Unit && st.at[g.First].depth > st.at[f.First].depth && st.at[g.First].depth > st.at[before.First].depth && g.First-before.Last <= 4
}

// inConversion reports whether a word stands in the bracket of such an amount.
func (st *sentence) inConversion(m *mention, f *lang.Figure) bool {
	if st.at[m.at].depth <= st.at[f.First].depth || len(st.figs) < 2 {
		return false
	}
	for i := 1; i < len(st.figs); i++ {
		if g := &st.figs[i]; g != f && st.converted(g, &st.figs[i-1], f) && m.at > g.First-4 && m.at-g.Last <= 8 {
			return true
		}
	}
	return false
}

// changedFrom reports whether the year before the figure is only what the percentage right
// behind that year is measured from: 「2024年净销售额6379.59亿美元，比2023年增长11%；营业利润685.93亿美元」.
func (st *sentence) changedFrom(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && w.Unit == lang.YearUnit && w.Last < f.First && (st.linkBefore(w.First, linkVersus|linkThan) || st.linkAfter(w.Last, linkVersus|linkThan)) && some(st.figs, func(g *lang.Figure) bool {
		return relative(g) && g.First > w.Last && g.First-w.Last <= 5 && g.Last < f.First && st.otherClause(g.Last, f.First)
	})
}
