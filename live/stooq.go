package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strings"

	"assay/fetch"
	"assay/source"
)

// Stooq is a vendor of daily prices, https://stooq.com/q/d/l/?s=nvda.us&i=d:
// all days of a stock as CSV, adjusted for splits and dividends, so that the
// whole file is asked for each time. Since 2026 it may answer with a page that
// wants a key or a browser, under status 200.
type Stooq struct{}

// Name implements Source.
func (Stooq) Name() string { return string(source.Prices) }

// errStooqKey is the answer that is a page.
var errStooqKey = errors.New("Stooq wants a key or a browser now: open the address in a browser, save the CSV, and read it in with assay import --as prices:TICKER, or name another source with --prices")

// Files implements Source.
func (Stooq) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if _, ok := w.Filer.ID.CIK(); !ok || len(w.Filer.Tickers) == 0 {
			return
		}
		symbol := stooqSymbol(w.Filer.Tickers[0])
		ans, err := a.Ask(ctx, fetch.Request{URL: a.Stooq + "/q/d/l/?s=" + url.QueryEscape(symbol) + "&i=d", Kind: fetch.CSV})
		if errors.Is(err, fetch.ErrType) {
			err = fmt.Errorf("%w; %w", err, errStooqKey)
		}
		if err == nil && !ans.Unchanged {
			err = stooqSays(symbol, ans.Body)
		}
		if err != nil {
			yield(File{About: symbol}, err)
			return
		}
		f := ans.file(symbol+".csv", symbol)
		f.As, f.Until = source.As{Kind: source.Prices, Name: string(w.Filer.ID)}, a.session()
		yield(f, nil)
	}
}

// stooqSymbol is a ticker of the United States as Stooq writes it: brk-b.us.
func stooqSymbol(ticker string) string {
	return strings.ToLower(strings.ReplaceAll(ticker, ".", "-")) + ".us"
}

// stooqSays reads the sentences that Stooq sends in place of a table.
func stooqSays(symbol string, body []byte) error {
	text := string(bytes.TrimSpace(body[:min(len(body), 200)]))
	switch {
	case strings.HasPrefix(text, "No data"):
		return fmt.Errorf("live: stooq: no prices of %s", symbol)
	case strings.HasPrefix(text, "Exceeded the daily hits limit"):
		return errors.New("live: stooq: asked more often than it allows for a day; run it again tomorrow")
	}
	return nil
}
