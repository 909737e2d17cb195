package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
	"assay/span"
)

// Camp is a side in a contest of beliefs.
type Camp string

// The camps; "" is neither.
const (
	Bull Camp = "bull"
	Bear Camp = "bear"
)

// Prospect is what a forecast says beside its figure.
type Prospect struct {
	Camp      Camp         // the holder's, by words of the text
	CampWords span.Span    // those words
	Condition span.Span    // the clause on which the forecast depends; empty for none
	Chance    quantity.Rat // how likely it is said to be, of 1; 0 if nothing is said
	IsChance  bool         // the figure is how likely another forecast of the sentence is
	By        bool         // the figure is reached by the end of the period at the latest
	Group     span.Span    // words that mean companies without naming or counting them: "big tech"
}

// prospects gives the sentence's forecasts, claims[from:], what it says beside them.
func (r *Reader) prospects(drafts []draft, from int) {
	ahead := 0
	for i := from; i < len(r.claims); i++ {
		if r.claims[i].Modality == Forecast {
			ahead++
		}
	}
	if ahead == 0 || len(r.claims)-from != len(drafts) { // a comparison without a figure stands in no forecast
		return
	}
	side := r.stance()
	for i := range drafts {
		c := &r.claims[from+i]
		if c.Modality != Forecast {
			continue
		}
		p := Prospect{Camp: side.camp, CampWords: side.words, Condition: r.condition(drafts[i].fig), By: r.st.byThen(drafts[i].when)}
		if len(c.Entities) > 1 {
			p.Group = r.st.uncounted(drafts[i].fig)
		}
		if p.Camp == "" && c.Holder != nil {
			known := r.voices.stances[c.Holder.key()]
			p.Camp, p.CampWords = known.camp, known.words
		}
		c.Prospect = p
	}
	r.chances(drafts, from)
}

// byThen reports whether a period is the time by which something is reached.
func (st *sentence) byThen(w *lang.When) bool {
	if w == nil || w.Until || w.First > 0 && st.is(w.First-1, linkBy) && !st.is(w.First-1, linkOf|linkFrom|linkIn) {
		return w != nil
	}
	return st.signalled(cueByThen, func(m *mention) bool {
		return m.last == w.First-1 || m.at == w.Last+1 || m.at >= w.First && m.last <= w.Last
	})
}

// uncounted are the words before the figure that mean several companies and do not
// say how many.
func (st *sentence) uncounted(f *lang.Figure) (words span.Span) {
	st.each(lexicon.Anaphor, func(m *mention) {
		if m.id == "several" && m.at < f.First {
			words = span.Span{Start: int(m.start), End: int(m.end)}
		}
	})
	return words
}

// stance is a camp with the words that show it.
type stance struct {
	camp  Camp
	words span.Span
}

// stance is the camp that the sentence's words show; none where they show both, or
// where they are negated.
func (r *Reader) stance() (s stance) {
	st := &r.st
	st.each(lexicon.Cue, func(m *mention) {
		if m.id != string(Bull) && m.id != string(Bear) || st.negated(m.at) {
			return
		}
		if s.camp != "" && s.camp != Camp(m.id) {
			s.camp = "both"
			return
		}
		if s.camp == "" {
			s = stance{Camp(m.id), span.Span{Start: int(m.start), End: int(m.end)}}
		}
	})
	if s.camp == "both" {
		return stance{}
	}
	return s
}

// negated reports whether a negation stands at most two atoms before atom i.
func (st *sentence) negated(i int) bool {
	for j := max(0, i-2); j < i; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Cue, "negation") {
			return true
		}
	}
	return false
}

// condition is the clause that a conditional word opens (or, in a language whose
// verbs come last, closes), where the figure stands outside it.
func (r *Reader) condition(f *lang.Figure) (c span.Span) {
	st := &r.st
	st.each(lexicon.Cue, func(m *mention) {
		if m.id != "conditional" || c.End != 0 || st.at[m.at].weak == st.at[f.First].weak && st.at[m.at].strong == st.at[f.First].strong {
			return
		}
		first, last := m.at, m.at
		for last+1 < len(st.atoms) && !st.otherClause(m.at, last+1) && st.mark(&st.atoms[last+1]) != "." {
			last++
		}
		for last > first && st.atoms[last].Kind == lang.Punct {
			last--
		}
		for st.verbFinal() && first > 0 && !st.otherClause(m.at, first-1) {
			first--
		}
		c = span.Span{Start: int(st.atoms[first].Start), End: int(st.atoms[last].End)}
	})
	return c
}

// chances gives the one forecast of the sentence the one percentage that is said to
// be a chance: "a 60 % chance that revenue exceeds $50 billion".
func (r *Reader) chances(drafts []draft, from int) {
	st := &r.st
	chance, of := -1, -1
	for i := range st.figs {
		f := &st.figs[i]
		if f.Unit != "percent" || f.IsRange || !st.someOf(lexicon.Cue, func(m *mention) bool {
			return m.id == "chance" && !st.otherClause(m.at, f.First) && (m.at > f.Last && m.at-f.Last <= 2 || m.last < f.First && f.First-m.last <= 4)
		}) {
			continue
		}
		if chance >= 0 {
			return
		}
		chance = i
	}
	if chance < 0 {
		return
	}
	said := -1
	for i := range drafts {
		switch {
		case drafts[i].fig == &st.figs[chance]:
			said = i
		case r.claims[from+i].Modality != Forecast:
		case of >= 0:
			return
		default:
			of = i
		}
	}
	p := st.figs[chance].Value.Value.Mul(quantity.Frac(1, 100))
	if of >= 0 && p.Sign() > 0 && p.Cmp(quantity.Int(1)) < 0 {
		r.claims[from+of].Prospect.Chance = p
		if said >= 0 {
			r.claims[from+said].Prospect.IsChance = true
		}
	}
}
