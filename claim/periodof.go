package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
)

// tellsOf reports whether a relative clause says in which period the figure before
// it was made: "down from the $27.4 billion it had generated in the first quarter".
func (st *sentence) tellsOf(g *lang.Figure, w *lang.When) bool {
	if w.First-g.Last > 8 || w.First <= g.Last || st.scan.V.CJK() {
		return false
	}
	said := false
	for j := g.Last + 1; j < w.First; j++ {
		a := &st.atoms[j]
		if a.Kind == lang.Punct || a.In(lexicon.Base) || a.In(lexicon.Direction) || st.is(j, linkTo) {
			return false
		}
		said = said || a.Kind == lang.Word && (a.Terms == nil && !st.function(a) || a.In(lexicon.Measure) || a.In(lexicon.Anaphor))
	}
	return said
}

// figureOf reports whether a multiple is one of "the figure" of a period: "double the
// figure for the second quarter of 2024".
func (st *sentence) figureOf(f *lang.Figure, w *lang.When) bool {
	j := f.Last + 1
	return j+1 < len(st.atoms) && st.atoms[j].In(lexicon.Plain) && st.linkAfter(j, linkOf|linkIn|linkFor) && w.First-j <= 3
}

// yearOver reports whether a year was over when the article appeared.
func (r *Reader) yearOver(w *lang.When) bool {
	return r.pub != 0 && (w.Year != 0 && w.Year < r.pub.Year() || w.Year == 0 && w.Rel == "last")
}

// endOfRange gives the second of two years that a change goes between for its levels
// and its change: "from 2022 to 2023, profit rose from 23.2 to 39.1 billion".
func (r *Reader) endOfRange(d *draft, w *lang.When) (bound, bool) {
	if w.Unit != lang.YearRange || w.Y2 != w.Y1+1 || instant(d.baseMetric) {
		return bound{}, false
	}
	st := &r.st
	moved := d.kind == Change || d.prior || st.marked(d.fig, linkTo) && some(st.figs, func(g *lang.Figure) bool {
		return g.Last < d.fig.First && d.fig.First-g.Last <= 3 && st.linkBefore(g.First, linkFrom|linkOf) && isMoney(g) == isMoney(d.fig)
	})
	if !moved {
		return bound{}, false
	}
	y := *w
	y.Unit, y.Year, y.Y1, y.Y2 = lang.YearUnit, w.Y2, 0, 0
	return r.bind(&y, d.id(), false)
}

// superlative reports whether "since" only says how long nothing was as big, and
// no move began there: "the steepest fall since 2022", 「2022年10月以来の最大の下げ」.
func (st *sentence) superlative(w *lang.When) bool {
	return st.signalled(cueSuperlative, func(m *mention) bool {
		if st.otherClause(m.at, w.First) {
			return false
		}
		if st.scan.V.CJK() {
			return m.at > w.Last && m.at-w.Last <= 4
		}
		return m.last < w.First && w.First-m.last <= 5
	})
}

// ownedBefore reports whether a period before the figure's strong break stands
// right before a figure of its own, behind another one of the sentence: what
// follows a semicolon goes back to the period that opened the sentence.
// 「前三季度营收911.7亿美元，超过上一财年全年的609.2亿美元；净利润507.9亿美元」.
func (st *sentence) ownedBefore(f *lang.Figure, w *lang.When) bool {
	if w.Last >= f.First || st.at[w.Last].strong == st.at[f.First].strong || !st.scan.V.CJK() && !st.semicolonBetween(w.Last, f.First) || !st.whenBeforeWhen(w) || st.figuresBetween(-1, w.First) == 0 {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && g.First-w.Last <= 2 && st.at[g.First].strong == st.at[w.Last].strong
	})
}

// orReported reads "this quarter" where the sentence does not look ahead as the one that
// was reported, the running one as the other reading: 「अस्मिन् त्रैमासिके राजस्वं ५६.३ बिलियन-डॉलर-मितं सञ्जातम्」.
func (r *Reader) orReported(d *draft, w *lang.When) {
	if w.Unit != lang.QuarterUnit || w.N != 0 || w.Rel != "current" && w.Rel != "this" || r.forecasting || d.bound.r.End < r.pub {
		return
	}
	q := *w
	q.Rel = "reported"
	if b, ok := r.bind(&q, d.id(), false); ok && b.r.End < r.pub {
		d.bound.alt = append(d.bound.alt, d.bound.r)
		d.bound.r = b.r
	}
}

// orYearReported reads "this year" of a figure that nothing looks ahead with as the fiscal
// year that the text has just told of, the running one as the other reading: "Microsoft has
// published its results for the fiscal year that ended in June. This year revenue was $245bn."
func (r *Reader) orYearReported(d *draft, w *lang.When) {
	if w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "current" && w.Rel != "this" || r.forecasting || d.bound.r.End < r.pub || instant(d.baseMetric) || r.st.signal(cueForecast|cueGuidance) != nil {
		return
	}
	cal := r.calendar(d.id())
	for _, told := range [...]*bound{&r.disc.whenRange, &r.disc.mainWhen} {
		if x := told.r; told.known() && x.Days() > 350 && x.End < r.pub && x.End > r.pub-yearJustOver && !cal.IsCalendar() && keeps(cal, x) {
			d.bound.alt = append(d.bound.alt, d.bound.r)
			d.bound.r = x
			return
		}
	}
	last := lang.When{Unit: lang.YearUnit, Rel: "last", Fiscal: true}
	if b, ok := r.bind(&last, d.id(), false); ok && !cal.IsCalendar() && b.r.End >= r.pub-yearJustOver && b.r.End < r.pub {
		d.bound.alt = append(d.bound.alt, b.r)
	}
}

// yearJustOver is how many days after its end a year may still be called this one.
const yearJustOver = 100

// grewFrom reports whether the last year's figure right behind the period became this
// one: 「前年の139億ドルが172億ドルになった」.
func (st *sentence) grewFrom(f, g *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && w.Unit == lang.YearUnit && w.Year == 0 && w.Rel == "last" && g.First == w.Last+1 && isMoney(f) && g.Unit == f.Unit &&
		f.First > g.Last && f.First-g.Last <= 3 && !st.otherClause(g.First, f.First)
}

// whenSince reports whether the text has gone on to another period behind the
// figure that the measure stands with: "earned 39.1bn in 2023, in 2024 already 62.4bn".
func (st *sentence) whenSince(f *lang.Figure, measure *mention) bool {
	return some(st.whens, func(w *lang.When) bool {
		if st.scan.V.CJK() && w.Whole && w.Unit == lang.YearUnit && w.First > measure.last && w.Last < f.First && st.figuresBetween(measure.last, w.First) > 0 {
			return true // 「一季度资本开支129.41亿美元，公司还把全年指引上调至640亿至720亿美元」
		}
		return w.Year != 0 && flowUnit(w.Unit) && !w.Since && w.First > measure.last && w.Last < f.First && (st.figuresBetween(w.Last, f.First) == 0 || st.changeBeside(f, w)) &&
			st.figuresBetween(measure.last, w.First) > 0 && !st.fromPeriod(w)
	})
}

// today reports whether the figure's clause says "today", in an article that looks back.
func (st *sentence) today(f *lang.Figure) bool {
	return some(st.whens, func(w *lang.When) bool {
		return w.Unit == lang.DayUnit && w.Rel == "today" && !st.otherClause(w.First, f.First)
	})
}

// pastGrowth reports whether the percentage is the growth of an earlier period, which a
// comparison names right before it: 「增速高于二季度的17.5%」, 「2분기(17.5%)보다」.
func (st *sentence) pastGrowth(f *lang.Figure, w *lang.When) bool {
	if !st.scan.V.CJK() || !isPercent(f) || f.First != w.Last+2 || w.First == 0 {
		return false
	}
	before := &st.atoms[w.First-1]
	return st.is(w.Last+1, linkOf) && (before.In(lexicon.Direction) || before.In(lexicon.HedgeBefore) || st.is(w.First-1, linkThan)) ||
		st.at[f.First].depth > st.at[w.Last].depth && st.linkAfter(st.pastBracket(w.Last), linkVersus|linkThan)
}

// dashed reports whether nothing but a dash parts the period from the figure behind it.
func (st *sentence) dashed(f *lang.Figure, w *lang.When) bool {
	if f.First <= w.Last+1 || f.First-w.Last > 4 || w.Since || st.figuresBetween(w.Last, f.First) > 0 {
		return false
	}
	mark := st.mark(&st.atoms[w.Last+1])
	return mark == "—" || mark == "–"
}

// leadsOther reports whether "last year" stands right before a figure that it makes the
// earlier one: "parani 7,14 dollariin viime vuoden 5,16 dollarista".
func (st *sentence) leadsOther(f *lang.Figure, w *lang.When) bool {
	return !st.scan.V.CJK() && w.Unit == lang.YearUnit && w.Year == 0 && w.Rel == "last" && some(st.figs, func(g *lang.Figure) bool {
		return g.First != f.First && g.Num-w.Last == 1 && st.marked(g, linkFrom|linkAfter|linkVersus|linkThan)
	})
}

// eachOwns reports whether the period stands right behind the figure before, and this one
// has its own behind it too: "subió del 57 % en el ejercicio 2023 al 75 % en el de 2025".
func (st *sentence) eachOwns(f *lang.Figure, w *lang.When) bool {
	return !st.scan.V.CJK() && w.Last < f.First && f.First-w.Last <= 3 &&
		some(st.figs, func(g *lang.Figure) bool {
			return w.First > g.Last && w.First-g.Last <= 2 && g.Unit == f.Unit
		}) &&
		some(st.whens, func(x *lang.When) bool {
			return x.Unit == w.Unit && x.First > f.Last && x.First-f.Last <= 4 && st.figuresBetween(f.Last, x.First) == 0 && !st.otherClause(f.Last, x.First)
		})
}

// changeBeside reports whether the figure only says how much the one right before it, the
// only one behind the period, has changed: "in fiscal 2026 it reached $215.9bn, 65 % more".
func (st *sentence) changeBeside(f *lang.Figure, w *lang.When) bool {
	return relative(f) && st.figuresBetween(w.Last, f.First) == 1 && some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && g.Last < f.First && f.First-g.Last <= 3 && isMoney(g)
	})
}

// whenBeforeWhen reports whether another period that can carry a flow stands
// before.
func (st *sentence) whenBeforeWhen(w *lang.When) bool {
	return some(st.whens, func(x *lang.When) bool { return x.Last < w.First && flowUnit(x.Unit) })
}

// sameByShare reports whether the figure only says per share what the one right before
// says in all, and so of the same period: "$17.1 billion, or $1.59 a share, from $10.4
// billion, or 98 cents, in the same quarter of 2024".
func (st *sentence) sameByShare(d, prev *draft) bool {
	return perShare(d.baseMetric) && !perShare(prev.baseMetric) && d.fig.First-prev.fig.Last <= 3 && st.linkBefore(d.fig.First, linkOr)
}

// insideFraction reports whether the word for a period only says how large a part is:
// "exceeded a quarter of revenue".
func (st *sentence) insideFraction(w *lang.When) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Form == lang.Part && g.First <= w.First && w.Last <= g.Last
	})
}

// contrastOwns reports whether "last year" stands behind a figure of its own that a
// "but" sets against this one, whose period goes on from before: "31.9bn of profit,
// while it made do with 19.3bn last year".
func (st *sentence) contrastOwns(f *lang.Figure, w *lang.When) bool {
	if st.scan.V.CJK() || w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "last" || w.First <= f.Last || st.figuresBetween(f.Last, w.First) == 0 {
		return false
	}
	for j := f.Last + 1; j < w.First; j++ {
		if st.is(j, linkBut) {
			return st.figuresBetween(j, w.First) > 0
		}
	}
	return false
}

// stretchBase is the instant that a stretch begins at, over which what holds at an
// instant is said to have changed: "inventories almost doubled in nine months".
func (d *draft) stretchBase(said period.Range) (period.Range, bool) {
	u := d.bound.unit
	if !instant(d.baseMetric) || d.baseSaid || u != lang.FirstMonths && u != lang.LastMonths || !said.Known() {
		return period.Range{}, false
	}
	return period.Range{Start: said.Start - 1, End: said.Start - 1}, true
}

// bracketOwns reports whether the period stands in a bracket with a figure of its own:
// "Meta doubles its 12.9bn (6.4bn in early 2024)", "402,8 milliards de dollars (350
// milliards en 2024) et le résultat net à 132,2 milliards".
func (st *sentence) bracketOwns(f *lang.Figure, w *lang.When) bool {
	if w.Last < f.First && st.at[w.First].depth > st.at[f.First].depth { // "$84.7bn (2023: $74.6bn), while net income swelled by 29%"
		return some(st.figs, func(g *lang.Figure) bool {
			return st.at[g.First].depth == st.at[w.First].depth && (g.First > w.Last && g.First-w.Last <= 2 || g.Last < w.First && w.First-g.Last <= 2)
		})
	}
	return st.at[w.First].depth > st.at[f.Last].depth && some(st.figs, func(g *lang.Figure) bool {
		return g.First != f.First && st.at[g.First].depth == st.at[w.First].depth && st.sameBracket(min(w.First, g.First), max(w.Last, g.Last)) && isMoney(g) == isMoney(f)
	})
}

// ownedByOther reports whether a period stands right behind another figure that
// is the earlier one of a comparison: "62 Milliarden nach 39 Milliarden 2023".
func (st *sentence) ownedByOther(f *lang.Figure, w *lang.When) bool {
	if st.endsCompared(f, w) {
		return true
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.First != f.First && w.First > g.Last && (w.First-g.Last <= 3 || st.tellsOf(g, w)) && st.figuresBetween(g.Last, w.First) == 0 && !st.otherClause(g.Last, w.First) && !st.dayBetween(g, w) && !st.scan.V.CJK() && (st.marked(g, linkFrom|linkAfter|linkVersus|linkThan) || st.secondOfPair(g) || st.heldAgainst(g) || g.Earlier || st.afterGrowth(g) || !flowUnit(w.Unit) && st.fromLevel(g)) {
			return true
		}
	}
	return false
}

// dayBetween reports whether another day stands between a figure and the day, whose own it then is
// not: "После скачка на 22,7% в среду акции Tesla в четверг опустились на 7,3%".
func (st *sentence) dayBetween(g *lang.Figure, w *lang.When) bool {
	return !flowUnit(w.Unit) && some(st.whens, func(x *lang.When) bool { return x.Unit == w.Unit && x.First > g.Last && x.Last < w.First })
}

// afterGrowth reports whether the percentage is that of a move which "after" or "from" names before it:
// "rose 20.2 % to $33 billion, after growth of 17.5 % in the second quarter".
func (st *sentence) afterGrowth(g *lang.Figure) bool {
	if !isPercent(g) {
		return false
	}
	moved := false
	for j := g.First - 1; j >= 0 && j >= g.First-5 && st.atoms[j].Kind == lang.Word && !st.used[j]; j-- {
		if st.is(j, linkAfter|linkFrom) {
			return moved
		}
		moved = moved || st.atoms[j].In(lexicon.Direction)
	}
	return false
}

// endsCompared reports whether a period closes what the figure is compared with, a comma
// before it: "climbed to $21.2 billion, or $1.95 per share, compared with $15.3 billion, or
// $1.43 per share, in the third quarter of 2024".
func (st *sentence) endsCompared(f *lang.Figure, w *lang.When) bool {
	g := st.lastBefore(w.First)
	if g == nil || st.scan.V.CJK() || w.Year == 0 || w.First-g.Last > 5 || st.at[w.First].strong != st.at[g.Last].strong || st.at[w.First].weak > st.at[g.Last].weak+1 {
		return false
	}
	for !st.marked(g, linkVersus|linkThan|linkFrom|linkAfter) {
		before := st.lastBefore(g.First)
		if before == nil || g.First-before.Last > 4 || !st.linkBefore(g.First, linkOr|linkAnd) {
			return false
		}
		g = before
	}
	return f.First < g.First
}

// heldAgainst reports whether a bound is only what the figure before it is held against:
// "75.1 %, below the 78.4 % of the first quarter", "fell short of the $11.5bn of the first".
func (st *sentence) heldAgainst(g *lang.Figure) bool {
	if st.scan.V.CJK() || g.Hedge != quantity.Under && g.Hedge != quantity.Over || st.marked(g, linkTo|linkBy|linkAt|linkOf) {
		return false
	}
	return some(st.figs, func(x *lang.Figure) bool {
		return x.Last < g.First && isMoney(x) == isMoney(g) && isPercent(x) == isPercent(g) && st.at[x.First].strong == st.at[g.First].strong && !st.classBetween(lexicon.Measure, x.Last, g.First) && !st.classBetween(lexicon.Segment, x.Last, g.First)
	})
}

// ownWhen reports whether the earlier level of a comparison has its own period right
// behind it: "Nach 6,4 Milliarden in den ersten drei Monaten summieren sie sich auf 14,6".
func (st *sentence) ownWhen(d *draft) bool {
	return d.when != nil && d.when.First > d.fig.Last && d.when.First-d.fig.Last <= 3 && st.marked(d.fig, linkAfter|linkFrom)
}

// baseInside reports whether words of the period also say what is compared with.
func (st *sentence) baseInside(w *lang.When) bool {
	return st.someOf(lexicon.Base, func(m *mention) bool {
		return m.at >= w.First && m.at <= w.Last
	})
}

// setAside reports whether a level of an earlier period than the last one is only what
// that is set against: "$30bn in the second quarter, up from $13.5bn in the year-ago
// period and $26bn in the April quarter".
func (r *Reader) setAside(d, prev *draft) bool {
	st, f := &r.st, d.fig
	if prev != nil && prev.bound.known() && d.bound.r.End < prev.bound.r.End && (st.marked(f, linkVersus|linkThan) || isMoney(f) && st.multipleOf(f) || st.at[f.First].depth > st.at[prev.fig.First].depth) {
		return true
	}
	return r.current != nil && r.current.bound.known() && d.bound.r.End < r.current.bound.r.End && (st.secondOfPair(f) || st.heldAgainst(f) || st.at[f.First].depth > st.at[r.current.fig.First].depth)
}

// opensNext reports whether a period behind the figure opens the clause of
// another: "a fifth less than a year before, and in the quarter it made 21bn".
func (st *sentence) opensNext(f *lang.Figure, w *lang.When) bool {
	if w.First < f.Last || st.at[w.First].weak == st.at[f.Last].weak || st.figuresBetween(-1, f.First) == 0 {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > w.Last && st.at[g.First].weak == st.at[w.Last].weak && st.at[g.First].strong == st.at[w.Last].strong
	})
}

// ofReason reports whether a period behind the figure only tells when its reason was:
// "υποχώρησαν κατά 3% στα 60,5 δισ., εξαιτίας της επιβάρυνσης του τρίτου τριμήνου".
func (st *sentence) ofReason(f *lang.Figure, w *lang.When) bool {
	return w.First > f.Last && st.behindReason(f, w.First)
}

// behindReason reports whether atom i, behind the figure, stands in words that only say
// why: "because of a one-off tax charge in the third quarter".
func (st *sentence) behindReason(f *lang.Figure, i int) bool {
	return st.signalled(cueReason, func(m *mention) bool {
		return m.at > f.Last && m.last < i && i-m.last <= longReason && !st.otherClause(m.at, i) && st.figuresBetween(m.last, i) == 0
	})
}

// longReason is how many words behind "because of" may belong to the reason.
const longReason = 10

// reasonWhen is the period in the words that say why the figure is what it is. It may be
// the figure's own all the same, and is where the text has named no other.
func (st *sentence) reasonWhen(f *lang.Figure) *lang.When {
	for i := range st.whens {
		if w := &st.whens[i]; flowUnit(w.Unit) && st.ofReason(f, w) {
			return w
		}
	}
	return nil
}

// pastBracket is the last atom of the bracket that opens right behind atom i, or i:
// 「2024년(623억달러)보다 3.1% 줄었다」.
func (st *sentence) pastBracket(i int) int {
	if i+1 >= len(st.atoms) || st.at[i+1].depth <= st.at[i].depth && (i+2 >= len(st.atoms) || st.at[i+2].depth <= st.at[i].depth) {
		return i
	}
	for j := i + 2; j < len(st.atoms); j++ {
		if m := st.mark(&st.atoms[j]); m == ")" || m == "）" {
			return j
		}
	}
	return i
}

// endInBracket gives a quarter told by its place alone the end that a bracket right
// behind says: 「上一季（至2025年10月底）營收570億美元」.
func (r *Reader) endInBracket(d *draft, w *lang.When) (bound, bool) {
	if w.Unit != lang.QuarterUnit || w.N != 0 || w.Year != 0 {
		return bound{}, false
	}
	st := &r.st
	for i := range st.whens {
		x := st.whens[i]
		if x.First <= w.Last || x.First-w.Last > 3 || st.at[x.First].depth <= st.at[w.Last].depth || x.M1 == 0 && x.M2 == 0 {
			continue
		}
		switch x.Unit {
		case lang.MonthUnit, lang.Date:
			x.Unit, x.M2, x.D2, x.M1, x.D1 = lang.QuarterEnding, x.M1, x.D1, 0, 0
		case lang.QuarterEnding, lang.MonthRange:
		default:
			continue
		}
		return r.bind(&x, d.id(), r.forecasting)
	}
	return bound{}, false
}

// fromAmountOf is the year whose amount, right behind it, the figure is measured from:
// 「24年の829億ドルからほぼ6割も膨らんだ」, 「2024년의 829억달러보다 59% 많은 액수다」.
func (st *sentence) fromAmountOf(f *lang.Figure) *lang.When {
	if !st.scan.V.CJK() || f.Unit != "percent" && f.Unit != "times" {
		return nil
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.Last >= f.First || f.First-g.Last > 4 || st.figuresBetween(g.Last, f.First) > 0 {
			continue
		}
		return st.comparedYear(g)
	}
	return nil
}

// multipleOfThen reports whether the multiple is one of the amount that the period right
// before owns: 「幾乎是前一年19.47億美元的兩倍」.
func (st *sentence) multipleOfThen(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && f.Unit == "times" && some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) && g.First > w.Last && g.First-w.Last <= 2 && f.First > g.Last && f.First-g.Last <= 2 && st.linkAfter(g.Last, linkOf)
	})
}

// bracketCompared reports whether the figure stands in a bracket behind a period that
// another is compared with: 「177억달러로 2분기(157억달러)보다 13% 많았다」.
func (st *sentence) bracketCompared(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && st.inBracketBehind(f, w) && st.linkAfter(st.pastBracket(w.Last), linkVersus|linkThan)
}

// comparedYear is the year right before an amount that something else is compared with.
func (st *sentence) comparedYear(g *lang.Figure) *lang.When {
	if !st.scan.V.CJK() || !isMoney(g) || !st.marked(g, linkFrom|linkThan|linkVersus) {
		return nil
	}
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.YearUnit && w.Year != 0 && w.Last < g.First && g.First-w.Last <= 2 {
			return w
		}
	}
	return nil
}

// swungFrom is the year right behind the amount of another sign or noun that this one was
// reached from, each with a measure of its own: "from a loss of $2.7 billion in 2022 to a
// profit of $30.4 billion"; nil if there is none.
func (st *sentence) swungFrom(d, prev *draft) *lang.When {
	if prev == nil || d.measure == nil || prev.measure == nil || d.kind != Level || prev.kind != Level || st.scan.V.CJK() || prev.when == nil || prev.when.Unit != lang.YearUnit || prev.when.Year == 0 {
		return nil
	}
	w, from, to := prev.when, prev.measure, d.measure
	if from.last >= prev.fig.First || w.First <= prev.fig.Last || w.First-prev.fig.Last > 4 || to.at <= w.Last || to.last >= d.fig.First || !st.linkBefore(from.at, linkFrom|linkOf|linkBy) || !st.linkBefore(to.at, linkTo) {
		return nil
	}
	return w
}

// yearAfter gives a change the year after the one whose amount it is measured from.
func (r *Reader) yearAfter(d *draft) bool {
	w := r.st.fromAmountOf(d.fig)
	if w == nil || instant(d.baseMetric) {
		return false
	}
	y := *w
	y.Year++
	b, ok := r.bind(&y, d.id(), false)
	if ok = ok && (r.pub == 0 || b.r.End < r.pub); ok {
		d.bound, d.when, d.whenSaid = b, w, true
	}
	return ok
}
