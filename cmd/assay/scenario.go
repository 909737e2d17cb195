package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/evidence"
	"assay/forecast"
	"assay/input"
	"assay/metric"
	"assay/period"
	"assay/scenario"
)

// scenarioFlags are what the command line says.
type scenarioFlags struct {
	store, asOf, format string
	run                 scenario.RunOptions
	files               scenarioFiles
	forInput, suchThat  string
	between, over       string
	overBetween         string
	before, after       string
}

func scenarioCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "scenario",
		Short: "Ask what must be true for a forecast to hold",
		Long: `Scenario runs a model: inputs bound to filed facts and forecasts, constants and
distributions, formulas with units, steps by year or quarter. The same file, seed
and evidence give the same bytes.`,
	}
	c.AddCommand(scenarioRunCommand(), scenarioSolveCommand(), scenarioMovedCommand())
	return c
}

func scenarioRunCommand() *cobra.Command {
	var f scenarioFlags
	c := &cobra.Command{
		Use:   "run FILE.toml",
		Short: "Run a model and summarise its outputs",
		Long: `Run draws the samples of a model and gives of each output its mean and quantiles,
by step where it has steps, what each input alone moves it by, and which inputs its
variance comes from.

--fan draws an output's quantiles by step, the chance of a condition, or of an output
without steps the distribution; --tornado draws what each input moves it by. Of several
outputs it is that of --output, else the first that is no condition.

--samples-out writes every sample in a row: all inputs, then all outputs, those of
several steps at each of them, in their units; a condition is 1 or 0.`,
		Example: `  assay scenario run spending.toml
  assay scenario run spending.toml --samples 100000 --format json
  assay scenario run spending.toml --output cash --fan cash.svg --tornado moved.svg`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.ran(c, args[0]) },
	}
	f.add(c)
	c.Flags().StringVar(&f.files.fan, "fan", "", "write the fan chart, or the distribution, to that SVG file")
	c.Flags().StringVar(&f.files.tornado, "tornado", "", "write what moves the output to that SVG file")
	c.Flags().StringVar(&f.files.output, "output", "", "`NAME` of the output that charts are of (default: the first that is no condition)")
	c.Flags().StringVar(&f.files.samples, "samples-out", "", "write all samples to that `FILE`, .csv or .jsonl")
	return c
}

// ran runs the model, writes the files asked for, then the report.
func (f *scenarioFlags) ran(c *cobra.Command, path string) error {
	if err := f.files.known(); err != nil {
		return fmt.Errorf("scenario: %w", err)
	}
	m, err := f.model(c.Context(), path)
	if err != nil {
		return err
	}
	r, err := m.Run(f.run)
	if err != nil {
		return err
	}
	t, err := m.Tornado(f.run)
	if err != nil {
		return err
	}
	s, err := m.Sobol(f.run)
	if err != nil {
		return err
	}
	if err := f.files.charts(r, t); err != nil {
		return fmt.Errorf("scenario: %w", err)
	}
	if err := f.files.rows(c.Context(), m, f.run); err != nil {
		return fmt.Errorf("scenario: %w", err)
	}
	return f.write(c.OutOrStdout(), ranModel{r, t, s}, func(w io.Writer) error { return scenarioText(w, r, t, s) })
}

// ranModel is the command's JSON.
type ranModel struct {
	*scenario.Result
	Tornado *scenario.Tornado `json:"tornado"`
	Sobol   *scenario.Sobol   `json:"sobol"`
}

func scenarioSolveCommand() *cobra.Command {
	var f scenarioFlags
	c := &cobra.Command{
		Use:   "solve FILE.toml --for INPUT --such-that CONDITION --between LOW..HIGH",
		Short: "Find for which values of an input a condition holds",
		Long: `Solve seeks the values of an input for which a condition on the outputs holds:
"median(return) >= 10%", "chance(cash > 0) >= 95%". With --over it does so for
values of a second input, which make a break-even curve. Where no value in the
range does, it says so.`,
		Example: `  assay scenario solve spending.toml --for growth --such-that "median(return) >= 10%" --between 0%..60%`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return f.solve(c, args[0]) },
	}
	f.add(c)
	c.Flags().StringVar(&f.forInput, "for", "", "the input whose value is sought")
	c.Flags().StringVar(&f.suchThat, "such-that", "", "the condition")
	c.Flags().StringVar(&f.between, "between", "", "the range searched: 0%..60%")
	c.Flags().StringVar(&f.over, "over", "", "a second input, for a break-even curve")
	c.Flags().StringVar(&f.overBetween, "over-between", "", "its range")
	return c
}

func (f *scenarioFlags) add(c *cobra.Command) {
	f.shared(c)
	c.Flags().StringVar(&f.asOf, "as-of", "", "facts that were public by the end of that `DAY` (default: all)")
}

// shared are the flags of all commands.
func (f *scenarioFlags) shared(c *cobra.Command) {
	c.Flags().StringVar(&f.store, "store", "", "evidence store")
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	c.Flags().IntVar(&f.run.Samples, "samples", 0, "how many samples (default: the file's)")
	c.Flags().Uint64Var(&f.run.Seed, "seed", 0, "of the random numbers (default: the file's)")
}

// model reads a file and binds it to the store.
func (f *scenarioFlags) model(ctx context.Context, path string) (*scenario.Model, error) {
	asOf, err := day(f.asOf, "--as-of")
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	file, err := f.file(path)
	if err != nil {
		return nil, err
	}
	models, err := f.bound(ctx, file, asOf)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return models[0], nil
}

// file reads a file.
func (f *scenarioFlags) file(path string) (*scenario.File, error) {
	if f.format != "text" && f.format != "json" {
		return nil, fmt.Errorf("scenario: --format %q: want text or json", f.format)
	}
	src, err := input.Open(path)
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	file, err := scenario.Parse(src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file, nil
}

// bound compiles a file with what the store had public by the end of each day.
func (f *scenarioFlags) bound(ctx context.Context, file *scenario.File, days ...period.Date) ([]*scenario.Model, error) {
	store, closer, err := openNamed(f.store)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	var models []*scenario.Model
	for _, asOf := range days {
		m, err := file.Compile(&binder{ctx: ctx, store: store, asOf: asOf})
		if err != nil && len(days) > 1 {
			err = fmt.Errorf("public by %s: %w", orAll(asOf), err)
		}
		if err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	return models, nil
}

func (f *scenarioFlags) write(w io.Writer, answer any, text func(io.Writer) error) error {
	if f.format == "text" {
		return text(w)
	}
	return writeJSON(w, answer)
}

func (f *scenarioFlags) solve(c *cobra.Command, path string) error {
	low, high, ok := strings.Cut(f.between, "..")
	if f.forInput == "" || f.suchThat == "" || !ok {
		return errors.New("scenario: solve needs --for INPUT, --such-that CONDITION and --between LOW..HIGH")
	}
	m, err := f.model(c.Context(), path)
	if err != nil {
		return err
	}
	o := scenario.SolveOptions{Input: f.forInput, Condition: f.suchThat, Low: low, High: high, Run: f.run}
	if f.over == "" {
		s, err := m.Solve(o)
		if err != nil {
			return err
		}
		return f.write(c.OutOrStdout(), s, func(w io.Writer) error { return solutionText(w, s) })
	}
	low, high, ok = strings.Cut(f.overBetween, "..")
	if !ok {
		return errors.New("scenario: --over needs --over-between LOW..HIGH")
	}
	curve, err := m.Curve(scenario.CurveOptions{Solve: o, Over: f.over, Low: low, High: high})
	if err != nil {
		return err
	}
	return f.write(c.OutOrStdout(), curve, func(w io.Writer) error { return curveText(w, curve) })
}

// binder gives a model the store's facts and forecasts.
type binder struct {
	ctx    context.Context
	store  evidence.Reader
	asOf   period.Date
	cat    *metric.Catalog
	ledger *forecast.Ledger
}

// Fact implements scenario.Binder: the most plausible definition's value.
func (b *binder) Fact(id scenario.FactID) (scenario.Bound, error) {
	if b.cat == nil {
		var err error
		if b.cat, err = metric.Load(); err != nil {
			return scenario.Bound{}, err
		}
	}
	if _, ok := b.cat.Lookup(id.Measure); !ok {
		return scenario.Bound{}, fmt.Errorf("no measure %q; assay explain measures lists them", id.Measure)
	}
	filer, err := filerNamed(b.ctx, b.store, id.Entity)
	if err != nil {
		return scenario.Bound{}, err
	}
	cs, err := measured(b.ctx, b.store, b.cat, asking{filer.ID, id.Measure, id.Period, b.asOf})
	if err != nil {
		return scenario.Bound{}, err
	}
	of := cs[0].Period
	x := scenario.Bound{Value: cs[0].Value.Float(), Unit: strings.TrimSuffix(cs[0].Unit, "s"), Period: of.String(), Source: sourcesOf(cs[0])} // "USD", "USD/share"
	if !of.Instant() {
		x.Years = float64(of.Days()) / 365.25
	}
	return x, nil
}

// sourcesOf names the filings of a value.
func sourcesOf(c evidence.Computed) string {
	var out []string
	for i := range c.Terms {
		if a := c.Terms[i].Fact.Filing.Accession; len(out) == 0 || out[len(out)-1] != a {
			out = append(out, a)
		}
	}
	return strings.Join(out, " ")
}

// Ledger implements scenario.Binder: what an entry states.
func (b *binder) Ledger(id string) (scenario.Bound, error) {
	if b.ledger == nil {
		log, ok := b.store.(forecast.Log)
		if !ok {
			return scenario.Bound{}, errors.New("the starter evidence has no ledger; name a store with --store")
		}
		var err error
		if b.ledger, err = forecast.Load(b.ctx, log); err != nil {
			return scenario.Bound{}, err
		}
	}
	it, err := b.ledger.Find(id)
	if err != nil {
		return scenario.Bound{}, err
	}
	e := it.Entry
	x := scenario.Bound{Unit: e.Value.Unit, Source: it.ID}
	if of := period.Range(e.Period); of.Known() {
		x.Period = of.String()
		if !of.Instant() {
			x.Years = float64(of.Days()) / 365.25
		}
	}
	switch {
	case e.Value.Written != nil:
		x.Value, err = decimalFloat(*e.Value.Written)
	case e.Value.Low != nil && e.Value.High != nil:
		if x.Low, err = decimalFloat(*e.Value.Low); err == nil {
			x.High, err = decimalFloat(*e.Value.High)
		}
	default:
		err = errors.New("the entry states no value")
	}
	return x, err
}

func decimalFloat(s string) (float64, error) {
	r, err := forecast.ParseFraction(s)
	f, _ := r.Big().Float64()
	return f, err
}
