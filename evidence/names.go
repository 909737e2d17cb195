package evidence

import "strings"

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
