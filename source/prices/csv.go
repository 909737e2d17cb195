package prices

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"assay/evidence"
	"assay/quantity"
)

// layout is where a file's columns stand; -1 is absent.
type layout struct{ date, ticker, open, high, low, close, adjusted int }

// columnNames are the names in use, lowered: Yahoo "Date,Open,High,Low,Close,
// Adj Close,Volume", Stooq the same without Adj Close, or "<TICKER>,<PER>,
// <DATE>,…" in bulk, Cboe "DATE,OPEN,HIGH,LOW,CLOSE", data frames
// "ds,ticker,open,…".
var columnNames = map[string]func(*layout) *int{
	"date":      func(l *layout) *int { return &l.date },
	"ds":        func(l *layout) *int { return &l.date },
	"ticker":    func(l *layout) *int { return &l.ticker },
	"symbol":    func(l *layout) *int { return &l.ticker },
	"open":      func(l *layout) *int { return &l.open },
	"high":      func(l *layout) *int { return &l.high },
	"low":       func(l *layout) *int { return &l.low },
	"close":     func(l *layout) *int { return &l.close },
	"adj close": func(l *layout) *int { return &l.adjusted },
	"adj_close": func(l *layout) *int { return &l.adjusted },
	"adjclose":  func(l *layout) *int { return &l.adjusted },
}

// readHeader finds the columns by their names.
func readHeader(names []string) (layout, error) {
	l := layout{-1, -1, -1, -1, -1, -1, -1}
	for i, n := range names {
		n = strings.Trim(strings.ToLower(strings.TrimSpace(n)), "<>")
		if field, ok := columnNames[n]; ok && *field(&l) < 0 {
			*field(&l) = i
		}
	}
	if l.date < 0 || l.close < 0 && l.adjusted < 0 {
		return l, fmt.Errorf("line 1: the columns are %.200q; want Date and Close at least (Yahoo, Stooq, Cboe, or ds,ticker,open,high,low,close,volume)", strings.Join(names, ","))
	}
	return l, nil
}

// IsCSV reports whether a file begins with a header that CSV reads.
func IsCSV(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte("\n"))
	_, err := readHeader(strings.Split(strings.TrimSpace(string(line)), ","))
	return err == nil
}

// CSV reads a table of daily bars with a header line: a series for each
// ticker in it, in order of first sight. Where Close and Adj Close stand side
// by side the raw close is taken. Days without a close ("null", or empty) are
// left out with a note.
func CSV(name string, data []byte) ([]Daily, error) {
	if err := refuse(data); err != nil {
		return nil, badFile(name, err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.ReuseRecord = true
	r.FieldsPerRecord = 0 // each line as long as the first
	head, err := r.Read()
	if err != nil {
		return nil, badFile(name, err)
	}
	l, err := readHeader(head)
	if err != nil {
		return nil, badFile(name, err)
	}
	t := table{layout: l, place: map[string]int{}}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = t.add(rec)
			if err != nil {
				line, _ := r.FieldPos(0)
				err = fmt.Errorf("line %d: %w", line, err)
			}
		}
		if err != nil {
			return nil, badFile(name, fmt.Errorf("%w; fetch the file again", err))
		}
	}
	return t.finish(name)
}

// table gathers the rows of a file by ticker.
type table struct {
	layout
	all   []Daily
	place map[string]int
}

func (t *table) add(rec []string) error {
	ticker := ""
	if t.ticker >= 0 {
		ticker = strings.ToUpper(strings.TrimSpace(rec[t.ticker]))
	}
	i, ok := t.place[ticker]
	if !ok {
		i = len(t.all)
		t.place[strings.Clone(ticker)] = i
		t.all = append(t.all, Daily{Ticker: strings.Clone(ticker), RawClose: t.close >= 0 && t.adjusted >= 0})
	}
	bar, ok, err := t.bar(rec)
	switch {
	case err != nil:
		return err
	case !ok:
		t.all[i].note("no close", "%s has no close and was left out", strings.Clone(rec[t.date]))
	default:
		t.all[i].Bars = append(t.all[i].Bars, bar)
	}
	return nil
}

// bar reads one row; ok is false if it has no close.
func (t *table) bar(rec []string) (b evidence.Bar, ok bool, err error) {
	if b.Day, err = day(strings.TrimSpace(rec[t.date])); err != nil {
		return b, false, err
	}
	closing := t.close
	if closing < 0 {
		closing = t.adjusted
	}
	if blank(rec[closing]) {
		return b, false, nil
	}
	if b.Close, err = price(strings.TrimSpace(rec[closing])); err != nil {
		return b, false, err
	}
	b.OnlyClose = true
	// An adjusted close beside unadjusted open, high and low makes no bar.
	whole := t.close >= 0
	for _, f := range []struct {
		at int
		to *quantity.Decimal
	}{{t.open, &b.Open}, {t.high, &b.High}, {t.low, &b.Low}} {
		if !whole || f.at < 0 || blank(rec[f.at]) {
			whole = false
			continue
		}
		if *f.to, err = price(strings.TrimSpace(rec[f.at])); err != nil {
			return b, false, err
		}
	}
	if whole {
		b.OnlyClose = false
	} else {
		b.Open, b.High, b.Low = b.Close, b.Close, b.Close
	}
	return b, true, nil
}

func blank(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "null", "nan", "n/a", "na", "-", ".":
		return true
	}
	return false
}

func (t *table) finish(name string) ([]Daily, error) {
	bars := 0
	for i := range t.all {
		t.all[i].sortDays()
		bars += len(t.all[i].Bars)
	}
	if bars == 0 {
		return nil, badFile(name, ErrEmpty)
	}
	return t.all, nil
}
