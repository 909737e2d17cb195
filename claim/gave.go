package claim

import (
	"slices"

	"assay/lang"
	"assay/lexicon"
)

// Parts of a business that a sentence names away from their figure.

// afterInsertion reports whether nothing but one insertion between commas parts the
// figure from the clause of what stands behind: "39,1 miliardi, quasi nove decimi,
// vengono dai data center".
func (st *sentence) afterInsertion(f *lang.Figure, m *mention) bool {
	if slices.ContainsFunc(st.ms, func(x mention) bool {
		return x.class == lexicon.Link && x.id == "of which" && x.at > f.Last && x.at < m.at
	}) {
		return false // "65,9 miljardiin, josta YouTuben osuus oli 8,9 miljardia"
	}
	gap := st.weak[m.at] - st.weak[f.Last]
	return st.strong[m.at] == st.strong[f.Last] && m.at-f.Last <= 12 && (gap == 2 && st.mark(&st.atoms[f.Last+1]) == "," && st.amountsBetween(f.Last, m.at) <= 1 ||
		gap == 1 && st.mark(&st.atoms[f.Last+1]) == "," && st.figuresBetween(f.Last, m.at) == 0)
}

// onlySegment is the one part of a business that stands behind the figure up to the
// next strong break, or nil.
func (st *sentence) onlySegment(f *lang.Figure) *mention {
	var only *mention
	for i := range st.ms {
		m := &st.ms[i]
		if m.at < f.Last || st.strong[m.at] != st.strong[f.First] || m.class != lexicon.Segment && (m.class != lexicon.Entity || unitSegment(m) == "") {
			continue
		}
		if only != nil {
			return nil
		}
		only = m
	}
	return only
}

// ellipticHead reports whether the sentence begins with an article and "of" before a
// company, whose noun the sentence before has said: "La de Google facturó …".
func (st *sentence) ellipticHead() bool {
	return len(st.atoms) > 3 && st.scan.Closed(&st.atoms[0], lexicon.Article) && st.scan.Is(&st.atoms[1], lexicon.Link, "of") &&
		slices.ContainsFunc(st.ms, func(m mention) bool {
			return m.at == 2 && m.class == lexicon.Entity && unitSegment(&m) == ""
		})
}

// quoteBetween reports whether a quotation opens or closes between two atoms, one of
// which stands in it.
func (st *sentence) quoteBetween(a, b int) bool {
	if a > b {
		a, b = b, a
	}
	n := 0
	for j := a + 1; j < b; j++ {
		if x := &st.atoms[j]; x.Kind == lang.Punct && !st.quotes[j] {
			switch st.mark(x) {
			case "\"", "“", "”", "„", "«", "»":
				n++
			}
		}
	}
	return n%2 == 1
}

// ofTheWhole reports whether the company as a whole is said behind a measure to be its
// owner: "the revenue of the group".
func (st *sentence) ofTheWhole(measure *mention) bool {
	for j := measure.last + 1; j < len(st.atoms) && j <= measure.last+2; j++ {
		a := &st.atoms[j]
		if st.scan.Is(a, lexicon.Anaphor, "company") || st.scan.Is(a, lexicon.Anaphor, "total") {
			return st.linkBefore(j, "of") || j == measure.last+1 && a.End-a.Start > 3
		}
	}
	return false
}

// ownedByUnit reports whether a kind of business is that of the unit right before
// "whose".
func (st *sentence) ownedByUnit(m *mention) bool {
	if m.at < 2 || !st.scan.Is(&st.atoms[m.at-1], lexicon.Anaphor, "whose") {
		return false
	}
	s := st.segmentBefore(m.at)
	return s != nil && m.at-s.last <= 3
}
