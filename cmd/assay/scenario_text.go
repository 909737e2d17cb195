package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"assay/scenario"
)

// scenarioText is a run for people, in 80 columns.
func scenarioText(w io.Writer, r *scenario.Result, t *scenario.Tornado, s *scenario.Sobol) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%d samples, seed %d\n\n", wrap(r.Title, 80, 0), r.Samples, r.Seed)
	for _, in := range r.Inputs {
		value := in.Distribution
		if in.Value != nil {
			value = in.Value.String()
		}
		fmt.Fprintf(&b, "  %-20s %s %s\n", in.Name, value, in.Unit)
		if in.Source != "" {
			fmt.Fprintf(&b, "  %-20s %s\n", "", wrap(in.Source, 80, 23))
		}
	}
	for i, out := range r.Outputs {
		fmt.Fprintf(&b, "\n%s%s\n", out.Name, unitIn(out.Unit))
		if out.Truth {
			for _, x := range out.Fan {
				fmt.Fprintf(&b, "  %-10s true in %s of samples\n", x.Step, brief(x.Mean))
			}
		} else {
			fmt.Fprintf(&b, "  %-10s %11s %11s %11s %11s %11s\n", "", "mean", "5 %", "25 %", "75 %", "95 %")
			for _, x := range out.Fan {
				fmt.Fprintf(&b, "  %-10s %11s %11s %11s %11s %11s\n", x.Step, brief(x.Mean), brief(x.At(0.05)), brief(x.At(0.25)), brief(x.At(0.75)), brief(x.At(0.95)))
			}
		}
		writeTornado(&b, t, out.Name)
		if i < len(s.Outputs) {
			writeSobol(&b, s, out.Name)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// brief is a number to four digits, which a table has room for.
func brief(x scenario.Number) string {
	if v := float64(x); v-v == 0 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return x.String()
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
		if o.Name != name || len(o.Bars) == 0 {
			continue
		}
		b.WriteString("  moved by (input at its 10 % and 90 %, all others at their medians)\n")
		for _, x := range o.Bars {
			fmt.Fprintf(b, "    %-18s %12s to %s\n", x.Input, brief(x.Low), brief(x.High))
		}
	}
}

// writeSobol lists the shares of an output's variance.
func writeSobol(b *strings.Builder, s *scenario.Sobol, name string) {
	for _, o := range s.Outputs {
		if o.Name != name || len(o.Groups) < 2 {
			continue
		}
		b.WriteString("  share of its variance (first order, total)\n")
		for _, g := range o.Groups {
			fmt.Fprintf(b, "    %-18s %8s %8s\n", strings.Join(g.Inputs, ", "), brief(g.First), brief(g.Total))
		}
	}
}

func solutionText(w io.Writer, s *scenario.Solution) error {
	_, err := fmt.Fprintf(w, "%s such that %s\n  between %s and %s %s, %d samples: %s\n%s", s.Input, s.Condition, s.Low, s.High, s.Unit, s.Samples, s.Status, spansText(s.Roots, s.Holds))
	return err
}

func spansText(roots []scenario.Root, holds []scenario.Span) string {
	var b strings.Builder
	for _, r := range roots {
		turn := "turns at"
		if r.Jump {
			turn = "jumps at"
		}
		fmt.Fprintf(&b, "  %s %s\n", turn, brief(r.Value))
	}
	for _, h := range holds {
		fmt.Fprintf(&b, "  holds from %s to %s\n", brief(h.From), brief(h.To))
	}
	return b.String()
}

func curveText(w io.Writer, c *scenario.Curve) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s) such that %s, over %s (%s)\n", c.Input, c.Unit, c.Condition, c.Over, c.OverUnit)
	for _, p := range c.Points {
		var at []string
		for _, r := range p.Roots {
			at = append(at, brief(r.Value))
		}
		line := p.Status
		if len(at) > 0 {
			line = strings.Join(at, ", ")
		}
		fmt.Fprintf(&b, "  %12s  %s\n", brief(p.Over), line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
