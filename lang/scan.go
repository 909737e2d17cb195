package lang

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"assay/lexicon"
)

// Vocabulary is a pack compiled together with the terms of entities: what a
// Scan runs with. It is immutable and safe for concurrent use.
type Vocabulary struct {
	Pack    *Pack // its words may be absent: they stand in the automaton
	trie    *lexicon.Trie
	endings int  // bytes of the longest ending
	heads   bool // some terms may end a compound
	cjk     bool
	parts   *partList
	point   []string // of Grammar, folded
	vague   []string
	outOf   []string
}

// Compile joins the pack's own words with further terms (names, products).
func Compile(p *Pack, more []lexicon.Term) *Vocabulary {
	return vocabulary(p, lexicon.New(append(p.Terms(), more...), p.closed()))
}

// vocabulary is an automaton with what follows from its words.
func vocabulary(p *Pack, t *lexicon.Trie) *Vocabulary {
	v := &Vocabulary{Pack: p, trie: t, cjk: p.Family == "cjk"}
	for _, e := range p.Endings {
		v.endings = max(v.endings, len(e))
	}
	v.parts = numberParts(p.Grammar.NumberParts)
	v.outOf = foldAll(p.Grammar.OutOf)
	v.point, v.vague = foldAll(p.Grammar.Point), foldAll(p.Grammar.Vague)
	v.heads = slices.ContainsFunc(t.Senses, func(s lexicon.Sense) bool { return s.Flags&lexicon.Head != 0 })
	return v
}

func foldAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = lexicon.FoldString(w)
	}
	return out
}

// Term is the sense with the index that atoms carry.
func (v *Vocabulary) Term(i int32) *lexicon.Sense { return &v.trie.Senses[i] }

// Scan is one text under a vocabulary. It may be reused for further texts;
// what it returned before is then invalid.
type Scan struct {
	V        *Vocabulary
	Text     string
	Folded   []byte
	Atoms    []Atom
	nums     []numeral
	tokens   []token // of the phrase read last
	ints     []int   // of the phrase read last
	stop     int     // where the word ends that the scan looks at
	compares int     // the last atom of the percentage or multiple read last
	// matches are those of the place that the scan looks at.
	matches []lexicon.Match
	// closed is what the longest word of a closed class that begins where the
	// scan stands belongs to; closedEnd is where it ends.
	closed    lexicon.Closed
	closedEnd int
}

// longestClosed is how many bytes a word of a closed class has at most in a
// language without spaces.
const longestClosed = 15

// Atomize splits bytes [start, end) of the text into atoms, replacing those
// of the call before. Reset must have been called with the text.
func (s *Scan) Atomize(start, end int) []Atom {
	s.Atoms, s.nums = s.Atoms[:0], s.nums[:0]
	f := s.Folded[:end]
	gap := true
	for i := start; i < end; {
		c := f[i]
		switch {
		case c == ' ' || c == '\n' || c == lexicon.Filler:
			i++
			gap = gap || c != lexicon.Filler
			continue
		case c >= '0' && c <= '9':
			if e := s.counted(f, i, gap); e > 0 {
				i = e
				break
			}
			i = s.numeral(f, i, !gap)
		case c >= utf8.RuneSelf && !s.V.cjk && lexicon.IsPunct(f[i:]):
			i = s.symbol(f, i, !gap)
		case s.V.cjk && c >= utf8.RuneSelf:
			i = s.cjkWord(f, i, !gap)
		case lexicon.IsWordByte(c):
			i = s.word(f, i, !gap)
		default:
			i = s.symbol(f, i, !gap)
		}
		gap = false
	}
	if s.V.cjk { // a run of unknown characters is whole only now
		for i := range s.Atoms {
			if a := &s.Atoms[i]; a.Terms == nil && a.End-a.Start <= longestClosed {
				a.closed = s.V.trie.Closed(s.fold(a))
			}
		}
	}
	return s.Atoms
}

// counted adds the term that begins with the number at i and goes on in words ("12
// months earlier", "2º trimestre"), and gives its end, or 0.
func (s *Scan) counted(f []byte, i int, gap bool) int {
	if s.V.cjk || !gap && i > 0 && f[i-1] != '(' {
		return 0
	}
	end, found := s.longest(f, i, true)
	if end == 0 || f[end-1] >= '0' && f[end-1] <= '9' {
		return 0
	}
	return s.add(i, end, Word, found, !gap)
}

// Sentence is what Atomize made of some bytes, kept for later.
type Sentence struct {
	atoms []Atom
	nums  []numeral
}

// Keep hands over what the last call of Atomize made, for Restore to bring back
// without another scan. What k held is lost.
func (s *Scan) Keep(k *Sentence) { s.Restore(k) }

// Restore brings back what was kept, of the same text; k is then no longer of
// use but to Keep.
func (s *Scan) Restore(k *Sentence) {
	s.Atoms, k.atoms = k.atoms, s.Atoms
	s.nums, k.nums = k.nums, s.nums
}

// Reset takes a new text.
func (s *Scan) Reset(text string) {
	s.Text = text
	s.Folded = lexicon.Fold(s.Folded, text)
}

func (s *Scan) add(start, end int, kind Kind, found found, joined bool) int {
	s.Atoms = append(s.Atoms, Atom{Start: int32(start), End: int32(end), Head: int32(start), Kind: kind, Joined: joined,
		Terms: found.terms, Short: found.short, classes: found.classes, num: -1})
	a := &s.Atoms[len(s.Atoms)-1]
	if kind == Word {
		c := s.Text[start]
		a.Capital = c >= 'A' && c <= 'Z'
		if c >= utf8.RuneSelf && !(c == 0xE0 || c >= 0xE3 && c <= 0xED && c != 0xEA) { // no script of those has case
			r, _ := utf8.DecodeRuneInString(s.Text[start:])
			a.Capital = unicode.IsUpper(r)
		}
	}
	if s.closedEnd == end {
		a.closed = s.closed
	}
	return end
}

// symbol is a mark of punctuation or a term made of marks ("$", "%", "US$").
func (s *Scan) symbol(f []byte, i int, joined bool) int {
	if end, found := s.longest(f, i, false); end > 0 {
		return s.add(i, end, Word, found, joined)
	}
	_, n := utf8.DecodeRune(f[i:])
	for i+n < len(f) && f[i+n] == lexicon.Filler { // a wide mark that folds to a narrow one
		n++
	}
	return s.add(i, i+n, Punct, found{}, joined)
}

// word is a word of a language that separates words: the longest term that
// starts here and ends where a word ends, an ending allowed for inflected
// terms; else, in compounds, a modifier in front and a head at the end; else
// the unknown word itself.
func (s *Scan) word(f []byte, i int, joined bool) int {
	stop := wordEnd(f, i)
	s.stop = stop
	end, longest := s.longest(f, i, true)
	if end == 0 {
		if e, x := s.currencyFront(f, i, stop); e > 0 {
			return s.add(i, e, Word, x, joined)
		}
	}
	if s.V.cjk { // Latin letters inside a text without spaces end where they end
		stop = i
		for stop < len(f) && (f[stop] < utf8.RuneSelf && lexicon.IsWordByte(f[stop])) {
			stop++
		}
	}
	if end >= stop || end > 0 && !s.V.heads {
		return s.add(i, end, Word, longest, joined)
	}
	if s.V.heads && stop-i >= 6 {
		if s.compound(f, i, stop, joined) {
			return stop
		}
	}
	if end > 0 {
		return s.add(i, end, Word, longest, joined)
	}
	return s.add(i, stop, Word, found{}, joined)
}

// wordEnd is where the word at i ends: a hyphen or apostrophe between
// letters does not end it only for the apostrophe.
func wordEnd(f []byte, i int) int {
	for i < len(f) {
		switch k := lexicon.Letters[f[i]]; k {
		case lexicon.NoLetter:
			return i
		case lexicon.MayBePunct:
			if lexicon.IsPunct(f[i:]) {
				return i
			}
			_, n := utf8.DecodeRune(f[i:])
			i += n
		default:
			i += int(k)
		}
	}
	return i
}

func (s *Scan) atWordEnd(f []byte, end int) bool {
	if end >= len(f) {
		return true
	}
	if prev := f[end-1]; !lexicon.IsWordByte(prev) || prev >= utf8.RuneSelf && lexicon.EndsInPunct(f[:end]) {
		return true // a term that ends in a mark needs no boundary
	}
	c := f[end]
	if s.V.cjk && c >= '0' && c <= '9' && digitRun(f, end) == 4 {
		return true // 「Meta2024年第三季度」
	}
	if c >= utf8.RuneSelf {
		return s.V.cjk || lexicon.IsPunct(f[end:])
	}
	return !lexicon.IsWordByte(c)
}

// found is what the scan found at a place: the terms of the longest match, those of
// the longest shorter one, and the classes of the first.
type found struct {
	terms, short []int32
	classes      uint32
}

// extend takes the terms of a longer match.
func (s *Scan) extend(x *found, terms []int32, sum *lexicon.Summary) {
	x.short, x.terms, x.classes = x.terms, terms, sum.Classes
	if sum.Exact || sum.Flags != 0 { // some may have been left out
		x.classes = s.classes(terms)
	}
}

// classes are those of some terms.
func (s *Scan) classes(terms []int32) (c uint32) {
	for _, t := range terms {
		c |= 1 << s.V.trie.Senses[t].Class
	}
	return c
}

// only are terms with no shorter match.
func (s *Scan) only(terms []int32) found { return found{terms: terms, classes: s.classes(terms)} }

// longest is the longest term at i. With bound set it must end at a word's
// end, where an inflected term may carry an ending.
func (s *Scan) longest(f []byte, i int, bound bool) (end int, x found) {
	t := s.V.trie
	s.matches = t.Prefixes(s.matches[:0], f, i)
	for _, m := range s.matches {
		e, sum := m.End, t.Summary(m.List)
		if sum.Closed != 0 {
			s.closed, s.closedEnd = sum.Closed, e
		}
		if sum.Classes == 0 { // a word of a closed class alone
			if f[e-1] == '\'' && end == 0 { // an elided article or preposition: "l'", "dell'"
				end = e
			}
			continue
		}
		if !bound || e == s.stop || s.atWordEnd(f, e) {
			if list := s.fit(m.List, i, e, 0); len(list) > 0 && !(e == end && sum.Classes == 1<<lexicon.Plain) {
				end = e
				s.extend(&x, list, sum)
			}
			continue
		}
		if list := s.fit(m.List, i, e, lexicon.Inflected); len(list) > 0 {
			if e2 := s.ending(f, e); e2 > 0 {
				end = e2
				s.extend(&x, list, sum)
			}
		}
	}
	return end, x
}

// ending is the end of a known ending at e that closes the word, or 0. The
// possessive s and 's of Western languages count for every term.
func (s *Scan) ending(f []byte, e int) int {
	stop := s.stop
	if e > stop { // the last word of a term of several
		stop = wordEnd(f, e)
	}
	if n := stop - e; n > 0 && n <= s.V.endings && s.V.trie.Closed(f[e:stop])&lexicon.Ending != 0 {
		return stop
	}
	return 0
}

// fit keeps the terms of a list that the place allows: case where it counts,
// the wanted flag where one is needed. Lists that pass whole are not copied.
func (s *Scan) fit(l, i, e int, want lexicon.Flag) []int32 {
	list, sum := s.V.trie.List(l), s.V.trie.Summary(l)
	switch {
	case want == 0 && !sum.Exact:
		return list
	case want&^sum.Flags != 0 && !(want == lexicon.Inflected && sum.Classes&(1<<lexicon.Entity) != 0):
		return nil
	}
	ok := 0
	for _, t := range list {
		if s.allows(t, i, e, want) {
			ok++
		}
	}
	if ok == len(list) {
		return list
	}
	var out []int32
	for _, t := range list {
		if s.allows(t, i, e, want) {
			out = append(out, t)
		}
	}
	return out
}

func (s *Scan) allows(t int32, i, e int, want lexicon.Flag) bool {
	sense := &s.V.trie.Senses[t]
	if want&^sense.Flags != 0 && !(want == lexicon.Inflected && sense.Class == lexicon.Entity) {
		return false
	}
	return sense.Exact == "" || sense.Exact == s.Text[i:e]
}

// compound splits a word into a modifier at its front and a head at its end;
// either may be absent, and what lies between is passed over.
func (s *Scan) compound(f []byte, i, stop int, joined bool) bool {
	word := f[:stop]
	t := s.V.trie
	front, fterms := 0, []int32(nil)
	s.matches = t.Prefixes(s.matches[:0], word, i)
	for _, m := range s.matches {
		if m.End < stop && m.End-i >= 3 {
			if fit := s.fit(m.List, i, m.End, lexicon.Modifier); len(fit) > 0 {
				front, fterms = m.End, fit
			}
		}
	}
	head, hterms := 0, []int32(nil)
	for at := max(i+2, front); at < stop-2 && head == 0; at++ {
		if f[at]&0xC0 == 0x80 || f[at] == lexicon.Filler {
			continue
		}
		s.matches = t.Prefixes(s.matches[:0], word, at)
		for _, m := range s.matches {
			if m.End-at < 4 {
				continue
			}
			if fit := s.fit(m.List, at, m.End, lexicon.Head); len(fit) > 0 && (m.End == stop || s.ending(word, m.End) == stop) {
				head, hterms = at, fit
			}
		}
	}
	switch {
	case front > 0 && head > 0:
		s.add(i, front, Word, s.only(fterms), joined)
		s.add(head, stop, Word, s.only(hterms), true)
	case head > 0:
		s.add(i, stop, Word, s.only(hterms), joined)
		s.Atoms[len(s.Atoms)-1].Head = int32(head)
	case front > 0:
		s.add(i, stop, Word, s.only(fterms), joined)
	default:
		return false
	}
	return true
}

// cjkWord is the longest term at i, or one run of unknown characters up to
// the next place where a term starts.
func (s *Scan) cjkWord(f []byte, i int, joined bool) int {
	if end, found := s.longest(f, i, false); end > 0 {
		return s.add(i, end, Word, found, joined)
	}
	if lexicon.IsPunct(f[i:]) {
		_, n := utf8.DecodeRune(f[i:])
		return s.add(i, i+n, Punct, found{}, joined)
	}
	_, n := utf8.DecodeRune(f[i:])
	if k := len(s.Atoms) - 1; joined && k >= 0 && s.Atoms[k].Kind == Word && s.Atoms[k].Terms == nil && int(s.Atoms[k].End) == i && f[i-1] >= utf8.RuneSelf {
		s.Atoms[k].End += int32(n) // grow the unknown run
		return i + n
	}
	return s.add(i, i+n, Word, found{}, joined)
}

// PlainFront reports whether the front of a compound leaves its measure whole:
// "konzern" of Konzernumsatz.
func (v *Vocabulary) PlainFront(folded []byte) bool {
	return v.trie.Closed(folded)&lexicon.PlainFront != 0
}

// CJK reports whether the language puts the head of a phrase last and no
// space between words.
func (v *Vocabulary) CJK() bool { return v.cjk }
