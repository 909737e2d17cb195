package lexicon

import (
	"encoding/binary"
	"strings"
)

// Trie finds terms in folded text: a double-array automaton (Aoe, "An Efficient
// Digital Search Algorithm by Using a Double-Array Structure", IEEE TSE 1989)
// whose branches without a fork are kept as plain bytes. It runs on the bytes
// that Append writes, so a compiled one needs no building. It is immutable and
// safe for concurrent use.
type Trie struct {
	Senses []Sense
	cells  []byte  // cellBytes a state: base and check, 32 bits each, little-endian
	tails  []byte  // by a leaf: its list, then the rest of its key
	lists  []int32 // senses, list by list
	starts []int32 // of each list in lists; one more at the end
	sums   []Summary
}

// Summary is what the senses of a list are together: enough to pass over most lists
// without a look at their senses.
type Summary struct {
	Classes uint32 // a bit for each class
	Closed  Closed // of the word itself
	Flags   Flag   // of any of them
	Exact   bool   // one has a case that counts
}

// summary is that of a list with these senses.
func (t *Trie) summary(c Closed, senses []int32) Summary {
	sum := Summary{Closed: c}
	for _, i := range senses {
		s := &t.Senses[i]
		sum.Classes |= 1 << s.Class
		sum.Flags |= s.Flags
		sum.Exact = sum.Exact || s.Exact != ""
	}
	return sum
}

// Sense is what a term means and where it may match; terms that agree in all of
// it share one.
type Sense struct {
	ID    string
	Note  string
	Tail  string // the second part of a discontinuous term, folded: "um" of "setzte … um"
	Exact string // the only way to write it, where case counts
	Class Class
	Flags Flag
}

// Flag refines where a term may match.
type Flag uint8

const (
	// Inflected: an ending from the pack's list may follow ("stieg~").
	Inflected Flag = 1 << iota
	// Head: the term may end a compound ("*umsatz": Halbjahresumsatz).
	Head
	// Modifier: the term may begin a compound ("cloud*": Cloudsparte).
	Modifier
	// Cased: the term matches only as written ("Meta", not "meta").
	Cased
)

// Closed is the set of closed classes of words that a word belongs to.
type Closed uint16

// The closed classes; package lang says what each is for.
const (
	Glue Closed = 1 << iota
	Article
	Owner
	Preposition
	Parting
	Auxiliary
	Stop
	PlainFront
	Abbreviation
	Ending
	One

	// Function are the classes whose words are no nouns, names or verbs of
	// their own.
	Function = Glue | Article | Owner | Preposition | Parting | Auxiliary | Stop
)

// A cell is the base of a state and, in its lowest byte, the label that leads
// to it. No two states share a base, so the label alone tells whose child a cell
// is: half the size of a cell that names its parent.
const (
	cellBytes = 4
	labelBits = 8
	leafBit   = 1 << 23 // in a base: no state but a place in tails
	endBit    = 1 << 22 // in a base: a key ends here, its list in the cell of endLabel
	endLabel  = 0       // the label of a key's end, and of a free cell; folded text has no NUL
)

// cell is the base and the label of a cell. Behind every base stand cells for all
// labels.
func (t *Trie) cell(i uint32) uint32 { return binary.LittleEndian.Uint32(t.cells[i*cellBytes:]) }

// List are the senses of a list that Prefixes or Find gave. It must not be
// changed.
func (t *Trie) List(list int) []int32 {
	lo, hi := t.starts[list], t.starts[list+1]
	return t.lists[lo:hi:hi]
}

// Summary is that of a list.
func (t *Trie) Summary(list int) *Summary { return &t.sums[list] }

// Match is one term found: where it ends, and its list.
type Match struct{ End, List int }

// Prefixes appends each term that matches folded text at position at, shortest
// first. Runs of spaces match one space, so does a hyphen; fillers match
// nothing.
func (t *Trie) Prefixes(dst []Match, folded []byte, at int) []Match {
	base, i := t.cell(0)>>labelBits, at
	for {
		if base, i = walk(t.cells, folded, base, i); base < endBit {
			if i >= len(folded) {
				return dst
			}
			switch folded[i] {
			case Filler:
				if n := len(dst); n > 0 && dst[n-1].End == i {
					dst[n-1].End++ // a term takes the rest of its last character
				}
				i++
				continue
			case ' ', '-': // Intelligent-Cloud-Sparte
			default:
				return dst
			}
			next := t.cell(base + ' ')
			if byte(next) != ' ' {
				return dst
			}
			if base = next >> labelBits; folded[i] == ' ' {
				i = skipSpaces(folded, i)
			} else {
				i++
			}
		}
		if base >= leafBit {
			if end, list, ok := t.leaf(base&^leafBit, folded, i); ok {
				dst = append(dst, Match{end, list})
			}
			return dst
		}
		if base >= endBit {
			base &^= endBit
			dst = append(dst, Match{i, int(t.cell(base+endLabel) >> labelBits)})
		}
	}
}

// walk goes from a state along the bytes of folded text from i on: to a state that
// is a leaf or ends a key, to a space, or where no way leads on.
func walk(cells, folded []byte, base uint32, i int) (uint32, int) {
	for uint(i) < uint(len(folded)) {
		c := folded[i]
		at := uint(base+uint32(c)) * cellBytes
		if c == ' ' || at+cellBytes > uint(len(cells)) {
			break
		}
		next := binary.LittleEndian.Uint32(cells[at : at+cellBytes])
		if byte(next) != c {
			break
		}
		base = next >> labelBits
		i++
		if base >= endBit {
			break
		}
	}
	return base, i
}

// leaf matches the rest of a key that no other key shares.
func (t *Trie) leaf(at uint32, folded []byte, i int) (end, list int, ok bool) {
	s := t.tails[at:]
	list = int(s[0]) | int(s[1])<<8
	rest := s[3 : 3+int(s[2])]
	for k := 0; ; k++ {
		for i < len(folded) && folded[i] == Filler {
			i++
		}
		if k == len(rest) {
			return i, list, true
		}
		if i >= len(folded) {
			return 0, 0, false
		}
		c := folded[i]
		if c != rest[k] && !(c == '-' && rest[k] == ' ') {
			return 0, 0, false
		}
		i++
		if c == ' ' {
			i = skipSpaces(folded, i)
		}
	}
}

func skipSpaces(folded []byte, i int) int {
	for i < len(folded) && (folded[i] == ' ' || folded[i] == Filler) {
		i++
	}
	return i
}

// Find is the list of the whole of a folded word, or -1.
func (t *Trie) Find(word []byte) int {
	var buf [8]Match
	if len(word) > 0 {
		ms := t.Prefixes(buf[:0], word, 0)
		if n := len(ms); n > 0 && ms[n-1].End == len(word) {
			return ms[n-1].List
		}
	}
	return -1
}

// Closed are the closed classes of a folded word.
func (t *Trie) Closed(word []byte) Closed {
	if list := t.Find(word); list >= 0 {
		return t.sums[list].Closed
	}
	return 0
}

// sense parses a term's marks. "~" at the end: Inflected; "*" at the start:
// Head; "*" at the end: Modifier; "=" at the start: Cased. A term with " … "
// matches its first part; the caller checks the rest.
func (term Term) sense() (key string, s Sense) {
	text, tail, _ := strings.Cut(term.Text, " … ")
	s = Sense{ID: term.ID, Note: term.Note, Class: term.Class, Tail: FoldString(strings.TrimSuffix(tail, "~"))}
	if c, ok := strings.CutPrefix(text, "="); ok {
		text, s.Flags = c, s.Flags|Cased
		s.Exact = strings.Trim(term.Text, "=*~")
	}
	if c, ok := strings.CutPrefix(text, "*"); ok {
		text, s.Flags = c, s.Flags|Head
	}
	if c, ok := strings.CutSuffix(text, "*"); ok {
		text, s.Flags = c, s.Flags|Modifier
	}
	if c, ok := strings.CutSuffix(text, "~"); ok {
		text, s.Flags = c, s.Flags|Inflected
	}
	if c, ok := strings.CutSuffix(text, "*"); ok {
		text, s.Flags = c, s.Flags|Modifier
	}
	return FoldString(text), s
}
