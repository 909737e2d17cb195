package options

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// quote is one option as a file states it, with what the file says beside it
// of its chain.
type quote struct {
	at       place
	symbol   string // of the underlying; "" is unknown
	quoted   time.Time
	currency string // of the strike; "" is USD
	inverse  bool
	spot     quantity.Decimal
	forward  quantity.Decimal // of the option's expiry
	evidence.Option
}

// place is where in its file an option stands: "line 12", "option 7".
type place struct {
	what string
	n    int
}

func (p place) String() string { return fmt.Sprintf("%s %d", p.what, p.n) }

// chainKey is what makes two options one chain.
type chainKey struct {
	symbol, currency string
	inverse          bool
	quoted           int64 // seconds since 1970
}

// chain is Quotes in the making.
type chain struct {
	Quotes
	place    map[contract]int
	forwards map[period.Date]quantity.Decimal
	notes    notes
}

// gatherer sorts a file's options into chains.
type gatherer struct {
	name   string
	hints  Hints
	said   saying // by the file's name
	zone   *time.Location
	vendor string
	// within is how far apart quotes of one chain may stand: a vendor's answer
	// takes its moments one after the other.
	within time.Duration
	starts map[chainKey]time.Time // of the running chain of each symbol
	chains []*chain
	place  map[chainKey]*chain
	roots  map[string]string
	rows   int
	others int // rows on other symbols than the one asked for
	notes  notes
}

func newGatherer(name string, h Hints) *gatherer {
	h.Symbol = plainSymbol(h.Symbol)
	return &gatherer{
		name: name, hints: h, said: readName(name, period.NewYork()), zone: period.NewYork(),
		starts: map[chainKey]time.Time{}, place: map[chainKey]*chain{}, roots: map[string]string{},
	}
}

// MissingError is what a whole file does not say and Hints can: the underlying,
// the moment, the expiry. An import of a folder may pass such a file over.
type MissingError string

func (e MissingError) Error() string { return string(e) }

const (
	needSymbol = MissingError("the underlying is not named: say whose quotes these are, as in --as options:NVDA")
	needExpiry = MissingError("no day of expiration: add a column expiration, or put it into the file's name, as in NVDA_exp2026-02-20.csv")
	needTerms  = MissingError("the column term says near and next, and nothing says which days these are: add a column expiration instead")
)

// moment is when the file's quotes stood if the file itself does not say.
func (g *gatherer) moment() (time.Time, error) {
	switch {
	case !g.hints.Quoted.IsZero():
		return g.hints.Quoted, nil
	case !g.said.quoted.IsZero():
		return g.said.quoted, nil
	case g.said.day != 0:
		return time.Time{}, MissingError(fmt.Sprintf("the file's name gives the day of the quotes, %v, but no time: say when they stood, as in --at %vT16:00 (New York's time)", g.said.day, g.said.day))
	}
	return time.Time{}, MissingError("nothing says when the quotes stood: give it, as in --at 2026-02-11T11:30 (New York's time)")
}

// onDay is the moment on a day that the file states without a time.
func (g *gatherer) onDay(day period.Date) (time.Time, error) {
	t, err := g.moment()
	if err != nil {
		return t, MissingError(fmt.Sprintf("the quotes have a day, %v, but no time: say when they stood, as in --at %vT16:00 (New York's time)", day, day))
	}
	if d := dayOf(t, g.zone); d != day {
		return t, fmt.Errorf("quoted on %v, not on %v", day, d)
	}
	return t, nil
}

// add takes one option. An error of another kind than MissingError and errTooMany
// concerns this option alone.
func (g *gatherer) add(q *quote) error {
	if g.rows++; g.rows > maxRows {
		return errTooMany
	}
	if err := g.identify(q); err != nil {
		return err
	}
	if g.hints.Symbol != "" && !sameSymbol(q.symbol, g.hints.Symbol) {
		g.others++
		return nil
	}
	c := g.chain(q)
	if q.spot.Sign() > 0 {
		c.Chain.Spot = q.spot
	}
	if q.forward.Sign() > 0 {
		c.forwards[q.Expiry] = q.forward
	}
	if adjusted(q.Root, q.symbol) {
		c.notes.add("adjusted contract", "%v delivers something other than shares of %s and was left out", contractOf(&q.Option), q.symbol)
		return nil
	}
	key := contractOf(&q.Option)
	i, twice := c.place[key]
	if !twice {
		c.place[key] = len(c.Chain.Options)
		c.Chain.Options = append(c.Chain.Options, q.Option)
		return nil
	}
	if c.Chain.Options[i] != q.Option {
		c.notes.add("contract twice", "%v stands twice with different values; the later one was kept", key)
		c.Chain.Options[i] = q.Option
	}
	return nil
}

func contractOf(o *evidence.Option) contract { return contract{o.Root, o.Expiry, o.Kind, o.Strike} }

// identify completes what is left open of an option and its chain.
func (g *gatherer) identify(q *quote) error {
	q.symbol = plainSymbol(q.symbol)
	switch {
	case q.symbol != "":
	case q.Root != "":
		q.symbol = underlyingOf(q.Root)
	default:
		if q.symbol = cmp.Or(g.hints.Symbol, g.said.symbol); q.symbol == "" {
			return needSymbol
		}
	}
	q.Root = cmp.Or(q.Root, q.symbol)
	if len(q.symbol) > maxField || len(q.Root) > maxField {
		return fmt.Errorf("%.40q… is no symbol", q.symbol)
	}
	q.symbol, q.Root = g.intern(q.symbol), g.intern(q.Root)
	q.currency = cmp.Or(q.currency, "USD")
	if q.quoted.IsZero() {
		var err error
		if q.quoted, err = g.moment(); err != nil {
			return err
		}
	}
	q.quoted = q.quoted.UTC().Truncate(time.Second)
	switch {
	case q.Expiry == 0:
		return needExpiry
	case q.Kind == 0:
		return errors.New("neither call nor put")
	case q.Strike.Sign() <= 0:
		return errors.New("no strike")
	}
	return nil
}

// intern makes one string of all equal ones, in memory of its own.
func (g *gatherer) intern(s string) string {
	if t, ok := g.roots[s]; ok {
		return t
	}
	t := string([]byte(s))
	g.roots[t] = t
	return t
}

// chain is the chain that the quote belongs to.
func (g *gatherer) chain(q *quote) *chain {
	key := chainKey{symbol: q.symbol, currency: q.currency, inverse: q.inverse}
	start := q.quoted
	if g.within > 0 {
		if s, ok := g.starts[key]; ok && q.quoted.Sub(s).Abs() <= g.within {
			start = s
		}
		g.starts[key] = start
	}
	key.quoted = start.Unix()
	c, ok := g.place[key]
	if !ok {
		c = &chain{place: map[contract]int{}, forwards: map[period.Date]quantity.Decimal{}}
		c.Symbol = q.symbol
		c.Chain = evidence.Chain{Vendor: g.vendor, Currency: g.intern(q.currency), Inverse: q.inverse, Source: baseName(g.name)}
		g.place[key] = c
		g.chains = append(g.chains, c)
	}
	if q.quoted.After(c.Chain.Quoted) {
		c.Chain.Quoted = q.quoted
	}
	return c
}

// take adds an option, or notes why it could not be read. The error it returns
// ends the file.
func (g *gatherer) take(q *quote, err error) error {
	if err == nil {
		err = g.add(q)
	}
	if err == nil {
		return nil
	}
	var need MissingError
	if errors.As(err, &need) || errors.Is(err, errTooMany) {
		return fmt.Errorf("%v: %w", q.at, err)
	}
	g.notes.add("bad row", "%v: %v; left out", q.at, err)
	return nil
}

// finish puts the chains in order.
func (g *gatherer) finish() ([]Quotes, error) {
	var all []Quotes
	for _, c := range g.chains {
		if len(c.Chain.Options) > 0 {
			all = append(all, g.finished(c))
		}
	}
	if len(all) == 0 {
		switch {
		case g.others > 0:
			return nil, fmt.Errorf("no option on %s in it; leave out the symbol to read those on others", g.hints.Symbol)
		case len(g.notes.list) > 0:
			return nil, fmt.Errorf("no option that can be read: %s", g.notes.list[0].Message)
		}
		return nil, ErrEmpty
	}
	if g.others > 0 {
		g.notes.add("other underlying", "%d options on other underlyings than %s were left out", g.others, g.hints.Symbol)
	}
	all[0].Notes = append(g.notes.finish(), all[0].Notes...)
	return all, nil
}

func (g *gatherer) finished(c *chain) Quotes {
	for day, price := range c.forwards {
		c.Chain.Forwards = append(c.Chain.Forwards, evidence.Forward{Expiry: day, Price: price})
	}
	slices.SortFunc(c.Chain.Forwards, func(a, b evidence.Forward) int { return cmp.Compare(a.Expiry, b.Expiry) })
	evidence.SortOptions(c.Chain.Options)
	if c.Chain.Spot.Sign() == 0 {
		c.Chain.Spot = g.hints.Spot
	}
	if g.vendor == deribitName {
		c.Chain.Public = dayOf(c.Chain.Quoted, time.UTC)
	} else {
		c.Chain.Public = dayOf(c.Chain.Quoted, g.zone)
		if g.vendor != "" && !inHours(c.Chain.Quoted, g.zone) {
			c.notes.add("outside hours", "quoted at %s in New York, outside the exchange's hours: most of these quotes stood at the last close", c.Chain.Quoted.In(g.zone).Format("2006-01-02 15:04"))
		}
	}
	c.noteLaterTrades()
	c.Notes = c.notes.finish()
	return c.Quotes
}

// noteLaterTrades notes trades after the day of the quotes, whose moment must
// then be wrong.
func (c *chain) noteLaterTrades() {
	n := 0
	for i := range c.Chain.Options {
		if c.Chain.Options[i].LastTrade > c.Chain.Public {
			n++
		}
	}
	if n > 0 {
		c.notes.add("later trade", "%d options were traded after %v, the day on which their quotes are said to have stood: the moment is wrong", n, c.Chain.Public)
	}
}

// maxNotes is how many notes of one code are written out.
const maxNotes = 20

// notes collects oddities, the first of each code in words and the rest by
// number.
type notes struct {
	list  []span.Note
	count map[string]int
}

func (n *notes) add(code, format string, args ...any) {
	if n.count == nil {
		n.count = map[string]int{}
	}
	if n.count[code]++; n.count[code] <= maxNotes {
		n.list = append(n.list, span.Note{Code: code, Message: message.Plain(fmt.Sprintf(format, args...))})
	}
}

// finish is the list, with a line for each code that was cut short.
func (n *notes) finish() []span.Note {
	list, told := n.list, map[string]bool{}
	for _, note := range n.list {
		if more := n.count[note.Code] - maxNotes; more > 0 && !told[note.Code] {
			told[note.Code] = true
			list = append(list, span.Note{Code: note.Code, Message: message.Plain(fmt.Sprintf("and %d more notes of this kind (%s)", more, note.Code))})
		}
	}
	return list
}
