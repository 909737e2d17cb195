package claim

import (
	"slices"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
)

// carried is the period of the discourse that a company's figure takes over:
// the last one said, unless it was said of another company and is none of this
// one's own fiscal periods while the one before is.
func (r *Reader) carried(id entity.ID) *bound {
	last, before := &r.disc.whenRange, &r.disc.whenBefore
	if r.disc.whenOf == id || !before.known() || r.ownPeriod(id, last.r) || !r.ownPeriod(id, before.r) {
		return last
	}
	return before
}

// ownPeriod reports whether the days are a fiscal year, quarter or year to date
// of the filer.
func (r *Reader) ownPeriod(id entity.ID, x period.Range) bool {
	return keeps(r.calendar(id), x)
}

// otherYear moves a period by the base that stands in its phrase or right
// behind it: "im zweiten Quartal des Vorjahres".
func (r *Reader) otherYear(d *draft, w *lang.When) {
	st := &r.st
	for i := range st.figs { // a change in the sentence takes the base for itself
		if u := st.figs[i].Unit; u == "percent" || u == "pp" || u == "times" {
			return
		}
	}
	if d.kind == Change && !d.prior {
		return
	}
	st.each(lexicon.Base, func(m *mention) {
		if m.id == "yoy" && m.at > w.Last && m.at-w.Last <= 2 && !st.ownedBase(m, d.fig) && !st.otherClause(w.Last, m.at) && w.Year == 0 && w.Unit != lang.YearUnit && flowUnit(w.Unit) && !st.comparing(m) {
			d.bound.r = Shift(r.calendar(d.id()), d.bound.r, "yoy")
			d.bound.alt = nil
			d.prior = false
		}
	})
}

// ownedBase reports whether the base belongs to another figure right behind it, from which
// something went: 「2분기 매출이 전년 동기의 391억달러에서 475억달러로 늘었다」.
func (st *sentence) ownedBase(base *mention, f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First != f.First && g.First > base.last && g.First-base.last <= 2 && st.marked(g, linkFrom)
	})
}

// lookBack takes the one year that a sentence without claims names for what the next
// ones speak of, the article's own period staying another reading: "Compare that with
// fiscal 2023. Revenue was 27 billion then."
func (r *Reader) lookBack() {
	st := &r.st
	if len(st.whens) != 1 {
		return
	}
	w := &st.whens[0]
	if w.Unit != lang.YearUnit || w.Year == 0 || w.Since || w.Until || st.signal(cueForecast|cueGuidance) != nil {
		return
	}
	if b, ok := r.bind(w, r.disc.main.ID, false); ok && (r.pub == 0 || b.r.End < r.pub) {
		r.disc.whenRange, r.disc.whenOf = b, r.disc.main.ID
	}
}

// rebinding is what rebind gave, kept because most figures of an article take over
// the same few periods.
type rebinding struct {
	id   entity.ID
	of   period.Range
	when lang.When
	main period.Range
	to   bound
}

const maxRebinds = 16

// rebind gives a period of the discourse under another filer's calendar.
func (r *Reader) rebind(b *bound, id entity.ID) bound {
	if id.Kind() != "cik" {
		return *b
	}
	if b.when.Rel == "same" { // what it repeats changes from figure to figure
		return r.rebound(b, id)
	}
	for i := range r.rebinds {
		if k := &r.rebinds[i]; k.id == id && k.of == b.r && k.when == b.when && k.main == r.disc.mainWhen.r {
			x := k.to
			x.label = b.label
			return x
		}
	}
	x := r.rebound(b, id)
	x.alt, x.far = slices.Clip(x.alt), slices.Clip(x.far)
	if len(r.rebinds) == maxRebinds {
		r.rebinds = r.rebinds[:0]
	}
	r.rebinds = append(r.rebinds, rebinding{id, b.r, b.when, r.disc.mainWhen.r, x})
	return x
}

func (r *Reader) rebound(b *bound, id entity.ID) bound {
	x, ok := r.bind(&b.when, id, false)
	if own := x.r; !ok || b.when.Unit == lang.NoUnit || !x.r.Near(b.r, 45) {
		if x = *b; ok && b.when.Unit == lang.YearUnit && b.when.Year != 0 {
			x.alt = append(slices.Clip(b.alt), own) // the year of that number in this filer's own calendar
		}
	}
	x.label = b.label
	cal := r.calendar(id)
	if y, ok := ownYear(cal, x.r); ok {
		x.r = y
	}
	if q := &r.disc.pastWhen; x.r.Days() > 350 && x.r.Days() < 380 && cal.Known() && !keeps(cal, x.r) && q.known() && q.r.Days() < 100 && keeps(cal, q.r) && q.r.End >= x.r.End-snapDays {
		own := *q // "Microsofts Geschäftsjahr …, das vierte Quartal …. Alphabet steigerte den Umsatz"
		own.alt = append(append(slices.Clip(q.alt), x.r), x.alt...)
		return own
	}
	if x.r.Days() > 80 && x.r.Days() < 100 && cal.Known() && !derivable(cal, x.r) { // another filer's quarter
		if q, ok := r.relQuarter(&lang.When{Rel: "reported"}, cal, false); ok && q.Near(x.r, 60) {
			return bound{r: q, unit: lang.QuarterUnit, when: lang.When{Unit: lang.QuarterUnit, Rel: "reported"}}
		}
	}
	return x
}

// defaultWhen is the period of an article that names none: the filer's last
// quarter that had ended, its last year as another reading.
func (r *Reader) defaultWhen(d *draft) bound {
	cal := r.calendar(d.id())
	if r.pub == 0 {
		return bound{}
	}
	w := lang.When{Unit: lang.QuarterUnit, Rel: "reported"}
	if r.forecasting {
		w = lang.When{Unit: lang.YearUnit, Rel: "this"}
	}
	rs := r.ranges(nil, &w, cal, r.forecasting)
	if len(rs) == 0 {
		return bound{}
	}
	b := bound{r: rs[0], unit: w.Unit, when: w}
	if !r.forecasting {
		y := lang.When{Unit: lang.YearUnit, Whole: true}
		b.alt = append(b.alt, r.ranges(nil, &y, cal, false)...)
	}
	return b
}

// comingWhen is the period of a forecast that names none, in an article on a
// quarter that is over: the quarter after it, or the year that runs.
func (r *Reader) comingWhen(d *draft) bound {
	cal := r.calendar(d.id())
	w := lang.When{Unit: lang.QuarterUnit, Rel: "next"}
	b := bound{unit: w.Unit, when: w}
	if rs := r.ranges(nil, &w, cal, true); len(rs) > 0 {
		b.r = rs[0]
	}
	y := lang.When{Unit: lang.YearUnit, Rel: "this"}
	years := r.ranges(nil, &y, cal, true)
	if d.baseMetric == "capex" && len(years) > 0 { // spending plans are the year's
		return bound{r: years[0], unit: y.Unit, when: y, alt: append(years[1:], b.r)}
	}
	b.alt = append(b.alt, years...)
	return b
}

// ownYear is the fiscal year of a filer that lies nearest to the year of another one,
// which the text told by its end: "In the year that closed in January Nvidia sold for
// $130.5bn and spent $12.9bn on research, Alphabet $49.3bn."
func ownYear(cal period.Calendar, x period.Range) (period.Range, bool) {
	if !cal.Known() || x.Days() < 350 || x.Days() > 380 {
		return period.Range{}, false
	}
	for n := x.End.Year() - 1; n <= x.End.Year()+1; n++ {
		if y, ok := cal.Year(n); ok && y.Near(x, nearYear) {
			return y, !y.Near(x, snapDays)
		}
	}
	return period.Range{}, false
}

// nearYear is how many days apart the years of two filers may end that are told
// together.
const nearYear = 45

// beforeLast settles "the year before last", which counts from the article's day: beside
// the figures of last year it is the year before them, beside this year's two years
// back. "Viime vuonna jäi 59,2 miljardia, kun toissa vuonna jäi 30,4 miljardia."
func (r *Reader) beforeLast() {
	for i := range r.st.ms {
		m := &r.st.ms[i]
		if m.class != lexicon.Base || m.id != "before last" {
			continue
		}
		last := r.disc.whenRange.r
		ofLastYear := some(r.st.whens, func(w *lang.When) bool { return w.Unit == lang.YearUnit && w.Rel == "last" && w.Year == 0 })
		if r.pub != 0 && !ofLastYear {
			ofLastYear = last.End != 0 && last.End.Year() == r.pub.Year()-1 || last.End == 0 && r.pub-period.Year(r.pub.Year()).Start < 90
		}
		if m.id = "yoy2"; ofLastYear {
			m.id = "yoy"
		}
	}
}

// dueResults gives what analysts expect of results that are due, behind plans for a year,
// the quarter that is over and not yet reported, the year as the other reading: "Results
// are due tomorrow, and analysts expect revenue of $47bn."
func (r *Reader) dueResults(d *draft) {
	if r.st.signal(cueDue) == nil || d.bound.unit != lang.YearUnit && !d.bound.r.Contains(r.pub) || r.pub == 0 || d.baseMetric == "capex" {
		return
	}
	for _, q := range r.calendar(d.id()).Around(r.pub) {
		if q.End < r.pub && q.End > r.pub-dueDays {
			d.bound.alt = append(slices.Clip(d.bound.alt), d.bound.r)
			d.bound.r = q
			return
		}
	}
}

// dueDays is how many days after a quarter its results may still be due.
const dueDays = 60

// ownLastYear reports whether "last year" in front of a level is the very year that the
// text reports on, and no year before it: "Beban pajak penghasilan tahun lalu US$ 26,66
// miliar" in an article on that year.
func (r *Reader) ownLastYear(d *draft, w *lang.When) bool {
	if !d.prior || w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "last" || w.Last > d.fig.First || r.st.scan.V.CJK() {
		return false
	}
	if d.measure != nil && d.measure.at > d.fig.Last && r.st.figuresBetween(w.Last, d.fig.First) == 0 && r.st.companyNamed(w.Last, d.fig.First) {
		return true // "Tahun lalu Meta membukukan US$164,5 miliar pendapatan"
	}
	if !r.disc.whenRange.known() {
		return false
	}
	b, ok := r.bind(w, d.id(), false)
	return ok && b.r.Near(r.disc.whenRange.r, snapDays)
}

// isBase reports whether "last year" in front of the figure of a year before is no period
// but what takes it from the one that the text speaks of: "lucrum purum, quod superiore
// anno 17,1 miliarda aequaverat, nunc 30,3 miliarda attigit".
func (r *Reader) isBase(d, prev *draft, w *lang.When) bool {
	if w == r.baseWhen && prev != nil { // what follows in another clause goes on without it
		return r.st.otherClause(w.Last, d.fig.First)
	}
	if prev != nil || !d.prior || w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "last" || w.Last > d.fig.First || r.st.scan.V.CJK() || !r.disc.whenRange.known() || !r.st.someOf(lexicon.Base, func(m *mention) bool {
		return m.id == "yoy" && m.at == w.First && m.last == w.Last
	}) {
		return false
	}
	r.baseWhen = w
	return true
}

// sameInYear is the same stretch in the year where words for it stand beside the year:
// "anno 2023, eodem trimestri, lucrum 10,6 miliarda fuerat".
func (st *sentence) sameInYear(w *lang.When) *lang.When {
	if w.Unit != lang.YearUnit || w.Year == 0 || w.Rel != "" {
		return w
	}
	for _, j := range []int{w.First - 2, w.First - 1, w.Last + 1, w.Last + 2} {
		if j >= 0 && j < len(st.atoms) && !st.used[j] && st.scan.Is(&st.atoms[j], lexicon.Period, "rel:same") {
			same := *w
			same.Rel = "same"
			return &same
		}
	}
	return w
}

// backToFirst takes the sentence's first period for a figure behind a semicolon, where the
// one before told of an earlier year: "Anno 2025 Alphabet reditus 402,8 miliardorum habuit,
// cum anno 2024 350 miliarda habuisset; lucrum purum 132,2 miliarda fuit".
func (r *Reader) backToFirst(d, prev *draft) {
	first := r.opened
	if first == nil || first == prev || prev.when == nil || !flowUnit(prev.bound.unit) || prev.bound.r.End >= first.bound.r.End || first.id() != d.id() || !r.st.semicolonBetween(prev.fig.Last, d.fig.First) {
		return
	}
	d.bound, d.when = first.bound, first.when
	d.bound.alt = append(slices.Clone(first.bound.alt), prev.bound.r)
}

// samePeriod reports whether words before the figure say that it is of the very period that
// the text spoke of: "Foreign sales, in the same stretch of time, were $35.9 billion".
func (st *sentence) samePeriod(f *lang.Figure) bool {
	return !st.scan.V.CJK() && some(st.atoms[:f.First], func(a *lang.Atom) bool {
		return st.scan.Is(a, lexicon.Period, "rel:same") && strings.ContainsRune(st.mark(a), ' ')
	})
}

// otherPeriods are the readings of a figure whose paragraph names no period, or
// names the one of another company: what the article reports on, what the
// paragraph before spoke of, what was stated first.
func (r *Reader) otherPeriods(d *draft) {
	if r.st.samePeriod(d.fig) {
		return
	}
	var few [8]*bound
	others := append(few[:0], &r.disc.mainWhen)
	if y := &r.disc.paraWhen; y.known() && y.r.Days() > 300 && y.r.Start <= d.bound.r.Start && y.r.End >= d.bound.r.End && y.r.Days() > d.bound.r.Days() {
		others = append(others, y) // a quarter told in between: "In 2025 sales were 201bn. In the third quarter a tax ate the profit. Research cost 57bn."
	}
	if r.disc.mainByPrice && r.disc.whenHere {
		others = others[:0]
	}
	if !r.disc.whenHere {
		others = append(others, &r.disc.pastWhen, &r.disc.firstWhen)
	} else if r.disc.whenOf != d.id() {
		others = append(others, &r.disc.firstWhen)
	}
	if !some(r.st.atoms, func(a *lang.Atom) bool { return a.In(lexicon.Period) && !a.In(lexicon.Link) || a.In(lexicon.Base) }) {
		for i := range r.disc.told { // "in the whole year the bill was 65bn. It generated 136bn."
			others = append(others, &r.disc.told[i])
		}
	}
	d.bound.far = nil
	add := func(x period.Range) {
		near := func(y period.Range) bool { return x.Near(y, 5) }
		if !near(d.bound.r) && !slices.ContainsFunc(d.bound.alt, near) && !slices.ContainsFunc(d.bound.far, near) {
			d.bound.far = append(d.bound.far, x)
		}
	}
	for _, b := range others {
		if !b.known() {
			continue
		}
		own := r.rebind(b, d.id())
		add(own.r)
		if b.when.Unit == lang.YearUnit && b.when.Year != 0 {
			for _, x := range own.alt {
				add(x)
			}
		}
	}
}

// justReported adds the last quarter and the last fiscal year that the company can have reported
// on when the article appeared: what the press writes of where the paragraph names no period of
// the company. A bound or a growth on the quarter fits too many periods to tell one.
func (r *Reader) justReported(out []period.Range, d *draft) []period.Range {
	id, hedge := d.id(), d.fig.Hedge
	if d.whenSaid || d.prior || r.disc.whenHere && r.disc.whenOf == id || d.base == "qoq" || onMarket(d.metric) || hedge != quantity.Exact && hedge != quantity.About ||
		r.pub == 0 || id.Kind() != "cik" || r.forecasting {
		return out
	}
	cal, known := r.calendar(id), r.pub-reportLag
	var last period.Range
	for _, q := range cal.Around(r.pub) {
		if q.End <= known {
			last = q
		}
	}
	if !last.Known() {
		return out
	}
	out = append(out, last)
	if fy, ok := cal.YearAt(known); ok {
		for _, y := range [...]int{fy, fy - 1} {
			if x, ok := cal.Year(y); ok && x.End <= known {
				return append(out, x)
			}
		}
	}
	return out
}

// sameQuarter reads "this year" as the quarter that was just set against it:
// "14.5bn in the third quarter of last year, 30.8bn this year", and "that quarter" as
// the one that the sentence has numbered: 「主因是第三季認列稅費，當季所得稅達189.5億美元」.
func (r *Reader) sameQuarter(d *draft, w *lang.When) (bound, bool) {
	if r.st.scan.V.CJK() && w.Unit == lang.QuarterUnit && w.N == 0 && w.Rel == "reported" {
		for i := range r.st.whens {
			if q := r.st.whens[i]; q.Last < w.First && q.Unit == lang.QuarterUnit && q.N > 0 {
				return r.bind(&q, d.id(), false)
			}
		}
	}
	if w.Unit != lang.YearUnit || w.Rel != "this" || w.Year != 0 || r.forecasting {
		return bound{}, false
	}
	for i := range r.st.whens {
		if q := r.st.whens[i]; q.Last < w.First && q.Unit == lang.QuarterUnit && q.N > 0 && q.Rel == "last" {
			q.Rel = ""
			return r.bind(&q, d.id(), false)
		}
	}
	return bound{}, false
}
