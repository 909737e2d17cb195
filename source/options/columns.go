package options

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
)

// side is where the columns of one option stand; -1 is absent.
type side struct{ contract, bid, ask, last, lastTrade, interest int }

// layout is where a table's columns stand; -1 is absent.
type layout struct {
	symbol, quoted, expiry, term, strike, kind, root int
	spot, spotBid, spotAsk, currency                 int
	one                                              side // of a table with an option a row
	call, put                                        side // of a table with a strike a row
}

var (
	noSide   = side{-1, -1, -1, -1, -1, -1}
	noLayout = layout{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, noSide, noSide, noSide}
)

// columnNames are the names in use, as plainName writes them.
var columnNames = map[string]func(*layout) *int{
	"symbol":                func(l *layout) *int { return &l.symbol },
	"ticker":                func(l *layout) *int { return &l.symbol },
	"underlyingsymbol":      func(l *layout) *int { return &l.symbol },
	"actsymbol":             func(l *layout) *int { return &l.symbol },
	"quoted":                func(l *layout) *int { return &l.quoted },
	"quotedatetime":         func(l *layout) *int { return &l.quoted },
	"quotereadtime":         func(l *layout) *int { return &l.quoted },
	"quotetime":             func(l *layout) *int { return &l.quoted },
	"quotetimestamp":        func(l *layout) *int { return &l.quoted },
	"quotedate":             func(l *layout) *int { return &l.quoted },
	"timestamp":             func(l *layout) *int { return &l.quoted },
	"datetime":              func(l *layout) *int { return &l.quoted },
	"date":                  func(l *layout) *int { return &l.quoted },
	"expiration":            func(l *layout) *int { return &l.expiry },
	"expirationdate":        func(l *layout) *int { return &l.expiry },
	"expiry":                func(l *layout) *int { return &l.expiry },
	"expirydate":            func(l *layout) *int { return &l.expiry },
	"expdate":               func(l *layout) *int { return &l.expiry },
	"expiredate":            func(l *layout) *int { return &l.expiry },
	"exdate":                func(l *layout) *int { return &l.expiry },
	"maturity":              func(l *layout) *int { return &l.expiry },
	"term":                  func(l *layout) *int { return &l.term },
	"strike":                func(l *layout) *int { return &l.strike },
	"strikeprice":           func(l *layout) *int { return &l.strike },
	"type":                  func(l *layout) *int { return &l.kind },
	"optiontype":            func(l *layout) *int { return &l.kind },
	"putcall":               func(l *layout) *int { return &l.kind },
	"callput":               func(l *layout) *int { return &l.kind },
	"cpflag":                func(l *layout) *int { return &l.kind },
	"right":                 func(l *layout) *int { return &l.kind },
	"root":                  func(l *layout) *int { return &l.root },
	"optionroot":            func(l *layout) *int { return &l.root },
	"underlying":            func(l *layout) *int { return &l.spot },
	"underlyingprice":       func(l *layout) *int { return &l.spot },
	"underlyinglast":        func(l *layout) *int { return &l.spot },
	"activeunderlyingprice": func(l *layout) *int { return &l.spot },
	"spot":                  func(l *layout) *int { return &l.spot },
	"spotprice":             func(l *layout) *int { return &l.spot },
	"stockprice":            func(l *layout) *int { return &l.spot },
	"underlyingbid":         func(l *layout) *int { return &l.spotBid },
	"underlyingask":         func(l *layout) *int { return &l.spotAsk },
	"currency":              func(l *layout) *int { return &l.currency },
}

// sideNames are the names of an option's own columns.
var sideNames = map[string]func(*side) *int{
	"contract":       func(s *side) *int { return &s.contract },
	"contractsymbol": func(s *side) *int { return &s.contract },
	"optionsymbol":   func(s *side) *int { return &s.contract },
	"option":         func(s *side) *int { return &s.contract },
	"bid":            func(s *side) *int { return &s.bid },
	"bestbid":        func(s *side) *int { return &s.bid },
	"bidprice":       func(s *side) *int { return &s.bid },
	"ask":            func(s *side) *int { return &s.ask },
	"bestask":        func(s *side) *int { return &s.ask },
	"askprice":       func(s *side) *int { return &s.ask },
	"bestoffer":      func(s *side) *int { return &s.ask },
	"offer":          func(s *side) *int { return &s.ask },
	"last":           func(s *side) *int { return &s.last },
	"lastprice":      func(s *side) *int { return &s.last },
	"lasttradeprice": func(s *side) *int { return &s.last },
	"lastsale":       func(s *side) *int { return &s.last },
	"close":          func(s *side) *int { return &s.last },
	"lasttrade":      func(s *side) *int { return &s.lastTrade },
	"lasttradedate":  func(s *side) *int { return &s.lastTrade },
	"lasttradetime":  func(s *side) *int { return &s.lastTrade },
	"lastdate":       func(s *side) *int { return &s.lastTrade },
	"openinterest":   func(s *side) *int { return &s.interest },
	"openint":        func(s *side) *int { return &s.interest },
	"oi":             func(s *side) *int { return &s.interest },
}

// header is what a table's first lines say of it.
type header struct {
	format   string // what Is calls a kind
	vendor   string
	cols     layout
	written  []string // the columns' names
	names    []string // the same, plain
	head     []byte   // the lines above the one with the names
	lines    int      // up to that one, itself included
	size     int      // of these lines in bytes
	thousand bool     // strikes are in thousandths
}

// maxHead is how many lines may stand above the names of the columns.
const maxHead = 4

// findHeader finds the line that names the columns; Cboe has others above it.
func findHeader(data []byte) (h header, ok bool) {
	size := 0
	for lines := 1; lines <= maxHead && size < len(data); lines++ {
		line := data[size:min(len(data), size+headLen)]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		names, err := csv.NewReader(bytes.NewReader(line)).Read()
		if err == nil {
			if h, ok := readHeader(names); ok {
				h.head, h.lines, h.size = data[:size], lines, size+len(line)
				return h, true
			}
		}
		size += len(line)
	}
	return h, false
}

// readHeader finds the columns by their names; ok is false if they are not
// those of option quotes.
func readHeader(names []string) (h header, ok bool) {
	h.cols, h.format, h.written = noLayout, kindCSV, names
	for _, n := range names {
		h.names = append(h.names, plainName(n))
	}
	has := func(name string) bool { return slices.Contains(h.names, name) }
	if has("instrumentname") && has("bidprice") && has("askprice") {
		h.format, h.vendor = kindDeribitCSV, deribitName
		return h, true
	}
	if has("calls") && has("puts") && has("strike") {
		h.format, h.vendor = kindCboeCSV, cboeName
		h.cols.twoSides(h.names)
		return h, h.cols.pairs() && h.cols.strike >= 0 && h.cols.expiry >= 0
	}
	for i, n := range h.names {
		h.cols.column(i, n)
	}
	switch {
	case has("contractsymbol") && has("impliedvolatility"), h.cols.pairs() && has("callvol") && has("calloi"):
		h.format, h.vendor = kindYahooCSV, yahooName
	case has("underlyingsymbol") && has("quotedatetime") && has("root"):
		h.vendor = cboeName // DataShop
	case has("strikeprice") && has("bestoffer"):
		h.vendor, h.thousand = "OptionMetrics", true
	}
	if h.cols.pairs() {
		return h, h.cols.strike >= 0
	}
	one := &h.cols.one
	return h, one.bid >= 0 && one.ask >= 0 && (one.contract >= 0 || h.cols.strike >= 0 && h.cols.kind >= 0)
}

// pairs reports whether a row holds the call and the put of a strike.
func (l *layout) pairs() bool {
	return l.call.bid >= 0 && l.call.ask >= 0 && l.put.bid >= 0 && l.put.ask >= 0
}

// column notes where a name stands; of two of one meaning the first counts.
func (l *layout) column(i int, name string) {
	set := func(at *int) {
		if *at < 0 {
			*at = i
		}
	}
	if field, ok := columnNames[name]; ok {
		set(field(l))
		return
	}
	if field, ok := sideNames[name]; ok {
		set(field(&l.one))
		return
	}
	for _, p := range []struct {
		prefix string
		to     *side
	}{{"call", &l.call}, {"put", &l.put}, {"c", &l.call}, {"p", &l.put}} {
		if rest, ok := strings.CutPrefix(name, p.prefix); ok {
			if field, ok := sideNames[rest]; ok {
				set(field(p.to))
				return
			}
		}
	}
}

// twoSides reads Cboe's header, in which the calls' columns and the puts' have
// the same names.
func (l *layout) twoSides(names []string) {
	at := &l.call
	for i, n := range names {
		switch n {
		case "calls":
			at.contract = i
		case "puts":
			at = &l.put
			at.contract = i
		default:
			if field, ok := sideNames[n]; ok && *field(at) < 0 {
				*field(at) = i
			} else if field, ok := columnNames[n]; ok && *field(l) < 0 {
				*field(l) = i
			}
		}
	}
}

// plainName is a column's name in lower case, letters and digits alone.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}
