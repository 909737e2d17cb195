package lexicon

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"assay/wire"
)

// New builds the automaton of some terms and of the words of closed classes. It
// panics if there are more than 65,535 different lists of senses, or more cells or
// tails than a base can number, two million; no language comes near.
func New(terms []Term, closed map[string]Closed) *Trie {
	b := builder{senses: map[Sense]int32{}, listed: map[string]int{}}
	b.collect(terms, closed)
	b.cells = []cell{{}}
	b.cells[0].taken = true
	b.place(0, 0, len(b.keys), 0)
	if len(b.cells) > spaceBit || len(b.tails) > spaceBit {
		panic("lexicon: more cells or tails than a base can number")
	}
	b.link()
	return &b.trie
}

// inflectedInside spells out the terms whose "~" stands inside, behind a word
// that is not the last: one term for each ending.
func inflectedInside(terms []Term, closed map[string]Closed) []Term {
	var endings []string
	for w, c := range closed {
		if c&Ending != 0 {
			endings = append(endings, w)
		}
	}
	slices.Sort(endings)
	out := make([]Term, 0, len(terms))
	for _, t := range terms {
		all := []string{t.Text}
		for i := 0; i < len(all); i++ { // grows while a tilde is left inside
			head, tail, ok := strings.Cut(all[i], "~ ")
			if !ok || strings.HasPrefix(tail, "… ") {
				continue
			}
			all[i] = head + " " + tail
			for _, e := range endings {
				all = append(all, head+e+" "+tail)
			}
			i--
		}
		for _, text := range all {
			t.Text = text
			out = append(out, t)
		}
	}
	return out
}

type builder struct {
	trie   Trie
	senses map[Sense]int32
	lists  []list
	listed map[string]int // index in lists by the bytes of a list
	keys   []keyed        // sorted, each key once
	cells  []cell
	tails  []byte
	free   int // no cell before it is free
}

type keyed struct {
	key  string
	list int
}

// list is an entry while senses are numbers.
type list struct {
	closed Closed
	senses []int32
}

type cell struct {
	base  uint32
	label byte
	taken bool
	based bool // a state has its place for its base
}

// collect makes senses and lists of the terms, one list a key.
func (b *builder) collect(terms []Term, closed map[string]Closed) {
	type entry struct {
		key   string
		sense int32 // -1 for a word that has closed classes alone
	}
	entries := make([]entry, 0, len(terms)+len(closed))
	for _, term := range inflectedInside(terms, closed) {
		if key, s := term.sense(); key != "" {
			entries = append(entries, entry{key, b.sense(s)})
		}
	}
	for word := range closed {
		if word != "" {
			entries = append(entries, entry{word, -1})
		}
	}
	// Senses were numbered in the order of the terms, which a key's list keeps.
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		if c := strings.Compare(entries[x].key, entries[y].key); c != 0 {
			return c
		}
		return cmp.Compare(x, y)
	})
	var list []int32
	for i := 0; i < len(order); {
		key := entries[order[i]].key
		list = list[:0]
		for ; i < len(order) && entries[order[i]].key == key; i++ {
			if s := entries[order[i]].sense; s >= 0 && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		b.keys = append(b.keys, keyed{key, b.list(list, closed[key])})
	}
}

func (b *builder) sense(s Sense) int32 {
	n, ok := b.senses[s]
	if !ok {
		n = int32(len(b.trie.Senses))
		b.senses[s] = n
		b.trie.Senses = append(b.trie.Senses, s)
	}
	return n
}

func (b *builder) list(senses []int32, c Closed) int {
	id := binary.AppendUvarint(nil, uint64(c))
	for _, s := range senses {
		id = binary.AppendUvarint(id, uint64(s))
	}
	n, ok := b.listed[string(id)]
	if !ok {
		if n = len(b.lists); n > math.MaxUint16 {
			panic("lexicon: more than 65,535 lists of senses")
		}
		b.listed[string(id)] = n
		b.lists = append(b.lists, list{c, slices.Clone(senses)})
	}
	return n
}

// place gives state the keys [lo, hi), which agree in their first depth bytes.
func (b *builder) place(state uint32, lo, hi, depth int) {
	if rest := b.keys[lo:hi]; depth > 0 && len(rest) == 1 && len(rest[0].key)-depth < 256 {
		b.cells[state].base = leafBit | uint32(len(b.tails))
		tail := rest[0].key[depth:]
		b.tails = append(append(b.tails, byte(rest[0].list), byte(rest[0].list>>8), byte(len(tail))), tail...)
		return
	}
	type child struct {
		label  byte
		lo, hi int
	}
	var children []child
	for i := lo; i < hi; {
		label, j := byte(endLabel), i+1
		if len(b.keys[i].key) > depth {
			label = b.keys[i].key[depth]
			for j < hi && b.keys[j].key[depth] == label {
				j++
			}
		}
		children = append(children, child{label, i, j})
		i = j
	}
	labels := make([]byte, len(children))
	for i, c := range children {
		labels[i] = c.label
	}
	base := b.room(labels)
	b.cells[state].base = base
	if len(labels) > 0 && labels[0] == endLabel {
		b.cells[state].base |= endBit
	}
	for _, c := range children {
		child := &b.cells[base+uint32(c.label)]
		child.label, child.taken = c.label, true
	}
	for _, c := range children {
		next := base + uint32(c.label)
		if len(b.keys[c.lo].key) == depth {
			b.cells[next].base = uint32(b.keys[c.lo].list)
			continue
		}
		b.place(next, c.lo, c.hi, depth+1)
		if c.label == ' ' {
			b.cells[next].base |= spaceBit
		}
	}
}

// room finds a base under which the cells of all labels are free, and makes
// them.
func (b *builder) room(labels []byte) uint32 {
	for b.free < len(b.cells) && b.cells[b.free].taken {
		b.free++
	}
	first := endLabel
	if len(labels) > 0 {
		first = int(labels[0])
	}
	for at := max(b.free, first+1); ; at++ {
		base := at - first
		for last := base + 256; len(b.cells) <= last; {
			b.cells = append(b.cells, cell{})
		}
		if !b.cells[base].based && b.fits(base, labels) {
			b.cells[base].based = true
			return uint32(base)
		}
	}
}

func (b *builder) fits(base int, labels []byte) bool {
	for _, l := range labels {
		if b.cells[base+int(l)].taken {
			return false
		}
	}
	return true
}

// link makes the automaton of what was placed, now that no sense moves any more.
func (b *builder) link() {
	t := &b.trie
	t.tails = b.tails
	for _, c := range b.cells {
		t.cells = append(t.cells, c.base<<labelBits|uint32(c.label))
	}
	t.root = b.cells[0].base
	for _, l := range b.lists {
		senses := make([]*Sense, len(l.senses))
		for i, s := range l.senses {
			senses[i] = &t.Senses[s]
		}
		t.entries = append(t.entries, NewEntry(l.closed, senses))
	}
	for _, k := range b.keys {
		if t.entries[k.list].Any&Modifier != 0 {
			t.fronts.add(k.key)
		}
		if t.entries[k.list].Any&Head != 0 {
			t.heads.add(k.key)
		}
		if t.entries[k.list].Closed != 0 {
			t.closed.add(k.key)
		}
	}
}

// Append writes the automaton for Open.
func (t *Trie) Append(dst []byte) []byte {
	senses := binary.AppendUvarint(nil, uint64(len(t.Senses)))
	number := make(map[*Sense]int, len(t.Senses))
	for i := range t.Senses {
		s := &t.Senses[i]
		number[s] = i
		for _, text := range []string{s.ID, s.Note, s.Tail, s.Exact} {
			senses = wire.AppendString(senses, text)
		}
		senses = append(senses, byte(s.Class), byte(s.Flags))
	}
	dst = wire.AppendString(dst, string(senses))
	dst = binary.AppendUvarint(dst, uint64(len(t.entries)))
	for i := range t.entries {
		e := &t.entries[i]
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(e.Closed)), uint64(len(e.senses)))
		for _, s := range e.senses {
			dst = binary.AppendUvarint(dst, uint64(number[s]))
		}
	}
	for _, set := range [...]*beginnings{&t.fronts, &t.heads, &t.closed} {
		for _, bits := range set {
			dst = binary.AppendUvarint(dst, bits)
		}
	}
	dst = wire.AppendString(dst, string(t.tails))
	dst = binary.AppendUvarint(dst, uint64(len(t.cells)*cellBytes))
	for _, c := range t.cells {
		dst = binary.LittleEndian.AppendUint32(dst, c)
	}
	return dst
}

// Open reads what Append wrote and keeps it in use. It is meant for data that
// the program carries: counts are checked, the automaton itself is not.
func Open(d *wire.Reader[[]byte]) (*Trie, error) {
	senses := wire.Reader[string]{B: d.Str()} // one copy for all their strings
	t := &Trie{Senses: make([]Sense, senses.Count())}
	for i := range t.Senses {
		s := &t.Senses[i]
		s.ID, s.Note, s.Tail, s.Exact = senses.Str(), senses.Str(), senses.Str(), senses.Str()
		s.Class, s.Flags = Class(senses.Byte()), Flag(senses.Byte())
	}
	t.entries = make([]Entry, d.Count())
	all := make([]*Sense, 0, 2*len(t.entries)) // one allocation for most of them
	for i := range t.entries {
		closed, start := Closed(d.Uvarint()), len(all)
		for range d.Count() {
			if n := d.Uvarint(); n < uint64(len(t.Senses)) {
				all = append(all, &t.Senses[n])
			} else {
				d.Bad = true
			}
		}
		t.entries[i] = NewEntry(closed, all[start:len(all):len(all)])
	}
	for _, set := range [...]*beginnings{&t.fronts, &t.heads, &t.closed} {
		for i := range set {
			set[i] = d.Uvarint()
		}
	}
	t.tails = d.Take(d.Uvarint())
	cells := d.Take(d.Uvarint())
	if d.Bad || senses.Bad || len(cells) < cellBytes {
		return nil, fmt.Errorf("lexicon: damaged automaton at byte %d", d.At)
	}
	t.cells = make([]uint32, len(cells)/cellBytes)
	for i := range t.cells {
		t.cells[i] = binary.LittleEndian.Uint32(cells[i*cellBytes:])
	}
	t.root = t.cells[0] >> labelBits
	return t, nil
}
