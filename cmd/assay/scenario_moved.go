package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"assay/period"
	"assay/scenario"
)

func scenarioMovedCommand() *cobra.Command {
	var f scenarioFlags
	c := &cobra.Command{
		Use:   "moved FILE.toml --before DAY",
		Short: "Say what new filings do to a model, and which input does it",
		Long: `Moved binds a model twice, to what was public by the end of two days, and says
which inputs changed, with the filings before and after, and what each of them alone
does to every output: to its median at the last step, or to the chance of a condition.`,
		Example: "  assay scenario moved spending.toml --before 2024-08-03 --after 2025-03-01",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return f.moved(c, args[0]) },
	}
	f.shared(c)
	c.Flags().StringVar(&f.before, "before", "", "facts that were public by the end of that `DAY`")
	c.Flags().StringVar(&f.after, "after", "", "against those by the end of that later `DAY` (default: all)")
	return c
}

// movedModel is the command's JSON.
type movedModel struct {
	Before string `json:"public_before"`
	After  string `json:"public_after"` // a day, or "now"
	*scenario.Movement
}

func (f *scenarioFlags) moved(c *cobra.Command, path string) error {
	before, err := day(f.before, "--before")
	if err != nil {
		return fmt.Errorf("scenario: %w", err)
	}
	after, err := day(f.after, "--after")
	switch {
	case err != nil:
		return fmt.Errorf("scenario: %w", err)
	case before == 0:
		return errors.New("scenario: moved needs --before DAY, as in --before 2024-08-03")
	case after != 0 && after <= before:
		return fmt.Errorf("scenario: --after %s is not after --before %s", after, before)
	}
	file, err := f.file(path)
	if err != nil {
		return err
	}
	models, err := f.bound(c.Context(), file, before, after)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	moved, err := scenario.Moved(models[0], models[1], f.run)
	if err != nil {
		return err
	}
	a := movedModel{before.String(), orAll(after), moved}
	return f.write(c.OutOrStdout(), a, func(w io.Writer) error { return movedText(w, a) })
}

// orAll is a day of the evidence, "now" for all of it.
func orAll(d period.Date) string {
	if d == 0 {
		return "now"
	}
	return d.String()
}

// movedText is a movement for people, in 80 columns.
func movedText(w io.Writer, m movedModel) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\npublic by %s against %s, %d samples, seed %d\n\n", wrap(m.Title, 80, 0), m.Before, m.After, m.Samples, m.Seed)
	if len(m.Inputs) == 0 {
		b.WriteString("  no bound input changed\n")
	}
	for _, in := range m.Inputs {
		fmt.Fprintf(&b, "  %s\n", in.Name)
		for _, x := range []struct {
			when  string
			bound scenario.Bound
		}{{"before", in.Before}, {"after", in.After}} {
			fmt.Fprintf(&b, "    %-7s %s\n", x.when, wrap(boundText(x.bound), 80, 12))
		}
	}
	for _, o := range m.Outputs {
		at, what, scale := "", "median", scenario.Number(1)
		if o.Step != "" {
			at = " at " + o.Step
		}
		if o.Truth {
			what, scale = "chance, %", 100
		}
		fmt.Fprintf(&b, "\n%s%s%s\n  %-28s %10s to %s\n", o.Name, at, unitIn(o.Unit), what, (scale * o.Before).Short(), (scale * o.After).Short())
		var still []string
		for _, x := range o.By {
			if x.Value == o.Before {
				still = append(still, x.Input)
				continue
			}
			fmt.Fprintf(&b, "  %-28s %10s to %s\n", x.Input+" alone", signed(scale*(x.Value-o.Before)), (scale * x.Value).Short())
		}
		writeStill(&b, still)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// boundText is a bound value with where it stands.
func boundText(x scenario.Bound) string {
	value := grouped(scenario.Number(x.Value).String())
	if x.Low < x.High {
		value = grouped(scenario.Number(x.Low).String()) + " to " + grouped(scenario.Number(x.High).String())
	}
	return strings.Join(strings.Fields(value+" "+x.Unit+" "+x.Period+" "+x.Source), " ")
}

// signed is a difference with its sign; none is 0.
func signed(x scenario.Number) string {
	if x > 0 && !math.IsInf(float64(x), 0) {
		return "+" + x.Short()
	}
	return x.Short()
}
