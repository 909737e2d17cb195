package release

import (
	"strings"

	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// part is whose figure it is: a measure's concept and a part of the business.
type part struct {
	concept string
	dims    evidence.Dims
}

// What must agree for a row to be a part's: last year's figures in two columns, each of
// four digits, or in one where the row has the part's name.
const (
	enoughColumns = 2
	enoughDigits  = 1000
)

// segments reads the rows of parts of the business. Their names in releases are seldom
// those of the filer's tags, but a release repeats last year's figures, which are filed
// with their tags: a row whose figures of past periods are all those of one part, and of
// no other, is that part's.
func (d *document) segments() {
	filed := map[part]map[period.Range][]quantity.Decimal{}
	for _, p := range d.filing.Parts {
		k := part{p.Concept, p.Dims}
		if filed[k] == nil {
			filed[k] = map[period.Range][]quantity.Decimal{}
		}
		filed[k][p.Period] = append(filed[k][p.Period], p.Value)
	}
	if len(filed) == 0 {
		return
	}
	for i := range d.sheets {
		s := d.sheets[i]
		if s.Kind == Balance || s.Kind == Cash || otherBasis.MatchString(Label(strings.Join(s.Title, " "))) || ahead.MatchString(Label(strings.Join(s.Title, " "))) {
			continue
		}
		u, ok := unitsOf(&s)
		if !ok {
			continue
		}
		s.Kind = Income // its columns are of stretches of time
		d.parted(&s, u, filed)
	}
}

// parted reads one table's rows.
func (d *document) parted(s *Sheet, u units, filed map[part]map[period.Range][]quantity.Decimal) {
	st := &statement{sheet: s, units: u}
	for i := range s.Columns {
		x, ok := d.stretchOf(s, &s.Columns[i])
		st.columns = append(st.columns, column{stretch: x, said: ok && x.end < d.filing.Filed && x.end+maxAge+slack+366 > d.filing.Filed})
	}
	d.periods(st)
	for i := range s.Rows {
		r := &s.Rows[i]
		text, section := Label(r.Label), Label(r.Section)
		if otherBasis.MatchString(text) || otherBasis.MatchString(section) || classOf(text, section) != Money {
			continue
		}
		cells := d.cells(r, len(s.Columns))
		if p, ok := st.partOf(cells, r, filed); ok {
			for k := range cells {
				if c := &st.columns[k]; c.when.Known() && cells[k].filled {
					f := fact{concept: p.concept, dims: p.dims, unit: "USD", when: c.when, amount: cells[k].amount, exp: u.money - cells[k].decimals}
					f.value = f.value.Shift(u.money)
					d.facts = append(d.facts, f)
				}
			}
		}
	}
}

// partOf is the one part whose filed figures a row repeats.
func (st *statement) partOf(cells []cell, r *Row, filed map[part]map[period.Range][]quantity.Decimal) (found part, ok bool) {
	for p, figures := range filed {
		columns, long := 0, true
		for k := range cells {
			c := &st.columns[k]
			known := figures[c.when]
			if !c.when.Known() || len(known) == 0 {
				continue
			}
			if !cells[k].filled || !among(cells[k].value.Shift(st.units.money), known) {
				columns = -1
				break
			}
			columns++
			long = long && cells[k].value.Rat().Abs().Cmp(quantity.Int(enoughDigits)) >= 0
		}
		if columns < 1 || !(columns >= enoughColumns && long) && !named(r, p.dims) {
			continue
		}
		if ok {
			return part{}, false
		}
		found, ok = p, true
	}
	return found, ok
}

func among(v quantity.Decimal, list []quantity.Decimal) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// named reports whether a row or its section has the words of a part's member.
func named(r *Row, dims evidence.Dims) bool {
	pairs := dims.Pairs()
	if len(pairs) != 1 {
		return false
	}
	keys := map[metric.Key]bool{}
	for _, k := range metric.MemberKeys(pairs[0][1]) {
		keys[k] = true
	}
	for _, s := range [2]string{r.Label, r.Section} {
		for _, k := range metric.WordKeys(Label(s)) {
			if keys[k] {
				return true
			}
		}
	}
	return false
}
