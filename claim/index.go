package claim

import (
	"cmp"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// newYork are the indices of shares that trade in New York, and of their options.
var newYork = map[entity.ID]bool{
	"index:DJI": true, "index:IXIC": true, "index:NDX": true, "index:RUT": true, "index:SOX": true, "index:SPX": true, "index:VIX": true,
}

// NewYork reports whether a share or an index has a close on each session of the New York
// exchanges and on no other day.
func NewYork(id entity.ID) bool { return id.Kind() == "cik" || newYork[id] }

// movesIndex reports whether a word that measures a company's profit or loss is one for what an
// index did: "The S&P 500 gained 102 points".
func (st *sentence) movesIndex(m *mention) bool {
	return st.atoms[m.at].In(lexicon.Direction) && (m.id == "net income" || lossOf(m))
}

// tellsOwn reports whether the name at atom i stands behind the figure in another
// clause that has a figure of its own: "closed up 4.2 %, in the session in which
// the VIX reached 24.6 points".
func (st *sentence) tellsOwn(i int, f *lang.Figure) bool {
	return i > f.Last && st.otherClause(f.Last, i) && some(st.figs, func(g *lang.Figure) bool {
		return g.First > i && !st.otherClause(i, g.First)
	})
}

// gainOfIndex is the sign of a gain or loss behind the level of an index, where the noun for it
// measures a profit elsewhere: "Ο S&P 500 έκλεισε στις 5.686,66 μονάδες, με κέρδη 1,5%"; else 0.
func (r *Reader) gainOfIndex(f *lang.Figure, m *mention) int {
	if m == nil || !isPercent(f) || r.st.scan.V.CJK() || r.last == nil || r.last.metric != "index level" || m.at < r.last.fig.Last || m.last > f.First || f.First-m.last > 2 || f.First-r.last.fig.Last > mostListed {
		return 0
	}
	switch {
	case m.id == "net income":
		return 1
	case lossOf(m):
		return -1
	}
	return 0
}

// indexClaim reads levels and moves of an index or a coin: the nearest party
// of the figure is one, and its unit fits.
func (r *Reader) indexClaim(d *draft, ps []placed) bool {
	st, f := &r.st, d.fig
	goesOn := r.goesOnIndex(f, ps)
	if r.disc.index.ID == "" && goesOn == nil && !some(ps, func(p *placed) bool { return p.party.quoted() }) {
		return false
	}
	var best *placed
	bestCost, owned := 26, false
	if m, c := st.measureFor(f); m != nil && m.id == "index level" && r.disc.index.ID != "" && m.at < f.First {
		best, bestCost = &placed{party: r.disc.index, at: m.at}, c // "the index"
	}
	if best != nil && some(ps, func(p *placed) bool { return p.party.ID.Kind() == "index" && p.at < f.First }) {
		best, bestCost = nil, 26 // "Le VIX, baromètre de la peur, …"
	}
	if goesOn != nil {
		best, bestCost = goesOn, 0
	}
	owner := st.behindOwner(f)
	for i := range ps {
		p := &ps[i]
		if st.tellsOwn(p.at, f) || r.versus.comparedWith(p.at) || p.at > f.Last && st.ofShares(f) {
			continue
		}
		if isPercent(f) && p.party.quoted() && owner > 0 && (p.at == f.Last+2 || p.at == owner) {
			best, bestCost, owned = p, 0, true // "a gain of 3.2%, against 0.4% for the S&P 500"
			continue
		}
		c := st.cost(p.at, f.First) + figurePrice*st.figuresBetween(p.at, f.First)
		if p.at > f.Last {
			c = st.cost(f.Last, p.at) + 8 + 4*figurePrice*st.figuresBetween(f.Last, p.at)
		}
		c += p.price
		if c < bestCost {
			best, bestCost = p, c
		}
	}
	if best == nil && len(ps) == 1 && !st.tellsOwn(ps[0].at, f) && !(ps[0].at > f.Last && st.ofShares(f)) {
		best = &ps[0] // nobody else is named
	}
	for i := range ps {
		if p := &ps[i]; best == nil && f.Unit == "points" && p.party.ID.Kind() == "index" && p.at < f.First {
			best = p // "Der VIX, im März während der Pleite der Bank noch in aller Munde, sank auf 12,5 Punkte"
		}
	}
	again := r.sameIndexAgain(f, ps)
	if again != nil {
		best, bestCost = &placed{party: again.parties[0], at: again.fig.First}, 0
	}
	if best == nil {
		best = st.indexAhead(f, ps)
	}
	m, mc := st.measureFor(f)
	if own := st.explainedIndex(ps, m, f); own != nil {
		best, mc = own, bestCost
	}
	if best == nil || !best.party.quoted() {
		return false
	}
	if own := st.ofOptions(ps, best); own != nil && !isMoney(f) {
		best = own
	}
	gain := r.gainOfIndex(f, m)
	if m != nil && gain == 0 && mc < bestCost && m.id != "price" && m.id != "index level" && !isVolatility(m.id) && !(best.party.ID.Kind() == "index" && (st.movesIndex(m) || st.gainElsewhere(f, m, ps))) {
		return false
	}
	if m != nil && isVolatility(m.id) && !volatilityIndex(best.party.ID) {
		return false // of a coin or a stock index as of a share: who tells whose it is
	}
	dir, dc := st.directionFor(f)
	asset := best.party.ID.Kind() == "asset"
	vol := volatilityIndex(best.party.ID)
	moved := dir != nil && st.movesBy(f, dir)
	if with := st.movedWith(f, best); with != nil {
		dir, moved, f.Unit = with, true, "points"
	}
	from := !asset && st.fromLevel(f)
	toLevel := from || st.marked(f, linkTo|linkAt) || f.First > 0 && st.isPrice(f.First-1) // "closed at"
	if dir != nil && dir.last < f.First && st.is(dir.at, linkTo) && st.figuresBetween(dir.last, f.First) == 0 {
		toLevel = true // 「降至昨日的15.0点」
	}
	elided := cmp.Or(again, r.sameInPercent(f, best), r.elidedMove(f, best))
	inPoints := f.Unit == "pp" && !asset && moved && (m == nil || st.movesIndex(m))
	switch {
	case isPercent(f) && st.fromPeak(f):
		d.kind, d.unit, d.metric, d.other = Change, f.Unit, "comparison", "comparison"
	case f.Unit == "times" && (dir != nil || m != nil) && best.at < f.First: // "Bitcoin's price rose to 5.7 times"
		d.kind, d.unit, d.metric = Change, f.Unit, "index level"
		if asset {
			d.metric = "price"
		}
	case asset && isMoney(f):
		d.kind, d.unit, d.metric = Level, "USD", "price"
	case !asset && isMoney(f) && f.Unit == "USD" && f.Digits: // 「320ドル01セント安の3万7645ドル59セント」
		d.kind, d.unit, d.metric = Level, "points", "index level"
		if base, c := st.baseFor(f); base != nil && base.last < f.First && c <= tightPrior {
			d.kind, d.other = Change, "points"
		}
	case f.Unit == "percent" && (gain != 0 || elided != nil || owned || moved || dir != nil && dc <= 12 || f.Sign != 0 && st.at[f.First].depth > st.at[best.at].depth) && !(vol && !moved && (toLevel || dir != nil) && !st.levelBeside(f)):
		d.kind, d.unit, d.metric = Change, "percent", "price"
		if !asset {
			d.metric = "index level"
		}
		d.sign = signOf(dir)
		if first := st.firstDirection(f); first != nil && st.marked(f, linkTo) {
			d.sign = signOf(first) // 「4月跌幅扩大至8.8%」
		}
		if elided != nil && (d.sign == 0 || elided.unit != "points") {
			d.sign = elided.sign
		} else if gain != 0 {
			d.sign = gain
		}
		if f.Sign != 0 {
			d.sign = f.Sign // "le S&P 500 (+11,1%)"
		}
		if base, c := st.baseFor(f); base != nil && c <= farBase && (sinceStart(base.id) || base.id == "yoy" && !st.scan.V.CJK()) {
			d.base = base.id
		}
	case f.Unit == "percent" && vol && !st.levelBeside(f), (f.Unit == "points" || f.Unit == "" || f.Unit == "pp" && (toLevel || vol || inPoints)) && !asset && f.Digits && !f.Year && (toLevel || vol || inPoints || f.Unit == "points" || f.Value.Value.Cmp(quantity.Int(1000)) > 0):
		d.kind, d.unit, d.metric = Level, "points", "index level"
		if f.Unit == "percent" {
			d.unit = "percent"
		} else if (f.Unit == "points" || f.Unit == "pp") && !toLevel && f.Value.Value.Cmp(quantity.Int(largestStep)) < 0 && (moved || dir != nil && st.marked(f, linkBy)) {
			d.kind, d.sign = Change, signOf(dir)
		}
		if d.prior = from; from {
			if base, c := st.baseFor(f); base != nil && c <= tightPrior && base.id == "previous close" {
				d.base, d.baseSaid = base.id, true
			}
		}
	default:
		return false
	}
	d.baseMetric = d.metric
	d.parties = []Party{best.party}
	r.whenFor(d, nil)
	return true
}

// largestStep is the points from which a figure of an index is hardly a move in one session.
const largestStep = 3000

// levelBeside reports whether a level of points stands beside the percentage, which so is a move of the
// index: "VIX ६५ प्रतिशतम् उत्प्लुत्य ३८.५७ अङ्केषु स्थितः".
func (st *sentence) levelBeside(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.Unit == "points" && max(g.First-f.Last, f.First-g.Last) <= farInFront/2 && st.at[g.First].strong == st.at[f.First].strong
	})
}

// movedWith is the direction of the percentage right behind points of an index, which says the
// same move again before the verb of both: "182,6 punctis, id est 2,7 centesimis, cecidit".
func (st *sentence) movedWith(f *lang.Figure, of *placed) *mention {
	if f.Unit != "points" && f.Unit != "pp" || of.party.ID.Kind() != "index" || of.at > f.First || st.marked(f, linkTo|linkAt|linkFrom) {
		return nil
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last || g.First-f.Last > 4 || !isPercent(g) || st.marked(g, linkTo|linkAt|linkFrom) || st.classBetween(lexicon.Direction, f.Last, g.First) {
			continue
		}
		if dir, _ := st.directionFor(g); dir != nil && dir.at > g.Last && st.figuresBetween(g.Last, dir.at) == 0 {
			return dir
		}
	}
	return nil
}

// indexAhead is the index that opens the clause behind the one of a percentage that names nobody:
// "Setelah turun 2,7% pada Jumat, S&P 500 naik 1,6%"; else nil.
func (st *sentence) indexAhead(f *lang.Figure, ps []placed) *placed {
	if len(ps) == 0 || st.scan.V.CJK() || ps[0].party.ID.Kind() != "index" || ps[0].at < f.Last {
		return nil
	}
	before := 0 // how many figures may stand before it
	if !isPercent(f) {
		if f.Unit != "pp" && f.Unit != "points" || !f.Digits || f.Value.Value.Cmp(quantity.Int(1000)) <= 0 {
			return nil
		}
		before = 1
	}
	p := &ps[0]
	between := some(st.figs, func(g *lang.Figure) bool { // but not the level: "Malgré un repli de 0,4 % vendredi, à 5 460,49 points, le S&P 500 …"
		return g.First > f.Last && g.Last < p.at && (isPercent(g) || !g.Digits)
	})
	if between || st.figuresBetween(-1, f.First) > before || st.firstDirection(f) == nil || st.classBetween(lexicon.Measure, -1, f.First) {
		return nil
	}
	for j := p.at - 1; j > f.Last && j >= p.at-3; j-- {
		if st.mark(&st.atoms[j]) == "," {
			return p
		}
	}
	return nil
}

// sameInPercent is the move of the index in points right before, which the percentage tells again:
// "lost 182.6 points, or 2.7%".
func (r *Reader) sameInPercent(f *lang.Figure, best *placed) *draft {
	l := r.last
	if l == nil || l.unit != "points" || l.kind != Change || l.id() != best.party.ID || !isPercent(f) || f.First-l.fig.Last > farBehind {
		return nil
	}
	return l
}

// sameIndexAgain is the move of an index right before, which another percentage tells over another
// time, nobody else named: "gave up 3.6% on the day and 8.8% over the month"; else nil.
func (r *Reader) sameIndexAgain(f *lang.Figure, ps []placed) *draft {
	l := r.last
	if l == nil || l.metric != "index level" || l.kind != Change || l.unit != "percent" || !isPercent(f) || f.First-l.fig.Last > farBehind*3 ||
		some(ps, func(p *placed) bool { return p.at > l.fig.Last && p.at < f.Last+farBehind }) || r.st.someOf(lexicon.Direction, func(m *mention) bool {
		return m.at > f.Last && !r.st.otherClause(f.Last, m.at) && r.st.figuresBetween(f.Last, m.at) == 0
	}) || r.st.classBetween(lexicon.Measure, l.fig.Last, f.First) || r.st.classBetween(lexicon.Direction, l.fig.Last, f.First) {
		return nil
	}
	return l
}

// elidedMove is the move of another index or coin right before, whose verb goes on for this
// one: "Der S&P 500 stieg um 2,5 Prozent, der Dow Jones um 3,6 Prozent".
func (r *Reader) elidedMove(f *lang.Figure, best *placed) *draft {
	l := r.changeBefore
	if l == nil || l.metric != "index level" && l.metric != "price" || best.at < l.fig.Last || best.at > f.First || !isPercent(f) || r.st.classBetween(lexicon.Direction, l.fig.Last, f.First) ||
		r.st.someOf(lexicon.Direction, func(m *mention) bool {
			return m.at > f.Last && !r.st.otherClause(f.Last, m.at) && r.st.figuresBetween(f.Last, m.at) == 0 // "während der S&P 500 1,4 Prozent verlor"
		}) {
		return nil
	}
	return l
}

// goesOnCoin is the coin or index that the figure before in the sentence was of, or all
// those of the sentence before, where nobody is named since: "Bitcoin climbed above $75,000;
// in the evening it traded at $75,572. It gained 8.9 percent in a day."
func (r *Reader) goesOnCoin(f *lang.Figure, ps []placed) *placed {
	st := &r.st
	if f.Unit != "percent" && !isMoney(f) || f.Scaled || st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.id != "price" && m.id != "index level" && !lossOf(m) && !st.measuringVerb(&st.atoms[m.at])
	}) {
		return nil
	}
	named := func(from int) bool {
		return some(ps, func(p *placed) bool { return p.at > from && p.price < anaphorPrice })
	}
	if l := r.last; l != nil {
		if len(l.parties) != 1 || l.parties[0].ID.Kind() != "asset" || named(l.fig.Last) {
			return nil
		}
		return &placed{party: l.parties[0]}
	}
	n := len(r.claims)
	if n == 0 || named(-1) {
		return nil
	}
	c := &r.claims[n-1]
	if c.Sentence.Start < r.para.Start || c.Sentence.End < st.span.Start-maxGap || len(c.Entities) != 1 || c.Entities[0].ID.Kind() != "asset" {
		return nil
	}
	return &placed{party: c.Entities[0]}
}

// maxGap is how many bytes may part a sentence from the one before.
const maxGap = 3

// goesOnIndex is the index that the sentence before gave figures of, where a percentage
// stands in one that names nobody: "L'indice S&P 500 a terminé à 5.844 points. Il n'accuse
// plus qu'un repli de 0,6% depuis le 1er janvier."
func (r *Reader) goesOnIndex(f *lang.Figure, ps []placed) *placed {
	if p := r.goesOnCoin(f, ps); p != nil {
		return p
	}
	if !isPercent(f) || len(r.claims) == 0 || r.disc.fresh && r.disc.subject.Name != "" || some(ps, func(p *placed) bool { return p.price < anaphorPrice }) {
		return nil
	}
	c := &r.claims[len(r.claims)-1]
	if len(c.Entities) != 1 || c.Entities[0].ID.Kind() != "index" || c.Sentence.End < r.para.Start || r.st.someOf(lexicon.Measure, func(m *mention) bool { return !r.st.atoms[m.at].In(lexicon.Direction) }) { // but "Sur l'année, il gagne 24 %"
		return nil
	}
	for i := len(r.claims) - 1; i >= 0 && r.claims[i].Sentence == c.Sentence; i-- {
		if k := &r.claims[i]; len(k.Entities) != 1 || k.Entities[0].ID != c.Entities[0].ID {
			return nil
		}
	}
	return &placed{party: c.Entities[0], at: f.First}
}

// ofShares reports whether shares stand before the figure in its clause as what has moved, so
// that an index behind it has not: "its shares lost 8.5 %, and the VIX jumped".
func (st *sentence) ofShares(f *lang.Figure) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool {
		return m.id == "price" && m.last < f.First && !st.otherClause(m.at, f.First) && !st.measuringVerb(&st.atoms[m.at])
	})
}
