package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"assay/scenario"
)

// scenarioText is a run for people, in 80 columns.
func scenarioText(w io.Writer, r *scenario.Result, t *scenario.Tornado, s *scenario.Sobol) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%d samples, seed %d\n\n", wrap(r.Title, 80, 0), r.Samples, r.Seed)
	for _, in := range r.Inputs {
		for i, line := range inputLines(in) {
			name := ""
			if i == 0 {
				name = in.Name
			}
			fmt.Fprintf(&b, "  %-20s %s\n", name, wrap(line, 80, 23))
		}
	}
	for i, out := range r.Outputs {
		fmt.Fprintf(&b, "\n%s%s\n", out.Name, unitIn(out.Unit))
		writeFigures(&b, r, out)
		writeTornado(&b, t, out.Name)
		if i < len(s.Outputs) {
			writeSobol(&b, s, out.Name)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// inputLines say what an input is, where its value stands and why it is so.
func inputLines(in scenario.InputResult) []string {
	value := in.Distribution
	switch {
	case in.Value != nil:
		value = grouped(in.Value.String()) + " " + in.Unit
	case !strings.Contains(value, in.Unit): // it is not written with its numbers
		value += ", in " + in.Unit
	}
	lines := []string{value}
	if in.Source != "" {
		lines = append(lines, in.Period+" "+in.Source)
	}
	if in.Note != "" {
		lines = append(lines, in.Note)
	}
	return lines
}

// tableLevels are the quantiles of the table of an output.
var tableLevels = []float64{0.05, 0.25, 0.5, 0.75, 0.95}

// writeFigures is the table of an output, a line a step.
func writeFigures(b *strings.Builder, r *scenario.Result, out scenario.OutputResult) {
	if !out.Truth {
		fmt.Fprintf(b, "  %-10s %9s %9s %9s %9s %9s %9s\n", "", "mean", "5 %", "25 %", "median", "75 %", "95 %")
	}
	for _, x := range out.Fan {
		if out.Truth {
			fmt.Fprintf(b, "  %-10s true in %s %% of samples\n", x.Step, (100 * x.Mean).Short())
			continue
		}
		fmt.Fprintf(b, "  %-10s %9s", x.Step, x.Mean.Short())
		for _, p := range tableLevels {
			fmt.Fprintf(b, " %9s", x.At(p).Short())
		}
		b.WriteByte('\n')
		for _, odd := range []struct {
			n    int
			what string
		}{{x.Infinite, "infinite"}, {x.Undefined, "undefined"}} {
			if odd.n > 0 {
				fmt.Fprintf(b, "  %-10s %s in %s %% of samples\n", "", odd.what, scenario.Number(100*float64(odd.n)/float64(r.Samples)).Short())
			}
		}
	}
}

func unitIn(unit string) string {
	if unit == "" {
		return ""
	}
	return ", " + unit
}

// writeTornado lists what moves an output most.
func writeTornado(b *strings.Builder, t *scenario.Tornado, name string) {
	for _, o := range t.Outputs {
		if o.Name != name {
			continue
		}
		var still []string
		for i, x := range o.Bars {
			if i == 0 && x.Low != x.High {
				b.WriteString("  moved by (the input at its 10 % and 90 %, in brackets; others at medians)\n")
			}
			if x.Low == x.High {
				still = append(still, x.Input)
				continue
			}
			fmt.Fprintf(b, "    %-22s %10s to %-10s (%s, %s)\n", x.Input, x.Low.Short(), x.High.Short(), x.InputLow.Short(), x.InputHigh.Short())
		}
		writeStill(b, still)
	}
}

// writeStill names the inputs that do not move an output.
func writeStill(b *strings.Builder, inputs []string) {
	if len(inputs) > 0 {
		fmt.Fprintf(b, "  not moved by %s\n", wrap(strings.Join(inputs, ", "), 80, 15))
	}
}

// writeSobol lists the shares of an output's variance, where it has one.
func writeSobol(b *strings.Builder, s *scenario.Sobol, name string) {
	for _, o := range s.Outputs {
		if o.Name != name || len(o.Groups) < 2 || o.Variance == 0 {
			continue
		}
		b.WriteString("  share of its variance (first order, total)\n")
		for _, g := range o.Groups {
			fmt.Fprintf(b, "    %-22s %8s %8s\n", strings.Join(g.Inputs, ", "), share(g.First), share(g.Total))
		}
	}
}

// share is a share of a variance: its estimate is not good to more than three digits.
func share(x scenario.Number) string {
	if x-x != 0 {
		return x.String()
	}
	return strconv.FormatFloat(math.Round(1000*float64(x))/1000+0, 'f', 3, 64)
}

func solutionText(w io.Writer, s *scenario.Solution) error {
	_, err := fmt.Fprintf(w, "%s such that %s\n  between %s and %s %s, %d samples: %s\n%s", s.Input, s.Condition, s.Low.Short(), s.High.Short(), s.Unit, s.Samples, s.Status, spansText(s.Roots, s.Holds))
	return err
}

func spansText(roots []scenario.Root, holds []scenario.Span) string {
	var b strings.Builder
	for _, r := range roots {
		turn := "turns at"
		if r.Jump {
			turn = "jumps at"
		}
		fmt.Fprintf(&b, "  %s %s\n", turn, r.Value.Short())
	}
	for _, h := range holds {
		fmt.Fprintf(&b, "  holds from %s to %s\n", h.From.Short(), h.To.Short())
	}
	return b.String()
}

func curveText(w io.Writer, c *scenario.Curve) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s) such that %s, over %s (%s)\n", c.Input, c.Unit, c.Condition, c.Over, c.OverUnit)
	for _, p := range c.Points {
		var at []string
		for _, r := range p.Roots {
			at = append(at, r.Value.Short())
		}
		line := p.Status
		if len(at) > 0 {
			line = strings.Join(at, ", ")
		}
		fmt.Fprintf(&b, "  %12s  %s\n", p.Over.Short(), line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
