package volatility

import (
	"assay/evidence"
	"assay/period"
	"assay/vol"
)

// Slice is the volatilities of one expiry.
type Slice struct {
	Expiry   period.Date
	Root     string
	European bool
	Minutes  float64
	ATM      vol.Estimate // at the money
	Smile    vol.Smile
}

// Surface is the smile of each expiry that has one at the money, by
// settlement; of American options, of the European prices of the same
// volatilities. At most limit expiries are made, those nearest to 30 days.
func Surface(c evidence.Chain, o Options, limit int) ([]Slice, error) {
	all, err := expiries(c)
	if err != nil {
		return nil, err
	}
	var out []Slice
	for _, l := range nearestTo30(onePerDay(all), limit) {
		r := Result{Spot: c.Spot.Rat().Float()}
		m := measure{chain: &c, options: &o, result: &r}
		if s, ok := m.slice(l); ok {
			out = append(out, s)
		}
	}
	return out, nil
}

// nearestTo30 keeps a stretch of the expiries around 30 days.
func nearestTo30(all []listed, limit int) []listed {
	lo, hi := 0, len(all)
	for hi-lo > max(limit, 0) {
		if vol.Thirty-all[lo].Minutes > all[hi-1].Minutes-vol.Thirty {
			lo++
		} else {
			hi--
		}
	}
	return all[lo:hi]
}

func (m measure) slice(l listed) (Slice, bool) {
	e := vol.Expiry{Pairs: l.Pairs, Minutes: l.Minutes, RateAnnual: m.rate(l, 0)}
	s := Slice{Expiry: l.Expiry, Root: l.Root, European: l.European, Minutes: l.Minutes}
	forward, discount, err := m.forward(l, &e, len(e.Pairs))
	if err != nil {
		return s, false
	}
	at, ok := vol.ATM(e, forward, discount)
	s.ATM, s.Smile = at, vol.NewSmile(e, forward, discount)
	return s, ok
}
