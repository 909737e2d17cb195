package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/fetch"
	"assay/period"
	"assay/source"
)

// DVOL are Deribit's volatility indices, "BTC-DVOL" and "ETH-DVOL", as days of
// UTC: public/get_volatility_index_data
// (https://docs.deribit.com/api-reference/market-data/public-get_volatility_index_data),
// at most a thousand candles an answer.
type DVOL struct{}

// Chains are the quotes of all options on a coin at Deribit:
// public/get_book_summary_by_currency
// (https://docs.deribit.com/api-reference/market-data/public-get_book_summary_by_currency).
type Chains struct{}

// Name implements Source.
func (DVOL) Name() string { return "indices" }

// Name implements Source.
func (Chains) Name() string { return string(source.Options) }

// dvolEnding is what the names of Deribit's indices end in.
const dvolEnding = "-DVOL"

// DVOLIndex reports whether a name is one of Deribit's indices.
func DVOLIndex(name string) bool {
	coin, ok := strings.CutSuffix(name, dvolEnding)
	return ok && Coin(coin)
}

// Coin reports whether Deribit has an index and options in a coin of its own; options
// on others are listed under USDC.
func Coin(name string) bool { return name == "BTC" || name == "ETH" }

// dvolBegins is the first day of the index (Deribit Insights, "DVOL", 24 March 2021).
var dvolBegins = period.NewDate(2021, 3, 24)

// Files implements Source.
func (DVOL) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if w.Address != "" || !DVOLIndex(w.Index) {
			return
		}
		f, err := dvol(ctx, a, w.Index)
		if err != nil {
			f = File{About: w.Index}
		}
		yield(f, err)
	}
}

// dvol asks for the days since the last one that the store has, which is asked
// for again.
func dvol(ctx context.Context, a *Asker, index string) (File, error) {
	from, err := lastDay(ctx, a.Store, index)
	if err != nil {
		return File{}, err
	}
	coin := strings.TrimSuffix(index, dvolEnding)
	base := a.Deribit + "/api/v2/public/get_volatility_index_data?currency=" + url.QueryEscape(coin) + "&resolution=1D"
	if a.would != nil {
		a.would(base)
		return File{}, errDry
	}
	var rows []json.RawMessage
	p := pages{from: millis(from), to: millis(a.finished()+1) - 1}
	for !p.done {
		r := fetch.Request{URL: fmt.Sprintf("%s&start_timestamp=%d&end_timestamp=%d", base, p.from, p.to), Kind: fetch.JSON}
		resp, err := a.client.Get(ctx, r)
		if err != nil {
			return File{}, err
		}
		page, next, err := parseDVOL(resp.Body)
		if err == nil {
			err = p.turn(next)
		}
		if err != nil {
			return File{}, fmt.Errorf("live: %s: %w", r.URL, err)
		}
		rows = append(page, rows...)
	}
	if len(rows) == 0 {
		return File{About: index, Skipped: fmt.Sprintf("no day since %v", from)}, nil
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return File{}, fmt.Errorf("live: %s: %w", index, err)
	}
	f := File{About: index}
	f.Name, f.Data, f.As, f.Until = index+".json", data, source.As{Kind: source.Series, Name: index}, a.finished()
	f.Origin = evidence.Origin{Name: base, Sum: sumOf(data), Checked: a.now, Changed: a.now}
	return f, nil
}

// lastDay is the last day of an index that the store has, the first one there
// is if it has none.
func lastDay(ctx context.Context, s Store, index string) (period.Date, error) {
	v, err := s.Series(ctx, entity.ID("index:"+index))
	switch {
	case errors.Is(err, evidence.ErrNotFound), err == nil && len(v.Bars) == 0:
		return dvolBegins, nil
	case err != nil:
		return 0, err
	}
	return v.Bars[len(v.Bars)-1].Day, nil
}

// millis is the beginning of a day of UTC in milliseconds since 1970.
func millis(d period.Date) int64 { return int64(d-period.FromUnix(0)) * 86_400_000 }

// pages walks from the newest page to the oldest.
type pages struct {
	from, to int64 // milliseconds since 1970
	turned   int
	done     bool
}

// maxPages bounds the pages of an index: a thousand days each.
const maxPages = 40

// turn goes on to the page that ends where the last one said, 0 for nowhere. A
// server that leads forward or round in circles is in error.
func (p *pages) turn(next int64) error {
	p.turned++
	switch {
	case next == 0 || next < p.from:
		p.done = true
	case next >= p.to:
		return fmt.Errorf("the next page would end at %d, after this one's %d", next, p.to)
	case p.turned >= maxPages:
		return fmt.Errorf("more than %d pages", maxPages)
	default:
		p.to = next
	}
	return nil
}

// parseDVOL reads a page:
//
//	{"result": {"data": [[ms, open, high, low, close], …], "continuation": ms or null}}
//
// The rows come back as they stand, numbers in the digits that were sent; next
// is where the page before ends, 0 if there is none.
func parseDVOL(data []byte) (rows []json.RawMessage, next int64, err error) {
	var doc struct {
		Result *struct {
			Data         []json.RawMessage `json:"data"`
			Continuation json.RawMessage   `json:"continuation"`
		} `json:"result"`
		Error *struct {
			Message string `json:"message"`
			Code    int    `json:"code"`
		} `json:"error"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, 0, fmt.Errorf("no answer of Deribit's: %w", err)
	}
	switch {
	case doc.Error != nil:
		return nil, 0, fmt.Errorf("error %d of Deribit, %.80q", doc.Error.Code, doc.Error.Message)
	case doc.Result == nil:
		return nil, 0, errors.New("no result: not an answer of Deribit")
	}
	for i, row := range doc.Result.Data {
		var numbers []json.Number
		if err := json.Unmarshal(row, &numbers); err != nil || len(numbers) != 5 || bytes.ContainsRune(row, '"') {
			return nil, 0, fmt.Errorf("row %d is not [ms, open, high, low, close]", i+1)
		}
	}
	switch c := strings.Trim(string(doc.Result.Continuation), `"`); c {
	case "", "null", "none":
	default:
		if next, err = strconv.ParseInt(c, 10, 64); err != nil || next <= 0 {
			return nil, 0, fmt.Errorf("continuation %.40q is no moment", c)
		}
	}
	return doc.Result.Data, next, nil
}

// Files implements Source.
func (Chains) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if w.Coin == "" {
			return
		}
		name := w.Coin + "-options.json"
		address := a.Deribit + "/api/v2/public/get_book_summary_by_currency?currency=" + url.QueryEscape(w.Coin) + "&kind=option"
		ans, err := a.Ask(ctx, fetch.Request{URL: address, Kind: fetch.JSON})
		if err != nil {
			yield(File{About: name}, err)
			return
		}
		f := ans.file(name, name)
		f.As = source.As{Kind: source.Options}
		yield(f, nil)
	}
}
