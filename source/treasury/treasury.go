// Package treasury reads par yields of the US Treasury ("Daily Treasury Par
// Yield Curve Rates", home.treasury.gov): a table with a day a line and a
// column for each maturity, or one with the columns Date, Days and Rate.
//
// Yields are bond equivalents in percent. The package knows files alone;
// evidence.Yields gives a day's curve from a store.
package treasury

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// Row is one yield.
type Row struct {
	Day     period.Date
	Days    int // maturity
	Percent quantity.Decimal
}

// maxRows bounds a file: fifty years of fifteen maturities are 200,000.
const maxRows = 2_000_000

// Parse reads a file's yields, in the order of the file. Cells that are empty
// or N/A are left out: not every maturity was always issued.
func Parse(name string, data []byte) ([]Row, error) {
	rows, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("treasury: %s: %w", name, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("treasury: %s: the table has no yields; fetch the file again", name)
	}
	return rows, nil
}

// IsCSV reports whether a file begins with a header that Parse reads.
func IsCSV(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte("\n"))
	names, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return false
	}
	_, err = layoutOf(names)
	return err == nil
}

// layout is where a table has its columns.
type layout struct {
	date, days, rate int
	maturities       map[int]int // days by column; empty in the long form
}

func layoutOf(names []string) (layout, error) {
	l := layout{date: -1, days: -1, rate: -1, maturities: map[int]int{}}
	for i, n := range names {
		n = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(n, "\ufeff")))
		switch n {
		case "date", "observation_date":
			l.date = i
		case "days":
			l.days = i
		case "rate", "yield":
			l.rate = i
		default:
			if d, ok := maturity(n); ok {
				l.maturities[i] = d
			}
		}
	}
	if l.date < 0 || len(l.maturities) < 2 && (l.days < 0 || l.rate < 0) {
		return l, fmt.Errorf("line 1: the columns are %.200q; want Date and maturities (1 Mo, 3 Mo, 1 Yr, … or DGS1MO, DGS1, …), or Date, Days and Rate", strings.Join(names, ","))
	}
	return l, nil
}

// maturity reads "1 mo", "1.5 month", "2 yr", and FRED's "dgs3mo", "dgs10", in
// days: a twelfth of 365 a month, as the Cboe method counts them.
func maturity(s string) (days int, ok bool) {
	fred := strings.HasPrefix(s, "dgs")
	s = strings.TrimPrefix(s, "dgs")
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	unit := ""
	if end >= 0 {
		s, unit = s[:end], strings.TrimSpace(s[end:])
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n <= 0 || n > 100 {
		return 0, false
	}
	switch unit {
	case "mo", "month", "months":
		return int(n * 365 / 12), true
	case "yr", "year", "years":
		return int(n * 365), true
	case "":
		return int(n * 365), fred
	}
	return 0, false
}

func parse(data []byte) ([]Row, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1 // the Treasury adds maturities within a year's table
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%w; fetch the file again", err)
	}
	l, err := layoutOf(slices.Clone(head))
	if err != nil {
		return nil, err
	}
	var rows []Row
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w; fetch the file again", err) // it names the line
		}
		if rows, err = l.add(rows, rec); err != nil {
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if len(rows) > maxRows {
			return nil, fmt.Errorf("more than %d yields; import the years one by one", maxRows)
		}
	}
}

func (l layout) add(rows []Row, rec []string) ([]Row, error) {
	if l.date >= len(rec) {
		return rows, fmt.Errorf("the line has %d columns and no date", len(rec))
	}
	day, err := parseDay(rec[l.date])
	if err != nil {
		return rows, err
	}
	if len(l.maturities) == 0 {
		if max(l.days, l.rate) >= len(rec) {
			return rows, fmt.Errorf("the line has %d columns", len(rec))
		}
		days, err := strconv.Atoi(strings.TrimSpace(rec[l.days]))
		if err != nil || days <= 0 || days > 100*365 {
			return rows, fmt.Errorf("%.40q is no number of days", rec[l.days])
		}
		return appendYield(rows, day, days, rec[l.rate])
	}
	for i, cell := range rec {
		if days, ok := l.maturities[i]; ok {
			if rows, err = appendYield(rows, day, days, cell); err != nil {
				return rows, err
			}
		}
	}
	return rows, nil
}

func appendYield(rows []Row, day period.Date, days int, cell string) ([]Row, error) {
	cell = strings.TrimSpace(cell)
	if cell == "" || cell == "." || strings.EqualFold(cell, "N/A") {
		return rows, nil
	}
	y, err := quantity.ParseDecimal(cell)
	if err != nil || math.Abs(y.Rat().Float()) > maxPercent {
		return rows, fmt.Errorf("%.40q is no yield in percent", cell)
	}
	return append(rows, Row{day, days, y}), nil
}

// maxPercent is more than the Treasury ever paid.
const maxPercent = 100

// parseDay reads 01/31/2025, 2025-01-31 and 20250131.
func parseDay(s string) (period.Date, error) {
	s = strings.TrimSpace(s)
	iso := s
	switch {
	case len(s) == 10 && s[2] == '/' && s[5] == '/':
		iso = s[6:] + "-" + s[:2] + "-" + s[3:5]
	case len(s) == 8 && !strings.ContainsAny(s, "/-"):
		iso = s[:4] + "-" + s[4:6] + "-" + s[6:]
	case len(s) == 8 && s[2] == '/' && s[5] == '/':
		iso = "20" + s[6:] + "-" + s[:2] + "-" + s[3:5]
	}
	d, err := period.ParseDate(iso)
	if err != nil {
		return 0, fmt.Errorf("%.40q is no day (want 01/31/2025 or 2025-01-31)", s)
	}
	return d, nil
}

// Series are the yields as daily series, one a maturity, the shortest first.
func Series(rows []Row, source string) []evidence.Series {
	byDays := map[int][]evidence.Bar{}
	for _, r := range rows {
		byDays[r.Days] = append(byDays[r.Days], evidence.Bar{Day: r.Day, Open: r.Percent, High: r.Percent, Low: r.Percent, Close: r.Percent, OnlyClose: true})
	}
	var out []evidence.Series
	for days, bars := range byDays {
		slices.SortStableFunc(bars, func(a, b evidence.Bar) int { return int(a.Day) - int(b.Day) })
		bars = slices.CompactFunc(bars, func(a, b evidence.Bar) bool { return a.Day == b.Day })
		out = append(out, evidence.Series{Entity: evidence.YieldID(days), Unit: "percent", Bars: bars, Sources: []string{source}})
	}
	slices.SortFunc(out, func(a, b evidence.Series) int { return strings.Compare(string(a.Entity), string(b.Entity)) })
	return out
}
