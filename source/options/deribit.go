package options

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"assay/period"
)

const deribitName = "Deribit"

// deribitWithin is how far apart the rows of one answer may stand.
const deribitWithin = time.Minute

// deribitRow is the summary of one instrument's book.
type deribitRow struct {
	instrument string
	forward    string // underlying_price
	index      string // estimated_delivery_price
	created    string // milliseconds since 1970
	texts      priceTexts
}

// deribit reads Deribit's JSON: answers of public/get_book_summary_by_currency,
// or their rows alone.
func (g *gatherer) deribit(data []byte) error {
	g.vendor, g.within = deribitName, deribitWithin
	return documents(data, func(s *scanner) error {
		var alone deribitRow
		s.object(func(key string) {
			switch key {
			case "result":
				s.array(func() {
					var r deribitRow
					s.object(func(key string) { r.member(s, key) })
					g.deribitTake(s, &r)
				})
			case "error":
				g.answeredError(s, "message")
			default:
				alone.member(s, key)
			}
		})
		if alone.instrument != "" {
			g.deribitTake(s, &alone)
		}
		return s.err
	})
}

func (g *gatherer) deribitTake(s *scanner, r *deribitRow) {
	if s.err == nil {
		if err := g.deribitRow(r, place{"option", g.rows + 1}); err != nil {
			s.stop(err)
		}
	}
}

// column is where a member of that name goes, nil if it is not read.
func (r *deribitRow) column(name string) *string {
	switch name {
	case "instrument_name":
		return &r.instrument
	case "bid_price":
		return &r.texts.bid
	case "ask_price":
		return &r.texts.ask
	case "last":
		return &r.texts.last
	case "open_interest":
		return &r.texts.interest
	case "underlying_price":
		return &r.forward
	case "estimated_delivery_price":
		return &r.index
	case "creation_timestamp":
		return &r.created
	}
	return nil
}

func (r *deribitRow) member(s *scanner, key string) {
	if to := r.column(key); to != nil {
		*to = s.value()
		return
	}
	s.skip()
}

// errNoOption means a future, a perpetual or a combination of options, which
// Deribit lists among the options of a currency.
var errNoOption = errors.New("no option")

func (g *gatherer) deribitRow(r *deribitRow, at place) error {
	q := quote{at: at}
	err := g.deribitQuote(&q, r)
	if errors.Is(err, errNoOption) {
		g.notes.add("no option", "%v: %.40q is no option and was left out", at, r.instrument)
		return nil
	}
	return g.take(&q, err)
}

// deribitQuote reads a row. underlying_price is the price of the future of the
// option's expiry, or a synthetic one made from its neighbours (underlying_index
// "SYN.BTC-9JAN24"): the forward. estimated_delivery_price is the index.
func (g *gatherer) deribitQuote(q *quote, r *deribitRow) (err error) {
	if err := q.instrument(r.instrument); err != nil {
		return err
	}
	if r.created != "" {
		if q.quoted, _, err = parseMoment(r.created, time.UTC); err != nil {
			return fmt.Errorf("creation_timestamp: %w", err)
		}
	}
	if q.forward, err = price(r.forward); err != nil {
		return fmt.Errorf("underlying_price: %w", err)
	}
	if q.spot, err = price(r.index); err != nil {
		return fmt.Errorf("estimated_delivery_price: %w", err)
	}
	return q.prices(g, r.texts)
}

// instrument reads an instrument's name: "BTC-26JAN24-42000-C" is quoted in
// coins, "XRP_USDC-30JUN24-0d5-C" in the currency after the underscore, where d
// stands for the decimal point.
func (q *quote) instrument(name string) error {
	p := strings.Split(name, "-")
	if len(name) > maxField || len(p) != 4 || kindOf(p[3]) == 0 {
		return errNoOption
	}
	base, currency, linear := strings.Cut(p[0], "_")
	if base == "" || !allOf(base, isRootByte) || !allOf(currency, isRootByte) {
		return fmt.Errorf("%.40q names no currency", name)
	}
	var err error
	if q.Strike, err = price(strings.Replace(p[2], "d", ".", 1)); err != nil {
		return fmt.Errorf("strike of %.40q: %w", name, err)
	}
	if q.Expiry, err = deribitDay(p[1]); err != nil {
		return fmt.Errorf("%.40q: %w", name, err)
	}
	q.symbol, q.Root, q.Kind = base, p[0], kindOf(p[3])
	q.currency, q.inverse = cmp.Or(currency, "USD"), !linear
	return nil
}

// deribitMonths are the months as Deribit writes them, in order.
const deribitMonths = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"

// deribitDay reads 9JAN24. Options end at 8:00 UTC of the day.
func deribitDay(s string) (period.Date, error) {
	n := len(s) - 5
	if (n == 1 || n == 2) && allOf(s[:n], isDigit) && allOf(s[n+3:], isDigit) {
		day := two(("0" + s[:n])[n-1:])
		if i := strings.Index(deribitMonths, s[n:n+3]); i >= 0 && i%3 == 0 {
			if d, ok := civilDay(2000+two(s[n+3:]), i/3+1, day); ok {
				return d, nil
			}
		}
	}
	return 0, fmt.Errorf("%.40q is no day (want 26JAN24)", s)
}
