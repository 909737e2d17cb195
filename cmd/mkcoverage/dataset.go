package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
)

// dataSets are quarterly reports as the SEC's Financial Statement Data Sets have them
// (https://www.sec.gov/dera/data/financial-statement-data-sets): what each states for the
// filer as a whole, and the lines of its statements.
type dataSets struct {
	reports []*filed
	labels  map[string]string // of the taxonomy's tags; filers' own have none
}

// filed is one report.
type filed struct {
	tags  map[string]bool // with a number
	lines []statementLine
}

// statementLine is a line as the filer shows it.
type statementLine struct{ tag, statement, label string }

func newDataSets() *dataSets { return &dataSets{labels: map[string]string{}} }

// reportForms are those whose statements are counted.
var reportForms = map[string]bool{"10-K": true, "10-K/A": true, "10-Q": true, "10-Q/A": true}

// read adds a data set.
func (d *dataSets) read(file string) error {
	z, err := zip.OpenReader(file)
	if err != nil {
		return err
	}
	defer z.Close()
	by := map[string]*filed{}
	for _, t := range []struct {
		name string
		row  func(map[string]string)
	}{
		{"sub.txt", func(r map[string]string) {
			if reportForms[r["form"]] {
				f := &filed{tags: map[string]bool{}}
				by[r["adsh"]] = f
				d.reports = append(d.reports, f)
			}
		}},
		{"num.txt", func(r map[string]string) {
			if f := by[r["adsh"]]; f != nil && r["value"] != "" && r["segments"] == "" && r["coreg"] == "" {
				f.tags[r["tag"]] = true
			}
		}},
		{"pre.txt", func(r map[string]string) {
			if f := by[r["adsh"]]; f != nil && r["inpth"] == "0" {
				f.lines = append(f.lines, statementLine{r["tag"], r["stmt"], plain(r["plabel"])})
			}
		}},
		{"tag.txt", func(r map[string]string) {
			if r["custom"] == "0" {
				d.labels[r["tag"]] = r["tlabel"]
			}
		}},
	} {
		f, err := z.Open(t.name)
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		for row, err := range table(f) {
			if err != nil {
				f.Close()
				return fmt.Errorf("%s: %w", t.name, err)
			}
			t.row(row)
		}
		f.Close()
	}
	return nil
}

// maxLine bounds a line: the longest are footnotes.
const maxLine = 1 << 20

// table reads rows below a row of names, cells parted by tabs. The map is used again.
func table(r io.Reader) iter.Seq2[map[string]string, error] {
	return func(yield func(map[string]string, error) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(nil, maxLine)
		if !s.Scan() {
			yield(nil, fmt.Errorf("it is empty (%v)", s.Err()))
			return
		}
		names := strings.Split(s.Text(), "\t")
		row := make(map[string]string, len(names))
		for s.Scan() {
			cells := strings.Split(s.Text(), "\t")
			for i, name := range names {
				row[name] = ""
				if i < len(cells) {
					row[name] = cells[i]
				}
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// plain is a label in lower-case letters and spaces alone.
func plain(label string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r == ' ':
			return r
		}
		return -1
	}, label))
}
