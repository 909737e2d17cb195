package score

import (
	"bytes"
	"errors"
	"math"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// few is enough resamples where the interval does not matter.
var few = Options{Resamples: 100}

func TestPoints(t *testing.T) {
	s, err := Points([]Point{
		{Question: "a", Value: 10, Outcome: 12, LastValue: Given(8), SameGrowth: Given(14)},
		{Question: "b", Value: 20, Outcome: 19, LastValue: Given(16), SameGrowth: Given(24)},
		{Question: "c", Value: 5, Outcome: 8, LastValue: Given(5)}, // no growth is known
	}, few)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got       Estimate
		want      float64
		questions int
	}{
		{"mean absolute error", s.MeanAbsoluteError, 2, 3}, {"forecast", s.Forecast, 1.5, 2}, {"last value", s.LastValue, 3.5, 2},
		{"same growth", s.SameGrowth, 3.5, 2}, {"ratio", s.Ratio, 1.5 / 3.5, 2}, {"skill", s.Skill, 1 - 1.5/3.5, 2},
	} {
		if c.got.Status != OK || math.Abs(c.got.Value-c.want) > 1e-15 || c.got.Questions != c.questions {
			t.Errorf("%s: %+v, want %v of %d questions", c.name, c.got, c.want, c.questions)
		}
	}
	if s.Luck != (Luck{Chance: 0.25, Test: SignFlips, Questions: 2}) {
		t.Errorf("luck %+v", s.Luck)
	}
}

// TestScale: in units of its scale a small company's error weighs as much as a
// large one's.
func TestScale(t *testing.T) {
	s, err := Points([]Point{
		{Question: "large", Value: 100e9, Outcome: 110e9, LastValue: Given(100e9), SameGrowth: Given(120e9), Scale: 100e9},
		{Question: "small", Value: 1, Outcome: 1.1, LastValue: Given(1), SameGrowth: Given(1.2), Scale: 1},
	}, few)
	if err != nil || math.Abs(s.MeanAbsoluteError.Value-0.1) > 1e-15 || math.Abs(s.Ratio.Value-1) > 1e-14 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct{ low, high, level, outcome, want float64 }{
		{10, 20, 0.8, 15, 10}, {10, 20, 0.8, 10, 10}, {10, 20, 0.8, 8, 30}, {10, 20, 0.8, 23, 40}, {10, 20, 0.5, 23, 22}, {4, 4, 0.9, 4, 0},
	} {
		if got, err := IntervalScore(c.low, c.high, c.level, c.outcome); err != nil || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v: %v, %v", c, got, err)
		}
	}
	s, err := Ranges([]Range{
		{Question: "a", Low: 10, High: 20, Level: 0.8, Outcome: 15, BaseLow: Given(0), BaseHigh: Given(20)},
		{Question: "b", Low: 10, High: 20, Level: 0.8, Outcome: 23, BaseLow: Given(10), BaseHigh: Given(30)},
		{Question: "c", Low: 10, High: 12, Outcome: 11},
		{Question: "d", Low: 10, High: 14, Outcome: 9},
	}, few)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(s.Score.Value-25) > 1e-12 || s.Score.Questions != 2 || math.Abs(s.Skill.Value+0.25) > 1e-12 {
		t.Errorf("score %+v, skill %+v", s.Score, s.Skill)
	}
	if len(s.Levels) != 2 || s.Levels[0].Level != 0 || s.Levels[0].Covered.Value != 0.5 || s.Levels[0].MeanSize.Value != 3 ||
		s.Levels[1].Level != 0.8 || s.Levels[1].Covered.Value != 0.5 || s.Levels[1].Covered.Interval.Method != Wilson {
		t.Errorf("levels %+v", s.Levels)
	}
}

func TestBounds(t *testing.T) {
	s, err := Bounds([]Bound{
		{Question: "a", Held: true, Margin: 2, Base: Given(0.5)},
		{Question: "b", Held: true, Margin: 4, Base: Given(0.5)},
		{Question: "c", Held: false, Margin: -1, Base: Given(0.25)},
		{Question: "d", Held: true, Margin: 3},
	}, few)
	if err != nil {
		t.Fatal(err)
	}
	if s.HitRate.Value != 0.75 || s.HitRate.Interval.Method != Wilson || math.Abs(s.Compared.Value-2./3) > 1e-15 ||
		math.Abs(s.BaseRate.Value-1.25/3) > 1e-15 || s.BaseRate.Interval.Method != NoInterval {
		t.Errorf("%+v", s)
	}
	if s.Margin != (Spread{N: 4, Mean: 2, Least: -1, Lower: 0.5, Median: 2.5, Upper: 3.5, Greatest: 4}) {
		t.Errorf("margin %+v", s.Margin)
	}
	// Two or three of three at ½, ½ and ¼: ½·½·¾ + 2·½·½·¼ + ½·½·¼.
	if want := (Luck{Chance: 0.375, Test: Binomial, Questions: 3}); s.Luck != want {
		t.Errorf("luck %+v, want %+v", s.Luck, want)
	}
}

func TestProbabilities(t *testing.T) {
	s, err := Probabilities([]Probability{
		{"a", 0.8, true, Given(0.5)}, {"b", 0.3, false, Given(0.5)}, {"c", 0.5, true, Given(0.5)},
	}, few)
	if err != nil {
		t.Fatal(err)
	}
	brier, log := (0.04+0.09+0.25)/3, -(math.Log(0.8)+math.Log(0.7)+math.Log(0.5))/3
	if math.Abs(s.Brier.Value-brier) > 1e-15 || math.Abs(s.BrierSkill.Value-(1-brier/0.25)) > 1e-15 ||
		math.Abs(s.Log.Value-log) > 1e-15 || math.Abs(s.LogSkill.Value-(1-log/math.Ln2)) > 1e-14 || s.CertainMisses != 0 {
		t.Errorf("%+v", s)
	}
}

// TestCertainMiss: an infinite score is shown as such, by its forecaster alone
// or by the baseline.
func TestCertainMiss(t *testing.T) {
	miss := []Probability{{"a", 0, true, Given(0.5)}, {"b", 0.5, true, Given(0.5)}}
	s, err := Probabilities(miss, few)
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsInf(s.Log.Value, 1) || s.Log.Status != Infinite || s.Log.Interval != (Interval{}) || s.CertainMisses != 1 {
		t.Errorf("log %+v, %d certain misses", s.Log, s.CertainMisses)
	}
	if !math.IsInf(s.LogSkill.Value, -1) || s.LogSkill.Status != Infinite || s.Brier.Status != OK {
		t.Errorf("skill %+v, Brier %+v", s.LogSkill, s.Brier)
	}
	miss[0].Chance, miss[0].Base = 0.5, Given(0)
	if s, err = Probabilities(miss, few); err != nil || s.LogSkill.Status != InfiniteBaseline || s.LogSkill.Value != 0 || s.Log.Status != OK {
		t.Errorf("%+v, %v", s.LogSkill, err)
	}
}

func TestDistributions(t *testing.T) {
	s, err := Distributions([]Distribution{
		{Question: "a", Forecast: Sample{1, 2, 3}, Outcome: 2, Base: Sample{0}},
		{Question: "b", Forecast: Normal{5, 0}, Outcome: 7, Base: Quantiles{{0.5, 10}}},
		{Question: "c", Forecast: Ensemble{5, 5}, Outcome: 7, Scale: 2, Base: Normal{7, 0}},
	}, few)
	if want := (2./3 - 4./9 + 2 + 1) / 3; err != nil || math.Abs(s.CRPS.Value-want) > 1e-15 {
		t.Errorf("%+v, %v; want %v", s, err, want)
	}
}

// TestQuestionsCountOnce: saying the same again changes nothing.
func TestQuestionsCountOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := probabilities(t)
		for i := range once {
			once[i].Question, once[i].Base = strconv.Itoa(i), Given(0.4)
		}
		again := append([]Probability(nil), once...)
		for range 5 {
			again = append(again, once[0])
		}
		a, errA := Probabilities(once, few)
		b, errB := Probabilities(again, few)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if a.Brier.Questions != b.Brier.Questions || b.Brier.Forecasts != len(again) || !alike(a.Brier, b.Brier) || !alike(a.BrierSkill, b.BrierSkill) {
			t.Fatalf("once %+v, again %+v", a, b)
		}
	})
}

// alike reports whether two estimates differ by rounding alone.
func alike(a, b Estimate) bool {
	near := func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-9*(1+math.Abs(a)) }
	return a.Status == b.Status && near(a.Value, b.Value) && near(a.Interval.Low, b.Interval.Low) && near(a.Interval.High, b.Interval.High)
}

// points are forecasts of questions that each come once or twice.
func points(t *rapid.T) []Point {
	number := rapid.Map(rapid.IntRange(-1000, 1000), func(i int) float64 { return float64(i) / 8 })
	n := rapid.IntRange(1, 25).Draw(t, "n")
	out := make([]Point, n)
	for i := range out {
		out[i] = Point{Question: strconv.Itoa(i % max(1, n*2/3)), Value: number.Draw(t, "value"), Outcome: number.Draw(t, "outcome"),
			LastValue: Given(number.Draw(t, "last")), SameGrowth: Given(number.Draw(t, "growth"))}
	}
	return out
}

// TestInvariance: the order of the input, a shift of all numbers and the unit
// change no ratio.
func TestInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forecasts := points(t)
		want, err := Points(forecasts, few)
		if err != nil {
			t.Fatal(err)
		}
		shift, unit := rapid.SampledFrom([]float64{-16, 0, 0.125, 1000}).Draw(t, "shift"), rapid.SampledFrom([]float64{0.25, 1, 1024}).Draw(t, "unit")
		moved := rapid.Permutation(forecasts).Draw(t, "order")
		for i, p := range moved {
			move := func(x float64) float64 { return unit * (x + shift) }
			moved[i] = Point{p.Question, move(p.Value), move(p.Outcome), Given(move(p.LastValue.Number)), Given(move(p.SameGrowth.Number)), unit}
		}
		got, err := Points(moved, few)
		if err != nil {
			t.Fatal(err)
		}
		if !alike(got.MeanAbsoluteError, want.MeanAbsoluteError) || !alike(got.Ratio, want.Ratio) || got.Luck != want.Luck {
			t.Fatalf("%+v, moved %+v", want, got)
		}
	})
}

// TestRepeatable: the same input and seed give the same bytes, another seed
// other intervals; the draws are fixed for ever.
func TestRepeatable(t *testing.T) {
	forecasts := exampleProbabilities(40)
	a, _ := Probabilities(forecasts, Options{})
	b, _ := Probabilities(forecasts, Options{Level: 0.95, Resamples: 1000, Bins: tenths()})
	c, _ := Probabilities(forecasts, Options{Seed: 1})
	if !reflect.DeepEqual(a, b) {
		t.Errorf("not the same twice, or not the defaults: %+v, %+v", a, b)
	}
	if a.Brier.Value != c.Brier.Value || a.Brier.Interval == c.Brier.Interval {
		t.Errorf("seeds 0 and 1: %+v, %+v", a.Brier, c.Brier)
	}
	if got, want := a.Brier.Interval, (Interval{Low: pinnedLow, High: pinnedHigh, Level: 0.95, Method: Bootstrap}); got != want {
		t.Errorf("interval %+v, want %+v", got, want)
	}
}

const (
	pinnedLow  = 0.17500000000000002
	pinnedHigh = 0.3330000000000001
)

// exampleProbabilities are forecasts of the chances 0.05, 0.15, …, 0.95, each
// true as often as it says.
func exampleProbabilities(n int) []Probability {
	out := make([]Probability, n)
	for i := range out {
		out[i] = Probability{strconv.Itoa(i), 0.05 + float64(i%10)/10, i/10%20 < 2*(i%10)+1, Given(0.5)}
	}
	return out
}

func TestNothingToScore(t *testing.T) {
	p, err := Points(nil, Options{})
	if err != nil || p.MeanAbsoluteError.Status != NoForecasts || p.Ratio.Status != NoForecasts || p.Luck.Test != NoTest {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = Points([]Point{{Question: "a"}}, Options{})
	if err != nil || p.MeanAbsoluteError.Status != OK || p.MeanAbsoluteError.Interval != (Interval{}) || p.Skill.Status != NoBaseline {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = Points([]Point{{Question: "a", Value: 1, LastValue: Given(0), SameGrowth: Given(0)}}, Options{})
	if err != nil || p.Skill.Status != PerfectBaseline || p.Skill.Value != 0 {
		t.Errorf("%+v, %v", p, err)
	}
	if b, err := Bounds([]Bound{{Question: "a"}}, Options{}); err != nil || b.Compared.Status != NoBaseline || b.Luck.Test != NoTest {
		t.Errorf("%+v, %v", b, err)
	}
	for _, s := range []Status{0, OK, NoForecasts, NoBaseline, PerfectBaseline, Infinite, InfiniteBaseline} {
		if (s.String() == "unknown") != (s == 0) {
			t.Errorf("status %d is %q", s, s)
		}
	}
}

// TestErrors: what is no forecast is named, with its place and the remedy.
func TestErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	fails := func(problem string, err error) {
		t.Helper()
		var input *InputError
		if !errors.As(err, &input) || input.Index != 1 || input.Question != "bad" || !strings.Contains(err.Error(), problem) {
			t.Errorf("%v, want one that says %q", err, problem)
		}
	}
	for problem, p := range map[string]Point{
		"NaN is no number": {Value: nan}, "Inf is no number": {Outcome: inf}, "scale -1": {Scale: -1},
		"too small": {Value: 1, Scale: 1e-300}, "baseline: -Inf": {LastValue: Given(-inf), SameGrowth: Given(0)},
	} {
		p.Question = "bad"
		_, err := Points([]Point{{}, p}, Options{})
		fails(problem, err)
	}
	for problem, r := range map[string]Range{
		"exchange": {Low: 2, High: 1}, "level 80": {Level: 80}, "level NaN": {Level: nan}, "scale -1": {Scale: -1},
		"baseline: low": {Level: 0.5, BaseLow: Given(2), BaseHigh: Given(1)},
	} {
		r.Question = "bad"
		_, err := Ranges([]Range{{}, r}, Options{})
		fails(problem, err)
	}
	for problem, b := range map[string]Bound{"base rate 2": {Base: Given(2)}, "NaN": {Margin: nan}} {
		b.Question = "bad"
		_, err := Bounds([]Bound{{}, b}, Options{})
		fails(problem, err)
	}
	for problem, p := range map[string]Probability{"probability 30": {Chance: 30}, "NaN": {Chance: nan}, "baseline: probability -1": {Base: Given(-1)}} {
		p.Question = "bad"
		_, err := Probabilities([]Probability{{}, p}, Options{})
		fails(problem, err)
	}
	for problem, d := range map[string]Distribution{
		"there is no distribution": {}, "empty": {Forecast: Sample{}}, "two members": {Forecast: Ensemble{1}}, "sigma -1": {Forecast: Normal{0, -1}},
		"no quantiles": {Forecast: Quantiles{}}, "cross": {Forecast: Quantiles{{0.1, 2}, {0.9, 1}}}, "ascending": {Forecast: Quantiles{{0.9, 1}, {0.1, 2}}},
		"level 10": {Forecast: Quantiles{{10, 2}}}, "NaN": {Forecast: Sample{nan}}, "baseline: the sample": {Forecast: Sample{1}, Base: Sample{}},
	} {
		d.Question = "bad"
		_, err := Distributions([]Distribution{{Forecast: Sample{1}}, d}, Options{})
		fails(problem, err)
	}
	for problem, o := range map[string]Options{
		"level 95": {Level: 95}, "10 resamples": {Resamples: 10}, "bins": {Bins: []float64{0, 0.5}}, "edge 0.5": {Bins: []float64{0, 0.5, 0.5, 1}},
	} {
		if _, err := Probabilities(nil, o); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%v, want one that says %q", err, problem)
		}
	}
}

// TestNoFusedMultiplyAdd: on arm64, whose compiler fuses a product with the sum
// it feeds, no such instruction is left, so that results are those of amd64.
func TestNoFusedMultiplyAdd(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the package for another platform")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command")
	}
	command := exec.Command("go", "build", "-gcflags=-S", ".")
	command.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	listing, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, listing)
	}
	if !bytes.Contains(listing, []byte("FMULD")) {
		t.Fatal("the listing has no multiplication at all")
	}
	for line := range strings.Lines(string(listing)) {
		if strings.Contains(line, "FMADD") || strings.Contains(line, "FMSUB") || strings.Contains(line, "FNMADD") || strings.Contains(line, "FNMSUB") {
			t.Error(strings.TrimSpace(line))
		}
	}
}
