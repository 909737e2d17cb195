package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// Value is a row of the table of derived values: a measure of a filer by one of its
// definitions over one period, on the latest basis known.
type Value struct {
	CIK        uint32  `parquet:"cik,delta"`
	Entity     string  `parquet:"entity,dict"`
	Ticker     string  `parquet:"ticker,dict"`
	Measure    string  `parquet:"measure,dict"`    // "capex"
	Definition string  `parquet:"definition,dict"` // "capex: cash"
	Period     string  `parquet:"period,dict"`     // "FY2024", "FY2024Q2", or as it was asked for
	Start      *int32  `parquet:"start,optional,date"`
	End        int32   `parquet:"end,date"`
	Unit       string  `parquet:"unit,dict"`
	Value      float64 `parquet:"value"`
	Exact      string  `parquet:"value_exact,plain"` // of a quotient without end 12 digits
	Low        string  `parquet:"low,plain"`         // the interval of true values that the filed ones admit
	High       string  `parquet:"high,plain"`
	Derived    bool    `parquet:"derived"`              // made of more than one fact
	About      bool    `parquet:"about"`                // computed in a way that only nears the filer's own figure
	Basis      string  `parquet:"basis,dict"`           // "as first filed"; "on mixed bases" is no value to rely on
	Facts      int32   `parquet:"facts"`                // how many
	Accessions string  `parquet:"accessions,dict"`      // of their filings, parted by spaces
	Public     *int32  `parquet:"public,optional,date"` // the day on which the last of them was filed

	days [2]int32 `parquet:"-"`
}

func (r *Value) cells(c cells) {
	c.integer("cik", int64(r.CIK))
	c.text("entity", r.Entity)
	c.text("ticker", r.Ticker)
	c.text("measure", r.Measure)
	c.text("definition", r.Definition)
	c.text("period", r.Period)
	c.day("start", r.Start)
	c.day("end", &r.End)
	c.text("unit", r.Unit)
	c.decimal("value", r.Exact)
	c.decimal("low", r.Low)
	c.decimal("high", r.High)
	c.flag("derived", r.Derived)
	c.flag("about", r.About)
	c.text("basis", r.Basis)
	c.integer("facts", int64(r.Facts))
	c.text("accessions", r.Accessions)
	c.day("public", r.Public)
}

// Values writes the values of the measures for the query's filers: over its period, or
// over all fiscal years and quarters that the filer's calendar knows, of a balance at
// their ends. It gives the number of rows.
func Values(ctx context.Context, w io.Writer, f Format, s Store, cat *metric.Catalog, measures []string, q Query) (int64, error) {
	b, err := begin(w, f, table[Value]{"values", []string{"cik", "measure"}, (*Value).cells})
	if err != nil {
		return 0, err
	}
	return b.close(writeValues(ctx, b, s, cat, measures, q))
}

func writeValues(ctx context.Context, b *batch[Value], s Store, cat *metric.Catalog, measures []string, q Query) error {
	filers, err := q.filers(ctx, s)
	if err != nil {
		return err
	}
	for i, id := range filers {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		of, err := holderOf(ctx, s, id)
		if err != nil {
			return err
		}
		asked, err := q.spans(ctx, s, id)
		if err != nil {
			return err
		}
		e := evidence.NewEvaluator(s, cat)
		for _, measure := range measures {
			for _, p := range asked {
				if err := writeMeasure(ctx, b, e, cat, measure, of, id, p, q.AsOf); err != nil {
					return err
				}
			}
		}
		forget(s)
		q.progress(i+1, len(filers))
	}
	return nil
}

// forget has a store drop what it keeps of a filer that was read.
func forget(s Store) {
	if f, ok := s.(interface{ Forget() }); ok {
		f.Forget()
	}
}

// span is a period with its name.
type span struct {
	name    string
	days    period.Range
	quarter bool
}

// spans are the periods over which a filer's measures are told.
func (q *Query) spans(ctx context.Context, r evidence.Reader, id entity.ID) ([]span, error) {
	if q.Period != nil {
		want, ok, err := q.rangeOf(ctx, r, id)
		if err != nil || !ok {
			return nil, err
		}
		return []span{{q.Period.Text, want, true}}, nil
	}
	cal, err := calendarOf(ctx, r, id)
	if err != nil {
		return nil, err
	}
	first, last, ok := cal.Span()
	if !ok {
		return nil, nil
	}
	var out []span
	for fy := first; fy <= last; fy++ {
		name := "FY" + strconv.Itoa(fy)
		for n := 1; n <= 4; n++ {
			if r, ok := cal.Quarter(fy, n); ok {
				out = append(out, span{name + "Q" + strconv.Itoa(n), r, true})
			}
		}
		if r, ok := cal.Year(fy); ok {
			out = append(out, span{name, r, false})
		}
	}
	return out, nil
}

func writeMeasure(ctx context.Context, b *batch[Value], e *evidence.Evaluator, cat *metric.Catalog, measure string, of holder, id entity.ID, p span, asOf period.Date) error {
	if m, ok := cat.Lookup(measure); ok && m.Kind == metric.Balance {
		if !p.quarter { // it ends with its fourth quarter
			return nil
		}
		p.days.Start = 0
	}
	values, err := e.Measure(ctx, id, measure, p.days, asOf)
	if errors.Is(err, evidence.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("export: %s of %s: %w", measure, id, err)
	}
	for i := range values {
		if i > 0 && values[i].Definition == values[i-1].Definition {
			continue // an older basis
		}
		row, err := b.next()
		if err != nil {
			return err
		}
		row.Measure, row.Period = measure, p.name
		row.fill(of, &values[i])
	}
	return nil
}

func (r *Value) fill(of holder, c *evidence.Computed) {
	r.CIK, r.Entity, r.Ticker = of.cik, of.name, of.ticker
	r.Definition, r.Unit, r.Derived, r.About, r.Basis = c.Definition, c.Unit, c.Derived, c.About, c.Basis.String()
	r.Start = unixDay(c.Period.Start, &r.days[0])
	unixDay(c.Period.End, &r.End)
	r.Exact, r.Low, r.High = c.Value.String(), c.Interval.Low.String(), c.Interval.High.String()
	r.Value = nearestText(r.Exact)
	r.Facts = int32(len(c.Terms))
	var public period.Date
	seen := map[string]bool{}
	for i := range c.Terms {
		f := c.Terms[i].Fact.Filing
		public = max(public, f.Filed)
		if !seen[f.Accession] {
			seen[f.Accession] = true
			if r.Accessions != "" {
				r.Accessions += " "
			}
			r.Accessions += f.Accession
		}
	}
	r.Public = unixDay(public, &r.days[1])
}

// nearestText is the float nearest to a decimal in digits.
func nearestText(s string) float64 {
	if d, err := quantity.ParseDecimal(s); err == nil {
		return nearest(d)
	}
	v, _ := strconv.ParseFloat(s, 64) // of more digits than a Decimal has
	return v
}
