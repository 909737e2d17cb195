package claim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/article"
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
	// Person is the whole name of one of the entity's people by the surname,
	// or "".
	Person(id entity.ID, surname string) string
	// House reports whether the entity publishes forecasts of others.
	House(id entity.ID) bool
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
	Paragraphs   []span.Span     // in order; the title is one of them
	Tables       []article.Table // in order; no paragraph overlaps one
	Turns        []article.Turn  // of a transcript, in order
	Skip         []span.Span     // date line, byline: read for nothing
}

// Reader reads articles, one after the other; what it needs for each it keeps
// for the next. The zero Reader is ready for use. It is not safe for concurrent
// use.
type Reader struct {
	buffers
	known
}

// buffers are what a Reader keeps from one article for the next, empty.
type buffers struct {
	scan     lang.Scan
	st       sentence
	placed   []placed
	onTape   []placed        // those of them that have a share price
	sents    []span.Span     // of all paragraphs
	ends     []int           // of each paragraph in sents
	early    []lang.Sentence // of the first paragraphs, scanned for the subject already
	drafts   []draft
	readings []Reading
	claims   []Claim
	unread   []Unread
	rebinds  []rebinding
	spans    []nameSpan

	partyArena   arena[Party]
	idArena      arena[entity.ID]
	readingArena arena[Reading]
	guessArena   arena[string]
	measureArena arena[string]
}

// known is what a Reader knows of the article that it reads.
type known struct {
	text        string
	opt         Options
	names       Names
	named       map[string]Party // strangers by name
	companies   map[string]bool  // strangers that stood where only a company can
	persons     map[string]Party // people by surname, with the company they speak for if it is known
	voices      voices
	pub         period.Date
	plausible   period.Range // when a period that an article of that day names may end
	disc        discourse
	cal         period.Calendar // of calOf, asked for last
	calOf       entity.ID
	calKnown    bool
	forecasting bool
	para        span.Span          // the paragraph that is read
	turn        *article.Turn      // in which it stands
	beforeTable bool               // a table follows it
	nextEarly   int                // index into early
	titled      map[entity.ID]bool // whom the title names
	title       bool
	oneByOne    bool        // its paragraphs are of one sentence each
	anchor      period.Date // the last day that the sentence named
	// changeBefore is the last percentage of change of the sentence, whose
	// direction a list goes on with.
	changeBefore *draft
	// ratioBefore is the last ratio of the sentence, unless a change followed it.
	ratioBefore *draft
	ratioSaid   *draft     // the last ratio of the sentence
	last        *draft     // the draft before
	baseWhen    *lang.When // a year before that an earlier level of the sentence was told of
	opened      *draft     // the first figure of the sentence that has a period of its own
	told        *draft     // the last level of one company that the sentence told
	// current is the last draft of the sentence that is no earlier level.
	current *draft
	versus  versus // the comparison that the sentence makes of two assets
}

// Read finds the claims of a text, and every other figure with the reason why
// it is none. Both are in order of place.
func (r *Reader) Read(text string, opt Options) ([]Claim, []Unread) {
	r.known = known{text: text, opt: opt, names: opt.Names, pub: opt.Published, disc: r.disc.empty()}
	r.plausible = period.Range{Start: r.pub.AddMonths(-12 * yearsBack), End: r.pub.AddMonths(12 * yearsAhead)}
	r.claims, r.unread, r.rebinds = r.claims[:0], r.unread[:0], r.rebinds[:0]
	r.scan.V = opt.Vocabulary
	r.scan.Reset(text)
	r.divide()
	r.findMain()
	r.oneByOne = r.sentenceBySentence()
	tables := opt.Tables
	var last span.Span
	for i, p := range opt.Paragraphs {
		if tables = r.tables(tables, last, p.Start); len(tables) > 0 {
			r.beforeTable = i+1 == len(opt.Paragraphs) || tables[0].Start < opt.Paragraphs[i+1].Start
		}
		r.language(i)
		r.paragraph(i)
		r.beforeTable, last = false, p
	}
	r.tables(tables, last, len(text))
	for i := range r.claims {
		c := &r.claims[i]
		c.ID = claimID(i + 1)
		if c.Period.Known() && (instant(c.Metric) && c.Kind == Level || c.Kind == Ratio && ofBalances(c.Metric)) {
			c.Period.Start = c.Period.End // a balance is of a day, whatever names it
		}
	}
	return handOver(&r.claims), handOver(&r.unread)
}

// tables reads those that stand behind a paragraph and before a place, and gives the rest.
func (r *Reader) tables(all []article.Table, behind span.Span, before int) []article.Table {
	for len(all) > 0 && all[0].Start < before {
		r.scan.V = r.opt.Vocabulary
		r.table(&all[0], behind)
		all = all[1:]
	}
	return all
}

// handOver gives what a buffer holds to the caller: a copy, so that the buffer serves
// the next article, but the buffer itself where it is large.
func handOver[T any](buffer *[]T) []T {
	if len(*buffer) < largeArticle {
		return slices.Clone(*buffer)
	}
	out := *buffer
	*buffer = nil
	return out
}

// largeArticle is how many claims make an article so large that a second copy of them
// would show in the memory of a run.
const largeArticle = 1000

// language turns to the language of the ith paragraph.
func (r *Reader) language(i int) {
	r.scan.V = r.opt.Vocabulary
	if r.opt.Vocabularies != nil {
		r.scan.V = r.opt.Vocabularies[i]
	}
}

// divide parts the paragraphs into sentences; one that is skipped has none.
func (r *Reader) divide() {
	r.sents, r.ends = r.sents[:0], r.ends[:0]
	for i, p := range r.opt.Paragraphs {
		if !r.skipped(p) {
			r.language(i)
			r.sents = r.scan.Sentences(r.sents, p.Start, p.End)
		}
		r.ends = append(r.ends, len(r.sents))
	}
}

// sentences are those of the ith paragraph.
func (r *Reader) sentences(i int) []span.Span {
	from := 0
	if i > 0 {
		from = r.ends[i-1]
	}
	return r.sents[from:r.ends[i]]
}

// shortIDs are the names of the first claims, one behind the other.
var shortIDs = func() string {
	var b strings.Builder
	for n := range 100 {
		fmt.Fprintf(&b, "c%02d", n)
	}
	return b.String()
}()

// claimID is the name of the nth claim: c01, c02, …, c100.
func claimID(n int) string {
	if n < 100 {
		return shortIDs[3*n : 3*n+3]
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
		weight := 1
		if p == r.opt.Title {
			weight = 4
		} else if i < 4 {
			weight = 2
		}
		r.language(i)
		for _, sp := range r.sentences(i) {
			r.scan.Atomize(sp.Start, sp.End)
			for k := range r.scan.Atoms {
				a := &r.scan.Atoms[k]
				for _, term := range a.Terms.Senses() {
					if term.Class != lexicon.Entity || !strings.HasPrefix(term.ID, "cik:") || term.Note == "product" || term.Note == "epithet" && len(a.Terms.Senses()) > 1 {
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

// sentence reads the claims of the sentence that is loaded.
func (r *Reader) sentence() {
	st := &r.st
	ps := r.withoutHouse(r.parties())
	r.listen()
	r.compareVolatility(ps)
	var prev *draft
	drafts := slices.Grow(r.drafts[:0], len(st.figs)) // never to move: later drafts point at earlier ones
	r.drafts = drafts
	r.anchor = 0
	r.disc.fiscal = r.disc.fiscal || some(st.whens, func(w *lang.When) bool { return w.Fiscal && w.Year != 0 && w.Unit == lang.YearUnit })
	r.changeBefore, r.ratioBefore, r.ratioSaid, r.current, r.last, r.baseWhen, r.opened, r.told = nil, nil, nil, nil, nil, nil, nil, nil
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
		drafts = drafts[:len(drafts)+1]
		d := &drafts[len(drafts)-1]
		*d = draft{fig: f}
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
		prev, r.last = d, d
		if d.kind == Level && d.holdable(f) {
			r.told = d
		}
		if !d.prior && !d.aside && !d.versus && d.bound.known() {
			r.current = d
			if r.opened == nil && d.metric != "price" {
				r.opened = d
			}
		}
		switch {
		case d.kind == Change && d.unit == "percent" && d.other == "":
			r.changeBefore, r.ratioBefore = d, nil
		case d.kind == Ratio && d.other == "" && !d.versus:
			r.ratioBefore, r.ratioSaid = d, d
		}
	}
	r.drafts = drafts
	r.settle(drafts)
	r.madeUp(drafts)
	r.differences(drafts)
	r.holdAgainst(drafts, ps)
	r.st.clash(drafts)
	from := len(r.claims)
	r.finishAll(drafts)
	r.prospects(drafts, from)
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

// finishAll turns the drafts into claims in order of place, that of a comparison without a
// figure among them.
func (r *Reader) finishAll(drafts []draft) {
	if len(drafts) == 0 && !r.versus.figureless() {
		return
	}
	spoken := r.spoken()
	compares := r.versus.figureless()
	for i := range drafts {
		if compares && r.versus.phrase.First < drafts[i].fig.First {
			r.finishVersus()
			compares = false
		}
		r.finish(&drafts[i], spoken)
	}
	if compares {
		r.finishVersus()
	}
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
	if n := len(d.parties); n > 1 && d.kind == Level && d.fig.Hedge == quantity.Exact {
		iv = iv.Widen(d.fig.Value.Unit.Mul(quantity.Frac(int64(n-1), 2))) // who adds up rounded figures may miss by half a unit for each
	}
	return iv
}

func (d *draft) plainAdmits() quantity.Interval {
	f := d.fig
	c := Claim{Value: f.Value, IsRange: f.IsRange, Hedge: f.Hedge, Sign: d.sign}
	if f.IsRange {
		c.High = *f.High
	}
	return c.Interval()
}
