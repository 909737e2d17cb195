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

// who settles the parties.
func (r *Reader) who(d *draft, ps []placed, prev *draft) {
	if len(d.parties) > 0 {
		return
	}
	if d.kind == Change && prev != nil && len(prev.parties) > 1 && !r.namedBetween(ps, prev.fig.Last, d.fig.First) {
		d.parties, d.groupGuessed = prev.parties, prev.groupGuessed // the growth of a sum
		return
	}
	g, guess := r.group(d.fig, ps)
	if len(g) == 1 && r.unnamed(g[0], ps, d.fig) {
		d.parties = g
		return
	}
	if len(g) > 1 && d.kind == Change && r.st.saidRespectively() {
		if each, ok := r.respectively(d, g, ps); ok { // "Microsoft and Meta lost 6.1 % and 4.1 % respectively"
			d.parties = []Party{each}
			return
		}
	}
	if len(g) > 1 && (d.kind == Level || d.kind == Change && r.st.summed(d.fig)) {
		if each, ok := r.respectively(d, g, ps); ok && r.addedUp(d.fig, ps) == nil {
			d.parties = []Party{each}
			return
		}
		d.parties, d.groupGuessed = g, guess
		return
	}
	if d.measure == nil && len(ps) == 0 && prev == nil && r.disc.claimed && len(r.disc.parties) > 1 && d.kind == Level {
		d.parties, d.entityGuessed = r.disc.parties, true // "That compares with $57bn a year earlier", of a sum
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
		d.parties = []Party{s.party}
	}
	d.entityGuessed = s.guess
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
	return slices.ContainsFunc(ps, func(p placed) bool { return p.at > a && p.at < b && p.party.files() })
}

// summed reports whether a word for a sum governs the figure.
func (st *sentence) summed(f *lang.Figure) bool {
	sum := false
	st.each(lexicon.Link, func(m *mention) {
		sum = sum || m.id == "together" && (m.at < f.First && f.First-m.last <= 14 || m.at > f.Last && m.at-f.Last <= 3)
	})
	return sum
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

// respectively gives the figure's own party where a list of parties is
// followed by as many figures of one kind, none of them their sum.
func (r *Reader) respectively(d *draft, g []Party, ps []placed) (Party, bool) {
	st := &r.st
	end := -1
	for i := range ps {
		if ps[i].at < d.fig.First && ps[i].party.ID == g[len(g)-1].ID {
			end = ps[i].at
		}
	}
	n, mine := 0, -1
	for i := range st.figs {
		f := &st.figs[i]
		if f.First > end && (f.Unit == d.fig.Unit || isMoney(f) && isMoney(d.fig)) && f.Scaled == d.fig.Scaled {
			if f == d.fig {
				mine = n
			}
			n++
		}
	}
	if n == len(g) && mine >= 0 {
		return g[mine], true
	}
	return Party{}, false
}

// partyIDs are the ids of parties.
func partyIDs(ps []Party) []entity.ID {
	ids := make([]entity.ID, 0, len(ps))
	for _, p := range ps {
		ids = append(ids, p.ID)
	}
	return ids
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
	if measure != nil && measure.at < f.First && st.strong[measure.at] == st.strong[f.First] && st.figuresBetween(measure.at, f.First) == 0 {
		anchor = measure.at
	}
	if anchor != f.First && st.otherClause(anchor, f.First) && slices.ContainsFunc(ps, func(p placed) bool {
		return p.at > anchor && p.at < f.First && !p.unsure && p.price == 0 && !st.otherClause(p.at, f.First)
	}) {
		anchor = f.First // "Meta doubled its capex, at Alphabet it came to 17.2bn"
	}
	for i := range ps { // "Alphabet ($24.0 billion)"
		if p := &ps[i]; p.party.files() && !p.unsure && p.at == f.First-2 && st.depth[f.First] > st.depth[p.at] {
			return subject{party: p.party, said: true}
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
		case st.linkAfter(f.Last, "of", "in", "for") && p.at-f.Last <= 4:
			c = st.cost(f.Last, p.at) + 6
		default:
			c = st.cost(f.Last, p.at) + 10 + 8*st.figuresBetween(f.Last, p.at)
			if st.higherThan(p.at) {
				c += farEntityPrice // "the margin of 75 % is higher than Apple's"
			}
			if st.contrasted(f.Last, p.at) || st.semicolonBetween(f.Last, p.at) {
				c += farEntityPrice // "rose 11 %, while Amazon fell 8 %"
			}
		}
		c += p.price
		if r.forecasting && p.at < f.First && st.expects(p.at) && slices.ContainsFunc(ps, func(q placed) bool { return q.at > p.at+1 && q.at < f.First && q.party.files() }) {
			c += holderPrice // "Goldman Sachs expects Alphabet's revenue …"
		}
		if st.oblique(p.at) {
			c += obliquePrice
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
	case len(ps) > 0 && ps[0].party.ID.Kind() == "cik" && !ps[0].unsure && !(ps[0].at > f.Last && (st.contrasted(f.Last, ps[0].at) || st.higherThan(ps[0].at))):
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

// higherThan reports whether the name at atom i is only what something is higher
// or lower than: "höher als bei Apple".
func (st *sentence) higherThan(i int) bool {
	for j := i - 1; j > 0 && j >= i-2; j-- {
		if st.scan.Is(&st.atoms[j], lexicon.Link, "than") {
			return st.has(&st.atoms[j-1], lexicon.Direction) || j == i-2 && st.scan.Closed(&st.atoms[i-1], lexicon.Owner)
		}
	}
	return false
}

// expects reports whether a verb of forecasting stands right behind the name at
// atom i, which then holds a view of another company.
func (st *sentence) expects(i int) bool {
	if i > 0 && st.scan.Is(&st.atoms[i-1], lexicon.Cue, "analyst") {
		return true // "Analis Goldman Sachs memperkirakan …"
	}
	for j := i + 1; j < len(st.atoms) && j <= i+2; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Cue, "forecast") {
			return true
		}
	}
	return false
}

// contrasted reports whether a conjunction opens a clause of its own between two
// atoms.
func (st *sentence) contrasted(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if x := &st.atoms[j]; st.scan.Is(x, lexicon.Link, "but") || st.scan.Is(x, lexicon.Link, "sub") {
			return true
		}
	}
	return false
}

// holderPrice is the price of a name that only forecasts.
const holderPrice = 14

// obliquePrice is the price of a name that a preposition makes no subject.
const obliquePrice = 8

// listed is the company right before a figure in a list that repeats neither
// verb nor measure: "Amazon spent $13.2bn, Meta $8.2bn".
func (r *Reader) listed(f *lang.Figure, ps []placed) *placed {
	st := &r.st
	for i := range ps {
		p := &ps[i]
		if !p.party.files() || p.unsure || p.price > 0 || st.figuresBetween(-1, p.at) == 0 {
			continue
		}
		if p.at == f.First-1 || p.at == f.First-2 && (st.mark(&st.atoms[p.at+1]) == "," || st.scan.Is(&st.atoms[p.at+1], lexicon.Link, "with")) {
			return p
		}
	}
	return nil
}

// group is the parties of a sum: a list in the sentence, or "the three", "both".
// An unnamed group ("the four largest cloud companies") is one party without an
// ID.
func (r *Reader) group(f *lang.Figure, ps []placed) (list []Party, guess bool) {
	st := &r.st
	if st.depth[f.First] > 0 {
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
	run := r.run(f, ps)
	switch {
	case want > 0 && at < f.First && r.addedCompany(f, ps) != nil:
		return r.addedCompany(f, ps), false
	case want > 0 && at < f.First:
		if len(run) >= want {
			return run[:want], false
		}
		if here := withRun(r.disc.here, run); len(here) == want {
			return here, false
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

// togetherWith are the subject and the company that "together with" adds to it:
// "Alphabet earned $34.5bn; together with Meta it earned $61.2bn".
func (r *Reader) togetherWith(f *lang.Figure, ps []placed) []Party {
	st := &r.st
	for i := range ps {
		p := &ps[i]
		if p.at < 1 || p.at > f.First || p.price > 0 || !p.party.files() || st.figuresBetween(p.at, f.First) > 0 || st.strong[p.at] != st.strong[f.First] {
			continue
		}
		with := p.at - 1
		if !st.scan.Is(&st.atoms[with], lexicon.Link, "with") && !st.scan.Is(&st.atoms[with], lexicon.Link, "together") {
			continue
		}
		if !st.scan.Is(&st.atoms[with], lexicon.Link, "together") && (with < 1 || !st.scan.Is(&st.atoms[with-1], lexicon.Link, "together")) {
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
	var run []Party
	last := -1
	for i := range ps {
		p := &ps[i]
		if p.party.ID.Kind() != "cik" || p.price >= anaphorPrice || p.at > f.First { // "with Nvidia's chips, the company": no list
			continue
		}
		if last >= 0 && r.onlyListing(last, p.at) {
			run = append(run, p.party)
		} else if len(run) < 2 || st.figuresOutside(last, p.at) > 0 {
			run = []Party{p.party}
		}
		last = p.at
	}
	if len(run) < 2 {
		return nil
	}
	seen := map[entity.ID]bool{}
	out := run[:0]
	for _, p := range run {
		if !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, p)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
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
		case st.depth[j] > st.depth[a] || x.Kind == lang.Punct && strings.Contains("()（）", st.mark(x)): // "Amazon ($35bn), Meta ($19bn)"
		case x.Kind == lang.Punct && strings.Contains(",、，・/&", st.mark(x)), st.scan.Is(x, lexicon.Link, "and"):
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
	return i < len(st.atoms) && st.scan.Is(&st.atoms[i], lexicon.Link, "and")
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
	for i := range min(f.First, len(st.atoms)) {
		a := &st.atoms[i]
		if st.used[i] && !st.bareFigure(i) {
			continue
		}
		id, ok := st.scan.Has(a, lexicon.Number)
		if !ok || len(id) != 1 {
			continue
		}
		v := int(id[0] - '0')
		if v < 2 || v > 9 || i == 0 || !st.glue(&st.atoms[i-1]) || i+1 < len(st.atoms) && (st.used[i+1] || st.has(&st.atoms[i+1], lexicon.Unit) || st.has(&st.atoms[i+1], lexicon.Period)) {
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
