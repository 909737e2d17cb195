package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
)

// A word that nobody listed may narrow a measure to a part of it: "licensing
// revenue", "Abonnementerlöse", "revenue from concerts". Where the company's
// filings name such a part, it is the measure's segment; where they do not,
// the measure as a whole stays the first reading, and a second one that
// nothing can compute keeps the claim from being contradicted.

// maxPartWords bounds the words taken for a part.
const maxPartWords = 4

// partOf gives the words that may narrow the measure. adjusted says that one
// of them makes it a measure that no filing states ("adjusted earnings").
func (st *sentence) partOf(m *mention) (words string, adjusted bool) {
	if st.scan.V.CJK() {
		return st.cjkPart(m)
	}
	if st.measuringVerb(&st.atoms[m.at]) {
		return "", false
	}
	words, adjusted = st.partBefore(m)
	if words == "" && !adjusted {
		words = st.partAfter(m)
	}
	return words, adjusted
}

// measuringVerb reports whether a measure's word is a verb ("earned",
// "verdiente", "threw off … in cash"), which has no noun phrase.
func (st *sentence) measuringVerb(a *lang.Atom) bool {
	for _, term := range a.Terms.Senses() {
		if term.Class == lexicon.Measure && term.Tail != "" {
			return true
		}
	}
	g := st.grammar()
	return g.CapitalNouns && !a.Capital || lang.Ends(st.folded(a), g.MeasureVerbs)
}

// segmentNoun is the unknown noun that a part of a business only qualifies, in a language
// that writes compounds apart: "Ad impressions were up 14 percent".
func (st *sentence) segmentNoun(f *lang.Figure) string {
	m := st.segmentBefore(f.First)
	if m == nil || !st.grammar().TitleCase || m.last+1 >= len(st.atoms) {
		return ""
	}
	a := &st.atoms[m.last+1]
	if a.Kind != lang.Word || a.Terms != nil || a.Capital || st.used[m.last+1] || st.function(a) || st.verbal(a) {
		return ""
	}
	return st.mark(a)
}

// investedInto is the unknown noun that an amount was invested in: "invested $12.9 billion
// in satellites".
func (st *sentence) investedInto(d *draft) string {
	j := d.fig.Last + 2
	if d.baseMetric != "capex" || d.measure.at > d.fig.First || j >= len(st.atoms) || !st.linkAfter(d.fig.Last, linkIn|linkTo) || !st.measuringVerb(&st.atoms[d.measure.at]) || st.used[j] {
		return ""
	}
	for ; j < len(st.atoms) && j <= d.fig.Last+4; j++ {
		a := &st.atoms[j]
		switch {
		case a.Kind != lang.Word || st.used[j] || a.InAny(1<<lexicon.Measure|1<<lexicon.Segment|1<<lexicon.Entity|1<<lexicon.Period|1<<lexicon.Anaphor|1<<lexicon.Base):
			return ""
		case !a.In(lexicon.Plain) && !st.function(a):
			return st.mark(a)
		}
	}
	return ""
}

// partBefore reads the words of the noun phrase in front of its noun.
func (st *sentence) partBefore(m *mention) (words string, adjusted bool) {
	head := &st.atoms[m.at]
	first, end := -1, 0
	if head.Head > head.Start { // Konzertumsatz
		front := strings.TrimRight(st.scan.Text[head.Start:head.Head], "-")
		if !st.scan.V.PlainFront([]byte(strings.ToLower(front))) {
			return front, false
		}
	}
	n := 0
	for j := m.at - 1; j >= 0 && n < maxPartWords; j-- {
		a := &st.atoms[j]
		if st.used[j] {
			break
		}
		if a.Kind == lang.Punct {
			if st.mark(a) == "-" && a.Joined {
				continue
			}
			break
		}
		if a.In(lexicon.Plain) || perShare(m.id) && a.In(lexicon.Measure) {
			continue
		}
		if st.scan.Is(a, lexicon.Other, "non-gaap") {
			return "", true
		}
		if a.In(lexicon.Segment) && n == 0 { // "Blackwell data center revenue": the word before narrows the segment
			continue
		}
		if a.Kind != lang.Word || a.Terms != nil && !st.bareProduct(j) || st.function(a) || st.verbal(a) || j > 0 && (st.possessive(j) || st.infinitive(j)) {
			break
		}
		if first < 0 {
			end = int(a.End)
		}
		first = j
		n++
	}
	if first < 0 {
		return "", false
	}
	return st.scan.Text[st.atoms[first].Start:end], false
}

// infinitive reports whether an English "to" makes a verb of the word behind it:
// "to post revenue of".
func (st *sentence) infinitive(j int) bool {
	return st.grammar().TitleCase && st.is(j-1, linkTo)
}

// otherSubject gives words by which the figure may speak of less than the
// company as a whole, or of more than a period: a part that owns a measure
// which filers do not break down ("Google Cloud …, its backlog"), an unknown
// noun as the subject of a measuring verb ("its lab lost $4bn"), or a start
// ("since 2020").
func (st *sentence) otherSubject(d *draft) string {
	m, f := d.measure, d.fig
	if s := st.segmentBefore(m.at); s != nil && d.segment == "" && !canHaveSegment(d.baseMetric) && !perShare(d.baseMetric) &&
		m.at > 0 && (s.last == m.at-1 || st.scan.Closed(&st.atoms[m.at-1], lexicon.Article)) && st.at[s.at].strong == st.at[m.at].strong && !st.companyBetween(s.last, m.at) {
		return st.scan.Text[s.start:s.end]
	}
	for i := range st.whens {
		if w := &st.whens[i]; w.Since && d.kind == Level && st.at[w.First].weak == st.at[f.First].weak && st.at[w.First].strong == st.at[f.First].strong {
			return st.scan.Text[w.Start:w.End]
		}
	}
	if d.segment != "" {
		return ""
	}
	for i := range st.ms { // "the division" of which nothing was said before
		if u := &st.ms[i]; u.class == lexicon.Anaphor && u.id == "unit" && u.at < f.First && st.at[u.at].strong == st.at[f.First].strong && !st.apposition(u) {
			return st.scan.Text[u.start:u.end]
		}
	}
	if m.at < f.First && st.at[m.at].weak != st.at[f.First].weak { // "…, deliveries fell 13%"
		return st.unknownNoun(f.First)
	}
	if !st.measuringVerb(&st.atoms[m.at]) {
		return ""
	}
	if p := st.productBefore(f.First); p != "" {
		return p
	}
	return st.unknownNoun(f.First)
}

// productBefore is a product that is no segment and stands as the subject of
// the clause before atom i.
func (st *sentence) productBefore(i int) string {
	for k := range st.ms {
		m := &st.ms[k]
		if m.class == lexicon.Entity && m.last < i && st.at[m.at].weak == st.at[i].weak && st.at[m.at].strong == st.at[i].strong && (m.note == "product" || m.note == "unit:") {
			return st.scan.Text[m.start:m.end]
		}
	}
	return ""
}

// ownTopic is an unknown word before atom i that can be the subject of a figure
// whose measure the sentence does not name.
func (st *sentence) ownTopic(i int) string {
	for j := 0; j < i; j++ {
		a := &st.atoms[j]
		if st.at[j].strong != st.at[i].strong || a.Kind != lang.Word || a.Terms != nil || st.used[j] {
			continue
		}
		word := st.mark(a)
		switch {
		case st.grammar().CapitalNouns:
			if a.Capital && j > 0 && !st.function(a) {
				return word
			}
		case st.scan.V.CJK():
			for _, p := range st.grammar().Topics {
				if at := strings.Index(word, p); at > 0 && !st.hiragana(word[:at]) {
					return word[:at]
				}
			}
		default:
			if len(word) > 3 && !st.function(a) && !st.verbal(a) && !strings.HasSuffix(word, "ing") {
				return word
			}
		}
	}
	return ""
}

// hiragana reports whether a word has no character of another script: it is
// grammar, not a noun.
func (st *sentence) hiragana(word string) bool {
	for _, c := range word {
		if !unicode.Is(unicode.Hiragana, c) {
			return false
		}
	}
	return true
}

// unknownNoun is the noun behind an article or possessive in the clause before
// atom i, if nothing that the lexicon knows as a company stands there too.
func (st *sentence) unknownNoun(i int) string {
	for k := range st.ms {
		m := &st.ms[k]
		if m.at < i && st.at[m.at].strong == st.at[i].strong && st.at[m.at].weak == st.at[i].weak && (m.class == lexicon.Entity || m.class == lexicon.Anaphor) && st.article(m) {
			return ""
		}
	}
	for j := 1; j < i; j++ {
		a := &st.atoms[j]
		if st.at[j].strong != st.at[i].strong || st.at[j].weak != st.at[i].weak || a.Kind != lang.Word || a.Terms != nil || st.used[j] || st.function(a) || st.verbal(a) {
			continue
		}
		if st.scan.Closed(&st.atoms[j-1], lexicon.Article) && (a.Capital || !st.grammar().CapitalNouns) {
			return st.mark(a)
		}
	}
	return ""
}

// article reports whether the mention names a company, and is no possessive
// before another noun.
func (st *sentence) article(m *mention) bool {
	return !st.scan.Closed(&st.atoms[m.at], lexicon.Article)
}

// bareProduct reports whether atom j names a product that is no segment.
func (st *sentence) bareProduct(j int) bool {
	for i := range st.ms {
		if m := &st.ms[i]; m.at == j && m.class == lexicon.Entity && (m.note == "product" || m.note == "model" || m.note == "unit:") {
			return true
		}
	}
	return false
}

// possessive reports whether atom j is the s of a possessive.
func (st *sentence) possessive(j int) bool {
	p := st.mark(&st.atoms[j-1])
	return (p == "'" || p == "’") && st.atoms[j].Joined
}

// verbal reports whether an unknown word in lower case is rather the verb that
// governs the measure than a part of its noun phrase.
func (st *sentence) verbal(a *lang.Atom) bool {
	if a.Capital {
		return false
	}
	return lang.Ends(st.folded(a), st.grammar().Verbs)
}

// partAfter reads what a preposition adds behind the noun: "revenue from
// concerts", "Umsatz mit Konzerten".
func (st *sentence) partAfter(m *mention) string {
	j := m.last + 1
	if j+1 < len(st.atoms) && st.function(&st.atoms[j]) && st.atoms[j].Terms == nil && !st.scan.Closed(&st.atoms[j], lexicon.Preposition) && !st.scan.Closed(&st.atoms[j], lexicon.Parting) && st.scan.Closed(&st.atoms[j+1], lexicon.Parting) {
		j++ // a particle: "lucrum autem ex negotiis ordinariis"
	}
	if j+2 < len(st.atoms) && st.scan.Closed(&st.atoms[j], lexicon.Owner) && st.atoms[j+1].In(lexicon.Entity) { // "ingresos de Meta por licencias"
		if j += 2; st.figureSoon(j) {
			return "" // "Umsatz von Alphabet in Höhe von 92 Milliarden"
		}
	}
	if j >= len(st.atoms) || st.used[j] || !st.scan.Closed(&st.atoms[j], lexicon.Parting) {
		return ""
	}
	for j++; j < len(st.atoms) && st.scan.Closed(&st.atoms[j], lexicon.Article|lexicon.Preposition) || j < len(st.atoms) && st.is(j, linkOf); j++ { // also "impôts imputables à la réforme"
	}
	first, end := -1, 0
	for n := 0; j < len(st.atoms) && n < maxPartWords; j, n = j+1, n+1 {
		a := &st.atoms[j]
		if a.Kind != lang.Word || a.Terms != nil || st.used[j] || st.function(a) || st.verbal(a) || st.grammar().CapitalNouns && first >= 0 && !a.Capital {
			break
		}
		if first < 0 {
			first = j
		}
		end = int(a.End)
	}
	if first < 0 {
		return ""
	}
	return st.scan.Text[st.atoms[first].Start:end]
}

// cjkPart is the unknown word that stands right before the measure, with 「の」
// between them or without.
func (st *sentence) cjkPart(m *mention) (words string, adjusted bool) {
	j := m.at - 1
	for ; j >= 0 && (st.atoms[j].Kind == lang.Numeral || st.atoms[j].In(lexicon.Plain) || st.is(j, linkOf)); j-- {
		if !st.atoms[j].Joined && j < m.at-1 {
			return "", false
		}
	}
	if j < 0 || st.used[j] {
		return "", false
	}
	a := &st.atoms[j]
	if st.scan.Is(a, lexicon.Other, "non-gaap") {
		return "", true
	}
	if j > 0 && a.Terms != nil && slices.Contains(st.grammar().SegmentTails, st.mark(a)) && st.atoms[j-1].Kind == lang.Word && st.atoms[j-1].Terms == nil && a.Joined {
		return st.mark(a), false // 「ウィンドウズを含む部門の売上高」
	}
	if a.Kind != lang.Word || a.Terms != nil || !st.atoms[j+1].Joined {
		return "", false
	}
	text := st.mark(a)
	at := len(text)
	for at > 0 { // back to the last particle, which is hiragana
		c, w := utf8.DecodeLastRuneInString(text[:at])
		if unicode.Is(unicode.Hiragana, c) || !unicode.IsLetter(c) && c != 'ー' && c != '・' {
			break
		}
		at -= w
	}
	if utf8.RuneCountInString(text[at:]) < 2 {
		return "", false
	}
	return text[at:], false
}

// isSegment reports whether the filings of the entity name a part of its
// business by these words.
func (r *Reader) isSegment(id entity.ID, words string) bool {
	return words != "" && id.Kind() == "cik" && r.opt.Directory != nil && r.opt.Directory.Segment(id, strings.ToLower(words))
}

// productOf reports whether the name is a part of the business of a company
// that the sentence names or the discourse speaks of.
func (r *Reader) productOf(name string) bool {
	if r.isSegment(r.theCompany().ID, name) {
		return true
	}
	found := false
	r.st.each(lexicon.Entity, func(m *mention) { found = found || r.isSegment(entity.ID(m.id), name) })
	return found
}

// firstOfPair reports whether the figure is the first of two that a measure
// "GAAP and non-GAAP" states, and so the one that is filed.
func (st *sentence) firstOfPair(f *lang.Figure, m *mention) bool {
	paired := false
	for j := max(m.at-4, 1); j < m.at; j++ {
		paired = paired || st.scan.Is(&st.atoms[j], lexicon.Other, "non-gaap") && st.is(j-1, linkAnd)
	}
	if !paired || m.at > f.First || st.figuresBetween(m.at, f.First) > 0 {
		return false
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > f.Last && g.Unit == f.Unit {
			return g.First-f.Last <= 3
		}
	}
	return false
}

// fellTo reports whether a verb of sharing stands before the amount and "to" right behind it, before
// the part that it fell to: "vom Umsatz entfielen 13,6 Milliarden auf die Cloud".
func (st *sentence) fellTo(f *lang.Figure) bool {
	return !st.scan.V.CJK() && isMoney(f) && st.anyIs(f.First-3, f.First, linkShare) && st.linkAfter(f.Last, linkTo)
}
