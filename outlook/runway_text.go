package outlook

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/quantity"
)

// WriteText writes the table for a terminal of 80 columns: for each company
// what is filed, what is assumed, and the quarters until each event, then the
// notes and the rules.
func (t RunwayTable) WriteText(w io.Writer) error {
	p := &page{}
	p.line("Runway%s", asOfWords(t.AsOf))
	for i := range t.Filers {
		t.writeFiler(p, &t.Filers[i])
	}
	p.line("")
	for _, r := range t.Rules {
		p.text(0, r)
	}
	return p.end(w)
}

// scale is how the company's amounts are shown.
func (f *FilerRunway) scale() scale {
	var largest quantity.Rat
	for _, x := range []Figure{f.Start.Liquid, f.Start.Borrowings, f.Start.OperatingCashFlow.Year, f.Start.Capex.Year} {
		largest = larger(largest, x)
	}
	return scaleFor(largest)
}

func (t *RunwayTable) writeFiler(p *page, f *FilerRunway) {
	p.scale = f.scale()
	p.line("")
	p.text(0, f.title())
	if f.End == 0 {
		p.text(2, f.Why)
		return
	}
	p.text(2, fmt.Sprintf("quarter to %s (%s), in %s", f.End, f.Fiscal, p.scale.in(f.unit())))
	for _, n := range f.Notes {
		p.text(2, n)
	}
	writeStart(p, &f.Start)
	writeAssumptions(p, f.Assumptions)
	if f.Why != "" {
		p.line("")
		p.text(2, "no answer: "+f.Why)
	} else {
		writeOutcomes(p, f.Outcomes, t.Multiple)
	}
	if list := filings(t.Facts, func(x *Fact) bool { return x.Entity == string(f.ID) }); len(list) > 0 {
		p.line("")
		p.line("  filings")
		p.list(2, list)
	}
}

func (f *FilerRunway) unit() string {
	for _, x := range []Figure{f.Start.Cash, f.Start.OperatingCashFlow.Year, f.Start.Capex.Year} {
		if x.Unit != "" {
			return x.Unit
		}
	}
	return "money"
}

// writeStart shows the balance beside the flows of four quarters.
func writeStart(p *page, s *Start) {
	balance := []struct {
		name string
		f    Figure
	}{
		{"cash", s.Cash}, {"securities, current", s.Current}, {"  non-current", s.Noncurrent},
		{"borrowings, long", s.LongTerm}, {"  short-term", s.ShortTerm}, {"net cash", s.NetCash},
		{"finance leases (apart)", s.FinanceLeases},
	}
	flows := []struct {
		name string
		f    Figure
	}{
		{"operating cash flow", s.OperatingCashFlow.Year}, {"capex", s.Capex.Year}, {"operating income", s.OperatingIncome.Year},
		{"depreciation", s.Depreciation.Year}, {"finance-lease principal", s.LeasePrincipal.Year}, {"dividends", s.Dividends.Year}, {"buybacks", s.Buybacks.Year},
	}
	p.line("")
	p.line("  %-38s%s", "at the end of the quarter", "over the last four quarters")
	for i := range balance {
		b, f := balance[i], flows[i]
		p.line("  %-23s%12s   %-24s%13s", b.name, p.money(b.f), f.name, p.money(f.f))
		for _, n := range append(b.f.Notes[:len(b.f.Notes):len(b.f.Notes)], f.f.Notes...) {
			p.note(n)
		}
	}
}

func writeAssumptions(p *page, as []Assumption) {
	p.line("")
	p.line("  %-32s%12s%12s%12s", "assumed a year", "low", "middle", "high")
	for _, a := range as {
		p.line("  %-32s%12s%12s%12s", a.Name, p.share(a.Low), p.share(a.Middle), p.share(a.High))
		p.text(4, a.Source)
	}
}

func writeOutcomes(p *page, outs []Outcome, multiple string) {
	p.line("")
	p.line("  %-32s%15s%15s%15s", "quarters until", "soonest", "middle", "latest")
	for i, o := range outs {
		if i == 0 || o.Question != outs[i-1].Question {
			name := string(o.Question)
			if o.Question == DebtTooHigh {
				name = fmt.Sprintf("debt passes %s x op. income + depreciation", multiple)
			}
			p.line("  %s", name)
		}
		name := "without buybacks"
		if o.Buybacks {
			name = "with buybacks"
		}
		if o.Status != Known {
			p.line("    %-30s%15s", name, p.note(o.Why))
			continue
		}
		p.line("    %-30s%15s%15s%15s", name, o.Soonest, o.Middle, o.Latest)
		if o.Middle.Within && o.Middle.Quarters > 0 {
			p.line("      middle: by %s", o.Middle.Ends)
		}
		switch {
		case len(o.MattersMost) > 0:
			p.text(6, "matters most: "+swung(o))
		case o.Soonest != o.Latest:
			p.text(6, "no assumption alone moves it")
		}
	}
}

// swung is the assumptions that matter most, with the answer at both ends of
// each.
func swung(o Outcome) string {
	var words []string
	for _, s := range o.Swings {
		if slices.Contains(o.MattersMost, s.Assumption) {
			words = append(words, fmt.Sprintf("%s (low: %s, high: %s)", s.Assumption, s.Low, s.High))
		}
	}
	return strings.Join(words, ", and as much ")
}
