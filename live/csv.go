package live

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"strings"

	"assay/fetch"
	"assay/source"
)

// CSV is a filer's daily prices as a CSV file at any address, in which {ticker}
// stands for the ticker in lower case, {TICKER} in upper case, and {cik} for
// the Central Index Key in ten digits.
type CSV struct{ Template string }

// NewCSV checks a template.
func NewCSV(template string) (CSV, error) {
	if !strings.Contains(template, "{ticker}") && !strings.Contains(template, "{TICKER}") && !strings.Contains(template, "{cik}") {
		return CSV{}, fmt.Errorf("live: %s: the address is the same for all; put {ticker} where the ticker stands", template)
	}
	if u, err := url.Parse(fill(template, "x", 1)); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return CSV{}, fmt.Errorf("live: %s: want an address such as https://example.com/{ticker}.csv", template)
	}
	return CSV{template}, nil
}

func fill(template, ticker string, cik uint32) string {
	return strings.NewReplacer("{ticker}", url.PathEscape(strings.ToLower(ticker)), "{TICKER}", url.PathEscape(strings.ToUpper(ticker)), "{cik}", fmt.Sprintf("%010d", cik)).Replace(template)
}

// Name implements Source.
func (CSV) Name() string { return string(source.Prices) }

// Files implements Source.
func (s CSV) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		cik, ok := w.Filer.ID.CIK()
		if !ok || len(w.Filer.Tickers) == 0 {
			return
		}
		table(ctx, a, fill(s.Template, w.Filer.Tickers[0], cik), w, source.As{Kind: source.Prices, Name: string(w.Filer.ID)}, yield)
	}
}

// Levels are an index's daily levels as a CSV file at the address that the want
// names.
type Levels struct{}

// Name implements Source.
func (Levels) Name() string { return "indices" }

// Files implements Source.
func (Levels) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if w.Index != "" && w.Address != "" {
			table(ctx, a, w.Address, w, source.As{Kind: source.Series, Name: w.Index}, yield)
		}
	}
}

// table gives a CSV file of daily bars.
func table(ctx context.Context, a *Asker, address string, w Want, as source.As, yield func(File, error) bool) {
	ans, err := a.Ask(ctx, fetch.Request{URL: address, Kind: fetch.CSV})
	if err != nil {
		yield(File{About: w.String()}, err)
		return
	}
	f := ans.file(w.String()+".csv", w.String())
	f.As, f.Until = as, a.session()
	yield(f, nil)
}
