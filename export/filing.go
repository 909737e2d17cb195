package export

import (
	"context"
	"fmt"
	"io"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// Filing is a row of the table of filings.
type Filing struct {
	CIK        uint32 `parquet:"cik,delta"`
	Entity     string `parquet:"entity,dict"`
	Ticker     string `parquet:"ticker,dict"`
	Accession  string `parquet:"accession,plain"`
	Form       string `parquet:"form,dict"`
	Filed      *int32 `parquet:"filed,optional,date"`
	FiledAbout bool   `parquet:"filed_about"`
	Report     *int32 `parquet:"report,optional,date"`
	Items      string `parquet:"items,dict"` // of an 8-K
	URL        string `parquet:"url,plain"`

	days [2]int32 `parquet:"-"`
}

func (r *Filing) cells(c cells) {
	c.integer("cik", int64(r.CIK))
	c.text("entity", r.Entity)
	c.text("ticker", r.Ticker)
	c.text("accession", r.Accession)
	c.text("form", r.Form)
	c.day("filed", r.Filed)
	c.flag("filed_about", r.FiledAbout)
	c.day("report", r.Report)
	c.text("items", r.Items)
	c.text("url", r.URL)
}

// Filings writes the filings of the query's filers that were filed in its period, by
// Central Index Key, day of filing and accession, and gives their number.
func Filings(ctx context.Context, w io.Writer, f Format, s Store, q Query) (int64, error) {
	b, err := begin(w, f, table[Filing]{"filings", []string{"cik", "filed"}, (*Filing).cells})
	if err != nil {
		return 0, err
	}
	return b.close(writeFilings(ctx, b, s, q))
}

func writeFilings(ctx context.Context, b *batch[Filing], s Store, q Query) error {
	filers, err := q.filers(ctx, s) // with facts: about as many as have filings
	if err != nil {
		return err
	}
	done := 0
	var of holder
	var want period.Range
	var ok bool
	for filing, err := range s.Filings(ctx, q.Filers) {
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		if filing.CIK != of.cik || of.cik == 0 {
			id := entity.CIK(filing.CIK)
			if of, err = holderOf(ctx, s, id); err != nil {
				return err
			}
			if want, ok, err = q.rangeOf(ctx, s, id); err != nil {
				return err
			}
			q.progress(done, max(done, len(filers)))
			done++
		}
		if !ok || q.Period != nil && !Within(period.Range{End: filing.Filed}, want) || !filing.Public(q.AsOf) {
			continue
		}
		row, err := b.next()
		if err != nil {
			return err
		}
		row.fill(of, &filing)
	}
	return nil
}

func (r *Filing) fill(of holder, f *evidence.Filing) {
	r.CIK, r.Entity, r.Ticker = of.cik, of.name, of.ticker
	r.Accession, r.Form, r.FiledAbout, r.Items, r.URL = f.Accession, f.Form, f.About, f.Items, f.URL()
	r.Filed = unixDay(f.Filed, &r.days[0])
	r.Report = unixDay(f.Report, &r.days[1])
}
