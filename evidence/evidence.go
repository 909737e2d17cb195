// Package evidence is what verdicts rest on: filed facts and prices, each with
// two clocks (the period it is true of, and the day it became public), and the
// small readers through which rules see a store.
//
// It knows no prose, no network and no file format: sources turn files into a
// Batch, stores keep batches, rules ask the readers. Read this file, then
// asof.go (the clocks) and path.go (values that no filing states directly).
package evidence

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"assay/entity"
	"assay/period"
	"assay/quantity"
)

// ErrNotFound means that the store knows nothing under that key. Readers of
// lists return an empty list instead.
var ErrNotFound = errors.New("evidence: not found")

// Dims are a fact's dimensions in canonical form: "axis=member" pairs sorted
// and joined by "|", a typed member as "axis=<value>". Empty means none: the
// filer as a whole.
type Dims string

// Pairs are the axis and member of each dimension.
func (d Dims) Pairs() [][2]string {
	if d == "" {
		return nil
	}
	var p [][2]string
	for _, s := range strings.Split(string(d), "|") {
		a, m, _ := strings.Cut(s, "=")
		p = append(p, [2]string{a, m})
	}
	return p
}

// Grain is how finely a fact's value was filed.
type Grain struct {
	// Exp: the value is rounded to the nearest 10^Exp. Ignored if Exact.
	Exp int8
	// Inferred marks a grain that the source does not state: the coarsest
	// power of ten common to that filing's values of the unit, at most 10^6.
	Inferred bool
	// Exact is decimals="INF": the value is no rounding of another.
	Exact bool
}

// Filing is one submission to the SEC.
type Filing struct {
	Accession string // "0001652044-24-000079"
	CIK       uint32
	Form      string      // "10-Q", "10-K/A", "8-K"
	Filed     period.Date // the public clock
	About     bool        // Filed is only about right: the date of signature
	Report    period.Date // end of the period reported on; 0 unknown
	Items     string      // an 8-K's items, "2.02,9.01"
	Document  string      // name of the primary document, for the link
}

// URL is the filing's place at the SEC.
func (f Filing) URL() string {
	if f.Accession == "" || f.CIK == 0 {
		return ""
	}
	u := "https://www.sec.gov/Archives/edgar/data/" + strconv.FormatUint(uint64(f.CIK), 10) + "/" + strings.ReplaceAll(f.Accession, "-", "") + "/"
	if f.Document != "" {
		return u + f.Document
	}
	return u + f.Accession + "-index.htm"
}

// Preliminary reports whether the filing is a current report of results (form 8-K, item
// 2.02): what its exhibit states is public before the report that files it, which may
// still change it.
func (f *Filing) Preliminary() bool {
	return strings.HasPrefix(f.Form, "8-K") && strings.Contains(f.Items, "2.02")
}

// IsReport reports whether a form tells of results: an annual, quarterly or
// current report, or an amendment of one. The other nine in ten of a filer's
// filings are about its owners' shares, its debt and its meetings.
func IsReport(form string) bool {
	return annual(form) || strings.HasPrefix(form, "10-Q") || strings.HasPrefix(form, "8-K") || strings.HasPrefix(form, "6-K")
}

// SortFilings puts filings into the order that Reports promises: by day of
// filing, then accession.
func SortFilings(filings []Filing) {
	slices.SortFunc(filings, func(a, b Filing) int {
		return cmp.Or(cmp.Compare(a.Filed, b.Filed), strings.Compare(a.Accession, b.Accession))
	})
}

// Fact is one filed value. Facts of one key and different filings, or of one
// filing with different values, are all kept.
type Fact struct {
	Entity  entity.ID
	Concept string // "us-gaap:Revenues", extension tags with the filer's prefix
	Dims    Dims
	Unit    string       // "USD", "USD/shares", "shares", "pure"
	Period  period.Range // Start is 0 for an instant
	Value   quantity.Decimal
	Grain   Grain
	// About: the period is only about right, its end rounded to a month's and
	// its length to quarters, as data sets without exact days state it. Such a
	// fact is no edge of a path, and stands for itself at best. Its grain is
	// always inferred.
	About  bool
	Filing *Filing // shared by the facts of one answer; never nil
}

// Interval is the set of true values that the filed value admits: a value
// rounded to 10^n stands for half a unit around it.
func (f Fact) Interval() quantity.Interval {
	v := f.Value.Rat()
	if f.Grain.Exact {
		return quantity.Point(v)
	}
	h := quantity.Pow10(int(f.Grain.Exp)).Mul(quantity.Frac(1, 2))
	return quantity.Interval{Low: v.Sub(h), High: v.Add(h)}
}

// footed is Interval for a fact that is added to others. Filers see to it that the
// rounded figures of a statement foot, and so a figure may be off by a whole unit of
// its last place where rounding alone would leave half of one.
func (f Fact) footed() quantity.Interval {
	iv := f.Interval()
	if f.Grain.Exact {
		return iv
	}
	h := quantity.Pow10(int(f.Grain.Exp)).Mul(quantity.Frac(1, 2))
	return quantity.Interval{Low: iv.Low.Sub(h), High: iv.High.Add(h)}
}

// Filer is a company as the SEC lists it.
type Filer struct {
	ID            entity.ID
	Name          string   // "Alphabet Inc."
	Tickers       []string // the most traded class first
	FormerNames   []string
	FiscalYearEnd string // "MMDD" as in submissions; "" unknown
}

// Bar is one day of a series; for an index or a vendor's series of closes
// alone, Open, High and Low equal Close and OnlyClose is set.
type Bar struct {
	Day                    period.Date
	Open, High, Low, Close quantity.Decimal
	OnlyClose              bool
}

// Series is a daily series of prices or index levels, days ascending.
type Series struct {
	Entity   entity.ID
	Unit     string // "USD", "points", "percent"
	Adjusted bool   // closes are adjusted for later splits and dividends
	Bars     []Bar
	Sources  []string // names of the files it was made from
}

// At is the bar of the day, or the last one before it.
func (s Series) At(d period.Date) (Bar, bool) {
	lo, hi := 0, len(s.Bars)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if s.Bars[m].Day <= d {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return Bar{}, false
	}
	return s.Bars[lo-1], true
}

// Facts reads filed facts.
type Facts interface {
	// Facts are all facts of a concept: every dimension, unit, period and
	// vintage, ordered by Dims, Unit, Period (End, then Start) and the day
	// of filing, then accession. None is an empty list, not an error.
	Facts(ctx context.Context, id entity.ID, concept string) ([]Fact, error)
	// Concepts are the names of the concepts with at least one fact, sorted.
	Concepts(ctx context.Context, id entity.ID) ([]string, error)
}

// Filers reads who files, and what was filed when.
type Filers interface {
	// Filer is ErrNotFound if the store has no such filer.
	Filer(ctx context.Context, id entity.ID) (Filer, error)
	// Reports are the filings of a filer that tell of its results, see
	// IsReport, also those without facts (8-Ks), by day of filing, then
	// accession. They must not be changed.
	Reports(ctx context.Context, id entity.ID) ([]Filing, error)
	// Named are the filers whose ticker equals name exactly (any case) or
	// whose folded name (see FoldName), present or former, starts with the
	// words of the folded name given. At most 20, exact matches first.
	Named(ctx context.Context, name string) ([]Filer, error)
}

// Prices reads daily series.
type Prices interface {
	// Series is ErrNotFound if the store has none.
	Series(ctx context.Context, id entity.ID) (Series, error)
}

// Reader is everything that a store answers.
type Reader interface {
	Facts
	Filers
	Prices
	Chains
}

// FoldName is the form under which filers' names are compared: lower case,
// letters and digits only, words joined by single spaces, without the legal
// form at the end (Inc, Corp, Co, Ltd, plc, Holdings, …) and without a
// trailing state such as /DE/.
func FoldName(name string) string {
	var b strings.Builder
	if i := strings.IndexByte(name, '/'); i > 0 {
		name = name[:i]
	}
	space := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r == '\'' || r == '’' || r == '.':
			continue // Moody's, J.M. Smucker
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		default:
			space = true
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && legalForm[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

var legalForm = map[string]bool{
	"inc": true, "incorporated": true, "corp": true, "corporation": true, "co": true, "company": true, "companies": true,
	"ltd": true, "limited": true, "plc": true, "llc": true, "lp": true, "sa": true, "se": true, "nv": true, "ag": true,
	"holdings": true, "holding": true, "group": true, "trust": true, "com": true, "adr": true, "class": true, "new": true,
}
