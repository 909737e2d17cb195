package claim

import (
	"cmp"
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// isPrior reports whether a level is the earlier one of a comparison: "nach
// 8,0 Milliarden im Vorjahr", "from $8bn a year earlier", "前年同期の218億".
func (st *sentence) isPrior(f *lang.Figure, d *draft) bool {
	if st.heldPair(f) != nil || st.wholeAmount(f) || st.yearInApposition(f) || st.heldAgainstOther(f, d.measure) || st.cameFromThen(f) {
		return false
	}
	if base := st.leadingBase(f); base != nil {
		d.base = base.id
		return true
	}
	if m := st.comparedFirst(); m != nil && isMoney(f) && m.last < f.First && f.First-m.last <= 3 && !st.otherClause(m.last, f.First) {
		d.base = m.id
		return true
	}
	if st.fromLoss(f, d.measure) {
		d.base = "yoy"
		return true
	}
	if m := st.bracketThen(f); m != nil {
		d.base = m.id
		return true
	}
	if m := cmp.Or(st.whichThen(f), st.whenThen(f)); m != nil {
		d.base = m.id
		return true
	}
	if f.Earlier || st.overLastYears(f) || st.comparedInBracket(f) {
		d.base = "yoy"
		return true
	}
	if id := st.sameInBracket(f); id != "" {
		d.base = id
		return true
	}
	if m := st.pastDescribed(f); m != nil {
		d.base = m.id
		return true
	}
	base, c := st.baseFor(f)
	if base != nil && (sinceStart(base.id) || st.baseOfOther(f, base) || st.pastQuarter(base.at) || st.is(base.at, cueWithin)) { // "kolmessa kuukaudessa yli 44 miljardia"
		base = nil // "since January it comes to 55.2bn"
	}
	if base != nil && st.heldThen(f, base, d.measure) {
		d.base = base.id
		return true
	}
	if own := st.baseRightBefore(f); own != nil {
		d.base = own.id
		return true
	}
	linked := st.marked(f, linkFrom|linkAfter|linkVersus|linkThan)
	if l := st.lastBefore(f.First); l != nil && relative(l) && f.First-l.Last == 3 && st.mark(&st.atoms[l.Last+1]) == "," && st.is(l.Last+2, linkFrom) && !st.figureSoon(f.Last) {
		return true // "has grown eightfold, from $27 billion"
	}
	if base != nil && base.at > f.Last && c <= tightPrior && !st.scan.V.CJK() && st.nextIs(f.Last, base.at) {
		if st.marked(f, linkTo) && !linked && !st.stoodAt(f, base) {
			return false
		}
		d.base = base.id
		return true
	}
	if base != nil && st.scan.V.CJK() && base.last == f.First-2 && (st.linkBefore(f.First, linkOf) || st.linkBefore(f.First, linkTo) && !st.comparing(base)) { // 「高于上年同期的106亿」, 「上年同期为213亿」
		d.base = base.id
		return true
	}
	if base != nil && st.toldOfLastYear(f, base, d.measure) {
		return false
	}
	if base != nil && base.last < f.First && f.First-base.last <= tightPrior && st.figuresBetween(base.last, f.First) == 0 && (!st.otherClause(base.last, f.First) || st.dashBehind(base.last) && !st.atoms[base.at-min(base.at, 1)].In(lexicon.Direction)) {
		// "im Vorjahr waren es 8", "前年同期の218億": nothing that compares stands between.
		if st.opensClause(base) || !st.marked(f, linkTo|linkBy) && !st.classBetween(lexicon.Direction, base.last, f.First) && !st.classBetween(lexicon.Measure, base.last, f.First) && !st.comparing(base) {
			d.base = base.id
			return true
		}
	}
	if base != nil && base.last < f.First && f.First-base.last <= tightPrior+3 && st.figuresBetween(base.last, f.First) == 0 && base.last+2 < len(st.atoms) &&
		st.mark(&st.atoms[base.last+1]) == "," && st.is(base.last+2, linkSub) {
		d.base = base.id // "als im Vorjahr, als es 6,75 Milliarden waren"
		return true
	}
	if base != nil && base.last < f.First && st.stoodThen(f, base) {
		d.base = base.id
		return true
	}
	if d.measure != nil && (st.ofMeasure(f) || d.measure.last == f.First-1) && st.linkBefore(d.measure.at, linkVersus) && st.earlierFigure(f) {
		return !st.othersAmount(d) // "compared with a profit of $297 million"
	}
	if st.startOfChange(f) || st.growthBase(f) {
		return true
	}
	if base == nil && st.companiesCompared(f) {
		return false
	}
	if st.afterComma(f) {
		return true
	}
	if !linked {
		return false
	}
	// "from X to Y": the second level stands behind; "nach X im zweiten Quartal 2023": its own period.
	for i := range st.figs {
		g := &st.figs[i]
		if g.First > f.Last && isMoney(g) == isMoney(f) && g.Unit != "pp" && st.marked(g, linkTo) && st.figuresBetween(f.Last, g.First) == 0 && !st.companyBetween(f.Last, g.First) && !st.ofMeasure(f) {
			return true
		}
	}
	// "10,3 Milliarden nach 8,0 Milliarden": an earlier figure of the kind, and a
	// preposition that cannot mean "of".
	for i := range st.figs {
		g := &st.figs[i]
		if g.Last < f.First && isMoney(g) == isMoney(f) && (!st.marked(f, linkThan|linkOf) || f.First-g.Last <= 2 && st.marked(g, linkTo)) {
			return true // also "auf 38 von 25 Prozent"
		}
	}
	return false
}

// pastDescribed is the past time whose relative clause ends behind the figure, in a language
// whose relative clauses stand in front: 「42億ドルの黒字だった前年同期から一変した」, "81억
// 달러를 벌어들였던 지난해 같은 기간과 비교하면".
func (st *sentence) pastDescribed(f *lang.Figure) *mention {
	if !st.scan.V.CJK() || !isMoney(f) || st.classes&(1<<lexicon.Base) == 0 {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Base || m.at <= f.Last || m.at-f.Last > 2*tightPrior || !yearsBackBase(m.id) && m.id != "qoq" || strings.ContainsAny(st.scan.Text[st.atoms[f.Last].Start:m.start], "、，,") || st.otherClause(f.Last, m.at) || st.figuresBetween(f.Last, m.at) > 0 {
			continue
		}
		if before := st.scan.Text[:m.start]; strings.HasSuffix(before, "た") || strings.HasSuffix(before, "던 ") {
			return m
		}
	}
	return nil
}

// yearInApposition reports whether a comma puts the very year behind "so many years ago", which
// then needs no counting: "Only three years ago, in fiscal 2022, revenue was $26.9bn".
func (st *sentence) yearInApposition(f *lang.Figure) bool {
	return st.someOf(lexicon.Base, func(m *mention) bool {
		return yearsBackBase(m.id) && m.last+1 < f.First && st.mark(&st.atoms[m.last+1]) == "," && some(st.whens, func(w *lang.When) bool {
			return w.Year != 0 && w.First > m.last && w.First-m.last <= 4 && w.Last < f.First && (st.figuresBetween(w.Last, f.First) == 0 || st.nextTime(w, f))
		})
	})
}

// nextTime reports whether a time counted on from the year stands between it and the figure,
// no other figure behind: "in fiscal 2022 it was $26.9bn, and the next twelve months …: $27bn".
func (st *sentence) nextTime(w *lang.When, f *lang.Figure) bool {
	return some(st.whens, func(x *lang.When) bool {
		return (x.Rel == "next" || x.Rel == "after" || x.Rel == "later") && x.First > w.Last && x.Last < f.First && st.figuresBetween(x.Last, f.First) == 0
	})
}

// baseOfOther reports whether a base before the figure stands right behind another one
// that it is the earlier level of: "nach 3,7 Milliarden im Vorjahresquartal und 9,7
// Milliarden im Vorquartal kamen von dort noch 4 Milliarden", "rose from $134.9 billion a year
// earlier, while net income was $62.4 billion".
func (st *sentence) baseOfOther(f *lang.Figure, base *mention) bool {
	return !st.scan.V.CJK() && base.last < f.First && some(st.figs, func(g *lang.Figure) bool {
		return g.Last < base.at && base.at-g.Last <= 2 && st.at[g.First].depth == st.at[base.at].depth && (isMoney(g) == isMoney(f) || st.marked(g, linkFrom)) && (st.marked(g, linkAfter|linkVersus|linkFrom) || st.is(max(g.First-1, 0), linkAnd) && st.figs[0].First < g.First && st.marked(&st.figs[0], linkAfter))
	})
}

// baseRightBefore is the past time whose level the figure is by a particle, though
// another base stands nearer behind it: 「较上一财季的681亿美元环比提升19.8%」.
func (st *sentence) baseRightBefore(f *lang.Figure) *mention {
	if !st.scan.V.CJK() || !isMoney(f) || f.First < 2 || !st.is(f.First-1, linkOf) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Base && m.last == f.First-2 && !sinceStart(m.id) {
			return m
		}
	}
	return nil
}

// heldThen reports whether a past time opens the figure's clause and nothing in it
// moves, compares or is measured, however much stands between: 「而一年前受减记拖累仅60.5%」.
func (st *sentence) heldThen(f *lang.Figure, base, measure *mention) bool {
	from := base.last
	ratio := measure != nil && plainRatio(measure.id) && measure.last < base.at // what is written down explains it
	if ratio {
		from = f.Last
	}
	return st.scan.V.CJK() && base.last < f.First && f.First-base.last <= 4*tightPrior && st.opensClause(base) && !st.otherClause(base.last, f.First) && st.figuresBetween(base.last, f.First) == 0 &&
		!st.classBetween(lexicon.Direction, from, f.Last+3) && (ratio || !st.classBetween(lexicon.Measure, base.last, f.First)) && !st.comparing(base)
}

// stoodThen reports whether a relative clause of nothing but the figure says how much
// it was at the past time that a percentage or a multiple before compares with: "melejit 64%
// dibanding tahun sebelumnya yang sebesar US$10,4 miliar", "twice the take of the year
// before, which was $60.9bn".
func (st *sentence) stoodThen(f *lang.Figure, base *mention) bool {
	if st.marked(f, linkTo) || st.scan.V.CJK() || !some(st.figs, func(g *lang.Figure) bool {
		return relative(g) && g.Last < base.at && base.at-g.Last <= 4
	}) {
		return false
	}
	which := base.last + 1
	if which < f.First && st.mark(&st.atoms[which]) == "," {
		which++
	}
	if n := f.First - which; n < 1 || n > 3 || which > base.last+1 && !st.is(which, cueWhich) || which == base.last+1 && st.otherClause(base.last, f.First) {
		return false
	}
	a := &st.atoms[which]
	return a.Kind == lang.Word && !a.Capital && !a.In(lexicon.Direction) && !a.In(lexicon.Measure) && !a.In(lexicon.Entity)
}

// dashBehind reports whether a dash stands right behind atom i in the place of a
// verb: "а годом ранее — 94 цента".
func (st *sentence) dashBehind(i int) bool {
	return i+1 < len(st.atoms) && (st.mark(&st.atoms[i+1]) == "—" || st.mark(&st.atoms[i+1]) == "–")
}

// afterComma reports whether the figure stands behind a comma and a word for
// "from" that may mean "of", and one of its kind marked "to" before it: "stieg auf
// $18,3 Milliarden, von $13,5 Milliarden".
func (st *sentence) afterComma(f *lang.Figure) bool {
	if f.First < 2 || st.mark(&st.atoms[f.First-2]) != "," || !st.is(f.First-1, linkOf) && !st.is(f.First-1, linkFrom) || st.scan.V.CJK() {
		return false
	}
	if f.First > 3 && st.measureAt(f.First-3) && !some(st.figs, func(g *lang.Figure) bool { return f.First-4-g.Last < 2 && g.Last < f.First-3 }) {
		return false // "o lucro atingiu US$ 16,6 bilhões; a receita, de US$ 42,3 bilhões, cresceu 16%"
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Last < f.First && isMoney(g) == isMoney(f) && g.Unit == f.Unit && st.marked(g, linkTo) && !st.semicolonBetween(g.Last, f.First) && !st.companyNamed(g.Last, f.First) // "na Alphabet foi de 15%, e na Nvidia, no trimestre …, de 9,1%"
	})
}

// stoodAt reports whether the level only stood at the past time behind it and
// nothing moved to it: "il s'élevait à 19,7 milliards un an plus tôt".
func (st *sentence) stoodAt(f *lang.Figure, base *mention) bool {
	return st.is(base.at, linkAgo) && !st.comparing(base) && !st.figureNext(base.last+1) && !st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.at < f.First && !st.otherClause(m.at, f.First)
	})
}

// startOfChange reports whether the figure is the first of two that a change goes
// between, in words that mean "of" as well: "stieg der Umsatz von 18,1 auf 35,1
// Milliarden", "cayó del 35,5 % al 32,9 %".
func (st *sentence) startOfChange(f *lang.Figure) bool {
	if st.scan.V.CJK() {
		rate, _ := st.rateOver(f) // 「伸び率は33%から27%に鈍化した」
		return rate != nil && st.marked(f, linkFrom) && !st.timeRightBefore(f) && some(st.figs, func(g *lang.Figure) bool {
			return isPercent(f) && isPercent(g) && g.First > f.Last && g.First-f.Last <= 3 && st.marked(g, linkTo)
		})
	}
	if !st.linkBefore(f.First, linkOf|linkFrom) {
		return false
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last || g.First-f.Last > 3 || isMoney(g) != isMoney(f) || isPercent(g) != isPercent(f) || g.Unit == "pp" {
			continue
		}
		return st.marked(g, linkTo) && st.nextIs(f.Last, g.First) && st.someOf(lexicon.Direction, func(m *mention) bool {
			return m.at < f.First && st.at[m.at].strong == st.at[f.First].strong
		}) || st.marked(g, linkTo) && st.nextIs(f.Last, g.First) && st.timesBefore(f)
	}
	return false
}

// growthBase reports whether the amount is what the percentage right before it is measured
// from: "menyentuh US$281,7 miliar, tumbuh 15% dari US$245,1 miliar".
func (st *sentence) growthBase(f *lang.Figure) bool {
	return isMoney(f) && some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && f.First == g.Last+2 && st.growthFrom(g)
	})
}

// timesBefore reports whether a multiple in one word stands before the figure: "ont
// presque doublé, de 13,2 à 25,2 milliards".
func (st *sentence) timesBefore(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Form == lang.Times && g.Last < f.First && st.at[g.First].strong == st.at[f.First].strong && st.figuresBetween(g.Last, f.First) == 0
	})
}

// opensClause reports whether a past time begins its clause: "…, ein Jahr zuvor
// hatte sie bei 75,1 Prozent gelegen".
func (st *sentence) opensClause(base *mention) bool {
	j := base.at - 1
	if j > 0 && !st.scan.V.CJK() && st.atoms[j].In(lexicon.Anaphor) {
		j-- // "…, kun se vuosi sitten jäi 21,9 miljardiin"
	}
	if j > 0 && (st.is(j, linkSub) || st.is(j, linkBut)) {
		j-- // "…, while a year earlier"
	}
	return j >= 0 && st.atoms[j].Kind == lang.Punct && strings.Contains(",;:–—，；：", st.mark(&st.atoms[j])) && st.is(base.at, linkAgo)
}

// ofMeasure reports whether the preposition before the figure only joins it to
// its measure: "Umsatz von 7,7 Milliarden".
func (st *sentence) ofMeasure(f *lang.Figure) bool {
	return f.First > 1 && st.measureAt(f.First-2) && st.linkBefore(f.First, linkOf)
}

// leadingBase is a past time that the sentence, or what follows its last strong
// break, begins with and that its levels therefore hold at: "A year earlier, it had earned $5bn".
func (st *sentence) leadingBase(f *lang.Figure) *mention {
	start := 0
	for start < f.First && (st.at[start].strong != st.at[f.First].strong || st.atoms[start].Kind == lang.Punct) {
		start++
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at < start {
			continue
		}
		if m.class == figureMention && m.last+1 < len(st.atoms) && st.is(m.last+1, linkAgo) && st.scan.V.CJK() {
			continue // the number of 「1년 전」 itself
		}
		if m.class == figureMention || m.class == whenMention || m.at > start+2 || m.at > f.First {
			return nil
		}
		if m.class == lexicon.Base && (st.is(m.at, linkAgo) || yearsAgo(m.id) > 1 && !st.is(m.at, cueWithin|linkIn|linkOver)) && !st.linkBefore(m.at, linkVersus|linkThan|linkFrom) {
			if st.lastYear(m.at) != nil || st.pastQuarter(m.at) || st.scan.V.CJK() && st.linkAfter(st.pastBracket(m.last), linkThan|linkVersus) {
				return nil // a year as well: sameLastYear decides
			}
			if st.ownsOther(m, f) || m.at > 1 && !st.scan.V.CJK() && st.at[m.at].weak != st.at[start].weak && st.otherClause(m.at, f.First) {
				return nil // "La nube, que hace un año apenas ganaba 191 millones, cosechó esta vez 900 millones"
			}
			return m
		}
	}
	return nil
}

// ownsOther reports whether a past time is joined to the figure right behind it, and that
// one is not f: of 「前年同期の122億ドルから200億ドルへ63%伸びた」 only the first is of the year before.
func (st *sentence) ownsOther(base *mention, f *lang.Figure) bool {
	return st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return g.First > base.last && g.First-base.last <= 2 && g.Last < f.First &&
			(st.marked(g, linkFrom) || st.linkBefore(g.First, linkOf) || strings.HasSuffix(st.scan.Text[base.start:base.end], st.grammar().Possessive))
	})
}

// comparing reports whether a base phrase compares rather than names a time:
// "gegenüber dem Vorjahr", "前年同期比".
func (st *sentence) comparing(base *mention) bool {
	if said := st.scan.Text[base.start:base.end]; st.scan.V.CJK() && slices.ContainsFunc(st.grammar().Comparing, func(w string) bool {
		return st.verbFinal() && strings.HasSuffix(said, w) || !st.verbFinal() && strings.HasPrefix(said, w)
	}) {
		return true
	}
	return st.linkBefore(base.at, linkVersus) || st.atoms[base.at].Terms != nil && st.is(base.at, linkVersus) || st.baseWith(base, linkVersus)
}

// nextIs reports whether only glue, brackets and links lie between two atoms.
func (st *sentence) nextIs(a, b int) bool {
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		if st.used[j] || x.In(lexicon.Direction) || x.In(lexicon.Measure) || x.Kind == lang.Punct && st.mark(x) == "," {
			return false
		}
	}
	return true
}

// afterMove reports whether "after" and a noun of moving stand before the figure that it moved
// to, and another figure of its kind before them: "вернулась на уровень 72,4% после провала до
// 60,5%", "erholte sich auf 72,4 Prozent nach einem Einbruch auf 60,5 Prozent".
func (st *sentence) afterMove(f *lang.Figure) bool {
	if st.scan.V.CJK() || !st.marked(f, linkTo) && !(f.Num > f.First && st.is(f.First, linkTo)) {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Unit == f.Unit && g.Last < f.First && st.figuresBetween(g.Last, f.First) == 0 && st.anyIs(g.Last+1, min(g.Last+4, f.First), linkAfter) && st.classBetween(lexicon.Direction, g.Last, f.First) && !st.classBetween(lexicon.Measure, g.Last, f.First)
	})
}

// formerly reports whether an adverb of a time that is not named stands right before
// the figure: "once a third of sales".
func (st *sentence) formerly(f *lang.Figure) bool {
	if st.afterMove(f) {
		return true
	}
	j := f.First - 1
	for j > 0 && st.glue(&st.atoms[j]) {
		j--
	}
	if j > 1 && !st.scan.V.CJK() && (st.is(j, linkOr) || st.is(j, linkAnd)) && st.atoms[j-1].Kind == lang.Numeral {
		j -= 2 // "damals waren es 27 beziehungsweise 7,2 Milliarden"
	}
	return j >= 0 && st.is(j, cueOnce)
}

// butFrom reports whether the figure is a second earlier level that the first figure of
// the sentence is set against: "72.4 %, up from 60.5 % in the first quarter, when …, but
// down from 75.1 % a year earlier".
func (st *sentence) butFrom(f *lang.Figure) bool {
	j := f.First - 1
	if j < 1 || st.scan.V.CJK() || !st.marked(f, linkFrom) || len(st.figs) > 0 && st.classBetween(lexicon.Measure, st.figs[0].Last, f.First) {
		return false // "revenue of $30.9bn …, but operating income of $10.2bn, though up from $9.3bn"
	}
	for n := 0; j > 0 && n < 3; j, n = j-1, n+1 {
		if st.is(j, linkBut) {
			return true
		}
		if st.atoms[j].Kind != lang.Word || st.used[j] {
			return false
		}
	}
	return false
}

// clash marks two levels of one measure that a sentence without any period would place
// in the same one: one of them is of another time, and which is not said. "L'utile
// operativo, che era di appena 4,2 miliardi, ha superato gli 81 miliardi."
func (st *sentence) clash(ds []draft) {
	for i := range ds {
		for j := range ds[:i] {
			a, b := &ds[j], &ds[i]
			if st.insertedLevel(a, b) {
				a.clashes = true
			}
			if a.kind == Level && b.kind == Level && a.metric != "" && a.metric == b.metric && a.metric != "price" && !a.prior && !b.prior && !a.whenSaid && !b.whenSaid &&
				a.other == "" && b.other == "" && a.modality == Reported && b.modality == Reported && a.id() == b.id() && a.unit == b.unit && a.bound.r == b.bound.r && a.margin.Sign() == 0 && !a.fig.IsRange && !b.fig.IsRange &&
				b.fig.Value.Outside(a.fig.Value.Value) {
				a.clashes, b.clashes = true, true
			}
		}
	}
}

// insertedLevel reports whether the first of two values of a ratio stands in an insertion
// between its measure and the second, and so tells of a time before that is not named:
// "Валовая маржа, обвалившаяся весной до 60,5%, вернулась к 72,4%".
func (st *sentence) insertedLevel(a, b *draft) bool {
	m := a.measure
	return a.kind == Ratio && b.kind == Ratio && plainRatio(a.baseMetric) && a.metric == b.metric && m != nil && m == b.measure && !a.prior && !b.prior && !a.whenSaid && a.other == "" && b.other == "" &&
		m.last+1 < a.fig.First && st.mark(&st.atoms[m.last+1]) == "," && st.at[a.fig.First].weak-st.at[m.at].weak == 1 && st.at[b.fig.First].weak-st.at[a.fig.First].weak == 1 && st.at[a.fig.First].strong == st.at[b.fig.First].strong && a.id() == b.id()
}

// bracketThen is the past time that closes a bracket of two amounts, the figure the first
// of them: "24,1 δισ. ή 3,23 δολάρια ανά μετοχή (21,9 δισ. ή 2,93 δολάρια ένα χρόνο πριν)".
func (st *sentence) bracketThen(f *lang.Figure) *mention {
	if st.at[f.First].depth == 0 || st.mark(&st.atoms[f.First-1]) != "(" || st.scan.V.CJK() {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Base && m.at > f.Last && m.at-f.Last <= 9 && st.is(m.at, linkAgo) && !sinceStart(m.id) && st.figuresBetween(f.Last, m.at) == 1 && st.sameBracket(f.Last, m.last) {
			return m
		}
	}
	return nil
}

// sameBracket reports whether no bracket closes between two atoms.
func (st *sentence) sameBracket(a, b int) bool {
	for j := a; j <= b; j++ {
		if st.at[j].depth == 0 || st.mark(&st.atoms[j]) == ")" {
			return false
		}
	}
	return true
}

// comparedInBracket reports whether the amount stands in a bracket right behind what a
// change is told to be more or less than, and so is that level: "yli kaksi kertaa niin
// paljon kuin sitä edeltäneellä (60,9 mrd)".
func (st *sentence) comparedInBracket(f *lang.Figure) bool {
	if f.First < 2 || st.at[f.First].depth == 0 || st.mark(&st.atoms[f.First-1]) != "(" || st.scan.V.CJK() {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return relative(g) && g.Unit != "pp" && g.Last < f.First && f.First-g.Last <= 8 && st.at[g.First].depth == 0 && st.figuresBetween(g.Last, f.First) == 0 &&
			st.thanBetween(g.Num-1, f.First-1) && !st.companyBetween(g.Last, f.First) && !st.classBetween(lexicon.Measure, g.Last, f.First) && !st.classBetween(lexicon.Other, g.Last, f.First)
	})
}

// heldAgainstOther reports whether the amount is one of another measure, said right behind it, that
// the one before is held against: "$58.1 billion in cash against $18.4 billion of debt".
func (st *sentence) heldAgainstOther(f *lang.Figure, measure *mention) bool {
	if st.scan.V.CJK() {
		return st.againstNext(f, measure)
	}
	return isMoney(f) && st.marked(f, linkVersus) && measure != nil && measure.class == lexicon.Measure && measure.at > f.Last && measure.at-f.Last <= 3 && st.linkAfter(f.Last, linkOf|linkIn) &&
		!st.someOf(lexicon.Measure, func(m *mention) bool { return m.id == measure.id && m.last < f.First }) && !st.someOf(lexicon.Base, func(m *mention) bool { return m.at > f.Last })
}
