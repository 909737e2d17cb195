package claim

import (
	"slices"
	"strconv"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/message"
	"assay/period"
	"assay/quantity"
)

// readings lists the exact interpretations, the plainest first.
func (r *Reader) readings(d *draft, c *Claim) []Reading {
	ids := r.partyIDs(c.Entities)
	cal := r.calendar(d.id())
	first := Reading{Entities: ids, Metric: c.Metric, Period: c.Period, Base: c.Base, Interval: d.admits()}
	if c.Kind == Change && !onMarket(c.Metric) {
		first.BasePeriod = Shift(cal, c.Period, c.Base)
		if b, ok := d.stretchBase(c.Period); ok {
			first.BasePeriod = b
			d.baseSaid = true
		}
		if b, ok := r.namedBase(d, c); ok {
			first.BasePeriod = b
			d.baseSaid = true
			if b.Near(Shift(cal, c.Period, "qoq"), snapDays) && !b.Near(Shift(cal, c.Period, "yoy"), snapDays) {
				c.Base, first.Base = "qoq", "qoq"
			}
		}
	}
	first.Nominal = len(d.bound.alt) > 0 && first.Period.Days() > 80 && d.id().Kind() == "cik" && !derivable(cal, first.Period)
	out := append(r.buffers.readings[:0], first)
	add := func() *Reading { // one more, like the first until it is changed
		out = append(out, first)
		return &out[len(out)-1]
	}
	f, st := d.fig, &r.st
	said := st.whenHere(d)
	r.precision(d, add)
	near := len(d.bound.alt)
	var few [12]period.Range
	alts := append(append(few[:0], d.bound.alt...), d.bound.far...)
	for i, alt := range r.justReported(alts, d) {
		if i >= near+len(d.bound.far) && slices.ContainsFunc(out, func(o Reading) bool { return o.Period.Near(alt, snapDays) }) {
			continue
		}
		if d.metric == "price" && c.Kind == Change && !d.whenGuessed && d.bound.unit != lang.Sessions && d.bound.unit != lang.Date || c.Modality == Forecast && r.pub != 0 && alt.End < r.pub-reportLag && first.Period.End >= r.pub-reportLag {
			continue
		}
		if d.id().Kind() == "cik" && !first.Nominal && flowUnit(d.bound.unit) && !derivable(cal, alt) && derivable(cal, first.Period) {
			continue // a calendar quarter that this filer never reports
		}
		x := add()
		x.Period, x.Why, x.Nominal = alt, message.Say("another period fits the words"), i >= near
		if x.Nominal {
			x.Why = message.Say("the text speaks of this period elsewhere")
		}
		if x.BasePeriod.Known() {
			x.BasePeriod = Shift(cal, alt, c.Base)
		}
		if iv, ok := d.truncated(); ok && x.Nominal {
			y := *x
			y.Interval, y.Weak = iv, true
			out = append(out, y)
		}
	}
	if c.Kind == Change && c.Metric != "price" && !d.baseSaid && c.Base == "yoy" && c.Period.Days() <= 100 && c.Period.Days() > 0 {
		x := add()
		x.Base, x.BasePeriod, x.Why = "qoq", Shift(cal, c.Period, "qoq"), message.Say("no base is said")
	}
	if c.Kind == Change && (d.metric == "price" || d.metric == "index level") && r.pub != 0 && c.Period.Start < c.Period.End && d.bound.unit != lang.Sessions {
		switch before := period.LastSession(r.pub - 1); c.Period.End {
		case r.pub: // an article of the day itself knows the close of the day before
			x := add()
			x.Period.End, x.Why = before, message.Say("up to the close before the article appeared")
		case before:
			if period.IsSession(r.pub) {
				x := add()
				x.Period.End, x.Why = r.pub, message.Say("up to the close of the article's own day")
			}
		default:
			if c.Period.End < before && r.pub-c.Period.End < 7 { // a day of the week that the text looks back on
				x := add()
				x.Period.End, x.Why = period.LastSession(r.pub), message.Say("up to the close before the article appeared")
			}
		}
	}
	if c.Kind == Change && d.metric == "price" && c.Base == "a year earlier" && r.pub != 0 {
		y := r.pub.Year() - 1
		x := add()
		x.Period, x.Base, x.Nominal, x.Why = period.Year(y), "end of "+strconv.Itoa(y-1), true, message.Say("another period fits the words")
	}
	if c.Kind == Change && d.whenGuessed && c.Base == "previous close" && c.Period.Start == c.Period.End {
		for _, s := range r.usualStretches() {
			x := add()
			x.Period, x.Base, x.Nominal, x.Why = s, "end of "+strconv.Itoa(s.Start.Year()), true, message.Say("another period fits the words")
		}
	}
	if c.Kind == Change && !onMarket(c.Metric) && said != nil {
		for _, later := range r.laterPeriods(d, c.Period) {
			x := add()
			x.Period, x.BasePeriod, x.Why = later, c.Period, message.Say("the period may be what it is measured from")
		}
	}
	if f.More {
		w := f.Value.Plus(quantity.Int(1))
		x := add()
		x.Interval, x.Why = w.Admits(f.Hedge), message.Say("n times more read as n+1 times as much")
	}
	if f.Alt != 0 {
		p := quantity.Pow10(f.Alt)
		x := add()
		x.Interval, x.Why = x.Interval.Scale(p), message.Say("the scale word may also mean 10^%d times as much", message.Number(f.Alt))
	}
	if m := d.measure; m != nil && c.Kind != Ratio && swings(d.baseMetric) && lang.Ends(st.folded(&st.atoms[m.at]), st.grammar().EitherVerbs) {
		x := add()
		x.Metric, x.Why = segmented(d.segment, "revenue", "revenue"), message.Say("the clause leaves out which of two measures it means")
	}
	if d.entityGuessed {
		for _, p := range r.otherParties(d) {
			x := add()
			x.Entities, x.Why = []entity.ID{p.ID}, message.Say("the company is not named beside the figure")
		}
	}
	if d.metricGuessed && d.measure == nil && c.Kind == Change && !d.entityOfDiscourse && (len(r.disc.parties) != 1 || len(d.parties) != 1 || r.disc.parties[0].ID != d.parties[0].ID) {
		x := add()
		x.Open, x.Why = true, message.Say("of this company the text has named no measure") // "Micron rose 8 %": its shares?
	}
	if ids := r.listedWith(d); len(ids) > 0 && (c.Kind == Level || c.Kind == Change) && !onMarket(d.metric) {
		x := add()
		x.Entities, x.Why = ids, message.Say("the company is not named beside the figure")
	}
	if c.Kind == Change && d.whenGuessed && d.base == "" {
		if b := r.stretchBefore(); b != nil && d.metric == b.Metric {
			x := add() // "Since January it has gained 41 per cent. That beats Microsoft, which comes to a plus of 11."
			x.Period, x.Base, x.Why = b.Period, b.Base, message.Say("the text before speaks of this stretch")
		}
	}
	if d.whenGuessed && d.metric == "price" && c.Kind == Change && some(st.whens, func(w *lang.When) bool {
		return w.Session == "" && w.Unit != lang.DayUnit && (len(st.figs) == 1 || !st.otherClause(w.First, f.First))
	}) {
		x := add()
		x.Open, x.Why = true, message.Say("the move took none of the times that the sentence names") // 「株価は2022年末から2024年末までに約9.2倍になった」
	}
	if d.metric == "price" && (st.signal(cueEventDay) != nil && (d.whenGuessed || said == nil || st.eventDayNearer(f, said)) || said != nil && st.is(said.First, cueEventDay)) {
		x := add()
		x.Open, x.Why = true, message.Say("the day is told by an event")
	}
	if d.unit == "times" && d.measure == nil && !d.baseSaid && len(r.placed) == 0 && len(r.st.whens) == 0 && len(r.st.figs) == 1 {
		x := add()
		x.Open, x.Why = true, message.Say("of what it is a multiple is not said") // "Quasi cinque volte tanto."
	}
	if d.kind == Change && d.unit == "times" && !d.baseSaid && r.st.comparative(f) && f.Value.Value.Cmp(quantity.Int(3)) >= 0 {
		x := add()
		x.Open, x.Why = true, message.Say("with what it compares is not said") // "sales were $130.5bn, twelve times as much"
	}
	if d.kind == Change && d.unit == "times" && !d.baseSaid && !f.Digits && r.st.comparative(f) && some(r.disc.recent, func(p *Party) bool { return p.ID != d.id() }) {
		x := add()
		x.Open, x.Why = true, message.Say("with whom it compares is not said") // "Alphabet earned more than twice as much: $132.2 billion."
	}
	if r.disc.since && !d.whenSaid && !d.baseSaid && (d.prior || c.Kind == Change && d.metric != "price") {
		x := add()
		x.Open, x.Why = true, message.Say("the text before looks back to an earlier year")
	}
	if c.Modality == Reported && c.Kind != Equality && said != nil && st.periodBehind(f, said) {
		x := add()
		x.Open, x.Why = true, message.Say("its period stands in a later part of the sentence")
	}
	if c.Kind == Level && c.Period.Days() < 300 && st.bareYear(f) {
		x := add()
		x.Open, x.Why = true, message.Say("a year is said beside the figure") // "$24.6bn in the quarter and $73.3bn in the year"
	}
	if st.inArrows(f) {
		x := add()
		x.Open, x.Why = true, message.Say("which of a row of periods is meant is not said")
	}
	if d.clashes {
		x := add()
		x.Open, x.Why = true, message.Say("the sentence gives the measure two values and names no period")
	}
	if r.afterStretch(d) != nil {
		x := add()
		x.Open, x.Why = true, message.Say("since when the price moved is not said")
	}
	if r.severalMoved(d) {
		x := add()
		x.Open, x.Why = true, message.Say("whose price of several is meant is not said by name")
	}
	if r.leavesOut(d) {
		x := add()
		x.Open, x.Why = true, message.Say("the clause leaves out which of two measures it means")
	}
	if d.entityOfDiscourse && r.st.oneAndOther() {
		x := add()
		x.Open, x.Why = true, message.Say("which of two companies is meant is not said by name")
	}
	if d.groupGuessed {
		x := add()
		x.Open, x.Why = true, message.Say("which companies are summed is not said")
	}
	if d.rival != "" || d.entityGuessed && r.disc.subject.ID == "" && r.disc.subject.Name != "" {
		x := add()
		x.Open, x.Why = true, message.Say("a company that is not known by name may be meant")
	}
	if d.part != "" {
		x := add()
		x.Open, x.Why = true, message.Say("“%s” may narrow the measure to a part of it", message.Text(d.part))
	}
	if part := r.partSpokenOf(d); part != "" && c.Kind != Equality {
		x := add()
		x.Metric, x.Why = segmented(part, c.Metric, d.baseMetric), message.Say("the text before speaks of a part of the business")
		metric := x.Metric
		for _, far := range slices.Concat(d.bound.alt, d.bound.far) {
			y := add()
			y.Metric, y.Period, y.Why, y.Nominal = metric, far, message.Say("the text speaks of this part and of this period elsewhere"), true
			if y.BasePeriod.Known() {
				y.BasePeriod = Shift(cal, far, c.Base)
			}
		}
	}
	if unit := r.st.unitBefore(d); unit != "" && c.Kind != Equality && c.Kind != Ratio {
		x := add()
		x.Metric, x.Why = joinSegment(unit, d.baseMetric), message.Say("the unit named before may own it") // "YouTube disappointed: its ad revenue …"
	}
	if other := d.soldOrEarned(); other != "" && (c.Kind == Level || c.Kind == Ratio && d.metric == joinSegment(d.segment, d.baseMetric)+" / "+d.baseMetric) {
		x := add()
		x.Metric, x.Nominal, x.Why = joinSegment(d.segment, other), true, message.Say("the measure is not named beside the figure")
		if c.Kind == Ratio {
			x.Metric += " / " + other
		}
		if c.Kind == Level && other == "operating income" && d.sign == 0 { // "Reality Labs cost him $17.7 billion"
			lost := *x
			lost.Interval = first.Interval.Neg()
			*add() = lost
		}
	}
	if d.metricGuessed && d.measure == nil && (c.Kind == Level || c.Kind == Change && r.otherPart(d)) {
		others := r.disc.others
		if !d.entityOfDiscourse { // another company: what the paragraph compares
			others = r.disc.stated
		}
		for _, m := range others {
			if d.segment != "" && m.segment != "" {
				m.segment = d.segment // "AWS made … of revenue, an operating income of …. Google Cloud came to …"
			}
			if metric := joinSegment(m.segment, m.metric); metric != c.Metric && fits(f, m.metric) {
				x := add()
				x.Metric, x.Why = metric, message.Say("the measure is not named beside the figure")
			}
		}
	}
	if m := d.measure; m != nil && c.Kind == Level && m.last < f.First && r.st.at[m.at].strong != r.st.at[f.First].strong {
		for i := range r.drafts { // "contributed $13.9bn to the operating result, on sales of $58.7bn; in 2023 it had broken even with $1.7bn"
			if y := &r.drafts[i]; y.fig.First < f.First && y.other == "" && y.kind == Level && y.id() == d.id() && y.metric != d.metric && fits(f, y.baseMetric) {
				x := add()
				x.Metric, x.Why = y.metric, message.Say("the measure is not named in its clause")
			}
		}
	}
	if d.metricGuessed && d.segment != "" && len(c.Entities) == 1 && c.Kind != Ratio {
		x := add()
		x.Metric, x.Why = d.baseMetric, message.Say("the unit is not named beside the figure")
	}
	r.buffers.readings = out
	return r.readingArena.keep(out...)
}

// laterPeriods are the periods after the one that a change was read of which the text speaks
// of: the change may be theirs, and the earlier one what it is measured from.
func (r *Reader) laterPeriods(d *draft, than period.Range) []period.Range {
	var out []period.Range
	put := func(b *bound) {
		if !b.known() || b.r == than || b.r.End < than.Start {
			return
		}
		if x := r.rebind(b, d.id()).r; x.End > than.End && x.Start > than.Start && (r.pub == 0 || x.End < r.pub) && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	put(&r.disc.whenRange)
	put(&r.disc.mainWhen)
	if r.opened != nil && r.opened.fig.First < d.fig.First {
		put(&r.opened.bound)
	}
	return out
}

// otherPart reports whether the figure's part of a business is another one than the
// paragraph has given figures of.
func (r *Reader) otherPart(d *draft) bool {
	return d.segment != "" && slices.ContainsFunc(r.disc.stated, func(m measureOf) bool { return m.segment != "" && m.segment != d.segment })
}

// soldOrEarned is what an amount of a part of a business may be beside what it was read as, where
// nothing names the measure: "With $10.4 billion, AWS contributed more than half" may be of its
// sales or of its profit.
func (d *draft) soldOrEarned() string {
	switch {
	case d.measure != nil || d.segment == "" || revenueOnly(d.segment):
	case d.baseMetric == "revenue":
		return "operating income"
	case d.baseMetric == "operating income" && d.metricGuessed:
		return "revenue"
	}
	return ""
}

// partSpokenOf is the part of the business that the words before a claim of the
// whole speak of: in an earlier clause, or in the sentence before where this
// one names no company.
func (r *Reader) partSpokenOf(d *draft) string {
	if d.measure == nil || d.segment != "" || d.whole || !canHaveSegment(d.baseMetric) || len(d.parties) != 1 {
		return ""
	}
	if d.baseMetric == "net income" { // "Its cloud arm contributed $13.9bn on sales of $58.7bn; in 2023 it had turned a profit of $1.7bn"
		if m := r.st.segmentBefore(min(d.measure.at, d.fig.First)); m != nil && r.st.figuresBetween(m.last, d.fig.First) > 0 && !r.st.companyNamed(m.last, d.fig.First) {
			return r.segmentID(m)
		}
		return ""
	}
	if m := r.st.segmentBefore(min(d.measure.at, d.fig.First)); m != nil && r.st.at[m.at].strong != r.st.at[d.measure.at].strong && !r.st.companyBetween(m.last, d.measure.at) {
		return r.segmentID(m)
	}
	if m := r.st.segmentBefore(d.measure.at); m != nil && r.st.otherClause(m.at, d.measure.at) && r.st.figuresBetween(m.last, min(d.measure.at, d.fig.First)) <= 2 {
		return r.segmentID(m) // "Im Inland, also in Nordamerika, verdiente der Konzern operativ 25 Milliarden"
	}
	if r.disc.claimed && r.disc.segment != "" && (d.entityOfDiscourse || r.unitNamed(d)) {
		return r.disc.segment
	}
	if d.entityOfDiscourse {
		return r.disc.lastPart
	}
	return ""
}

// unitNamed reports whether a word that says nothing else makes the company's name that of its
// unit, which the sentence before spoke of: "The Amazon unit earned …", "Die Amazon-Tochter …".
func (r *Reader) unitNamed(d *draft) bool {
	st := &r.st
	return len(r.disc.parties) == 1 && r.disc.parties[0].ID == d.id() && st.someOf(lexicon.Entity, func(m *mention) bool {
		j := m.last + 1
		for j < len(st.atoms) && st.atoms[j].Kind == lang.Punct && st.atoms[j].Joined {
			j++
		}
		return m.note == "name" && j < d.measure.at && st.atoms[j].Kind == lang.Word && len(st.mark(&st.atoms[j])) > 2 && st.atoms[j].Terms == nil && (j > m.last+1 || j+1 < len(st.atoms) && st.measuringVerb(&st.atoms[j+1]))
	})
}

// comparative reports whether the words of a multiple compare without a verb of growth:
// "twice as much", "doppelt so viel".
func (st *sentence) comparative(f *lang.Figure) bool {
	return strings.ContainsRune(st.scan.Text[st.atoms[f.Num].Start:f.End], ' ') && !st.scan.V.CJK()
}

// segmented is a claim's metric narrowed to a segment.
func segmented(segment, metric, base string) string {
	if a, b, ok := strings.Cut(metric, " / "); ok && plainRatio(base) {
		return segment + " " + a + " / " + segment + " " + b
	}
	return joinSegment(segment, metric)
}

// namedBase is the period that a change is said to be measured from: "twelve
// per cent more than in the third quarter". One behind the figure is its own before one in
// front: "up 22 % compared with 2023 and 41 % compared with 2022".
func (r *Reader) namedBase(d *draft, c *Claim) (period.Range, bool) {
	st := &r.st
	if d.fig.Unit != "percent" && d.fig.Unit != "times" && d.kind != Change && !instant(d.baseMetric) {
		return period.Range{}, false
	}
	var base *lang.When
	for i := range st.whens {
		w := &st.whens[i]
		behind := w.First > d.fig.Last && st.baseOfChange(w) && st.figuresBetween(d.fig.Last, w.First) == 0 && !st.paceThen(d.fig, w.First) || st.multipleOfAmount(d.fig, w)
		if behind && instant(d.baseMetric) && (w.AtEnd || w.Unit == lang.MonthUnit || w.Unit == lang.Date) {
			b, ok := r.bind(w, d.id(), false) // "a billion more than at the end of January"
			return period.Range{Start: b.r.End, End: b.r.End}, ok && b.r.End < c.Period.End
		}
		if !flowUnit(w.Unit) {
			continue
		}
		if behind {
			base = w
			break
		}
		if base == nil && (st.basedBefore(d.fig, w) || st.grewFromAside(d.fig, w, d.measure) || st.multipleOfWhen(d.fig, w) || w.Last < d.fig.First && st.isBasePeriod(d.fig, w) && !st.otherClause(w.Last, d.fig.First)) {
			base = w
		}
	}
	if base == nil {
		return period.Range{}, false
	}
	b, ok := r.bind(base, d.id(), false)
	from := r.wholeYearsBefore(&b, c.Period, d.id())
	return from, ok && from.End < c.Period.End && from.Days() > c.Period.Days()-20 && from.Days() < c.Period.Days()+20
}

// wholeYearsBefore is the reading of a base that lies whole years before the period, so that a
// fiscal year is measured from a fiscal year; else the first.
func (r *Reader) wholeYearsBefore(b *bound, x period.Range, id entity.ID) period.Range {
	for _, y := range append([]period.Range{b.r}, b.alt...) {
		if n := x.End.Year() - y.End.Year(); n > 0 && n <= mostYears && Shift(r.calendar(id), x, "yoy"+strconv.Itoa(n)).Near(y, snapDays) {
			return y
		}
	}
	return b.r
}

// otherParties are the companies that a guessed subject could also be.
func (r *Reader) otherParties(d *draft) []Party {
	var out []Party
	for _, p := range []Party{r.disc.subject, r.disc.main} {
		if p.ID.Kind() == "cik" && p.ID != d.id() && (len(out) == 0 || out[0].ID != p.ID) {
			out = append(out, p)
		}
	}
	return out
}

// signed is an interval with the figure's sign.
func (d *draft) signed(iv quantity.Interval) quantity.Interval {
	if d.sign < 0 {
		return iv.Neg()
	}
	return iv
}

// truncated is what the figure admits if its digits were cut off and not rounded.
func (d *draft) truncated() (quantity.Interval, bool) {
	iv, ok := d.fig.Value.Truncated()
	return d.signed(iv), ok && d.fig.Hedge == quantity.Exact && !d.fig.IsRange
}

// precision adds the readings of a number's precision: truncated digits and
// trailing zeros (design: "Three precision readings").
func (r *Reader) precision(d *draft, add func() *Reading) {
	f := d.fig
	if f.Hedge != quantity.Exact || f.IsRange || f.Value.Words != nil {
		return
	}
	w := f.Value
	put := d.signed
	if iv, ok := d.truncated(); ok {
		x := add()
		x.Interval = iv
		x.Why, x.Weak = message.Say("truncated instead of rounded"), true
	}
	if isPercent(f) && w.Digits >= 2 && w.Unit.Sign() > 0 { // 2.4495 percent is 2.45, and so "2.5 percent"
		half := w.Unit.Mul(quantity.Frac(11, 20))
		x := add()
		x.Interval = put(quantity.Interval{Low: w.Value.Sub(half), High: w.Value.Add(half)})
		x.Why, x.Weak = message.Say("rounded twice"), true
	}
	if d.unit == "pp" && w.Unit.Sign() > 0 {
		x := add()
		x.Interval = put(quantity.Interval{Low: w.Value.Sub(w.Unit), High: w.Value.Add(w.Unit)})
		x.Why, x.Doubtful = message.Say("computed from two rounded percentages"), true
	}
	if w.Grain.Cmp(w.Unit) > 0 {
		q, h := w.Grain.Mul(quantity.Frac(1, 4)), w.Grain.Mul(quantity.Frac(1, 2))
		x := add()
		x.Interval = put(quantity.Interval{Low: w.Value.Sub(q), High: w.Value.Add(q)})
		x.Why, x.Weak = message.Say("rounded to its last digit that is not zero"), true
		x = add()
		x.Interval = put(quantity.Interval{Low: w.Value.Sub(h), High: w.Value.Add(h)})
		x.Why, x.Doubtful = message.Say("rounded to its last digit that is not zero"), true
	}
}

// eventDayNearer reports whether a day told by an event stands nearer to the figure than the
// day that the sentence names: "rend 2,7 % ce vendredi, au lendemain du rebond de 23 % de Meta".
func (st *sentence) eventDayNearer(f *lang.Figure, w *lang.When) bool {
	return st.signalled(cueEventDay, func(m *mention) bool {
		return m.at > w.Last && m.last < f.First && st.at[m.at].strong == st.at[f.First].strong
	})
}
