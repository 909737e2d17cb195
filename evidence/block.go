package evidence

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"assay/period"
	"assay/quantity"
	"assay/wire"
)

// A block is all facts of one filer and concept, the unit in which stores keep
// facts: rows sorted, each written as varint differences to the row before, so
// that a fact takes some ten bytes. Strings stand as the store's own numbers.
//
//	block = count row…
//	row   = Δdims Δunit Δend days mantissa exponent grain Δfiling
//
// Differences, mantissa and exponent are zigzag varints; days is the length of
// the period in days plus one, 0 for an instant; grain is one byte: its exponent
// plus 32 in the upper six bits, then the marks exact (2) and inferred (1). Both
// marks at once, which no grain has, say that the period is only about right and
// the grain inferred.

// BlockRow is a fact with its strings as the store's numbers.
type BlockRow struct {
	Dims, Unit, Filing uint32
	Period             period.Range
	Value              quantity.Decimal
	Grain              Grain
	About              bool // see Fact.About
}

// ErrBlock means that a block is damaged.
var ErrBlock = errors.New("evidence: damaged block of facts")

// maxBlockRows bounds what a damaged count may make the decoder allocate.
const maxBlockRows = 1 << 22

// AppendBlock appends the block of the rows, which it sorts and rids of
// duplicates first.
func AppendBlock(dst []byte, rows []BlockRow) []byte {
	rows = MergeRows(rows)
	dst = binary.AppendUvarint(dst, uint64(len(rows)))
	var p BlockRow
	for i := range rows {
		r := &rows[i]
		dst = binary.AppendVarint(dst, int64(r.Dims)-int64(p.Dims))
		dst = binary.AppendVarint(dst, int64(r.Unit)-int64(p.Unit))
		dst = binary.AppendVarint(dst, int64(r.Period.End)-int64(p.Period.End))
		dst = binary.AppendUvarint(dst, uint64(lengthCode(r.Period)))
		mant, exp := r.Value.Parts()
		dst = binary.AppendVarint(dst, mant)
		dst = binary.AppendVarint(dst, int64(exp))
		dst = append(dst, grainByte(r.Grain, r.About))
		dst = binary.AppendVarint(dst, int64(r.Filing)-int64(p.Filing))
		p = *r
	}
	return dst
}

func lengthCode(r period.Range) int64 {
	if r.Start == 0 {
		return 0
	}
	return max(int64(r.End)-int64(r.Start)+2, 1)
}

// aboutMarks are the two marks of a grain together.
const aboutMarks = 3

// grainByte packs exponents of −32 to 31 with the two marks.
func grainByte(g Grain, about bool) byte {
	b := byte(min(max(g.Exp, -32), 31)+32) << 2
	if about {
		return b | aboutMarks
	}
	if g.Inferred {
		b |= 1
	}
	if g.Exact {
		b |= 2
	}
	return b
}

func grainOf(b byte) (g Grain, about bool) {
	exp := int8(b>>2) - 32
	if b&aboutMarks == aboutMarks {
		return Grain{Exp: exp, Inferred: true}, true
	}
	return Grain{Exp: exp, Inferred: b&1 != 0, Exact: b&2 != 0}, false
}

// MergeRows sorts rows and merges those of one key, filing and value: a stated
// grain replaces an inferred one, nothing else changes. An approximate row of
// which an exact copy is among them is left out.
func MergeRows(rows []BlockRow) []BlockRow {
	slices.SortStableFunc(rows, compareRows)
	out := rows[:0]
	for _, r := range rows {
		if n := len(out); n > 0 && compareRows(out[n-1], r) == 0 {
			if out[n-1].Grain.Inferred && !r.Grain.Inferred {
				out[n-1].Grain = r.Grain
			}
			continue
		}
		out = append(out, r)
	}
	return withoutCopies(out)
}

// compareRows orders rows by everything but the grain.
func compareRows(a, b BlockRow) int {
	switch {
	case a.Dims != b.Dims:
		return cmp.Compare(a.Dims, b.Dims)
	case a.Unit != b.Unit:
		return cmp.Compare(a.Unit, b.Unit)
	case a.Period.End != b.Period.End:
		return cmp.Compare(a.Period.End, b.Period.End)
	case a.Period.Start != b.Period.Start:
		return cmp.Compare(a.Period.Start, b.Period.Start)
	case a.About != b.About:
		if b.About {
			return -1
		}
		return 1
	case a.Filing != b.Filing:
		return cmp.Compare(a.Filing, b.Filing)
	}
	am, ae := a.Value.Parts()
	bm, be := b.Value.Parts()
	if am != bm {
		return cmp.Compare(am, bm)
	}
	return cmp.Compare(ae, be)
}

// DecodeBlock reads a block. Damaged bytes give ErrBlock with their place,
// never a panic.
func DecodeBlock(b []byte) ([]BlockRow, error) { return DecodeBlockInto(nil, b) }

// DecodeBlockInto is DecodeBlock into the memory of rows, which it overwrites.
func DecodeBlockInto(rows []BlockRow, b []byte) ([]BlockRow, error) {
	d := wire.Reader[[]byte]{B: b}
	n := d.Uvarint()
	if d.Bad || n > maxBlockRows || n > uint64(len(b)) {
		return nil, fmt.Errorf("%w: count at byte 0", ErrBlock)
	}
	rows = slices.Grow(rows[:0], int(n))[:n]
	var dims, unit, end, filing int64
	for i := range rows {
		dims += d.Varint()
		unit += d.Varint()
		end += d.Varint()
		length := int64(d.Uvarint())
		mant, exp := d.Varint(), d.Varint()
		grain := d.Byte()
		filing += d.Varint()
		if d.Bad || dims < 0 || dims > 1<<32-1 || unit < 0 || unit > 1<<32-1 || filing < 0 || filing > 1<<32-1 ||
			end < 0 || end > 1<<30 || length < 0 || length > end+2 || exp < -99 || exp > 99 {
			return nil, fmt.Errorf("%w: row %d before byte %d", ErrBlock, i, d.At)
		}
		r := &rows[i]
		r.Dims, r.Unit, r.Filing = uint32(dims), uint32(unit), uint32(filing)
		r.Period = period.Range{End: period.Date(end)}
		if length > 0 {
			r.Period.Start = period.Date(end - length + 2)
		}
		r.Value = quantity.NewDecimal(mant, int(exp))
		r.Grain, r.About = grainOf(grain)
	}
	if d.At != len(b) {
		return nil, fmt.Errorf("%w: %d bytes left over", ErrBlock, len(b)-d.At)
	}
	return rows, nil
}

// MergeFiling adds what b knows to a: an unknown field takes b's, an exact
// day of filing replaces one that is only about right, never the reverse. It
// reports whether anything changed.
func MergeFiling(a *Filing, b Filing) bool {
	before := *a
	if b.Filed != 0 && (a.Filed == 0 || a.About && !b.About) {
		a.Filed, a.About = b.Filed, b.About
	}
	if a.CIK == 0 {
		a.CIK = b.CIK
	}
	if a.Form == "" {
		a.Form = b.Form
	}
	if a.Report == 0 {
		a.Report = b.Report
	}
	if a.Items == "" {
		a.Items = b.Items
	}
	if a.Document == "" {
		a.Document = b.Document
	}
	return *a != before
}

// MergeFiler adds what b knows to a. Names and tickers that b states replace
// a's; what b leaves out stays.
func MergeFiler(a *Filer, b Filer) {
	a.ID = b.ID
	if b.Name != "" && (a.Name == "" || len(b.Tickers) > 0 || b.FiscalYearEnd != "") {
		a.Name = b.Name
	}
	if len(b.Tickers) > 0 && (len(a.Tickers) == 0 || len(b.Tickers) >= len(a.Tickers)) {
		a.Tickers = b.Tickers
	}
	if len(b.FormerNames) > 0 {
		a.FormerNames = b.FormerNames
	}
	if b.FiscalYearEnd != "" {
		a.FiscalYearEnd = b.FiscalYearEnd
	}
}
