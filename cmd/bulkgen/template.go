package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// template is a real filer, its facts as the SEC's answer states them.
type template struct {
	concepts []concept
	filings  []filing // by day
	facts    int
}

type concept struct {
	taxonomy, name, label, description string
	units                              []unit
	facts                              int
}

type unit struct {
	name string
	rows []row
}

type row struct {
	start, end string
	val        json.Number
	filing     int // index into template.filings
	fp, frame  string
	fy         json.Number
}

type filing struct{ accession, form, filed, report string }

// minTemplate is how many facts a file must have to serve as a template.
const minTemplate = 5000

// readTemplates reads the filers of a folder whose facts are complete.
func readTemplates(dir string) ([]template, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json.gz"))
	if err != nil {
		return nil, err
	}
	var out []template
	for _, name := range names {
		t, err := readTemplate(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if t.facts >= minTemplate {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no companyfacts file (CIK….json.gz) with %d facts", dir, minTemplate)
	}
	return out, nil
}

// answer is companyfacts' JSON.
type answer struct {
	Facts map[string]map[string]struct {
		Label       string `json:"label"`
		Description string `json:"description"`
		Units       map[string][]struct {
			Start string      `json:"start"`
			End   string      `json:"end"`
			Val   json.Number `json:"val"`
			Accn  string      `json:"accn"`
			FY    json.Number `json:"fy"`
			FP    string      `json:"fp"`
			Form  string      `json:"form"`
			Filed string      `json:"filed"`
			Frame string      `json:"frame"`
		} `json:"units"`
	} `json:"facts"`
}

func readTemplate(name string) (t template, err error) {
	f, err := os.Open(name)
	if err != nil {
		return t, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return t, err
	}
	var doc answer
	if err := errors.Join(json.NewDecoder(z).Decode(&doc), z.Close()); err != nil {
		return t, err
	}
	known := map[string]int{}
	for _, taxonomy := range keys(doc.Facts) {
		for _, name := range keys(doc.Facts[taxonomy]) {
			v := doc.Facts[taxonomy][name]
			c := concept{taxonomy: taxonomy, name: name, label: v.Label, description: v.Description}
			for _, u := range keys(v.Units) {
				rows := make([]row, 0, len(v.Units[u]))
				for _, r := range v.Units[u] {
					i, ok := known[r.Accn]
					if !ok {
						i = len(t.filings)
						known[r.Accn] = i
						t.filings = append(t.filings, filing{accession: r.Accn, form: r.Form, filed: r.Filed})
					}
					if len(r.Frame) == 0 || strings.HasSuffix(r.Frame, "I") {
						t.filings[i].report = max(t.filings[i].report, r.End)
					}
					rows = append(rows, row{r.Start, r.End, r.Val, i, r.FP, r.Frame, r.FY})
				}
				c.units = append(c.units, unit{u, rows})
				c.facts += len(rows)
			}
			t.concepts = append(t.concepts, c)
			t.facts += c.facts
		}
	}
	return t, nil
}

// keys are a map's keys, sorted: a map's own order is not the same twice.
func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
