package lexicon

import (
	"encoding/binary"
	"maps"
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"assay/wire"
)

var sample = []Term{
	{Text: "umsatz~", ID: "revenue", Class: Measure}, {Text: "*umsatz", ID: "revenue", Class: Measure},
	{Text: "cloud*", ID: "cloud", Class: Segment}, {Text: "=Meta", ID: "cik:1", Class: Entity, Note: "name"},
	{Text: "setzte … um", ID: "revenue", Class: Measure}, {Text: "more than", ID: "over", Class: HedgeBefore},
	{Text: "more", ID: "up", Class: Direction}, {Text: "moreover", ID: "x", Class: Cue}, {Text: "売上高", ID: "revenue", Class: Measure},
}

var sampleClosed = map[string]Closed{"the": Article | Stop, "more": Stop, "then": Stop}

// found are the ids and ends that Prefixes gives.
func found(t *Trie, text string) (ids []string, ends []int) {
	f := Fold(nil, text)
	for _, m := range t.Prefixes(nil, f, 0) {
		for _, s := range m.Entry.Senses() {
			ids, ends = append(ids, s.ID), append(ends, m.End)
		}
	}
	return ids, ends
}

func TestPrefixes(t *testing.T) {
	trie := New(sample, sampleClosed)
	for _, c := range []struct {
		text string
		ids  []string
		ends []int
	}{
		{"Umsatzes", []string{"revenue", "revenue"}, []int{6, 6}},
		{"more  than", []string{"up", "over"}, []int{4, 10}},
		{"more-than", []string{"up", "over"}, []int{4, 9}},
		{"moreover", []string{"up", "x"}, []int{4, 8}},
		{"売上高は", []string{"revenue"}, []int{9}},
		{"um\u00ADsatz", []string{"revenue", "revenue"}, []int{8, 8}},
		{"mor", nil, nil},
	} {
		if ids, ends := found(trie, c.text); !slices.Equal(ids, c.ids) || !slices.Equal(ends, c.ends) {
			t.Errorf("%q: %v at %v, want %v at %v", c.text, ids, ends, c.ids, c.ends)
		}
	}
	if got := trie.Closed([]byte("the")); got != Article|Stop {
		t.Errorf("the: %b", got)
	}
	if got := trie.Closed([]byte("them")); got != 0 {
		t.Errorf("them: %b", got)
	}
}

// TestTrieFindsEveryKey holds the automaton against a map, built and read back.
func TestTrieFindsEveryKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.MapOf(rapid.StringMatching(`[a-cж値 -]{1,12}`), rapid.IntRange(0, 5)).Draw(t, "words")
		var terms []Term
		want := map[string]string{}
		for _, w := range slices.Sorted(maps.Keys(words)) {
			id := string(rune('a' + words[w]))
			terms = append(terms, Term{Text: w, ID: id, Class: Measure})
			want[FoldString(w)] = id
		}
		built := New(terms, nil)
		read, err := Open(&wire.Reader[[]byte]{B: built.Append(nil)})
		if err != nil {
			t.Fatal(err)
		}
		for _, trie := range []*Trie{built, read} {
			for w, id := range want {
				seen := false
				for _, m := range trie.Prefixes(nil, []byte(w), 0) {
					for _, s := range m.Entry.Senses() {
						seen = seen || m.End == len(w) && s.ID == id
					}
				}
				// Runs of spaces match one, so a key with a run is never met.
				if !seen && !hasSpaceRun(w) {
					t.Fatalf("%q is not found", w)
				}
			}
		}
	})
}

func hasSpaceRun(w string) bool {
	for i := 1; i < len(w); i++ {
		if w[i] == ' ' && w[i-1] == ' ' {
			return true
		}
	}
	return false
}

// TestPlainWide holds the short cut for scripts without case against the rules that
// it spares.
func TestPlainWide(t *testing.T) {
	for r := rune(0x800); r < 0x10000; r++ {
		var b [4]byte
		if n := utf8.EncodeRune(b[:], r); n != 3 || !plainWide(binary.LittleEndian.Uint32(b[:])) {
			continue
		}
		var folded [3]byte
		foldRune(folded[:], r, string(b[:3]))
		if folded != [3]byte(b[:3]) {
			t.Errorf("%U folds to %x", r, folded)
		}
		if assigned := unicode.In(r, unicode.L, unicode.M, unicode.N); !assigned && unicode.In(r, unicode.P, unicode.S, unicode.Z) {
			t.Errorf("%U is no letter", r)
		}
	}
}

// TestIsPunct holds the short cuts of IsPunct against the rule that they spare.
func TestIsPunct(t *testing.T) {
	for r := rune(utf8.RuneSelf); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		b := utf8.AppendRune(nil, r)
		if Letters[b[0]] != MayBePunct || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z) {
			continue // those blocks are letters but for a few places without a character
		}
		if want := !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != 'ー'; IsPunct(b) != want {
			t.Errorf("%U: punctuation %v, want %v", r, !want, want)
		}
	}
}

// TestCaseless holds that the letters which Fold lowers nowhere have no case.
func TestCaseless(t *testing.T) {
	for r := rune(0x2E80); r <= 0xA4CF; r++ {
		if unicode.ToLower(r) != r {
			t.Errorf("%U has case", r)
		}
	}
}
