package scenario

import (
	"math"
	"strconv"
)

// Number is a figure of a report, in the unit that stands beside it. In JSON it
// has up to 12 significant digits; what is not finite is a string: "undefined",
// "infinite" or "-infinite".
type Number float64

// MarshalJSON writes the number.
func (x Number) MarshalJSON() ([]byte, error) {
	if s := x.String(); x-x != 0 {
		return []byte(`"` + s + `"`), nil
	}
	return []byte(x.String()), nil
}

// String is the number as in JSON, without quotation marks.
func (x Number) String() string {
	switch v := float64(x); {
	case v != v:
		return "undefined"
	case math.IsInf(v, 1):
		return "infinite"
	case math.IsInf(v, -1):
		return "-infinite"
	default:
		form := byte('f')
		if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
			form = 'e'
		}
		return strconv.FormatFloat(rounded(v), form, -1, 64)
	}
}

// shortScales are the words of Short, the largest first.
var shortScales = []struct {
	size float64
	word string
}{{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}}

// Short is the number to four significant digits, with the words of a file for
// large ones: "11.37bn", "12000", "0.4857". What is not finite is as in String.
func (x Number) Short() string {
	v := float64(x)
	if v-v != 0 {
		return x.String()
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'e', 3, 64), 64) // first, for 999.99m is 1bn
	word := ""
	for _, s := range shortScales {
		if a := math.Abs(v); a >= s.size && a < 1e16 {
			v, word = v/s.size, s.word
			break
		}
	}
	form := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e16) {
		form = 'e'
	}
	return strconv.FormatFloat(v+0, form, -1, 64) + word
}

// rounded is x to 12 significant digits, without a negative zero.
func rounded(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 11, 64), 64)
	if err != nil || y == 0 {
		return x + 0
	}
	return y
}

// Result is a run of a model.
type Result struct {
	Title   string         `json:"title"`
	Seed    uint64         `json:"seed"`
	Samples int            `json:"samples"`
	Step    string         `json:"step"`
	Steps   []string       `json:"steps"` // labels
	Inputs  []InputResult  `json:"inputs"`
	Outputs []OutputResult `json:"outputs"`

	outputs []output
	samples [][]float64 // by slot, in base units
}

// InputResult says what an input was.
type InputResult struct {
	Name         string  `json:"name"`
	Unit         string  `json:"unit"`
	Value        *Number `json:"value"`                  // of a constant
	Distribution string  `json:"distribution,omitempty"` // as written, of one that is drawn
	Every        bool    `json:"every_step,omitempty"`   // drawn anew at each step
	Source       string  `json:"source,omitempty"`       // of a bound value
	Period       string  `json:"period,omitempty"`       // that a bound value is of
	Fact         *FactID `json:"fact,omitempty"`
	Ledger       string  `json:"ledger,omitempty"`
	Note         string  `json:"note,omitempty"`
}

// OutputResult is the distribution of an output: one summary, or one for each
// step, which make a fan.
type OutputResult struct {
	Name  string    `json:"name"`
	Unit  string    `json:"unit"`
	Truth bool      `json:"condition"` // it is true or false; its mean is its probability
	Fan   []Summary `json:"fan"`       // a single one has no step
}

// Summary describes samples. Those that are undefined (a root of a negative
// number, 0/0) are counted and left out; infinite ones, such as a date that never
// comes, take part in the quantiles.
type Summary struct {
	Step      string     `json:"step,omitempty"`
	Mean      Number     `json:"mean"`
	SD        Number     `json:"sd"`
	Error     Number     `json:"error"` // the standard error of the mean, from sampling alone
	Quantiles []Quantile `json:"quantiles,omitempty"`
	Undefined int        `json:"undefined,omitempty"`
	Infinite  int        `json:"infinite,omitempty"`
}

// Quantile is the value that a share P of the samples does not exceed; type 7 of
// Hyndman and Fan (1996).
type Quantile struct {
	P     float64 `json:"p"`
	Value Number  `json:"value"`
}

// levels are the quantiles of a report.
var levels = []float64{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99}

// At is the summary's quantile at a level of the report, NaN at others.
func (s Summary) At(p float64) Number {
	for _, q := range s.Quantiles {
		if q.P == p {
			return q.Value
		}
	}
	return Number(math.NaN())
}

// Run draws the samples and summarises every output.
func (m *Model) Run(o RunOptions) (*Result, error) {
	o, err := o.fill(m.file)
	if err != nil {
		return nil, err
	}
	columns, err := m.sample(m.program, m.start, o)
	if err != nil {
		return nil, err
	}
	r := &Result{Title: m.file.title, Seed: o.Seed, Samples: o.Samples, Step: m.file.step, outputs: m.outputs, samples: columns}
	for t := range m.file.horizon {
		label, _ := stepLabel(m.file.start, m.file.step, t)
		r.Steps = append(r.Steps, label)
	}
	for i := range m.inputs {
		r.Inputs = append(r.Inputs, m.inputResult(i))
	}
	summaries := make([]Summary, len(columns))
	inBlocks(len(columns), o.Workers, func() func(int) {
		return func(i int) { summaries[i] = summarise(columns[i]) }
	})
	for _, out := range m.outputs {
		res := OutputResult{Name: out.name, Unit: out.unit.String(), Truth: out.truth}
		for t, slot := range out.slots {
			s := summaries[slot].in(out.unit)
			if out.truth {
				s.Quantiles = nil
			}
			if out.moves {
				s.Step = r.Steps[t]
			}
			res.Fan = append(res.Fan, s)
		}
		r.Outputs = append(r.Outputs, res)
	}
	return r, nil
}

// inputResult describes an input.
func (m *Model) inputResult(i int) InputResult {
	in := m.inputs[i]
	r := InputResult{Name: in.Name, Unit: in.unit.String(), Every: in.every, Source: in.bound.Source, Period: in.bound.Period, Ledger: in.ledger, Note: in.note}
	if in.id != (FactID{}) {
		id := in.id
		r.Fact = &id
	}
	switch {
	case m.start.set[i]:
		v := Number(m.start.values[i] / in.unit.scale())
		r.Value = &v
	case in.expr != nil:
		r.Distribution = in.expr.spelled()
	case in.bound.Level > 0:
		r.Distribution = "normal"
	default:
		r.Distribution = "uniform"
	}
	return r
}

// in converts a summary from base units.
func (s Summary) in(u Unit) Summary {
	if k := Number(u.scale()); k != 1 {
		s.Mean, s.SD, s.Error = s.Mean/k, s.SD/k, s.Error/k
		for i := range s.Quantiles {
			s.Quantiles[i].Value /= k
		}
	}
	return s
}

// summarise describes samples.
func summarise(values []float64) Summary {
	mean, n, infinite := meanOf(values)
	s := Summary{
		Mean: Number(mean), SD: Number(math.NaN()), Error: Number(math.NaN()),
		Undefined: len(values) - n, Infinite: infinite,
	}
	if n > 1 && infinite == 0 {
		v := squaresAbout(values, mean) / float64(n-1)
		s.SD, s.Error = Number(math.Sqrt(v)), Number(math.Sqrt(v/float64(n)))
	}
	for i, q := range quantiles(values, levels) {
		s.Quantiles = append(s.Quantiles, Quantile{levels[i], Number(q)})
	}
	return s
}

// meanOf is the mean of the values that are defined, NaN if none is, how many
// those are, and how many of them are infinite. Sums run over blocks and then
// over the blocks' sums, so that a million terms lose no more digits than a
// thousand.
func meanOf(values []float64) (mean float64, n, infinite int) {
	total := 0.0
	for from := 0; from < len(values); from += blockSize {
		sum := 0.0
		for _, x := range values[from:min(from+blockSize, len(values))] {
			if x != x {
				continue
			}
			n++
			if x-x != 0 {
				infinite++
			}
			sum += x
		}
		total += sum
	}
	return total / float64(n), n, infinite
}

// squaresAbout is the sum of the squared distances from the centre.
func squaresAbout(values []float64, centre float64) float64 {
	total := 0.0
	for from := 0; from < len(values); from += blockSize {
		sum := 0.0
		for _, x := range values[from:min(from+blockSize, len(values))] {
			if d := x - centre; d == d {
				sum += float64(d * d)
			}
		}
		total += sum
	}
	return total
}

// SampleSet is an output's samples in its unit, a list for each step.
type SampleSet struct {
	Name   string     `json:"name"`
	Unit   string     `json:"unit"`
	Steps  []string   `json:"steps"` // "" for an output of no step
	Values [][]Number `json:"values"`
}

// SamplesOf gives the samples of an output of the run; ok is false for a name
// that is none. The n-th values of all outputs belong together.
func (r *Result) SamplesOf(name string) (set SampleSet, ok bool) {
	for _, out := range r.outputs {
		if out.name != name {
			continue
		}
		set = SampleSet{Name: name, Unit: out.unit.String()}
		scale := out.unit.scale()
		for t, slot := range out.slots {
			column := r.samples[slot]
			values := make([]Number, len(column))
			for i, x := range column {
				values[i] = Number(x / scale)
			}
			label := ""
			if out.moves {
				label = r.Steps[t]
			}
			set.Steps, set.Values = append(set.Steps, label), append(set.Values, values)
		}
		return set, true
	}
	return set, false
}
