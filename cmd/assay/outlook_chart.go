package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"assay/outlook"
	"assay/period"
	"assay/report/chart"
)

// drawReturns draws capital expenditure beside cash flow and income, a panel a
// company and one for the total, and the incremental return below.
func drawReturns(w io.Writer, t outlook.ReturnsTable) error {
	c := chart.Panels{
		ID: "returns", Title: "Capital expenditure and what came of it" + asOfTitle(t.AsOf),
		Description: "Capital expenditure, operating cash flow and operating income of each " + string(t.By) + ", and the incremental return before depreciation and tax.",
		Note:        t.Rules[1],
		Series: []chart.PanelSeries{
			{Name: "capital expenditure", Form: chart.Bar}, {Name: "operating cash flow", Form: chart.Line},
			{Name: "operating income", Form: chart.Line}, {Name: "incremental return, before depreciation", Form: chart.Share},
		},
	}
	for i := range t.Filers {
		c.Panels = append(c.Panels, returnsPanel(t.Filers[i].Label(), t.Filers[i].Rows))
	}
	if t.Total != nil && t.Total.Why == "" {
		c.Panels = append(c.Panels, returnsPanel(fmt.Sprintf("Total of %d companies", len(t.Filers)), t.Total.Rows))
	}
	_, err := chart.WritePanels(w, c)
	return err
}

func asOfTitle(day period.Date) string {
	if day == 0 {
		return ""
	}
	return ", as of " + day.String()
}

func returnsPanel(name string, rows []outlook.ReturnsRow) chart.Panel {
	p := chart.Panel{Name: name, Values: make([][]chart.Value, 4)}
	for i := range rows {
		r := &rows[i]
		p.Labels = append(p.Labels, r.Label)
		p.Unit = cmp.Or(p.Unit, r.Capex.Unit, r.OperatingCashFlow.Unit, r.OperatingIncome.Unit)
		for s, f := range []outlook.Figure{r.Capex, r.OperatingCashFlow, r.OperatingIncome, r.Before} {
			p.Values[s] = append(p.Values[s], figureValue(f))
		}
	}
	return p
}

// figureValue is a figure to draw; one that is not known is a gap.
func figureValue(f outlook.Figure) chart.Value {
	if !f.OK() {
		return chart.Absent()
	}
	x := f.Amount.Float()
	return chart.Value{At: x, Low: x, High: x}
}

// drawRunway draws free cash flow and net cash of the quarters to come, with their
// range, a panel a company without buybacks and one with them.
func drawRunway(w io.Writer, t outlook.RunwayTable) error {
	c := chart.Panels{
		ID: "runway", Title: fmt.Sprintf("Free cash flow and net cash over %d quarters", t.Horizon) + asOfTitle(t.AsOf),
		Description: "Free cash flow of four quarters and net cash at the end of each quarter to come under the middle assumptions, with the range over all corners of the assumptions.",
		Note:        "line: the middle assumptions · bar: lowest to highest over all corners of their ranges, beyond the plot where it reaches the border · first point: as filed",
		Series:      []chart.PanelSeries{{Name: "free cash flow of four quarters"}, {Name: "net cash"}},
	}
	for i := range t.Filers {
		f := &t.Filers[i]
		for _, path := range f.Paths {
			c.Panels = append(c.Panels, runwayPanel(f, path))
		}
	}
	_, err := chart.WritePanels(w, c)
	return err
}

func runwayPanel(f *outlook.FilerRunway, path outlook.Path) chart.Panel {
	p := chart.Panel{Name: f.Label() + ", without buybacks", Unit: cmp.Or(f.Start.Cash.Unit, f.Start.OperatingCashFlow.Year.Unit), Values: make([][]chart.Value, 2)}
	if path.Buybacks {
		p.Name = f.Label() + ", with buybacks"
	}
	point := func(day period.Date, free, net chart.Value) {
		p.Labels = append(p.Labels, day.String()[:len("2026-06")])
		p.Values[0], p.Values[1] = append(p.Values[0], free), append(p.Values[1], net)
	}
	point(f.End, freeCashValue(&f.Start, path.Buybacks), figureValue(f.Start.NetCash))
	known := slices.ContainsFunc(f.Outcomes, func(o outlook.Outcome) bool {
		return o.Question == outlook.NetCashGone && o.Buybacks == path.Buybacks && o.Status == outlook.Known
	})
	for _, q := range path.Quarters {
		net := chart.Absent() // where a balance or a flow that moves it is not filed
		if known {
			net = spreadValue(q.Net)
		}
		point(q.Ends, spreadValue(q.FreeCash), net)
	}
	return p
}

func spreadValue(s outlook.Spread) chart.Value {
	return chart.Value{At: s.Middle.Float(), Low: s.Low.Float(), High: s.High.Float()}
}

// freeCashValue is the free cash flow of the last four quarters as filed.
func freeCashValue(s *outlook.Start, buybacks bool) chart.Value {
	f := s.OperatingCashFlow.Year
	f.Amount = f.Amount.Sub(s.Capex.Year.Amount)
	if buybacks {
		f.Amount = f.Amount.Sub(s.Buybacks.Year.Amount)
	}
	return figureValue(f)
}
