package live

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"assay/fetch"
	"assay/source"
)

// CompanyFacts is the SEC's answer with all facts of a filer without
// dimensions, /api/xbrl/companyfacts
// (https://www.sec.gov/search-filings/edgar-application-programming-interfaces).
type CompanyFacts struct{}

// Name implements Source.
func (CompanyFacts) Name() string { return string(source.CompanyFacts) }

// factsAddress is where the facts of filers are; CIK##########.json follows.
func factsAddress(p Places) string { return p.Data + "/api/xbrl/companyfacts/" }

// Files implements Source.
func (CompanyFacts) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		cik, ok := w.Filer.ID.CIK()
		if !ok {
			return
		}
		name := fmt.Sprintf("CIK%010d.json", cik)
		ans, err := a.Ask(ctx, fetch.Request{URL: factsAddress(a.Places) + name, Kind: fetch.JSON, Declare: true})
		switch {
		case errors.Is(err, fetch.ErrNotFound):
			yield(File{About: name, Skipped: "the SEC has no facts of it"}, nil)
		case err != nil:
			yield(File{About: name}, err)
		default:
			f := ans.file(name, name)
			f.As = source.As{Kind: source.CompanyFacts}
			yield(f, nil)
		}
	}
}
