package lexicon

import "strings"

// Trie finds terms in folded text: a double-array automaton (Aoe, "An Efficient
// Digital Search Algorithm by Using a Double-Array Structure", IEEE TSE 1989)
// whose branches without a fork are kept as plain bytes. Append writes it as it is,
// so that a compiled one needs no building. It is immutable and safe for
// concurrent use.
type Trie struct {
	Senses  []Sense
	cells   []uint32 // base and label of a state
	root    uint32   // base of the state that a search begins with
	tails   []byte   // by a leaf: its entry, then the rest of its key
	entries []Entry
	fronts  beginnings // of the keys that may begin a compound
	heads   beginnings // of the keys that may end one
	closed  beginnings // of the words of closed classes
}

// Entry is what stands for a key: its senses, and what they are together, which
// is enough to pass over most entries without a look at their senses.
type Entry struct {
	senses  []*Sense
	Classes uint32 // a bit for each class
	Closed  Closed // of the word itself
	Any     Flag   // the flags that one of the senses has
	All     Flag   // the flags that all have
	Exact   bool   // one has a case that counts
}

// NewEntry is the entry of some senses; it keeps them.
func NewEntry(c Closed, senses []*Sense) Entry {
	e := Entry{senses: senses, Closed: c}
	for i, s := range senses {
		if i == 0 {
			e.All = s.Flags
		}
		e.Classes |= 1 << s.Class
		e.Any |= s.Flags
		e.All &= s.Flags
		e.Exact = e.Exact || s.Exact != ""
	}
	return e
}

// Senses are the senses of an entry, none of no entry. They must not be changed.
func (e *Entry) Senses() []*Sense {
	if e == nil {
		return nil
	}
	return e.senses
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
	Pronoun
	Place

	// Function are the classes whose words are no nouns, names or verbs of
	// their own.
	Function = Glue | Article | Owner | Preposition | Parting | Auxiliary | Stop
)

// A cell is the base of a state and, in its lowest byte, the label that leads
// to it. No two states share a base, so the label alone tells whose child a cell
// is: half the size of a cell that names its parent. Behind every base stand cells
// for all labels.
const (
	cellBytes = 4       // of a cell as Append writes it
	labelBits = 8       // of the label; the base has the others
	leafBit   = 1 << 23 // in a base: no state but a place in tails
	endBit    = 1 << 22 // in a base: a key ends here, its entry in the cell of endLabel
	spaceBit  = 1 << 21 // in a base: a space led here, and more of them may follow
	endLabel  = 0       // the label of a key's end, and of a free cell; folded text has no NUL
)

// Search goes through the terms that match folded text at a place, shortest first. Runs
// of spaces match one space, so does a hyphen; fillers match nothing.
type Search struct {
	trie *Trie
	text []byte
	base uint32 // of the state that the text led to up to at
	at   int
}

// Search begins a search at a place of folded text.
func (t *Trie) Search(folded []byte, at int) Search {
	return Search{t, folded, t.root, at}
}

// Next is the end of the next longer term and its entry, nil behind the last.
func (s *Search) Next() (end int, entry *Entry) {
	t, text, base, i := s.trie, s.text, s.base, s.at
	for {
		base, i = walk(t.cells, text, base, i)
		if base < spaceBit { // no way leads on by the next byte as it stands
			if i >= len(text) {
				return 0, nil
			}
			switch text[i] {
			case Filler:
				i++
				continue
			case '-': // Intelligent-Cloud-Sparte
			default:
				return 0, nil
			}
			next := t.cells[base+' ']
			if byte(next) != ' ' {
				return 0, nil
			}
			base = next >> labelBits &^ spaceBit
			i++
		}
		if base&spaceBit != 0 {
			base &^= spaceBit
			i = skipSpaces(text, i)
		}
		if base >= leafBit {
			s.base, s.at = 0, len(text) // nothing is longer
			return t.leaf(base&^leafBit, text, i)
		}
		if base >= endBit {
			base &^= endBit
			i = skipFillers(text, i)
			s.base, s.at = base, i
			return i, &t.entries[t.cells[base+endLabel]>>labelBits]
		}
	}
}

// Match is one term found: where it ends, and its entry.
type Match struct {
	End   int
	Entry *Entry
}

// Prefixes appends all that a search finds.
func (t *Trie) Prefixes(dst []Match, folded []byte, at int) []Match {
	s := t.Search(folded, at)
	for end, e := s.Next(); e != nil; end, e = s.Next() {
		dst = append(dst, Match{end, e})
	}
	return dst
}

// walk goes from a state along the bytes of folded text from i on: to a state that
// is a leaf, ends a key or stands behind a space, or where no way leads on.
func walk(cells []uint32, folded []byte, base uint32, i int) (uint32, int) {
	for ; uint(i) < uint(len(folded)); i++ {
		c := folded[i]
		next := cells[base+uint32(c)]
		if byte(next) != c {
			break
		}
		if base = next >> labelBits; base >= spaceBit {
			return base, i + 1
		}
	}
	return base, i
}

// leaf matches the rest of a key that no other key shares: the end of the match and
// its entry, nil if it does not match.
func (t *Trie) leaf(at uint32, folded []byte, i int) (int, *Entry) {
	s := t.tails[at:]
	rest := s[3 : 3+int(s[2])]
	for k := 0; k < len(rest); {
		if i >= len(folded) {
			return 0, nil
		}
		c := folded[i]
		switch {
		case c == rest[k], c == '-' && rest[k] == ' ':
			k++
		case c != Filler:
			return 0, nil
		}
		i++
		if c == ' ' {
			i = skipSpaces(folded, i)
		}
	}
	return skipFillers(folded, i), &t.entries[int(s[0])|int(s[1])<<8]
}

// skipFillers passes what a term takes as the rest of its last character.
func skipFillers(folded []byte, i int) int {
	for i < len(folded) && folded[i] == Filler {
		i++
	}
	return i
}

func skipSpaces(folded []byte, i int) int {
	for i < len(folded) && (folded[i] == ' ' || folded[i] == Filler) {
		i++
	}
	return i
}

// Find is the entry of the whole of a folded word, or nil.
func (t *Trie) Find(word []byte) *Entry {
	s := t.Search(word, 0)
	for end, e := s.Next(); e != nil; end, e = s.Next() {
		if end == len(word) {
			return e
		}
	}
	return nil
}

// Closed are the closed classes of a folded word.
func (t *Trie) Closed(word []byte) Closed {
	// Hyphens, spaces and fillers need not stand in the key as they do in the word.
	if len(word) > 2 && min(word[0], word[1], word[2]) > '-' && !t.closed.has(word) {
		return 0
	}
	if e := t.Find(word); e != nil {
		return e.Closed
	}
	return 0
}

// beginnings is a set of the first three bytes of keys by their hash, so that it may
// have some that it was not given.
type beginnings [32]uint64

// place is the word and the bit of three bytes.
func (s *beginnings) place(a, b, c byte) (*uint64, uint64) {
	h := (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9E3779B1 // 2³² by the golden ratio
	return &s[h>>27], 1 << (h >> 21 & 0x3F)
}

func (s *beginnings) add(key string) {
	if len(key) > 2 {
		set, bit := s.place(key[0], key[1], key[2])
		*set |= bit
	}
}

// has reports whether the set has the three bytes at the start of b.
func (s *beginnings) has(b []byte) bool {
	set, bit := s.place(b[0], b[1], b[2])
	return *set&bit != 0
}

// MayBeFront reports whether the three bytes at a place of a word are those of a term that
// may begin a compound, the word being without fillers. A few others pass as well.
func (t *Trie) MayBeFront(word []byte, at int) bool {
	return t.fronts.has(word[at:])
}

// MayBeHead is MayBeFront for the terms that may end a compound.
func (t *Trie) MayBeHead(word []byte, at int) bool {
	return t.heads.has(word[at:])
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
	if term.Class == Entity { // names take endings without a mark
		s.Flags |= Inflected
	}
	return FoldString(text), s
}
