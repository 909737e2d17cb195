package lexicon

import (
	"slices"
	"sort"
	"strings"
)

// Trie finds terms in folded text. Build it once with New; it is immutable
// and safe for concurrent use.
type Trie struct {
	Terms []Term
	nodes []node
	label []byte
	to    []int32
	root  [256]int32
	lists []int32 // term indices, list by list
	flags []Flag  // by term
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

type node struct {
	first int32 // index into label and to
	list  int32 // index into lists
	n     uint16
	terms uint16 // length of the list
}

// New builds the automaton. Marks in Term.Text: "~" at the end: Inflected; "*"
// at the start: Head; "*" at the end: Modifier; "=" at the start: Cased. A
// term with " … " matches its first part; the caller checks the rest.
func New(terms []Term) *Trie {
	t := &Trie{Terms: terms, flags: make([]Flag, len(terms))}
	type entry struct {
		key  string
		term int32
	}
	entries := make([]entry, 0, len(terms))
	for i, term := range terms {
		key, f := parseMarks(term.Text)
		t.flags[i] = f
		if key != "" {
			entries = append(entries, entry{key, int32(i)})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if c := strings.Compare(a.key, b.key); c != 0 {
			return c
		}
		return int(a.term - b.term)
	})
	t.nodes = append(t.nodes, node{})
	var build func(lo, hi, depth int, at int32)
	build = func(lo, hi, depth int, at int32) {
		i := lo
		for i < hi && len(entries[i].key) == depth {
			i++
		}
		if i > lo {
			t.nodes[at].list, t.nodes[at].terms = int32(len(t.lists)), uint16(i-lo)
			for _, e := range entries[lo:i] {
				t.lists = append(t.lists, e.term)
			}
		}
		first := len(t.label)
		starts := []int{}
		for j := i; j < hi; {
			c := entries[j].key[depth]
			k := j + sort.Search(hi-j, func(n int) bool { return entries[j+n].key[depth] > c })
			t.label = append(t.label, c)
			t.to = append(t.to, 0)
			starts = append(starts, j)
			j = k
		}
		t.nodes[at].first, t.nodes[at].n = int32(first), uint16(len(starts))
		for x, j := range starts {
			end := hi
			if x+1 < len(starts) {
				end = starts[x+1]
			}
			child := int32(len(t.nodes))
			t.nodes = append(t.nodes, node{})
			t.to[first+x] = child
			build(j, end, depth+1, child)
		}
	}
	build(0, len(entries), 0, 0)
	for i := range t.root {
		t.root[i] = -1
	}
	r := t.nodes[0]
	for x := r.first; x < r.first+int32(r.n); x++ {
		t.root[t.label[x]] = t.to[x]
	}
	return t
}

func parseMarks(text string) (key string, f Flag) {
	text, _, _ = strings.Cut(text, " … ")
	if s, ok := strings.CutPrefix(text, "="); ok {
		text, f = s, f|Cased
	}
	if s, ok := strings.CutPrefix(text, "*"); ok {
		text, f = s, f|Head
	}
	if s, ok := strings.CutSuffix(text, "*"); ok {
		text, f = s, f|Modifier
	}
	if s, ok := strings.CutSuffix(text, "~"); ok {
		text, f = s, f|Inflected
	}
	if s, ok := strings.CutSuffix(text, "*"); ok {
		text, f = s, f|Modifier
	}
	return FoldString(text), f
}

// Tail is the second part of a discontinuous term, folded: "um" of
// "setzte … um". It is empty for other terms.
func (t Term) Tail() string {
	_, tail, ok := strings.Cut(t.Text, " … ")
	if !ok {
		return ""
	}
	return FoldString(strings.TrimSuffix(tail, "~"))
}

// Flags are the marks of term i.
func (t *Trie) Flags(i int32) Flag { return t.flags[i] }

// child is the index into to of the node's child under a byte, or -1. Labels
// are sorted and mostly few.
func (t *Trie) child(nd *node, c byte) int32 {
	for x, end := nd.first, nd.first+int32(nd.n); x < end; x++ {
		if l := t.label[x]; l >= c {
			if l == c {
				return x
			}
			return -1
		}
	}
	return -1
}

// Prefixes calls f for each term list that matches folded text at position
// at, shortest first, with the end of the match, until f returns false. Runs
// of spaces match one space, so does a hyphen; fillers match nothing.
func (t *Trie) Prefixes(folded []byte, at int, f func(end int, terms []int32) bool) {
	n := t.root[folded[at]]
	i := at + 1
	for n >= 0 {
		for i < len(folded) && folded[i] == Filler {
			i++
		}
		nd := &t.nodes[n]
		if nd.terms > 0 && !f(i, t.lists[nd.list:nd.list+int32(nd.terms):nd.list+int32(nd.terms)]) {
			return
		}
		if i >= len(folded) || nd.n == 0 {
			return
		}
		c := folded[i]
		x := t.child(nd, c)
		if x < 0 && c == '-' { // Intelligent-Cloud-Sparte
			x = t.child(nd, ' ')
		}
		if x < 0 {
			return
		}
		n = t.to[x]
		i++
		if c == ' ' {
			for i < len(folded) && (folded[i] == ' ' || folded[i] == Filler) {
				i++
			}
		}
	}
}
