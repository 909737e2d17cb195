package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay/metric"
	"assay/source/release"
)

// What a label must reach to come into the table.
const (
	leastFilers = 3
	leastShare  = 0.97
	// groupShare is what filers with and without noncontrolling interests must
	// each reach for one rule to serve both.
	groupShare = 0.9
	// neverShare is from what share of values on a concept counts as never negative.
	neverShare = 0.995
)

// checks are concepts of no measure by which the arithmetic of a statement is checked.
var checks = []string{
	"us-gaap:LiabilitiesAndStockholdersEquity",
	"us-gaap:CashAndCashEquivalentsPeriodIncreaseDecrease",
	"us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect",
}

// retired are concepts that the taxonomy lost with the standard on revenue of 2018, and
// what stands in their place.
var retired = []string{"us-gaap:SalesRevenueNet", "us-gaap:SalesRevenueGoodsNet", "us-gaap:SalesRevenueServicesNet", "us-gaap:CostOfGoodsSold", "us-gaap:CostOfServices"}

// choice is a set of concepts of which filers take one for the same row.
type choice struct {
	concepts []string
	balance  bool // of an instant
	unowned  bool // the same row only without noncontrolling interests
}

// parts are concepts of a part of revenue or of its cost. A label that mostly means one
// of these is not the total's; the totals of a few trades stand here too.
var parts = []string{
	"us-gaap:SalesRevenueGoodsNet", "us-gaap:SalesRevenueServicesNet", "us-gaap:CostOfServices", "us-gaap:ElectricUtilityRevenue",
	"us-gaap:RealEstateRevenueNet", "us-gaap:HealthCareOrganizationRevenue", "us-gaap:RegulatedAndUnregulatedOperatingRevenue",
}

// leastPart is what part of the uses of a label a concept must have to be one of those
// that it may mean.
const leastPart = 0.03

// choices are the chains of the measures whose concepts differ in name alone where they
// head the same row. Those of cash, of cash flows, per share and of shares differ in
// what they count.
func choices(catalog *metric.Catalog) (out []choice, all map[string]metric.Kind) {
	all = map[string]metric.Kind{}
	seen := map[string]bool{}
	for _, id := range catalog.IDs() {
		m, _ := catalog.Lookup(id)
		for _, d := range m.Definitions {
			for _, t := range d.Terms {
				c := choice{balance: m.Kind == metric.Balance, unowned: id == "net income" || id == "equity" || id == "comprehensive income"}
				for _, x := range t.Chain {
					if strings.HasPrefix(x, "us-gaap:") {
						c.concepts = append(c.concepts, x)
						all[x] = m.Kind
					}
				}
				apart := m.Kind == metric.PerShare || m.Kind == metric.Shares || id == "cash" || id == "impairment" || id == "other income"
				if key := strings.Join(c.concepts, " "); !seen[key] && !apart && len(c.concepts) > 1 {
					seen[key] = true
					out = append(out, c)
				}
			}
		}
	}
	return out, all
}

// entry is one rule of the table.
type entry struct {
	key
	owners   string // "", "some" or "none"
	parts    string // "" or "none"
	concepts []string
	either   bool
	sign     string
	never    bool // negative
	filers   int
	share    float64
	check    bool
}

// deriver makes entries of a count.
type deriver struct {
	*count
	choices []choice
	kinds   map[string]metric.Kind
}

// votes are how many filers use each standard concept for a label.
func (d *deriver) votes(keys ...key) (by map[string]int, total int) {
	filers := map[string]map[string]bool{}
	for _, k := range keys {
		for concept, of := range d.uses[k] {
			if own, ok := strings.CutPrefix(concept, "own:"); ok {
				if _, standard := d.kinds["us-gaap:"+own]; !standard {
					continue // the filer's own name for a row says nothing of ours
				}
				concept = "us-gaap:" + own
			}
			if filers[concept] == nil {
				filers[concept] = map[string]bool{}
			}
			for f := range of {
				filers[concept][f] = true
			}
		}
	}
	by = map[string]int{}
	for concept, of := range filers {
		by[concept] = len(of)
		total += len(of)
	}
	return by, total
}

// rule is the concept, or the choice of concepts, that a label points to.
func (d *deriver) rule(by map[string]int, total int, owned bool) (concepts []string, share float64) {
	if total < leastFilers {
		return nil, 0
	}
	names := make([]string, 0, len(by))
	for x := range by {
		names = append(names, x)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(by[b]-by[a], strings.Compare(a, b)) })
	top := names[0]
	share = float64(by[top]) / float64(total)
	ofParts := 0
	for _, x := range parts {
		ofParts += by[x]
	}
	if 2*ofParts >= total {
		return nil, 0
	}
	for _, c := range d.choices {
		if c.unowned && owned {
			continue
		}
		n := 0
		for _, x := range c.concepts {
			n += by[x]
		}
		if share := float64(n) / float64(total); share >= leastShare {
			return d.ordered(c.concepts, by, total), share
		}
	}
	if d.known(top) && share >= leastShare && !slices.Contains(retired, top) {
		return []string{top}, share
	}
	return nil, share
}

func (d *deriver) known(concept string) bool {
	_, ok := d.kinds[concept]
	return ok || slices.Contains(checks, concept)
}

// ordered are the concepts of a choice that filers take today, in the measure's order but
// for the first, which is the most used one of the inline documents.
func (d *deriver) ordered(chain []string, by map[string]int, total int) []string {
	var out []string
	for _, x := range chain {
		switch {
		case slices.Contains(retired, x):
		case float64(by[x]) >= leastPart*float64(total) && !slices.Contains(parts, x):
			out = append(out, x)
		}
	}
	for _, x := range chain { // what filers use today
		if d.modern[x] && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int {
		return cmp.Compare(slices.Index(chain, a), slices.Index(chain, b))
	})
	first := slices.IndexFunc(out, func(x string) bool { return d.modern[x] })
	if first > 0 {
		x := out[first]
		out = slices.Insert(slices.Delete(out, first, first+1), 0, x)
	}
	return out
}

// expenses are the two concepts between which arithmetic decides. Since it also rejects
// what is neither, a label of them needs no more than groupShare.
var expenses = []string{"us-gaap:CostsAndExpenses", "us-gaap:OperatingExpenses"}

// derive makes the table.
func derive(c *count, catalog *metric.Catalog) []byte {
	d := &deriver{count: c}
	d.choices, d.kinds = choices(catalog)
	labels := map[key]bool{}
	for k := range c.uses {
		k.owned, k.parted = false, false
		labels[k] = true
	}
	var out []entry
	for k := range labels {
		out = append(out, d.entries(k)...)
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.class, b.class), cmp.Compare(a.label, b.label), cmp.Compare(a.owners, b.owners), cmp.Compare(a.parts, b.parts))
	})
	return write(out, len(c.filers))
}

// groups are the filings for which a rule may hold: all, those without operations told
// apart, and of these the ones with or without noncontrolling interests.
var groups = []struct {
	owners, parts string
	owned, parted []bool
}{
	{"", "", []bool{false, true}, []bool{false, true}},
	{"", "none", []bool{false, true}, []bool{false}},
	{"none", "", []bool{false}, []bool{false, true}},
	{"some", "", []bool{true}, []bool{false, true}},
	{"none", "none", []bool{false}, []bool{false}},
	{"some", "none", []bool{true}, []bool{false}},
}

// entries are those of one label: one for all filers, or for the widest groups of them
// within which the label has one meaning.
func (d *deriver) entries(k key) (out []entry) {
	done := map[string]bool{}
	for _, g := range groups {
		if done[""] || done[g.owners] {
			continue
		}
		var keys []key
		for _, k.owned = range g.owned {
			for _, k.parted = range g.parted {
				keys = append(keys, k)
			}
		}
		by, n := d.votes(keys...)
		concepts, share := d.rule(by, n, g.owners != "none")
		if concepts == nil || !d.agree(concepts, keys) {
			continue
		}
		done[g.owners] = true
		out = append(out, d.entry(k, g.owners, g.parts, concepts, n, share, keys...)...)
	}
	if len(done) == 0 && k.kind == release.Income {
		return d.either(k)
	}
	return out
}

// either is the rule of a label that means the one or the other total of expenses.
func (d *deriver) either(k key) []entry {
	var keys []key
	for _, k.owned = range groups[0].owned {
		for _, k.parted = range groups[0].parted {
			keys = append(keys, k)
		}
	}
	by, n := d.votes(keys...)
	of := by[expenses[0]] + by[expenses[1]] + by["us-gaap:OperatingCostsAndExpenses"] // the last is retired
	if n < leastFilers || float64(of) < groupShare*float64(n) {                       // arithmetic decides, so that less will do
		return nil
	}
	e := d.entry(k, "", "", expenses, n, float64(of)/float64(n), keys...)
	for i := range e {
		e[i].either = true
	}
	return e
}

// agree reports whether the filers of each group follow a rule made for all.
func (d *deriver) agree(concepts []string, keys []key) bool {
	for _, k := range keys {
		if by, n := d.votes(k); !d.agrees(concepts, by, n) {
			return false
		}
	}
	return true
}

// agrees reports whether filers of one group follow a rule made for all.
func (d *deriver) agrees(concepts []string, by map[string]int, total int) bool {
	if total < leastFilers {
		return true
	}
	n := 0
	for x, of := range by {
		if slices.Contains(concepts, x) || slices.Contains(retired, x) {
			n += of
		}
	}
	return float64(n) >= groupShare*float64(total)
}

// entry gives a rule its sign.
func (d *deriver) entry(k key, owners, parts string, concepts []string, n int, share float64, keys ...key) []entry {
	e := entry{key: k, owners: owners, parts: parts, concepts: concepts, filers: n, share: share, check: slices.Contains(checks, concepts[0])}
	turned, straight := 0, 0
	for _, k := range keys {
		turned += len(d.negate[k][true])
		straight += len(d.negate[k][false])
	}
	e.never = true
	for _, x := range concepts {
		s := d.signs[x]
		if s == nil || float64(s[1]) < neverShare*float64(s[0]+s[1]) {
			e.never = false
		}
	}
	switch part := float64(turned) / float64(turned+straight); {
	case concepts[0] == "us-gaap:IncomeTaxExpenseBenefit":
		e.sign = "arithmetic" // told as an expense, as a benefit, and with either sign
	case part <= 1-leastShare:
		e.sign = "printed"
	case part >= leastShare:
		e.sign = "turned"
	case e.never:
		e.sign = "positive"
	default:
		return nil
	}
	if kind, ok := d.kinds[concepts[0]]; ok && (kind == metric.Balance) != (k.kind == release.Balance) {
		return nil // a balance told in another statement; cash there may hold restricted cash since 2018
	}
	return []entry{e}
}

// write sets the table down.
func write(entries []entry, filers int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Which concept a row of a statement states, by its label. Made by cmd/mklabels, not by
# hand: go run ./cmd/mklabels. Counted in the SEC's Financial Statement Data Sets of 2009
# Q3 and 2010 Q2 (https://www.sec.gov/dera/data/financial-statement-data-sets) and in
# inline 10-Q and 10-K documents of 2021 to 2026: %d filers, each counted once for a
# label and concept. "filers" is how many use the label for a standard concept, "share"
# how many of these mean the concept given, or one of those given. Of several, which head
# the same row under different names, the filer's own is taken, else the first.
#
# owners: the rule holds only for releases with ("some") or without ("none") rows of
# noncontrolling interests; parts: only without rows of discontinued operations. sign: the
# figure is as printed; turned; positive however it is printed; or found by arithmetic.
# never: the concept is never negative. either: revenue and gross profit decide which of
# the two it is, or that it is neither. check: of no measure, for arithmetic.
`, filers)
	for _, e := range entries {
		fmt.Fprintf(&b, "\n[[label]]\nstatement = %q\ntext = %q\n", e.kind, e.label)
		if e.class != release.Money {
			fmt.Fprintf(&b, "class = %q\n", e.class)
		}
		if e.owners != "" {
			fmt.Fprintf(&b, "owners = %q\n", e.owners)
		}
		if e.parts != "" {
			fmt.Fprintf(&b, "parts = %q\n", e.parts)
		}
		quoted := make([]string, len(e.concepts))
		for i, x := range e.concepts {
			quoted[i] = fmt.Sprintf("%q", x)
		}
		fmt.Fprintf(&b, "concepts = [%s]\n", strings.Join(quoted, ", "))
		if e.sign != "printed" {
			fmt.Fprintf(&b, "sign = %q\n", e.sign)
		}
		if e.either {
			b.WriteString("either = true\n")
		}
		if e.never {
			b.WriteString("never = true\n")
		}
		if e.check {
			b.WriteString("check = true\n")
		}
		fmt.Fprintf(&b, "filers = %d # share %.1f %%\n", e.filers, 100*e.share)
	}
	return b.Bytes()
}
