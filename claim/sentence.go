package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
	"assay/span"
)

// Beside the lexicon's classes, figures and periods are mentions too.
const (
	figureMention lexicon.Class = 200 + iota
	whenMention
)

// mention is something found in a sentence that a claim may need.
type mention struct {
	start, end int32
	at, last   int // atoms
	class      lexicon.Class
	sense      senses // of a link or cue
	id, note   string
	idx        int // of a figure or a period
}

// sentence is one sentence taken apart.
type sentence struct {
	span     span.Span
	scan     *lang.Scan
	atoms    []lang.Atom
	figs     []lang.Figure
	whens    []lang.When
	ms       []mention
	classes  uint32 // of the mentions, a bit for each
	parts    bool   // one of them is a part of a business
	used     []bool
	dollar   int      // the atom of the dollar that figures are parts of, or -1
	senses   []senses // of each atom
	before   []senses // of the words right before each atom, as far as asked for
	anywhere senses   // of all atoms
	numbered bool     // an atom is a number word
	at       []place  // before each atom, and behind the last
	quotes   []bool   // marks around a quoted name
	tails    []int    // last atoms of the second parts of discontinuous terms
	title    bool     // it stands in the headline
	pair     pairWords
	// respectively tells that a word gives each of several figures to one of as many
	// names or measures.
	respectively bool
}

// load takes the sentence that was scanned last apart, reusing the buffers of
// the one before.
func (st *sentence) load(sc *lang.Scan, sp span.Span) {
	st.span, st.scan = sp, sc
	st.atoms = sc.Atoms
	n := len(st.atoms)
	st.used = resize(st.used, n)
	clear(st.used)
	st.whens = sc.Whens(st.whens[:0], st.used)
	st.datedDays()
	st.figs = sc.Figures(st.figs[:0], st.used)
	st.findSenses()
	st.ranges()
	st.breaks()
	st.sinceYears()
	st.perDollar()
	st.collect()
	st.dropVerbs()
	st.becoming()
	st.markSameStretch()
	st.ownedParts()
	st.heldParts()
	st.comparedParts()
	st.burningParts()
	st.comparedLevels()
	st.findPair()
	st.respectively = st.signal(linkRespectively) != nil
}

// dropVerbs takes a verb of earning right behind its object for no measure, where the
// language has one verb for revenue and profit: "आयम् अर्जितवती".
func (st *sentence) dropVerbs() {
	verbs := st.grammar().EitherVerbs
	if len(verbs) == 0 {
		return
	}
	for i := len(st.ms) - 1; i > 0; i-- {
		m, object := &st.ms[i], &st.ms[i-1]
		if m.class == lexicon.Measure && object.class == lexicon.Measure && object.last+1 == m.at && lang.Ends(st.folded(&st.atoms[m.at]), verbs) {
			st.ms = slices.Delete(st.ms, i, i+1)
		}
	}
}

// datedDays drops a day that a date in brackets right behind it says again, and more surely:
// 「隔天（2月27日）」, "am Tag danach (27. Februar)".
func (st *sentence) datedDays() {
	for i := len(st.whens) - 2; i >= 0; i-- {
		a, b := &st.whens[i], &st.whens[i+1]
		if a.Unit == lang.DayUnit && b.Unit == lang.Date && b.First == a.Last+2 {
			if mark := st.mark(&st.atoms[a.Last+1]); mark == "(" || mark == "（" {
				st.whens = slices.Delete(st.whens, i, i+1)
				continue
			}
		}
		if st.scan.V.CJK() && a.Weekday != 0 && b.Unit == lang.DayUnit && b.Rel == "next" && b.First-a.Last <= mostSaidAgain && st.atoms[b.First-1].Kind == lang.Word && st.atoms[b.First-1].Terms == nil && !some(st.atoms[a.Last+1:b.First], func(x *lang.Atom) bool { return x.Kind == lang.Numeral || x.In(lexicon.Direction) }) {
			st.whens = slices.Delete(st.whens, i+1, i+2) // 「本周三，也就是大选次日」
		}
	}
}

// mostSaidAgain is how many atoms behind a weekday it may be said again as the day after something.
const mostSaidAgain = 10

// comparedLevels makes an amount behind a comma and "less than", with a period of its own
// right behind it, the earlier level that it is and no bound: "10,2 δισ., λιγότερο από τα
// 11,5 δισ. του πρώτου τριμήνου".
func (st *sentence) comparedLevels() {
	for i := range st.figs {
		f := &st.figs[i]
		if i == 0 || st.scan.V.CJK() || f.Hedge != quantity.Under && f.Hedge != quantity.Over || !isMoney(f) || f.First < 1 || st.mark(&st.atoms[f.First-1]) != "," || st.figs[i-1].Unit != f.Unit && st.figs[i-1].Unit != "" && f.Unit != "" {
			continue
		}
		if some(st.whens, func(w *lang.When) bool {
			return flowUnit(w.Unit) && !w.Since && w.First > f.Last && w.First-f.Last <= 2
		}) {
			f.Hedge, f.Earlier = quantity.Exact, true
		}
	}
}

// markSameStretch makes a year behind "the same period" no year of its own, where the words
// are read as a past time: "από 4,65 δισ. την αντίστοιχη περίοδο του 2022".
func (st *sentence) markSameStretch() {
	for i := range st.whens {
		w := &st.whens[i]
		if w.Unit != lang.YearUnit || w.Year == 0 || w.Rel != "" || w.Fiscal || w.Whole || st.scan.V.CJK() {
			continue
		}
		for j := w.First - 1; j >= 0 && j >= w.First-2; j-- {
			if a := &st.atoms[j]; st.scan.Is(a, lexicon.Base, "yoy") && st.scan.Is(a, lexicon.Link, "ago") {
				w.Rel = "same"
			} else if a.Kind != lang.Word || st.used[j] {
				break
			}
		}
	}
}

// ranges joins "from 66 to 72 billion" into one figure where another range
// stands before it: it is the range that the new one replaces, no change.
func (st *sentence) ranges() {
	for i := 0; i+1 < len(st.figs); i++ {
		f, g := &st.figs[i], &st.figs[i+1]
		if (i == 0 || !st.figs[i-1].IsRange) && !st.looksAheadEarly(f) || f.IsRange || g.IsRange || f.Unit != g.Unit || f.Scaled != g.Scaled || f.Form != lang.Plain ||
			!st.linkBefore(f.First, linkFrom) && !(st.looksAheadEarly(f) && st.linkBefore(f.First, linkOf)) || !st.linkBefore(g.First, linkTo) || g.First-f.Last > 2 || f.Value.Value.Cmp(g.Value.Value) >= 0 {
			continue
		}
		high := g.Value
		f.High, f.IsRange, f.Hedge, f.Last, f.End = &high, true, quantity.Between, g.Last, g.End
		st.figs = slices.Delete(st.figs, i+1, i+2)
	}
}

// looksAheadEarly reports whether a word of forecasting stands before the figure
// and nothing moves; it serves before the mentions are collected.
func (st *sentence) looksAheadEarly(f *lang.Figure) bool {
	ahead := false
	for j := range f.First {
		if st.atoms[j].In(lexicon.Direction) {
			return false
		}
		ahead = ahead || st.is(j, cueForecast|cueGuidance)
	}
	return ahead
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

func (st *sentence) folded(a *lang.Atom) []byte { return st.scan.Folded[a.Start:a.End] }

func (st *sentence) mark(a *lang.Atom) string { return st.scan.Text[a.Start:a.End] }

// wanted are the classes that become mentions, a bit each.
const wanted = 1<<lexicon.Measure | 1<<lexicon.Segment | 1<<lexicon.Other | 1<<lexicon.Entity | 1<<lexicon.Anaphor | 1<<lexicon.Direction |
	1<<lexicon.Base | 1<<lexicon.Cue | 1<<lexicon.Link | 1<<lexicon.Unread | 1<<lexicon.Multiple

// collect lists the mentions in order of place.
func (st *sentence) collect() {
	st.ms, st.tails, st.classes, st.parts = st.ms[:0], st.tails[:0], 0, false
	fi, wi := 0, 0
	for i := 0; i < len(st.atoms); {
		if fi < len(st.figs) && st.figs[fi].First == i {
			f := &st.figs[fi]
			st.ms = append(st.ms, mention{start: f.Start, end: f.End, at: f.First, last: f.Last, class: figureMention, idx: fi})
			i, fi = f.Last+1, fi+1
			continue
		}
		if wi < len(st.whens) && st.whens[wi].First == i {
			w := &st.whens[wi]
			st.ms = append(st.ms, mention{start: w.Start, end: w.End, at: w.First, last: w.Last, class: whenMention, idx: wi})
			for k := w.First; k <= w.Last; k++ { // bases inside a period phrase count: "des Vorjahres"
				st.terms(k, k, lexicon.Base)
			}
			i, wi = w.Last+1, wi+1
			continue
		}
		st.terms(i, i, lexicon.None)
		i++
	}
}

// mention adds one at the end.
func (st *sentence) mention(m *mention) {
	st.ms = append(st.ms, *m)
	st.classes |= 1 << m.class
	st.parts = st.parts || m.isPart()
}

// terms adds the mentions of atom i; only those of one class if it is given.
func (st *sentence) terms(i, last int, only lexicon.Class) {
	a := &st.atoms[i]
	if a.Terms == nil || a.Short == nil && !a.InAny(wanted) {
		return
	}
	still := false // nothing moves: "fiel dreimal so hoch aus"
	for _, term := range a.Terms.Senses() {
		if wanted&(1<<term.Class) == 0 || only != lexicon.None && term.Class != only || term.Class == lexicon.Measure && slices.Contains(st.tails, i) {
			continue // the cash of "generated … in cash" is no measure of its own
		}
		end, endAtom := a.End, last
		if tail := term.Tail; tail != "" {
			j, ok := st.tail(i, tail, term.Class == lexicon.Measure && term.ID == "price")
			if !ok {
				continue
			}
			st.tails = append(st.tails, j)
			if term.Class == lexicon.Measure { // "прибыль Amazon от основной деятельности" is no net income
				st.ms = slices.DeleteFunc(st.ms, func(m mention) bool { return m.at == i && m.class == lexicon.Measure })
			}
		}
		if still = still || term.Tail != "" && senseOf(term) == linkPlain; still && term.Class == lexicon.Direction {
			continue
		}
		id := term.ID
		if term.Class == lexicon.Anaphor && id == bareUnit {
			if id = "unit"; i > 0 && st.atoms[i-1].Kind != lang.Punct {
				continue // "部門の" of the unknown ヘルスケア部門の
			}
		}
		if term.Class == lexicon.Base && id == "yoy" && st.scan.V.CJK() {
			id = st.yearsBefore(i)
		}
		st.mention(&mention{start: a.Start, end: end, at: i, last: endAtom, class: term.Class, sense: senseOf(term), id: id, note: term.Note})
	}
	if still {
		st.ms = slices.DeleteFunc(st.ms, func(m mention) bool { return m.at == i && m.class == lexicon.Direction && m.end == a.End })
	}
	if only == lexicon.None && a.In(lexicon.Cue) {
		if m := st.ellipticNoun(i, last); m.class != lexicon.None {
			st.mention(&m)
		}
	}
	for _, term := range a.Short.Senses() { // the "more" of an unused "more than"
		if term.Class == lexicon.Direction && !a.In(lexicon.Direction) {
			st.mention(&mention{start: a.Start, end: a.End, at: i, last: last, class: term.Class, id: term.ID})
		}
	}
}

// bareUnit is a word for a part of a business that means the one spoken of only where its clause
// begins with it: 「売上高が増え、部門の営業利益率は17.1%に達した」.
const bareUnit = "bare unit"

// yearsBefore is the base of the years before that the numeral joined before atom i
// counts: 「5年前」, "3년 전보다".
func (st *sentence) yearsBefore(i int) string {
	word := st.mark(&st.atoms[i])
	if i == 0 || st.atoms[i-1].Kind != lang.Numeral || !st.atoms[i].Joined || !strings.HasPrefix(word, "년") && !strings.HasPrefix(word, "年") {
		return "yoy"
	}
	if n := st.mark(&st.atoms[i-1]); len(n) <= 2 && n != "1" {
		return "yoy" + n
	}
	return "yoy"
}

// tail finds the last atom of a discontinuous term's second part after atom i within the
// clause. A preposition that begins a phrase with a figure is no verb's part, but one of a price
// is: "schloss am Mittwoch bei 249,34 Dollar".
func (st *sentence) tail(i int, tail string, priced bool) (int, bool) {
	words := 1 + strings.Count(tail, " ")
	for j := i + 1; j < len(st.atoms); j++ {
		a := &st.atoms[j]
		if st.scan.Folded[a.Start] != tail[0] {
			continue
		}
		if st.at[j].strong > st.at[i].strong+1 || j-i > 40 {
			return 0, false
		}
		last, ok := st.matchWords(j, tail)
		if !ok {
			continue
		}
		next := last + 1
		if next < len(st.atoms) && words == 1 && !priced && (a.In(lexicon.Link) || a.In(lexicon.HedgeBefore)) {
			n := &st.atoms[next]
			if n.Kind == lang.Numeral || n.In(lexicon.Number) || n.In(lexicon.HedgeBefore) || n.In(lexicon.Fraction) {
				continue
			}
		}
		return last, true
	}
	return 0, false
}

// matchWords is the last atom of the words if they stand from atom j on: several in an atom
// that holds no others, else each the whole or the first word of its atom.
func (st *sentence) matchWords(j int, words string) (last int, ok bool) {
	for more := true; more; j++ {
		if j >= len(st.atoms) {
			return 0, false
		}
		got := st.folded(&st.atoms[j])
		if rest, ok := strings.CutPrefix(words, string(got)); ok && (rest == "" || rest[0] == ' ') {
			words, more = strings.TrimPrefix(rest, " "), rest != ""
			continue
		}
		var w string
		w, words, more = strings.Cut(words, " ")
		if len(got) < len(w) || string(got[:len(w)]) != w || len(got) > len(w) && got[len(w)] != ' ' {
			return 0, false
		}
	}
	return j - 1, true
}

// bracketPrice is the price of looking into a bracket or out of it.
const bracketPrice = 14

// cost is how far apart two places of the sentence are: atoms between, with
// a price on every comma, conjunction and stronger break crossed.
func (st *sentence) cost(a, b int) int {
	if a > b {
		a, b = b, a
	}
	c := 4*int(st.at[b].weak-st.at[a].weak) + 12*int(st.at[b].strong-st.at[a].strong)
	switch {
	case st.at[a].depth == 0 && st.at[b].depth == 0:
		return c + int(st.at[b].out-st.at[a].out)
	case st.at[a].depth != st.at[b].depth:
		c += bracketPrice
	}
	return c + b - a
}

// lastBefore is the last figure that ends before atom i, or nil.
func (st *sentence) lastBefore(i int) *lang.Figure {
	var before *lang.Figure
	for j := range st.figs {
		if g := &st.figs[j]; g.Last < i {
			before = g
		}
	}
	return before
}

// figuresBetween counts the figures whose atoms lie between two atoms.
func (st *sentence) figuresBetween(a, b int) int {
	if a > b {
		a, b = b, a
	}
	n := 0
	for i := range st.figs {
		if st.figs[i].First > a && st.figs[i].Last < b {
			n++
		}
	}
	return n
}

// figuresTo counts the figures between a figure and a time on either side of it.
func (st *sentence) figuresTo(f *lang.Figure, w *lang.When) int {
	return st.figuresBetween(min(w.Last, f.Last), max(w.First, f.First))
}

// amountsBetween is figuresBetween without bare numbers, which may belong to a
// name: "GeForce 256".
func (st *sentence) amountsBetween(a, b int) int {
	n := 0
	for i := range st.figs {
		if f := &st.figs[i]; f.First > a && f.Last < b && (f.Unit != "" || f.Scaled) {
			n++
		}
	}
	return n
}

// figuresOutside is figuresBetween without those in brackets.
func (st *sentence) figuresOutside(a, b int) int {
	n := 0
	for i := range st.figs {
		if f := &st.figs[i]; f.First > a && f.Last < b && st.at[f.First].depth == st.at[a].depth {
			n++
		}
	}
	return n
}

// each calls f with the mentions of a class in order of place.
func (st *sentence) each(c lexicon.Class, f func(m *mention)) {
	if st.classes&(1<<c) == 0 {
		return
	}
	for i := range st.ms {
		if st.ms[i].class == c {
			f(&st.ms[i])
		}
	}
}

// someOf reports whether f holds for a mention of a class.
func (st *sentence) someOf(c lexicon.Class, f func(m *mention) bool) bool {
	if st.classes&(1<<c) == 0 {
		return false
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == c && f(m) {
			return true
		}
	}
	return false
}

// some reports whether f holds for one of the elements. It takes them by pointer:
// figures, periods and mentions are large, and asked for at every turn.
func some[T any](xs []T, f func(*T) bool) bool {
	for i := range xs {
		if f(&xs[i]) {
			return true
		}
	}
	return false
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
