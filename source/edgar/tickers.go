package edgar

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"

	"assay/entity"
	"assay/evidence"
)

// Tickers reads the SEC's ticker lists: company_tickers.json, an object of
// numbered rows, and company_tickers_exchange.json, {"fields", "data"}. A
// filer with several classes stands once, its tickers in the list's order.
func Tickers(name string, data []byte) (*evidence.Batch, error) {
	var top map[string]json.RawMessage
	if err := decode(data, &top); err != nil {
		return nil, badFile("tickers", name, err)
	}
	var rows []tickerRow
	var err error
	if _, ok := top["fields"]; ok {
		rows, err = exchangeRows(top)
	} else {
		rows, err = numberedRows(top)
	}
	if err != nil {
		return nil, badFile("tickers", name, err)
	}
	if len(rows) == 0 {
		return nil, badFile("tickers", name, errors.New("the list is empty"))
	}
	return &evidence.Batch{Source: name, Filers: filers(rows)}, nil
}

type tickerRow struct {
	CIK    uint32 `json:"cik_str"`
	Ticker string `json:"ticker"`
	Title  string `json:"title"`
}

func numberedRows(top map[string]json.RawMessage) ([]tickerRow, error) {
	numbers := make([]int, 0, len(top))
	for k := range top {
		n, err := strconv.Atoi(k)
		if err != nil {
			return nil, fmt.Errorf("unexpected key %.40q: not a list of tickers", k)
		}
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	rows := make([]tickerRow, 0, len(numbers))
	for _, n := range numbers {
		var r tickerRow
		if err := json.Unmarshal(top[strconv.Itoa(n)], &r); err != nil || r.CIK == 0 || r.Ticker == "" {
			return nil, fmt.Errorf("row %d lacks cik_str or ticker", n)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func exchangeRows(top map[string]json.RawMessage) ([]tickerRow, error) {
	var fields []string
	var data [][]json.RawMessage
	if err := json.Unmarshal(top["fields"], &fields); err != nil {
		return nil, fmt.Errorf("fields is no list of names: %w", err)
	}
	if err := json.Unmarshal(top["data"], &data); err != nil {
		return nil, fmt.Errorf("data is no list of rows: %w", err)
	}
	place := map[string]int{}
	for i, f := range fields {
		place[f] = i
	}
	for _, f := range []string{"cik", "name", "ticker"} {
		if _, ok := place[f]; !ok {
			return nil, fmt.Errorf("fields lacks %q", f)
		}
	}
	rows := make([]tickerRow, 0, len(data))
	for i, d := range data {
		if len(d) != len(fields) {
			return nil, fmt.Errorf("row %d has %d entries, fields has %d", i, len(d), len(fields))
		}
		var r tickerRow
		err := errors.Join(
			json.Unmarshal(d[place["cik"]], &r.CIK),
			json.Unmarshal(d[place["ticker"]], &r.Ticker),
			json.Unmarshal(d[place["name"]], &r.Title))
		if err != nil || r.CIK == 0 {
			return nil, fmt.Errorf("row %d lacks cik or name", i)
		}
		if r.Ticker != "" { // null in the list: traded without a symbol
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// filers joins the rows of one CIK, in order of first sight.
func filers(rows []tickerRow) []evidence.Filer {
	known := map[uint32]int{}
	var fs []evidence.Filer
	for _, r := range rows {
		i, ok := known[r.CIK]
		if !ok {
			i = len(fs)
			known[r.CIK] = i
			fs = append(fs, evidence.Filer{ID: entity.CIK(r.CIK), Name: r.Title})
		}
		fs[i].Tickers = append(fs[i].Tickers, r.Ticker)
	}
	return fs
}
