package main

import (
	"fmt"
	"io"
	"math"

	"assay/report/chart"
	"assay/vol"
	"assay/volatility"
)

// charts writes the charts that were asked for.
func (f *volFlags) charts(q volQuotes, r volatility.Result) error {
	if f.smile == "" && f.term == "" {
		return nil
	}
	slices, err := volatility.Surface(q.chain, q.options, mostExpiries)
	if err != nil {
		return err
	}
	if f.smile != "" {
		err := saved("--smile", f.smile, func(w io.Writer) error { return writeSmiles(w, q, r, slices) })
		if err != nil {
			return err
		}
	}
	if f.term != "" {
		err := saved("--term", f.term, func(w io.Writer) error { return writeTerms(w, q, r, slices) })
		if err != nil {
			return err
		}
	}
	return nil
}

// mostExpiries bounds the expiries of a term structure.
const mostExpiries = 60

// writeSmiles draws the smiles of the two expiries used.
func writeSmiles(w io.Writer, q volQuotes, r volatility.Result, slices []volatility.Slice) error {
	c := chart.Smile{
		Title:       fmt.Sprintf("%s, implied volatility by strike", q.name),
		Description: fmt.Sprintf("Quotes of %s, %s.", newYorkTime(r.Quoted), q.chain.Vendor),
	}
	for _, s := range slices {
		if s.Expiry == r.Near.Expiry || s.Expiry == r.Next.Expiry {
			c.Series = append(c.Series, smileSeries(s))
		}
	}
	_, err := chart.WriteSmile(w, c)
	return err
}

func smileSeries(s volatility.Slice) chart.SmileSeries {
	out := chart.SmileSeries{Name: fmt.Sprintf("%s, %.0f days", s.Expiry, s.Minutes/(24*60)), Forward: s.Smile.Forward}
	for _, p := range s.Smile.Points {
		out.Points = append(out.Points, chart.Point{X: p.Strike, SigmaAnnual: p.SigmaAnnual, Low: p.Low, High: p.High})
	}
	fit, ok := vol.FitSVI(s.Smile)
	if n := len(s.Smile.Points); ok && n > 1 {
		first, last := s.Smile.Points[0].Moneyness, s.Smile.Points[n-1].Moneyness
		for i := range curvePoints + 1 {
			k := first + (last-first)*float64(i)/curvePoints
			if sigma := fit.SVI.SigmaAnnual(k, s.Smile.TYears); sigma > 0 {
				out.Curve = append(out.Curve, chart.Point{X: s.Smile.Forward * math.Exp(k), SigmaAnnual: sigma})
			}
		}
	}
	return out
}

// curvePoints is how many pieces draw a fitted smile.
const curvePoints = 120

// writeTerms draws the volatility at the money by days to the settlement.
func writeTerms(w io.Writer, q volQuotes, r volatility.Result, slices []volatility.Slice) error {
	series := chart.TermSeries{Name: q.name}
	for _, s := range slices {
		series.Points = append(series.Points, chart.Point{X: s.Minutes / (24 * 60), SigmaAnnual: s.ATM.SigmaAnnual, Low: s.ATM.Low, High: s.ATM.High})
	}
	if r.Method == volatility.IV30 {
		series.Constant = chart.Point{X: 30, SigmaAnnual: r.Value / 100, Low: r.Low / 100, High: r.High / 100}
	}
	_, err := chart.WriteTermStructure(w, chart.TermStructure{
		Title:       fmt.Sprintf("%s, implied volatility at the money", q.name),
		Description: fmt.Sprintf("Quotes of %s, %s.", newYorkTime(r.Quoted), q.chain.Vendor),
		Log:         true,
		Series:      []chart.TermSeries{series},
	})
	return err
}
