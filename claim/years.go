package claim

import (
	"slices"
	"strconv"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// A change may run over several years that the text only counts: "in three years",
// "over the past five years", "за пять лет", 「3年で」.

// mostYears is the longest stretch of years that a change is measured over.
const mostYears = 10

// overYears measures a change from the year that its clause counts back to, and gives the
// earlier level of a comparison that year. What grows so much "a year" has no base of its own.
func (r *Reader) overYears(d *draft) {
	st, f := &r.st, d.fig
	if d.kind == Level && !d.prior && st.inAllYears(f, d.baseMetric) {
		d.formerly = true // of several years together
		return
	}
	if d.kind != Change && !d.prior || d.other != "" || d.baseSaid && d.base != "" {
		return
	}
	if r.disc.span != "" && (st.sameAgain() || some(st.whens, func(w *lang.When) bool {
		return w.Rel == "same" && w.Year == 0 && st.at[w.First].strong == st.at[f.First].strong
	})) {
		d.base, d.baseSaid = r.disc.span, true // "Earnings rose from $5.61 to $10.81 in the same period"
		return
	}
	n := st.yearsCounted(f)
	switch {
	case n == 0:
	case d.metric == "price" || d.baseMetric == "price" || st.eachYear(f):
		d.formerly = true
	default:
		d.base, d.baseSaid = "yoy"+strconv.Itoa(n), true
	}
}

// between measures a change from the first to the second of two levels of its sentence that
// are told with years further apart: "from $257.6bn in 2021 to $402.8bn in 2025, up 56 %".
func (r *Reader) between(d *draft, ds []draft) {
	second, base := r.stretchOf(d, ds)
	if second == nil {
		return
	}
	d.base, d.baseSaid, d.bound, d.when, d.whenSaid, d.whenGuessed = base, true, second.bound, second.when, true, false
}

// stretchOf is the second of the only two levels that a sentence tells of what the draft
// measures, from one year to another, and the base that the first is of it.
func (r *Reader) stretchOf(d *draft, ds []draft) (*draft, string) {
	var first, second *draft
	for i := range ds {
		x := &ds[i]
		if x.kind != Level || x.other != "" || x.metric != d.metric || x.id() != d.id() || !x.bound.known() || !isMoney(x.fig) {
			continue
		}
		if first == nil {
			first = x
		} else if second == nil {
			second = x
		} else {
			return nil, "" // a list of years
		}
	}
	if second == nil || !r.st.marked(second.fig, linkTo) && !r.st.marked(first.fig, linkFrom) && !(r.st.scan.V.CJK() && d.kind == Change && d.fig.First-second.fig.Last == 2) {
		return nil, "" // 「109億1800万ドルだった売上高は、25年1月期に1304億9700万ドルと約12倍になった」
	}
	cal := r.calendar(d.id())
	for n := 2; n <= mostYears; n++ {
		base := "yoy" + strconv.Itoa(n)
		if Shift(cal, second.bound.r, base).Near(first.bound.r, snapDays) {
			return second, base
		}
	}
	return nil, ""
}

// sinceYears tells years since which something has changed from those that it changed from, where
// one word says both: "С 2020 года прибыль выросла втрое — до 39,8 млрд в 2024 году", "ab anno 2020".
func (st *sentence) sinceYears() {
	if st.scan.V.CJK() {
		return
	}
	for i := range st.whens {
		w := &st.whens[i]
		if w.Unit != lang.YearUnit || w.Year == 0 || !w.From || w.Since || !st.scan.Is(&st.atoms[w.First], lexicon.Period, "since") && !st.scan.Is(&st.atoms[w.First], lexicon.Period, "from+year") {
			continue
		}
		if j := slices.IndexFunc(st.figs, func(f lang.Figure) bool { return f.First > w.First }); j >= 0 && relative(&st.figs[j]) && (j == 0 || st.at[st.figs[j-1].First].strong != st.at[w.First].strong) &&
			st.at[st.figs[j].First].strong == st.at[w.First].strong && !st.linkBefore(st.figs[j].First, linkFrom) && !some(st.whens[i+1:], func(x *lang.When) bool { return x.First < st.figs[j].First }) {
			w.Since = true
		}
	}
}

// sinceYear measures a change from the year that it began in: "Since fiscal 2023 revenue has
// grown eightfold, from $27 billion".
func (r *Reader) sinceYear(d *draft) {
	st, f := &r.st, d.fig
	if d.kind != Change && !d.prior || d.other != "" || d.baseSaid || onMarket(d.metric) || !d.bound.known() {
		return
	}
	for i := range st.whens {
		w := &st.whens[i]
		if !w.Since || w.Unit != lang.YearUnit || w.Year == 0 || st.at[w.First].strong != st.at[f.First].strong || st.superlative(w) {
			continue
		}
		b, ok := r.bind(w, d.id(), false)
		if ok && d.whenGuessed && !r.forecasting && !r.disc.whenRange.known() {
			if last, known := r.bind(&lang.When{Unit: lang.YearUnit, Rel: "last", Fiscal: true}, d.id(), false); known && last.r.Start > b.r.End {
				d.bound = last // "Since 2020 its operating income has tripled": up to the last year that is over
			}
		}
		if n := d.bound.r.End.Year() - b.r.End.Year(); ok && n > 0 && n <= mostYears && Shift(r.calendar(d.id()), d.bound.r, "yoy"+strconv.Itoa(n)).Near(b.r, snapDays) {
			if d.base, d.baseSaid = "yoy"+strconv.Itoa(n), true; n == 1 {
				d.base = "yoy"
			}
		} else if !r.forecasting {
			d.formerly = true // a quarter since a year
		}
		return
	}
}

// yearOfBase reports whether the year only completes a comparison with the same period:
// "del 23% sullo stesso periodo | del 2024".
func (st *sentence) yearOfBase(w *lang.When) bool {
	return w.Unit == lang.YearUnit && w.Year != 0 && w.Rel == "" && !w.Since && !st.scan.V.CJK() && st.someOf(lexicon.Base, func(m *mention) bool {
		return m.id == "yoy" && m.last < w.First && w.First-m.last <= 2 && (w.From || st.is(m.last+1, linkOf|linkFrom)) && !st.is(m.at, linkAgo)
	})
}

// baseInYear measures a change from the year that completes its comparison, if that is not the
// year before: "cresceu 20% ante o mesmo período de 2023", of 2025, "20 % de plus que sur la même
// période de 2023".
func (r *Reader) baseInYear(d *draft) {
	if d.kind != Change || d.other != "" || d.base != "yoy" && d.base != "" || onMarket(d.metric) || !d.bound.known() {
		return
	}
	base, _ := r.st.baseFor(d.fig)
	for i := range r.st.whens {
		w := &r.st.whens[i]
		completes := base != nil && w.First > base.last && w.First-base.last <= 2 && r.st.yearOfBase(w)
		same := w.Rel == "same" && w.Year != 0 && w.First > d.fig.Last && r.st.fromPeriod(w) && r.st.figuresBetween(d.fig.Last, w.First) == 0
		times := w.Unit == lang.YearUnit && d.fig.Form == lang.Times && w.First > d.fig.Last && (r.st.multipleOfPeriod(d.fig, w) || w.First-d.fig.Last <= mostOfWords && r.st.asIn(d.fig.Num-1, w.First)) // "twice that of 2022", "doppelt so hoch wie 2022"
		if w.Fiscal || !completes && !same && !times {
			continue
		}
		if n := d.bound.r.End.Year() - w.Year; n > 1 && n <= mostYears {
			d.base, d.baseSaid = "yoy"+strconv.Itoa(n), true
		}
	}
}

// sameStretchOf gives the base to the earlier levels of the sentence that are told of "the
// same period": 「영업이익은 같은 기간 185억 달러에서 456억 달러로 늘었습니다」.
func (r *Reader) sameStretchOf(base string, ds []draft) {
	st := &r.st
	for i := range st.atoms {
		if !st.sameAt(i) {
			continue
		}
		for k := range ds {
			if x := &ds[k]; x.prior && i < x.fig.First && st.figuresBetween(i, x.fig.First) == 0 {
				x.base, x.baseSaid = base, true
			}
		}
	}
}

// yearsCounted is how many years the figure's clause says that a change took, or 0.
func (st *sentence) yearsCounted(f *lang.Figure) int {
	if st.signal(cueSuperlative) != nil {
		return 0 // "the fastest growth in five years"
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.Unit == "x:year" && !g.IsRange && st.takes(f, g.First, g.Last) {
			if n := small10(g); n > 1 {
				return n
			}
		}
	}
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.Horizon && w.Rel != "next" && w.N > 1 && w.N <= mostYears && st.takes(f, w.First, w.Last) {
			return w.N
		}
	}
	return 0
}

// inAllYears reports whether an amount is that of a count of years together, and no level
// that something reached in them: "has accumulated losses of $66.8 billion in four years".
func (st *sentence) inAllYears(f *lang.Figure, metric string) bool {
	if !isMoney(f) || instant(metric) || metric == "price" || st.marked(f, linkTo|linkAt) || st.yearsCounted(f) == 0 {
		return false
	}
	return !some(st.figs, func(g *lang.Figure) bool {
		return g != f && (relative(g) || isMoney(g) && st.marked(g, linkFrom|linkTo)) && !st.otherClause(min(f.Last, g.Last), max(f.First, g.First))
	})
}

// takes reports whether a count of years from one atom to another says how long the change
// of the figure took: it stands in the clause, or opens the sentence.
func (st *sentence) takes(f *lang.Figure, first, last int) bool {
	if st.at[first].strong != st.at[f.First].strong || st.otherClause(first, f.First) && !(last < f.First && st.figuresBetween(last, f.First) == 0) {
		return false
	}
	return st.scan.V.CJK() || st.grammar().Genitive || st.linkBefore(first, linkIn|linkOver) || first > 0 && st.is(first-1, cueWithin) || st.is(first, linkIn|linkOver|cueWithin)
}

// small10 is the whole number from 2 to mostYears that a figure states, or 0.
func small10(f *lang.Figure) int {
	for n := 2; n <= mostYears; n++ {
		if f.Value.Value.Cmp(quantity.Int(int64(n))) == 0 {
			return n
		}
	}
	return 0
}

// eachYear reports whether words beside the figure say that it is that of each year: "12 %
// a year", "jährlich um 12 %".
func (st *sentence) eachYear(f *lang.Figure) bool {
	for i := range st.atoms {
		if st.freeYear(i) && !st.otherClause(i, f.First) {
			return true
		}
	}
	return st.linkAfter(f.Last, linkPer)
}

// wholeOfNamed reports whether "the full year" only says how long the year is that its
// clause names: "In 2020 full-year spending fell".
func (st *sentence) wholeOfNamed(w *lang.When) bool {
	return w.Whole && w.Unit == lang.YearUnit && w.Year == 0 && w.Rel == "" && some(st.whens, func(x *lang.When) bool {
		return x.Unit == lang.YearUnit && x.Year != 0 && !x.Since && x.Last < w.First && st.at[x.First].strong == st.at[w.First].strong && st.figuresBetween(x.Last, w.First) == 0
	})
}

// yearAfterBase gives a figure without a period the one that follows the year or
// quarter which its change is measured from: "spent $83bn, 57 % more than in 2023".
func (r *Reader) yearAfterBase(d *draft) {
	st := &r.st
	for i := range st.whens {
		w := st.whens[i]
		if w.Year == 0 || w.Rel == "same" || w.Unit != lang.YearUnit && w.N == 0 || w.First < d.fig.Last || st.at[w.First].strong != st.at[d.fig.First].strong || w.First-d.fig.Last > 14 || !flowUnit(w.Unit) || !st.baseOfChange(&st.whens[i]) && !st.ownedByOther(d.fig, &st.whens[i]) {
			continue
		}
		if st.someOf(lexicon.Base, func(m *mention) bool { return m.last < w.First && w.First-m.last <= 2 }) {
			return // "30% más que en el mismo lapso de 2023": no whole year
		}
		x := &r.disc.whenRange
		if r.disc.whenHere && x.r.Days() > 300 && x.r.End.Year() > w.Year+1 {
			return // "In 2024 sales reached $638bn. AWS took in $107.6bn, against $35bn in 2019."
		}
		if r.pub != 0 && r.pub.Year()-w.Year > 2 && w.Unit == lang.YearUnit && !(x.known() && x.r.End.Year() == w.Year+1) {
			r.lastWholeYear(d, w)
			return // of an article of 2025: "the cloud is 2.3 times what it was in 2021"
		}
		w.Year++
		if b, ok := r.bind(&w, d.id(), false); ok && (r.pub == 0 || b.r.End < r.pub) {
			d.bound, d.whenSaid, d.when = b, true, &st.whens[i]
		}
		return
	}
}

// lastWholeYear gives a figure that is held against a year long past, where its paragraph
// names no period, the last year that had ended.
func (r *Reader) lastWholeYear(d *draft, w lang.When) {
	if x := &r.disc.whenRange; r.disc.whenHere && !d.whenSaid && d.kind == Change && !d.baseSaid && x.known() {
		if n := x.r.End.Year() - w.Year; n > 1 && n <= mostYears { // a quarter's budget, "140 percent more than in 2021"
			d.base, d.baseSaid = "yoy"+strconv.Itoa(n), true
		}
	}
	if r.disc.whenHere || d.whenSaid {
		return
	}
	for w.Year = r.pub.Year(); w.Year >= r.pub.Year()-1; w.Year-- {
		if b, ok := r.bind(&w, d.id(), false); ok && b.r.End < r.pub {
			d.bound, d.whenGuessed = b, true
			return
		}
	}
}

// inYearSaid gives a quarter by its number, a full year or a day the year of the period
// before it in the sentence: "Q2 2020 revenue was $38.3bn, 7 % below Q1", "Q4 2020: …, which took
// the full-year total to $182.5bn", "Die Wende kam im Mai 2023; am 25. Mai …", 「转折出现在2023年，
// 全年收入908亿美元」.
func (r *Reader) inYearSaid(w *lang.When) (lang.When, bool) {
	if w.Year != 0 || w.Rel != "" || w.Since || w.Until || !(w.Unit == lang.QuarterUnit && w.N > 0 || w.Unit == lang.YearUnit && w.Whole || w.Unit == lang.Date && w.M1 != 0) {
		return lang.When{}, false
	}
	said := *w
	for i := range r.st.whens {
		x := &r.st.whens[i]
		if x.Last >= w.First || x.Year == 0 || x.Since || w.Whole && r.st.onlyCompared(x) {
			continue
		}
		switch {
		case w.Unit == lang.Date:
			if x.Unit == lang.Date || x.Unit == lang.MonthUnit || x.Unit == lang.QuarterUnit {
				said.Year = x.Year
			}
		case x.Unit == lang.QuarterUnit && x.N > 0, x.Unit == lang.YearUnit && w.Unit == lang.YearUnit:
			said.Year, said.Fiscal = x.Year, x.Fiscal
		}
	}
	return said, said.Year != 0 && (r.pub == 0 || said.Year < r.pub.Year())
}

// yearsLater is how many years after the one told last a period lies that is counted from
// it: none for "that year", one for "the following year", four for "four years later".
func yearsLater(rel string) (n int, ok bool) {
	switch {
	case rel == "that":
		return 0, true
	case rel == "after", rel == "later", rel == "latermore":
		return 1, true
	case strings.HasPrefix(rel, "later"):
		n, err := strconv.Atoi(rel[len("later"):])
		return n, err == nil
	}
	return 0, false
}

// nextTwelve reads "the next twelve months" behind a year that had ended long before the text
// as the year after it: "in fiscal 2022 revenue was 26.9bn, and the next twelve months …".
func (r *Reader) nextTwelve(w *lang.When) (lang.When, bool) {
	if w.Rel != "next" || w.N != 12 || w.Unit != lang.LastMonths && w.Unit != lang.FirstMonths || r.forecasting || r.pub == 0 {
		return lang.When{}, false
	}
	said := *w
	for i := range r.st.whens {
		if x := &r.st.whens[i]; x.Last < w.First && x.Year != 0 && x.Unit == lang.YearUnit && !x.Since {
			said.Unit, said.N, said.Rel, said.Year, said.Fiscal = lang.YearUnit, 0, "", x.Year+1, x.Fiscal
		}
	}
	return said, said.Year != 0 && said.Year < r.pub.Year()
}

// toldYear reads "that year", "the same year" and "the following year" as the year that the text has named
// last, or so many after it.
func (r *Reader) toldYear(w *lang.When) (lang.When, bool) {
	n, ok := yearsLater(w.Rel)
	same := w.Rel == "same" && w.Unit == lang.YearUnit
	if w.Year != 0 || !ok && !same {
		return lang.When{}, false
	}
	told := *w
	told.Rel, told.Year = "", r.disc.year
	if same { // "Nvidia rose 239 percent in 2023; the S&P 500 gained 24.2 percent in the same year"
		if told.Year = 0; r.lastFlow().Days() > 300 {
			told.Year = r.lastFlow().End.Year()
		}
	}
	for i := range r.st.whens {
		if x := &r.st.whens[i]; x.Last < w.First && x.Year != 0 && !(n == 0 && r.st.onlyCompared(x)) { // "52 % more than in 2023; that year …"
			told.Year = x.Year
		}
	}
	if x := r.lastFlow(); told.Year == 0 && !same || w.Rel == "latermore" && x.Days() > 300 { // "another year later" goes on from the one told last
		told.Year = x.End.Year()
	}
	if told.Year <= 1 {
		return lang.When{}, false
	}
	told.Year += n
	return told, r.pub == 0 || told.Year <= r.pub.Year()+yearsAhead
}
