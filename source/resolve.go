package source

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/quantity"
	"assay/source/options"
	"assay/source/prices"
	"assay/span"
)

// UnknownTickerError means that the store knows no filer with that ticker.
type UnknownTickerError struct{ Path, Ticker string }

func (e *UnknownTickerError) Error() string {
	return fmt.Sprintf("source: %s: no filer is known by the ticker %q: import company_tickers.json first (https://www.sec.gov/files/company_tickers.json), or say whose prices these are with --as prices:TICKER or --as series:NAME", e.Path, e.Ticker)
}

// crypto are the assets that are told from filers' tickers by their symbol.
var crypto = map[string]bool{"BTC": true, "ETH": true, "SOL": true, "XRP": true}

// indices are the underlyings of options that are indices, by symbol.
var indices = map[string]string{
	"SPX": "SPX", "SPXW": "SPX", "XSP": "XSP", "NDX": "NDX", "NDXP": "NDX", "RUT": "RUT", "RUTW": "RUT", "DJX": "DJX", "VIX": "VIX", "VIXW": "VIX", "OEX": "OEX", "XEO": "XEO",
}

// resolve makes a batch of a file's series or chains, each given to its entity.
func resolve(ctx context.Context, store Store, as As, path string, f parsed) (*evidence.Batch, error) {
	switch f.outcome.Kind {
	case Options:
		return resolveChains(ctx, store, path, f.quotes)
	case Release:
		return resolveRelease(ctx, store, as, path, f.exhibit)
	}
	return resolveSeries(ctx, store, as, path, f.daily)
}

// resolveChains gives each chain to the index, coin or filer of its symbol.
func resolveChains(ctx context.Context, store Store, path string, quotes []options.Quotes) (*evidence.Batch, error) {
	b := &evidence.Batch{Source: path}
	for _, q := range quotes {
		c := q.Chain
		c.Source = baseName(path)
		var err error
		if c.Entity, err = Underlying(ctx, store, path, q.Symbol); err != nil {
			return nil, err
		}
		b.Notes = append(b.Notes, q.Notes...)
		if c.Vendor == "Deribit" && !c.Inverse && inCoins(quotes, q) {
			b.Notes = append(b.Notes, span.Note{Code: "other underlying", Message: message.Plain(fmt.Sprintf("%d options on %s settled in %s were left out: the file has those in coins of the same moment", len(c.Options), q.Symbol, c.Currency))})
			continue
		}
		b.Chains = append(b.Chains, c)
	}
	return b, nil
}

// inCoins reports whether a file quotes the options of the same coin and moment
// in coins too: a store has one chain of a moment.
func inCoins(all []options.Quotes, q options.Quotes) bool {
	return slices.ContainsFunc(all, func(o options.Quotes) bool {
		return o.Symbol == q.Symbol && o.Chain.Inverse && o.Chain.Quoted.Equal(q.Chain.Quoted)
	})
}

// Underlying is the index, coin or filer whose options go by a symbol. A filer
// that the store does not know is an UnknownTickerError; path is the file's, for
// messages.
func Underlying(ctx context.Context, store Directory, path, symbol string) (entity.ID, error) {
	s := strings.TrimPrefix(strings.ToUpper(symbol), "^")
	switch {
	case indices[s] != "":
		return entity.ID("index:" + indices[s]), nil
	case crypto[s]:
		return entity.ID("asset:" + s), nil
	}
	return filer(ctx, store, path, symbol)
}

func resolveSeries(ctx context.Context, store Store, as As, path string, daily []prices.Daily) (*evidence.Batch, error) {
	if as.Name != "" && len(daily) > 1 {
		return nil, fmt.Errorf("source: %s: the file holds %d tickers (%s, %s, …), which cannot all be %s; leave out the name", path, len(daily), daily[0].Ticker, daily[1].Ticker, as.Name)
	}
	b := &evidence.Batch{Source: path}
	for _, d := range daily {
		s := evidence.Series{Bars: d.Bars, Sources: []string{baseName(path)}}
		if err := own(ctx, store, as, path, d, &s); err != nil {
			return nil, err
		}
		b.Series = append(b.Series, s)
		b.Notes = append(b.Notes, d.Notes...)
	}
	return b, nil
}

// baseName is a path's last part, the same on every machine.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\:`)+1:] }

// own fills in whose series it is, in what unit, and whether its closes are
// adjusted: a filer's are unless the file states raw ones apart.
func own(ctx context.Context, store Store, as As, path string, d prices.Daily, s *evidence.Series) error {
	name := as.Name
	if as.Kind == Series {
		s.Entity, s.Unit = entity.ID("index:"+strings.ToUpper(strings.TrimPrefix(name, "^"))), "points"
		return nil
	}
	if as.Kind == IV30 {
		return ownIV30(ctx, store, name, path, s)
	}
	if name == "" {
		name = d.Ticker
	}
	if name == "" {
		name = prices.TickerOf(path)
	}
	s.Unit = "USD"
	symbol := strings.TrimSuffix(strings.ToUpper(name), "-USD")
	if crypto[symbol] {
		s.Entity = entity.ID("asset:" + symbol)
		return nil
	}
	if d.Ticker != "" && entity.ID(name).Kind() == "" && !sameTicker(name, d.Ticker) {
		return fmt.Errorf("source: %s: the file's own column says %s, not %s; leave out the name, or name the right file", path, d.Ticker, name)
	}
	s.Adjusted = !d.RawClose
	var err error
	s.Entity, err = filer(ctx, store, path, name)
	return err
}

// ownIV30 makes a series a vendor's implied volatilities.
func ownIV30(ctx context.Context, store Store, name, path string, s *evidence.Series) error {
	vendor, of, _ := strings.Cut(name, ":")
	id, err := Underlying(ctx, store, path, of)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(s.Bars, func(b evidence.Bar) bool { return b.Close.Rat().Cmp(quantity.Int(fractionLimit)) > 0 }) {
		return fmt.Errorf("source: %s: no value is above %d, as if volatilities stood as fractions; multiply them by 100, so that 71 is 71 %%", path, fractionLimit)
	}
	s.Entity, s.Unit, s.Adjusted = evidence.IV30ID(vendor, id), "percent", false
	return nil
}

// fractionLimit is what no series of volatilities in percent stays below, and
// fractions never pass.
const fractionLimit = 4

// filer is the one filer with that ticker.
func filer(ctx context.Context, store Directory, path, name string) (entity.ID, error) {
	if n, ok := entity.ID(name).CIK(); ok {
		return entity.CIK(n), nil
	}
	found := map[entity.ID]bool{}
	var id entity.ID
	// The SEC writes BRK-B, exchanges write BRK.B.
	for _, spelling := range []string{name, strings.ReplaceAll(name, ".", "-")} {
		filers, err := store.Named(ctx, spelling)
		if err != nil {
			return "", fmt.Errorf("source: %s: looking up the ticker %s: %w", path, name, err)
		}
		for _, f := range filers {
			for _, t := range f.Tickers {
				if sameTicker(t, name) && !found[f.ID] {
					found[f.ID] = true
					id = f.ID
				}
			}
		}
	}
	switch len(found) {
	case 0:
		if known, err := entity.Load(); err == nil { // a store without the SEC's list still knows the names that assay brings along
			if id, ok := known.ByTicker(name); ok && id.Kind() == "cik" {
				return id, nil
			}
		}
		return "", &UnknownTickerError{path, name}
	case 1:
		return id, nil
	}
	return "", fmt.Errorf("source: %s: %d filers have the ticker %s; say which with --as prices:cik:##########", path, len(found), name)
}

func sameTicker(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, ".", "-"), strings.ReplaceAll(b, ".", "-"))
}
