package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"assay/evidence"
	"assay/report"
)

// coverageMarks are how a table shows the states, with the words of its legend.
var coverageMarks = [...]struct{ mark, says string }{
	evidence.StateNone:    {"·", "none filed"},
	evidence.StateParts:   {"p", "of parts of the business alone, or in another unit"},
	evidence.StateOther:   {"-", "of other periods alone"},
	evidence.StateAbout:   {"~", "of an approximate period alone"},
	evidence.StateNoPath:  {"x", "facts of the year, none of its whole or its end"},
	evidence.StateTags:    {"t", "the tag changed within the period"},
	evidence.StateMixed:   {"m", "on mixed bases alone"},
	evidence.StateDerived: {"+", "derived from several facts"},
	evidence.StateFiled:   {"•", "filed"},
}

// maxYearsShown is for how many years a line of 80 columns has room.
const maxYearsShown = 14

// coverageText shows a table a filer: measures down, years across.
type coverageText struct {
	w    io.Writer
	one  bool // one measure is asked: its name heads no list of what is not filed
	done int
}

func (t *coverageText) put(a coverageAnswer) error {
	var b strings.Builder
	if t.done++; t.done > 1 {
		b.WriteString("\n")
	}
	b.WriteString(inline(a.Name))
	if a.Ticker != "" {
		fmt.Fprintf(&b, " (%s)", inline(a.Ticker))
	}
	if len(a.Years) == 0 {
		b.WriteString(": no facts of a fiscal year; import the filer's companyfacts\n")
		_, err := io.WriteString(t.w, b.String())
		return err
	}
	fmt.Fprintf(&b, ", fiscal years %d to %d\n\n", a.Years[0], a.Years[len(a.Years)-1])
	writeTable(&b, a, t.one)
	writeCandidates(&b, a)
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (*coverageText) end() error { return nil }

// writeTable writes the measures that the filer files, and names the others below.
func writeTable(b *strings.Builder, a coverageAnswer, one bool) {
	var none []string
	used := map[evidence.State]bool{}
	whole, rows := 0, 0
	for _, m := range a.Measures {
		if m.never() && !one {
			none = append(none, m.Measure)
		} else if rows++; rows == 1 {
			writeYears(b, a.Years)
		}
		if m.whole() {
			whole++
		}
	}
	for _, m := range a.Measures {
		if m.never() && !one {
			continue
		}
		fmt.Fprintf(b, "%-*s", nameColumn, short(m.Measure, nameColumn-1))
		line := ""
		for _, y := range m.Years {
			used[y.state] = true
			line += "  " + coverageMarks[y.state].mark
		}
		b.WriteString(line + "\n")
	}
	if rows > 0 {
		b.WriteString("\n")
	}
	for state := evidence.StateFiled; ; state-- {
		if used[state] {
			fmt.Fprintf(b, "%s  %s\n", coverageMarks[state].mark, coverageMarks[state].says)
		}
		if state == evidence.StateNone {
			break
		}
	}
	if len(none) > 0 {
		b.WriteString("none filed:\n" + wrapped(none))
	}
	if !one {
		fmt.Fprintf(b, "%d of %d measures in every year\n", whole, len(a.Measures))
	}
}

// nameColumn is as wide as the longest name of a measure.
const nameColumn = 34

func writeYears(b *strings.Builder, years []int) {
	fmt.Fprintf(b, "%-*s", nameColumn, "")
	for _, y := range years {
		fmt.Fprintf(b, " %02d", y%100)
	}
	b.WriteString("\n")
}

// never reports whether the filer has no fact of the measure at all.
func (m *coverageMeasure) never() bool {
	return !slices.ContainsFunc(m.Years, func(y coverageYear) bool { return y.state != evidence.StateNone })
}

// whole reports whether the measure resolves in every year.
func (m *coverageMeasure) whole() bool {
	return len(m.Years) > 0 && !slices.ContainsFunc(m.Years, func(y coverageYear) bool { return !y.state.Resolved() })
}

// writeCandidates lists what resembles the measures that are missing.
func writeCandidates(b *strings.Builder, a coverageAnswer) {
	for _, m := range a.Measures {
		if len(m.Candidates) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s may be\n", m.Measure)
		for _, c := range m.Candidates[:min(len(m.Candidates), maxCandidates)] {
			fmt.Fprintf(b, "  %s\n    %s: %s %s (%s)\n", inline(c.Concept), yearList(c.Years), grouped(c.Value), c.Unit, c.Accession)
		}
		if n := len(m.Candidates) - maxCandidates; n > 0 {
			fmt.Fprintf(b, "  and %d more\n", n)
		}
	}
}

// maxCandidates are shown of a measure; all are in JSON.
const maxCandidates = 4

// yearList writes years as 2019–2021, 2023.
func yearList(years []int) string {
	var parts []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		part := strconv.Itoa(years[i])
		if j > i {
			part += "–" + strconv.Itoa(years[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// coverageJSON writes an array, an element a filer.
type coverageJSON struct {
	w    io.Writer
	done int
}

func (j *coverageJSON) put(a coverageAnswer) error {
	head := ",\n"
	if j.done++; j.done == 1 {
		head = "[\n"
	}
	var b bytes.Buffer
	b.WriteString(head)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the line's end
	_, err := b.WriteTo(j.w)
	return err
}

func (j *coverageJSON) end() error {
	text := "\n]\n"
	if j.done == 0 {
		text = "[]\n"
	}
	_, err := io.WriteString(j.w, text)
	return err
}

// coverageCSV writes a record a filer, measure and year.
type coverageCSV struct {
	w    io.Writer
	done bool
}

func (c *coverageCSV) head() error {
	if c.done {
		return nil
	}
	c.done = true
	_, err := io.WriteString(c.w, "entity,name,ticker,measure,year,start,end,state,definition,concepts,value,unit,candidates\r\n")
	return err
}

func (c *coverageCSV) put(a coverageAnswer) error {
	if err := c.head(); err != nil {
		return err
	}
	var b strings.Builder
	for _, m := range a.Measures {
		for _, y := range m.Years {
			var near []string
			for _, d := range m.Candidates {
				if slices.Contains(d.Years, y.Year) {
					near = append(near, d.Concept)
				}
			}
			for i, cell := range []string{
				a.Entity, report.Cell(a.Name), report.Cell(a.Ticker), m.Measure, strconv.Itoa(y.Year), y.Start, y.End, y.State,
				y.Definition, report.Cell(strings.Join(y.Concepts, " ")), y.Value, y.Unit, report.Cell(strings.Join(near, " ")),
			} {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(report.Quoted(cell))
			}
			b.WriteString("\r\n")
		}
	}
	_, err := io.WriteString(c.w, b.String())
	return err
}

func (c *coverageCSV) end() error { return c.head() }

// coverageSummary counts filers: how many in a hundred a measure resolves for, by year.
type coverageSummary struct {
	w        io.Writer
	asked    *coverageAsked
	filers   int
	facts    int // filers with a fiscal year
	about    int // of them, those of whom approximate facts alone are known
	resolved map[string]map[int]int
	have     map[int]int // filers that have the year
	why      map[string]map[evidence.State]int
	near     map[string]map[string]int // candidates of a measure, by how many filers use them
}

func newCoverageSummary(w io.Writer, asked *coverageAsked) *coverageSummary {
	return &coverageSummary{w: w, asked: asked, resolved: map[string]map[int]int{}, have: map[int]int{}, why: map[string]map[evidence.State]int{}, near: map[string]map[string]int{}}
}

func (s *coverageSummary) put(a coverageAnswer) error {
	s.filers++
	if len(a.Years) > 0 {
		s.facts++
	}
	for _, y := range a.Years {
		s.have[y]++
	}
	nearest := evidence.StateNone
	for _, m := range a.Measures {
		best := evidence.StateNone
		for _, y := range m.Years {
			best = max(best, y.state)
			if y.state.Resolved() {
				add(s.resolved, m.Measure, y.Year)
			}
		}
		if len(m.Years) > 0 {
			add(s.why, m.Measure, best)
		}
		nearest = max(nearest, best)
		for _, c := range m.Candidates {
			add(s.near, m.Measure, c.Concept)
		}
	}
	if nearest == evidence.StateAbout {
		s.about++
	}
	return nil
}

func add[K comparable](counts map[string]map[K]int, measure string, k K) {
	if counts[measure] == nil {
		counts[measure] = map[K]int{}
	}
	counts[measure][k]++
}

func (s *coverageSummary) end() error {
	var b strings.Builder
	years := slices.Sorted(maps.Keys(s.have))
	if s.asked.last == 0 && len(years) > usualYears {
		years = years[len(years)-usualYears:]
	}
	fmt.Fprintf(&b, "%d filers, %d with a fiscal year; for how many in a hundred a measure resolves\n\n", s.filers, s.facts)
	fmt.Fprintf(&b, "%-*s  ever", nameColumn, "")
	for _, y := range years {
		fmt.Fprintf(&b, " %3s", fmt.Sprintf("%02d", y%100))
	}
	fmt.Fprintf(&b, "\n%-*s %5d", nameColumn, "filers", s.facts)
	for _, y := range years {
		fmt.Fprintf(&b, " %3s", inThree(s.have[y]))
	}
	b.WriteString("\n")
	for _, m := range s.asked.measures {
		ever := s.why[m][evidence.StateFiled] + s.why[m][evidence.StateDerived]
		fmt.Fprintf(&b, "%-*s %5s", nameColumn, short(m, nameColumn-1), hundredth(ever, s.facts))
		for _, y := range years {
			fmt.Fprintf(&b, " %3s", hundredth(s.resolved[m][y], s.have[y]))
		}
		b.WriteString("\n")
	}
	if s.about > 0 {
		fmt.Fprintf(&b, "\n%d filers have facts of approximate periods alone, which verdicts never use\n", s.about)
	}
	s.writeNear(&b)
	_, err := io.WriteString(s.w, b.String())
	return err
}

// writeNear lists the tags that filers use which a measure misses, most frequent first.
func (s *coverageSummary) writeNear(b *strings.Builder) {
	for _, m := range s.asked.measures {
		names := slices.SortedFunc(maps.Keys(s.near[m]), func(a, b string) int {
			return cmp.Or(cmp.Compare(s.near[m][b], s.near[m][a]), cmp.Compare(a, b))
		})
		if len(names) > 0 {
			fmt.Fprintf(b, "\n%s may be\n", m)
		}
		for _, name := range names[:min(len(names), 2*maxCandidates)] {
			fmt.Fprintf(b, "%7d  %s\n", s.near[m][name], inline(name))
		}
	}
}

// hundredth is a share in whole percent; what is more than none is no 0, and what is less
// than all no 100.
func hundredth(n, of int) string {
	switch {
	case of == 0:
		return ""
	case n == 0:
		return "·"
	case n == of:
		return "100"
	}
	return strconv.Itoa(min(99, max(1, (200*n+of)/(2*of))))
}

// inThree is a count in three columns.
func inThree(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return strconv.Itoa((n+500)/1000) + "k"
}
