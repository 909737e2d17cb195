package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"assay/report/chart"
	"assay/scenario"
)

// scenarioFiles are the files that a run writes beside its report; "" is none.
type scenarioFiles struct {
	fan, tornado string
	output       string // that the charts are of; "" is the first that is no condition
	samples      string
}

// known tests what can be known to be wrong before the model runs.
func (f *scenarioFiles) known() error {
	if _, ok := rowWriters[filepath.Ext(f.samples)]; f.samples != "" && !ok {
		return fmt.Errorf("--samples-out %q: want a name that ends in .csv or .jsonl", f.samples)
	}
	if f.output != "" && f.fan == "" && f.tornado == "" {
		return fmt.Errorf("--output %s says which output a chart is of; name one with --fan FILE.svg or --tornado FILE.svg", f.output)
	}
	return nil
}

// charts writes the charts that were asked for.
func (f *scenarioFiles) charts(r *scenario.Result, t *scenario.Tornado) error {
	if f.fan == "" && f.tornado == "" {
		return nil
	}
	i, err := f.charted(r)
	if err != nil {
		return err
	}
	if f.fan != "" {
		if err := saved("--fan", f.fan, func(w io.Writer) error { return writeFan(w, r, r.Outputs[i]) }); err != nil {
			return err
		}
	}
	if f.tornado != "" {
		return saved("--tornado", f.tornado, func(w io.Writer) error { return writeTornadoChart(w, r, t.Outputs[i]) })
	}
	return nil
}

// charted is the place of the output that charts are of.
func (f *scenarioFiles) charted(r *scenario.Result) (int, error) {
	var names []string
	first := -1
	for i, o := range r.Outputs {
		if o.Name == f.output {
			return i, nil
		}
		if first < 0 && !o.Truth {
			first = i
		}
		names = append(names, o.Name)
	}
	if f.output != "" {
		return 0, fmt.Errorf("--output %q: the file has %s", f.output, strings.Join(names, ", "))
	}
	return max(first, 0), nil
}

// chartTitle names an output and its model.
func chartTitle(name, title string) string {
	if title == "" {
		return name
	}
	return name + ": " + title
}

// writeFan draws an output by step, or its distribution where it has no steps.
func writeFan(w io.Writer, r *scenario.Result, o scenario.OutputResult) error {
	title, from := chartTitle(o.Name, r.Title), fmt.Sprintf("%d samples, seed %d", r.Samples, r.Seed)
	if o.Fan[0].Step == "" {
		return writeHistogram(w, r, o, title, "Distribution of "+o.Name+", "+from+".")
	}
	c := chart.Fan{
		Title: title, Description: fmt.Sprintf("Quantiles of %s by %s, %s.", o.Name, r.Step, from),
		Unit: o.Unit, StepName: r.Step, Chance: o.Truth,
	}
	if o.Truth {
		c.Unit, c.Description = "percent", fmt.Sprintf("Chance of %s by %s, %s.", o.Name, r.Step, from)
	}
	for _, s := range o.Fan {
		step := chart.FanStep{Label: s.Step, Quantiles: chartQuantiles(s)}
		if o.Truth {
			step.Median = 100 * float64(s.Mean)
		}
		c.Steps = append(c.Steps, step)
	}
	_, err := chart.WriteFan(w, c)
	return err
}

func chartQuantiles(s scenario.Summary) chart.Quantiles {
	at := func(p float64) float64 { return float64(s.At(p)) }
	return chart.Quantiles{P5: at(0.05), P25: at(0.25), Median: at(0.5), P75: at(0.75), P95: at(0.95)}
}

func writeHistogram(w io.Writer, r *scenario.Result, o scenario.OutputResult, title, description string) error {
	if o.Truth {
		return fmt.Errorf("%s holds in %s %% of samples, which needs no chart; name another with --output", o.Name, (100 * o.Fan[0].Mean).Short())
	}
	set, _ := r.SamplesOf(o.Name) // the result has all of its outputs
	c := chart.Histogram{Title: title, Description: description, Unit: o.Unit, Quantiles: chartQuantiles(o.Fan[0])}
	for _, x := range set.Values[0] {
		c.Values = append(c.Values, float64(x))
	}
	_, err := chart.WriteHistogram(w, c)
	return err
}

// writeTornadoChart draws how far each input alone moves an output.
func writeTornadoChart(w io.Writer, r *scenario.Result, t scenario.TornadoOutput) error {
	at := ""
	if t.Step != "" {
		at = " at " + t.Step
	}
	c := chart.Tornado{
		Title:       "What moves " + chartTitle(t.Name+at, r.Title),
		Description: "Each input at its 10th and 90th percentile, all others at their medians.",
		Unit:        t.Unit, Base: float64(t.Base),
	}
	for _, b := range t.Bars {
		c.Bars = append(c.Bars, chart.TornadoBar{
			Input: b.Input, Unit: b.Unit, AtLow: b.InputLow.Short(), AtHigh: b.InputHigh.Short(), Low: float64(b.Low), High: float64(b.High),
		})
	}
	_, err := chart.WriteTornado(w, c)
	return err
}

// rows writes the samples that were asked for.
func (f *scenarioFiles) rows(ctx context.Context, m *scenario.Model, o scenario.RunOptions) error {
	if f.samples == "" {
		return nil
	}
	s, err := m.Stream(o)
	if err != nil {
		return err
	}
	return saved("--samples-out", f.samples, func(w io.Writer) error {
		put, flush, err := rowWriters[filepath.Ext(f.samples)](w, s.Columns)
		if err != nil {
			return err
		}
		err = s.Each(func(row []scenario.Number) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return put(row)
		})
		if err != nil {
			return err
		}
		return flush()
	})
}

// rowWriter begins a table; put writes a row, flush what is held back.
type rowWriter func(w io.Writer, columns []scenario.Column) (put func([]scenario.Number) error, flush func() error, err error)

// rowWriters are the formats of a table of samples, by the ending of its file.
var rowWriters = map[string]rowWriter{".csv": csvRows, ".jsonl": jsonRows}

// csvRows writes a line of names, then a line a sample.
func csvRows(w io.Writer, columns []scenario.Column) (func([]scenario.Number) error, func() error, error) {
	c := csv.NewWriter(w)
	line := []string{"sample"}
	for _, x := range columns {
		line = append(line, x.Name)
	}
	n := 0
	put := func(row []scenario.Number) error {
		n++
		line[0] = strconv.Itoa(n)
		for i, x := range row {
			line[i+1] = x.String()
		}
		return c.Write(line)
	}
	flush := func() error {
		c.Flush()
		return c.Error()
	}
	return put, flush, c.Write(line)
}

// jsonRows writes an object a sample, its keys in the order of the columns.
func jsonRows(w io.Writer, columns []scenario.Column) (func([]scenario.Number) error, func() error, error) {
	keys := make([][]byte, len(columns))
	for i, x := range columns {
		name, err := json.Marshal(x.Name)
		if err != nil {
			return nil, nil, err
		}
		keys[i] = append(append([]byte{','}, name...), ':')
	}
	n := 0
	var line bytes.Buffer
	put := func(row []scenario.Number) error {
		n++
		line.Reset()
		line.WriteString(`{"sample":` + strconv.Itoa(n))
		for i, x := range row {
			line.Write(keys[i])
			value, err := x.MarshalJSON()
			if err != nil {
				return err
			}
			line.Write(value)
		}
		line.WriteString("}\n")
		_, err := w.Write(line.Bytes())
		return err
	}
	return put, func() error { return nil }, nil
}
