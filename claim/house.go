package claim

import (
	"slices"
	"strings"
	"unicode"

	"assay/lang"
	"assay/lexicon"
)

// houseOf is the house that the ith name speaks for: behind the title, or the
// preposition behind the name, or before the title that stands before the name.
func (r *Reader) houseOf(names []nameSpan, i, title int, titleBehind bool) string {
	st, n := &r.st, names[i]
	if titleBehind {
		if h := r.nameAfter(names, title+1, 4); h != nil {
			return r.nameText(*h)
		}
		return ""
	}
	if j := n.last + 1; j+1 < len(st.atoms) && (st.atoms[j].Kind == lang.Word && (st.is(j, linkOf|linkAt|linkFor|linkFrom) || st.scan.Closed(&st.atoms[j], lexicon.Owner|lexicon.Article|lexicon.Preposition)) || st.mark(&st.atoms[j]) == "(") {
		if h := r.nameAfter(names, j, 3); h != nil {
			return r.nameText(*h)
		}
	}
	if j := n.last + 2; j < len(st.atoms) && st.mark(&st.atoms[j-1]) == "," && st.atoms[j].Kind == lang.Word && st.is(j, linkOf|linkAt) {
		if h := r.nameAfter(names, j, 4); h != nil {
			return r.nameText(*h)
		}
	}
	if title > 0 && title < n.first {
		return r.houseBefore(names, title)
	}
	if n.first > 2 && st.possessive(n.first-1) {
		return r.houseBefore(names, n.first)
	}
	return ""
}

// nameAfter is the name that begins within so many atoms at or behind atom i, small
// words and quotes before it.
func (r *Reader) nameAfter(names []nameSpan, i, within int) *nameSpan {
	st := &r.st
	for k := range names {
		n := &names[k]
		for n.first-1 >= i && st.atoms[n.first-1].Capital && !st.function(&st.atoms[n.first-1]) {
			n.first-- // "beim Bankhaus Lindau"
		}
		if n.first < i || n.first >= i+within || n.known != nil && n.known.note == "person" {
			continue
		}
		for j := i; j < n.first; j++ {
			if a := &st.atoms[j]; a.Kind == lang.Word && !a.In(lexicon.Link) && !st.function(a) {
				return nil
			}
			if mark := st.mark(&st.atoms[j]); mark == "," || mark == ")" {
				return nil
			}
		}
		return n
	}
	return nil
}

// houseBefore is the house whose name ends right before a title: "Northwind
// Research analyst", "Goldman's economist".
func (r *Reader) houseBefore(names []nameSpan, title int) string {
	st := &r.st
	for k := range names {
		n := &names[k]
		if n.last >= title || n.known != nil && n.known.note == "person" {
			continue
		}
		gap := title - n.last - 1
		if gap == 0 || gap == 2 && st.possessive(title-1) || gap == 1 && st.mark(&st.atoms[title-1]) == "-" {
			return r.nameText(*n)
		}
	}
	return ""
}

// quotedHouse is the house in quotes between a title and a name: "аналитик ИК
// «Северный мыс» Тимур Заречный".
func (r *Reader) quotedHouse(n nameSpan) (house string, ok bool) {
	st := &r.st
	end := n.first - 1
	if end < 2 || !st.quotes[end] {
		return "", false
	}
	i := end - 1
	for i > 0 && !st.quotes[i] {
		i--
	}
	for i > 0 && st.atoms[i-1].Capital && !st.titleAt(i-1) {
		i--
	}
	if i == 0 || !st.titleAt(i-1) {
		return "", false
	}
	return r.text[st.atoms[i].Start:st.atoms[end].End], true
}

// inQuotes reports whether a name is that of a house in quotes, or a word before it.
func (st *sentence) inQuotes(n nameSpan) bool {
	marks := 0
	for i := range n.first {
		if st.quotes[i] {
			marks++
		}
	}
	return marks%2 == 1 || n.last+1 < len(st.atoms) && st.quotes[n.last+1]
}

// houseNames are last words of a house's name.
var houseNames = map[string]bool{
	"research": true, "capital": true, "securities": true, "bank": true, "partners": true, "group": true, "management": true,
	"advisors": true, "advisers": true, "investments": true, "asset": true, "markets": true, "associates": true, "sachs": true,
	"stanley": true, "co": true, "cie": true, "ventures": true, "consulting": true, "intelligence": true, "trust": true,
	"valores": true, "investimentos": true, "sekuritas": true, "holdings": true, "financial": true, "insights": true,
}

func houseName(name string) bool {
	return houseNames[strings.ToLower(strings.TrimRightFunc(surname(name), unicode.IsPunct))] || strings.Contains(name, "&")
}

// expects reports whether a verb of forecasting stands right behind the name at
// atom i, which then holds a view of another company.
func (st *sentence) expects(i int) bool {
	if i > 0 && st.is(i-1, cueAnalyst) {
		return true // "Analis Goldman Sachs memperkirakan …"
	}
	return st.anyIs(i+1, min(i+3, len(st.atoms)), cueForecast)
}

// holderPrice is the price of a name that only forecasts.
const holderPrice = 14

// withoutHouse leaves out a house that only forecasts of the companies named behind
// it: "Según los analistas de Goldman Sachs, Meta invertirá …".
func (r *Reader) withoutHouse(ps []placed) []placed {
	st := &r.st
	if st.anywhere&(cueForecast|cueAnalyst) == 0 || len(ps) < 2 {
		return ps
	}
	return slices.DeleteFunc(ps, func(p placed) bool {
		if !r.names.House(p.party.ID) || !some(ps, func(q *placed) bool { return q.at > p.at && q.party.ID != p.party.ID && q.party.files() }) {
			return false
		}
		i := p.at - 1
		for i >= 0 && i > p.at-3 && (st.function(&st.atoms[i]) || st.atoms[i].In(lexicon.Link)) {
			i--
		}
		return i >= 0 && st.is(i, cueAnalyst) || st.expects(p.at) || st.verbFinal() && p.at <= 1
	})
}

// houseForecasts reports whether a house forecasts a figure of which no other owner is
// named: it may as well be of others as of itself.
func (r *Reader) houseForecasts(d *draft) bool {
	return d.modality == Forecast && len(d.parties) == 1 && r.names.House(d.parties[0].ID) && r.voices.now.Name == "" && r.voices.now.Org == d.parties[0].Name
}
