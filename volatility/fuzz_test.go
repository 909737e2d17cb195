package volatility_test

import (
	"math"
	"testing"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/vol"
	"assay/volatility"
)

// FuzzCompute: no quotes make a panic, or a value that is no number.
func FuzzCompute(f *testing.F) {
	m := market{root: "NVDA", quoted: noon, spot: 120, sigma: 0.5, spread: 0.05, expiries: []string{"2025-04-11", "2025-04-25"}}
	var seed []byte
	for i, o := range m.chain(f).Options {
		if i/2%8 == 0 {
			seed = append(seed, byte(o.Strike.Rat().Float()), byte(o.Bid.Rat().Float()), byte(o.Ask.Rat().Float())+1, byte(1-o.Kind), byte(o.Expiry-period.MustDate(m.expiries[0])))
		}
	}
	f.Add(seed, uint8(9), 0.04)
	f.Add([]byte{0, 0, 0, 0, 0, 255, 255, 255, 255, 255}, uint8(1), math.NaN())
	f.Add(seed, uint8(11), 0.03)
	f.Add(seed, uint8(10), -1e300)
	f.Fuzz(func(t *testing.T, data []byte, shape uint8, rate float64) {
		c := evidence.Chain{Quoted: noon, Public: period.FromTime(noon), Vendor: []string{"Yahoo", "Deribit", "Cboe"}[shape%3], Inverse: shape%3 == 1, Spot: quantity.NewDecimal(int64(shape&8)*15, 0)}
		root := []string{"NVDA", "BTC", "SPXW"}[shape%3]
		for ; len(data) >= 5; data = data[5:] {
			kind := vol.Put
			if data[3] == 0 {
				kind = vol.Call
			}
			dec := func(b byte) quantity.Decimal { return quantity.NewDecimal(int64(b), -int(shape>>6)) }
			c.Options = append(c.Options, evidence.Option{Root: root, Kind: kind, Expiry: period.FromTime(noon) + 24 + period.Date(data[4]%32), Strike: dec(data[0]), Bid: dec(data[1]), Ask: dec(data[2])})
		}
		evidence.SortOptions(c.Options)
		for _, method := range []volatility.Method{volatility.VIX, volatility.ModelFree, volatility.IV30, volatility.DVOLLike} {
			r, err := volatility.Compute(c, volatility.Options{Method: method, Rates: []float64{rate}})
			if err != nil {
				continue
			}
			for _, x := range []float64{r.Value, r.Low, r.High, r.Near.Variance.Variance, r.Next.Variance.Variance} {
				if math.IsNaN(x) || math.IsInf(x, 0) {
					t.Fatalf("%s: %+v", method, r)
				}
			}
		}
		slices, _ := volatility.Surface(c, volatility.Options{Rates: []float64{rate}}, 5)
		for _, x := range slices {
			if math.IsNaN(x.ATM.SigmaAnnual) || math.IsInf(x.ATM.High, 0) {
				t.Fatalf("at the money of %s: %+v", x.Expiry, x.ATM)
			}
		}
	})
}
