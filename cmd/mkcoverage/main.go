// Command mkcoverage measures which tags filers use: for each measure of package metric,
// for how many reports of the SEC's Financial Statement Data Sets one of its definitions
// finds its tags, and under which tags of the taxonomy the others file a line of the same
// name. It prints the table of docs/coverage.md:
//
//	go run ./cmd/mkcoverage 2009q3.zip 2010q2.zip
//
// It extends nothing: a tag of the same name may be a part, or more. The taxonomy's text
// decides, and where that leaves it open, the reports.
package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"assay/metric"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "mkcoverage:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, files []string) error {
	if len(files) == 0 {
		return fmt.Errorf("name data sets: mkcoverage 2009q3.zip …")
	}
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	d := newDataSets()
	for _, file := range files {
		if err := d.read(file); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	rows := measured(cat, d)
	return write(w, len(d.reports), rows)
}

// row is what was measured of one measure.
type row struct {
	measure string
	found   int // reports
	others  []other
}

// other is a tag that other reports use for a line of the same name.
type other struct {
	tag, label string
	reports    int
}

// Only what several filers do is shown.
const (
	minReports = 2
	maxOthers  = 4
)

// measured asks each measure of each report.
func measured(cat *metric.Catalog, d *dataSets) []row {
	var rows []row
	taken := map[string]bool{}
	for _, concept := range cat.Concepts() {
		taken[local(concept)] = true
	}
	for _, id := range cat.IDs() {
		m, _ := cat.Lookup(id)
		if !m.Kind.Filed() {
			continue
		}
		r := row{measure: id}
		var lacking []*filed
		for _, f := range d.reports {
			if f.has(m.Definitions) {
				r.found++
			} else {
				lacking = append(lacking, f)
			}
		}
		r.others = d.others(chainsOf(m), lacking, taken)
		rows = append(rows, r)
	}
	return rows
}

// local is a concept's name without its prefix.
func local(concept string) string {
	_, name, _ := strings.Cut(concept, ":")
	return name
}

// chainsOf are the tags that begin the definitions: what is added to them, or taken off,
// goes by other names.
func chainsOf(m metric.Metric) map[string]bool {
	tags := map[string]bool{}
	for _, def := range m.Definitions {
		for _, concept := range def.Terms[0].Chain {
			tags[local(concept)] = true
		}
	}
	return tags
}

// has reports whether a definition finds a tag for each of its terms.
func (f *filed) has(definitions []metric.Definition) bool {
	return slices.ContainsFunc(definitions, func(d metric.Definition) bool {
		return !slices.ContainsFunc(d.Terms, func(t metric.Term) bool {
			return !slices.ContainsFunc(t.Chain, func(concept string) bool { return f.tags[local(concept)] })
		})
	})
}

// others are the taxonomy's tags of no measure under which the reports file a line that
// has the name and stands in the statement of one that the chain's tags have elsewhere.
func (d *dataSets) others(chain map[string]bool, lacking []*filed, taken map[string]bool) []other {
	labels, statements := map[string]int{}, map[string]int{}
	for _, f := range d.reports {
		for _, l := range f.lines {
			if chain[l.tag] {
				labels[l.label]++
				statements[l.statement]++
			}
		}
	}
	statement, most := "", 0
	for s, n := range statements {
		if n > most || n == most && s < statement {
			statement, most = s, n
		}
	}
	counts := map[string]int{}
	for _, f := range lacking {
		seen := map[string]bool{}
		for _, l := range f.lines {
			if l.statement == statement && labels[l.label] >= minReports && f.tags[l.tag] && !seen[l.tag] && !taken[l.tag] && d.labels[l.tag] != "" {
				seen[l.tag] = true
				counts[l.tag]++
			}
		}
	}
	var out []other
	for tag, n := range counts {
		if n >= minReports {
			out = append(out, other{tag, d.labels[tag], n})
		}
	}
	slices.SortFunc(out, func(a, b other) int {
		return cmp.Or(cmp.Compare(b.reports, a.reports), strings.Compare(a.tag, b.tag))
	})
	return out[:min(len(out), maxOthers)]
}

func write(w io.Writer, reports int, rows []row) error {
	var b strings.Builder
	fmt.Fprintf(&b, "| measure | of %d reports | %% | tags of no measure with a line of the same name elsewhere |\n|---|---|---|---|\n", reports)
	for _, r := range rows {
		var names []string
		for _, o := range r.others {
			names = append(names, fmt.Sprintf("%s (%d)", o.tag, o.reports))
		}
		fmt.Fprintf(&b, "| %s | %d | %.1f | %s |\n", r.measure, r.found, 100*float64(r.found)/float64(max(reports, 1)), strings.Join(names, ", "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
