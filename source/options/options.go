// Package options reads option chains as they were quoted: the answers and
// tables of Yahoo, Cboe and Deribit, and plain CSV files.
//
// It yields evidence.Chain values and the symbol of the underlying as the file
// writes it; whose symbol that is, a store decides. It judges no quote: crossed
// and stale ones stay, implied volatilities and greeks that a file states are
// not read. Rows that cannot be read are left out with a note.
//
// # Kinds of file
//
// The kind is told from the content:
//
//   - Yahoo's answer to /v7/finance/options (JSON; several answers as an array or
//     one a line are merged if they are of one moment, within two minutes);
//     the table of its contracts (contractSymbol,lastTradeDate,strike,…); and
//     the table of one expiry, calls and puts side by side (Call_Last,Call_Bid,…).
//   - Cboe's delayed quotes (JSON of cdn.cboe.com), and its CSV table, whose
//     head lines hold the name, the price and the moment.
//   - Deribit's public/get_book_summary_by_currency (JSON, or its rows as CSV).
//   - Plain CSV, below.
//
// # Plain CSV
//
// The first line names the columns, in any order; letters' case, spaces and
// underscores do not matter, and columns of other names are passed over. One
// row is one option,
//
//	symbol,quoted,expiration,strike,type,bid,ask,root,last,open_interest,underlying
//	SPX,2026-02-11 11:30,2026-02-20,6900,C,81.20,82.00,SPXW,81.5,1200,6941.22
//
// or the two of a strike:
//
//	expiration,strike,call_bid,call_ask,put_bid,put_ask
//	2026-02-20,6900,81.20,82.00,40.10,40.60
//
// Strike, bid and ask must be there, and type unless the rows are pairs or name
// their contracts. Each column, with the names under which vendors have it:
//
//	symbol         ticker, underlying_symbol, act_symbol: the underlying
//	quoted         quote_datetime, quote_readtime, quote_timestamp, quote_time,
//	               timestamp, datetime, date, quote_date: the moment; New York's
//	               time unless it says Z, UTC or an offset. Of a day alone, Hints
//	               or the file's name give the time
//	expiration     expiry, expiration_date, expiry_date, exp_date, expire_date,
//	               exdate, maturity
//	strike         strike_price (thousandths if best_offer stands beside it, as
//	               OptionMetrics has it)
//	type           option_type, put_call, call_put, cp_flag, right: C or P, call or put
//	bid, ask       best_bid, bid_price; best_offer, best_ask, ask_price, offer
//	last           last_price, last_trade_price, last_sale, close
//	last_trade     last_trade_date, last_trade_time, last_date
//	open_interest  open_int, oi
//	root           option_root: of the contracts, SPX or SPXW
//	contract       contract_symbol, option_symbol, option: the OCC symbol, which
//	               gives root, expiration, type and strike
//	underlying     underlying_price, underlying_last, active_underlying_price, spot,
//	               spot_price, stock_price: its price; else the middle of
//	               underlying_bid and underlying_ask
//	currency       of the strikes; USD if absent
//	term           near or next, instead of expiration: Hints say which days
//
// In pairs bid, ask, last, last_trade, open_interest and contract stand twice,
// with call or put (or C, P) before the name; a side without bid and ask is an
// option that is not listed. Days are written 2026-02-20,
// 20260220, 02/20/2026 (month first) or Feb 20 2026. A price that is empty, "null"
// or "NaN" is none, as 0 is.
//
// What a file does not say comes from Hints, else from its name: the symbol from
// a beginning in capitals ("NVDA_…"), the moment from "2026-02-11T1130" (New
// York), the expiry from "exp2026-02-20".
//
// # Contracts
//
// An OCC symbol is root, yymmdd, C or P, and the strike in thousandths. A root
// that ends in a digit which the underlying's symbol lacks (NVDA1) stands for a
// deliverable changed by a split or merger: no option on one share, so it is
// left out with a note.
//
// Read Parse first, then gather.go, table.go for CSV, and one file a vendor.
package options

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Hints say what a file does not. The zero value says nothing.
type Hints struct {
	// Symbol is the underlying's: of a file that names others as well, its
	// options alone are read.
	Symbol     string
	Quoted     time.Time        // when the quotes stood, where the file has no moment
	Expiry     period.Date      // of a table that has none
	Near, Next period.Date      // which days a column "term" means
	Spot       quantity.Decimal // the underlying's price, where the file has none
}

// Quotes are the options on one underlying at one moment, not yet any entity's.
type Quotes struct {
	Symbol string         // of the underlying, upper case: "NVDA", "SPX", "BTC"
	Chain  evidence.Chain // Entity is empty
	Notes  []span.Note    // what was left out, or is odd; those on the file stand with the first
}

// ErrEmpty means that a file holds no option.
var ErrEmpty = errors.New("no option in it: the answer is empty; ask for another day or symbol, or fetch it again")

// ErrWebPage means that a server answered with a page instead of data.
var ErrWebPage = errors.New("a web page, not option quotes: servers send one when they were asked too often; open the address in a browser and save the data itself")

// maxRows bounds the options of a file; a chain of SPX has some 25,000.
const maxRows = 2_000_000

var errTooMany = fmt.Errorf("more than %d rows; split the file by day", maxRows)

// headLen is how much of a file Is wants to see.
const headLen = 64 << 10

// The kinds of file.
const (
	kindYahoo      = "yahoo-json"
	kindCboe       = "cboe-json"
	kindDeribit    = "deribit-json"
	kindCboeCSV    = "cboe-csv"
	kindDeribitCSV = "deribit-csv"
	kindYahooCSV   = "yahoo-csv"
	kindCSV        = "csv"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// Is tells from a file's beginning, some kilobytes, whether it holds option
// quotes, and of what kind: "yahoo-json", "yahoo-csv", "cboe-json", "cboe-csv",
// "deribit-json", "deribit-csv" or "csv".
func Is(head []byte) (kind string, ok bool) {
	t := bytes.TrimSpace(bytes.TrimPrefix(head[:min(len(head), headLen)], byteOrderMark))
	if len(t) == 0 {
		return "", false
	}
	if !isJSON(t) {
		h, ok := findHeader(t)
		return h.format, ok
	}
	has := func(key string) bool { return bytes.Contains(t, []byte(`"`+key+`"`)) }
	switch {
	case has("optionChain"), has("contractSymbol") && has("strike"):
		return kindYahoo, true
	case has("instrument_name") && (has("underlying_index") || has("mark_price")) && has("bid_price"):
		return kindDeribit, true
	case has("options") && has("option") && has("bid") && has("ask"):
		return kindCboe, true
	}
	return "", false
}

// isJSON tells JSON from a table whose first column's name stands in brackets.
func isJSON(t []byte) bool {
	rest := bytes.TrimLeft(t[1:], " \t\r\n")
	return t[0] == '{' || t[0] == '[' && len(rest) > 0 && (rest[0] == '{' || rest[0] == '[')
}

// Parse reads a file of option quotes: one Quotes for each underlying and moment
// in it, in order of first sight. Name is the file's, for what it says and for
// messages. An error says what is missing and how to give it; a row that cannot
// be read is a note.
func Parse(name string, data []byte, h Hints) ([]Quotes, error) {
	q, err := parse(name, data, h)
	if err != nil {
		return nil, fmt.Errorf("options: %s: %w", name, err)
	}
	return q, nil
}

func parse(name string, data []byte, h Hints) ([]Quotes, error) {
	if err := refuse(data); err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	kind, ok := Is(data)
	if !ok {
		return nil, errors.New("no option quotes that assay reads: want a chain of Yahoo, Cboe or Deribit, or CSV with the columns expiration,strike,type,bid,ask or expiration,strike,call_bid,call_ask,put_bid,put_ask")
	}
	g := newGatherer(name, h)
	var err error
	switch kind {
	case kindYahoo:
		err = g.yahoo(data)
	case kindCboe:
		err = g.cboe(data)
	case kindDeribit:
		err = g.deribit(data)
	case kindDeribitCSV:
		err = g.deribitTable(data)
	default:
		err = g.table(data)
	}
	if err != nil {
		return nil, err
	}
	return g.finish()
}

// refuse catches what is no data of any form.
func refuse(data []byte) error {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 1024)], byteOrderMark))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return ErrEmpty
	case len(head) > 0 && head[0] == '<':
		return ErrWebPage
	case bytes.IndexByte(data, 0) >= 0:
		return errors.New("a NUL byte: not a text file; export the quotes as CSV in UTF-8")
	}
	return nil
}
