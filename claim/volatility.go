package claim

import (
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// isVolatility reports whether a measure is a volatility, a percentage that moves from
// session to session as a price does.
func isVolatility(metric string) bool {
	return metric == "implied volatility" || metric == "realized volatility" || metric == anyVolatility
}

// onMarket reports whether a measure is of days of trading, not of a business.
func onMarket(metric string) bool {
	return metric == "price" || metric == "index level" || isVolatility(metric)
}

// volatility reads a percentage of a volatility: a level, or how far it moved in
// percent of itself where a move is told without its end: "was up 12% on the day".
func (st *sentence) volatility(d *draft, dir *mention) {
	if dir != nil && st.movesBy(d.fig, dir) {
		d.kind, d.sign = Change, signOf(dir)
		return
	}
	d.kind, d.sign, d.base, d.baseSaid = Level, 0, "", false
}

// movesBy reports whether the figure is how far something moved, not where from or to.
func (st *sentence) movesBy(f *lang.Figure, dir *mention) bool {
	switch f.Hedge {
	case quantity.Over, quantity.Under, quantity.AtLeast, quantity.AtMost:
		if !st.marked(f, linkBy) && !strings.HasPrefix(st.mark(&st.atoms[f.First]), "de ") { // "en baisse de plus de 40 %"
			return false // "fell below 40%"
		}
	}
	if st.scan.V.CJK() && (dir.at == f.Last+1 || dir.last == f.First-1 && !st.verbFinal()) { // 「3%포인트 올라」, 「上升3个百分点」
		return !f.IsRange && !st.is(dir.at, linkTo) && !st.is(f.Last, linkTo) && !st.linkBefore(f.First, linkFrom)
	}
	if f.IsRange || st.fromTo(f) || st.fromNext(f) || st.otherClause(dir.at, f.First) || st.marked(f, linkTo|linkAt|linkFrom|linkAfter|linkOver) && !st.marked(f, linkBy) {
		return false
	}
	if dir.at > f.Last {
		n := st.figuresBetween(f.Last, dir.at)
		return n == 0 && dir.at-f.Last <= 2 || n == 1 && (st.toNext(f) || isPercent(f) && st.byThenTo(f)) // "2,1 punctis ad 19,4 puncta ascendit"
	}
	return st.figuresBetween(dir.last, f.First) == 0 && f.First-dir.last <= 6
}

// fromNext reports whether the figure is where something came from, as a preposition that also
// means "by" stands before it and where it went right behind: "a bondi de 41 % à 46 %".
func (st *sentence) fromNext(f *lang.Figure) bool {
	return st.linkBefore(f.First, linkOf) && isPercent(f) && st.toNext(f)
}

// toNext reports whether the figure right behind is where something went.
func (st *sentence) toNext(f *lang.Figure) bool {
	return some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && g.First-f.Last <= 2 && isPercent(g) == isPercent(f) && st.marked(g, linkTo|linkAt)
	})
}

// byThenTo reports whether the percentage is one that something moves by, and the figure right
// behind where it goes: "12,1 centesimis ad 19,03 puncta descendit".
func (st *sentence) byThenTo(f *lang.Figure) bool {
	return st.marked(f, linkBy) && some(st.figs, func(g *lang.Figure) bool {
		return g.First > f.Last && g.First-f.Last <= 2 && !isPercent(g) && st.marked(g, linkTo|linkAt)
	})
}

// ofVolatility reports whether a word for shares only says whose volatility is meant:
// "the implied volatility of Nvidia shares".
func (st *sentence) ofVolatility(price *mention) bool {
	return some(st.ms, func(v *mention) bool {
		if v.class != lexicon.Measure || !isVolatility(v.id) || v.last >= price.at || st.otherClause(v.at, price.at) {
			return false
		}
		for i := v.last + 1; i < price.at; i++ {
			if a := &st.atoms[i]; !a.Capital && !a.In(lexicon.Entity) && !st.is(i, linkOf|linkFor) && !st.scan.Closed(a, lexicon.Article|lexicon.Owner) && a.Kind != lang.Punct {
				return false
			}
		}
		return true
	})
}

// volatilityIndex reports whether an index is one of volatility, told in percent.
func volatilityIndex(id entity.ID) bool {
	return id == "index:VIX" || id == "index:BTC-DVOL" || id == "index:ETH-DVOL"
}

// ofOptions is the volatility index of the coin that is named beside it, or whose volatility
// it is said to tell, or nil: "Le DVOL du bitcoin", "DVOL, a measure of bitcoin's volatility".
func (st *sentence) ofOptions(ps []placed, coin *placed) *placed {
	if coin == nil || coin.party.ID.Kind() != "asset" {
		return nil
	}
	told := st.someOf(lexicon.Measure, func(m *mention) bool {
		return isVolatility(m.id) && m.at > coin.at && m.at-coin.at <= 5
	})
	for i := range ps {
		if p := &ps[i]; volatilityIndex(p.party.ID) && (told && p.at < coin.at || p.at-coin.at <= 3 && coin.at-p.at <= 3) {
			return p
		}
	}
	return nil
}

// explainedIndex is the volatility index that the figure tells, where an insertion
// explains it by whose volatility it is, or nil: "The VIX, a measure of the S&P 500's
// implied volatility, rose to 19 points".
func (st *sentence) explainedIndex(ps []placed, m *mention, f *lang.Figure) *placed {
	if m == nil || !isVolatility(m.id) || isMoney(f) || m.at > f.First {
		return nil
	}
	for i := range ps {
		p := &ps[i]
		if !volatilityIndex(p.party.ID) || p.at > m.at || st.figuresBetween(p.at, f.First) > 0 {
			continue
		}
		at, in, out := st.at[p.at], st.at[m.at], st.at[f.First]
		if at.strong == out.strong && in.weak == at.weak+1 && out.weak >= at.weak+2 {
			return p
		}
	}
	return nil
}

// nearBehind is how many words behind a figure its asset may stand: "49% implied
// volatility for bitcoin".
const nearBehind = 8

// volatileAsset is the coin or index whose volatility the figure tells, or nil: the
// last one named before it, or the first right behind it, if it is one.
func (r *Reader) volatileAsset(d *draft, ps []placed) *placed {
	if !isVolatility(d.baseMetric) && !isVolatility(d.metric) {
		return nil
	}
	st, f := &r.st, d.fig
	var last *placed
	for i := range ps {
		p := &ps[i]
		if p.unsure || p.price > 1 || st.linkBefore(p.at, linkThan|linkVersus) {
			continue
		}
		if p.at < f.First && st.figuresBetween(p.at, f.First) == 0 {
			last = p
		}
		if last == nil && p.at > f.Last && p.at-f.Last <= nearBehind && st.figuresBetween(f.Last, p.at) == 0 {
			last = p
		}
	}
	if last == nil || !last.party.quoted() || volatilityIndex(last.party.ID) {
		return nil
	}
	return last
}
