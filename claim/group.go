package claim

import (
	"slices"
	"strconv"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// group is the parties of a sum: a list in the sentence, or "the three", "both".
// An unnamed group ("the four largest cloud companies") is one party without an
// ID.
func (r *Reader) group(f *lang.Figure, ps []placed) (list []Party, guess bool) {
	st := &r.st
	if st.at[f.First].depth > 0 {
		return nil, false
	}
	want, at := 0, -1
	for i := range st.ms {
		m := &st.ms[i]
		switch {
		case m.class == lexicon.Anaphor && strings.HasPrefix(m.id, "several"):
			want, at = 3, m.at
			if _, n, ok := strings.Cut(m.id, ":"); ok {
				want, _ = strconv.Atoi(n)
			}
		case m.class == lexicon.Anaphor && m.id == "pair":
			want, at = 2, m.at
		}
	}
	if want == 0 {
		want, at = st.countOfParties(f)
	}
	for i := range st.figs { // 3社
		if g := &st.figs[i]; (g.Unit == "x:company" || g.Unit == "x:item" && g.First > 0 && st.glue(&st.atoms[g.First-1])) && g.Last < f.First && g.Value.Value.Cmp(quantity.Int(2)) >= 0 && g.Value.Value.Cmp(quantity.Int(9)) <= 0 {
			want, _ = strconv.Atoi(g.Value.Value.String())
			at = g.First
		}
	}
	if want > 0 && (r.ownRelative(at, f, ps) || r.oneOfThem(at, f, ps)) {
		return nil, false
	}
	if g := st.lastBefore(f.First); want > 0 && isPercent(f) && g != nil && isMoney(g) && r.nextInList(at, g, ps) {
		return nil, false // 「其中亚马逊1431亿美元，同比增长13%」
	}
	if want > 0 && isMoney(f) && st.figuresBetween(at, f.First) > 0 && (!st.scan.V.CJK() && r.listed(f, ps) != nil || r.nextInList(at, f, ps)) {
		return nil, false // "Both spend: Meta invested 16.5bn and Alphabet, 22.4bn"
	}
	if want > 0 && isMoney(f) && !st.scan.V.CJK() && r.firstOfList(at, f, ps) {
		return nil, false
	}
	if inside := func(p placed) bool { return st.inRelative(p.at, f) }; slices.ContainsFunc(ps, inside) {
		ps = slices.DeleteFunc(slices.Clone(ps), inside)
	}
	run := r.run(f, ps)
	switch {
	case want > 0 && at < f.First && r.addedCompany(f, ps) != nil:
		return r.addedCompany(f, ps), false
	case want > 0 && at < f.First:
		if len(run) >= want {
			return run[:want], false
		}
		if stated := withRun(r.stated(), run); len(stated) == want {
			return stated, false
		}
		if here := withRun(r.disc.here, run); len(here) == want {
			return here, false
		}
		if here := withRun(r.disc.here, namedBefore(f, ps)); len(here) == want {
			return here, false // 「アマゾンは442億ドル、アルファベットは357億ドルで、3社合わせた額は1107億ドル」
		}
		if len(run) == 0 && len(r.disc.group) == want {
			return r.disc.group, false
		}
		if all := withRun(r.disc.recent, run); len(all) >= want {
			return all[len(all)-want:], len(all) > want
		}
		if len(run) == 0 && at >= 0 && st.cost(at, f.First) < farEntityPrice {
			return []Party{{Name: st.mark(&st.atoms[at])}}, true
		}
	case len(run) > 1:
		return run, false
	case r.togetherWith(f, ps) != nil:
		return r.togetherWith(f, ps), false
	case st.summed(f) && r.addedUp(f, ps) != nil:
		return r.addedUp(f, ps), false
	case len(run) == 0 && len(ps) == 0 && len(r.disc.here) > 1 && st.summed(f):
		return r.disc.here, true // 「純利益の合計は」 of the companies named before
	}
	return nil, false
}

// namedBefore are the companies that the sentence names before the figure.
func namedBefore(f *lang.Figure, ps []placed) (out []Party) {
	for i := range ps {
		if p := &ps[i]; p.at < f.First && p.party.files() && !p.unsure && p.price == 0 {
			out = append(out, p.party)
		}
	}
	return out
}

// stated are the companies that the paragraph has given figures of, without those
// that it only names: "for Nvidia's chips it paid 22.6bn … Alphabet spent 13.1bn and
// Meta 8.3bn. The three together …".
func (r *Reader) stated() (out []Party) {
	for i := r.disc.firstClaim; i < len(r.claims); i++ {
		if c := &r.claims[i]; c.Kind == Level && !c.Open && len(c.Entities) == 1 && c.Metric != "price" {
			out = latest(out, c.Entities[0])
		}
	}
	return out
}

// listed is the company right before a figure in a list that repeats neither
// verb nor measure: "Amazon spent $13.2bn, Meta $8.2bn".
func (r *Reader) listed(f *lang.Figure, ps []placed) *placed {
	st := &r.st
	for i := range ps {
		p := &ps[i]
		if !p.party.files() || p.unsure || st.figuresBetween(-1, p.at) == 0 || p.price > 0 && !st.elliptic(p.at) {
			continue
		}
		if p.at == f.First-1 || p.at == f.First-2 && (st.mark(&st.atoms[p.at+1]) == "," || st.is(p.at+1, linkWith)) {
			return p
		}
	}
	return nil
}

// firstOfList reports whether the figure and the company right before it open a list behind "both":
// "Kumpikin maksoi osinkoa, Alphabet 7,4 miljardia ja Meta 5,1 miljardia dollaria".
func (r *Reader) firstOfList(at int, f *lang.Figure, ps []placed) bool {
	st := &r.st
	before := func(g *lang.Figure) bool {
		return some(ps, func(p *placed) bool { return p.at == g.First-1 && p.party.files() && !p.unsure })
	}
	return at < f.First && f.First > 1 && st.atoms[f.First-2].Kind == lang.Punct && before(f) && some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && st.at[g.First].strong == st.at[f.First].strong && st.figuresBetween(f.Last, g.First) == 0 && before(g)
	})
}

// nextInList reports whether a company stands right before the figure, a mark or a particle
// between, in a list that "both" at an atom leads to: 「両社とも重く、アルファベットが454億ドル、メタが385億
// ドル」, "обе: Alphabet — 45,4 млрд, Meta — 38,5 млрд".
func (r *Reader) nextInList(at int, f *lang.Figure, ps []placed) bool {
	return some(ps, func(p *placed) bool {
		return p.at > at && p.at < f.First && f.First-p.at <= 2 && p.price == 0 && !p.unsure && p.party.files() && r.st.figuresBetween(at, p.at) > 0
	})
}

// addedCompany are the companies of "the two" with the one that "together with"
// adds: "i due gruppi, insieme ad Alphabet, arrivano a 78,3 miliardi".
func (r *Reader) addedCompany(f *lang.Figure, ps []placed) []Party {
	pair := r.togetherWith(f, ps)
	if pair == nil {
		return nil
	}
	added := pair[1]
	var named []Party
	for _, p := range r.disc.recent {
		if p.ID.Kind() == "cik" && p.ID != added.ID {
			named = append(named, p)
		}
	}
	if len(r.disc.here) >= 2 {
		named = withRun(r.disc.here, nil)
		named = slices.DeleteFunc(slices.Clone(named), func(p Party) bool { return p.ID == added.ID })
	}
	want := 2
	r.st.each(lexicon.Anaphor, func(m *mention) {
		if _, n, ok := strings.Cut(m.id, "several:"); ok {
			want, _ = strconv.Atoi(n)
		}
	})
	if len(named) < want {
		return nil
	}
	return append(slices.Clone(named[len(named)-want:]), added)
}

// adding reports whether a verb of adding stands before the figure, so that it is a
// sum of what the sentence does not say of one company alone: 「연구개발비까지
// 더하면 투자액은 527억달러」.
func (st *sentence) adding(f *lang.Figure) bool {
	return st.signalled(linkAdding, func(m *mention) bool {
		return m.last < f.First && st.at[m.at].strong == st.at[f.First].strong && st.figuresBetween(m.last, f.First) == 0
	})
}

// combined reports whether the measure before the figure is told to be one of several
// together: "combined capital expenditures were $42.8 billion".
func (st *sentence) combined(f *lang.Figure, measure *mention) bool {
	return measure != nil && measure.last < f.First && st.signalled(linkTogether, func(m *mention) bool { return m.last+1 == measure.at })
}

// togetherWith are the subject and the company that "together with" adds to it:
// "Alphabet earned $34.5bn; together with Meta it earned $61.2bn".
func (r *Reader) togetherWith(f *lang.Figure, ps []placed) []Party {
	st := &r.st
	for i := range ps {
		p := &ps[i]
		if p.at < 1 || p.at > f.First || p.price > 0 || !p.party.files() || st.figuresBetween(p.at, f.First) > 0 || st.at[p.at].strong != st.at[f.First].strong {
			continue
		}
		with := p.at - 1
		if !st.is(with, linkWith) && !st.is(with, linkTogether) {
			continue
		}
		if !st.is(with, linkTogether) && (with < 1 || !st.is(with-1, linkTogether)) {
			continue
		}
		other := r.theCompany()
		for k := range ps {
			if q := &ps[k]; q.party.ID != p.party.ID && q.at < f.First && q.party.files() {
				other = q.party
			}
		}
		if other.ID != "" && other.ID != p.party.ID {
			return []Party{other, p.party}
		}
	}
	return nil
}

// run is the list of companies before the figure that only commas and "and"
// hold together: "Microsoft, Alphabet, Amazon und Meta".
func (r *Reader) run(f *lang.Figure, ps []placed) []Party {
	st := &r.st
	var few [8]Party
	run, last := few[:0], -1
	for i := range ps {
		p := &ps[i]
		if p.party.ID.Kind() != "cik" || p.price >= anaphorPrice || p.at > f.First { // "with Nvidia's chips, the company": no list
			continue
		}
		if last >= 0 && r.onlyListing(last, p.at) {
			run = append(run, p.party)
		} else if len(run) < 2 || st.figuresOutside(last, p.at) > 0 {
			run = append(run[:0], p.party)
		}
		last = p.at
	}
	if len(run) < 2 {
		return nil
	}
	out := run[:0]
	for _, p := range run {
		if !some(out, func(q *Party) bool { return q.ID == p.ID }) {
			out = append(out, p)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return r.partyArena.keep(out...)
}

// onlyListing reports whether only commas, "and" and glue stand between.
func (r *Reader) onlyListing(a, b int) bool {
	st := &r.st
	seen, apposed := b == a+1 && st.andBehind(b), false // "मेटा-संस्था आल्फाबेट्-संस्था च"
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		switch {
		case st.companyNoun(j):
			seen, apposed = seen || st.andBehind(b), true
		case st.at[j].depth > st.at[a].depth || x.Kind == lang.Punct && strings.Contains("()（）", st.mark(x)): // "Amazon ($35bn), Meta ($19bn)"
		case x.Kind == lang.Punct && strings.Contains(",、，・/&", st.mark(x)), st.is(j, linkAnd):
			seen = true
		case x.Kind == lang.Punct && st.mark(x) == "-":
			seen = seen || !apposed && st.dual(b) || x.Joined && b == a+2 && !st.scan.V.CJK() // "le trio Microsoft-Alphabet-Meta"
		case st.glue(x):
		default:
			return false
		}
	}
	return seen
}

// companyNoun reports whether atom i is a word for a company that a hyphen joins to
// the name before it: "मेटा-संस्थायाः".
func (st *sentence) companyNoun(i int) bool {
	return i > 1 && st.atoms[i].Joined && st.mark(&st.atoms[i-1]) == "-" && st.scan.Is(&st.atoms[i], lexicon.Anaphor, "company")
}

// andBehind reports whether "and" stands behind the name at atom i and the noun
// joined to it, as where it follows the last of a list.
func (st *sentence) andBehind(i int) bool {
	i++
	if i+1 < len(st.atoms) && st.companyNoun(i+1) {
		i += 2
	}
	return i < len(st.atoms) && st.is(i, linkAnd)
}

// dual reports whether the last name of a compound of names carries a word for
// two or several: "आल्फाबेट्-मेटा-संस्थयोः".
func (st *sentence) dual(b int) bool {
	if b+2 >= len(st.atoms) || st.mark(&st.atoms[b+1]) != "-" {
		return false
	}
	id, ok := st.scan.Has(&st.atoms[b+2], lexicon.Anaphor)
	return ok && (id == "pair" || strings.HasPrefix(id, "several"))
}

// countOfParties finds "the three", "alle vier", "die beiden": a number word
// under an article before the figure that counts nothing else.
func (st *sentence) countOfParties(f *lang.Figure) (n, at int) {
	if !st.numbered {
		return 0, -1
	}
	for i := range min(f.First, len(st.atoms)) {
		a := &st.atoms[i]
		id, ok := st.scan.Has(a, lexicon.Number)
		if !ok || len(id) != 1 || st.used[i] && !st.bareFigure(i) {
			continue
		}
		v := int(id[0] - '0')
		if v < 2 || v > 9 || i == 0 || !st.glue(&st.atoms[i-1]) || i+1 < len(st.atoms) && (st.used[i+1] || st.atoms[i+1].In(lexicon.Unit) || st.atoms[i+1].In(lexicon.Period)) {
			continue
		}
		return v, i
	}
	return 0, -1
}

// bareFigure reports whether atom i is a number word that became a figure
// without unit or scale.
func (st *sentence) bareFigure(i int) bool {
	for k := range st.figs {
		if g := &st.figs[k]; g.First <= i && i <= g.Last {
			return g.Unit == "" && !g.Scaled && g.Num == i
		}
	}
	return false
}

// withRun are filers that were named before with those of a list at the end.
func withRun(named, run []Party) []Party {
	var all []Party
	for _, p := range named {
		if !slices.ContainsFunc(run, func(q Party) bool { return q.ID == p.ID }) && p.ID.Kind() == "cik" {
			all = append(all, p)
		}
	}
	return append(all, run...)
}

// summed reports whether a word for a sum governs the figure.
func (st *sentence) summed(f *lang.Figure) bool {
	return st.signalled(linkTogether, func(m *mention) bool {
		return m.at < f.First && f.First-m.last <= 14 || m.at > f.Last && m.at-f.Last <= 3
	})
}

// addedUp are the companies of the clauses before whose figures "together" adds up:
// "Alphabet earned $26.3bn and Amazon $15.3bn: together $41.6bn".
func (r *Reader) addedUp(f *lang.Figure, ps []placed) []Party {
	st := &r.st
	if !st.signalled(linkTogether, func(m *mention) bool {
		return (!st.otherClause(m.at, f.First) || m.last < f.First && f.First-m.last <= 2)
	}) {
		return nil
	}
	var list []Party
	for i := range ps {
		p := &ps[i]
		if p.at > f.First || p.price > 0 || p.unsure || p.party.ID.Kind() != "cik" {
			continue
		}
		if !st.otherClause(p.at, f.First) {
			return nil
		}
		if st.figuresBetween(p.at, f.First) > 0 && !slices.ContainsFunc(list, func(q Party) bool { return q.ID == p.party.ID }) {
			list = append(list, p.party)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// elliptic reports whether a clause begins with an article and "of" before the name at
// atom i, whose noun the clause before has said: "la matriz de Google ganó 100.100
// millones; la de Facebook, 62.400 millones".
func (st *sentence) elliptic(i int) bool {
	return i >= 3 && st.is(i-1, linkOf) && st.scan.Closed(&st.atoms[i-2], lexicon.Article) && st.atoms[i-3].Kind == lang.Punct
}

// oneOfThem reports whether words for a group only say which one of it is meant, and a
// company named behind them is whom the figure speaks of: "le plus dépensier des quatre,
// le distributeur de Seattle, …", "the largest of the four; Alphabet spent 35.7bn".
func (r *Reader) oneOfThem(at int, f *lang.Figure, ps []placed) bool {
	st := &r.st
	if at < 0 || at > f.First || st.scan.V.CJK() || st.summed(f) {
		return false
	}
	if st.semicolonBetween(at, f.First) {
		return r.namedBetween(ps, at, f.First)
	}
	return at > 1 && st.is(at-1, linkOf) && !st.classBetween(lexicon.Measure, max(at-6, -1), at) && some(ps, func(p *placed) bool {
		return p.at > at && p.price <= 1 && p.party.files() && st.figuresBetween(at, p.at) <= 1 && st.at[p.at].strong == st.at[at].strong
	})
}

// listedWith are the companies of the list of three or more in which the figure's own company stands,
// no figure among them: their sum may be meant. "Συνολικά 228 δισ. δολάρια επένδυσαν οι Amazon,
// Alphabet, Meta και Microsoft".
func (r *Reader) listedWith(d *draft) []entity.ID {
	if len(d.parties) != 1 || len(r.placed) < leastListed {
		return nil
	}
	var few [8]entity.ID
	run, own := few[:0], false
	for i := range r.placed {
		p := &r.placed[i]
		if !p.party.files() || p.price > 1 || slices.Contains(run, p.party.ID) {
			continue
		}
		if i > 0 && (p.at-r.placed[i-1].at > mostApart || r.st.figuresBetween(r.placed[i-1].at, p.at) > 0) {
			if own && len(run) >= leastListed {
				break
			}
			run, own = few[:0], false
		}
		run, own = append(run, p.party.ID), own || p.party.ID == d.id()
	}
	if !own || len(run) < leastListed {
		return nil
	}
	return r.idArena.keep(run...)
}

// leastListed is how many companies make a list, mostApart how many atoms apart its names stand.
const (
	leastListed = 3
	mostApart   = 4
)
