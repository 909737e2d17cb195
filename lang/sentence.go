package lang

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lexicon"
	"assay/span"
)

// Sentences splits bytes [start, end) of the scan's text, one paragraph, into
// sentences. A full stop after an abbreviation of the pack, after a number in
// a date ("3. Mai") or inside brackets ends none.
func (s *Scan) Sentences(dst []span.Span, start, end int) []span.Span {
	f := s.Folded
	from, depth, first := start, 0, len(dst)
	at := newMarks(f[:end], start)
	for i := at.next(f[:end], start); i < end; i = at.next(f[:end], i) {
		if c := f[i]; c < utf8.RuneSelf {
			switch c {
			case '(':
				depth++
			case ')':
				depth = max(depth-1, 0)
			default: // a stop
				if next := s.sentenceEnd(from, i, end); next > 0 && (depth == 0 || next >= end) {
					dst = append(dst, span.Span{Start: from, End: next})
					from, i, depth = next, next, 0
					continue
				}
			}
			i++
			continue
		}
		if i > start && i+1 < end {
			switch string(f[i-1 : i+2]) {
			case "「", "『":
				depth++
			case "」", "』":
				depth = max(depth-1, 0)
			case "。", "।":
				if depth == 0 {
					dst = append(dst, span.Span{Start: from, End: i + 2})
					from = i + 2
				}
			}
		}
		i++
	}
	if len(bytes.TrimSpace(f[from:end])) > 0 {
		dst = append(dst, span.Span{Start: from, End: end})
	}
	for i := first; i < len(dst); i++ {
		if dst[i].End-dst[i].Start > maxSentence {
			cut := s.cut(dst[i])
			dst = slices.Insert(dst, i+1, span.Span{Start: cut, End: dst[i].End})
			dst[i].End = cut
		}
	}
	return dst
}

// parting are the first and the second byte of what may part sentences in folded text, or
// of brackets: ASCII's, and 「, 。 and ।, whose second byte fewer letters have than their
// first. The wide forms fold to narrow ones.
var parting = [...]struct{ first, second byte }{{'.', '.'}, {'!', '!'}, {'?', '?'}, {'(', '('}, {')', ')'}, {0xE3, 0x80}, {0xE0, 0xA5}}

// marks is one more than where each second byte of parting stands next. They are rare, so
// that a search for each, many bytes at a time, is faster than a look at every byte.
type marks [len(parting)]int

// newMarks leaves out what has no first byte in f from a place on: Cyrillic is full of
// second bytes.
func newMarks(f []byte, from int) (m marks) {
	for k := range m {
		if bytes.IndexByte(f[from:], parting[k].first) < 0 {
			m[k] = len(f) + 1
		}
	}
	return m
}

// next is the place of the next byte from i on that may part, len(f) if there is none.
func (m *marks) next(f []byte, i int) int {
	first := len(f)
	for k := range m {
		if m[k] <= i {
			m[k] = len(f) + 1
			if n := bytes.IndexByte(f[i:], parting[k].second); n >= 0 {
				m[k] = i + n + 1
			}
		}
		first = min(first, m[k]-1)
	}
	return first
}

// maxSentence bounds a sentence in bytes, many times the longest that prose has:
// what joins figures to words compares each with each.
const maxSentence = 4000

// cut is where a sentence that is too long is parted: behind the last space or
// comma that fits, else between two characters.
func (s *Scan) cut(x span.Span) int {
	end := x.Start + maxSentence
	for i := end; i > end-maxSentence/2; i-- {
		if c := s.Folded[i-1]; c == ' ' || c == '\n' || i >= 3 && string(s.Folded[i-3:i]) == "、" {
			return i
		}
	}
	for !utf8.RuneStart(s.Folded[end]) {
		end--
	}
	return end
}

// endsAmount reports whether an abbreviation is a scale or unit behind which a
// sentence begins at k, in a language that writes its units small: "25,2 млрд.
// Капитальные затраты".
func (s *Scan) endsAmount(word []byte, k int) bool {
	if s.V.Pack.Grammar.CapitalNouns || !s.amount(word) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.Text[k:])
	return unicode.IsUpper(r) && !s.amount(s.Folded[k:wordEnd(s.Folded, k)])
}

// endsPeriod reports whether an abbreviation is a word of a period and what begins at k is no
// name, but a word of the language with a capital, as a sentence begins: "в 2024 г. Выручка
// выросла", but not "в 2024 г. Amazon заработала".
func (s *Scan) endsPeriod(word []byte, k int) bool {
	const names = 1<<lexicon.Entity | 1<<lexicon.Period
	e := s.V.trie.Find(word)
	if e == nil || e.Classes&(1<<lexicon.Period) == 0 || s.V.Pack.Grammar.CapitalNouns {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(s.Text[k:]); !unicode.IsUpper(r) {
		return false
	}
	next := s.Folded[k:wordEnd(s.Folded, k)]
	if e := s.V.trie.Find(next); e != nil {
		return e.Classes&names == 0
	}
	return s.V.trie.Closed(next)&(lexicon.Article|lexicon.Preposition|lexicon.Pronoun|lexicon.Stop) != 0
}

// amount reports whether a folded word is a scale or a unit.
func (s *Scan) amount(word []byte) bool {
	e := s.V.trie.Find(word)
	return e != nil && e.Classes&(1<<lexicon.Scale|1<<lexicon.Unit) != 0
}

// sentenceEnd is where the sentence with a stop at i ends, closing quotes
// included, or 0 if the stop ends none.
func (s *Scan) sentenceEnd(from, i, end int) int {
	f := s.Folded
	j := i + 1
	for j < end {
		r, n := utf8.DecodeRune(f[j:])
		if r != '"' && r != '\'' && r != ')' && r != '“' && r != '”' && r != '»' && r != '«' && r != '.' && r != lexicon.Filler {
			break
		}
		j += n
	}
	if j >= end || f[i] != '.' && s.Text[i] >= utf8.RuneSelf { // a wide mark needs no space behind it
		return j
	}
	if f[j] != ' ' && f[j] != '\n' {
		return 0
	}
	k := j
	for k < end && (f[k] == ' ' || f[k] == '\n' || f[k] == lexicon.Filler) {
		k++
	}
	if k >= end {
		return end
	}
	if f[i] == '.' {
		w := i
		for w > from && (lexicon.IsWordByte(f[w-1]) || f[w-1] == '.') {
			w--
		}
		word := f[w:i]
		slashed := w > from && f[w-1] == '/' // "+61,6% г/г. База"
		if !slashed && s.V.trie.Closed(word)&lexicon.Abbreviation != 0 && !s.endsAmount(word, k) && !s.endsPeriod(word, k) || len(word) == 1 && s.Text[w] >= 'A' && s.Text[w] <= 'Z' {
			return 0
		}
		if n := len(word); n > 0 && n <= 2 && word[0] >= '0' && word[0] <= '9' && s.V.Pack.Grammar.OrdinalDot && !s.decimal(from, w) {
			return 0 // an ordinal: "3. Mai", "2. Quartal"
		}
	}
	if r, _ := utf8.DecodeRuneInString(s.Text[k:]); unicode.IsLower(r) {
		return 0
	}
	return j
}

// decimal reports whether the digits from byte w on are the decimals of a number, which is
// no ordinal: "Amazon 59,2. Alphabetin liikevaihto …".
func (s *Scan) decimal(from, w int) bool {
	return w >= from+2 && strings.IndexByte(s.V.Pack.Decimal, s.Folded[w-1]) >= 0 && s.Folded[w-2] >= '0' && s.Folded[w-2] <= '9'
}
