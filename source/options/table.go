package options

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"assay/period"
	"assay/quantity"
	"assay/vol"
)

// eachRow calls each with every row of a CSV file below its header. A row that
// is no CSV is noted.
func (g *gatherer) eachRow(data []byte, h *header, each func(rec []string, at place) error) error {
	r := csv.NewReader(bytes.NewReader(data[h.size:]))
	r.ReuseRecord = true
	r.FieldsPerRecord = -1 // a short row is a note
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		at := place{"line", h.lines}
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad):
			at.n += bad.StartLine
			err = g.take(&quote{at: at}, bad.Err)
		case err != nil:
			return err
		case allBlank(rec):
		case len(rec) < len(h.names):
			line, _ := r.FieldPos(0)
			at.n += line
			err = g.take(&quote{at: at}, fmt.Errorf("%d fields; the header has %d", len(rec), len(h.names)))
		default:
			line, _ := r.FieldPos(0)
			at.n += line
			err = each(rec, at)
		}
		if err != nil {
			return err
		}
	}
}

// allBlank reports whether a row is but commas, as spreadsheets leave them below
// a table.
func allBlank(rec []string) bool {
	for _, f := range rec {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

// field is a column's text in a row, "" if the table lacks the column.
func field(rec []string, at int) string {
	if at < 0 {
		return ""
	}
	return strings.TrimSpace(rec[at])
}

// table reads files with an option or a strike a row.
func (g *gatherer) table(data []byte) error {
	h, _ := findHeader(data)
	t := table{g: g, cols: h.cols, thousand: h.thousand}
	g.vendor = h.vendor
	if h.format == kindCboeCSV {
		var err error
		if t.base, err = g.cboeHead(h.head); err != nil {
			return err
		}
	}
	row := t.single
	if h.cols.pairs() {
		row = t.pair
	}
	return g.eachRow(data, &h, row)
}

// table is a file being read.
type table struct {
	g        *gatherer
	cols     layout
	thousand bool  // strikes are in thousandths
	base     quote // what holds for every row
	// The last moment and day as written and read: neighbours mostly share them.
	momentText, dayText string
	moment              time.Time
	day                 period.Date
}

// single reads a row of one option.
func (t *table) single(rec []string, at place) error {
	q := t.base
	q.at = at
	err := t.shared(&q, rec)
	if err == nil {
		if s := field(rec, t.cols.kind); s != "" && q.Kind == 0 {
			if q.Kind = kindOf(s); q.Kind == 0 {
				err = fmt.Errorf("type %.40q is neither call nor put", s)
			}
		}
	}
	if err == nil {
		err = t.option(&q, rec, &t.cols.one)
	}
	return t.g.take(&q, err)
}

// pair reads a row of a call and a put.
func (t *table) pair(rec []string, at place) error {
	q := t.base
	q.at = at
	if err := t.shared(&q, rec); err != nil {
		return t.g.take(&q, err)
	}
	for _, s := range []struct {
		kind vol.Kind
		cols *side
	}{{vol.Call, &t.cols.call}, {vol.Put, &t.cols.put}} {
		if blank(field(rec, s.cols.bid)) && blank(field(rec, s.cols.ask)) {
			continue // not listed
		}
		o := q
		o.Kind = s.kind
		if err := t.g.take(&o, t.option(&o, rec, s.cols)); err != nil {
			return err
		}
	}
	return nil
}

// option reads an option's own columns.
func (t *table) option(q *quote, rec []string, s *side) error {
	if err := q.named(field(rec, s.contract)); err != nil {
		return err
	}
	return q.prices(t.g, priceTexts{field(rec, s.bid), field(rec, s.ask), field(rec, s.last), field(rec, s.lastTrade), field(rec, s.interest)})
}

// shared reads what does not depend on call or put.
func (t *table) shared(q *quote, rec []string) (err error) {
	if s := field(rec, t.cols.symbol); s != "" {
		if c, ok := parseOCC(s); ok { // OptionMetrics: symbol is the contract's, ticker the underlying's
			q.contract(c)
		} else {
			q.symbol = s
		}
	}
	if s := field(rec, t.cols.root); s != "" {
		q.Root = plainSymbol(s)
	}
	if s := field(rec, t.cols.currency); s != "" && len(s) <= maxField {
		q.currency = upper(s)
	}
	if s := field(rec, t.cols.quoted); s != "" {
		if q.quoted, err = t.quoted(s); err != nil {
			return err
		}
	}
	if err := t.expiry(q, rec); err != nil {
		return err
	}
	if s := field(rec, t.cols.strike); s != "" {
		if q.Strike, err = price(s); err != nil {
			return fmt.Errorf("strike: %w", err)
		}
		if t.thousand {
			q.Strike = q.Strike.Shift(-3)
		}
	}
	if spot, err := t.underlying(rec); err != nil {
		t.g.notes.add("bad detail", "%v: underlying: %v; taken as unknown", q.at, err)
	} else if spot.Sign() > 0 {
		q.spot = spot
	}
	return nil
}

// quoted reads a row's moment.
func (t *table) quoted(s string) (time.Time, error) {
	if s == t.momentText {
		return t.moment, nil
	}
	moment, day, err := parseMoment(s, t.g.zone)
	if err == nil && moment.IsZero() {
		moment, err = t.g.onDay(day)
	}
	if err != nil {
		return moment, err
	}
	t.momentText, t.moment = strings.Clone(s), moment
	return moment, nil
}

// expiry reads a row's day of expiration, or takes it from what is said beside
// the table.
func (t *table) expiry(q *quote, rec []string) error {
	if s := field(rec, t.cols.expiry); s != "" {
		if s != t.dayText {
			day, err := parseDay(s)
			if err != nil {
				return fmt.Errorf("expiration: %w", err)
			}
			t.dayText, t.day = strings.Clone(s), day
		}
		q.Expiry = t.day
		return nil
	}
	switch s := field(rec, t.cols.term); {
	case strings.EqualFold(s, "near"):
		q.Expiry = t.g.hints.Near
	case strings.EqualFold(s, "next"):
		q.Expiry = t.g.hints.Next
	case s != "":
		return fmt.Errorf("term %.40q is neither near nor next", s)
	case t.cols.expiry < 0 && q.Expiry == 0 && !t.cols.named():
		if q.Expiry = t.g.hints.Expiry; q.Expiry == 0 {
			q.Expiry = t.g.said.expiry
		}
		return nil
	default:
		return nil
	}
	if q.Expiry == 0 {
		return needTerms
	}
	return nil
}

// named reports whether rows name contracts, which say when they expire.
func (l *layout) named() bool {
	return l.one.contract >= 0 || l.call.contract >= 0 && l.put.contract >= 0
}

// underlying is the price that a row states of it: a price, or the middle of
// bid and ask.
func (t *table) underlying(rec []string) (quantity.Decimal, error) {
	if s := field(rec, t.cols.spot); s != "" || t.cols.spotBid < 0 || t.cols.spotAsk < 0 {
		return price(s)
	}
	bid, err := price(field(rec, t.cols.spotBid))
	if err != nil {
		return bid, err
	}
	ask, err := price(field(rec, t.cols.spotAsk))
	if err != nil || bid.Sign() == 0 || ask.Sign() == 0 {
		return quantity.Decimal{}, err
	}
	mid, _ := bid.Rat().Add(ask.Rat()).Quo(quantity.Int(2))
	return number(mid.Fixed(6))
}

// deribitTable reads the rows of Deribit's answer as a table.
func (g *gatherer) deribitTable(data []byte) error {
	h, _ := findHeader(data)
	g.vendor, g.within = deribitName, deribitWithin
	return g.eachRow(data, &h, func(rec []string, at place) error {
		var r deribitRow
		for i, name := range h.written {
			if to := r.column(name); to != nil {
				*to = strings.TrimSpace(rec[i])
			}
		}
		return g.deribitRow(&r, at)
	})
}
