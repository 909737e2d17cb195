package outlook

import (
	"fmt"
	"slices"
	"strings"

	"assay/evidence"
	"assay/period"
)

// total adds the companies up. A sum lacks a value where one company does: a
// part of the companies is no total.
func total(t *ReturnsTable, o ReturnsOptions) *TotalReturns {
	out := &TotalReturns{Mixed: mixed(t)}
	if o.By == ByFiscalYear {
		if why := apart(t.Filers); why != "" {
			out.Why = why
			return out
		}
	}
	for i := range t.Filers[0].Rows {
		out.Rows = append(out.Rows, totalRow(t.Filers, i, o))
	}
	return out
}

// apart says which companies' fiscal years end on different days.
func apart(filers []FilerReturns) string {
	first := &filers[0]
	for i := range filers {
		for k := range filers[i].Rows {
			x, y := &filers[i].Rows[k], &first.Rows[k]
			a, b := period.Range{Start: x.Start, End: x.End}, period.Range{Start: y.Start, End: y.End}
			if x.End != 0 && y.End != 0 && !a.Near(b, evidence.SnapDays) {
				return fmt.Sprintf("%s of %s and %s end on different days (%s, %s): no total; use calendar years", x.Label, first.Label(), filers[i].Label(), y.End, x.End)
			}
		}
	}
	return ""
}

func totalRow(filers []FilerReturns, i int, o ReturnsOptions) ReturnsRow {
	row := ReturnsRow{Label: filers[0].Rows[i].Label}
	sums := []struct {
		to *Figure
		of func(*ReturnsRow) Figure
	}{
		{&row.Capex, func(r *ReturnsRow) Figure { return r.Capex }},
		{&row.Revenue, func(r *ReturnsRow) Figure { return r.Revenue }},
		{&row.OperatingIncome, func(r *ReturnsRow) Figure { return r.OperatingIncome }},
		{&row.OperatingCashFlow, func(r *ReturnsRow) Figure { return r.OperatingCashFlow }},
		{&row.Depreciation, func(r *ReturnsRow) Figure { return r.Depreciation }},
		{&row.IncomeChange, func(r *ReturnsRow) Figure { return r.IncomeChange }},
		{&row.EarningsChange, func(r *ReturnsRow) Figure { return r.EarningsChange }},
		{&row.Spent, func(r *ReturnsRow) Figure { return r.Spent }},
		{&row.spentOf, func(r *ReturnsRow) Figure { return r.spentOf }},
	}
	for _, s := range sums {
		figures := make([]Figure, len(filers))
		for k := range filers {
			figures[k] = s.of(&filers[k].Rows[i])
		}
		*s.to = sum(filers, figures)
	}
	row.divide(o)
	return row
}

// sum adds one figure of each company; where some lack it, they are named.
func sum(filers []FilerReturns, figures []Figure) Figure {
	var without []string
	for i, f := range figures {
		if !f.OK() {
			without = append(without, filers[i].Label())
		}
	}
	if len(without) > 0 {
		return missing("no total without " + join(without))
	}
	s := figures[0]
	for _, f := range figures[1:] {
		s = add(s, f)
	}
	return s
}

// mixed says where the companies' figures are made by different definitions of
// capital expenditure, or of different tags of it or of depreciation.
func mixed(t *ReturnsTable) []string {
	var out []string
	say := func(what string, of func(*FilerReturns) string) {
		var values []string
		who := map[string][]string{}
		for i := range t.Filers {
			f := &t.Filers[i]
			if v := of(f); v != "" {
				values = appendNew(values, v)
				who[v] = append(who[v], f.Label())
			}
		}
		if len(values) < 2 {
			return
		}
		for i, v := range values {
			values[i] = fmt.Sprintf("%s (%s)", v, join(who[v]))
		}
		out = append(out, what+" differ: "+strings.Join(values, "; "))
	}
	say("definitions of capex", func(f *FilerReturns) string { return f.Definition })
	say("tags of capex", func(f *FilerReturns) string {
		return t.tags(f, func(r *ReturnsRow) Figure { return r.Capex })
	})
	say("tags of depreciation", func(f *FilerReturns) string {
		return t.tags(f, func(r *ReturnsRow) Figure { return r.Depreciation })
	})
	return out
}

// tags are the concepts that a company's figures are made of.
func (t *ReturnsTable) tags(f *FilerReturns, of func(*ReturnsRow) Figure) string {
	var tags []string
	for i := range f.Rows {
		for _, term := range of(&f.Rows[i]).Terms {
			_, name, _ := strings.Cut(t.Facts[term.Fact].Concept, ":")
			tags = append(tags, name)
		}
	}
	slices.Sort(tags)
	return strings.Join(slices.Compact(tags), "+")
}
