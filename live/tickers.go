package live

import (
	"context"
	"iter"

	"assay/fetch"
	"assay/source"
)

// Tickers is the SEC's list of all filers with a ticker.
type Tickers struct{}

// Name implements Source.
func (Tickers) Name() string { return "tickers" }

// Files implements Source.
func (Tickers) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if w.String() != "" {
			return
		}
		one(ctx, a, fetch.Request{URL: a.Archives + "/files/company_tickers.json", Kind: fetch.JSON, Declare: true}, source.As{Kind: source.Tickers}, yield)
	}
}

// one gives the one file of an address.
func one(ctx context.Context, a *Asker, r fetch.Request, as source.As, yield func(File, error) bool) {
	name := baseOf(r.URL)
	ans, err := a.Ask(ctx, r)
	if err != nil {
		yield(File{About: name}, err)
		return
	}
	f := ans.file(name, name)
	f.As = as
	yield(f, nil)
}
