package outlook

import (
	"fmt"
	"io"
	"strings"

	"assay/quantity"
)

const returnsRow = "  %-7s%9s%9s%9s%9s%8s%9s%9s%9s"

// WriteText writes the table for a terminal of 80 columns: one table a
// company, the capital expenditure by its definitions, the total, then the
// notes that say why a cell has no value, and the rules.
func (t ReturnsTable) WriteText(w io.Writer) error {
	p := &page{}
	p.line("Capital expenditure and returns%s", asOfWords(t.AsOf))
	for i := range t.Filers {
		t.writeFiler(p, &t.Filers[i])
	}
	if t.Total != nil {
		t.writeTotal(p)
	}
	p.line("")
	for _, r := range t.Rules {
		p.text(0, r)
	}
	return p.end(w)
}

// scaleOf is how the amounts of rows are shown.
func scaleOf(rows []ReturnsRow) scale {
	var largest quantity.Rat
	for i := range rows {
		r := &rows[i]
		for _, f := range []Figure{r.Capex, r.Revenue, r.OperatingIncome, r.OperatingCashFlow, r.Depreciation} {
			largest = larger(largest, f)
		}
	}
	return scaleFor(largest)
}

func (t *ReturnsTable) writeFiler(p *page, f *FilerReturns) {
	p.scale = scaleOf(f.Rows)
	p.line("")
	p.text(0, f.title())
	p.text(2, fmt.Sprintf("%s, in %s%s", f.Definition, p.scale.in(unitOf(f.Rows)), daysApart(f.Rows)))
	writeRows(p, f.Rows)
	writeDefinitions(p, f.Rows)
	for _, r := range f.Rows {
		if b := r.IncomeChange.Basis; strings.Contains(b, "; ") {
			p.note(fmt.Sprintf("%s: the income that changed to %s is on several bases: %s", f.Label(), r.Label, b))
		}
		for _, x := range []Figure{r.Capex, r.Before} {
			for _, n := range x.Notes {
				p.note(f.Label() + ": " + n)
			}
		}
	}
	if list := filings(t.Facts, func(x *Fact) bool { return x.Entity == string(f.ID) }); len(list) > 0 {
		p.line("  filings")
		p.list(2, list)
	}
}

func (t *ReturnsTable) writeTotal(p *page) {
	p.scale = scaleOf(t.Total.Rows)
	p.line("")
	p.line("Total of %d companies, in %s", len(t.Filers), p.scale.in(unitOf(t.Total.Rows)))
	if t.Total.Why != "" {
		p.text(2, t.Total.Why)
	} else {
		writeRows(p, t.Total.Rows)
	}
	for _, m := range t.Total.Mixed {
		p.text(2, m)
	}
}

func writeRows(p *page, rows []ReturnsRow) {
	p.line(returnsRow, "", "", "", "op.", "op. cash", "", "capex /", "return", "return")
	p.line(returnsRow, "", "capex", "revenue", "income", "flow", "deprec.", "op. cash", "before", "after")
	for i := range rows {
		r := &rows[i]
		p.line(returnsRow, r.Label, p.money(r.Capex), p.money(r.Revenue), p.money(r.OperatingIncome), p.money(r.OperatingCashFlow),
			p.money(r.Depreciation), p.share(r.OverCash), p.share(r.Before), p.share(r.After))
	}
}

// writeDefinitions shows capital expenditure by every definition that is
// filed, where there is more than one.
func writeDefinitions(p *page, rows []ReturnsRow) {
	var names []string
	for i := range rows {
		for _, f := range rows[i].Definitions {
			if f.OK() {
				names = appendNew(names, f.Definition)
			}
		}
	}
	if len(names) < 2 {
		return
	}
	for k, n := range names {
		p.line("  (%d) %s", k+1, n)
	}
	head := fmt.Sprintf("  %-7s", "")
	for k := range names {
		head += fmt.Sprintf("%9s", fmt.Sprintf("(%d)", k+1))
	}
	p.line("%s", head)
	for i := range rows {
		l := fmt.Sprintf("  %-7s", rows[i].Label)
		for _, n := range names {
			l += fmt.Sprintf("%9s", p.money(definition(&rows[i], n)))
		}
		p.line("%s", l)
	}
}

func definition(r *ReturnsRow, name string) Figure {
	for _, f := range r.Definitions {
		if f.Definition == name {
			return f
		}
	}
	if len(r.Definitions) == 1 && !r.Definitions[0].OK() {
		return r.Definitions[0]
	}
	return missing("not filed for the period by this definition")
}

// unitOf is the unit of a company's amounts.
func unitOf(rows []ReturnsRow) string {
	for i := range rows {
		for _, f := range []Figure{rows[i].Capex, rows[i].Revenue, rows[i].OperatingCashFlow} {
			if f.Unit != "" {
				return f.Unit
			}
		}
	}
	return "money"
}

// daysApart says which days the last row stands for.
func daysApart(rows []ReturnsRow) string {
	r := &rows[len(rows)-1]
	if r.End == 0 {
		return ""
	}
	return fmt.Sprintf("; %s is %s to %s (ends with %s)", r.Label, r.Start, r.End, r.Fiscal)
}

func (c Company) title() string {
	if c.Ticker != "" {
		return fmt.Sprintf("%s (%s, %s)", c.Name, c.Ticker, c.ID)
	}
	return fmt.Sprintf("%s (%s)", c.Name, c.ID)
}
