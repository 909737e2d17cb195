package release

import (
	"assay/quantity"
)

// checkIncome holds an income statement's sums against its figures: revenue less its
// cost is gross profit, revenue less all costs operating income, income before taxes
// less taxes net income. One at least must be there and hold; none may fail.
func (d *document) checkIncome(st *statement) {
	v := &verdict{st, make([]bool, len(st.columns))}
	d.above(v)
	d.below(v)
	d.perShare(st)
	v.done()
}

// above checks the rows from revenue to operating income, and with them finds which of
// several rows is revenue, and which total of costs a row is.
func (d *document) above(v *verdict) {
	st := v.st
	op, gp := st.row(operating), st.row(gross)
	var candidates []int
	for i := range st.lines {
		if l := &st.lines[i]; l.is(revenues) || l.class == Money && revenueRow.MatchString(l.text) {
			if op < 0 || i < op {
				candidates = append(candidates, i)
			}
		}
	}
	found := -1
	prove := func(a int, b []int, c int) bool {
		holds, _, in := st.everywhere(func(k int) (bool, bool) { return st.less(k, a, b, c) })
		if holds {
			for _, k := range in {
				v.holds[k] = true
			}
		}
		return holds
	}
	costs := st.rows(allCosts, opCosts)
	sold := st.rows(costOfSales)
	for i := len(candidates) - 1; i >= 0 && found < 0; i-- { // the total stands last
		r := candidates[i]
		for _, c := range costs {
			if prove(r, []int{c}, op) {
				found = r
			}
		}
		for _, c := range sold {
			if gp >= 0 && prove(r, []int{c}, gp) {
				found = r
			}
		}
		if found < 0 && op > r && prove(r, st.between(r, op), op) {
			found = r
		}
	}
	for _, r := range candidates {
		if l := &st.lines[r]; r != found && (found >= 0 || len(candidates) > 1) {
			l.drop = true
		}
	}
	for _, c := range sold { // a cost that no sum bears out may be a part of it
		l := &st.lines[c]
		holds, _, _ := st.everywhere(func(k int) (bool, bool) { return st.less(k, found, []int{c}, gp) })
		l.drop = l.drop || !holds && (gp >= 0 || len(sold) > 1)
	}
	for _, c := range costs {
		st.lines[c].settleCosts(
			prove(found, []int{c}, op),
			prove(gp, []int{c}, op),
		)
	}
}

// rows are the lines that may state one of the concepts.
func (st *statement) rows(concepts ...string) (out []int) {
	for i := range st.lines {
		for _, x := range concepts {
			if st.lines[i].is(x) {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// between are the money rows between two, without totals.
func (st *statement) between(a, b int) (out []int) {
	for i := a + 1; i < b; i++ {
		l := &st.lines[i]
		if l.class != Money || l.is(gross) || l.is(allCosts) || l.is(opCosts) {
			continue
		}
		out = append(out, i)
	}
	return out
}

// settleCosts decides which total of costs a row is: all of them, or those below gross
// profit. One that arithmetic contradicts states nothing.
func (l *line) settleCosts(all, below bool) {
	all = all && !below
	switch {
	case l.rule.Either && all:
		l.rule.Concepts = []string{allCosts}
	case l.rule.Either && below:
		l.rule.Concepts = []string{opCosts}
	case l.rule.Either:
		l.drop = true
	case l.is(allCosts) && !all, l.is(opCosts) && !below:
		l.drop = true
	}
}

// below checks the rows from income before taxes to net income, and finds the sign of the
// tax: an expense is subtracted, in whatever way it is printed.
func (d *document) below(v *verdict) {
	st := v.st
	pretax := st.match(pretaxRow, 0)
	if pretax < 0 {
		return
	}
	tax := st.match(taxRow, pretax+1)
	ni := st.match(netIncomeRow, max(pretax, tax)+1)
	if tax < 0 || ni < 0 {
		return
	}
	sign := 0
	for rows := 0; rows <= mostOpen && sign == 0; rows++ {
		for _, s := range [2]int{1, -1} {
			left := func(k int) (quantity.Rat, bool) {
				x, ok1 := st.at(ni, k)
				y, ok2 := st.at(pretax, k)
				z, ok3 := st.at(tax, k)
				if s < 0 {
					z = z.Neg()
				}
				return x.Sub(y).Add(z), ok1 && ok2 && ok3
			}
			if found, ok := st.explain(tax+1, ni, left); ok && len(found) == rows {
				if sign != 0 && !st.nothing(tax) {
					sign = 0
					break
				}
				sign = s
			}
		}
	}
	if sign == 0 {
		v.fail("income before taxes less taxes is not net income")
		return
	}
	for i := range st.lines {
		if l := &st.lines[i]; l.is(incomeTax) {
			if i == tax {
				l.sign = sign
			} else {
				l.drop = true
			}
		}
	}
	for _, k := range st.used() {
		_, ok1 := st.at(ni, k)
		_, ok2 := st.at(pretax, k)
		v.holds[k] = v.holds[k] || ok1 && ok2
	}
}

// nothing reports whether a row has no figure but zero.
func (st *statement) nothing(i int) bool {
	for _, c := range st.lines[i].cells {
		if c.filled && c.value.Sign() != 0 {
			return false
		}
	}
	return true
}

// perShare compares income, shares and income a share: they tell whether the shares are
// counted as the title says, or as a section may say otherwise: only one power of a
// thousand fits. What does not agree states nothing.
func (d *document) perShare(st *statement) {
	for _, of := range [2][2]string{
		{"us-gaap:EarningsPerShareBasic", "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic"},
		{"us-gaap:EarningsPerShareDiluted", "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding"},
	} {
		shares := st.row(of[1])
		if shares < 0 {
			continue
		}
		eps := st.row(of[0])
		if eps < 0 {
			st.lines[shares].drop = true
			continue
		}
		l := &st.lines[shares]
		agreed, compared := false, false
		for _, scale := range [4]int{l.scale, 0, 3, 6} {
			holds, known := st.agrees(eps, shares, scale)
			compared = compared || known
			if holds {
				l.scale, agreed = scale, true
				break
			}
		}
		l.drop = l.drop || !agreed
		st.lines[eps].drop = st.lines[eps].drop || compared && !agreed
	}
}

// agrees reports whether a row of income is shares times income a share: within the
// rounding of the latter and a fiftieth, for securities that share in the income.
func (st *statement) agrees(eps, shares, scale int) (holds, known bool) {
	for i := range st.lines {
		if l := &st.lines[i]; l.class != Money || i > eps || !l.isNetIncome() {
			continue
		}
		holds, known, _ = st.everywhere(func(k int) (bool, bool) {
			income, ok1 := st.at(i, k)
			per, ok2 := st.at(eps, k)
			n, ok3 := st.at(shares, k)
			if !ok1 || !ok2 || !ok3 || n.Sign() == 0 {
				return false, false
			}
			is, ok := income.Mul(quantity.Pow10(st.units.money - scale)).Quo(n)
			if !ok {
				return false, false
			}
			room := quantity.Frac(1, 200).Add(per.Abs().Mul(quantity.Frac(1, 50)))
			return is.Sub(per).Abs().Cmp(room) <= 0, true
		})
		if holds {
			return true, true
		}
	}
	return false, known
}

func (l *line) isNetIncome() bool {
	return l.is("us-gaap:NetIncomeLoss") || l.is("us-gaap:ProfitLoss") || l.is("us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic") || netIncomeRow.MatchString(l.text)
}

// agree holds the statements against each other: net income stands in two of them.
func (d *document) agree() {
	for _, a := range d.statements {
		if a.sheet.Kind != Income || a.failed != "" {
			continue
		}
		i := a.match(netIncomeRow, 0)
		for _, b := range d.statements {
			if b.sheet.Kind != Cash || b.failed != "" {
				continue
			}
			if j := b.match(netIncomeRow, 0); i >= 0 && j >= 0 && contradict(a, i, b, j) {
				b.failed = "its net income is not that of the income statement"
			}
		}
		d.adjoin(a)
	}
}

// contradict reports whether two rows state different values of one period.
func contradict(a *statement, i int, b *statement, j int) bool {
	for k := range a.columns {
		for m := range b.columns {
			x, y := &a.columns[k], &b.columns[m]
			if !x.when.Known() || x.when != y.when {
				continue
			}
			v, ok1 := a.at(i, k)
			w, ok2 := b.at(j, m)
			v, w = v.Mul(quantity.Pow10(a.units.money)), w.Mul(quantity.Pow10(b.units.money))
			if ok1 && ok2 && v.Cmp(w) != 0 {
				return true
			}
		}
	}
	return false
}

// adjoin checks where two columns make up a third: a half year of its quarters.
func (d *document) adjoin(st *statement) {
	var sums [][3]int
	for _, x := range st.used() {
		for _, y := range st.used() {
			a, b := st.columns[x].when, st.columns[y].when
			if a.Start == 0 || b.Start != a.End+1 {
				continue
			}
			for _, z := range st.used() {
				if c := st.columns[z].when; c.Start == a.Start && c.End == b.End && len(sums) < maxSums {
					sums = append(sums, [3]int{x, y, z})
				}
			}
		}
	}
	for i := range st.lines {
		l := &st.lines[i]
		if !l.known || l.class != Money {
			continue
		}
		for _, s := range sums {
			u, ok1 := st.at(i, s[0])
			v, ok2 := st.at(i, s[1])
			w, ok3 := st.at(i, s[2])
			if ok1 && ok2 && ok3 && !near(u.Add(v).Sub(w), 4) {
				st.failed = "its quarters do not add up"
				return
			}
		}
	}
}

// maxSums bounds the sums of columns that are held against a third.
const maxSums = 20
