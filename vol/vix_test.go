package vol

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"assay/sharedtest"
)

// pairsOf reads the quotes of one expiry from a table in shared: the rows whose
// first column is key, with the strike's column and then bid and ask of call
// and put.
func pairsOf(t *testing.T, file, key string, strike int) []Pair {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(sharedtest.Read(t, file)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var ps []Pair
	for _, r := range rows {
		if r[0] != key {
			continue
		}
		var x [5]float64
		for i := range x {
			if x[i], err = strconv.ParseFloat(r[strike+i], 64); err != nil {
				t.Fatal(err)
			}
		}
		ps = append(ps, Pair{x[0], Quote{x[1], x[2], true}, Quote{x[3], x[4], true}})
	}
	if len(ps) < 50 {
		t.Fatalf("%s: %d strikes of %s", file, len(ps), key)
	}
	return ps
}

// published is an expiry of a worked example: each figure as printed, to the
// digits printed.
type published struct {
	name                        string
	file, key                   string
	column                      int
	minutes, rate               float64
	t, f, k0, lowest, highest   string
	sum, first, second, varianc string // Σ, 2/T·Σ, (F/K0−1)²/T, σ²
}

// examples: VIX Methodology 6.0, appendix 3 (quotes of 2022-09-27 10:45:15),
// and The CBOE Volatility Index – VIX, white paper of 2009, pages 5 to 9, which
// goes on with T as it prints it, to seven places.
var examples = []published{
	{"6.0 near", "data/options/cboe_vix_example/cboe_vix_example_quotes.csv", "near", 1, 34484, 0.00031664,
		"0.0656088", "1962.89996", "1960", "1370", "2125", "0.0006320516", "", "", "0.019233906"},
	{"6.0 next", "data/options/cboe_vix_example/cboe_vix_example_quotes.csv", "next", 1, 44954, 0.00028797,
		"0.0855289", "1962.40006", "1960", "1275", "2200", "0.0008314016", "", "", "0.019423884"},
	{"2009 near", "data/options/cboe_vix_2009/options.csv", "20090110", 2, 0.0246575 * MinutesPerYear, 0.0038,
		"0.0246575", "920.50005", "920", "", "", "", "0.4727799", "0.0000120", "0.4727679"},
	{"2009 next", "data/options/cboe_vix_2009/options.csv", "20090207", 2, 0.1013699 * MinutesPerYear, 0.0038,
		"0.1013699", "921.00039", "920", "", "", "", "0.3668297", "0.0000117", "0.3668180"},
}

// as prints x with the digits of want; what want leaves out is not compared.
func as(want string, x float64) string {
	if want == "" {
		return ""
	}
	_, frac, _ := strings.Cut(want, ".")
	return strconv.FormatFloat(x, 'f', len(frac), 64)
}

func TestIndexPublished(t *testing.T) {
	var vs []Variance
	for _, p := range examples {
		v, err := IndexVariance(Expiry{pairsOf(t, p.file, p.key, p.column), p.minutes, p.rate}, IndexRules{})
		if err != nil {
			t.Fatal(p.name, err)
		}
		vs = append(vs, v)
		gap := v.Forward/v.K0 - 1
		for _, c := range []struct {
			what, want string
			got        float64
		}{
			{"T", p.t, v.TYears}, {"F", p.f, v.Forward}, {"K0", p.k0, v.K0}, {"sum", p.sum, v.Sum}, {"2/T sum", p.first, 2 * v.Sum / v.TYears},
			{"gap", p.second, gap * gap / v.TYears}, {"variance", p.varianc, v.Variance},
			{"lowest", p.lowest, v.Strikes[0].Strike}, {"highest", p.highest, v.Strikes[len(v.Strikes)-1].Strike},
		} {
			if got := as(c.want, c.got); got != c.want {
				t.Errorf("%s: %s = %s, want %s", p.name, c.what, got, c.want)
			}
		}
	}
	for i, want := range []string{"13.927842", "61.22"} {
		x := ConstantMaturityIndex(vs[2*i], vs[2*i+1], Thirty)
		if got := as(want, x.Value); got != want {
			t.Errorf("index %s, want %s", got, want)
		}
		if !(x.Low < x.Value && x.Value < x.High) {
			t.Errorf("index %g outside of its band %g to %g", x.Value, x.Low, x.High)
		}
	}
}

// contributions: VIX Methodology 6.0, appendix 5: the ends of the strips, the
// strikes where the distance changes, and K0.
var contributions = []struct {
	near, strike, deltaK, contribution string
}{
	{"near", "1370", "5.0", "0.0000005328"}, {"near", "1400", "7.5", "0.0000004783"}, {"near", "1410", "10.0", "0.0000011318"},
	{"near", "1955", "5.0", "0.0000258376"}, {"near", "1960", "5.0", "0.0000296432"}, {"near", "1965", "5.0", "0.0000272588"},
	{"near", "2100", "15.0", "0.0000003401"}, {"near", "2125", "25.0", "0.0000005536"},
	{"next", "1275", "50.0", "0.0000023069"}, {"next", "1325", "37.5", "0.0000032041"}, {"next", "1500", "17.5", "0.0000031112"},
	{"next", "1960", "5.0", "0.0000339711"}, {"next", "2050", "7.5", "0.0000010262"}, {"next", "2150", "37.5", "0.0000008113"}, {"next", "2200", "50.0", "0.0000007748"},
}

func TestContributionsPublished(t *testing.T) {
	strips := map[string]map[string]Strike{}
	for i, name := range []string{"near", "next"} {
		p := examples[i]
		v, err := IndexVariance(Expiry{pairsOf(t, p.file, p.key, p.column), p.minutes, p.rate}, IndexRules{ZeroAsk: true})
		if err != nil {
			t.Fatal(err)
		}
		strips[name] = map[string]Strike{}
		for _, s := range v.Strikes {
			strips[name][as("0", s.Strike)] = s
		}
	}
	for _, c := range contributions {
		s := strips[c.near][c.strike]
		if got := as(c.deltaK, s.DeltaK); got != c.deltaK {
			t.Errorf("%s %s: ΔK %s, want %s", c.near, c.strike, got, c.deltaK)
		}
		if got := as(c.contribution, s.Contribution); got != c.contribution {
			t.Errorf("%s %s: %s, want %s", c.near, c.strike, got, c.contribution)
		}
	}
}
