package lang

import (
	"bytes"
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
	codes   []codeWord
	// Degrees, Doubts and Grows are those of the Grammar, folded.
	Degrees, Doubts, Grows []string
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
	v.codes = codeWords(&p.Grammar)
	v.Degrees, v.Doubts = foldAll(p.Grammar.Degrees), foldAll(p.Grammar.Doubts)
	v.Grows = foldAll(p.Grammar.Grows)
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
	compares int     // the last atom of the percentage or multiple read last
	// closed is what the longest word of a closed class that begins where the
	// scan stands belongs to; closedEnd is where it ends.
	closed    lexicon.Closed
	closedEnd int
	// countStart is where the last word begins that goes on behind a number or a scale.
	countStart int
}

// longestClosed is how many bytes a word of a closed class has at most in a
// language without spaces.
const longestClosed = 15

// Atomize splits bytes [start, end) of the text into atoms, replacing those
// of the call before. Reset must have been called with the text.
func (s *Scan) Atomize(start, end int) []Atom {
	s.Atoms, s.nums = s.Atoms[:0], s.nums[:0]
	s.closedEnd, s.countStart = -1, -1
	f := s.Folded[:end]
	gap := true
	for i := start; i < end; {
		c := f[i]
		switch { // the commonest first
		case c >= 'a' && c <= 'z':
			i = s.word(f, i, !gap)
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
		case c < utf8.RuneSelf:
			i = s.symbol(f, i, !gap)
		case s.V.cjk:
			i = s.cjkWord(f, i, !gap)
		case lexicon.Letters[c] == lexicon.MayBePunct && lexicon.IsPunct(f[i:]):
			i = s.symbol(f, i, !gap)
		default:
			i = s.word(f, i, !gap)
		}
		gap = false
	}
	if s.V.cjk { // a run of unknown characters is whole only now
		for i := range s.Atoms {
			if a := &s.Atoms[i]; a.Terms == nil && a.Kind == Word && a.End-a.Start <= longestClosed {
				a.closed = s.V.trie.Closed(s.fold(a))
			}
		}
	} else {
		s.spanFromJanuary()
	}
	return s.Atoms
}

// counted adds the term that begins with the number at i and goes on in words ("12
// months earlier", "2º trimestre", 「3年前」), and gives its end, or 0.
func (s *Scan) counted(f []byte, i int, gap bool) int {
	if !s.V.cjk && !gap && i > 0 && f[i-1] != '(' {
		return 0
	}
	end, terms, short := s.longest(f, i, !s.V.cjk)
	if end == 0 || f[end-1] >= '0' && f[end-1] <= '9' || s.V.cjk && terms.Classes&(1<<lexicon.Base|1<<lexicon.Period) == 0 {
		return 0
	}
	return s.add(i, end, Word, !gap, terms, short)
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

// add adds an atom and gives its end.
func (s *Scan) add(start, end int, kind Kind, joined bool, terms, short *lexicon.Entry) int {
	a := Atom{Start: int32(start), End: int32(end), Head: int32(start), num: -1, Terms: terms, Short: short, Kind: kind, Joined: joined}
	a.Capital = kind == Word && s.capital(start)
	if terms != nil {
		a.classes = terms.Classes
	}
	if s.closedEnd == end {
		a.closed = s.closed
	}
	a.counts = s.countStart == start
	s.Atoms = append(s.Atoms, a)
	return end
}

// capital reports whether the word at a byte of the text begins with an upper-case letter.
func (s *Scan) capital(at int) bool {
	c := s.Text[at]
	return c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf && s.wideCapital(at)
}

// wideCapital is capital for a character that is no ASCII.
func (s *Scan) wideCapital(at int) bool {
	switch c := s.Text[at]; c {
	case 0xC3, 0xCE, 0xD0, 0xD1:
		if string(s.Folded[at:at+2]) == s.Text[at:at+2] {
			return false // in those blocks every upper-case letter folds to another
		}
	case 0xE0, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEB, 0xEC, 0xED: // no script of those has case
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.Text[at:])
	return unicode.IsUpper(r)
}

// symbol is a mark of punctuation or a term made of marks ("$", "%", "US$").
func (s *Scan) symbol(f []byte, i int, joined bool) int {
	if end, terms, short := s.longest(f, i, false); end > 0 {
		return s.add(i, end, Word, joined, terms, short)
	}
	_, n := utf8.DecodeRune(f[i:])
	for i+n < len(f) && f[i+n] == lexicon.Filler { // a wide mark that folds to a narrow one
		n++
	}
	return s.add(i, i+n, Punct, joined, nil, nil)
}

// word is a word of a language that separates words: the longest term that
// starts here and ends where a word ends, an ending allowed for inflected
// terms; else, in compounds, a modifier in front and a head at the end; else
// the unknown word itself.
func (s *Scan) word(f []byte, i int, joined bool) int {
	end, terms, short := s.longest(f, i, true)
	if end > 0 && !s.V.cjk {
		return s.add(i, end, Word, joined, terms, short)
	}
	stop := wordEnd(f, i)
	if end == 0 {
		if e, currency := s.currencyFront(f, i, stop); e > 0 {
			return s.add(i, e, Word, joined, currency, nil)
		}
	}
	if s.V.cjk { // Latin letters inside a text without spaces end where they end
		stop = i
		for stop < len(f) && (f[stop] < utf8.RuneSelf && lexicon.IsWordByte(f[stop])) {
			stop++
		}
	}
	if end < stop && s.V.heads && stop-i >= 6 && s.compound(f, i, stop, joined) {
		return stop
	}
	if end == 0 {
		end = stop
	}
	return s.add(i, end, Word, joined, terms, short)
}

// wordEnd is where the word at i ends: a hyphen or apostrophe between
// letters does not end it only for the apostrophe.
func wordEnd(f []byte, i int) int {
	for uint(i) < uint(len(f)) {
		n := int(lexicon.Letters[f[i]])
		if n == lexicon.NoLetter {
			break
		}
		if n == lexicon.MayBePunct {
			if lexicon.IsPunct(f[i:]) {
				break
			}
			_, n = utf8.DecodeRune(f[i:])
		}
		i += n
	}
	return i
}

// atWordEnd reports whether a term that ends there ends where a word does.
func (s *Scan) atWordEnd(f []byte, end int) bool {
	return end >= len(f) || lexicon.Letters[f[end]] == lexicon.NoLetter || s.partsBefore(f, end)
}

// partsBefore reports whether a letter, digit or wide character at end is no part of the word
// that ends before it.
func (s *Scan) partsBefore(f []byte, end int) bool {
	if prev := f[end-1]; !lexicon.IsWordByte(prev) || prev >= utf8.RuneSelf && lexicon.EndsInPunct(f[:end]) {
		return true // a term that ends in a mark needs no boundary
	}
	c := f[end]
	if s.V.cjk && c >= '0' && c <= '9' && digitRun(f, end) == 4 {
		return true // 「Meta2024年第三季度」
	}
	return c >= utf8.RuneSelf && (s.V.cjk || lexicon.IsPunct(f[end:]))
}

// only is what an atom has that means some senses of an entry alone.
func only(senses ...*lexicon.Sense) *lexicon.Entry {
	e := lexicon.NewEntry(0, senses)
	return &e
}

// longest is the longest term at i, with the longest shorter one. With bound set it must
// end at a word's end, where an inflected term may carry an ending.
func (s *Scan) longest(f []byte, i int, bound bool) (end int, terms, short *lexicon.Entry) {
	search := s.V.trie.Search(f, i)
	for e, entry := search.Next(); entry != nil; e, entry = search.Next() {
		if entry.Closed != 0 {
			s.closed, s.closedEnd = entry.Closed, e
		}
		if entry.Classes == 0 { // a word of a closed class alone
			if f[e-1] == '\'' && end == 0 { // an elided article or preposition: "l'", "dell'"
				end = e
			}
			continue
		}
		if !bound || s.atWordEnd(f, e) {
			if fit := s.fit(entry, i, e, 0); fit != nil && !(e == end && entry.Classes == 1<<lexicon.Plain) {
				end, terms, short = e, fit, terms
			}
			continue
		}
		if entry.Classes&(1<<lexicon.Number|1<<lexicon.Scale) != 0 {
			s.countStart = i
		}
		if fit := s.fit(entry, i, e, lexicon.Inflected); fit != nil {
			if e = s.ending(f, e, wordEnd(f, e)); e > 0 {
				end, terms, short = e, fit, terms
			}
		}
	}
	return end, terms, short
}

// ending is stop, the end of the word at e, if a known ending stands between, or 0. The
// possessive s and 's of Western languages count for every term.
func (s *Scan) ending(f []byte, e, stop int) int {
	if n := stop - e; n > 0 && n <= s.V.endings && s.V.trie.Closed(f[e:stop])&lexicon.Ending != 0 {
		return stop
	}
	return 0
}

// fit is what the place allows of an entry: the senses whose case is right where it
// counts, and that have the wanted flag where one is needed; nil if there are none.
func (s *Scan) fit(entry *lexicon.Entry, i, e int, want lexicon.Flag) *lexicon.Entry {
	if want&^entry.All == 0 && !entry.Exact {
		return entry
	}
	return s.fitting(entry, i, e, want)
}

// fitting is fit where it is not the whole entry at once.
func (s *Scan) fitting(entry *lexicon.Entry, i, e int, want lexicon.Flag) *lexicon.Entry {
	if want&^entry.Any != 0 {
		return nil
	}
	senses := entry.Senses()
	allowed := 0
	for _, sense := range senses {
		if s.allows(sense, i, e, want) {
			allowed++
		}
	}
	switch allowed {
	case 0:
		return nil
	case len(senses):
		return entry
	}
	var some []*lexicon.Sense
	for k, sense := range senses {
		switch {
		case !s.allows(sense, i, e, want):
		case some == nil:
			some = senses[k : k+1 : k+1] // one alone needs no copy
		default:
			some = append(some, sense)
		}
	}
	out := only(some...)
	if out.Classes == 1<<lexicon.Entity && entry.Any == lexicon.Inflected && !entry.Exact {
		out.Classes = entry.Classes // a name with an ending counts as what it is without: "Reality Labsin"
	}
	return out
}

func (s *Scan) allows(sense *lexicon.Sense, i, e int, want lexicon.Flag) bool {
	return want&^sense.Flags == 0 && (sense.Exact == "" || sense.Exact == s.Text[i:e])
}

// compound splits a word into a modifier at its front and a head at its end;
// either may be absent, and what lies between is passed over.
func (s *Scan) compound(f []byte, i, stop int, joined bool) bool {
	word := f[:stop]
	t := s.V.trie
	front, modifier := 0, (*lexicon.Entry)(nil)
	filled := bytes.IndexByte(word[i:], lexicon.Filler) >= 0
	if filled || t.MayBeFront(word, i) {
		search := t.Search(word, i)
		for e, entry := search.Next(); entry != nil; e, entry = search.Next() {
			if e < stop && e-i >= 3 {
				if fit := s.fit(entry, i, e, lexicon.Modifier); fit != nil {
					front, modifier = e, fit
				}
			}
		}
	}
	at, head := 0, (*lexicon.Entry)(nil)
	for k := max(i+2, front); k < stop-2 && head == nil; k++ {
		if !filled && !t.MayBeHead(word, k) || f[k]&0xC0 == 0x80 || f[k] == lexicon.Filler {
			continue
		}
		search := t.Search(word, k)
		for e, entry := search.Next(); entry != nil; e, entry = search.Next() {
			if e-k < 4 {
				continue
			}
			if fit := s.fit(entry, k, e, lexicon.Head); fit != nil && (e == stop || s.ending(word, e, stop) == stop) {
				at, head = k, fit
			}
		}
	}
	switch {
	case head != nil && head.Classes&(1<<lexicon.Unit) != 0 && s.scaleWord(f[i:at]) != nil:
		s.add(i, at, Word, joined, s.scaleWord(f[i:at]), nil) // "८०.५ शतकोटिडालर्"
		s.add(at, stop, Word, true, head, nil)
	case modifier != nil && head != nil:
		s.add(i, front, Word, joined, modifier, nil)
		s.add(at, stop, Word, true, head, nil)
	case head != nil && s.V.Pack.Grammar.OneWord && head.Classes&(1<<lexicon.Unit|1<<lexicon.Scale) != 0 && s.V.isNumber(f[i:at]):
		s.add(i, at, Word, joined, nil, nil) // "त्रिसप्ततिप्रतिशतम्"
		s.add(at, stop, Word, true, head, nil)
	case head != nil:
		s.add(i, stop, Word, joined, head, nil)
		s.Atoms[len(s.Atoms)-1].Head = int32(at)
	case modifier != nil && modifier.Classes == 1<<lexicon.Number:
		return false // the first part of a number that is one word, not the number
	case modifier != nil:
		s.add(i, stop, Word, joined, modifier, nil)
	default:
		return false
	}
	return true
}

// scaleWord is the entry of a word that is a scale and may begin a compound with a unit in a
// language that writes numbers as one word, or nil.
func (s *Scan) scaleWord(w []byte) *lexicon.Entry {
	if !s.V.Pack.Grammar.OneWord {
		return nil
	}
	if e := s.V.trie.Find(w); e != nil && e.Classes&(1<<lexicon.Scale) != 0 {
		return e
	}
	return nil
}

// cjkWord is the longest term at i, or one run of unknown characters up to
// the next place where a term starts.
func (s *Scan) cjkWord(f []byte, i int, joined bool) int {
	if end, terms, short := s.longest(f, i, false); end > 0 {
		return s.add(i, end, Word, joined, terms, short)
	}
	n := int(lexicon.Letters[f[i]])
	if n == lexicon.MayBePunct {
		_, n = utf8.DecodeRune(f[i:])
		if lexicon.IsPunct(f[i:]) {
			return s.add(i, i+n, Punct, joined, nil, nil)
		}
	}
	if k := len(s.Atoms) - 1; joined && k >= 0 && s.Atoms[k].Kind == Word && s.Atoms[k].Terms == nil && int(s.Atoms[k].End) == i && f[i-1] >= utf8.RuneSelf {
		s.Atoms[k].End += int32(n) // grow the unknown run
		return i + n
	}
	return s.add(i, i+n, Word, joined, nil, nil)
}

// PlainFront reports whether the front of a compound leaves its measure whole:
// "konzern" of Konzernumsatz.
func (v *Vocabulary) PlainFront(folded []byte) bool {
	return v.trie.Closed(folded)&lexicon.PlainFront != 0
}

// Pronoun reports whether a word stands for a company or a part of one.
func (v *Vocabulary) Pronoun(folded []byte) bool {
	return v.trie.Closed(folded)&lexicon.Pronoun != 0
}

// Place reports whether a name is that of a country, state or city, or of its people.
func (v *Vocabulary) Place(name string) bool {
	return v.trie.Closed([]byte(lexicon.FoldString(name)))&lexicon.Place != 0
}

// CJK reports whether the language puts the head of a phrase last and no
// space between words.
func (v *Vocabulary) CJK() bool { return v.cjk }
