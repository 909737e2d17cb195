package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// recentFilings is how many filings the SEC's answer holds itself; older ones
// stand in files of their own.
const recentFilings = 1000

// othersPerReport is how many filings about owners' shares, debt and meetings a
// filer makes for each report on its results.
const othersPerReport = 18

// table is the SEC's table of filings: an array a column.
type table struct {
	AccessionNumber    []string `json:"accessionNumber"`
	FilingDate         []string `json:"filingDate"`
	ReportDate         []string `json:"reportDate"`
	AcceptanceDateTime []string `json:"acceptanceDateTime"`
	Act                []string `json:"act"`
	Form               []string `json:"form"`
	FileNumber         []string `json:"fileNumber"`
	FilmNumber         []string `json:"filmNumber"`
	Items              []string `json:"items"`
	CoreType           []string `json:"core_type"`
	Size               []int    `json:"size"`
	IsXBRL             []int    `json:"isXBRL"`
	IsInlineXBRL       []int    `json:"isInlineXBRL"`
	PrimaryDocument    []string `json:"primaryDocument"`
	PrimaryDocDescr    []string `json:"primaryDocDescription"`
}

// listed is one filing of the table.
type listed struct{ accession, filed, report, form, items, document string }

func tableOf(filings []listed) table {
	var t table
	for _, f := range filings {
		t.AccessionNumber = append(t.AccessionNumber, f.accession)
		t.FilingDate = append(t.FilingDate, f.filed)
		t.ReportDate = append(t.ReportDate, f.report)
		t.AcceptanceDateTime = append(t.AcceptanceDateTime, f.filed+"T20:05:12.000Z")
		t.Act = append(t.Act, "34")
		t.Form = append(t.Form, f.form)
		t.FileNumber = append(t.FileNumber, "001-23985")
		t.FilmNumber = append(t.FilmNumber, "24"+f.accession[14:])
		t.Items = append(t.Items, f.items)
		t.CoreType = append(t.CoreType, f.form)
		t.Size = append(t.Size, 4096)
		t.IsXBRL = append(t.IsXBRL, 0)
		t.IsInlineXBRL = append(t.IsInlineXBRL, 0)
		t.PrimaryDocument = append(t.PrimaryDocument, f.document)
		t.PrimaryDocDescr = append(t.PrimaryDocDescr, f.form)
	}
	return t
}

// submissions yields an entry for each filer, its older filings apart, and then
// the owners.
func (g *generator) submissions(yield func(entry) bool) {
	for i := range g.filers {
		f := g.filer(i)
		list := f.list()
		recent := list[:min(len(list), recentFilings)]
		older := list[len(recent):]
		name := fmt.Sprintf("CIK%010d", f.cik)
		part := name + "-submissions-001.json"
		if !yield(entry{name + ".json", func(dst []byte) []byte { return f.appendList(dst, recent, older, part) }}) {
			return
		}
		if len(older) > 0 && !yield(entry{part, func(dst []byte) []byte { return appendJSON(dst, tableOf(older)) }}) {
			return
		}
	}
	for i := range g.owners {
		cik := 1000 + (g.filers+i)*97
		if !yield(entry{fmt.Sprintf("CIK%010d.json", cik), func(dst []byte) []byte { return appendOwner(dst, cik) }}) {
			return
		}
	}
}

// list are the filer's filings, the newest first: those with facts, the releases
// before them, and what is about neither.
func (f *filer) list() []listed {
	rng := rand.New(rand.NewPCG(uint64(f.index), 0x66696c65))
	var out []listed
	for i, x := range f.filings {
		if x.filed < f.since {
			continue
		}
		day, err := time.Parse(time.DateOnly, x.filed)
		if err != nil {
			continue
		}
		accession := f.accession(i)
		out = append(out, listed{accession, x.filed, x.report, x.form, "", strings.ToLower(f.ticker) + "-" + strings.ReplaceAll(x.report, "-", "") + ".htm"})
		release := day.AddDate(0, 0, -rng.IntN(3)).Format(time.DateOnly)
		out = append(out, listed{fmt.Sprintf("%s-%06d", accession[:13], 500_000+f.index%4000*100+i), release, release, "8-K", "2.02,9.01", "release.htm"})
		for k := range othersPerReport {
			d := day.AddDate(0, 0, -rng.IntN(90)).Format(time.DateOnly)
			form := []string{"4", "4", "4", "144", "DEF 14A", "424B5", "SC 13G/A"}[rng.IntN(7)]
			out = append(out, listed{fmt.Sprintf("%010d-%s-%06d", 2_000_000_000+f.index, d[2:4], i*100+k), d, d, form, "", "xslF345X05/form4.xml"})
		}
	}
	slices.SortStableFunc(out, func(a, b listed) int { return strings.Compare(b.filed, a.filed) })
	return out
}

func (f *filer) appendList(dst []byte, recent, older []listed, part string) []byte {
	type file struct {
		Name        string `json:"name"`
		FilingCount int    `json:"filingCount"`
	}
	files := []file{}
	if len(older) > 0 {
		files = append(files, file{part, len(older)})
	}
	return appendJSON(dst, map[string]any{
		"cik": fmt.Sprintf("%010d", f.cik), "entityType": "operating", "sic": "3674", "name": f.name, "tickers": []string{f.ticker},
		"exchanges": []string{"Nasdaq"}, "fiscalYearEnd": "1231", "formerNames": []any{},
		"filings": map[string]any{"recent": tableOf(recent), "files": files},
	})
}

// appendOwner is one who reports shares held and no results.
func appendOwner(dst []byte, cik int) []byte {
	var list []listed
	for i := range 3 + cik%20 {
		list = append(list, listed{fmt.Sprintf("%010d-24-%06d", cik, i), "2024-05-02", "2024-05-01", "4", "", "form4.xml"})
	}
	return appendJSON(dst, map[string]any{
		"cik": fmt.Sprintf("%010d", cik), "entityType": "other", "name": fmt.Sprintf("OWNER NUMBER %d", cik), "tickers": []string{}, "exchanges": []string{},
		"fiscalYearEnd": nil, "formerNames": []any{}, "filings": map[string]any{"recent": tableOf(list), "files": []any{}},
	})
}

func appendJSON(dst []byte, v any) []byte {
	b, _ := json.Marshal(v) // made of strings and numbers: it cannot fail
	return append(dst, b...)
}
