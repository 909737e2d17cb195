package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
)

// Sums and lists of companies, and companies that only stand in an insertion.

// addedUp are the companies of the clauses before whose figures "together" adds up:
// "Alphabet earned $26.3bn and Amazon $15.3bn: together $41.6bn".
func (r *Reader) addedUp(f *lang.Figure, ps []placed) []Party {
	st := &r.st
	if !slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Link && m.id == "together" && (!st.otherClause(m.at, f.First) || m.last < f.First && f.First-m.last <= 2)
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

// saidRespectively reports whether a word gives each of several figures to one of
// as many names or measures.
func (st *sentence) saidRespectively() bool {
	return slices.ContainsFunc(st.ms, func(m mention) bool { return m.class == lexicon.Link && m.id == "respectively" })
}

// inserted reports whether the name at atom b stands in an insertion between commas
// right behind the name at atom a, and the figure behind it: "Super Micro, which buys
// chips from Nvidia, posted sales of $5.8 billion".
func (st *sentence) inserted(a, b, f int) bool {
	return b > a+2 && b < f && st.mark(&st.atoms[a+1]) == "," && st.strong[a] == st.strong[f] && st.weak[b] == st.weak[a]+1 && st.weak[f] >= st.weak[a]+2 &&
		st.figuresBetween(a, b) == 0 && !st.scan.V.CJK()
}

// ordinals adds the companies that "the first" and "the second" before a verb mean:
// the last two that were named, the earlier one first: "La primera ganó 26.301
// millones, y la segunda, 15.328 millones".
func (r *Reader) ordinals(out []placed) []placed {
	st, n := &r.st, len(r.disc.here)
	if n < 2 || len(st.figs) == 0 || st.scan.V.CJK() {
		return out
	}
	for i := 1; i+1 < len(st.atoms); i++ {
		a := &st.atoms[i]
		if st.used[i] || !st.scan.Closed(&st.atoms[i-1], lexicon.Article) {
			continue
		}
		which := -1
		switch id, _ := st.scan.Has(a, lexicon.Period); id {
		case "ord:1":
			which = n - 2
		case "ord:2":
			which = n - 1
		}
		if next := &st.atoms[i+1]; which < 0 || !st.has(next, lexicon.Measure) && !st.scan.Closed(next, lexicon.Auxiliary) && !(st.mark(next) == "," && st.figureNext(i+2)) ||
			st.has(next, lexicon.Measure) && !st.measuringVerb(next) {
			continue
		}
		if p := r.disc.here[which]; p.files() {
			out = append(out, placed{party: p, at: i})
		}
	}
	return out
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
		if st.used[j] || st.has(a, lexicon.Measure) || st.has(a, lexicon.Direction) || st.has(a, lexicon.Entity) || st.scan.Is(a, lexicon.Link, "and") {
			return false
		}
	}
	return false
}
