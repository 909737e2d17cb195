package score

import (
	"cmp"
	"slices"
)

// grouping tells which forecasts are on one question. Questions are numbered in
// the order of their names, so that the order of the input moves no resample.
type grouping struct {
	question  []int     // of each forecast
	forecasts []float64 // on each question
}

// group gathers n forecasts by the names of their questions.
func group(n int, name func(int) string) grouping {
	seen := make(map[string]int, n)
	var names []string
	g := grouping{question: make([]int, n)}
	for i := range n {
		q, ok := seen[name(i)]
		if !ok {
			q = len(names)
			seen[name(i)] = q
			names = append(names, name(i))
		}
		g.question[i] = q
	}
	g.renumber(names)
	g.forecasts = make([]float64, len(names))
	for _, q := range g.question {
		g.forecasts[q]++
	}
	return g
}

// renumber puts the questions in the order of their names.
func (g *grouping) renumber(names []string) {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(names[a], names[b]) })
	rank := make([]int, len(names))
	for i, q := range order {
		rank[q] = i
	}
	for i, q := range g.question {
		g.question[i] = rank[q]
	}
}

// questions is how many there are.
func (g grouping) questions() int { return len(g.forecasts) }

// weight is what a forecast counts for: a question's together count 1.
func (g grouping) weight(forecast int) float64 {
	return 1 / g.forecasts[g.question[forecast]]
}
