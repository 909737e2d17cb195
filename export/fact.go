package export

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// Fact is a row of the table of facts: one value as it was filed.
type Fact struct {
	CIK     uint32 `parquet:"cik,delta"`
	Entity  string `parquet:"entity,dict"`  // the filer's name; "" unknown
	Ticker  string `parquet:"ticker,dict"`  // the most traded class; "" none
	Concept string `parquet:"concept,dict"` // "us-gaap:Revenues"
	Dims    string `parquet:"dims,dict"`    // evidence.Dims; "" the filer as a whole
	Unit    string `parquet:"unit,dict"`    // "USD"
	Start   *int32 `parquet:"start,optional,date"`
	End     int32  `parquet:"end,date"`
	Instant bool   `parquet:"instant"`
	// Value is the float nearest to the filed value, for programs that reckon in
	// floats; Exact is the filed value, a decimal without exponent. A DECIMAL column has
	// one scale for all its rows, and filings have everything from 0.0001 dollars a
	// share to billions: hence the text.
	Value float64 `parquet:"value"`
	Exact string  `parquet:"value_exact,plain"`
	// Grain: the value is rounded to the nearest 10^Grain, which means nothing if
	// GrainExact; Inferred if the source does not state it. See evidence.Grain.
	Grain      int32  `parquet:"grain,dict"`
	Inferred   bool   `parquet:"inferred"`
	GrainExact bool   `parquet:"exact"`
	About      bool   `parquet:"about"` // the period is only about right
	Accession  string `parquet:"accession,dict"`
	Form       string `parquet:"form,dict"`
	Filed      *int32 `parquet:"filed,optional,date"`
	FiledAbout bool   `parquet:"filed_about"`
	Report     *int32 `parquet:"report,optional,date"` // end of the period that the filing reports on

	days [3]int32 `parquet:"-"` // what the days point to
}

func factTable() table[Fact] {
	return table[Fact]{name: "facts", order: []string{"cik", "concept"}, cells: (*Fact).cells}
}

func (r *Fact) cells(c cells) {
	c.integer("cik", int64(r.CIK))
	c.text("entity", r.Entity)
	c.text("ticker", r.Ticker)
	c.text("concept", r.Concept)
	c.text("dims", r.Dims)
	c.text("unit", r.Unit)
	c.day("start", r.Start)
	c.day("end", &r.End)
	c.flag("instant", r.Instant)
	c.decimal("value", r.Exact)
	c.integer("grain", int64(r.Grain))
	c.flag("inferred", r.Inferred)
	c.flag("exact", r.GrainExact)
	c.flag("about", r.About)
	c.text("accession", r.Accession)
	c.text("form", r.Form)
	c.day("filed", r.Filed)
	c.flag("filed_about", r.FiledAbout)
	c.day("report", r.Report)
}

// Facts writes the facts of the query, by Central Index Key, concept, and then in the
// order of evidence.Facts, and gives their number.
func Facts(ctx context.Context, w io.Writer, f Format, s Store, q Query) (int64, error) {
	b, err := begin(w, f, factTable())
	if err != nil {
		return 0, err
	}
	return b.close(writeFacts(ctx, b, s, q))
}

func writeFacts(ctx context.Context, b *batch[Fact], s Store, q Query) error {
	filers, err := q.filers(ctx, s)
	if err != nil {
		return err
	}
	done := 0
	var of holder
	var want period.Range
	var ok bool
	for fact, err := range s.Scan(ctx, evidence.Selection{Filers: filers, Concepts: q.Concepts}) {
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		if cik, _ := fact.Entity.CIK(); cik != of.cik || of.cik == 0 {
			if of, err = holderOf(ctx, s, fact.Entity); err != nil {
				return err
			}
			if want, ok, err = q.rangeOf(ctx, s, fact.Entity); err != nil {
				return err
			}
			for done < len(filers) && filers[done] <= fact.Entity {
				done++
			}
			q.progress(done-1, len(filers))
		}
		if !ok || q.Period != nil && !Within(fact.Period, want) || !fact.Filing.Public(q.AsOf) {
			continue
		}
		row, err := b.next()
		if err != nil {
			return err
		}
		row.fill(of, fact)
	}
	q.progress(len(filers), len(filers))
	return nil
}

func (r *Fact) fill(of holder, f *evidence.Fact) {
	r.CIK, r.Entity, r.Ticker = of.cik, of.name, of.ticker
	r.Concept, r.Dims, r.Unit = f.Concept, string(f.Dims), f.Unit
	r.Start = unixDay(f.Period.Start, &r.days[0])
	unixDay(f.Period.End, &r.End)
	r.Instant = f.Period.Start == 0
	r.Value, r.Exact = nearest(f.Value), f.Value.String()
	r.Grain, r.Inferred, r.GrainExact, r.About = int32(f.Grain.Exp), f.Grain.Inferred, f.Grain.Exact, f.About
	r.Accession, r.Form, r.FiledAbout = f.Filing.Accession, f.Filing.Form, f.Filing.About
	r.Filed = unixDay(f.Filing.Filed, &r.days[1])
	r.Report = unixDay(f.Filing.Report, &r.days[2])
}

// nearest is the float nearest to a decimal.
func nearest(d quantity.Decimal) float64 {
	mant, exp := d.Parts()
	// A product or quotient of two floats that are exact is rounded once.
	if exact := int64(1) << 53; mant > -exact && mant < exact {
		switch {
		case exp >= 0 && exp <= maxPower:
			return float64(mant) * math.Pow10(exp)
		case exp < 0 && exp >= -maxPower:
			return float64(mant) / math.Pow10(-exp)
		}
	}
	v, _ := strconv.ParseFloat(d.String(), 64) // a decimal always is one
	return v
}

// maxPower: powers of ten up to this are floats.
const maxPower = 22
