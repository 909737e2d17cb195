package claim

import (
	"slices"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/span"
)

// remember carries the sentence over into the discourse.
func (r *Reader) remember(ds []draft, ps []placed) {
	d, st := &r.disc, &r.st
	for i := range ps {
		if ps[i].price < personPrice {
			d.see(ps[i].party, ps[i].price <= 1)
		}
	}
	if len(ds) == 0 && !r.title {
		r.setOnExchange()
	}
	if len(ds) == 0 && len(ps) == 0 && st.saysNothing() {
		return // "The cloud was long a money pit. No longer. Its operating profit …"
	}
	if stays := len(ds) > 0 && !some(ds, func(x *draft) bool { return x.segment != d.topicSeg || x.other != "" }); !stays {
		d.topicSeg = ""
	}
	d.lastPart, d.focus, d.askedRatio = "", r.focusOf(ds, ps), ""
	last := st.segmentBefore(len(st.atoms))
	if last != nil && !some(ds, func(x *draft) bool { return x.segment != "" }) {
		d.unit = r.segmentID(last) // "… thanks to AWS. Revenue at the division rose …"
	}
	if len(ds) == 0 && !r.title {
		d.askedRatio = st.askedRatio()
		d.lastPart = r.segmentID(st.partLeft()) // "The engine of Amazon is the cloud company AWS. Its revenue …"
		d.topicSeg = st.topicSegment()
		if m := st.topicMeasure(); m != nil {
			d.metric, d.segment, d.claimed = m.id, d.topicSeg, true
			d.announce(m.id, r.para)
		}
	}
	silent := !some(ds, func(x *draft) bool { return x.kind != Count }) // states nothing that has a period
	if silent && !r.title {
		r.hear()
		r.heading()
		r.setting()
	}
	if len(ds) == 0 && st.signal(cueForecast|cueGuidance) != nil {
		for i := range st.whens { // "Let me turn to the outlook for the third quarter."
			if w := &st.whens[i]; flowUnit(w.Unit) {
				if b, ok := r.bind(w, r.theCompany().ID, true); ok && b.r.End > r.pub {
					d.ahead = b
				}
			}
		}
	}
	for i := range st.whens {
		w := &st.whens[i]
		if told, ok := r.toldYear(w); ok {
			d.year = told.Year
		} else if w.Year != 0 && !(d.year != 0 && st.onlyCompared(w)) {
			d.year = w.Year
		}
	}
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.Date || w.Unit == lang.DayUnit {
			if w.Rel == "prior" && st.otherDay(w) {
				continue // "On Thursday trading stood under reports that had come out the evening before."
			}
			if x, ok := r.days(w); ok && w.Unit == lang.Date {
				d.day, d.dayGuessed = x.End, false
				if len(ds) == 0 && !r.title && w.Year == 0 && x.End <= r.pub && x.End >= r.pub-stageDays {
					d.stage = period.LastSession(x.End) // "On the 31st Wall Street was cool."
				}
			} else if ok && len(ds) == 0 && !r.title && x.End <= r.pub {
				d.stage = period.LastSession(x.End)
			}
		}
		if w := &st.whens[i]; w.Unit == lang.WeekUnit {
			if b, ok := r.bind(w, "", false); ok {
				d.week = b
			}
		}
	}
	if len(ds) == 0 && !r.title && d.stage != 0 && st.someOf(lexicon.Measure, func(m *mention) bool { return m.id == "price" }) {
		d.price = true // "Shares in two of the most valuable companies tumbled on Wednesday. Alphabet closed 9.1 per cent lower."
	}
	if d.market == 0 {
		d.market = d.stage
	}
	if r.title && len(ds) == 0 {
		r.titlePeriod()
	}
	if subject := r.subjectOf(ds, ps); subject.Name != "" {
		d.subject, d.fresh = subject, true
		if subject.ID == "" && r.headlined(subject) {
			d.main = subject
		}
	}
	if len(ds) > 0 {
		d.others, d.price = d.others[:0], false
	}
	if len(ds) > 1 {
		if second, base := r.stretchOf(&ds[0], ds); second != nil {
			d.span = base
		}
	}
	back, looksBack := r.looksBack(ds)
	for i := range ds {
		x := &ds[i]
		d.tell(x)
		if x.other == "" {
			d.parties = x.parties
		}
		if len(x.parties) > 2 && !x.groupGuessed {
			d.group, d.groupOf = x.parties, x.metric
		}
		if x.kind == Ratio && x.other == "" && !x.versus {
			d.ratio = x.metric
			if x.segment == "" && x.measure != nil && plainRatio(x.baseMetric) && x.measure.id == x.baseMetric {
				d.margin = x.baseMetric
			}
		}
		if yearsAgo(x.base) > 1 && (x.kind == Change || x.kind == Level) {
			d.span = x.base
		}
		if x.metric != "" && x.other == "" && x.kind != Ratio && !onMarket(x.metric) {
			d.others = append(d.others, measureOf{x.baseMetric, x.segment})
			if m := (measureOf{x.baseMetric, x.segment}); !slices.Contains(d.stated, m) {
				d.stated = append(d.stated, m)
			}
		}
		if x.metric != "" && !onMarket(x.metric) && x.other == "" {
			d.metric, d.segment, d.claimed = x.baseMetric, x.segment, true
			if x.segment != "" {
				d.unit = x.segment
				if x.kind == Level && x.baseMetric == "revenue" && !x.prior {
					d.sales = x.fig.Value
				}
			}
		}
		if onMarket(x.metric) && x.bound.known() && x.bound.r.Start == x.bound.r.End && !x.aside {
			if !(x.when != nil && x.when.Unit == lang.DayUnit && x.when.Rel == "prior") { // the day before is only looked back on
				d.day, d.dayGuessed = x.bound.r.End, x.whenGuessed
			}
			if x.whenSaid && d.market == 0 && x.session == "" && x.bound.r.End <= r.pub && x.bound.r.End >= r.pub-stageDays {
				d.market = x.bound.r.End
			}
		}
		d.price = d.price || onMarket(x.metric)
		if !d.unsaidWhen.known() && !r.title && x.other == "" && x.metric != "" && !onMarket(x.metric) && !x.whenSaid && !x.prior && x.modality != Forecast && x.id() == d.main.ID {
			d.unsaidWhen = x.bound
		}
		if x.modality == Forecast && x.whenSaid {
			d.ahead = x.bound
		}
		if (x.other == "" || x.unnamedAmount()) && !onMarket(x.metric) && x.whenSaid && x.bound.known() && flowUnit(x.bound.unit) && (!x.prior || x.bound.r.End > ds[0].bound.r.End && ds[0].bound.known()) && !x.aside && (x.bound.when.Rel != "same" || x.bound.unit == lang.YearUnit && x.bound.r.Days() > 300 || sameLater(ds, x)) && x.modality != Forecast && !st.comparedBack(ds, x) && !r.yearBack(ds) && !(looksBack && x.bound.r == back) {
			if x.id() != d.whenOf {
				d.whenBefore, d.whenOf = d.whenRange, x.id()
			}
			d.whenRange, d.whenHere = x.bound, true
			if !d.paraWhen.known() {
				d.paraWhen = x.bound
			}
			if sameLater(ds, x) {
				d.whenRange.when = lang.When{}
			} else if x.bound.when.Rel == "same" { // "the same year" is that year for what follows
				d.whenRange.when.Rel, d.whenRange.when.Year = "", x.bound.r.End.Year()
			}
			if !d.firstWhen.known() && !r.title {
				d.firstWhen, d.firstSum = x.bound, len(x.parties) > 1
			}
			if !d.mainWhen.known() && !r.title && len(x.parties) == 1 && x.parties[0].ID == d.main.ID {
				if d.mainWhen = x.bound; d.unsaidWhen.known() && r.pub-x.bound.r.End > longAgo && r.pub-d.unsaidWhen.r.End < longAgo {
					d.mainWhen = d.unsaidWhen // "Revenue was $281.7bn. In 2021, for comparison, it had been $168.1bn."
				}
			} else if !r.title && len(x.parties) == 1 && x.parties[0].ID == d.main.ID && r.pub-d.mainWhen.r.End > longAgo && r.pub-x.bound.r.End < period.Date(200) {
				d.mainWhen = x.bound
			}
		}
	}
	if looksBack && d.whenRange.known() && !slices.Contains(d.whenRange.alt, back) {
		d.whenRange.alt = append(slices.Clip(d.whenRange.alt), back)
	}
	if silent && !r.title && d.mainWhen.known() {
		r.lookBack()
	}
	prices := len(ds) > 0 && !some(ds, func(x *draft) bool { return x.metric != "price" || x.id() != d.main.ID })
	if !d.mainWhen.known() && (len(ds) == 0 || prices && !r.title) && d.main.ID != "" && st.signal(cueForecast) == nil {
		for i := range r.st.whens {
			w := &r.st.whens[i]
			if flowUnit(w.Unit) && (w.Unit != lang.YearUnit || r.lately(w, ds)) {
				if b, ok := r.bind(w, r.periodOwner(ds, ps), false); ok && (r.pub == 0 || b.r.End < r.pub) && !w.Since {
					d.whenRange = b
					if len(ds) == 0 && !d.firstWhen.known() && !r.title {
						d.firstWhen, d.firstSum = b, true // "2024 was the year of building."
					}
					if prices { // "shares fell 6 %, a day after it reported on its second quarter"
						d.mainWhen, d.mainByPrice = b, true
					}
					break
				}
			}
		}
	}
	r.leadOn(ds)
}

// sameLater reports whether "the same period" is a later one than that of the sentence's first
// figure, and so the one that the text goes on from: "$270m in the third quarter of 2023, $1.95bn in
// the same three months of this year".
func sameLater(ds []draft, x *draft) bool {
	return x.bound.when.Rel == "same" && ds[0].bound.known() && x.bound.r.Start > ds[0].bound.r.End && x.id() == ds[0].id() && x.metric == ds[0].metric
}

// longAgo is how long before the article a period ended that opens it only for
// comparison, where the text goes on to the one that it reports on: "Who would
// have thought that the maker, which sold 27bn in 2023, …? In the third quarter …".
const longAgo = 500

// stageDays is how many days before the article a date that a sentence without
// figures names may be the day of trading that the next ones speak of.
const stageDays = 5

// comparedBack reports whether a draft behind a semicolon or colon speaks of an
// earlier period than the sentence's first, or tells what a measure before it was in an
// earlier one: the text does not go on from there. "Foram 10,4 mil milhões entre janeiro
// e março, quando no primeiro trimestre de 2023 se ficara pelos 3,2 mil milhões". Chinese,
// Japanese and Korean say so in one breath: 「330億ドルに達し、伸び率は第2四半期の17.5%から加速した」.
func (st *sentence) comparedBack(ds []draft, x *draft) bool {
	first := &ds[0]
	if first.bound.known() && (st.scan.V.CJK() || st.at[x.fig.First].strong != st.at[first.fig.First].strong) && x.bound.r.End < first.bound.r.End {
		return true
	}
	for i := range ds {
		if y := &ds[i]; y.fig.First < x.fig.First && y.bound.known() && y.metric == x.metric && y.id() == x.id() && !y.prior && x.bound.r.End < y.bound.r.End {
			return true
		}
	}
	return false
}

// mostTold is how many periods of a paragraph are kept.
const mostTold = 4

// tell keeps a period that the paragraph said of some figure, whatever it was of.
func (d *discourse) tell(x *draft) {
	if !x.whenSaid || x.prior || x.aside || !x.bound.known() || !flowUnit(x.bound.unit) || x.modality == Forecast {
		return
	}
	d.toldOf(x.bound)
}

// toldOf keeps a period that the paragraph has named.
func (d *discourse) toldOf(b bound) {
	if len(d.told) < mostTold && !slices.ContainsFunc(d.told, func(x bound) bool { return x.r == b.r }) {
		d.told = append(d.told, b)
	}
}

// yearBack reports whether a sentence that names no measure only adds what the one before
// stated of the same stretch a year earlier: 「작년 3분기에도 174억달러였다」.
func (r *Reader) yearBack(ds []draft) bool {
	x := &ds[0]
	return len(ds) == 1 && r.disc.whenRange.known() && x.measure == nil && x.kind == Level && x.bound.r.Near(Shift(r.calendar(x.id()), r.disc.whenRange.r, "yoy"), snapDays)
}

// hear keeps the periods that a sentence without figures names, which the next ones may be
// told of: "The turn came in 2023.", "Since 2021 the cloud has become a big business."
func (r *Reader) hear() {
	d := &r.disc
	for i := range r.st.whens {
		w := &r.st.whens[i]
		if !flowUnit(w.Unit) || r.st.superlative(w) {
			continue
		}
		if w.Since {
			d.since = d.since || w.Year != 0
			continue
		}
		if b, ok := r.bind(w, r.theCompany().ID, false); ok && b.r.End < r.pub {
			d.toldOf(b)
		}
	}
}

// heading takes the period of a paragraph of a few words that no stop ends for what stands
// under it: "**First quarter of 2025**", 「■通期」.
func (r *Reader) heading() {
	st, d := &r.st, &r.disc
	if len(st.whens) != 1 || len(st.atoms) > 2*mostHeading {
		return
	}
	words := 0
	for i := range st.atoms {
		if st.atoms[i].Kind != lang.Punct {
			words++
		}
	}
	text := strings.TrimRight(r.text[r.para.Start:r.para.End], "*_:： \t\r\n")
	if words > mostHeading || st.span.Start > r.para.Start+len("### ") || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "।") {
		return
	}
	w := &st.whens[0]
	if !flowUnit(w.Unit) || w.Since || w.Until {
		return
	}
	if b, ok := r.bind(w, r.theCompany().ID, false); ok && b.r.End < r.pub {
		d.mainWhen, d.whenRange, d.whenOf, d.mainByPrice = b, b, "", false
	}
}

// setting takes the period that the first sentence of a paragraph begins with, and gives no
// figure of, for the paragraph: "The holiday quarter was lucrative. Meta earned …".
func (r *Reader) setting() {
	st, d := &r.st, &r.disc
	if st.span.Start != r.para.Start || len(st.whens) != 1 || st.whens[0].First > 2 || st.signal(cueForecast|cueGuidance) != nil {
		return
	}
	w := &st.whens[0]
	if !flowUnit(w.Unit) || w.Since || w.Until || st.superlative(w) {
		return
	}
	if b, ok := r.bind(w, r.theCompany().ID, false); ok && b.r.End < r.pub {
		d.whenRange, d.whenOf, d.whenHere, d.paraWhen = b, "", true, b
	}
}

// mostHeading is how many words a heading has at most.
const mostHeading = 8

// topicSegment is the one part of a business that a sentence without figures
// speaks of: it names no other, no company and no measure.
func (st *sentence) topicSegment() string {
	topic, last := "", -1
	for i := range st.ms {
		m, seg := &st.ms[i], ""
		switch m.class {
		case lexicon.Segment:
			seg = m.id
		case lexicon.Entity:
			if seg = unitSegment(m); seg == "" && m.note == "name" && !st.ownsPart(m) && !st.ownsTopic(m) && (topic == "" || !st.otherClause(last, m.at)) { // but "Sorgenkind bleibt Reality Labs, wo Meta Brillen entwickelt"
				return ""
			}
		case lexicon.Measure:
			return ""
		}
		if seg != "" && topic != "" && topic != seg && !st.namesPart(last, m.at) {
			return ""
		}
		if seg != "" {
			topic, last = seg, m.last
		}
	}
	return topic
}

// namesPart reports whether the part at atom b is the one right before it by its name:
// 「クラウドサービス「AWS」」, "the cloud unit, AWS".
func (st *sentence) namesPart(a, b int) bool {
	for j := a + 1; j < b; j++ {
		mark := st.mark(&st.atoms[j])
		if !st.is(j, linkOf) && (st.atoms[j].Kind != lang.Punct || mark == "、" || mark == "・") {
			return false
		}
	}
	return b-a <= 3
}

// askedRatio is the margin that a short question or a few words alone announce for what
// follows: "Die Rohmarge? 71,2 Prozent.", "Which leaves the operating margin."
func (st *sentence) askedRatio() string {
	ratio, words := "", 0
	for i := range st.atoms {
		if st.atoms[i].Kind != lang.Punct {
			words++
		}
	}
	if words > mostHeading+2 {
		return ""
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure {
			if !plainRatio(m.id) || ratio != "" && ratio != m.id {
				return ""
			}
			ratio = m.id
		}
	}
	return ratio
}

// announce keeps the profit that the verbs of earning of the next sentences speak of.
func (d *discourse) announce(id string, in span.Span) {
	d.earned, d.earnedIn = "", in
	switch id {
	case "operating income", "pretax income", "gross profit":
		d.earned = id
	}
}

// topicMeasure is the one measure that a sentence without figures speaks of:
// "Net profit grew faster still. It rose from …".
func (st *sentence) topicMeasure() *mention {
	var topic *mention
	for i := range st.ms {
		m := &st.ms[i]
		switch {
		case m.class == lexicon.Other:
			return nil
		case m.class != lexicon.Measure:
		case m.id == "price" || plainRatio(m.id) || lossOf(m) || topic != nil && topic.id != m.id:
			return nil
		default:
			topic = m
		}
	}
	return topic
}

// subjectOf is whom the sentence was about: the party of its first company
// claim, else the first party named.
func (r *Reader) subjectOf(ds []draft, ps []placed) Party {
	for i := range ds {
		if len(ds[i].parties) == 1 && ds[i].parties[0].files() && !ds[i].entityGuessed {
			return ds[i].parties[0]
		}
	}
	if p := r.onlyOneNamed(ds, ps); p.Name != "" {
		return p
	}
	for i := range ps {
		if i+1 < len(ps) && r.listsOther(&ps[i], &ps[i+1]) || i > 0 && r.listsOther(&ps[i-1], &ps[i]) {
			continue // several are no one's antecedent
		}
		if ps[i].price <= 1 && ps[i].party.files() && !ps[i].unsure && !r.st.oblique(ps[i].at) {
			return ps[i].party
		}
	}
	return Party{}
}

// mostNaming is how many words a sentence has at most that only turns to a company.
const mostNaming = 10

// onlyOneNamed is the only company that a short sentence without figures names as it opens a
// paragraph, whatever its place in it: "En rentabilidad nadie tose a Microsoft.".
func (r *Reader) onlyOneNamed(ds []draft, ps []placed) Party {
	st := &r.st
	if len(ds) > 0 || r.title || st.span.Start != r.para.Start || len(st.atoms) > mostNaming || len(ps) == 0 || st.classes&(1<<lexicon.Anaphor) != 0 {
		return Party{}
	}
	for i := range ps {
		if p := &ps[i]; !p.party.files() || p.party.ID != ps[0].party.ID || p.price > 1 || p.unsure {
			return Party{}
		}
	}
	return ps[0].party
}

// lately reports whether a text that has told no period yet begins with the year that
// its figures are of: "The groups spent more in 2024 than ever before. Amazon topped …".
func (r *Reader) lately(w *lang.When, ds []draft) bool {
	return len(ds) == 0 && w.Year != 0 && r.pub != 0 && w.Year >= r.pub.Year()-1 && !r.disc.whenRange.known()
}

// listsOther reports whether two names beside each other list two companies: of "A
// Meta, de Mark Zuckerberg" the second is a name of the first.
func (r *Reader) listsOther(a, b *placed) bool {
	return a.party.ID != b.party.ID && r.onlyListing(a.at, b.at)
}

// periodOwner is the company whose calendar the period of a sentence without
// figures follows: the one it names, else the article's. "Microsoft grew in its third
// fiscal quarter" in an article that speaks of Alphabet more.
func (r *Reader) periodOwner(ds []draft, ps []placed) entity.ID {
	if s := r.subjectOf(ds, ps); len(ds) == 0 && s.ID.Kind() == "cik" {
		return s.ID
	}
	return r.disc.main.ID
}

// headlined reports whether the title names the party and not the filer that
// the article was taken to be about.
func (r *Reader) headlined(p Party) bool {
	title := r.text[r.opt.Title.Start:r.opt.Title.End]
	return strings.Contains(title, p.Name) && !strings.Contains(title, r.disc.main.Name)
}

// unnamedAmount reports whether the draft is an amount of what the text does not name,
// whose period the text still goes on with: "Il solo trimestre finale vale 68,1 miliardi.
// Nove dollari su dieci arrivano dai data center, che hanno generato 62,3 miliardi."
func (d *draft) unnamedAmount() bool {
	return isMoney(d.fig) && d.fig.Scaled && d.kind != Change && (d.other == "count" || d.other == "amount")
}
