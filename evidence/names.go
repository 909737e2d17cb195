package evidence

import (
	"iter"
	"slices"
	"strings"
)

// NameRank is how well a filer answers to a name, as Named orders: 0 for its
// ticker, 1 for its whole folded name, present or former, 2 where the folded
// name given begins it, and -1 for none. folded is FoldName(name).
func NameRank(f Filer, name, folded string) int {
	for _, t := range f.Tickers {
		if strings.EqualFold(t, name) {
			return 0
		}
	}
	if folded == "" {
		return -1
	}
	rank := -1
	for i := -1; i < len(f.FormerNames); i++ {
		n := f.Name
		if i >= 0 {
			n = f.FormerNames[i]
		}
		switch n = FoldName(n); {
		case n == folded:
			return 1
		case strings.HasPrefix(n, folded+" "):
			rank = 2
		}
	}
	return rank
}

// MaxNamed is how many filers Named gives at most.
const MaxNamed = 20

// RankNamed is what Named answers from all filers in order of CIK: those of
// the best rank first.
func RankNamed(filers iter.Seq[Filer], name string) []Filer {
	folded := FoldName(name)
	var ranked [3][]Filer
	for f := range filers {
		if r := NameRank(f, name, folded); r >= 0 {
			ranked[r] = append(ranked[r], f)
		}
	}
	out := slices.Concat(ranked[0], ranked[1], ranked[2])
	return out[:min(len(out), MaxNamed)]
}
