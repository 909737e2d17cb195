package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/span"
)

// finish turns the draft into a claim with its readings and adds it, whole, to the others.
func (r *Reader) finish(d *draft, spoken Spoken) *Claim {
	d.entityGuessed = d.entityGuessed || r.houseForecasts(d)
	d.quote()
	f, n := d.fig, len(r.claims)
	r.claims = slices.Grow(r.claims, 1)
	c := &r.claims[:n+1][n]
	*c = Claim{
		Span: span.Span{Start: int(f.Start), End: int(f.End)}, Sentence: r.st.span, Lang: r.scan.V.Pack.Lang,
		Entities: d.parties, Metric: d.metric, Kind: d.kind, Value: f.Value, IsRange: f.IsRange,
		Hedge: f.Hedge, Sign: d.sign, Unit: d.unit, Base: d.base, Modality: d.modality, Session: d.session,
		Period: d.bound.r, Label: d.bound.label,
	}
	if f.IsRange {
		c.High = *f.High
	}
	if c.Sign < 0 && d.kind == Level && paid(d.baseMetric) && (f.Sign < 0 || d.baseMetric != "income tax") {
		c.Sign = 0 // "89.0 − 23.9 (capex) = 65.1", "minus capital expenditures $23.9B"
	}
	c.With = r.st.included(d)
	if d.prior && d.bound.known() && !d.seasonal && !r.openedAt(d, c) {
		r.priorPeriod(d, c)
	}
	if c.Kind == Level && c.Metric != "price" || c.Kind == Ratio {
		c.Base = ""
	}
	if onMarket(d.metric) {
		r.pricePeriod(d, c)
		c.OnDay = (c.Kind == Change || c.Kind == Level) && c.Period.Known() && c.Period.Start == c.Period.End && (!d.whenGuessed || c.Period.End != r.pub)
	}
	c.Open = d.formerly || d.other != "" || d.metric == "" || len(d.parties) == 0 || d.parties[0].ID == ""
	c.Spoken = spoken
	if c.Open && len(c.Entities) == 0 {
		c.Entities = []Party{{Name: r.ownWords(d)}}
	}
	if c.Metric == "" {
		c.Metric = "unknown"
	}
	c.Headline = r.title && d.whenGuessed
	c.Told, c.Guessed = d.whenSaid, r.guessed(d)
	if c.Modality == Forecast {
		c.Holder = r.holder(d)
	}
	switch {
	case d.held != nil:
		r.holds(d, c)
	case c.Open:
	case d.versus:
		c.Readings = r.versusReadings(d, c)
	default:
		c.Loose = r.loose(d)
		c.Readings = r.readings(d, c)
	}
	r.claims = r.claims[:n+1]
	return c
}

// paid reports whether a measure is what a company pays, which a minus before it does not turn
// into income: it tells that the amount is taken away.
func paid(id string) bool {
	switch id {
	case "capex", "r&d", "buybacks", "dividends", "cost of revenue", "operating expenses", "costs and expenses", "income tax", "interest expense", "acquisitions":
		return true
	}
	return false
}

// quote gives the move of a company's shares beside an index its price, and that of an index
// beside shares its level.
func (d *draft) quote() {
	switch {
	case d.kind != Change || len(d.parties) != 1:
	case d.metric == "index level" && d.id().Kind() == "cik":
		d.metric = "price"
	case d.metric == "price" && d.id().Kind() == "index":
		d.metric = "index level"
	}
}

// guessed are the parts of the claim that were not said beside the figure.
func (r *Reader) guessed(d *draft) []string {
	var few [4]string
	out := few[:0]
	if d.entityGuessed {
		out = append(out, "entity")
	}
	if d.rival != "" {
		out = append(out, "entity")
	}
	if d.metricGuessed || d.part != "" {
		out = append(out, "metric")
	}
	if d.whenGuessed {
		out = append(out, "period")
	}
	return r.guessArena.keep(out...)
}

// included is what the sentence says that the measure includes.
func (st *sentence) included(d *draft) string {
	if d.measure == nil || st.anywhere&cueWith == 0 {
		return ""
	}
	with := ""
	st.each(lexicon.Cue, func(m *mention) {
		if what, ok := strings.CutPrefix(m.id, "with:"); ok && st.at[m.at].strong == st.at[d.measure.at].strong && st.figuresBetween(d.measure.at, m.at) == 0 {
			with = what
		}
	})
	return with
}

// yearBefore reports whether "last year" beside the level of a fiscal year that is no calendar
// year is the one before it: 「全年营收为2451.2亿美元，上年为2119.2亿美元」.
func (r *Reader) yearBefore(paired *draft, w *lang.When) bool {
	cal := r.calendar(paired.id())
	return w.Rel == "last" && !cal.IsCalendar() && paired.bound.r.Days() > 300 && keeps(cal, paired.bound.r)
}

// priorPeriod is the period of the earlier level of a comparison: its own
// words, else the current one moved by the base.
func (r *Reader) priorPeriod(d *draft, c *Claim) {
	st := &r.st
	for i := range st.whens { // 「1〜3月期の166億ドルから」
		w := &st.whens[i]
		if !st.scan.V.CJK() || w.Last >= d.fig.First || d.fig.First-w.Last > 2 || !flowUnit(w.Unit) || w.Rel == "same" {
			continue
		}
		if w.Unit == lang.YearUnit && w.Year == 0 && d.base == "yoy" && d.paired != nil && d.paired.bound.known() && (d.paired.bound.r.Days() < 300 || r.yearBefore(d.paired, w)) {
			continue // 「營業利益35.94億美元，幾乎是前一年19.47億美元的兩倍」: of the same quarter
		}
		if b, ok := r.bind(w, d.id(), false); ok && (d.paired == nil || !b.r.Near(d.paired.bound.r, 5)) {
			c.Period, c.Label, d.bound = b.r, b.label, b
			return
		}
	}
	for i := range st.whens { // its own period stands right behind it
		w := &st.whens[i]
		if w.First > d.fig.Last && (flowUnit(w.Unit) || instant(d.baseMetric) && (w.Unit == lang.MonthUnit || w.Unit == lang.Date)) && (w.First-d.fig.Last <= 3 && st.nextIs(d.fig.Last, w.First) || st.tellsOf(d.fig, w) && st.figuresBetween(d.fig.Last, w.First) == 0) {
			if b, ok := r.bind(w, d.id(), false); ok && (d.paired == nil || !b.r.Near(d.paired.bound.r, 5)) {
				if w.Unit == lang.YearUnit && (w.Year == 0 || w.AtEnd && !instant(d.baseMetric) && d.paired != nil && w.Year == d.paired.bound.r.End.Year()-1) && d.paired != nil && d.paired.bound.known() && d.paired.bound.r.Days() < 300 { // also "the 48.4bn of late 2024"
					d.base = "yoy" // "6.3 %, against 9.6 % last year": of the same quarter
					b.alt, b.r = append([]period.Range{b.r}, b.alt...), Shift(r.calendar(d.id()), d.paired.bound.r, "yoy")
				}
				if d.paired != nil && d.paired.bound.known() {
					if same, ok := r.sameOfYear(d, w, d.paired.bound.r); ok && d.base == "yoy" && d.paired.base == "yoy" {
						b.alt, b.r = append([]period.Range{b.r}, b.alt...), same // "rose ninefold on the year, from 656 million in 2022"
					} else if ok {
						b.alt = append(b.alt, same) // "900 million in the quarter, against 191 million in 2023"
					}
				}
				c.Period, c.Label = b.r, b.label
				d.bound = b
				return
			}
		}
	}
	if d.paired != nil {
		if w := st.pairBase(d.paired.fig); w != nil && flowUnit(w.Unit) && st.pairBehind(w, d.paired.fig) == d.fig {
			if b, ok := r.bind(w, d.id(), false); ok {
				c.Period, c.Label, d.bound = b.r, b.label, b
				return
			}
		}
	}
	current := d.bound.r
	if d.paired != nil && d.paired.bound.known() {
		current = d.paired.bound.r
	}
	if b, ok := d.stretchBase(current); ok {
		c.Period, d.bound.r, d.bound.alt = b, b, nil
		return
	}
	cal := r.calendar(d.id())
	if d.paired != nil && d.paired.modality == Forecast && !d.baseSaid {
		c.Period, c.Modality = current, Forecast // "raised its guidance to $85bn from $75bn"
		d.bound.r, d.modality = current, Forecast
		return
	}
	if c.Period = Shift(cal, current, d.base); c.Period.Start > c.Period.End { // of a price over a year: "fell from 352.26 to 123.18 in 2022"
		if c.Period = period.Day(c.Period.End); d.kind == Change {
			c.Period = current
		}
	}
	if d.shift != "" {
		c.Period = Shift(cal, current, d.shift)
		if other, ok := map[string]string{"qoq": "yoy", "yoy": "qoq"}[d.shift]; ok {
			d.bound.alt = append(d.bound.alt, Shift(cal, current, other))
		}
		if d.kind == Change && st.levelBefore(d.fig) {
			d.bound.alt = append(d.bound.alt, current)
		}
		d.bound.r = c.Period
		return
	}
	shifted := func(xs []period.Range) (out []period.Range) {
		for _, x := range xs {
			out = append(out, Shift(cal, x, d.base))
		}
		return out
	}
	d.bound.alt, d.bound.far = shifted(d.bound.alt), shifted(d.bound.far)
	if !d.baseSaid && d.base == "yoy" && current.Known() && current.Days() <= 100 && !st.classBetween(lexicon.Base, -1, len(st.atoms)) {
		d.bound.alt = append(d.bound.alt, Shift(cal, current, "qoq")) // "recovered from 60.5 to 72.4 per cent": since when?
	}
	if d.goesBack != nil && d.goesBack.bound.known() {
		d.bound.alt = append(d.bound.alt, d.goesBack.bound.r)
	}
	d.bound.r = c.Period
}

// levelBefore reports whether an amount in an earlier clause of the sentence may be what
// the percentage was counted from: 「गतवर्षस्य तस्मिन्नेव त्रैमासिके तत् १४३ बिलियन-डॉलर-मितम् आसीत्,
// अतः वृद्धिः ९ प्रतिशतम्」.
func (st *sentence) levelBefore(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Last < f.First && isMoney(g) && st.otherClause(g.Last, f.First)
	})
}

// ownWords names a subject that assay does not know by the article's words:
// the capitalised words nearest before the figure.
func (r *Reader) ownWords(d *draft) string {
	st := &r.st
	for i := d.fig.First - 1; i >= 0; i-- {
		a := &st.atoms[i]
		if a.Kind == lang.Word && a.Capital && a.Terms == nil && !st.used[i] && len(st.mark(a)) > 3 {
			return st.mark(a)
		}
	}
	return ""
}
