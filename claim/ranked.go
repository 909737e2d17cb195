package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// A list of figures without names goes with a list of companies, the first with the first.

// respectively gives the figure's own party where a list of parties is
// followed by as many figures of one kind, none of them their sum.
func (r *Reader) respectively(d *draft, g []Party, ps []placed) (Party, bool) {
	st := &r.st
	if !st.respectively && st.signal(linkTogether) != nil {
		return Party{}, false // "Amazon and Alphabet together took in $245.9bn and earned $51.7bn"
	}
	end := -1
	for i := range ps {
		if ps[i].at < d.fig.First && ps[i].party.ID == g[len(g)-1].ID {
			end = ps[i].at
		}
	}
	n, mine := 0, -1
	for i := range st.figs {
		f := &st.figs[i]
		if n == len(g) && mine >= 0 && st.summed(f) && f.First > d.fig.Last {
			break // "…分别为442亿、309亿和357亿美元，三家合计1107亿美元"
		}
		if f.First > end && n > 0 && r.namedBetween(ps, d.fig.Last, f.First) {
			return Party{}, false // each has its own: "the largest of the four; Alphabet spent …, Meta …"
		}
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

// oneEach reports whether the figure is one of a list as long as that of the companies whose
// one measure has moved: "Alphabet und Meta steigerten ihren Gewinn um 34 und 35 Prozent".
func (st *sentence) oneEach(f *lang.Figure, companies int) bool {
	if _, n, _ := st.listOf(f); n != companies || st.scan.V.CJK() {
		return false
	}
	measure := ""
	return !st.someOf(lexicon.Measure, func(m *mention) bool {
		if m.last > f.First {
			return false
		}
		other := measure != "" && measure != m.id
		measure = m.id
		return other
	})
}

// byRank gives the figure's own company where as many figures of one kind stand in
// a list without names as companies with figures before: "Amazon spent $131.8bn, Alphabet
// $91.4bn and Meta $69.7bn; in 2024 it was $83bn, $52.5bn and $37.3bn respectively".
func (r *Reader) byRank(f *lang.Figure, ps []placed) (Party, bool) {
	st := &r.st
	if !st.respectively {
		return Party{}, false
	}
	first, n, mine := st.listOf(f)
	var named []Party
	for i := range ps {
		p := &ps[i]
		switch {
		case !p.party.files() || p.unsure || p.price > 0:
		case p.at > first:
			return Party{}, false
		case st.figuresBetween(p.at, first) > 0:
			named = withRun(named, []Party{p.party})
		default:
			return Party{}, false
		}
	}
	if len(ps) == 0 {
		named = r.disc.here
	}
	if n < 2 || len(named) != n {
		return Party{}, false
	}
	return named[mine], true
}

// listOf is the list of figures of one kind that only commas and "and" join to the
// figure: where it begins, how many they are, and the figure's place.
func (st *sentence) listOf(f *lang.Figure) (first, n, mine int) {
	first = f.First
	var before *lang.Figure
	for i := range st.figs {
		g := &st.figs[i]
		if before == nil || g.First-before.Last != 2 && !(g.First-before.Last == 3 && st.joins(g.First-2)) || g.Scaled != f.Scaled || isMoney(g) != isMoney(f) || isPercent(g) != isPercent(f) || !st.joins(g.First-1) {
			if before != nil && before.Last >= f.Last {
				return first, n, mine
			}
			first, n = g.First, 0
		}
		if g == f {
			mine = n
		}
		before, n = g, n+1
	}
	return first, n, mine
}

// yearByRank is the figure's own year where as many years as there are figures in its list stand
// in a list or a range: "spent 35, 38 and 44 billion in 2022, 2023 and 2024"; else nil.
func (st *sentence) yearByRank(d *draft) *lang.When {
	f := d.fig
	first, n, mine := st.listOf(f)
	if n < 2 || d.ranked || st.measureOfList(f) != nil {
		return nil
	}
	var own, before *lang.When
	years := 0
	for i := range st.whens {
		w := &st.whens[i]
		if w.Unit == lang.YearRange && w.Y2-w.Y1+1 == n && n > 2 && st.at[w.First].strong == st.at[f.First].strong { // "from 2022 to 2024 it earned 23.2, 39.1 and 62.4 billion"
			y := *w
			y.Unit, y.Year, y.Y1, y.Y2 = lang.YearUnit, w.Y1+mine, 0, 0
			return &y
		}
		if w.Unit != lang.YearUnit || w.Year == 0 || w.Since || w.From || st.at[w.First].strong != st.at[f.First].strong {
			continue
		}
		if before != nil && !st.joinedYears(before, w) {
			return nil
		}
		if years == mine {
			own = w
		}
		before, years = w, years+1
	}
	if years != n || before.Last > first && st.whens[0].First < first {
		return nil
	}
	return own
}

// joinedYears reports whether only commas, "and" and small words part two years.
func (st *sentence) joinedYears(a, b *lang.When) bool {
	joined := false
	for i := a.Last + 1; i < b.First; i++ {
		switch {
		case st.joins(i):
			joined = true
		case !st.function(&st.atoms[i]) && !st.scan.Closed(&st.atoms[i], lexicon.Article|lexicon.Preposition):
			return false
		}
	}
	return joined
}

// joins reports whether atom i is a comma or "and".
func (st *sentence) joins(i int) bool {
	return st.mark(&st.atoms[i]) == "," || st.mark(&st.atoms[i]) == "、" || st.is(i, linkAnd)
}
