package claim

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Names gives the display name of an entity; entity.Names has it.
type Names interface {
	Name(id entity.ID) string
	// Alias is the segment that a word means for this entity: Amazon's
	// cloud business is AWS. It is the word's own segment otherwise.
	Alias(id entity.ID, segment string) string
}

// Options are what Read needs beside the text.
type Options struct {
	Vocabulary *lang.Vocabulary
	// Vocabularies are those of the paragraphs, where some are of another
	// language; nil otherwise.
	Vocabularies []*lang.Vocabulary
	Names        Names
	Calendars    Calendars
	Directory    Directory
	Published    period.Date
	Title        span.Span
	Paragraphs   []span.Span // in order; the title is one of them
	Skip         []span.Span // date line, byline: read for nothing
}

// Reader reads articles, one after the other; what it needs for each it keeps
// for the next. The zero Reader is ready for use. It is not safe for concurrent
// use.
type Reader struct {
	buffers
	article
}

// buffers are what a Reader keeps from one article for the next, empty.
type buffers struct {
	scan     lang.Scan
	st       sentence
	placed   []placed
	sents    []span.Span
	early    []lang.Sentence // of the first paragraphs, scanned for the subject already
	drafts   []draft
	readings []Reading
	claims   []Claim
	unread   []Unread
	rebinds  []rebinding
}

// article is what a Reader knows of the article that it reads.
type article struct {
	text        string
	opt         Options
	names       Names
	named       map[string]Party // strangers by name
	companies   map[string]bool  // strangers that stood where only a company can
	persons     map[string]Party // people by surname, with the company they speak for if it is known
	pub         period.Date
	plausible   period.Range // when a period that an article of that day names may end
	disc        discourse
	forecasting bool
	para        span.Span          // the paragraph that is read
	nextEarly   int                // index into early
	titled      map[entity.ID]bool // whom the title names
	title       bool
	anchor      period.Date // the last day that the sentence named
	// changeBefore is the last percentage of change of the sentence, whose
	// direction a list goes on with.
	changeBefore *draft
	// current is the last draft of the sentence that is no earlier level.
	current *draft
}

// Read finds the claims of a text, and every other figure with the reason why
// it is none. Both are in order of place.
func (r *Reader) Read(text string, opt Options) ([]Claim, []Unread) {
	r.article = article{text: text, opt: opt, names: opt.Names, pub: opt.Published}
	r.plausible = period.Range{Start: r.pub.AddMonths(-12 * yearsBack), End: r.pub.AddMonths(12 * yearsAhead)}
	r.claims, r.unread, r.rebinds = r.claims[:0], r.unread[:0], r.rebinds[:0]
	r.scan.V = opt.Vocabulary
	r.scan.Reset(text)
	r.findMain()
	for i, p := range opt.Paragraphs {
		r.language(i)
		r.paragraph(p)
	}
	for i := range r.claims {
		r.claims[i].ID = claimID(i + 1)
	}
	return slices.Clone(r.claims), slices.Clone(r.unread)
}

// language turns to the language of the ith paragraph.
func (r *Reader) language(i int) {
	r.scan.V = r.opt.Vocabulary
	if r.opt.Vocabularies != nil {
		r.scan.V = r.opt.Vocabularies[i]
	}
}

// claimID is the name of the nth claim: c01, c02, …, c100.
func claimID(n int) string {
	if n < 10 {
		return "c0" + strconv.Itoa(n)
	}
	return "c" + strconv.Itoa(n)
}

// mainParagraphs is how far into an article its subject is looked for.
const mainParagraphs = 5

// findMain takes the article's subject from its title and first paragraphs:
// the filer named most, the title's names counting threefold.
func (r *Reader) findMain() {
	counts := map[entity.ID]int{}
	r.titled = map[entity.ID]bool{}
	var order []entity.ID
	scanned := 0
	for i, p := range r.opt.Paragraphs {
		if i > mainParagraphs && len(order) > 0 {
			break
		}
		if r.skipped(p) {
			continue
		}
		weight := 1
		if p == r.opt.Title {
			weight = 4
		} else if i < 4 {
			weight = 2
		}
		r.language(i)
		r.sents = r.scan.Sentences(r.sents[:0], p.Start, p.End)
		for _, sp := range r.sents {
			r.scan.Atomize(sp.Start, sp.End)
			for k := range r.scan.Atoms {
				a := &r.scan.Atoms[k]
				for _, t := range a.Terms {
					term := r.opt.Vocabulary.Term(t)
					if term.Class != lexicon.Entity || !strings.HasPrefix(term.ID, "cik:") || term.Note == "product" || term.Note == "epithet" && len(a.Terms) > 1 {
						continue
					}
					id := entity.ID(term.ID)
					if counts[id] == 0 {
						order = append(order, id)
					}
					counts[id] += weight
					if p == r.opt.Title {
						if len(r.titled) == 0 {
							counts[id] += weight / 2 // whom a headline names first, it is about
						}
						r.titled[id] = true
					}
				}
			}
			if scanned == len(r.early) {
				r.early = slices.Grow(r.early, 1)[:scanned+1]
			}
			r.scan.Keep(&r.early[scanned])
			scanned++
		}
	}
	r.early, r.nextEarly = r.early[:scanned], 0
	var main entity.ID
	for _, id := range order {
		if counts[id] > counts[main] {
			main = id
		}
	}
	if main != "" {
		r.disc.main = Party{main, r.names.Name(main)}
	}
}

func (r *Reader) skipped(p span.Span) bool {
	for _, s := range r.opt.Skip {
		if s.Contains(p) {
			return true
		}
	}
	return false
}

func (r *Reader) paragraph(p span.Span) {
	if r.skipped(p) {
		r.skip(p, "date")
		return
	}
	r.title, r.para = p == r.opt.Title, p
	if r.disc.before = (Party{}); len(r.disc.here) == 1 && r.disc.here[0].files() {
		r.disc.before = r.disc.here[0]
	}
	r.disc.here, r.disc.unit = r.disc.here[:0], ""
	r.disc.fresh, r.disc.claimed, r.disc.topicSeg, r.disc.week = false, false, "", bound{}
	if r.disc.whenRange.known() && (r.disc.whenHere || !r.disc.pastWhen.known()) {
		r.disc.pastWhen = r.disc.whenRange // of the last paragraph that named one
	}
	r.disc.whenHere, r.disc.stage = false, 0
	if r.disc.mainWhen.known() {
		r.disc.whenRange, r.disc.whenOf, r.disc.whenBefore = r.disc.mainWhen, r.disc.main.ID, bound{}
	}
	if !r.disc.mainWhen.known() && r.disc.firstSum {
		r.disc.whenRange, r.disc.whenOf, r.disc.whenBefore = r.disc.firstWhen, "", bound{}
	}
	r.sents = r.scan.Sentences(r.sents[:0], p.Start, p.End)
	defer func() {
		r.disc.asked = Party{}
		if len(r.sents) == 1 && len(r.disc.here) == 1 && r.disc.here[0].files() && strings.HasSuffix(strings.TrimSpace(r.text[p.Start:p.End]), "?") {
			r.disc.asked = r.disc.here[0]
		}
	}()
	for _, s := range r.sents {
		if r.nextEarly < len(r.early) {
			r.scan.Restore(&r.early[r.nextEarly])
			r.nextEarly++
		} else {
			r.scan.Atomize(s.Start, s.End)
		}
		r.st.load(&r.scan, s)
		r.sentence()
	}
}

// skip lists the numerals of a line that is read for nothing.
func (r *Reader) skip(p span.Span, reason string) {
	r.scan.Atomize(p.Start, p.End)
	for i := range r.scan.Atoms {
		if a := &r.scan.Atoms[i]; a.Kind == lang.Numeral {
			r.drop(int(a.Start), int(a.End), reason)
		}
	}
}

func (r *Reader) drop(start, end int, reason string) {
	r.unread = append(r.unread, Unread{span.Span{Start: start, End: end}, r.text[start:end], reason})
}

// sentence reads the claims of the sentence that is loaded.
func (r *Reader) sentence() {
	st := &r.st
	ps := r.parties()
	var prev *draft
	drafts := slices.Grow(r.drafts[:0], len(st.figs)) // never to move: later drafts point at earlier ones
	r.drafts = drafts
	r.anchor = 0
	r.changeBefore, r.current = nil, nil
	for i := range st.figs {
		f := &st.figs[i]
		r.forecasting = st.looksAhead(f)
		r.lendScale(i)
		if reason := r.noFigure(f); reason != "" {
			if reason == "margin" {
				widen(drafts, f)
			}
			r.drop(int(f.Start), int(f.End), reason)
			continue
		}
		drafts = append(drafts, draft{fig: f})
		d := &drafts[len(drafts)-1]
		if len(drafts) > 1 {
			prev = r.fitting(f, drafts[:len(drafts)-1])
			if st.butFrom(f) {
				prev = r.fitting(f, drafts[:1])
			}
			if g := st.comparedAmount(f); g != nil {
				prev = r.fitting(g, drafts[:len(drafts)-1])
			}
		}
		if reason := r.draft(d, ps, prev); reason != "" {
			r.drop(int(f.Start), int(f.End), reason)
			drafts = drafts[:len(drafts)-1]
			continue
		}
		prev = d
		if !d.prior && !d.aside && d.bound.known() {
			r.current = d
		}
		if d.kind == Change && d.unit == "percent" && d.other == "" {
			r.changeBefore = d
		}
	}
	r.settle(drafts)
	for i := range drafts {
		r.claims = append(r.claims, r.finish(&drafts[i], ps))
	}
	r.equalities(drafts)
	r.remember(drafts, ps)
	for i := range st.whens {
		w := &st.whens[i]
		for k := w.First; k <= w.Last; k++ {
			if a := &st.atoms[k]; a.Kind == lang.Numeral || a.Kind == lang.Word && hasDigit(r.text[a.Start:a.End]) { // also "Q2"
				r.drop(int(a.Start), int(a.End), "date")
			}
		}
	}
	r.namesWithDigits()
}

// widen gives the figures before a margin of error what it admits: "$54.0
// billion, plus or minus 2 %".
func widen(ds []draft, f *lang.Figure) {
	for i := range ds {
		d := &ds[i]
		switch {
		case f.Unit == "percent" && isMoney(d.fig):
			d.margin = d.fig.Value.Value.Abs().Mul(f.Value.Value).Mul(quantity.Frac(1, 100))
		case f.Unit == "pp" && isPercent(d.fig), f.Unit == d.fig.Unit:
			d.margin = f.Value.Value
		}
	}
}

// namesWithDigits lists words that carry digits ("H100", "GPT-5") and numerals that
// no grammar took.
func (r *Reader) namesWithDigits() {
	for i := range r.st.atoms {
		a := &r.st.atoms[i]
		switch {
		case r.st.used[i]:
		case a.Kind == lang.Numeral:
			r.drop(int(a.Start), int(a.End), "number of no known form")
		case a.Kind == lang.Word && hasDigit(r.text[a.Start:a.End]):
			r.drop(int(a.Start), int(a.End), "name")
		}
	}
}

func hasDigit(word string) bool {
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			return true
		}
	}
	return false
}

// noFigure is the reason why a number is no figure of ours, or "".
func (r *Reader) noFigure(f *lang.Figure) string {
	st := &r.st
	if strings.HasPrefix(f.Unit, "x:") && !(r.forecasting && countable[f.Unit[2:]] && f.Digits) {
		return f.Unit[2:]
	}
	if f.Odd && f.Unit == "" {
		return "number of no known form"
	}
	if reason := r.besideUnread(f); reason != "" {
		return reason
	}
	if f.Unit != "" || f.Scaled {
		return ""
	}
	if f.Form == lang.Part {
		return ""
	}
	if f.Year {
		return "year"
	}
	if f.Num > 0 {
		p := &st.atoms[f.Num-1]
		if st.atoms[f.Num].Joined && f.First == f.Num && (!st.scan.V.CJK() || r.text[p.End-1] < utf8.RuneSelf) && (p.Kind == lang.Word || p.Kind == lang.Punct && st.mark(p) == "-") {
			return "name"
		}
		if f.Digits && p.Kind == lang.Word && p.Terms == nil && p.Capital && !st.scan.V.CJK() && p.Start != int32(st.span.Start) {
			return "name"
		}
	}
	if !f.Digits {
		return "number word without a unit"
	}
	return "" // an index level or a price may still claim it
}

// countable are the things whose number a forecast may state; no source that
// assay can import counts them.
var countable = map[string]bool{"item": true, "user": true, "vehicle": true, "employee": true, "store": true, "chip": true}

// besideUnread finds a word next to the number that makes it none of ours.
func (r *Reader) besideUnread(f *lang.Figure) string {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		before, after := f.First-1-m.last, m.at-f.Last-1
		if m.class == lexicon.Entity && m.note == "model" && before >= 0 && before <= 1 && f.Unit == "" && !f.Scaled {
			return "name"
		}
		if m.class != lexicon.Unread {
			continue
		}
		if before == 0 && m.id == "margin" {
			return m.id
		}
		if before == 0 || before == 1 && !st.used[f.First-1] && st.atoms[f.First-1].Kind == lang.Punct {
			if f.Unit == "" && !f.Scaled {
				return m.id
			}
		}
		if after == 0 || after == 1 && st.atoms[f.Last+1].Kind == lang.Punct && st.atoms[m.at].Joined {
			if f.Unit == "" && !f.Scaled {
				return m.id
			}
		}
	}
	return ""
}

// stageDays is how many days before the article a date that a sentence without
// figures names may be the day of trading that the next ones speak of.
const stageDays = 5

// remember carries the sentence over into the discourse.
func (r *Reader) remember(ds []draft, ps []placed) {
	d, st := &r.disc, &r.st
	for i := range ps {
		if ps[i].price < personPrice {
			d.see(ps[i].party, ps[i].price <= 1)
		}
	}
	d.topicSeg = ""
	if len(ds) == 0 && !r.title {
		d.topicSeg = st.topicSegment()
		if m := st.topicMeasure(); m != nil {
			d.metric, d.segment, d.claimed = m.id, d.topicSeg, true
		}
	}
	if len(ds) == 0 && (st.cue("guidance") != nil || st.cue("forecast") != nil) {
		for i := range st.whens { // "Let me turn to the outlook for the third quarter."
			if w := &st.whens[i]; flowUnit(w.Unit) {
				if b, ok := r.bind(w, r.theCompany().ID, true); ok && b.r.End > r.pub {
					d.ahead = b
				}
			}
		}
	}
	for i := range st.whens {
		if w := &st.whens[i]; w.Unit == lang.Date || w.Unit == lang.DayUnit {
			if x, ok := r.days(w); ok && w.Unit == lang.Date {
				d.day = x.End
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
	for i := range ds {
		x := &ds[i]
		if x.other == "" {
			d.parties = x.parties
		}
		if len(x.parties) > 2 && !x.groupGuessed {
			d.group = x.parties
		}
		if x.kind == Ratio && x.other == "" {
			d.ratio = x.metric
		}
		if x.metric != "" && x.other == "" && x.kind != Ratio && x.metric != "price" && x.metric != "index level" {
			d.others = append(d.others, measureOf{x.baseMetric, x.segment})
		}
		if x.metric != "" && x.metric != "price" && x.metric != "index level" && x.other == "" {
			d.metric, d.segment, d.claimed = x.baseMetric, x.segment, true
			if x.segment != "" {
				d.unit = x.segment
			}
		}
		if (x.metric == "price" || x.metric == "index level") && x.bound.known() && x.bound.r.Start == x.bound.r.End {
			d.day = x.bound.r.End
		}
		d.price = d.price || x.metric == "price" || x.metric == "index level"
		if x.modality == Forecast && x.whenSaid {
			d.ahead = x.bound
		}
		if x.other == "" && x.metric != "price" && x.metric != "index level" && x.whenSaid && x.bound.known() && flowUnit(x.bound.unit) && !x.prior && !x.aside && x.bound.when.Rel != "same" && x.modality != Forecast && !st.comparedBack(ds, x) {
			if x.id() != d.whenOf {
				d.whenBefore, d.whenOf = d.whenRange, x.id()
			}
			d.whenRange, d.whenHere = x.bound, true
			if !d.firstWhen.known() && !r.title {
				d.firstWhen, d.firstSum = x.bound, len(x.parties) > 1
			}
			if !d.mainWhen.known() && !r.title && len(x.parties) == 1 && x.parties[0].ID == d.main.ID {
				d.mainWhen = x.bound
			}
		}
	}
	prices := len(ds) > 0 && !slices.ContainsFunc(ds, func(x draft) bool { return x.metric != "price" || x.id() != d.main.ID })
	if !d.mainWhen.known() && (len(ds) == 0 || prices && !r.title) && d.main.ID != "" && st.cue("forecast") == nil {
		for i := range r.st.whens {
			w := &r.st.whens[i]
			if flowUnit(w.Unit) && w.Unit != lang.YearUnit {
				if b, ok := r.bind(w, d.main.ID, false); ok && (r.pub == 0 || b.r.End < r.pub) && !w.Since {
					d.whenRange = b
					if prices { // "shares fell 6 %, a day after it reported on its second quarter"
						d.mainWhen, d.mainByPrice = b, true
					}
					break
				}
			}
		}
	}
}

// titlePeriod takes the quarter or year that a headline without figures names for
// what the text goes on to speak of: "How did Alphabet and Meta do in 2024?".
func (r *Reader) titlePeriod() {
	for i := range r.st.whens {
		w := &r.st.whens[i]
		if !flowUnit(w.Unit) || w.Since || w.Until {
			continue
		}
		if b, ok := r.bind(w, r.disc.main.ID, false); ok && (r.pub == 0 || b.r.End < r.pub) {
			r.disc.whenRange, r.disc.firstWhen, r.disc.firstSum = b, b, true
			return
		}
	}
}

// comparedBack reports whether a draft behind a semicolon or colon speaks of an
// earlier period than the sentence's first: the text does not go on from there.
func (st *sentence) comparedBack(ds []draft, x *draft) bool {
	first := &ds[0]
	return first.bound.known() && st.strong[x.fig.First] != st.strong[first.fig.First] && x.bound.r.End < first.bound.r.End
}

// topicSegment is the one part of a business that a sentence without figures
// speaks of: it names no other, no company and no measure.
func (st *sentence) topicSegment() string {
	topic := ""
	for i := range st.ms {
		m, seg := &st.ms[i], ""
		switch m.class {
		case lexicon.Segment:
			seg = m.id
		case lexicon.Entity:
			if seg = unitSegment(m); seg == "" && m.note == "name" {
				return ""
			}
		case lexicon.Measure:
			return ""
		}
		if seg != "" && topic != "" && topic != seg {
			return ""
		}
		if seg != "" {
			topic = seg
		}
	}
	return topic
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
	for i := range ps {
		if i+1 < len(ps) && r.onlyListing(ps[i].at, ps[i+1].at) || i > 0 && r.onlyListing(ps[i-1].at, ps[i].at) {
			continue // several are no one's antecedent
		}
		if ps[i].price <= 1 && ps[i].party.files() && !ps[i].unsure && !r.st.oblique(ps[i].at) {
			return ps[i].party
		}
	}
	return Party{}
}

// headlined reports whether the title names the party and not the filer that
// the article was taken to be about.
func (r *Reader) headlined(p Party) bool {
	title := r.text[r.opt.Title.Start:r.opt.Title.End]
	return strings.Contains(title, p.Name) && !strings.Contains(title, r.disc.main.Name)
}

// flowUnit reports whether a period of that unit can carry a flow.
func flowUnit(u lang.Unit) bool {
	switch u {
	case lang.QuarterUnit, lang.HalfUnit, lang.YearUnit, lang.FirstMonths, lang.LastMonths, lang.MonthRange, lang.QuarterEnding, lang.YearEnding, lang.YearRange, lang.Horizon:
		return true
	}
	return false
}

// admits is the first interval of a figure, its sign applied.
func (d *draft) admits() quantity.Interval {
	iv := d.plainAdmits()
	if d.margin.Sign() > 0 {
		iv = iv.Widen(d.margin)
	}
	return iv
}

func (d *draft) plainAdmits() quantity.Interval {
	f := d.fig
	if f.IsRange {
		low, high := f.Value.Admits(quantity.Exact), f.High.Admits(quantity.Exact)
		iv := quantity.Interval{Low: low.Low, High: high.High, OpenHigh: high.OpenHigh}
		if d.sign < 0 {
			return iv.Neg()
		}
		return iv
	}
	v := f.Value
	if d.sign < 0 {
		return v.Admits(f.Hedge).Neg()
	}
	return v.Admits(f.Hedge)
}
