package release

import (
	"fmt"
	"regexp"

	"assay/quantity"
)

// The rows by which arithmetic finds its way. What a row is called decides nothing here
// that the sums do not bear out.
var (
	revenueRow    = regexp.MustCompile(`^(?:total )?(?:net )?(?:operating )?(?:revenue|sales|net sales|sales and revenue|revenue net|sales net)(?: net)?$|^total (?:net )?(?:revenue|sales)\b`)
	pretaxRow     = regexp.MustCompile(`\bbefore\b.*\btax\b`)
	taxRow        = regexp.MustCompile(`^(?:less )?(?:provision|benefit|income tax|tax|total income tax|total provision|total tax)\b.*\btax\b|^(?:income tax|tax on|income tax provision)\b`)
	netIncomeRow  = regexp.MustCompile(`^(?:consolidated )?net (?:income|earnings|loss|profit)(?: including noncontrolling interests?)?$`)
	beginningCash = regexp.MustCompile(`\bcash\b.*\bbeginning\b|\bbeginning\b.*\bcash\b|^(?:balance )?(?:at )?beginning of (?:the )?(?:period|year)`)
	endingCash    = regexp.MustCompile(`\bcash\b.*\bend\b|\bend\b.*\bcash\b|^(?:balance )?(?:at )?end of (?:the )?(?:period|year)`)
	changeRow     = regexp.MustCompile(`\b(?:change|increase|decrease)\b.*\bcash\b`)
)

// most is how many rows that nothing names may stand in a sum, with either sign.
const mostOpen = 3

// check holds a statement's own arithmetic against its figures, column by column. A
// statement whose sums fail is not read; a column that no sum was found for is not either.
func (d *document) check(st *statement) {
	switch st.sheet.Kind {
	case Income:
		d.checkIncome(st)
	case Balance:
		d.checkBalance(st)
	case Cash:
		d.checkCash(st)
	}
}

// concepts of the rows that sums are made of.
const (
	assets      = "us-gaap:Assets"
	liabilities = "us-gaap:Liabilities"
	bothSides   = "us-gaap:LiabilitiesAndStockholdersEquity"
	gross       = "us-gaap:GrossProfit"
	operating   = "us-gaap:OperatingIncomeLoss"
	allCosts    = "us-gaap:CostsAndExpenses"
	opCosts     = "us-gaap:OperatingExpenses"
	costOfSales = "us-gaap:CostOfRevenue"
	revenues    = "us-gaap:Revenues"
	incomeTax   = "us-gaap:IncomeTaxExpenseBenefit"
	opFlow      = "us-gaap:NetCashProvidedByUsedInOperatingActivities"
	invFlow     = "us-gaap:NetCashProvidedByUsedInInvestingActivities"
	finFlow     = "us-gaap:NetCashProvidedByUsedInFinancingActivities"
)

// row is the first line that may state a concept, -1 without one.
func (st *statement) row(concept string) int {
	for i := range st.lines {
		if st.lines[i].is(concept) {
			return i
		}
	}
	return -1
}

func (l *line) is(concept string) bool {
	if !l.known {
		return false
	}
	for _, x := range l.rule.Concepts {
		if x == concept {
			return true
		}
	}
	return false
}

// match is the first money line from a row on whose text fits.
func (st *statement) match(re *regexp.Regexp, from int) int {
	for i := max(from, 0); i < len(st.lines); i++ {
		if l := &st.lines[i]; l.class == Money && re.MatchString(l.text) {
			return i
		}
	}
	return -1
}

// at is a line's figure in a column; a dash counts as nothing in a sum.
func (st *statement) at(i, column int) (v quantity.Rat, ok bool) {
	if i < 0 {
		return v, false
	}
	switch c := &st.lines[i].cells[column]; {
	case c.filled:
		return c.value.Rat(), true
	case c.dash:
		return quantity.Int(0), true
	}
	return v, false
}

// near reports whether a sum is met but for the rounding of its parts.
func near(x quantity.Rat, parts int) bool {
	return x.Abs().Cmp(quantity.Frac(int64(parts), 2)) <= 0
}

// sum is whether a − Σ b = c in a column: known is false where a figure is missing. What
// is subtracted counts as an amount, however it is printed.
func (st *statement) less(column, a int, b []int, c int) (holds, known bool) {
	x, ok1 := st.at(a, column)
	z, ok2 := st.at(c, column)
	if !ok1 || !ok2 {
		return false, false
	}
	rest := x.Sub(z)
	for _, i := range b {
		y, ok := st.at(i, column)
		if !ok {
			return false, false
		}
		rest = rest.Sub(y.Abs())
	}
	return near(rest, 1), true
}

// verdict gathers what the sums of one statement said.
type verdict struct {
	st    *statement
	holds []bool
}

func (v *verdict) fail(format string, args ...any) {
	if v.st.failed == "" {
		v.st.failed = fmt.Sprintf(format, args...)
	}
}

// done marks the columns in which a sum held.
func (v *verdict) done() {
	for i := range v.st.columns {
		c := &v.st.columns[i]
		c.holds = v.holds[i] && c.when.Known()
	}
}

// used are the columns that have a period.
func (st *statement) used() []int {
	var out []int
	for i := range st.columns {
		if st.columns[i].when.Known() {
			out = append(out, i)
		}
	}
	return out
}

// everywhere reports whether a relation holds in each used column that has its figures:
// it fails if it does not hold in one, and is unknown if none has them.
func (st *statement) everywhere(relation func(column int) (holds, known bool)) (holds, known bool, in []int) {
	holds = true
	for _, k := range st.used() {
		h, ok := relation(k)
		if !ok {
			continue
		}
		known = true
		holds = holds && h
		in = append(in, k)
	}
	return holds && known, known, in
}

func (d *document) checkBalance(st *statement) {
	v := &verdict{st, make([]bool, len(st.columns))}
	a, b := st.row(assets), st.row(bothSides)
	holds, known, in := st.everywhere(func(k int) (bool, bool) { return st.less(k, a, nil, b) })
	switch {
	case !known:
		v.fail("it has no row of total assets, or none of total liabilities and equity, that is known")
	case !holds:
		v.fail("total assets are not total liabilities and equity")
	}
	for _, k := range in {
		v.holds[k] = true
	}
	v.done()
}

func (d *document) checkCash(st *statement) {
	v := &verdict{st, make([]bool, len(st.columns))}
	op, inv, fin := st.row(opFlow), st.row(invFlow), st.row(finFlow)
	change, begin, end := -1, st.match(beginningCash, 0), st.match(endingCash, 0)
	last := max(op, inv, fin)
	if op >= 0 && inv >= 0 && fin >= 0 {
		change = st.match(changeRow, last+1)
	}
	if change < 0 && (begin < 0 || end < 0) || op < 0 || inv < 0 || fin < 0 {
		v.fail("its flows and the change of cash were not all found")
		v.done()
		return
	}
	stop := change
	if stop < 0 {
		stop = max(end, last+1)
		if begin > last {
			stop = min(stop, begin)
		}
	}
	target := func(k int) (quantity.Rat, bool) {
		if change >= 0 {
			return st.at(change, k)
		}
		x, ok1 := st.at(begin, k)
		y, ok2 := st.at(end, k)
		return y.Sub(x), ok1 && ok2
	}
	_, ok := st.explain(last+1, stop, func(k int) (quantity.Rat, bool) {
		z, ok := target(k)
		for _, i := range [3]int{op, inv, fin} {
			x, has := st.at(i, k)
			z, ok = z.Sub(x), ok && has
		}
		return z, ok
	})
	if !ok {
		v.fail("its flows do not add up to the change of cash")
	}
	if change >= 0 && begin >= 0 && end >= 0 {
		holds, known, _ := st.everywhere(func(k int) (bool, bool) {
			x, ok1 := st.at(begin, k)
			y, ok2 := st.at(change, k)
			z, ok3 := st.at(end, k)
			return near(z.Sub(x).Sub(y), 1), ok1 && ok2 && ok3
		})
		if known && !holds {
			v.fail("cash at the beginning and its change are not cash at the end")
		}
	}
	for _, k := range st.used() {
		_, v.holds[k] = target(k)
		_, has := st.at(op, k)
		v.holds[k] = v.holds[k] && has
	}
	v.done()
}

// explain finds signs with which rows from one to before another, most three that are
// not left out, make up what is left in every used column; the fewest rows first. signed
// is true where the rows must be given. The signs are nil where nothing is left.
func (st *statement) explain(from, to int, left func(column int) (quantity.Rat, bool)) (signs map[int]int, ok bool) {
	var rows []int
	for i := from; i < to && len(rows) < 8; i++ {
		if i >= 0 && st.lines[i].class == Money {
			rows = append(rows, i)
		}
	}
	columns := st.used()
	rest := make([]quantity.Rat, 0, len(columns))
	var in []int
	for _, k := range columns {
		if x, ok := left(k); ok {
			rest, in = append(rest, x), append(in, k)
		}
	}
	if len(rest) == 0 {
		return nil, false
	}
	for n := 0; n <= mostOpen && n <= len(rows); n++ {
		if signs := st.combine(rows, n, in, rest, map[int]int{}); signs != nil {
			return signs, true
		}
	}
	return nil, false
}

// combine tries n of the rows with either sign.
func (st *statement) combine(rows []int, n int, in []int, rest []quantity.Rat, signs map[int]int) map[int]int {
	if n == 0 {
		for _, x := range rest {
			if !near(x, len(signs)+2) {
				return nil
			}
		}
		return signs
	}
	for i, r := range rows {
		for _, sign := range [2]int{1, -1} {
			next := make([]quantity.Rat, len(rest))
			for k, column := range in {
				x, _ := st.at(r, column)
				if sign < 0 {
					x = x.Neg()
				}
				next[k] = rest[k].Sub(x)
			}
			signs[r] = sign
			if found := st.combine(rows[i+1:], n-1, in, next, signs); found != nil {
				return found
			}
			delete(signs, r)
		}
	}
	return nil
}
