package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/source"
	"assay/source/options"
	"assay/vol"
	"assay/volatility"
)

// volQuotes is a chain with all that is needed to make a value of it.
type volQuotes struct {
	name    string // as the user wrote it, in capitals
	chain   evidence.Chain
	options volatility.Options
	store   evidence.Reader // nil where a file serves and no store can be opened
	closer  io.Closer
}

// Close closes the store, if one was opened.
func (q volQuotes) Close() {
	if q.closer != nil {
		q.closer.Close() // opened for reading only
	}
}

// quotes finds the chain and reads what the flags say.
func (f *volFlags) quotes(ctx context.Context, name string) (q volQuotes, err error) {
	q.name = strings.ToUpper(name)
	if err := f.settings(&q.options); err != nil {
		return q, err
	}
	when, err := f.moment()
	if err != nil {
		return q, err
	}
	if q.store, q.closer, err = openReader(f.storeNamed()); err != nil && (f.chain == "" || f.store != "") {
		return q, err
	}
	if f.chain != "" {
		if q.chain, err = f.fromFile(q.name, when); err == nil && q.store != nil {
			q.chain.Entity, _ = underlying(ctx, q.store, name) // for the day of its results; a file needs none
		}
	} else {
		q.chain, err = fromStore(ctx, q.store, name, when)
	}
	if err == nil {
		err = f.complete(ctx, &q)
	}
	if err != nil {
		q.Close()
	}
	return q, err
}

func (f *volFlags) storeNamed() string {
	cfg, err := (&articleFlags{}).load(nil)
	if err != nil {
		return f.store
	}
	return storePath(f.store, cfg)
}

// settings reads what the flags say of the computation.
func (f *volFlags) settings(o *volatility.Options) (err error) {
	if f.method != "" {
		if o.Method, err = volatility.ParseMethod(f.method); err != nil {
			return err
		}
	}
	if o.Rates, err = parseRates(f.rates); err != nil {
		return err
	}
	if o.Expiries, err = parseExpiries(f.expiries); err != nil {
		return err
	}
	o.Dividends, err = parseDividends(f.dividends)
	return err
}

// wanted says which of several chains is asked for. The zero value asks for the
// last.
type wanted struct {
	on period.Date // New York's day; 0 any
	by time.Time   // no later; zero any
}

func (f *volFlags) moment() (w wanted, err error) {
	if w.on, err = day(f.on, "--on"); err != nil {
		return w, err
	}
	if f.at != "" {
		if w.by, err = parseMoment(f.at); err != nil {
			return w, fmt.Errorf("--at: %w", err)
		}
	}
	return w, nil
}

// admits reports whether a chain of that moment may be meant.
func (w wanted) admits(quoted time.Time) bool {
	if w.on != 0 && period.FromTime(quoted.In(period.NewYork())) != w.on {
		return false
	}
	return w.by.IsZero() || !quoted.After(w.by)
}

// asked says in a message what was asked for.
func (w wanted) asked() string {
	switch {
	case !w.by.IsZero():
		return " by " + newYorkTime(w.by)
	case w.on != 0:
		return " of " + w.on.String()
	}
	return ""
}

// fromFile is the file's chain of the symbol, of several the last admitted.
func (f *volFlags) fromFile(symbol string, w wanted) (evidence.Chain, error) {
	all, err := source.Quotes(f.chain, f.hints(symbol, w))
	if err != nil {
		return evidence.Chain{}, err
	}
	if len(all) == 1 && !w.by.IsZero() { // the user knows better when it was quoted
		all[0].Chain.Quoted = w.by
	}
	var best evidence.Chain
	for _, q := range all {
		if w.admits(q.Chain.Quoted) && !q.Chain.Quoted.Before(best.Quoted) {
			best = q.Chain
		}
	}
	if best.Quoted.IsZero() {
		return best, fmt.Errorf("%s holds no chain of %s%s", f.chain, symbol, w.asked())
	}
	best.Source = f.chain
	return best, nil
}

func (f *volFlags) hints(symbol string, w wanted) options.Hints {
	h := options.Hints{Symbol: symbol, Quoted: w.by}
	if e, err := parseExpiries(f.expiries); err == nil {
		h.Near, h.Next = e[0], e[1]
	}
	return h
}

// fromStore is the store's last chain that is admitted.
func fromStore(ctx context.Context, store evidence.Reader, name string, w wanted) (evidence.Chain, error) {
	id, err := underlying(ctx, store, name)
	if err != nil {
		return evidence.Chain{}, err
	}
	times, err := store.ChainTimes(ctx, id)
	if err != nil {
		return evidence.Chain{}, err
	}
	for i := len(times) - 1; i >= 0; i-- {
		if w.admits(times[i]) {
			return store.Chain(ctx, id, times[i])
		}
	}
	if len(times) > 0 {
		return evidence.Chain{}, fmt.Errorf("the store holds no chain of %s%s; it has those from %s to %s", name, w.asked(), newYorkTime(times[0]), newYorkTime(times[len(times)-1]))
	}
	return evidence.Chain{}, fmt.Errorf("the store holds no chain of %s; import one with assay import --as options:%s FILE, or name a file with --chain", name, strings.ToUpper(name))
}

// underlying is the entity that a ticker, a symbol or a company's name means.
func underlying(ctx context.Context, store evidence.Reader, name string) (entity.ID, error) {
	if id := entity.ID(name); id.Kind() != "" {
		return id, nil
	}
	id, err := source.Underlying(ctx, store, name, name)
	var unknown *source.UnknownTickerError
	if !errors.As(err, &unknown) {
		return id, err
	}
	filer, err := filerNamed(ctx, store, name)
	return filer.ID, err
}

// complete adds the method's default, the curve of the day and the day on which
// results are expected.
func (f *volFlags) complete(ctx context.Context, q *volQuotes) error {
	if q.options.Method == "" {
		q.options.Method = defaultMethod(q.chain)
	}
	day := period.FromTime(q.chain.Quoted.In(period.NewYork()))
	if q.store != nil {
		var err error
		if q.options.Earnings, err = evidence.ExpectedResults(ctx, q.store, q.chain.Entity, day); err != nil {
			return err
		}
	}
	if f.yields != "" {
		c, err := curveOf(f.yields, day)
		q.options.Curve = &c
		return err
	}
	if q.store == nil {
		return nil
	}
	c, _, err := evidence.Yields(ctx, q.store, day)
	if err == nil {
		q.options.Curve = &c
	}
	if err != nil && !errors.Is(err, evidence.ErrNotFound) {
		return err
	}
	return nil
}

// defaultMethod is what the field shows of such a chain.
func defaultMethod(c evidence.Chain) volatility.Method {
	switch {
	case c.Vendor == "Deribit":
		return volatility.DVOLLike
	case len(c.Options) > 0 && volatility.European(c.Options[0].Root):
		return volatility.VIX
	}
	return volatility.IV30
}

// curveOf is the curve of the file's last day that is not after the quotes'.
func curveOf(path string, day period.Date) (vol.Curve, error) {
	rows, err := source.Curves(path)
	if err != nil {
		return vol.Curve{}, err
	}
	var last period.Date
	for _, r := range rows {
		if r.Day <= day {
			last = max(last, r.Day)
		}
	}
	if last == 0 {
		return vol.Curve{}, fmt.Errorf("%s has no yields of %s or before", path, day)
	}
	var ys []vol.Yield
	for _, r := range rows {
		if r.Day == last {
			ys = append(ys, vol.Yield{Days: float64(r.Days), BEY: r.Percent.Rat().Float() / 100})
		}
	}
	c, err := vol.NewCurve(ys)
	if err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// newYorkTime shows a moment in the exchanges' time.
func newYorkTime(t time.Time) string {
	return t.In(period.NewYork()).Format("2006-01-02 15:04 MST")
}
