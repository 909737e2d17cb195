package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
	"assay/period"
)

// Periods that the text speaks of without naming them as such: the year of an
// "annual" measure, the day before, the second of two years.

// tellsOf reports whether a relative clause says in which period the figure before
// it was made: "down from the $27.4 billion it had generated in the first quarter".
func (st *sentence) tellsOf(g *lang.Figure, w *lang.When) bool {
	if w.First-g.Last > 8 || w.First <= g.Last || st.scan.V.CJK() {
		return false
	}
	said := false
	for j := g.Last + 1; j < w.First; j++ {
		a := &st.atoms[j]
		if a.Kind == lang.Punct || st.has(a, lexicon.Base) || st.has(a, lexicon.Direction) || st.scan.Is(a, lexicon.Link, "to") {
			return false
		}
		said = said || a.Kind == lang.Word && (a.Terms == nil && !st.function(a) || st.has(a, lexicon.Measure) || st.has(a, lexicon.Anaphor))
	}
	return said
}

// figureOf reports whether a multiple is one of "the figure" of a period: "double the
// figure for the second quarter of 2024".
func (st *sentence) figureOf(f *lang.Figure, w *lang.When) bool {
	j := f.Last + 1
	return j+1 < len(st.atoms) && st.has(&st.atoms[j], lexicon.Plain) && st.linkAfter(j, "of", "in", "for") && w.First-j <= 3
}

// yearOver reports whether a year was over when the article appeared.
func (r *Reader) yearOver(w *lang.When) bool {
	return r.pub != 0 && (w.Year != 0 && w.Year < r.pub.Year() || w.Year == 0 && w.Rel == "last")
}

// dayBefore reads "the day before" at the head of a sentence or behind a semicolon as
// the session before the day that was named last: "Na véspera, tinham subido 1,7%".
func (r *Reader) dayBefore(d *draft) bool {
	st, f := &r.st, d.fig
	day := r.anchor
	if day == 0 {
		day = r.disc.day
	}
	if day == 0 || d.kind != Change || d.base != "previous close" {
		return false
	}
	start := 0
	for start < f.First && st.strong[start] != st.strong[f.First] {
		start++
	}
	if !slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Base && m.id == "previous close" && m.at >= start && m.at <= start+2 && m.last < f.First && st.figuresBetween(m.last, f.First) == 0 && !st.linkBefore(m.at, "versus", "than") && !st.comparing(&m)
	}) {
		return false
	}
	d.bound = bound{r: period.Day(period.LastSession(day - 1))}
	return true
}

// upToNow leaves a stretch since the start of the year behind a semicolon without the
// day before it: "on Thursday it rose 1 %; since January it is up 2 %".
func (r *Reader) upToNow(d *draft) bool {
	if r.pub != 0 {
		d.bound = bound{r: period.Day(r.pub)}
	}
	return r.pub != 0
}

// endOfRange gives the second of two years that a change goes between for its levels
// and its change: "from 2022 to 2023, profit rose from 23.2 to 39.1 billion".
func (r *Reader) endOfRange(d *draft, w *lang.When) (bound, bool) {
	if w.Unit != lang.YearRange || w.Y2 != w.Y1+1 || balance[d.baseMetric] {
		return bound{}, false
	}
	st := &r.st
	moved := d.kind == Change || d.prior || st.marked(d.fig, "to") && slices.ContainsFunc(st.figs, func(g lang.Figure) bool {
		return g.Last < d.fig.First && d.fig.First-g.Last <= 3 && st.linkBefore(g.First, "from", "of") && isMoney(&g) == isMoney(d.fig)
	})
	if !moved {
		return bound{}, false
	}
	y := *w
	y.Unit, y.Year, y.Y1, y.Y2 = lang.YearUnit, w.Y2, 0, 0
	return r.bind(&y, d.id(), false)
}

// annual gives the last full year to a figure whose measure stands beside "annual" and
// whose sentence names no period: "La facturación anual creció un 15 %".
func (r *Reader) annual(d *draft) {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || st.otherClause(m.at, d.fig.First) || !st.yearly(m.at-1) && !st.yearly(m.last+1) {
			continue
		}
		y := lang.When{Unit: lang.YearUnit, Whole: true, Start: m.start, End: m.end}
		if b, ok := r.bind(&y, d.id(), false); ok && (r.pub == 0 || b.r.End < r.pub) {
			if d.kind == Change && r.disc.whenRange.known() {
				b.alt = append(b.alt, r.rebind(r.disc.whenRange, d.id()).r)
			}
			d.bound, d.whenSaid = b, true
		}
		return
	}
}

// yearly reports whether atom i is an adjective of a year's length.
func (st *sentence) yearly(i int) bool {
	return i >= 0 && i < len(st.atoms) && !st.used[i] && st.has(&st.atoms[i], lexicon.Plain) && st.scan.Is(&st.atoms[i], lexicon.Period, "year")
}
