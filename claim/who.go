package claim

import (
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// who settles the parties.
func (r *Reader) who(d *draft, ps []placed, prev *draft) {
	if len(d.parties) > 0 {
		return
	}
	if p := r.volatileAsset(d, ps); p != nil {
		d.parties = r.partyArena.keep(p.party)
		return
	}
	if p, ok := r.companyOfPair(d.fig, ps); ok {
		d.parties = r.partyArena.keep(p)
		return
	}
	if p, ok := r.partOfSum(d.fig, ps); ok {
		d.parties = r.partyArena.keep(p)
		return
	}
	if prev != nil && len(prev.parties) > 1 && (d.kind == Change || d.kind == Ratio && r.st.figuresBetween(prev.fig.Last, d.fig.First) == 0) && !r.namedBetween(ps, prev.fig.Last, d.fig.First) && !r.aloneBefore(d.fig, ps) {
		d.parties, d.groupGuessed = prev.parties, prev.groupGuessed // the growth of a sum, or its share of something
		return
	}
	if p, second := r.pitted(d.fig, ps); p != nil {
		if d.parties = r.partyArena.keep(p.party); second {
			d.prior, d.base, d.baseSaid = false, "", false
		}
		return
	}
	if p := r.ownerBehind(d.fig, ps); p != nil {
		d.parties = r.partyArena.keep(p.party)
		return
	}
	if p, ok := r.byRank(d.fig, ps); ok {
		d.parties, d.ranked = r.partyArena.keep(p), true
		return
	}
	g, guess := r.group(d.fig, ps)
	g = r.partyArena.keep(g...) // it may be a list that the discourse goes on with
	if len(g) == 1 && r.unnamed(g[0], ps, d.fig) {
		d.parties = g
		return
	}
	if len(g) > 1 && d.kind == Change && (r.st.respectively || r.st.oneEach(d.fig, len(g))) {
		if each, ok := r.respectively(d, g, ps); ok { // "Microsoft and Meta lost 6.1 % and 4.1 % respectively"
			d.parties = r.partyArena.keep(each)
			return
		}
	}
	if len(g) > 1 && (d.kind == Level || d.kind == Change && r.st.summed(d.fig)) {
		if each, ok := r.respectively(d, g, ps); ok && r.addedUp(d.fig, ps) == nil {
			d.parties = r.partyArena.keep(each)
			return
		}
		d.parties, d.groupGuessed = g, guess
		return
	}
	if d.measure == nil && len(ps) == 0 && prev == nil && r.disc.claimed && len(r.disc.parties) > 1 && d.kind == Level {
		d.parties, d.entityGuessed = r.disc.parties, true // "That compares with $57bn a year earlier", of a sum
		return
	}
	if prev != nil && isPercent(d.fig) && r.st.bracketOf(prev.fig, d.fig) && len(prev.parties) > 0 && !r.namedBetween(ps, prev.fig.Last, d.fig.First) {
		d.parties, d.entityGuessed = prev.parties, prev.entityGuessed // "Meta 62,4 Mrd. (plus 60 Prozent), Amazon verdoppelte sich"
		return
	}
	s := r.partyFor(d.fig, d.measure, ps)
	d.rival, d.entityOfDiscourse = s.rival, !s.said
	if (s.human || r.speaksOfPerson(ps, d.measure)) && d.baseMetric == "net income" && d.measure != nil && r.st.measuringVerb(&r.st.atoms[d.measure.at]) && d.fig.Value.Value.Cmp(quantity.Pow10(9)) < 0 {
		d.other = "salary" // "Tim Cook earned $63 million"
	}
	if s.guess && prev != nil && len(prev.parties) > 0 {
		d.parties, d.entityGuessed = prev.parties, prev.entityGuessed
		return
	}
	if s.party.Name != "" {
		d.parties = r.partyArena.keep(s.party)
	}
	d.entityGuessed = s.guess
}

// bracketOf reports whether the figure stands in the bracket right behind an amount.
func (st *sentence) bracketOf(g, f *lang.Figure) bool {
	return isMoney(g) && !st.scan.V.CJK() && f.First > g.Last && f.First-g.Last <= 5 && st.at[f.First].depth > st.at[g.Last].depth && st.pastBracket(g.Last) > f.Last
}

// aloneBefore reports whether the figure's clause begins with one company and names no other
// before it.
func (r *Reader) aloneBefore(f *lang.Figure, ps []placed) bool {
	n := 0
	for i := range ps {
		if p := &ps[i]; p.at < f.First && p.party.files() && p.price == 0 && r.st.at[p.at].strong == r.st.at[f.First].strong {
			n++
		}
	}
	return n == 1
}

// ownerBehind is the company that stands with a preposition right behind the figure, where
// one does behind another figure of its kind in a list: "against 43 % at Meta, 32.4 % at
// Alphabet and 11.4 % at Amazon".
func (r *Reader) ownerBehind(f *lang.Figure, ps []placed) *placed {
	st := &r.st
	if st.scan.V.CJK() || len(ps) < 2 {
		return nil
	}
	var mine *placed
	owned := 0
	for i := range st.figs {
		g := &st.figs[i]
		if g.Unit != f.Unit {
			continue
		}
		for k := range ps {
			p := &ps[k]
			if p.at <= g.Last || p.at != g.Last+2 && p.at != st.behindOwner(g) && p.at != st.ownerAfter(g) || !p.party.files() || st.atoms[p.at-1].Kind != lang.Word || st.measureAt(p.at-1) || st.is(p.at-1, linkAnd|linkBut|linkThan|linkVersus|linkFrom) && !st.scan.Closed(&st.atoms[p.at-1], lexicon.Owner) || !st.endsItem(p.at) {
				continue
			}
			owned++
			if g == f {
				mine = p
			}
		}
	}
	if owned < 2 {
		return nil
	}
	return mine
}

// endsItem reports whether the item of a list ends behind atom i, a possessive passed over:
// "three quarters of Alphabet's and 9.4 % of Amazon's".
func (st *sentence) endsItem(i int) bool {
	if i+2 < len(st.atoms) && st.possessive(i+2) {
		i += 2
	}
	return i+1 >= len(st.atoms) || st.atoms[i+1].Kind == lang.Punct && st.mark(&st.atoms[i+1]) != "'" || st.is(i+1, linkAnd|linkBut)
}

// speaksOfPerson reports whether the subject of a measuring verb is a person: the
// last one named before it by name.
func (r *Reader) speaksOfPerson(ps []placed, measure *mention) bool {
	person := false
	for i := range ps {
		if p := &ps[i]; measure != nil && p.at < measure.at && (p.price <= 1 || p.price == personPrice) {
			person = p.price == personPrice
		}
	}
	return person
}

// namedBetween reports whether a company is named between two atoms.
func (r *Reader) namedBetween(ps []placed, a, b int) bool {
	return some(ps, func(p *placed) bool { return p.at > a && p.at < b && p.party.files() })
}

// unnamed reports whether a group that nobody named is whom the figure speaks
// of: no company stands between the two.
func (r *Reader) unnamed(g Party, ps []placed, f *lang.Figure) bool {
	for i := range ps {
		if ps[i].at < f.First && ps[i].party.files() {
			return false
		}
	}
	return g.ID == ""
}

// partyIDs are the ids of parties.
func (r *Reader) partyIDs(ps []Party) []entity.ID {
	var few [4]entity.ID
	ids := few[:0]
	for i := range ps {
		ids = append(ids, ps[i].ID)
	}
	return r.idArena.keep(ids...)
}

// companyBetween reports whether a company, not a possessive, is named between
// two atoms.
func (st *sentence) companyBetween(a, b int) bool {
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= a || m.at >= b {
			continue
		}
		if m.class == lexicon.Entity && unitSegment(m) == "" || m.class == lexicon.Anaphor && m.id == "company" && m.end-m.start > 3 {
			return true
		}
	}
	return false
}

// companyNamed is companyBetween where a pronoun names none.
func (st *sentence) companyNamed(a, b int) bool {
	return some(st.ms, func(m *mention) bool {
		return m.at > a && m.at < b && (m.class == lexicon.Entity && unitSegment(m) == "" || m.class == lexicon.Anaphor && (m.id == "total" || m.id == "company" && m.end-m.start > 3 && st.scan.Closed(&st.atoms[max(m.at-1, 0)], lexicon.Article)))
	})
}

// subject is whom a figure speaks of, and how sure that is.
type subject struct {
	party Party
	guess bool   // not said beside the figure
	said  bool   // named in the sentence
	human bool   // named through a person
	rival string // an unknown name that stands nearer and may be its company
}

// partyFor is whom the figure speaks of: the cheapest party around the
// measure, one in front preferred; else the discourse's.
func (r *Reader) partyFor(f *lang.Figure, measure *mention, ps []placed) subject {
	st := &r.st
	anchor := f.First
	if measure != nil && measure.at < f.First && st.at[measure.at].strong == st.at[f.First].strong && st.figuresBetween(measure.at, f.First) == 0 {
		anchor = measure.at
	}
	if anchor != f.First && st.otherClause(anchor, f.First) && some(ps, func(p *placed) bool {
		return p.at > anchor && p.at < f.First && !p.unsure && p.price <= 1 && !st.otherClause(p.at, f.First)
	}) {
		anchor = f.First // "Meta doubled its capex, at Alphabet it came to 17.2bn"
	}
	for i := range ps { // "Alphabet ($24.0 billion)"
		if p := &ps[i]; p.party.files() && !p.unsure && p.at == f.First-2 && st.at[f.First].depth > st.at[p.at].depth {
			return subject{party: p.party, said: true}
		}
	}
	if at := st.versusOwner(f); at > 0 {
		for i := range ps {
			if ps[i].at == at && ps[i].party.files() && !ps[i].unsure {
				return subject{party: ps[i].party, said: true}
			}
		}
	}
	if p := r.listed(f, ps); p != nil {
		return subject{party: p.party, said: true}
	}
	var best, rival *placed
	bestCost, rivalCost := farEntityPrice, farEntityPrice
	for i := range ps {
		p := &ps[i]
		if p.party.ID.Kind() == "index" || p.party.ID.Kind() == "asset" {
			continue
		}
		var c int
		switch {
		case p.at <= anchor:
			c = st.cost(p.at, anchor) + 2*st.figuresBetween(p.at, anchor)
		case p.at < f.First: // between the measure and the figure
			c = st.cost(anchor, p.at) + 1
		case st.linkAfter(f.Last, linkOf|linkIn|linkFor) && p.at-f.Last <= 4 && !st.bracketBehind(p.at):
			c = st.cost(f.Last, p.at) + 6
		default:
			c = st.cost(f.Last, p.at) + 10 + 8*st.figuresBetween(f.Last, p.at)
			if st.ofRival(f, p.at) {
				c += farEntityPrice // "43 Cent – eine Marge, von der man beim Rivalen SAP nur träumen kann"
			}
			if st.higherThan(p.at) {
				c += farEntityPrice // "the margin of 75 % is higher than Apple's"
			}
			if st.ownsNext(f, p.at) {
				c += farEntityPrice
			}
			if st.givesReason(p.at, f, measure) {
				c += farEntityPrice // "2.722 millones, gracias, en buena medida, a la plusvalía latente de Rivian"
			}
			if st.contrasted(f.Last, p.at) || st.semicolonBetween(f.Last, p.at) || r.tellsInBracket(p.at, f) || st.bracketBehind(p.at) || st.ownsNumber(p.at, f) || st.versusOwns(f, p.at) {
				c += farEntityPrice // "rose 11 %, while Amazon fell 8 %"
			}
			if st.onlyMeasuredAgainst(f, measure, p.at) {
				c += farEntityPrice
			}
			if st.scan.V.CJK() && i > 0 && ps[0].party.files() && ps[0].price == 0 && ps[0].at < anchor && st.otherClause(f.Last, p.at) {
				c += farEntityPrice // 「微軟淨利384.6億美元，其中包含投資OpenAI的收益」
			}
		}
		c += p.price
		if st.heldAgainstAt(p.at, f) {
			c += farEntityPrice
		}
		if r.forecasting && p.at < f.First && st.expects(p.at) && some(ps, func(q *placed) bool { return q.at > p.at+1 && q.at < f.First && q.party.files() }) {
			c += holderPrice // "Goldman Sachs expects Alphabet's revenue …"
		}
		if st.oblique(p.at) {
			c += obliquePrice
		}
		if r.title && i > 0 && ps[0].party.files() && p.at < anchor && st.semicolonBetween(p.at, anchor) {
			c += farEntityPrice // "Amazon profit doubles on Rivian gain; shares surge 13.5%"
		}
		if st.inRelative(p.at, f) {
			c += farEntityPrice
		}
		if i > 0 && st.inserted(ps[i-1].at, p.at, f.First) && ps[i-1].price == 0 && ps[i-1].party.files() {
			c += 2 * obliquePrice
		}
		switch {
		case p.unsure && c < rivalCost:
			rival, rivalCost = p, c
		case !p.unsure && c < bestCost:
			best, bestCost = p, c
		}
	}
	var s subject
	switch {
	case best != nil:
		s = subject{party: best.party, guess: best.guess, said: best.price <= 1, human: best.price == personPrice}
	case len(ps) > 0 && ps[0].party.ID.Kind() == "cik" && !ps[0].unsure && !st.heldAgainstAt(ps[0].at, f) && !(ps[0].at > f.Last && (st.contrasted(f.Last, ps[0].at) || st.semicolonBetween(f.Last, ps[0].at) || st.higherThan(ps[0].at) || r.tellsInBracket(ps[0].at, f) || st.ownsNumber(ps[0].at, f) || st.versusOwns(f, ps[0].at) || st.givesReason(ps[0].at, f, measure) || st.onlyMeasuredAgainst(f, measure, ps[0].at) || st.ofRival(f, ps[0].at))):
		s = subject{party: ps[0].party, guess: true}
	case r.disc.fresh && r.disc.subject.Name != "":
		s = subject{party: r.disc.subject}
	case measure == nil && len(ps) == 0 && r.disc.claimed && len(r.disc.parties) == 1:
		s = subject{party: r.disc.parties[0], guess: true}
	default:
		s = subject{party: r.theCompany(), guess: true}
	}
	if rival != nil && rivalCost < bestCost {
		s.rival = rival.party.Name
	}
	return s
}

// inRelative reports whether the name at atom i stands in a relative clause between commas that
// has no figure and describes another name or a part of a business: "OpenAI, an dem Microsoft
// beteiligt ist, soll …", "AWS-yksikkö, josta Netflix on riippuvainen, kasvatti …".
func (st *sentence) inRelative(i int, f *lang.Figure) bool {
	if st.anywhere&cueWhich == 0 && !st.grammar().CapitalNouns || st.scan.V.CJK() || st.at[i].strong != st.at[f.First].strong || st.at[i].weak >= st.at[f.First].weak || st.figureInClause(i) {
		return false
	}
	for j, commas := i, 0; j > 1 && commas < 2 && st.at[j].strong == st.at[i].strong && !st.figureInClause(j); j-- {
		if st.mark(&st.atoms[j-1]) != "," {
			continue
		}
		if commas++; j < i && st.relativeAt(j, i) && (st.atoms[j-2].Capital || some(st.atoms[max(j-4, 0):j-1], func(a *lang.Atom) bool { return a.InAny(1<<lexicon.Entity | 1<<lexicon.Segment | 1<<lexicon.Anaphor) })) && !st.atoms[j-2].In(lexicon.Measure) {
			return true
		}
	}
	return false
}

// relativeAt reports whether a relative clause begins at atom j behind a comma, with the name at
// atom i in it.
func (st *sentence) relativeAt(j, i int) bool {
	if st.anyIs(j, min(j+2, i), cueWhich) {
		return true
	}
	if st.grammar().CapitalNouns && st.scan.Closed(&st.atoms[j], lexicon.Article) { // its verb stands last: "die Werbung, die Händler auf den Suchseiten schalten"
		last := i + 1
		for last < len(st.atoms) && st.atoms[last].Kind == lang.Word {
			last++
		}
		verb := &st.atoms[last-1]
		return last-1 > i && !verb.Capital && !st.function(verb)
	}
	return st.grammar().CapitalNouns && st.scan.Closed(&st.atoms[j], lexicon.Preposition) && st.scan.Closed(&st.atoms[j+1], lexicon.Article) && j+2 <= i && st.atoms[j+2].In(lexicon.Entity)
}

// tellsInBracket reports whether the name at atom i stands in a later clause than the
// figure and has one of its own in the bracket right behind it: "Ses recettes ont crû de
// 26 %, un rythme que ni Alphabet (16 %) ni Microsoft (18 %) n'ont su tenir".
func (r *Reader) tellsInBracket(i int, f *lang.Figure) bool {
	st := &r.st
	return i > f.Last && st.otherClause(f.Last, i) && some(st.figs, func(g *lang.Figure) bool {
		return g.First == i+2 && st.at[g.First].depth > st.at[i].depth
	})
}

// bracketBehind reports whether a figure in a bracket right behind the name at atom i is what is told of
// it: "melemah 3,3% bersama Meta (-4,1%)".
func (st *sentence) bracketBehind(i int) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return isPercent(g) && g.First == i+2 && st.at[g.First].depth > st.at[i].depth
	})
}

// ownsNumber reports whether "of" joins the name at atom i to another number behind the
// figure: "il margine operativo, al 40 per cento, resta il secondo dopo il 49 di Microsoft"; or
// one of the figure's kind follows it behind a comma: "Sen osake nousi 7,9 prosenttia, Metan
// 20,3 prosenttia".
func (st *sentence) ownsNumber(i int, f *lang.Figure) bool {
	if i-2 >= f.Last && isPercent(f) && !st.scan.V.CJK() && (st.mark(&st.atoms[i-1]) == "," || st.mark(&st.atoms[i-2]) == ",") && some(st.figs, func(g *lang.Figure) bool {
		return g.First > i && g.First-i <= 3 && isPercent(g) && st.at[g.First].weak == st.at[i].weak && st.figuresBetween(i, g.First) == 0
	}) {
		return true
	}
	return i-2 > f.Last && st.is(i-1, linkOf) && some(st.figs, func(g *lang.Figure) bool { return g.Last == i-2 })
}

// higherThan reports whether the name at atom i is only what something is higher
// or lower than: "höher als bei Apple".
func (st *sentence) higherThan(i int) bool {
	for j := i - 1; j > 0 && j >= i-2; j-- {
		if st.is(j, linkThan) {
			return st.atoms[j-1].In(lexicon.Direction) || strings.Contains(st.mark(&st.atoms[j]), " ") && !st.is(j, linkOf) || j == i-2 && st.scan.Closed(&st.atoms[i-1], lexicon.Owner)
		}
	}
	return false
}

// contrasted reports whether a conjunction opens a clause of its own between two
// atoms.
func (st *sentence) contrasted(a, b int) bool {
	return st.anyIs(a+1, b, linkBut|linkSub)
}

// obliquePrice is the price of a name that a preposition makes no subject.
const obliquePrice = 8

// inserted reports whether the name at atom b stands in an insertion between commas
// right behind the name at atom a, and the figure behind it: "Super Micro, which buys
// chips from Nvidia, posted sales of $5.8 billion".
func (st *sentence) inserted(a, b, f int) bool {
	return b > a+2 && b < f && st.mark(&st.atoms[a+1]) == "," && st.at[a].strong == st.at[f].strong && st.at[b].weak == st.at[a].weak+1 && st.at[f].weak >= st.at[a].weak+2 &&
		st.figuresBetween(a, b) == 0 && !st.scan.V.CJK()
}

// partOfSum is the company right behind an amount that "of which" takes out of what
// several have together: "les quatre ont investi 72 milliards, dont 25 milliards pour
// Amazon et 17,2 milliards pour Alphabet".
func (r *Reader) partOfSum(f *lang.Figure, ps []placed) (Party, bool) {
	st := &r.st
	if !isMoney(f) || st.scan.V.CJK() {
		return Party{}, false
	}
	for i := range ps {
		p := &ps[i]
		if p.at <= f.Last || p.at-f.Last > 2 || p.price > 1 || !p.party.files() || st.otherClause(f.Last, p.at) || p.at-f.Last == 2 && !st.scan.Closed(&st.atoms[f.Last+1], lexicon.Preposition) {
			continue
		}
		for j := f.First - 1; j >= 0 && st.at[j].strong == st.at[f.First].strong; j-- {
			if st.is(j, linkOfWhich) {
				return p.party, r.severalBefore(j, ps)
			}
		}
	}
	return Party{}, false
}

// severalBefore reports whether more than one company is spoken of before atom j.
func (r *Reader) severalBefore(j int, ps []placed) bool {
	n := 0
	for i := range ps {
		if ps[i].at < j && ps[i].price <= 1 && ps[i].party.files() {
			n++
		}
	}
	return n > 1 || r.st.someOf(lexicon.Anaphor, func(m *mention) bool {
		return m.at < j && (m.id == "pair" || len(m.id) >= 7 && m.id[:7] == "several")
	})
}

// ownsNext reports whether the name at atom i opens a clause behind the figure's and has
// a figure of the same kind right behind it for its own: "рентабельность его империи —
// 42%, у Alphabet — 32%".
func (st *sentence) ownsNext(f *lang.Figure, i int) bool {
	return i > f.Last && st.otherClause(f.Last, i) && !st.scan.V.CJK() && some(st.figs, func(g *lang.Figure) bool {
		return g.First > i && g.First-i <= 4 && (g.Unit == f.Unit && isMoney(g) == isMoney(f) || relative(g) && isMoney(f))
	})
}
