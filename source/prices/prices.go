// Package prices reads daily series: the CSV files of Yahoo, Stooq, Cboe and
// of data frames, and the JSON arrays of charting interfaces.
//
// It yields days and bars and the ticker as the file writes it; whose ticker
// that is, a store decides. It knows no intraday data, volumes or dividends.
// Read csv.go next, or series.go for JSON.
package prices

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Daily is one series of a file, not yet anyone's.
type Daily struct {
	Ticker string // as the file's column has it, upper case; "" if it has none
	// RawClose is set if the file states closes and adjusted closes apart;
	// the bars then hold the raw ones.
	RawClose bool
	Bars     []evidence.Bar // days ascending, each once
	Notes    []span.Note
}

// ErrWebPage means that a server answered with a page instead of data.
var ErrWebPage = errors.New("a web page, not prices: Stooq sends one when it wants a key, others when they were asked too often; open the address in a browser and save the data itself")

// ErrEmpty means that a file holds no day.
var ErrEmpty = errors.New("no day of data: the answer is empty; ask for another range of days, or fetch it again")

// badFile wraps a cause with the file's name.
func badFile(name string, err error) error { return fmt.Errorf("prices: %s: %w", name, err) }

// refuse catches what is no data of any form.
func refuse(data []byte) error {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xef\xbb\xbf")))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return ErrEmpty
	case head[0] == '<' && !IsCSV(head): // Stooq's bulk files begin with <TICKER>
		return ErrWebPage
	case bytes.IndexByte(data, 0) >= 0:
		return errors.New("a NUL byte: not a text file; export the prices as CSV in UTF-8")
	}
	return nil
}

// TickerOf is the ticker that a file's name starts with: "AAPL" of
// "AAPL_2020.csv", "NVDA" of "nvda.us.txt", "BRK-B" of "BRK-B.csv".
func TickerOf(name string) string {
	if i := strings.LastIndexAny(name, `/\:`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.TrimLeft(name, "^")
	if i := strings.IndexAny(name, "_. "); i >= 0 {
		name = name[:i]
	}
	if i := strings.IndexByte(name, '-'); i >= 0 && len(name) != i+2 {
		name = name[:i]
	}
	return strings.ToUpper(name)
}

// sortDays puts bars in order and drops days that are stated twice; of two
// different bars of a day the later one in the file stays, with a note.
func (d *Daily) sortDays() {
	slices.SortStableFunc(d.Bars, func(a, b evidence.Bar) int { return cmp.Compare(a.Day, b.Day) })
	kept := d.Bars[:0]
	for _, b := range d.Bars {
		n := len(kept)
		if n == 0 || kept[n-1].Day != b.Day {
			kept = append(kept, b)
			continue
		}
		if kept[n-1] != b {
			d.note("day twice", "%v stands twice with different values; the later one was kept", b.Day)
			kept[n-1] = b
		}
	}
	d.Bars = kept
}

const maxNotes = 100

func (d *Daily) note(code, format string, args ...any) {
	if len(d.Notes) < maxNotes {
		d.Notes = append(d.Notes, span.Note{Code: code, Message: message.Plain(fmt.Sprintf(format, args...))})
	}
}

// maxFraction is how many digits of a price's fraction are kept, leading
// zeros not counted. Adjusted prices come as floats with a dozen digits that
// mean nothing; ten are beyond any price's tick, and fit a Decimal.
const maxFraction = 10

// price reads a number as written, rounded half to even in its decimal text
// to maxFraction significant digits of the fraction.
func price(s string) (quantity.Decimal, error) {
	d, err := quantity.ParseDecimal(roundFraction(s))
	if err != nil {
		return d, err
	}
	if d.Sign() < 0 {
		return d, fmt.Errorf("%q is below zero", s)
	}
	return d, nil
}

// roundFraction shortens the fraction of a plain decimal. Other forms (with
// an exponent, or no number at all) come back as they are.
func roundFraction(s string) string {
	whole, frac, ok := strings.Cut(s, ".")
	if !ok || len(frac) <= maxFraction {
		return s
	}
	for _, c := range []byte(frac) {
		if c < '0' || c > '9' {
			return s
		}
	}
	keep := maxFraction
	if strings.Trim(whole, "0") == "" {
		keep += len(frac) - len(strings.TrimLeft(frac, "0"))
	}
	if len(frac) <= keep {
		return s
	}
	digits := []byte(whole + frac[:keep])
	if roundUp(digits, frac[keep:]) {
		digits = increment(digits)
	}
	n := len(digits) - keep
	return string(digits[:n]) + "." + string(digits[n:])
}

// roundUp decides half to even.
func roundUp(kept []byte, rest string) bool {
	switch {
	case rest[0] != '5':
		return rest[0] > '5'
	case strings.Trim(rest[1:], "0") != "":
		return true
	}
	return len(kept) > 0 && (kept[len(kept)-1]-'0')%2 == 1
}

// increment adds one to a string of digits, which may begin with other text.
func increment(digits []byte) []byte {
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i] < '0' || digits[i] > '9' {
			return slices.Insert(digits, i+1, '1')
		}
		if digits[i] < '9' {
			digits[i]++
			return digits
		}
		digits[i] = '0'
	}
	return slices.Insert(digits, 0, '1')
}

// day reads the forms of dates that price files use: 2024-07-30 (a time may
// follow), 20240730 and 07/30/2024, month first as American files have it.
func day(s string) (period.Date, error) {
	iso := s
	switch {
	case len(s) == 8 && strings.Trim(s, "0123456789") == "":
		iso = s[:4] + "-" + s[4:6] + "-" + s[6:]
	case strings.Count(s, "/") == 2:
		p := strings.Split(s, "/")
		if len(p[0]) <= 2 && len(p[1]) <= 2 {
			iso = fmt.Sprintf("%s-%02s-%02s", p[2], p[0], p[1])
		}
	case len(s) > 10 && (s[10] == ' ' || s[10] == 'T'):
		iso = s[:10]
	}
	d, err := period.ParseDate(iso)
	if err != nil {
		return 0, fmt.Errorf("%.40q is no date (want 2024-07-30, 20240730 or 07/30/2024)", s)
	}
	return d, nil
}
