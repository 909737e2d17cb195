package options

import (
	"bytes"
	"cmp"
	"strings"
	"time"

	"assay/period"
	"assay/quantity"
)

const cboeName = "Cboe"

// cboeAnswer is a file of cdn.cboe.com/api/global/delayed_quotes/options.
type cboeAnswer struct {
	timestamp string // of the file, UTC
	symbol    string // "_SPX" outside, "^SPX" within data
	price     string // current_price, else close
	lastTrade string // of the underlying, New York
	options   []cboeOption
}

type cboeOption struct {
	contract string
	texts    priceTexts // lastTrade in New York
}

// cboe reads Cboe's JSON.
func (g *gatherer) cboe(data []byte) error {
	g.vendor = cboeName
	return documents(data, func(s *scanner) error {
		a := readCboe(s)
		if s.err != nil {
			return s.err
		}
		base := quote{symbol: a.symbol, quoted: g.cboeMoment(&a)}
		var err error
		if base.spot, err = price(a.price); err != nil {
			g.notes.add("bad price", "the price of %.40q: %v", a.symbol, err)
		}
		for i := range a.options {
			o, q := &a.options[i], base
			q.at = place{"option", i + 1}
			err := errNoContract
			if o.contract != "" {
				err = q.named(o.contract)
			}
			if err == nil {
				err = q.prices(g, o.texts)
			}
			if err := g.take(&q, err); err != nil {
				return err
			}
		}
		return nil
	})
}

func readCboe(s *scanner) (a cboeAnswer) {
	s.object(func(key string) {
		switch key {
		case "timestamp":
			a.timestamp = s.value()
		case "symbol":
			a.symbol = cmp.Or(a.symbol, s.value())
		case "data":
			s.object(func(key string) { a.member(s, key) })
		default:
			s.skip()
		}
	})
	return a
}

// member reads one of the members of data.
func (a *cboeAnswer) member(s *scanner, key string) {
	switch key {
	case "symbol":
		a.symbol = cmp.Or(s.value(), a.symbol)
	case "current_price":
		a.price = cmp.Or(s.value(), a.price)
	case "close":
		a.price = cmp.Or(a.price, s.value())
	case "last_trade_time":
		a.lastTrade = s.value()
	case "options":
		s.array(func() {
			if a.options = appendBounded(s, a.options); s.err == nil {
				a.options[len(a.options)-1].read(s)
			}
		})
	default:
		s.skip()
	}
}

func (o *cboeOption) read(s *scanner) {
	s.object(func(key string) {
		switch key {
		case "option":
			o.contract = s.value()
		case "bid":
			o.texts.bid = s.value()
		case "ask":
			o.texts.ask = s.value()
		case "last_trade_price":
			o.texts.last = s.value()
		case "last_trade_time":
			o.texts.lastTrade = s.value()
		case "open_interest":
			o.texts.interest = s.value()
		default:
			s.skip()
		}
	})
}

// cboeDelay is by how much the quotes lie behind the file's own time
// (Cboe, "Delayed Quotes": at least 15 minutes).
const cboeDelay = 15 * time.Minute

// cboeMoment is when the quotes stood. The file's time runs on after the close,
// the quotes do not: so it is the latest trade in the file, of the underlying or
// an option, or the file's time less the delay where that is earlier, or where
// there was no trade. Zero is unknown.
func (g *gatherer) cboeMoment(a *cboeAnswer) (latest time.Time) {
	// Local times of one form: the latest is the last in the order of texts.
	last := ""
	see := func(t string) {
		if len(t) == len("2024-11-20T16:14:59") && t > last {
			last = t
		}
	}
	see(a.lastTrade)
	for i := range a.options {
		see(a.options[i].texts.lastTrade)
	}
	if last != "" {
		latest, _, _ = parseMoment(last, g.zone)
	}
	if file, _, err := parseMoment(a.timestamp, time.UTC); err == nil && !file.IsZero() {
		if standing := file.Add(-cboeDelay); latest.IsZero() || latest.After(standing) {
			latest = standing
		}
	}
	return latest
}

// cboeHead reads the lines above Cboe's table: the name and price of the
// underlying, and the moment.
func (g *gatherer) cboeHead(head []byte) (base quote, err error) {
	for line := range bytes.Lines(head) {
		s := strings.TrimSpace(string(line))
		if base.spot.Sign() == 0 {
			base.spot = cboeSpot(s)
		}
		for _, part := range stampParts(s) {
			if t, ok := parseStamp(part, g.zone); ok && base.quoted.IsZero() {
				base.quoted = t
			}
		}
	}
	if base.quoted.IsZero() {
		if base.quoted, err = g.moment(); err != nil {
			return base, MissingError("no moment in the lines above the table (want, as in an English browser, \"Date: January 6, 2025 at 9:30 PM EST\"): say when the quotes stood, as in --at 2025-01-06T16:00 (New York's time)")
		}
	}
	return base, nil
}

// stampParts are the pieces of a head line that may hold the moment, which has
// a comma of its own.
func stampParts(line string) []string {
	parts := []string{line}
	if quoted := strings.Split(line, `"`); len(quoted) > 2 {
		parts = append(parts, quoted[1])
		if before, _, ok := strings.Cut(quoted[1], ","); ok {
			parts = append(parts, before)
		}
	}
	f := strings.Split(line, ",")
	parts = append(parts, f[0])
	if len(f) > 1 {
		parts = append(parts, f[0]+","+f[1])
	}
	return parts
}

// cboeSpot is the price in a head line: "…,Last: 5,973.10,Change: …", or the
// field after the name ("AAPL (Apple Inc),327.06,…").
func cboeSpot(line string) quantity.Decimal {
	_, rest, ok := strings.Cut(line, "Last:")
	if !ok {
		if _, rest, ok = strings.Cut(line, "),"); !ok {
			return quantity.Decimal{}
		}
	}
	d, _ := price(leadingNumber(strings.TrimLeft(rest, ` "`)))
	return d
}

// leadingNumber is the number at the beginning of s. A comma belongs to it if
// three digits follow and no point stood before.
func leadingNumber(s string) string {
	point := false
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
		case c == '.' && !point:
			point = true
		case c == ',' && !point && len(s) > i+3 && allOf(s[i+1:i+4], isDigit):
		default:
			return s[:i]
		}
	}
	return s
}

// tradeDay is the New York day of an option's last trade; 0 is unknown.
func (g *gatherer) tradeDay(s string) (period.Date, error) {
	if s == "" || blank(s) || s == "0" {
		return 0, nil
	}
	t, day, err := parseMoment(s, g.zone)
	switch {
	case err != nil:
		return 0, err
	case t.IsZero():
		return day, nil
	}
	return dayOf(t, g.zone), nil
}
