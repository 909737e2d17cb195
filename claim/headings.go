package claim

import (
	"slices"
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/span"
)

// headings are all headings of a table. They are read in a text of their own, a line a
// heading, in which the words of a column's cells stand one behind the other: "Three
// months ended June 30," over "2024".
type headings struct {
	reader   *Reader
	caption  heading
	corner   heading
	columns  []heading
	rows     map[*gridRow]heading
	section  map[*gridRow]heading
	compares bool // the table is of several companies
}

// headings reads those of a table.
func (r *Reader) headings(g *grid) *headings {
	h := &headings{reader: &Reader{}, rows: map[*gridRow]heading{}, section: map[*gridRow]heading{}}
	var b strings.Builder
	line := func(parts ...span.Span) span.Span {
		from := b.Len()
		for _, p := range parts {
			if p.Len() > 0 {
				b.WriteString(strings.TrimSpace(p.Of(r.text)))
				b.WriteByte(' ')
			}
		}
		to := b.Len()
		b.WriteByte('\n')
		return span.Span{Start: from, End: to}
	}
	caption := line(g.caption)
	columns := make([]span.Span, g.columns)
	for k := range columns {
		columns[k] = line(g.over(k)...)
	}
	rows := make([]span.Span, len(g.rows))
	for i := range g.rows {
		if row := &g.rows[i]; !row.heads {
			rows[i] = line(row.beside()...)
		}
	}
	h.reader.known = r.known
	h.reader.text = b.String()
	h.reader.scan.V = r.scan.V
	h.reader.scan.Reset(b.String())
	h.caption = h.reader.readHeading(caption)
	for k := range columns {
		h.columns = append(h.columns, h.reader.readHeading(columns[k]))
	}
	h.caption = h.caption.general()
	if g.columns > 0 {
		h.corner, h.columns[0] = h.columns[0], heading{}
		h.corner = h.corner.general()
	}
	var section heading
	for i := range g.rows {
		row := &g.rows[i]
		if row.heads {
			continue
		}
		x := h.reader.readHeading(rows[i])
		if row.section {
			section = x
		}
		h.rows[row], h.section[row] = x, section
	}
	h.compares = h.severalCompanies()
	return h
}

// severalCompanies reports whether the headings name more than one.
func (h *headings) severalCompanies() bool {
	seen := map[entity.ID]bool{}
	for _, x := range h.rows {
		for _, p := range x.parties {
			seen[p.ID] = true
		}
	}
	for i := range h.columns {
		for _, p := range h.columns[i].parties {
			seen[p.ID] = true
		}
	}
	return len(seen) > 1
}

// general is what a caption says of all cells: where it names several of a kind, nothing.
func (x heading) general() heading {
	if x.clash != "" {
		x.measure, x.segment, x.clash = "", "", ""
	}
	if len(x.parties) > 1 {
		x.parties = nil
	}
	x.unknown, x.other, x.change, x.base = "", "", false, ""
	return x
}

// over are the headings of a column, from the top down.
func (g *grid) over(column int) []span.Span {
	var out []span.Span
	for i := range g.rows {
		row := &g.rows[i]
		if !row.heads {
			continue
		}
		for k := range row.cells {
			if c := &row.cells[k]; c.column <= column && column < c.column+max(c.Cols, 1) {
				out = append(out, c.Span)
			}
		}
	}
	return out
}

// beside are the headings of a row.
func (row *gridRow) beside() []span.Span {
	var out []span.Span
	for k := range row.cells {
		if c := &row.cells[k]; c.heads {
			out = append(out, c.Span)
		}
	}
	return out
}

// of is all that is said of a cell: by its row and its column first, then by the section,
// the corner and the caption where those leave something open.
func (h *headings) of(row *gridRow, c *gridCell) heading {
	var column heading
	if c.column < len(h.columns) {
		column = h.columns[c.column]
	}
	if column.change && h.rows[row].measure == "" {
		h.ofColumnBefore(&column, c.column)
	}
	all := h.rows[row].and(column)
	if all.change && all.when == nil {
		all.compared = h.levelsBefore(c.column)
	}
	for _, wider := range []heading{h.section[row], h.corner, h.caption} {
		all = all.or(wider)
	}
	if row := h.rows[row]; h.compares && len(row.parties) == 0 && row.unknown != "" && row.measure == "" && row.segment == "" && row.when == nil {
		all.parties, all.unknown = []Party{{Name: row.unknown}}, "" // a company among others that assay does not know
	}
	return all
}

// ofColumnBefore gives a column of changes that names no measure the one of the levels before
// it: "| Revenue | Change |"; where several stand before it, the others too may be meant.
func (h *headings) ofColumnBefore(column *heading, at int) {
	if column.measure != "" {
		return
	}
	for k := at - 1; k > 0; k-- {
		left := &h.columns[k]
		switch {
		case left.measure == "" || left.change:
		case column.measure == "":
			column.measure, column.segment = left.measure, left.segment
			if column.when == nil {
				column.when = left.when
			}
		case left.measure != column.measure:
			column.others = append(column.others, joinSegment(left.segment, left.measure))
		}
	}
}

// levelsBefore are the periods of the columns of levels before one of changes: "| Q2 2024 |
// Q2 2023 | Change |".
func (h *headings) levelsBefore(at int) []*lang.When {
	var out []*lang.When
	for k := 1; k < at; k++ {
		if left := &h.columns[k]; left.when != nil && !left.change {
			out = append(out, left.when)
		}
	}
	return out
}

// and joins what a row and a column say. Both may not say the same kind of thing.
func (x heading) and(y heading) heading {
	out := x.or(y)
	out.unknown = strings.TrimSpace(x.unknown + " " + y.unknown)
	switch {
	case x.measure != "" && y.measure != "" && x.measure != y.measure:
		if y.percent && y.measure == "revenue" && !y.change && !plainRatio(x.measure) {
			out.measure, out.whole = x.measure, y.measure // "Capex" beside "% of revenue"
		} else {
			out.clash = "row and column name two measures"
		}
	case x.segment != "" && y.segment != "" && x.segment != y.segment:
		out.clash = "row and column name two parts of a business"
	case len(x.parties) > 0 && len(y.parties) > 0 && x.parties[0].ID != y.parties[0].ID:
		out.clash = "row and column name two companies"
	case len(out.parties) > 1:
		out.clash = "the heading names several companies"
	}
	return out
}

// or fills what x leaves open from y.
func (x heading) or(y heading) heading {
	if len(x.parties) == 0 {
		x.parties = y.parties
	}
	if x.measure == "" && x.other == "" {
		x.measure, x.loss, x.other = y.measure, y.loss, y.other
	}
	if x.segment == "" {
		x.segment = y.segment
	}
	x.when = joined(x.when, y.when)
	if !x.change {
		x.change, x.base = y.change, y.base
	}
	if !x.scaled {
		x.currency, x.scaled, x.scale = y.currency, y.scaled, y.scale
	}
	if x.clash == "" {
		x.clash = y.clash
	}
	if x.whole == "" && x.measure == y.measure {
		x.whole = y.whole
	}
	if x.others == nil {
		x.others = y.others
	}
	x.percent, x.points, x.forecast = x.percent || y.percent, x.points || y.points, x.forecast || y.forecast
	return x
}

// joined is the period that two headings say: a quarter, half or count of months in the year
// that the other names, "Q2" over "2024"; else that of the nearer.
func joined(near, wide *lang.When) *lang.When {
	switch {
	case near == nil:
		return wide
	case wide == nil:
		return near
	case near.Unit == lang.YearUnit && near.Year != 0 && partOfYear(wide):
		w := *wide
		w.Year, w.Rel, w.Fiscal = near.Year, "", wide.Fiscal || near.Fiscal
		return &w
	case partOfYear(near) && near.Year == 0 && wide.Unit == lang.YearUnit && wide.Year != 0:
		w := *near
		w.Year, w.Fiscal = wide.Year, wide.Fiscal || near.Fiscal
		return &w
	}
	return near
}

// partOfYear reports whether a period is one that each year has.
func partOfYear(w *lang.When) bool {
	switch w.Unit {
	case lang.QuarterUnit, lang.HalfUnit:
		return w.N != 0
	case lang.FirstMonths, lang.MonthRange, lang.QuarterEnding, lang.YearEnding:
		return true
	}
	return false
}

// bind gives the days of a heading's period. Where a table compares companies, a quarter
// that is not called fiscal is the calendar's for all of them.
func (h *headings) bind(w *lang.When, d *draft, forecast bool) (bound, bool) {
	b, ok := h.reader.bind(w, d.id(), forecast)
	if !ok || !h.compares || w.Fiscal || w.Unit != lang.QuarterUnit && w.Unit != lang.HalfUnit {
		return b, ok
	}
	plain, ok := h.reader.bind(w, "", forecast)
	if !ok || plain.r.Near(b.r, snapDays) {
		return b, true
	}
	for i, alt := range b.alt {
		if alt.Near(plain.r, snapDays) {
			b.alt = append(slices.Clone(b.alt[:i]), b.alt[i+1:]...)
			b.r = alt
			break
		}
	}
	return b, true
}

// between gives a change the later of the two periods that its row compares, and the base
// that the earlier one is.
func (h *headings) between(r *Reader, d *draft, all *heading) {
	var latest, before bound
	var at *lang.When
	for _, w := range all.compared {
		b, ok := h.bind(w, d, all.forecast)
		switch {
		case !ok:
		case b.r.End > latest.r.End:
			before, latest, at = latest, b, w
		case b.r.End > before.r.End:
			before = b
		}
	}
	if !before.known() {
		return
	}
	if all.base != "" {
		d.bound, d.when, d.whenSaid = latest, at, true
		return
	}
	cal := r.calendar(d.id())
	for _, base := range []string{"yoy", "qoq"} {
		if Shift(cal, latest.r, base).Near(before.r, snapDays) {
			d.bound, d.when, d.whenSaid, d.base, d.baseSaid = latest, at, true, base, true
			return
		}
	}
}

// period gives a cell's claim the period that its headings say, else the one that the
// text speaks of.
func (h *headings) period(r *Reader, d *draft, all *heading) {
	d.modality = Reported
	if all.when != nil {
		if b, ok := h.bind(all.when, d, all.forecast); ok {
			d.bound, d.when, d.whenSaid = b, all.when, true
		}
	}
	if len(all.compared) > 1 {
		h.between(r, d, all)
	}
	if !d.bound.known() && all.when == nil {
		for _, b := range []*bound{&r.disc.whenRange, &r.disc.mainWhen} {
			if b.known() {
				d.bound, d.whenGuessed = r.rebind(b, d.id()), true
				break
			}
		}
	}
	if d.bound.known() && r.pub != 0 && d.bound.r.End >= r.pub {
		d.modality = Forecast
	}
}
