package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
)

// coverageFlags are what the command line says.
type coverageFlags struct {
	store, file, format, asOf, years string
	measures                         []string
	all, missing, summary            bool
}

func coverageCommand() *cobra.Command {
	var f coverageFlags
	c := &cobra.Command{
		Use:   "coverage [TICKER…]",
		Short: "Show which measures a filer's facts give, for which years, and why not",
		Long: `Coverage asks every measure of every fiscal year of some filers, and says what
comes of it: filed as it is, derived from several facts, or why there is none.
No fact of any tag of a measure is "none filed": banks file no gross profit;
whether a filer has none or calls it otherwise, facts do not say.

--missing lists the filer's own tags that resemble the tags of a measure and
state the years that it misses. They are candidates: nothing is computed from
them. --summary counts filers; it is what --all shows, unless --format asks for
every line.`,
		Example: `  assay coverage NVDA --years 2019..2025
  assay coverage MSFT AMZN --measure revenue,capex --missing
  assay coverage --all --format csv`,
		RunE: func(c *cobra.Command, args []string) error {
			return runCoverage(c.Context(), c.OutOrStdout(), c.ErrOrStderr(), f, args)
		},
		ValidArgsFunction: func(c *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return tickers(c.Context()), cobra.ShellCompDirectiveNoFileComp
		},
	}
	fs := c.Flags()
	fs.StringVar(&f.store, "store", "", "evidence store")
	fs.StringVar(&f.file, "file", "", "`FILE` with a filer a line: ticker, name or cik:0001045810")
	fs.BoolVar(&f.all, "all", false, "all filers with facts")
	fs.StringSliceVar(&f.measures, "measure", nil, "`MEASURE` to ask (default: all)")
	fs.StringVar(&f.years, "years", "", "fiscal `YEARS`, 2019..2025 (default: the last ten reported)")
	fs.StringVar(&f.asOf, "as-of", "", "with what was public by the end of that `DAY` (default: all)")
	fs.BoolVar(&f.missing, "missing", false, "list the filer's own tags that come near a measure that it misses")
	fs.BoolVar(&f.summary, "summary", false, "count filers instead of listing each")
	fs.StringVar(&f.format, "format", "text", "text, json or csv")
	complete(c, "measure", measures)
	complete(c, "format", func() []string { return []string{"text", "json", "csv"} })
	return c
}

// coverageAnswer is what the command says of one filer, and an element of its JSON.
type coverageAnswer struct {
	Entity   string            `json:"entity"`
	Name     string            `json:"name"`
	Ticker   string            `json:"ticker,omitempty"`
	Years    []int             `json:"years"`
	Measures []coverageMeasure `json:"measures"`
}

type coverageMeasure struct {
	Measure    string              `json:"measure"`
	Years      []coverageYear      `json:"years"`
	Candidates []coverageCandidate `json:"candidates,omitempty"`
}

type coverageYear struct {
	Year       int      `json:"year"`
	Start      string   `json:"start,omitempty"`
	End        string   `json:"end"`
	State      string   `json:"state"`
	Definition string   `json:"definition,omitempty"`
	Concepts   []string `json:"concepts,omitempty"`
	Value      string   `json:"value,omitempty"`
	Unit       string   `json:"unit,omitempty"`
	state      evidence.State
}

type coverageCandidate struct {
	Concept   string `json:"concept"`
	Like      string `json:"like"`
	Percent   int    `json:"percent"`
	Years     []int  `json:"years"`
	Value     string `json:"value"` // of the last of them
	Unit      string `json:"unit"`
	Accession string `json:"accession"`
}

// coverageSink takes the answers, one after another.
type coverageSink interface {
	put(coverageAnswer) error
	end() error
}

func runCoverage(ctx context.Context, out, errs io.Writer, f coverageFlags, names []string) error {
	asked, err := f.asked()
	if err != nil {
		return fmt.Errorf("coverage: %w", err)
	}
	store, closer, err := openNamed(f.store)
	if err != nil {
		return err
	}
	defer closer.Close()
	filers, err := f.filers(ctx, store, names)
	if err != nil {
		return fmt.Errorf("coverage: %w", err)
	}
	readers := []evidence.Reader{store}
	if len(filers) >= manyFilers {
		more, err := openScreen(f.store)
		if err != nil {
			return err
		}
		defer more.close()
		readers = more.readers
	}
	return asked.tell(ctx, readers, filers, out, errs, func(w io.Writer) coverageSink { return f.sink(w, asked) })
}

// manyFilers are enough for each core to open the store for itself.
const manyFilers = 8

// tell asks all filers and writes the answers.
func (q *coverageAsked) tell(ctx context.Context, readers []evidence.Reader, filers []entity.ID, out, errs io.Writer, sink func(io.Writer) coverageSink) error {
	b := bufio.NewWriterSize(out, 1<<16)
	s := sink(b)
	bar := newProgress(out, errs, "%d filers", showAfter)
	defer bar.end()
	done := int64(0)
	err := overFilers(ctx, readers, filers, q.of, func(a coverageAnswer) error {
		done++
		bar.step(done, int64(len(filers)))
		return s.put(a)
	})
	if err != nil {
		return fmt.Errorf("coverage: %w", err)
	}
	if err := s.end(); err != nil {
		return err
	}
	return b.Flush()
}

func (f *coverageFlags) sink(w io.Writer, asked *coverageAsked) coverageSink {
	switch {
	case f.format == "json":
		return &coverageJSON{w: w}
	case f.format == "csv":
		return &coverageCSV{w: w}
	case f.summary || f.all:
		return newCoverageSummary(w, asked)
	}
	return &coverageText{w: w, one: len(asked.measures) == 1}
}

// coverageAsked is what is asked of each filer.
type coverageAsked struct {
	cat         *metric.Catalog
	measures    []string
	first, last int // fiscal years; 0, 0: the last ten reported
	asOf        period.Date
	missing     bool
}

func (f *coverageFlags) asked() (*coverageAsked, error) {
	if !slices.Contains([]string{"text", "json", "csv"}, f.format) {
		return nil, fmt.Errorf("--format %q: want text, json or csv", f.format)
	}
	if f.summary && f.format != "text" {
		return nil, errors.New("--summary is a text; leave out --format")
	}
	cat, err := metric.Load()
	if err != nil {
		return nil, err
	}
	a := &coverageAsked{cat: cat, measures: f.measures, missing: f.missing}
	for _, id := range f.measures {
		if err := knownMeasure(cat, id); err != nil {
			return nil, err
		}
	}
	if len(f.measures) == 0 {
		a.measures = measures()
	}
	if a.asOf, err = day(f.asOf, "--as-of"); err != nil {
		return nil, err
	}
	a.first, a.last, err = parseYears(f.years)
	if err == nil && f.format == "text" && a.last-a.first >= maxYearsShown {
		err = fmt.Errorf("--years %s: a line has room for %d; ask for fewer, or for --format csv", f.years, maxYearsShown)
	}
	return a, err
}

// parseYears reads 2019..2025 or 2024; nothing gives 0, 0.
func parseYears(s string) (first, last int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		to = from
	}
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || first < 1900 || last > 2199 || last < first {
		return 0, 0, fmt.Errorf("--years %q: want 2019..2025 or 2024", s)
	}
	return first, last, nil
}

// filers are whom the arguments, the file, or --all name.
func (f *coverageFlags) filers(ctx context.Context, store evidence.Reader, names []string) ([]entity.ID, error) {
	if f.file != "" {
		listed, err := namesIn(f.file)
		if err != nil {
			return nil, err
		}
		names = append(slices.Clone(names), listed...)
	}
	if f.all {
		if len(names) > 0 {
			return nil, errors.New("--all leaves no filer to name; leave out one")
		}
		s, ok := store.(evidence.Scanner)
		if !ok {
			return nil, errors.New("this store does not list its filers; name another with --store")
		}
		return s.Holders(ctx)
	}
	if len(names) == 0 {
		return nil, errors.New("name a filer, a --file of them, or --all")
	}
	var out []entity.ID
	for _, name := range names {
		filer, err := filerNamed(ctx, store, name)
		if errors.Is(err, evidence.ErrNotFound) {
			filer, err = evidence.Filer{ID: entity.ID(name)}, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, filer.ID)
	}
	return out, nil
}

// maxNames bounds a file of filers.
const maxNames = 16 << 20

// namesIn are the lines of a file, without empty ones and those that begin with #.
func namesIn(file string) ([]string, error) {
	r, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("--file: %w", err)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxNames+1))
	if err != nil {
		return nil, fmt.Errorf("--file: %w", err)
	}
	if len(b) > maxNames {
		return nil, fmt.Errorf("--file: %s is longer than %d bytes", file, maxNames)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("--file: %s names no filer", file)
	}
	return out, nil
}

// of is the coverage of one filer.
func (q *coverageAsked) of(ctx context.Context, store evidence.Reader, id entity.ID) (coverageAnswer, error) {
	if m, ok := store.(interface{ Forget() }); ok {
		defer m.Forget() // what the next filer does not need
	}
	a := coverageAnswer{Entity: string(id), Years: []int{}}
	filer, err := store.Filer(ctx, id)
	if err != nil && !errors.Is(err, evidence.ErrNotFound) {
		return a, err
	}
	a.Name = cmp.Or(filer.Name, string(id))
	if len(filer.Tickers) > 0 {
		a.Ticker = filer.Tickers[0]
	}
	cal, years, err := q.fiscalYears(ctx, store, id)
	if err != nil {
		return a, err
	}
	a.Years = append(a.Years, years...)
	e := evidence.NewEvaluator(store, q.cat)
	for _, measure := range q.measures {
		m, err := q.measure(ctx, e, cal, id, measure, years)
		if err != nil {
			return a, err
		}
		a.Measures = append(a.Measures, m)
	}
	return a, nil
}

// usualYears are shown if none are asked for.
const usualYears = 10

// fiscalYears are the years that are asked of a filer, which has them.
func (q *coverageAsked) fiscalYears(ctx context.Context, store evidence.Reader, id entity.ID) (period.Calendar, []int, error) {
	cal, err := evidence.CalendarOrYear(ctx, store, id)
	if err != nil {
		return cal, nil, err
	}
	first, last := q.first, q.last
	if last == 0 {
		reported, err := evidence.LastReported(ctx, store, id, q.asOf)
		if err != nil {
			return cal, nil, err
		}
		for fy, ok := cal.YearAt(reported); ok; fy-- {
			r, known := cal.Year(fy)
			if !known || r.End <= reported+evidence.SnapDays {
				last, first = fy, fy-usualYears+1
				break
			}
		}
	}
	var years []int
	for fy := first; fy <= last && last != 0; fy++ {
		if _, ok := cal.Year(fy); ok {
			years = append(years, fy)
		}
	}
	return cal, years, nil
}

func (q *coverageAsked) measure(ctx context.Context, e *evidence.Evaluator, cal period.Calendar, id entity.ID, measure string, years []int) (coverageMeasure, error) {
	out := coverageMeasure{Measure: measure, Years: []coverageYear{}}
	var lacking []period.Range
	var lackingYears []int
	for _, fy := range years {
		want, _ := cal.Year(fy)
		want = balanceAt(q.cat, measure, want)
		c, err := e.Cover(ctx, id, measure, want, q.asOf)
		if err != nil {
			return out, err
		}
		y := coverageYear{Year: fy, End: want.End.String(), State: c.State.String(), Definition: c.Definition, Concepts: c.Concepts, Unit: c.Unit, state: c.State}
		if want.Start != 0 {
			y.Start = want.Start.String()
		}
		if c.Unit != "" {
			y.Value = c.Value.String()
		}
		if c.State == evidence.StateNone {
			y.Definition = ""
		}
		if !c.State.Resolved() {
			lacking, lackingYears = append(lacking, want), append(lackingYears, fy)
		}
		out.Years = append(out.Years, y)
	}
	if !q.missing || len(lacking) == 0 {
		return out, nil
	}
	found, err := e.Candidates(ctx, id, measure, lacking, q.asOf)
	if err != nil {
		return out, err
	}
	for _, c := range found {
		v := coverageCandidate{Concept: c.Concept, Like: c.Like, Percent: c.Percent, Value: c.Last.Value.String(), Unit: c.Last.Unit, Accession: c.Last.Filing.Accession}
		for _, p := range c.Periods {
			v.Years = append(v.Years, lackingYears[slices.Index(lacking, p)])
		}
		out.Candidates = append(out.Candidates, v)
	}
	return out, nil
}
