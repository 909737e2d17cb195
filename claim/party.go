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

// discourse is what the sentences before have established.
type discourse struct {
	main      Party   // whom the article is about
	subject   Party   // whom the sentence before was about
	fresh     bool    // subject was set in this paragraph
	recent    []Party // distinct, the latest last
	here      []Party // those of them that this paragraph names
	metric    string
	segment   string
	index     Party       // the last index named
	parties   []Party     // whom the last claim spoke of
	ratio     string      // the last ratio stated
	others    []measureOf // what else the sentence before stated
	claimed   bool        // a claim stands before in this paragraph
	topicSeg  string
	whenRange bound // the last period said in this paragraph
	whenOf    entity.ID
	// whenBefore is the period that was said before it.
	whenBefore bound
	mainWhen   bound // the period that the article reports on
	ahead      bound // the period of the last forecast
	week       bound // a week that this paragraph speaks of
	price      bool
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

// party is the party of an entity mention. A word that fits several (an
// epithet like "the chipmaker") is whoever the discourse knows.
func (r *reader) party(m *mention) (Party, bool) {
	id := entity.ID(m.id)
	name := r.names.Name(id)
	if name == "" {
		name = r.text[m.start:m.end]
	}
	return Party{id, name}, true
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

func (r *reader) parties() []placed {
	st := &r.st
	out := r.strangers(r.placed[:0])
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
			p, _ := r.party(m)
			price := 0
			switch m.note {
			case "person":
				price = personPrice
				r.meet(r.text[m.start:m.end], p)
			case "product":
				price = productPrice
			case "epithet":
				price = 1
				if st.counted(m.at) { // "the four largest cloud companies"
					continue
				}
				if !r.disc.knows(p.ID) && r.shared(st, m) {
					continue
				}
			}
			out = append(out, placed{party: p, at: m.at, price: price, guess: m.note == "product"})
		case lexicon.Anaphor:
			if m.id == "company" {
				if p, guess := r.antecedent(out, m.at); p.Name != "" {
					out = append(out, placed{party: p, at: m.at, price: anaphorPrice, guess: guess})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b placed) int { return a.at - b.at })
	r.placed = out
	return out
}

// counted reports whether a number word stands before the noun at atom i, an
// adjective between them allowed.
func (st *sentence) counted(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if id, ok := st.scan.Has(&st.atoms[j], lexicon.Number); ok && id != "1" || st.atoms[j].Kind == lang.Numeral {
			return true
		}
	}
	return false
}

// antecedent is whom "the company" or "its" at atom at means: the company
// named last before it in the sentence, else the discourse's.
func (r *reader) antecedent(named []placed, at int) (p Party, guess bool) {
	last := -1
	for i := range named {
		if n := &named[i]; n.at < at && n.at > last && n.party.files() && n.price <= 1 && !n.unsure {
			p, last = n.party, n.at
		}
	}
	if last >= 0 {
		return p, false
	}
	return r.theCompany(), !r.disc.fresh
}

// shared reports whether an epithet belongs to several entities.
func (r *reader) shared(st *sentence, m *mention) bool {
	n := 0
	for i := range st.ms {
		if x := &st.ms[i]; x.class == lexicon.Entity && x.at == m.at {
			n++
		}
	}
	return n > 1
}

// theCompany is whom "the company" means: the subject of this paragraph, else
// whom the article is about.
func (r *reader) theCompany() Party {
	if r.disc.fresh && r.disc.subject.Name != "" {
		return r.disc.subject
	}
	if r.disc.main.Name != "" {
		return r.disc.main
	}
	return r.disc.subject
}

// subject is whom a figure speaks of, and how sure that is.
type subject struct {
	party Party
	guess bool   // not said beside the figure
	said  bool   // named in the sentence
	rival string // an unknown name that stands nearer and may be its company
}

// partyFor is whom the figure speaks of: the cheapest party around the
// measure, one in front preferred; else the discourse's.
func (r *reader) partyFor(f *lang.Figure, measure *mention, ps []placed) subject {
	st := &r.st
	anchor := f.First
	if measure != nil && measure.at < f.First && st.strong[measure.at] == st.strong[f.First] && st.figuresBetween(measure.at, f.First) == 0 {
		anchor = measure.at
	}
	for i := range ps { // "Alphabet ($24.0 billion)"
		if p := &ps[i]; p.party.files() && !p.unsure && p.at == f.First-2 && st.depth[f.First] > st.depth[p.at] {
			return subject{party: p.party, said: true}
		}
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
		}
		c += p.price
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
		s = subject{party: best.party, guess: best.guess, said: best.price <= 1}
	case len(ps) > 0 && ps[0].party.ID.Kind() == "cik" && !ps[0].unsure:
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

// group is the parties of a sum: a list in the sentence, or "the three", "both".
// An unnamed group ("the four largest cloud companies") is one party without an
// ID.
func (r *reader) group(f *lang.Figure, ps []placed) (list []Party, guess bool) {
	st := &r.st
	if st.depth[f.First] > 0 {
		return nil, false
	}
	want, at := 0, -1
	sum := false
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
		case m.class == lexicon.Link && m.id == "together":
			if m.at < f.First && f.First-m.last <= 14 || m.at > f.Last && m.at-f.Last <= 3 {
				sum = true
			}
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
	case want > 0 && at < f.First:
		if len(run) >= want {
			return run[:want], false
		}
		if here := withRun(r.disc.here, run); len(here) == want {
			return here, false
		}
		if all := withRun(r.disc.recent, run); len(all) >= want {
			return all[len(all)-want:], len(all) > want
		}
		if len(run) == 0 && at >= 0 && st.cost(at, f.First) < farEntityPrice {
			return []Party{{Name: st.mark(&st.atoms[at])}}, true
		}
	case len(run) > 1:
		return run, false
	case sum && len(run) == 1 && len(ps) > 1:
		return nil, false
	}
	return nil, false
}

// run is the list of companies before the figure that only commas and "and"
// hold together: "Microsoft, Alphabet, Amazon und Meta".
func (r *reader) run(f *lang.Figure, ps []placed) []Party {
	st := &r.st
	var run []Party
	last := -1
	for i := range ps {
		p := &ps[i]
		if p.party.ID.Kind() != "cik" || p.price >= personPrice || p.at > f.First {
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
func (r *reader) onlyListing(a, b int) bool {
	st := &r.st
	seen := false
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		switch {
		case st.depth[j] > st.depth[a] || x.Kind == lang.Punct && strings.Contains("()（）", st.mark(x)): // "Amazon ($35bn), Meta ($19bn)"
		case x.Kind == lang.Punct && strings.Contains(",、，・/&", st.mark(x)), st.scan.Is(x, lexicon.Link, "and"):
			seen = true
		case st.glue(x) || x.Kind == lang.Punct && st.mark(x) == "-":
		default:
			return false
		}
	}
	return seen
}

// countOfParties finds "the three", "alle vier", "die beiden": a number word
// under an article before the figure that counts nothing else.
func (st *sentence) countOfParties(f *lang.Figure) (n, at int) {
	for i := range st.atoms {
		a := &st.atoms[i]
		if i >= f.First || st.used[i] && !st.bareFigure(i) {
			continue
		}
		id, ok := st.scan.Has(a, lexicon.Number)
		v, err := strconv.Atoi(id)
		if !ok || err != nil || v < 2 || v > 9 || i == 0 || !st.glue(&st.atoms[i-1]) || i+1 < len(st.atoms) && (st.used[i+1] || st.has(&st.atoms[i+1], lexicon.Unit) || st.has(&st.atoms[i+1], lexicon.Period)) {
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
