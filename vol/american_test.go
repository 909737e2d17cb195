package vol

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// americanCase is one line of testdata/american.csv.
type americanCase struct {
	kind                              Kind
	strike, rate, yield, sigma, tDays float64
	fine, lattice                     float64
}

func americanCases(t *testing.T) (cases []americanCase) {
	t.Helper()
	f, err := os.Open("testdata/american.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.HasPrefix(s.Text(), "#") || strings.HasPrefix(s.Text(), "kind") {
			continue
		}
		var c americanCase
		if _, err := fmt.Sscanf(s.Text(), "%d,%g,%g,%g,%g,%g/365,%g,%g", &c.kind, &c.strike, &c.rate, &c.yield, &c.sigma, &c.tDays, &c.fine, &c.lattice); err != nil {
			t.Fatalf("%s: %v", s.Text(), err)
		}
		cases = append(cases, c)
	}
	return cases
}

// errorsOf are the sizes of the differences between prices and references.
type errorsOf []float64

func (e errorsOf) check(t *testing.T, name string, most, mean float64) {
	t.Helper()
	var sum float64
	for _, v := range e {
		sum += v
	}
	worst, average := slices.Max(e), sum/float64(len(e))
	t.Logf("%s: %d prices, largest error %.1e, mean %.1e, median %.1e", name, len(e), worst, average, medianOf(slices.Clone(e)))
	if !(worst <= most) || !(average <= mean) {
		t.Errorf("%s: largest error %g (allowed %g), mean %g (allowed %g)", name, worst, most, average, mean)
	}
}

func TestAmericanError(t *testing.T) {
	var fine, lattice, usual errorsOf
	for _, c := range americanCases(t) {
		years := c.tDays / 365
		price := American(c.kind, 100, c.strike, c.rate, c.yield, c.sigma, years)
		fine = append(fine, math.Abs(price-c.fine))
		lattice = append(lattice, math.Abs(price-c.lattice))
		if c.sigma*math.Sqrt(years) < 0.7 {
			usual = append(usual, math.Abs(price-c.lattice))
		}
	}
	fine.check(t, "against the fine scheme", 3e-5, 1e-6)
	lattice.check(t, "against the lattice", 2e-3, 4e-5)
	usual.check(t, "against the lattice, total volatility below 0.7", 2e-3, 1e-5)
}

// The premium at r = q = 5 %, σ = 25 %, one year, at the money: Andersen, Lake &
// Offengenden 2016, table 2.
func TestAmericanPublishedPremium(t *testing.T) {
	for _, kind := range []Kind{Call, Put} {
		got := American(kind, 100, 100, 0.05, 0.05, 0.25, 1) - BSM(kind, 100, 100, 0.05, 0.05, 0.25, 1)
		if math.Abs(got-0.106952702747) > 1e-7 {
			t.Errorf("premium of kind %d: %.12f, published 0.106952702747", kind, got)
		}
	}
}

// Puts struck at 40, rate 6 %: F. Longstaff & E. Schwartz, Review of Financial
// Studies 14 (2001), table 1, page 127, finite differences. Those may be
// exercised 50 times a year, ours at any time: they are less by up to a cent.
func TestAmericanLongstaffSchwartz(t *testing.T) {
	published := map[float64][4]float64{ // by spot: σ 20 % for 1 and 2 years, σ 40 %
		36: {4.478, 4.840, 7.101, 8.508},
		38: {3.250, 3.745, 6.148, 7.670},
		40: {2.314, 2.885, 5.312, 6.920},
		42: {1.617, 2.212, 4.582, 6.248},
		44: {1.110, 1.690, 3.948, 5.647},
	}
	for spot, row := range published {
		for i, want := range row {
			sigma, years := 0.2+0.2*float64(i/2), float64(1+i%2)
			got := American(Put, spot, 40, 0.06, 0, sigma, years)
			if got < want-5e-4 || got > want+0.01 {
				t.Errorf("spot %g, sigma %g, %g years: %.4f, published %.3f", spot, sigma, years, got, want)
			}
		}
	}
}

// drawOption is an option within what markets show.
func drawOption(t *rapid.T) (kind Kind, spot, strike, rate, yield, sigma, years float64) {
	kind = rapid.SampledFrom([]Kind{Call, Put}).Draw(t, "kind")
	spot = rapid.Float64Range(1, 1000).Draw(t, "spot")
	strike = spot * math.Exp(rapid.Float64Range(-1.2, 1.2).Draw(t, "ln strike"))
	rate = rapid.Float64Range(-0.02, 0.2).Draw(t, "rate")
	yield = rapid.Float64Range(-0.02, 0.2).Draw(t, "yield")
	sigma = rapid.Float64Range(0.02, 2).Draw(t, "sigma")
	years = rapid.Float64Range(0.002, 3).Draw(t, "years")
	return
}

func TestAmericanBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, spot, strike, rate, yield, sigma, years := drawOption(t)
		price := American(kind, spot, strike, rate, yield, sigma, years)
		european := BSM(kind, spot, strike, rate, yield, sigma, years)
		intrinsic := max(0, float64(kind)*(spot-strike))
		slack := 1e-6 * max(spot, strike)
		if !(price >= european-1e-12*spot && price >= intrinsic-1e-12*spot) {
			t.Fatalf("price %g below European %g or intrinsic %g", price, european, intrinsic)
		}
		for name, more := range map[string]float64{
			"volatility": American(kind, spot, strike, rate, yield, sigma*1.05, years),
			"time":       American(kind, spot, strike, rate, yield, sigma, years*1.05),
			"moneyness":  American(kind, spot, strike*(1-0.01*float64(kind)), rate, yield, sigma, years),
		} {
			if more < price-slack {
				t.Fatalf("price falls with %s: %.9g to %.9g", name, price, more)
			}
		}
		if twin := American(-kind, strike, spot, yield, rate, sigma, years); math.Abs(twin-price) > 1e-9*max(spot, strike) {
			t.Fatalf("symmetry: %g, twin %g", price, twin)
		}
	})
}

// Where the drift is large beside the volatility a price still never falls with
// the time that is left.
func TestAmericanSteepDrift(t *testing.T) {
	for _, c := range []struct{ strike, rate, yield, sigma, years float64 }{
		{math.Exp(0.0009765625), -0.02, 0.2, 0.03515625, 1.5},
		{1, 0, 0.2, 0.031, 3},
		{1, 0.01, 0.15, 0.02, 2},
	} {
		before := 0.0
		for years := c.years; years < 1.2*c.years; years *= 1.02 {
			price := American(Call, 1, c.strike, c.rate, c.yield, c.sigma, years)
			if price < before-1e-7 {
				t.Errorf("%+v: %.9g falls to %.9g at %.3f years", c, before, price, years)
			}
			before = price
		}
	}
}

func TestAmericanEuropeanLimits(t *testing.T) {
	for _, c := range []struct {
		kind        Kind
		rate, yield float64
	}{{Call, 0.05, 0}, {Call, 0, 0}, {Call, 0.03, -0.02}, {Put, 0, 0}, {Put, 0, 0.03}, {Put, -0.01, 0.02}, {Put, -0.01, -0.01}} {
		got := American(c.kind, 100, 95, c.rate, c.yield, 0.3, 1)
		if want := BSM(c.kind, 100, 95, c.rate, c.yield, 0.3, 1); math.Abs(got-want) > 1e-12 {
			t.Errorf("%+v: %g, European %g", c, got, want)
		}
	}
}

// Where there are two boundaries the price is that of a lattice of few steps.
func TestAmericanTwoBoundaries(t *testing.T) {
	for _, strike := range []float64{70, 90, 100, 110, 150} {
		got := American(Put, 100, strike, -0.01, -0.03, 0.1, 2)
		want := AmericanLattice(Put, 100, strike, -0.01, -0.03, 0.1, 2, 2000)
		if math.Abs(got-want) > 2e-3 {
			t.Errorf("strike %g: %g, lattice %g", strike, got, want)
		}
	}
}

func TestBoundaryTable(t *testing.T) {
	var e errorsOf
	for _, rates := range [][2]float64{{0.05, 0}, {0.05, 0.02}, {0.02, 0.06}, {0.05, 0.05}} {
		table := newBoundaryTable()
		for sigma := 0.05; sigma < 2; sigma *= 1.037 {
			for _, strike := range []float64{90, 100, 115} {
				o, _ := newEarlyOption(Put, 100, strike, rates[0], rates[1], 0.5, nil)
				want := o.price(sigma)
				o.boundaries = table
				e = append(e, math.Abs(o.price(sigma)-want))
			}
		}
	}
	e.check(t, "interpolated boundaries", 5e-5, 1e-6)
}

func FuzzAmerican(f *testing.F) {
	f.Add(int8(1), 100.0, 100.0, 0.05, 0.02, 0.3, 0.5, 0.1, 1.0)
	f.Add(int8(-1), 1e-300, 1e300, -0.01, -0.03, 1e-9, 1e9, 0.0, -1.0)
	f.Add(int8(-1), 100.0, 100.0, -0.01, -0.03, 0.1, 1.0, 0.5, 99.0)
	f.Fuzz(func(t *testing.T, k int8, spot, strike, rate, yield, sigma, years, when, amount float64) {
		kind := Kind(k)
		for _, dividends := range [][]Dividend{nil, {{when, amount}, {2 * when, amount}}} {
			price := AmericanDividends(kind, spot, strike, rate, yield, sigma, years, dividends)
			o, ok := newEarlyOption(kind, spot, strike, rate, yield, years, dividends)
			if !ok || !(sigma >= 0) {
				if !math.IsNaN(price) {
					t.Fatalf("a price %g for an invalid option", price)
				}
			} else if price < o.least {
				t.Fatalf("price %g below that of zero volatility %g", price, o.least)
			}
			sigma, s := ImpliedAmericanDividends(kind, amount, spot, strike, rate, yield, years, dividends)
			if math.IsNaN(sigma) || s == 0 || s != OK && sigma != 0 {
				t.Fatalf("implied volatility %g with status %v", sigma, s)
			}
		}
	})
}

func BenchmarkAmerican(b *testing.B) {
	for name, yield := range map[string]float64{"no yield": 0, "yield": 0.02} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				American(Put, 100, 90+float64(i%20), 0.05, yield, 0.2+float64(i%10)*0.05, 0.25)
			}
		})
	}
}
