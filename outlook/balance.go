package outlook

import (
	"fmt"
	"slices"
	"strings"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// way is one way to make a line of the balance sheet: the sum of its parts,
// each the first tag of a chain that is filed at the day.
type way struct {
	parts [][]string // tags; without a prefix they are us-gaap's
	note  string
	// whole: the sum holds short-term borrowings too.
	whole bool
}

// currentSecurities are marketable securities among the current assets: one
// line of the balance sheet, or debt securities and shares at fair value.
func currentSecurities() []way {
	return []way{
		{parts: [][]string{{"MarketableSecuritiesCurrent", "ShortTermInvestments"}}},
		{parts: [][]string{{"DebtSecuritiesCurrent"}, {"EquitySecuritiesFvNi"}}},
		{parts: [][]string{{"DebtSecuritiesCurrent", "AvailableForSaleSecuritiesDebtSecuritiesCurrent", "AvailableForSaleSecuritiesCurrent"}}},
	}
}

// noncurrentSecurities are those that are no current assets; shares among them
// have a readily determinable fair value (ASC 321), so that they can be sold.
func noncurrentSecurities() []way {
	return []way{{parts: [][]string{{
		"MarketableSecuritiesNoncurrent", "AvailableForSaleSecuritiesDebtSecuritiesNoncurrent", "AvailableForSaleSecuritiesNoncurrent", "EquitySecuritiesFVNINoncurrent",
	}}}}
}

// borrowings are long-term debt with its current part, finance leases apart
// where the filer's tags keep them apart.
func borrowings() []way {
	const leases = "with finance leases, which the filer's tag does not keep apart"
	return []way{
		{parts: [][]string{{"LongTermDebtNoncurrent"}, {"LongTermDebtCurrent"}}},
		{parts: [][]string{{"LongTermDebtNoncurrent"}, {"DebtCurrent"}}, whole: true},
		{parts: [][]string{{"LongTermDebt"}}},
		{parts: [][]string{{"DebtLongtermAndShorttermCombinedAmount", "ifrs-full:Borrowings"}}, whole: true},
		{parts: [][]string{{"LongTermDebtNoncurrent"}}, note: "no current part is filed"},
		{parts: [][]string{{"LongTermDebtAndCapitalLeaseObligations"}, {"LongTermDebtAndCapitalLeaseObligationsCurrent", "LongTermDebtCurrent"}}, note: leases},
		{parts: [][]string{{"LongTermDebtAndCapitalLeaseObligationsIncludingCurrentMaturities"}}, note: leases},
		{parts: [][]string{{"DebtInstrumentCarryingAmount"}}, note: "principal amount"},
	}
}

func shortTermBorrowings() []way {
	return []way{{parts: [][]string{{"ShortTermBorrowings", "CommercialPaper", "OtherShortTermBorrowings"}}}}
}

func financeLeases() []way {
	return []way{
		{parts: [][]string{{"FinanceLeaseLiability"}}},
		{parts: [][]string{{"FinanceLeaseLiabilityCurrent"}, {"FinanceLeaseLiabilityNoncurrent"}}},
		{parts: [][]string{{"CapitalLeaseObligations"}}},
	}
}

// Concepts are the tags of balance sheets that Runway reads, sorted: those that
// no measure of the catalog has may be missing from a store made for it.
func Concepts() []string {
	var all []string
	for _, ways := range [][]way{currentSecurities(), noncurrentSecurities(), borrowings(), shortTermBorrowings(), financeLeases()} {
		for _, tag := range tagsOf(ways) {
			all = append(all, prefixed(tag))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// tagsOf are the tags that the ways read.
func tagsOf(ways []way) []string {
	var tags []string
	for _, w := range ways {
		for _, chain := range w.parts {
			tags = append(tags, chain...)
		}
	}
	return tags
}

func prefixed(tag string) string {
	if strings.Contains(tag, ":") {
		return tag
	}
	return "us-gaap:" + tag
}

// line makes a line of the balance sheet at a day by the first way whose parts
// are all filed; none where no way's are, and the way that was taken.
func (a *asker) line(name string, ways []way, day period.Date) (Figure, way) {
	for _, w := range ways {
		f, ok := Figure{}, true
		for i, chain := range w.parts {
			part, found := a.instant(chain, day)
			if ok = found; !ok {
				break
			}
			if i > 0 {
				part = add(f, part)
			}
			f = part
		}
		if ok {
			f.Definition, f.End = name, day
			if w.note != "" {
				f.Notes = appendNew(f.Notes, name+": "+w.note)
			}
			return f, w
		}
	}
	return none(fmt.Sprintf("%s: no %s filed at %s: taken as none%s", a.f.Label(), name, day, a.lastOf(ways))), way{}
}

// lastLeases are the finance-lease liabilities at the last quarter's end, or
// at that of one of the three before, for many filers state them by the year.
func (a *asker) lastLeases() Figure {
	const name = "finance-lease liabilities"
	var latest Figure
	for i := a.f.last; i > max(a.f.last-yearOfQuarters, -1); i-- {
		f, _ := a.line(name, financeLeases(), a.f.quarters[i].End)
		switch {
		case i == a.f.last:
			latest = f
		case f.Status == Known:
			f.Notes = appendNew(f.Notes, fmt.Sprintf("%s: %s as of %s", a.f.Label(), name, f.End))
		}
		if f.Status == Known {
			return f
		}
	}
	return latest
}

// instant is the balance of the first tag of a chain that is filed at the day.
func (a *asker) instant(chain []string, day period.Date) (Figure, bool) {
	for _, tag := range chain {
		values := evidence.Derive(a.balances(tag), period.Range{End: day}, a.asOf)
		if len(values) == 0 {
			continue
		}
		v := &values[0]
		f := valued(v.Value, v.Terms[0].Fact.Unit)
		f.Start, f.End, f.Basis = v.Period.Start, v.Period.End, v.Basis.String()
		for i := range v.Terms {
			f.Terms = append(f.Terms, a.book.term(&v.Terms[i]))
		}
		for _, n := range v.Notes {
			f.Notes = append(f.Notes, n.String())
		}
		return f, true
	}
	return Figure{}, false
}

// balances are the facts of a tag without dimensions, in dollars where there
// are any, else in the first currency.
func (a *asker) balances(tag string) []evidence.Fact {
	if a.err != nil {
		return nil
	}
	facts, err := a.store.Facts(a.ctx, a.f.ID, prefixed(tag))
	if err != nil {
		a.err = fmt.Errorf("outlook: facts of %s %s: %w", a.f.ID, tag, err)
		return nil
	}
	unit := ""
	for i := range facts {
		if f := &facts[i]; f.Dims == "" && (unit == "" || f.Unit == "USD") {
			unit = f.Unit
		}
	}
	return slices.DeleteFunc(slices.Clone(facts), func(f evidence.Fact) bool { return f.Dims != "" || f.Unit != unit })
}

// lastOf says when a line was last filed.
func (a *asker) lastOf(ways []way) string {
	last := a.lastFiled(tagsOf(ways))
	if last == 0 {
		return ""
	}
	return fmt.Sprintf(" (last filed for %s)", last)
}

// lastFiled is the end of the last period for which one of the tags is filed.
func (a *asker) lastFiled(tags []string) period.Date {
	var last period.Date
	for _, tag := range tags {
		for _, f := range evidence.KnownAt(a.balances(tag), a.asOf) {
			last = max(last, f.Period.End)
		}
	}
	return last
}

// Flow is a flow of cash or income over the last four quarters.
type Flow struct {
	// Year is the four quarters' sum.
	Year Figure `json:"year"`
	// Quarters are the quarters, the oldest first; four, or none without a
	// value.
	Quarters []Figure `json:"quarters,omitempty"`
}

// amounts are the quarters' values, zero without any.
func (f Flow) amounts() (q [yearOfQuarters]quantity.Rat) {
	for i := range f.Quarters {
		q[i] = f.Quarters[i].Amount
	}
	return q
}

// lastFour is the flow of the last four quarters, as of gives it: by quarters,
// else the twelve months spread evenly.
func (a *asker) lastFour(of func(i, n int) Figure) Flow {
	var f Flow
	for i := a.f.last - yearOfQuarters + 1; i <= a.f.last; i++ {
		q := of(i, 1)
		if !q.OK() {
			return a.spread(of(a.f.last, yearOfQuarters), "not filed by quarter: the twelve months are spread evenly")
		}
		if len(f.Quarters) == 0 {
			f.Year = q
		} else {
			f.Year = add(f.Year, q)
		}
		f.Quarters = append(f.Quarters, q)
	}
	f.Year.Definition = f.Quarters[0].Definition
	f.Year.Start, f.Year.End = f.Quarters[0].Start, f.Quarters[yearOfQuarters-1].End
	return f
}

// spread makes even quarters of a year.
func (a *asker) spread(year Figure, note string) Flow {
	f := Flow{Year: year}
	if !year.OK() {
		return f
	}
	f.Year.Notes = appendNew(slices.Clip(year.Notes), a.f.Label()+": "+year.Definition+": "+note)
	for range yearOfQuarters {
		f.Quarters = append(f.Quarters, shared(f.Year, yearOfQuarters))
	}
	return f
}

// lesser is a flow that many filers do not have or file by the year alone:
// the last four quarters', else the last fiscal year's, else none where no
// fact is of the last four quarters.
func (a *asker) lesser(measure string) Flow {
	of := func(i, n int) Figure { return a.flow(measure, i, n) }
	f := a.lastFour(of)
	if f.Year.OK() {
		return f
	}
	if fy, r := a.lastYear(); r.Known() {
		if year := a.over(measure, r, false)[0]; year.OK() {
			return a.spread(year, fmt.Sprintf("filed by the year: that of FY%d, spread evenly", fy))
		}
	}
	last := a.lastFact(measure)
	switch {
	case last == 0:
		return Flow{Year: none(fmt.Sprintf("%s: no %s filed: taken as none", a.f.Label(), measure))}
	case last < a.yearStart():
		return Flow{Year: none(fmt.Sprintf("%s: no %s filed of the last four quarters: taken as none (last filed for %s)", a.f.Label(), measure, last))}
	}
	return f
}

// lastYear is the last fiscal year that is over by the last quarter's end.
func (a *asker) lastYear() (int, period.Range) {
	end := a.f.quarters[a.f.last].End
	fy, _ := a.f.calendar.YearAt(end)
	if r, ok := a.f.calendar.Year(fy); ok && r.End <= end {
		return fy, r
	}
	r, _ := a.f.calendar.Year(fy - 1)
	return fy - 1, r
}

// lastFact is the end of the last period for which a measure's concepts are
// filed.
func (a *asker) lastFact(measure string) period.Date {
	var tags []string
	m, _ := a.cat.Lookup(measure)
	for _, d := range m.Definitions {
		for _, t := range d.Terms {
			tags = append(tags, t.Chain...)
		}
	}
	return a.lastFiled(tags)
}

// yearStart is the first day of the last four quarters.
func (a *asker) yearStart() period.Date {
	return a.f.quarters[max(a.f.last-yearOfQuarters+1, 0)].Start
}
