package claim

import (
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// balance are the measures that hold at an instant.
var balance = map[string]bool{"cash": true, "debt": true, "total assets": true, "inventory": true, "long-term debt": true, "remaining performance obligation": true}

// nearestWhen is the period phrase that the figure most plausibly speaks of.
// For a price it is a day, a week or a start; for a flow a quarter or longer.
func (r *reader) nearestWhen(f *lang.Figure, measure *mention, price bool) *lang.When {
	st := &r.st
	var best *lang.When
	bestCost := 1 << 20
	for i := range st.whens {
		w := &st.whens[i]
		if price && !flowUnit(w.Unit) && w.First > f.Last && w.First-f.Last <= 2 && st.marked(f, "from", "after") {
			return w // "to 17.9 on Monday from 14.9 the previous Friday"
		}
		if st.inBracketBehind(f, w) && price != flowUnit(w.Unit) {
			return w
		}
		if !price && measure != nil && balance[measure.id] && (w.Unit == lang.MonthUnit || w.Unit == lang.Date) {
			if c := st.whenCost(f, w); c < bestCost {
				best, bestCost = w, c
			}
			continue
		}
		if price == flowUnit(w.Unit) && !(price && (w.Since || w.Unit == lang.YearUnit || w.Unit == lang.LastMonths && w.M2 == 0)) {
			continue
		}
		if !price && (!flowUnit(w.Unit) || w.Since) { // "the fastest growth since 2022"
			continue
		}
		if st.ownedByOther(f, w) || st.baseOfChange(w) {
			continue
		}
		if (f.Unit == "percent" || f.Unit == "times" || f.Unit == "pp") && st.isBasePeriod(f, w) {
			continue
		}
		if w.Unit == lang.YearUnit && w.Year != 0 && r.pub != 0 && (w.Year < r.pub.Year()-yearsBack || w.Year > r.pub.Year()+yearsAhead) {
			continue // a founding year
		}
		c := st.whenCost(f, w)
		if measure != nil && !price {
			at := &lang.Figure{First: measure.at, Last: measure.last}
			c = min(c, st.whenCost(at, w)+2+figurePrice*st.figuresBetween(min(measure.at, f.First), max(measure.last, f.Last))/2)
		}
		if c < bestCost {
			best, bestCost = w, c
		}
	}
	return best
}

// ownedByOther reports whether a period stands right behind another figure that
// is the earlier one of a comparison: "62 Milliarden nach 39 Milliarden 2023".
func (st *sentence) ownedByOther(f *lang.Figure, w *lang.When) bool {
	for i := range st.figs {
		g := &st.figs[i]
		if g.First != f.First && w.First > g.Last && w.First-g.Last <= 2 && !st.scan.V.CJK() && st.marked(g, "from", "after", "versus") && f.Last < g.First {
			return true
		}
	}
	return false
}

// inBracketBehind reports whether the figure stands alone in a bracket right
// behind the period: "Q4 2023 ($86.3 billion)".
func (st *sentence) inBracketBehind(f *lang.Figure, w *lang.When) bool {
	return f.First == w.Last+2 && st.depth[f.First] > st.depth[w.Last]
}

// fromPeriod reports whether words that compare stand before the period.
func (st *sentence) fromPeriod(w *lang.When) bool {
	return w.From || st.linkBefore(w.First, "from", "versus", "than") || w.Year != 0 && st.linkBefore(w.First, "over")
}

// baseOfChange reports whether a period is what the change right before it is
// measured from, and so no figure's own: "14% higher than in 2023".
func (st *sentence) baseOfChange(w *lang.When) bool {
	if !st.fromPeriod(w) {
		return false
	}
	for i := range st.figs {
		f := &st.figs[i]
		if (f.Unit == "percent" || f.Unit == "times") && f.Last < w.First && st.weak[f.Last] == st.weak[w.First] && st.strong[f.Last] == st.strong[w.First] && st.figuresBetween(f.Last, w.First) == 0 {
			return true
		}
	}
	return false
}

// isBasePeriod reports whether a period behind a change is what it is measured
// from: "up 59% from 2023", "gegenüber dem zweiten Quartal 2023".
func (st *sentence) isBasePeriod(f *lang.Figure, w *lang.When) bool {
	if w.First < f.Last || !flowUnit(w.Unit) || w.Unit == lang.MonthRange || w.Unit == lang.YearRange {
		return false
	}
	return st.fromPeriod(w)
}

func (st *sentence) whenCost(f *lang.Figure, w *lang.When) int {
	if w.Last < f.First {
		return st.cost(w.Last, f.First) + figurePrice*st.figuresBetween(w.Last, f.First)
	}
	return st.cost(f.Last, w.First) + 2 + 2*figurePrice*st.figuresBetween(f.Last, w.First)
}

// id is the first party's, for whose calendar counts.
func (d *draft) id() entity.ID {
	if len(d.parties) == 0 {
		return ""
	}
	return d.parties[0].ID
}

// whenFor settles the period: said in the sentence, carried over from the
// figure before, or from the discourse.
func (r *reader) whenFor(d *draft, prev *draft) {
	st, f := &r.st, d.fig
	price := d.metric == "price" || d.metric == "index level" || d.metric == "implied volatility"
	d.modality = Reported
	w := r.nearestWhen(f, d.measure, price)
	if w != nil {
		if b, ok := r.bind(w, d.id(), r.forecasting); ok && !(price && w.Since && d.kind == Level) {
			d.when, d.whenSaid, d.bound = w, true, b
			d.whenGuessed = r.title && st.strong[w.First] != st.strong[f.First]
			r.otherYear(d, w)
		}
	}
	switch {
	case d.bound.known():
	case prev != nil && prev.bound.known() && (prev.metric == "price") == price:
		d.bound = prev.bound
		d.when = prev.when
		d.whenGuessed = r.title && st.strong[prev.fig.Last] != st.strong[f.First]
	case r.forecasting && r.disc.ahead.known() && !price:
		d.bound = r.disc.ahead
		d.whenGuessed = true
	case price:
		d.bound = r.priceDay(d)
		d.whenGuessed = true
	case r.forecasting && r.pub != 0 && !st.analystsExpected() && r.disc.whenRange.known() && r.disc.whenRange.r.End < r.pub && r.disc.whenRange.unit != lang.YearUnit:
		d.bound = r.comingWhen(d)
		d.whenGuessed = true
	case r.disc.whenRange.known():
		d.bound = r.rebind(r.carried(d.id()), d.id())
		if m := r.disc.mainWhen; m.known() && !m.r.Near(r.disc.whenRange.r, 5) {
			d.bound.alt = append(append([]period.Range{}, d.bound.alt...), r.rebind(m, d.id()).r)
		}
		d.whenGuessed = !r.disc.claimed
	default:
		d.bound = r.defaultWhen(d)
		d.whenGuessed = true
	}
	if r.forecasting && r.pub != 0 && !price && d.other == "" && d.bound.known() && d.bound.r.End < r.pub && d.kind == Level && st.analystsExpected() {
		d.other = "estimate" // what analysts had expected of a period that was over
	}
	if r.forecasting && (d.bound.known() && (r.pub == 0 || d.bound.r.End > r.pub-60) || !d.bound.known()) {
		d.modality = Forecast
	}
	if price && r.pub != 0 && d.bound.known() && d.bound.r.End <= r.pub {
		d.modality = Reported
	}
	if !price && r.pub != 0 && d.bound.known() && d.bound.r.End > r.pub && !d.prior {
		d.modality = Forecast
	}
	if price && d.bound.known() {
		r.anchor = d.bound.r.End
	}
	for i := range st.whens {
		if s := st.whens[i].Session; s != "" && (d.session == "" || s != "intraday") {
			d.session = s
		}
	}
}

// comingWhen is the period of a forecast that names none, in an article on a
// quarter that is over: the quarter after it, or the year that runs.
func (r *reader) comingWhen(d *draft) bound {
	cal := r.calendar(d.id())
	w := lang.When{Unit: lang.QuarterUnit, Rel: "next"}
	b := bound{unit: w.Unit, when: w}
	if rs := r.ranges(&w, cal, true); len(rs) > 0 {
		b.r = rs[0]
	}
	y := lang.When{Unit: lang.YearUnit, Rel: "this"}
	b.alt = append(b.alt, r.ranges(&y, cal, true)...)
	return b
}

// carried is the period of the discourse that a company's figure takes over:
// the last one said, unless it was said of another company and is none of this
// one's own fiscal periods while the one before is.
func (r *reader) carried(id entity.ID) bound {
	last, before := r.disc.whenRange, r.disc.whenBefore
	if r.disc.whenOf == id || !before.known() || r.ownPeriod(id, last.r) || !r.ownPeriod(id, before.r) {
		return last
	}
	return before
}

// ownPeriod reports whether the days are a fiscal year, half or quarter of the
// filer, or a year to date.
func (r *reader) ownPeriod(id entity.ID, x period.Range) bool {
	cal := r.calendar(id)
	for y := x.End.Year() - 1; y <= x.End.Year()+1; y++ {
		if f, ok := cal.Year(y); ok && f.Near(x, snapDays) {
			return true
		}
		for q := 1; q <= 4; q++ {
			if f, ok := cal.Quarter(y, q); ok && f.Near(x, snapDays) {
				return true
			}
			if f, ok := cal.YTD(y, q); ok && f.Near(x, snapDays) {
				return true
			}
		}
	}
	return false
}

// otherYear moves a period by the base that stands in its phrase or right
// behind it: "im zweiten Quartal des Vorjahres".
func (r *reader) otherYear(d *draft, w *lang.When) {
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
		if m.id == "yoy" && m.at > w.Last && m.at-w.Last <= 2 && w.Year == 0 && w.Unit != lang.YearUnit && flowUnit(w.Unit) && !st.comparing(m) {
			d.bound.r = r.shift(d.bound.r, "yoy", r.calendar(d.id()))
			d.bound.alt = nil
			d.prior = false
		}
	})
}

// rebind gives a period of the discourse under another filer's calendar.
func (r *reader) rebind(b bound, id entity.ID) bound {
	if id.Kind() != "cik" {
		return b
	}
	if x, ok := r.bind(&b.when, id, false); ok && b.when.Unit != lang.NoUnit {
		x.label = b.label
		if x.r.Near(b.r, 45) {
			return x
		}
	}
	return b
}

// defaultWhen is the period of an article that names none: the filer's last
// quarter that had ended, its last year as another reading.
func (r *reader) defaultWhen(d *draft) bound {
	cal := r.calendar(d.id())
	if r.pub == 0 {
		return bound{}
	}
	w := lang.When{Unit: lang.QuarterUnit, Rel: "reported"}
	if r.forecasting {
		w = lang.When{Unit: lang.YearUnit, Rel: "this"}
	}
	rs := r.ranges(&w, cal, r.forecasting)
	if len(rs) == 0 {
		return bound{}
	}
	b := bound{r: rs[0], unit: w.Unit, when: w}
	if !r.forecasting {
		y := lang.When{Unit: lang.YearUnit, Whole: true}
		b.alt = append(b.alt, r.ranges(&y, cal, false)...)
	}
	return b
}

// priceDay is the day of a price move that names none: that of the last one
// in the discourse, else the article's own day.
func (r *reader) priceDay(d *draft) bound {
	if d.kind == Level && r.disc.week.known() {
		return r.disc.week
	}
	for i := len(r.claims) - 1; i >= 0; i-- {
		if c := &r.claims[i]; (c.Metric == d.metric || c.Kind == Change && (c.Metric == "price" || c.Metric == "index level")) && c.Period.End != 0 && c.Sentence.End <= r.st.span.Start {
			if c.Sentence.End > r.st.span.Start-600 && c.Period.Start == c.Period.End {
				return bound{r: c.Period, label: c.Label}
			}
			break
		}
	}
	if r.pub == 0 {
		return bound{}
	}
	return bound{r: period.Day(r.pub), alt: []period.Range{period.Day(r.pub - 1)}}
}

// finish turns the draft into a claim with its readings.
func (r *reader) finish(d *draft, ps []placed) Claim {
	f := d.fig
	c := Claim{
		Span: span.Span{Start: int(f.Start), End: int(f.End)}, Sentence: r.st.span,
		Entities: d.parties, Metric: d.metric, Kind: d.kind, Value: f.Value, High: f.High, IsRange: f.IsRange,
		Hedge: f.Hedge, Sign: d.sign, Unit: d.unit, Base: d.base, Modality: d.modality, Session: d.session,
		Period: d.bound.r, Label: d.bound.label,
	}
	if d.prior && d.bound.known() {
		r.priorPeriod(d, &c)
	}
	if c.Kind == Level && c.Metric != "price" || c.Kind == Ratio {
		c.Base = ""
	}
	if d.metric == "price" || d.metric == "index level" || d.metric == "implied volatility" {
		r.pricePeriod(d, &c)
	}
	c.Open = d.other != "" || d.metric == "" || len(d.parties) == 0 || d.parties[0].ID == ""
	if c.Open && len(c.Entities) == 0 {
		c.Entities = []Party{{Name: r.ownWords(d)}}
	}
	if c.Metric == "" {
		c.Metric = "unknown"
	}
	if d.entityGuessed {
		c.Guessed = append(c.Guessed, "entity")
	}
	c.Headline = r.title && d.whenGuessed
	if d.rival != "" {
		c.Guessed = append(c.Guessed, "entity")
	}
	if d.metricGuessed || d.part != "" {
		c.Guessed = append(c.Guessed, "metric")
	}
	if d.whenGuessed {
		c.Guessed = append(c.Guessed, "period")
	}
	if c.Modality == Forecast {
		c.Holder = r.holder(d, ps)
	}
	if !c.Open {
		c.Readings = r.readings(d, &c)
	}
	return c
}

// priorPeriod is the period of the earlier level of a comparison: its own
// words, else the current one moved by the base.
func (r *reader) priorPeriod(d *draft, c *Claim) {
	st := &r.st
	for i := range st.whens { // its own period stands right behind it
		w := &st.whens[i]
		if w.First > d.fig.Last && w.First-d.fig.Last <= 3 && flowUnit(w.Unit) && st.nextIs(d.fig.Last, w.First) {
			if b, ok := r.bind(w, d.id(), false); ok && (d.paired == nil || !b.r.Near(d.paired.bound.r, 5)) {
				if w.Unit == lang.YearUnit && w.Year == 0 && d.paired != nil && d.paired.bound.known() && d.paired.bound.r.Days() < 300 {
					d.base = "yoy" // "6.3 %, against 9.6 % last year": of the same quarter
					b.alt, b.r = append([]period.Range{b.r}, b.alt...), r.shift(d.paired.bound.r, "yoy", r.calendar(d.id()))
				}
				c.Period, c.Label = b.r, b.label
				d.bound = b
				return
			}
		}
	}
	current := d.bound.r
	if d.paired != nil && d.paired.bound.known() {
		current = d.paired.bound.r
	}
	cal := r.calendar(d.id())
	c.Period = r.shift(current, d.base, cal)
	alts := d.bound.alt
	d.bound.alt = nil
	for _, a := range alts {
		d.bound.alt = append(d.bound.alt, r.shift(a, d.base, cal))
	}
	d.bound.r = c.Period
}

// pricePeriod gives a price's claim its stretch and base: one session, a
// week, or since a day.
func (r *reader) pricePeriod(d *draft, c *Claim) {
	w := d.when
	if c.Kind != Change {
		c.Base = ""
		if w != nil && flowUnit(w.Unit) {
			return
		}
		return
	}
	startYear := d.base == "start of year"
	switch {
	case startYear || w != nil && w.Unit == lang.YearToDate || w != nil && w.Since && w.Unit == lang.YearUnit && (w.Year == 0 || w.AtStart) || w != nil && w.AtStart && w.Unit == lang.YearUnit:
		y := r.pub.Year()
		if w != nil && w.Year != 0 {
			y = w.Year
		}
		end := r.pub
		if w != nil && w.Unit == lang.DayUnit {
			end = c.Period.End
		}
		c.Period = period.Range{Start: period.Year(y-1).End - 1, End: end}
		c.Period.Start = period.LastSession(period.Year(y - 1).End)
		c.Base = "end of " + itoa(y-1)
	case w != nil && w.Since && w.AtEnd && w.Unit == lang.YearUnit && c.Period.Known():
		c.Base = "end of " + itoa(c.Period.End.Year())
		c.Period = period.Range{Start: period.LastSession(c.Period.End), End: r.pub}
	case w != nil && w.Since && c.Period.Known():
		start := c.Period.Start
		switch {
		case w.AtEnd && w.Unit == lang.MonthUnit:
			start = period.LastSession(c.Period.End)
		case w.Unit == lang.YearUnit || w.Unit == lang.MonthUnit:
			start = period.LastSession(start - 1)
		}
		c.Period = period.Range{Start: start, End: r.pub}
		c.Base = start.String()
	case w != nil && w.Unit == lang.LastMonths:
		c.Period = period.Range{Start: r.pub.AddMonths(-w.N), End: r.pub}
		c.Base = c.Period.Start.String()
	case w != nil && w.Unit == lang.YearUnit:
		c.Base = "end of " + itoa(c.Period.Start.Year()-1)
	case w != nil && w.Unit == lang.WeekUnit, w != nil && w.Unit == lang.MonthUnit:
		c.Base = "previous close"
	case d.base == "yoy":
		c.Period = period.Range{Start: c.Period.End.AddMonths(-12), End: c.Period.End}
		c.Base = "a year earlier"
	default:
		c.Base = "previous close"
	}
}

func itoa(n int) string {
	var b [8]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

// readings lists the exact interpretations, the plainest first.
func (r *reader) readings(d *draft, c *Claim) []Reading {
	ids := partyIDs(c.Entities)
	cal := r.calendar(d.id())
	first := Reading{Entities: ids, Metric: c.Metric, Period: c.Period, Base: c.Base, Interval: d.admits()}
	if c.Kind == Change && c.Metric != "price" && c.Metric != "index level" {
		first.BasePeriod = r.shift(c.Period, c.Base, cal)
		if b, ok := r.namedBase(d, c); ok {
			first.BasePeriod = b
			d.baseSaid = true
			if b.Near(r.shift(c.Period, "qoq", cal), snapDays) && !b.Near(r.shift(c.Period, "yoy", cal), snapDays) {
				c.Base, first.Base = "qoq", "qoq"
			}
		}
	}
	first.Nominal = len(d.bound.alt) > 0 && first.Period.Days() > 80 && d.id().Kind() == "cik" && !derivable(cal, first.Period)
	out := []Reading{first}
	add := func(f func(*Reading)) {
		x := first
		f(&x)
		out = append(out, x)
	}
	f := d.fig
	r.precision(d, add)
	for _, alt := range d.bound.alt {
		if d.metric == "price" && c.Kind == Change && !d.whenGuessed {
			continue
		}
		add(func(x *Reading) {
			x.Period, x.Why, x.Nominal = alt, "another period fits the words", false
			if x.BasePeriod.Known() {
				x.BasePeriod = r.shift(alt, c.Base, cal)
			}
		})
	}
	if c.Kind == Change && c.Metric != "price" && !d.baseSaid && c.Base == "yoy" && c.Period.Days() <= 100 && c.Period.Days() > 0 {
		add(func(x *Reading) {
			x.Base, x.BasePeriod, x.Why = "qoq", r.shift(c.Period, "qoq", cal), "no base is said"
		})
	}
	if c.Kind == Change && d.metric == "price" && c.Period.End == r.pub && c.Period.Start < c.Period.End {
		add(func(x *Reading) { // an article of the day itself knows the close of the day before
			x.Period.End, x.Why = period.LastSession(r.pub-1), "up to the close before the article appeared"
		})
	}
	if f.More {
		w := f.Value
		one := quantity.Int(1)
		w.Value, w.Below, w.Above = w.Value.Add(one), w.Below.Add(one), w.Above.Add(one)
		add(func(x *Reading) { x.Interval, x.Why = w.Admits(f.Hedge), "n times more read as n+1 times as much" })
	}
	if d.entityGuessed {
		for _, p := range r.otherParties(d) {
			add(func(x *Reading) { x.Entities, x.Why = []entity.ID{p.ID}, "the company is not named beside the figure" })
		}
	}
	if d.groupGuessed {
		add(func(x *Reading) { x.Open, x.Why = true, "which companies are summed is not said" })
	}
	if d.rival != "" || d.entityGuessed && r.disc.subject.ID == "" && r.disc.subject.Name != "" {
		add(func(x *Reading) { x.Open, x.Why = true, "a company that is not known by name may be meant" })
	}
	if d.part != "" {
		add(func(x *Reading) { x.Open, x.Why = true, "“"+d.part+"” may narrow the measure to a part of it" })
	}
	if part := r.partSpokenOf(d); part != "" && c.Kind != Equality {
		add(func(x *Reading) {
			x.Metric, x.Why = segmented(part, c.Metric, d.baseMetric), "the text before speaks of a part of the business"
		})
	}
	if d.metricGuessed && d.measure == nil && c.Kind == Level {
		for _, m := range r.disc.others {
			if metric := joinSegment(m.segment, m.metric); metric != c.Metric && fits(f, m.metric) {
				add(func(x *Reading) { x.Metric, x.Why = metric, "the measure is not named beside the figure" })
			}
		}
	}
	if d.metricGuessed && d.segment != "" && len(c.Entities) == 1 && c.Kind != Ratio {
		add(func(x *Reading) { x.Metric, x.Why = d.baseMetric, "the unit is not named beside the figure" })
	}
	return out
}

// partSpokenOf is the part of the business that the words before a claim of the
// whole speak of: in an earlier clause, or in the sentence before where this
// one names no company.
func (r *reader) partSpokenOf(d *draft) string {
	if d.measure == nil || d.segment != "" || !canHaveSegment(d.baseMetric) || len(d.parties) != 1 {
		return ""
	}
	if m := r.st.segmentBefore(min(d.measure.at, d.fig.First)); m != nil && r.st.strong[m.at] != r.st.strong[d.measure.at] && !r.st.companyBetween(m.last, d.measure.at) {
		return r.segmentID(m)
	}
	if r.disc.claimed && d.entityOfDiscourse {
		return r.disc.segment
	}
	return ""
}

// segmented is a claim's metric narrowed to a segment.
func segmented(segment, metric, base string) string {
	if a, b, ok := strings.Cut(metric, " / "); ok && plainRatio(base) {
		return segment + " " + a + " / " + segment + " " + b
	}
	return joinSegment(segment, metric)
}

// namedBase is the period that a change is said to be measured from: "twelve
// per cent more than in the third quarter".
func (r *reader) namedBase(d *draft, c *Claim) (period.Range, bool) {
	st := &r.st
	if d.fig.Unit != "percent" && d.fig.Unit != "times" {
		return period.Range{}, false
	}
	for i := range st.whens {
		w := &st.whens[i]
		if w.First <= d.fig.Last || !st.baseOfChange(w) || st.figuresBetween(d.fig.Last, w.First) > 0 || !flowUnit(w.Unit) {
			continue
		}
		b, ok := r.bind(w, d.id(), false)
		if ok && b.r.End < c.Period.End && b.r.Days() > c.Period.Days()-20 && b.r.Days() < c.Period.Days()+20 {
			return b.r, true
		}
		return period.Range{}, false
	}
	return period.Range{}, false
}

// otherParties are the companies that a guessed subject could also be.
func (r *reader) otherParties(d *draft) []Party {
	var out []Party
	for _, p := range []Party{r.disc.subject, r.disc.main} {
		if p.ID.Kind() == "cik" && p.ID != d.id() && (len(out) == 0 || out[0].ID != p.ID) {
			out = append(out, p)
		}
	}
	return out
}

// precision adds the readings of a number's precision: truncated digits and
// trailing zeros (design: "Three precision readings").
func (r *reader) precision(d *draft, add func(func(*Reading))) {
	f := d.fig
	if f.Hedge != quantity.Exact || f.IsRange || f.Value.Words {
		return
	}
	w := f.Value
	neg := d.sign < 0
	put := func(iv quantity.Interval) quantity.Interval {
		if neg {
			return iv.Neg()
		}
		return iv
	}
	if w.Digits >= 3 {
		add(func(x *Reading) {
			x.Interval = put(quantity.Interval{Low: w.Value, High: w.Value.Add(w.Unit), OpenHigh: true})
			x.Why, x.Weak = "truncated instead of rounded", true
		})
	}
	if d.unit == "pp" && w.Unit.Sign() > 0 {
		add(func(x *Reading) {
			x.Interval = put(quantity.Interval{Low: w.Value.Sub(w.Unit), High: w.Value.Add(w.Unit)})
			x.Why, x.Doubtful = "computed from two rounded percentages", true
		})
	}
	if w.Grain.Cmp(w.Unit) > 0 {
		q, h := w.Grain.Mul(quantity.Frac(1, 4)), w.Grain.Mul(quantity.Frac(1, 2))
		add(func(x *Reading) {
			x.Interval = put(quantity.Interval{Low: w.Value.Sub(q), High: w.Value.Add(q)})
			x.Why, x.Weak = "rounded to its last digit that is not zero", true
		})
		add(func(x *Reading) {
			x.Interval = put(quantity.Interval{Low: w.Value.Sub(h), High: w.Value.Add(h)})
			x.Why, x.Doubtful = "rounded to its last digit that is not zero", true
		})
	}
}

// ownWords names a subject that assay does not know by the article's words:
// the capitalised words nearest before the figure.
func (r *reader) ownWords(d *draft) string {
	st := &r.st
	for i := d.fig.First - 1; i >= 0; i-- {
		a := &st.atoms[i]
		if a.Kind == lang.Word && a.Capital && a.Terms == nil && !st.used[i] && len(st.mark(a)) > 3 {
			return st.mark(a)
		}
	}
	return ""
}

// holder is who holds a forecast: a person named beside the words of
// forecasting, with the house after "at"; else a house.
func (r *reader) holder(d *draft, ps []placed) *Holder {
	st := &r.st
	var names [][2]int
	for i := 0; i < len(st.atoms); i++ {
		j := i
		for j < len(st.atoms) && r.nameAtom(j, j > i) {
			j++
		}
		if j > i {
			names = append(names, [2]int{i, j})
			i = j
		}
	}
	if len(names) == 0 {
		return nil
	}
	text := func(n [2]int) string {
		return strings.TrimRight(r.text[st.atoms[n[0]].Start:st.atoms[n[1]-1].End], " &")
	}
	h := &Holder{Name: text(names[0])}
	for k := 1; k < len(names); k++ {
		if names[k][0]-names[k-1][1] <= 8 {
			h.Org = text(names[k])
			break
		}
	}
	return h
}

// nameAtom reports whether an atom can be part of a person's or house's name.
func (r *reader) nameAtom(j int, inside bool) bool {
	a := &r.st.atoms[j]
	if a.Kind == lang.Punct {
		return inside && r.st.mark(a) == "&"
	}
	return a.Kind == lang.Word && a.Terms == nil && a.Capital && !r.st.used[j] && (j > 0 || inside)
}
