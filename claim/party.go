package claim

import (
	"slices"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// discourse is what the sentences before have established.
type discourse struct {
	main       Party     // whom the article is about
	subject    Party     // whom the sentence before was about
	fresh      bool      // subject was set in this paragraph
	recent     []Party   // distinct, the latest last
	here       []Party   // those of them that this paragraph names
	before     Party     // the only company of the paragraph before
	asked      Party     // the only company of a paragraph that only asks
	askedRatio string    // the margin that the words right before ask for or announce
	group      []Party   // the last companies whose sum was stated
	groupOf    string    // the measure of that sum
	earned     string    // the profit that a sentence without figures has announced
	earnedIn   span.Span // in that paragraph
	metric     string
	segment    string
	index      Party            // the last index named
	parties    []Party          // whom the last claim spoke of
	ratio      string           // the last ratio stated
	margin     string           // the last margin that the text named in full
	unit       string           // the last part of a business that this paragraph stated a figure of
	lead       measureOf        // what the paragraph that may lead to a list measures
	inItem     bool             // this paragraph is a line of a list
	others     []measureOf      // what else the sentence before stated
	stated     []measureOf      // what else this paragraph stated
	sales      quantity.Written // the revenue that was last stated of a part of a business
	claimed    bool             // a claim stands before in this paragraph
	topicSeg   string
	focus      string // the part of a business that the sentence before was about
	lastPart   string // the last part of a business that the sentence before named, if it stated no figure
	whenRange  bound  // the last period said in this paragraph
	whenOf     entity.ID
	// whenBefore is the period that was said before it.
	whenBefore  bound
	paraWhen    bound       // the first period that this paragraph named
	mainWhen    bound       // the period that the article reports on
	unsaidWhen  bound       // the period of the first figure of a business that named none
	mainByPrice bool        // mainWhen was only said beside a share price
	firstWhen   bound       // the first period that a claim stated
	firstSum    bool        // of several companies together
	fiscal      bool        // this paragraph counts fiscal years
	span        string      // the base of the last change over several years, in this paragraph
	year        int         // the last year that the text has named
	since       bool        // a sentence of this paragraph without figures looks back to a year that something began in
	pastWhen    bound       // the last period of the paragraphs before
	whenHere    bool        // this paragraph has named a period
	told        []bound     // the periods that this paragraph has said
	firstClaim  int         // the index of the paragraph's first claim
	ahead       bound       // the period of the last forecast
	day         period.Date // the last day of a price, or said by its date
	dayGuessed  bool        // the text does not say it
	traded      bound       // the year of trading that the paragraph looks back on
	week        bound       // a week that this paragraph speaks of
	stage       period.Date // the day of trading that a sentence without figures set
	market      period.Date // the first day of trading that the article named
	price       bool
	amount      lang.Figure // the last amount with a scale word
}

// empty is the discourse of an article that begins, with the lists of this one to fill.
func (d *discourse) empty() discourse {
	return discourse{recent: d.recent[:0], here: d.here[:0], others: d.others[:0], stated: d.stated[:0], told: d.told[:0]}
}

// measureOf is a measure with the segment that narrows it, if one does.
type measureOf struct{ metric, segment string }

// see notes that a party was mentioned, by a name or by a pronoun.
func (d *discourse) see(p Party, named bool) {
	if p.ID.Kind() == "index" {
		d.index = p
	}
	if p.ID != "" {
		d.recent = latest(d.recent, p)
		if named {
			d.here = latest(d.here, p)
		}
	}
}

// latest puts a party at the end of a list that holds each once.
func latest(ps []Party, p Party) []Party {
	ps = slices.DeleteFunc(ps, func(q Party) bool { return q.ID == p.ID })
	return append(ps, p)
}

// knows reports whether the party was mentioned before.
func (d *discourse) knows(id entity.ID) bool {
	for _, p := range d.recent {
		if p.ID == id {
			return true
		}
	}
	return d.main.ID == id && id != ""
}

// party is the party of an entity mention.
func (r *Reader) party(m *mention) Party {
	id := entity.ID(m.id)
	name := r.names.Name(id)
	if name == "" {
		name = r.text[m.start:m.end]
	}
	return Party{id, name}
}

// entityMentions are the sentence's parties with their places: names,
// epithets, units, and anaphors that the discourse resolves.
type placed struct {
	party Party
	at    int
	price int
	guess bool
	// unsure marks an unknown name that may be a person's, a place's or a
	// product's: it takes no figure, but makes its company doubtful.
	unsure bool
}

func (r *Reader) parties() []placed {
	st := &r.st
	out := r.speakers(r.strangers(r.placed[:0]))
	for i := range st.ms {
		m := &st.ms[i]
		switch m.class {
		case lexicon.Entity:
			if dup := len(out) - 1; dup >= 0 && out[dup].at == m.at { // several entities share the epithet
				if !r.disc.knows(out[dup].party.ID) && r.disc.knows(entity.ID(m.id)) {
					out = out[:dup]
				} else {
					continue
				}
			}
			if m.note == "name" && (st.apostropheNext(m.last) || st.explains(m.at) || st.stakeIn(m)) {
				continue // also "Dell'Oro", and "a gain of $9.5 billion from its stake in Anthropic"
			}
			p := r.party(m)
			if p.ID.Kind() == "index" && st.listedIn(m) {
				continue
			}
			price := 0
			switch m.note {
			case "person":
				price = personPrice
				r.meet(r.text[m.start:m.end], p)
			case "product":
				price = productPrice
			case "epithet":
				price = 1
				if st.counted(m.at) || st.nameRun(m.last+1) > m.last && !st.figureNext(m.last+1) || st.apposedEpithet(m) { // "the four largest cloud companies", "Netzwerkausrüster Ericsson"
					continue
				}
				if !r.disc.knows(p.ID) && st.scan.V.CJK() && st.someOf(lexicon.Anaphor, func(x *mention) bool { return x.at == m.at && x.id == "company" }) {
					continue // 「这家软件巨头」 of a text that has not named Microsoft
				}
				if !r.disc.knows(p.ID) && r.shared(st, m) {
					if !r.knowsOne(m) && !st.someOf(lexicon.Anaphor, func(x *mention) bool { return x.at == m.at }) {
						out = append(out, placed{party: Party{Name: r.text[m.start:m.end]}, at: m.at, unsure: true}) // "the online retailer", which may be Amazon or eBay, is not the company spoken of
					}
					continue
				}
			}
			out = append(out, placed{party: p, at: m.at, price: price, guess: m.note == "product"})
		case lexicon.Anaphor:
			if p := r.ofPair(out, m); p.Name != "" {
				out = append(out, placed{party: p, at: m.at})
			}
			if m.id == "sector" {
				out = append(out, placed{party: Party{Name: r.text[m.start:m.end]}, at: m.at})
			}
			if m.id == "rival" && !st.companySoon(m.last) {
				out = append(out, placed{party: r.rival(m), at: m.at})
			}
			if p := st.personsCompany(m); p != nil {
				out = append(out, placed{party: r.party(p), at: m.at})
				continue
			}
			if m.id == "company" && !st.companyNoun(m.at) && !(st.scan.V.CJK() && r.knowsOne(m)) {
				if p, guess := r.antecedent(out, m.at); p.Name != "" {
					out = append(out, placed{party: p, at: m.at, price: anaphorPrice, guess: guess})
				}
			}
		}
	}
	out = r.ordinals(out)
	slices.SortStableFunc(out, func(a, b placed) int { return a.at - b.at })
	out = slices.DeleteFunc(out, func(p placed) bool { return p.price == 0 && st.explains(p.at) })
	r.placed = out
	return out
}

// knowsOne reports whether the text has named one of the companies that share an epithet.
func (r *Reader) knowsOne(m *mention) bool {
	return r.st.someOf(lexicon.Entity, func(x *mention) bool { return x.at == m.at && r.disc.knows(entity.ID(x.id)) })
}

// personsCompany is the person whose company a word for one means: "Mark Zuckerberg's
// group", "a varejista de Jeff Bezos", "the retailer run by Andy Jassy", 「扎克伯格的公司」.
func (st *sentence) personsCompany(m *mention) *mention {
	if m.id != "company" || st.scan.Closed(&st.atoms[m.at], lexicon.Pronoun) {
		return nil
	}
	for i := range st.ms {
		p := &st.ms[i]
		if p.class != lexicon.Entity || p.note != "person" {
			continue
		}
		if gap := m.at - p.last; gap > 0 && gap <= 3 && st.ownsBetween(p.last, m.at) {
			return p
		}
		if gap := p.at - m.last; gap > 0 && gap <= 4 && !st.scan.V.CJK() && !some(st.atoms[m.last+1:p.at], func(a *lang.Atom) bool { return a.Kind == lang.Punct }) {
			return p
		}
	}
	return nil
}

// ownsBetween reports whether nothing but a mark of possession stands between two atoms.
func (st *sentence) ownsBetween(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if x := &st.atoms[j]; x.Kind != lang.Punct && !st.is(j, linkOf) && st.mark(x) != "s" && st.mark(x) != st.grammar().Possessive && !x.In(lexicon.Plain) && x.Terms != nil {
			return false
		}
	}
	return true
}

// listedIn reports whether the index is only the one that shares belong to: "die im Nasdaq 100
// notierte Aktie", "входящие в Nasdaq 100 акции".
func (st *sentence) listedIn(m *mention) bool {
	listed := func(i int) bool {
		return i >= 0 && i < len(st.atoms) && st.scan.Is(&st.atoms[i], lexicon.Cue, "listed")
	}
	before := m.at - 1
	for before > 0 && !listed(before) && (st.function(&st.atoms[before]) || st.scan.Closed(&st.atoms[before], lexicon.Preposition) || st.scan.Is(&st.atoms[before], lexicon.Measure, "index level")) {
		before--
	}
	after := m.last + 1
	for after+1 < len(st.atoms) && (st.mark(&st.atoms[after]) == "-" || st.scan.Is(&st.atoms[after], lexicon.Measure, "index level")) {
		after++
	}
	return !st.scan.V.CJK() && (listed(after) || listed(before))
}

// stakeIn reports whether the company is only one that another holds a stake in: "a gain of
// $9.5 billion from its stake in Anthropic", 「出資する米新興リビアンの株式の評価損」.
func (st *sentence) stakeIn(m *mention) bool {
	if st.anywhere&cueStake == 0 {
		return false
	}
	if !st.scan.V.CJK() {
		return st.anyIs(m.at-2, m.at, cueStake)
	}
	return st.anyIs(m.at-4, m.at, cueStake) || st.anyIs(m.last+1, min(m.last+3, len(st.atoms)), cueStake)
}

// rival is whom a word for a rival means where no name follows: of two companies that the
// text has named the one that it does not speak of, else one that assay does not know.
func (r *Reader) rival(m *mention) Party {
	if seen := r.disc.recent; len(seen) == 2 && r.disc.subject.ID != "" {
		for _, p := range seen {
			if p.ID != r.disc.subject.ID {
				return p
			}
		}
	}
	return Party{Name: r.text[m.start:m.end]}
}

// companySoon reports whether a company's name stands right behind atom i: "its rival Meta".
func (st *sentence) companySoon(i int) bool {
	return st.nameRun(i+1) > i || st.someOf(lexicon.Entity, func(m *mention) bool { return m.at > i && m.at <= i+2 })
}

// apposedEpithet reports whether an epithet behind a comma says what the name right
// before it is: "TSMC, le fabricant de puces".
func (st *sentence) apposedEpithet(m *mention) bool {
	j := m.at - 1
	for j > 0 && st.scan.Closed(&st.atoms[j], lexicon.Article) {
		j--
	}
	if j < 1 || st.mark(&st.atoms[j]) != "," {
		return false
	}
	if st.placedFirst(j-1) && !(m.last+1 < len(st.atoms) && st.mark(&st.atoms[m.last+1]) == ",") {
		return false // "Para o trimestre do Natal, a empresa fundada por Jeff Bezos aponta …"
	}
	name := &st.atoms[j-1]
	if st.someOf(lexicon.Entity, func(x *mention) bool {
		return x.last == j-1 && x.note == "name" && x.id != m.id
	}) {
		return true
	}
	return name.Kind == lang.Word && name.Terms == nil && name.Capital && !st.grammar().CapitalNouns
}

// explains reports whether the name at atom i only says whose rival the company
// before it is: "AMD, Nvidia's nearest rival, …".
func (st *sentence) explains(i int) bool {
	if i < 2 || st.mark(&st.atoms[i-1]) != "," || !st.atoms[i-2].In(lexicon.Entity) {
		return false
	}
	for j := i + 1; j < len(st.atoms) && j <= i+5; j++ {
		if st.mark(&st.atoms[j]) == "," {
			break
		}
		if st.scan.Is(&st.atoms[j], lexicon.Anaphor, "rival") {
			return true
		}
	}
	return st.ownsNoun(i)
}

// counted reports whether a number word stands before the noun at atom i, an
// adjective between them allowed.
func (st *sentence) counted(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if st.atoms[j].Kind == lang.Punct || st.is(j, linkAnd|linkBut) {
			return false // "62,2 ja Facebookin emoyhtiön 30,1 miljardia"
		}
		if id, ok := st.scan.Has(&st.atoms[j], lexicon.Number); ok && id != "1" || st.atoms[j].Kind == lang.Numeral {
			return true
		}
	}
	return false
}

// antecedent is whom "the company" or "its" at atom at means: the company
// named last before it in the sentence, else the discourse's.
func (r *Reader) antecedent(named []placed, at int) (p Party, guess bool) {
	last := -1
	for i := range named {
		if n := &named[i]; n.at < at && n.at > last && n.party.files() && (n.price <= 1 || n.price == productPrice && n.at == 0) && !n.unsure && !r.st.oblique(n.at) {
			p, last = n.party, n.at // "Facebook put its own figure at …"
		}
	}
	if last >= 0 {
		return p, false
	}
	return r.theCompany(), !r.disc.fresh
}

// oblique reports whether the name at atom i stands behind a preposition that
// makes it neither a subject nor the owner of a measure: "with the chips of
// Nvidia". A name that a preposition opens the sentence with is its topic.
func (st *sentence) oblique(i int) bool {
	j := i - 1
	if j < 1 || !st.scan.Closed(&st.atoms[j], lexicon.Preposition) || st.someOf(lexicon.Cue, func(m *mention) bool { return m.id == "as for" && m.last == j }) {
		return false
	}
	before := &st.atoms[j-1]
	if before.Kind != lang.Word || before.Terms != nil && !st.countsNoun(before) {
		return false
	}
	if !st.scan.Closed(&st.atoms[j], lexicon.Owner) {
		return true
	}
	for j -= 2; j > 0 && st.scan.Closed(&st.atoms[j], lexicon.Article); j-- {
	}
	return j >= 0 && st.scan.Closed(&st.atoms[j], lexicon.Preposition) // what it owns stands behind one itself
}

// countsNoun reports whether a word of the lexicon is only a noun that numbers
// count: "chips", "users".
func (st *sentence) countsNoun(a *lang.Atom) bool {
	id, ok := st.scan.Has(a, lexicon.Unit)
	return ok && strings.HasPrefix(id, "x:")
}

// shared reports whether an epithet belongs to several entities.
func (r *Reader) shared(st *sentence, m *mention) bool {
	n := 0
	for i := range st.ms {
		if x := &st.ms[i]; x.class == lexicon.Entity && x.at == m.at {
			n++
		}
	}
	return n > 1
}

// placedFirst reports whether the words up to atom last open the sentence with a preposition and
// name no company: a place or a time, "In Santa Clara, the maker of chips …".
func (st *sentence) placedFirst(last int) bool {
	return last > 0 && last < 8 && st.scan.Closed(&st.atoms[0], lexicon.Preposition) && !st.classBetween(lexicon.Entity, -1, last+1)
}

// theCompany is whom "the company" means: the subject of this paragraph, else
// whom the article is about.
func (r *Reader) theCompany() Party {
	if r.disc.fresh && r.disc.subject.Name != "" {
		return r.disc.subject
	}
	if !r.disc.fresh && r.disc.asked.Name != "" {
		return r.disc.asked
	}
	if len(r.titled) == 0 && r.disc.before.Name != "" {
		return r.disc.before
	}
	if r.disc.main.Name != "" && !(len(r.titled) > 1 && r.titled[r.disc.subject.ID]) {
		return r.disc.main
	}
	return r.disc.subject // of two that the headline names, the one spoken of last
}

// ownsNoun reports whether the name at atom i owns the noun of an insertion between
// commas: "Microsoft, Nvidia's largest customer by most accounts, said …".
func (st *sentence) ownsNoun(i int) bool {
	if mark := st.mark(&st.atoms[min(i+1, len(st.atoms)-1)]); mark != "'" && mark != "’" {
		return false
	}
	for j := i + 2; j < len(st.atoms) && j <= i+11; j++ {
		a := &st.atoms[j]
		if st.mark(a) == "," {
			return j > i+4
		}
		if st.used[j] || a.In(lexicon.Measure) || a.In(lexicon.Direction) || a.In(lexicon.Entity) || st.is(j, linkAnd) {
			return false
		}
	}
	return false
}

// givesReason reports whether the name at atom i stands in a clause behind a figure whose
// measure is said before, and owns a noun that means no measure: it only tells why.
func (st *sentence) givesReason(i int, f *lang.Figure, measure *mention) bool {
	return i > f.Last && measure != nil && measure.last < f.First && st.otherClause(f.Last, i) && st.ofUnknownNoun(i)
}

// ofUnknownNoun reports whether a preposition makes the name at atom i the owner of a noun
// that means no measure: "la plusvalía latente de Rivian".
func (st *sentence) ofUnknownNoun(i int) bool {
	j := i - 1
	for j > 0 && st.scan.Closed(&st.atoms[j], lexicon.Article) && !st.is(j, linkOf) {
		j--
	}
	if j < 1 || st.scan.V.CJK() || !st.is(j, linkOf) && !st.scan.Closed(&st.atoms[j], lexicon.Preposition) {
		return false
	}
	noun := &st.atoms[j-1]
	return noun.Kind == lang.Word && (noun.Terms == nil && !st.function(noun) || st.scan.Is(noun, lexicon.Other, "stake") || st.scan.Is(noun, lexicon.Other, "charge"))
}
