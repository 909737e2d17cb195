package source

import (
	"context"
	"fmt"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/source/prices"
)

// UnknownTickerError means that the store knows no filer with that ticker.
type UnknownTickerError struct{ Path, Ticker string }

func (e *UnknownTickerError) Error() string {
	return fmt.Sprintf("source: %s: no filer is known by the ticker %q: import company_tickers.json first (https://www.sec.gov/files/company_tickers.json), or say whose prices these are with --as prices:TICKER or --as series:NAME", e.Path, e.Ticker)
}

// crypto are the assets that are told from filers' tickers by their symbol.
var crypto = map[string]bool{"BTC": true, "ETH": true}

// resolve makes a batch of a file's series, each given to its entity.
func resolve(ctx context.Context, store Store, as As, path string, daily []prices.Daily) (*evidence.Batch, error) {
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

// filer is the one filer with that ticker.
func filer(ctx context.Context, store Store, path, name string) (entity.ID, error) {
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
