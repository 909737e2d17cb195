// Package outlook looks ahead from what is filed: what capital expenditure has
// brought so far (Returns), and for how many quarters it can go on (Runway).
//
// Every figure is an exact rational with the filed facts that it is made of, or
// has a status that says why there is none; no ratio is made of a denominator
// that cannot carry it. The package knows no flags, no prose and no chart, and
// forecasts nothing: Runway continues stated rates of growth and says which of
// them matters most. Read this file, then returns.go and runway.go.
package outlook

import (
	"errors"
	"fmt"

	"assay/entity"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// ErrOptions means that an option lies outside what its comment allows.
var ErrOptions = errors.New("outlook: bad option")

// Status says what a figure is.
type Status string

// The statuses. Only Known and None have a value; None's is zero.
const (
	Known    Status = "value"
	None     Status = "taken as none"        // no fact says that there is any; Why says what was looked for
	Missing  Status = "missing"              // no filed value at the clock
	Mixed    Status = "mixed bases"          // the filer changed its basis within the period
	Negative Status = "negative denominator" // a ratio over a figure that is not positive
	Small    Status = "small denominator"    // a ratio over a figure too small to carry one
	Units    Status = "different units"      // a sum of several currencies
)

// Fact is one filed value, as the report's JSON shows it.
type Fact struct {
	Entity     string      `json:"entity"`
	Concept    string      `json:"concept"`
	Dimensions string      `json:"dimensions,omitempty"`
	Start      period.Date `json:"start,omitempty"`
	End        period.Date `json:"end"`
	Value      string      `json:"value"`
	Unit       string      `json:"unit"`
	Accession  string      `json:"accession"`
	Form       string      `json:"form"`
	Filed      period.Date `json:"filed,omitempty"`
	URL        string      `json:"url"`
}

// Term is a summand: a fact, by its place in the table's Facts, and its sign.
type Term struct {
	Sign int `json:"sign"`
	Fact int `json:"fact"`
}

// Figure is one cell of a table. Its value is the sum of Terms with their
// signs, divided by that of Over where there is one, and by DividedBy where
// that is not 0: whoever has the facts can do the sum again.
type Figure struct {
	Status     Status       `json:"status"`
	Value      string       `json:"value,omitempty"` // a decimal, of 12 significant digits where it does not end
	Unit       string       `json:"unit,omitempty"`  // "USD"; "pure" for a ratio
	Definition string       `json:"definition,omitempty"`
	Start      period.Date  `json:"start,omitempty"` // the exact days of the facts
	End        period.Date  `json:"end,omitempty"`
	Basis      string       `json:"basis,omitempty"` // "as first filed"; several, parted by "; ", where its parts rest on several
	Why        string       `json:"why,omitempty"`   // why there is no value
	Notes      []string     `json:"notes,omitempty"`
	Terms      []Term       `json:"terms,omitempty"`
	Over       []Term       `json:"over,omitempty"`
	DividedBy  int          `json:"divided_by,omitempty"`
	Amount     quantity.Rat `json:"-"` // the exact value; 0 where there is none
}

// OK reports whether the figure has a value.
func (f Figure) OK() bool { return f.Status == Known || f.Status == None }

// Company is whom a part of a table is about.
type Company struct {
	ID     entity.ID `json:"id"`
	Name   string    `json:"name"`
	Ticker string    `json:"ticker,omitempty"`
}

// Label is the ticker, else the name.
func (c Company) Label() string {
	if c.Ticker != "" {
		return c.Ticker
	}
	return c.Name
}

// Definitions names a measure's definition for all companies and, where one
// differs, for single ones. The zero value takes the most plausible one of
// each company, cash paid in the case of capital expenditure.
type Definitions struct {
	All string               // "capex: cash + finance-lease principal", or without "capex: "
	Of  map[entity.ID]string // overrides All for one company
}

// of is the definition's full ID for a filer; the error names the choices.
func (d Definitions) of(m *metric.Metric, id entity.ID) (string, error) {
	asked := d.All
	if own, ok := d.Of[id]; ok {
		asked = own
	}
	defs := m.For(string(id))
	if asked == "" {
		return defs[0].ID, nil
	}
	var have []string
	for _, x := range defs {
		if x.ID == asked || x.ID == m.ID+": "+asked {
			return x.ID, nil
		}
		have = append(have, fmt.Sprintf("%q", x.ID))
	}
	return "", fmt.Errorf("%w: no definition %q of %s; there are %s", ErrOptions, asked, m.ID, join(have))
}
