package outlook

import (
	"math/big"
	"testing"

	"assay/quantity"

	"pgregory.net/rapid"
)

// closed is a quarter k quarters ahead in closed form: that of the last year
// times a power of the growth.
func closed(last [yearOfQuarters]quantity.Rat, g quantity.Rat, k int) *big.Rat {
	v := last[(k-1)%yearOfQuarters].Big()
	factor := new(big.Rat).Add(big.NewRat(1, 1), g.Big())
	for range (k-1)/yearOfQuarters + 1 {
		v.Mul(v, factor)
	}
	return v
}

// over is the sum of the four quarters to the k-th; quarters before the first
// are the last year's.
func over(last [yearOfQuarters]quantity.Rat, g quantity.Rat, k int) *big.Rat {
	sum := new(big.Rat)
	for i := k - yearOfQuarters + 1; i <= k; i++ {
		if i < 1 {
			sum.Add(sum, last[i+yearOfQuarters-1].Big())
		} else {
			sum.Add(sum, closed(last, g, i))
		}
	}
	return sum
}

// TestProjection: the running sums agree with closed forms, for flows of any
// sign, and each answer is the first quarter of which its condition holds.
func TestProjection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flow := func(name string) (q [yearOfQuarters]quantity.Rat) {
			for i := range q {
				q[i] = quantity.Int(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, name))
			}
			return q
		}
		growth := func(name string) quantity.Rat {
			return quantity.Frac(rapid.Int64Range(-100, 200).Draw(t, name), 100)
		}
		cash, capex, earnings, leases, dividends, bought := flow("cash"), flow("capex"), flow("earnings"), flow("leases"), flow("dividends"), flow("buybacks")
		liquid, debt := rapid.Int64Range(0, 1_000_000).Draw(t, "liquid"), rapid.Int64Range(0, 1_000_000).Draw(t, "debt")
		r := rates{growth("of capex"), growth("of cash"), growth("of payouts")}
		p := projection{
			cash: seasonOf(cash), capex: seasonOf(capex), earnings: seasonOf(earnings), leases: seasonOf(leases), dividends: seasonOf(dividends), bought: seasonOf(bought),
			liquid: quantity.Int(liquid), debt: quantity.Int(debt), buybacks: rapid.Bool().Draw(t, "with buybacks"), multiple: quantity.Int(3),
		}
		const horizon = 14
		net := big.NewRat(liquid-debt, 1)
		want := answers{notWithin, notWithin, notWithin}
		note := func(question, k int, came bool) {
			if came && want[question] == notWithin {
				want[question] = k
			}
		}
		free := func(k int) *big.Rat {
			f := new(big.Rat).Sub(over(cash, r.cash, k), over(capex, r.capex, k))
			if p.buybacks {
				f.Sub(f, over(bought, r.payouts, k))
			}
			return f
		}
		note(freeCashNegative, 0, free(0).Sign() < 0)
		note(netCashGone, 0, net.Sign() <= 0)
		owed := quantity.Int(debt)
		note(debtTooHigh, 0, debt > 0 && owed.Big().Cmp(new(big.Rat).Mul(over(earnings, r.cash, 0), big.NewRat(3, 1))) > 0)
		got := p.run(r, horizon, func(k int, at *projection) {
			net.Add(net, closed(cash, r.cash, k)).Sub(net, closed(capex, r.capex, k))
			net.Sub(net, leases[(k-1)%yearOfQuarters].Big()).Sub(net, closed(dividends, r.payouts, k))
			if p.buybacks {
				net.Sub(net, closed(bought, r.payouts, k))
			}
			if at.liquid.Sub(at.debt).Big().Cmp(net) != 0 || at.liquid.Sign() < 0 {
				t.Fatalf("net cash of quarter %d is %s, want %s", k, at.liquid.Sub(at.debt), net)
			}
			if at.freeCash().Big().Cmp(free(k)) != 0 || at.earnings.year.Big().Cmp(over(earnings, r.cash, k)) != 0 {
				t.Fatalf("free cash flow to quarter %d is %s, want %s", k, at.freeCash(), free(k))
			}
			if at.debt.Cmp(owed) < 0 || at.debt.Cmp(owed) > 0 && at.liquid.Sign() != 0 {
				t.Fatalf("debt of quarter %d is %s after %s, with cash of %s", k, at.debt, owed, at.liquid)
			}
			owed = at.debt
			note(freeCashNegative, k, free(k).Sign() < 0)
			note(netCashGone, k, net.Sign() <= 0)
			note(debtTooHigh, k, owed.Sign() > 0 && owed.Big().Cmp(new(big.Rat).Mul(over(earnings, r.cash, k), big.NewRat(3, 1))) > 0)
		})
		if got != want {
			t.Fatalf("answers %v, want %v", got, want)
		}
	})
}
