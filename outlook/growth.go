package outlook

import (
	"fmt"
	"slices"
	"strings"

	"assay/quantity"
)

// Rates is a growth a year and its range, as fractions: 1/10 is ten percent.
type Rates struct{ Low, Middle, High quantity.Rat }

// Flat is a single rate.
func Flat(r quantity.Rat) *Rates { return &Rates{r, r, r} }

// Between is a range of rates; its middle lies half-way.
func Between(low, high quantity.Rat) *Rates {
	return &Rates{low, low.Add(high).Mul(quantity.Frac(1, 2)), high}
}

// MaxRate is the largest rate: tenfold a year.
const MaxRate = 9

// ParseRates reads a growth a year in percent, "12%" or "12", a range of it,
// "-5%..20%", or "own", which is nil: the company's own.
func ParseRates(s string) (*Rates, error) {
	if strings.TrimSpace(s) == "own" {
		return nil, nil
	}
	from, to, ranged := strings.Cut(s, "..")
	low, err := parseRate(from)
	if err != nil {
		return nil, err
	}
	if !ranged {
		return Flat(low), nil
	}
	high, err := parseRate(to)
	if err != nil {
		return nil, err
	}
	r := Between(low, high)
	return r, r.check()
}

func parseRate(s string) (quantity.Rat, error) {
	d, err := quantity.ParseDecimal(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%")))
	if err != nil {
		return quantity.Rat{}, fmt.Errorf("%w: growth %q: want \"own\", a percentage such as 12%%, or a range such as -5%%..20%%", ErrOptions, s)
	}
	r := d.Rat().Mul(quantity.Frac(1, 100))
	return r, Flat(r).check()
}

// check is ErrOptions for a rate below -100 % or above MaxRate, or a range
// whose ends are swapped.
func (r *Rates) check() error {
	if r == nil {
		return nil
	}
	for _, x := range []quantity.Rat{r.Low, r.Middle, r.High} {
		if x.Cmp(quantity.Int(-1)) < 0 || x.Cmp(quantity.Int(MaxRate)) > 0 {
			return fmt.Errorf("%w: a growth of %s a year; want -100 %% to %d %%", ErrOptions, percent(x, 2), 100*MaxRate)
		}
	}
	if r.Low.Cmp(r.Middle) > 0 || r.Middle.Cmp(r.High) > 0 {
		return fmt.Errorf("%w: growth from %s to %s: the lower end comes first", ErrOptions, percent(r.Low, 2), percent(r.High, 2))
	}
	return nil
}

// Assumption is a growth a year under which the runway is computed.
type Assumption struct {
	Name   string `json:"name"`   // "growth of capex"
	Source string `json:"source"` // in words
	Low    Figure `json:"low"`
	Middle Figure `json:"middle"`
	High   Figure `json:"high"`
}

// The names of the assumptions.
const (
	GrowthOfCapex   = "growth of capex"
	GrowthOfCash    = "growth of operating cash flow"
	GrowthOfPayouts = "growth of payouts"
)

// given is an assumption that the caller makes.
func given(name, source string, r *Rates) Assumption {
	return Assumption{Name: name, Source: source, Low: valued(r.Low, "pure"), Middle: valued(r.Middle, "pure"), High: valued(r.High, "pure")}
}

// own is a company's own growth: that of the last four quarters over the four
// before them, between the lowest and the highest such growth of the last
// quarters. Quarters whose growth has no value are left out.
func (a *asker) own(name, what string, of func(i, n int) Figure, history int) Assumption {
	b := bounds{tiny: quantity.Frac(1, 100), most: quantity.Int(MaxRate)}
	out := Assumption{Name: name}
	n := 0
	for k := range history {
		i := a.f.last - k
		now, before := of(i, yearOfQuarters), of(i-yearOfQuarters, yearOfQuarters)
		g := b.ratio(sub(now, before), before, a.flow("revenue", i-yearOfQuarters, yearOfQuarters), "the "+what+" of the year before")
		if g.OK() && now.Amount.Sign() <= 0 {
			g = Figure{Status: Negative, Why: fmt.Sprintf("%s: the %s of the last four quarters is %s: it has no growth to continue", a.f.Label(), what, notPositive(now.Amount))}
		}
		g.Start, g.End = now.Start, now.End
		switch {
		case k == 0 && !g.OK():
			g.Why = fmt.Sprintf("%s; give a rate for the %s", strings.TrimSuffix(g.Why, ": no ratio"), name)
			return Assumption{Name: name, Source: "own", Low: g, Middle: g, High: g}
		case k == 0:
			out.Low, out.Middle, out.High = g, g, g
		case !g.OK():
			continue
		case g.Amount.Cmp(out.Low.Amount) < 0:
			out.Low = g
		case g.Amount.Cmp(out.High.Amount) > 0:
			out.High = g
		}
		n++
	}
	out.Source = fmt.Sprintf("own: last four quarters over the four before; lowest and highest of %s", quartersOf(n))
	return out
}

// capexHoldsLeases reports whether a definition of capital expenditure counts
// finance leases, so that their principal is not paid a second time.
func capexHoldsLeases(definition string) bool {
	return slices.Contains([]string{"capex: cash + finance-lease principal", "capex: cash + finance-lease assets"}, definition)
}
