package options

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"assay/quantity"
	"assay/vol"
)

const yahooName = "Yahoo"

// yahooWithin is how far apart the answers for the expiries of one chain may
// stand: Yahoo gives one expiry an answer.
const yahooWithin = 2 * time.Minute

// yahooResult is what Yahoo says of one underlying and, mostly, one expiry.
type yahooResult struct {
	symbol   string
	price    string
	time     string // seconds since 1970
	currency string
	options  []yahooOption
}

type yahooOption struct {
	kind                       vol.Kind
	contract, strike, currency string
	texts                      priceTexts
}

// yahoo reads Yahoo's JSON: answers of /v7/finance/options, or their results
// alone as client libraries hand them on. The moment is that of the underlying's
// last regular trade: options are quoted in the same hours.
func (g *gatherer) yahoo(data []byte) error {
	g.vendor, g.within = yahooName, yahooWithin
	return documents(data, func(s *scanner) error {
		var results []yahooResult
		var alone yahooResult
		s.object(func(key string) {
			if key != "optionChain" {
				alone.member(s, key)
				return
			}
			s.object(func(key string) {
				switch key {
				case "result":
					s.array(func() {
						results = appendBounded(s, results)
						r := &results[len(results)-1]
						s.object(func(key string) { r.member(s, key) })
					})
				case "error":
					g.answeredError(s, "description")
				default:
					s.skip()
				}
			})
		})
		if s.err != nil {
			return s.err
		}
		for i := range results {
			if err := g.yahooResult(&results[i]); err != nil {
				return err
			}
		}
		return g.yahooResult(&alone)
	})
}

// answeredError notes what a vendor's error object says.
func (g *gatherer) answeredError(s *scanner, member string) {
	s.object(func(key string) {
		if key == member {
			g.notes.add("no answer", "%s answered with an error: %.200s", g.vendor, s.value())
			return
		}
		s.skip()
	})
}

// member reads one of a result's members.
func (r *yahooResult) member(s *scanner, key string) {
	switch key {
	case "underlyingSymbol":
		r.symbol = s.value()
	case "quote":
		s.object(func(key string) {
			switch key {
			case "symbol":
				r.symbol = cmp.Or(r.symbol, s.value())
			case "regularMarketPrice":
				r.price = s.value()
			case "regularMarketTime":
				r.time = s.value()
			case "currency":
				r.currency = s.value()
			default:
				s.skip()
			}
		})
	case "options":
		s.array(func() {
			s.object(func(key string) {
				switch key {
				case "calls":
					r.side(s, vol.Call)
				case "puts":
					r.side(s, vol.Put)
				default:
					s.skip()
				}
			})
		})
	default:
		s.skip()
	}
}

// side reads the calls or puts of an expiry.
func (r *yahooResult) side(s *scanner, kind vol.Kind) {
	s.array(func() {
		if r.options = appendBounded(s, r.options); s.err != nil {
			return
		}
		o := &r.options[len(r.options)-1]
		o.kind = kind
		s.object(func(key string) {
			switch key {
			case "contractSymbol":
				o.contract = s.value()
			case "strike":
				o.strike = s.value()
			case "currency":
				o.currency = s.value()
			case "bid":
				o.texts.bid = s.value()
			case "ask":
				o.texts.ask = s.value()
			case "lastPrice":
				o.texts.last = s.value()
			case "lastTradeDate":
				o.texts.lastTrade = s.value()
			case "openInterest":
				o.texts.interest = s.value()
			default:
				s.skip()
			}
		})
	})
}

func (g *gatherer) yahooResult(r *yahooResult) error {
	base := quote{symbol: r.symbol}
	var err error
	if base.spot, err = price(r.price); err != nil {
		g.notes.add("bad price", "the price of %.40q: %v", r.symbol, err)
	}
	if r.time != "" {
		if base.quoted, _, err = parseMoment(r.time, g.zone); err != nil || base.quoted.IsZero() {
			return fmt.Errorf("regularMarketTime %.40q is no moment; fetch the file again", r.time)
		}
	}
	for i := range r.options {
		o, q := &r.options[i], base
		q.Kind, q.at = o.kind, place{"option", g.rows + 1}
		if err := g.take(&q, g.yahooOption(&q, o, cmp.Or(o.currency, r.currency))); err != nil {
			return err
		}
	}
	return nil
}

func (g *gatherer) yahooOption(q *quote, o *yahooOption, currency string) (err error) {
	if len(currency) <= maxField {
		q.currency = currency
	}
	if q.Strike, err = price(o.strike); err != nil {
		return fmt.Errorf("strike: %w", err)
	}
	if o.contract == "" {
		return errNoContract
	}
	if err := q.named(o.contract); err != nil {
		return err
	}
	return q.prices(g, o.texts)
}

// errNoContract means an option of a vendor that names them all.
var errNoContract = errors.New("no contract's symbol")

// named takes over what a contract's symbol says. What the file says apart
// must agree.
func (q *quote) named(symbol string) error {
	if symbol == "" {
		return nil
	}
	c, ok := parseOCC(symbol)
	switch {
	case !ok:
		return fmt.Errorf("%.40q is no contract's symbol (want root, yymmdd, C or P, and the strike in thousandths)", symbol)
	case q.Kind != 0 && q.Kind != c.kind:
		return fmt.Errorf("%s stands among the options of the other kind", symbol)
	case q.Expiry != 0 && q.Expiry != c.expiry:
		return fmt.Errorf("%s does not expire on %v", symbol, q.Expiry)
	case q.Strike != (quantity.Decimal{}) && q.Strike != c.strike:
		return fmt.Errorf("the strike of %s is not %v", symbol, q.Strike)
	}
	q.contract(c)
	return nil
}

func (q *quote) contract(c contract) {
	q.Root, q.Expiry, q.Kind, q.Strike = c.root, c.expiry, c.kind, c.strike
}

// priceTexts are the fields of an option that may be absent.
type priceTexts struct{ bid, ask, last, lastTrade, interest string }

// prices reads them. A date of the last trade or a number of contracts that is
// none does not spoil a quote: it stays unknown, with a note.
func (q *quote) prices(g *gatherer, t priceTexts) (err error) {
	if q.Bid, err = price(t.bid); err != nil {
		return fmt.Errorf("bid: %w", err)
	}
	if q.Ask, err = price(t.ask); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	var odd [3]error
	q.Last, odd[0] = price(t.last)
	q.OpenInterest, odd[1] = count(t.interest)
	q.LastTrade, odd[2] = g.tradeDay(t.lastTrade)
	if err := errors.Join(odd[:]...); err != nil {
		g.notes.add("bad detail", "%v: %v; taken as unknown", q.at, err)
	}
	return nil
}
