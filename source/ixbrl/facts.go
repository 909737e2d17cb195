package ixbrl

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// batch turns what the walk found into facts of one filing.
func (d *document) batch(name string, data []byte) (*evidence.Batch, error) {
	b := &evidence.Batch{Source: name}
	b.Tables.Dims = []evidence.Dims{""}
	p := &packer{document: d, b: b, concepts: map[string]uint32{}, dims: map[evidence.Dims]uint32{"": 0}, units: map[string]uint32{}, entities: map[entity.ID]uint32{}, same: map[key][]int{}}
	p.resolveContexts()
	cik, err := p.cover(name, data)
	if err != nil {
		return nil, err
	}
	b.Filings[0].CIK = cik
	b.Facts = make([]evidence.PackedFact, 0, len(d.numbers))
	for i := range d.numbers {
		p.add(&d.numbers[i])
	}
	b.Notes = d.notes
	return b, nil
}

// key is what makes two facts of a document the same one.
type key struct {
	entity, concept, dims, unit uint32
	period                      period.Range
}

// maxSame bounds the contradicting statements kept of one fact.
const maxSame = 64

// packer fills a batch's tables and facts.
type packer struct {
	*document
	b        *evidence.Batch
	concepts map[string]uint32 // by the name as filed
	dims     map[evidence.Dims]uint32
	units    map[string]uint32 // by the unit's id
	entities map[entity.ID]uint32
	same     map[key][]int // indices of the facts kept
}

func (p *packer) resolveContexts() {
	for _, c := range p.contexts {
		c.resolve()
	}
}

// add keeps one number as a fact, or notes why not. A nil is no value and is
// left out in silence.
func (p *packer) add(n *number) {
	if n.nil_ {
		return
	}
	f, err := p.fact(n)
	var bad *badFact
	if errors.As(err, &bad) {
		p.notes.add(n.at, bad.code, "%s: %s; left out", n.name, bad.msg)
		return
	}
	p.keep(f)
}

// badFact says why a number is no fact.
type badFact struct{ code, msg string }

func (e *badFact) Error() string { return e.msg }

func (p *packer) fact(n *number) (f evidence.PackedFact, err error) {
	if n.fraction {
		return f, &badFact{"fraction", "ix:fraction is not read"}
	}
	c := p.contexts[n.context]
	if c == nil {
		return f, &badFact{"unknown context", fmt.Sprintf("no context %q", clip(n.context))}
	}
	if !c.ok {
		return f, &badFact{"unreadable context", fmt.Sprintf("context %q has no usable period", clip(n.context))}
	}
	id, ok := filerOf(c)
	if !ok {
		return f, &badFact{"unknown filer", fmt.Sprintf("identifier %q is no Central Index Key", clip(c.identifier))}
	}
	if f.Unit, ok = p.unit(n.unit); !ok {
		return f, &badFact{"unknown unit", fmt.Sprintf("no unit %q", clip(n.unit))}
	}
	if f.Value, err = p.value(n); err != nil {
		return f, err
	}
	if f.Grain, err = grain(n, f.Value); err != nil {
		return f, err
	}
	f.Entity = index(p.entities, &p.b.Tables.Entities, id)
	f.Dims = index(p.dims, &p.b.Tables.Dims, c.dim)
	f.Concept = p.concept(n.name)
	f.Period = c.when
	return f, nil
}

// concept is the index of a concept; several names as filed may mean one.
func (p *packer) concept(name string) uint32 {
	if i, ok := p.concepts[name]; ok {
		return i
	}
	full := p.canonical(name)
	i := index(p.concepts, &p.b.Tables.Concepts, full)
	p.concepts[name] = i
	return i
}

func (p *packer) unit(id string) (uint32, bool) {
	if i, ok := p.units["#"+id]; ok {
		return i, true
	}
	u := p.document.units[id]
	if u == nil || len(u.over) == 0 {
		return 0, false
	}
	i := index(p.units, &p.b.Tables.Units, u.name())
	p.units["#"+id] = i
	return i, true
}

// index is the place of v in a table, entered on first sight.
func index[T comparable](known map[T]uint32, table *[]T, v T) uint32 {
	if i, ok := known[v]; ok {
		return i
	}
	i := uint32(len(*table))
	*table = append(*table, v)
	known[v] = i
	return i
}

// value is the number as filed: transformed, scaled, signed.
func (p *packer) value(n *number) (quantity.Decimal, error) {
	prefix, local, ok := strings.Cut(n.format, ":")
	if !ok {
		prefix, local = "", n.format
	}
	s, err := transform(p.prefixes[strings.ToLower(prefix)], local, n.text)
	switch {
	case errors.Is(err, errFormat):
		return quantity.Decimal{}, &badFact{"unknown format", fmt.Sprintf("transformation %q of namespace %q is unknown", clip(n.format), clip(p.prefixes[strings.ToLower(prefix)]))}
	case errors.Is(err, errNotNumeric):
		return quantity.Decimal{}, &badFact{"not numeric", fmt.Sprintf("transformation %q yields no number", clip(n.format))}
	case err != nil:
		return quantity.Decimal{}, &badFact{"bad number", err.Error()}
	}
	v, err := quantity.ParseDecimal(s)
	if err != nil {
		return v, &badFact{"number out of range", fmt.Sprintf("%q has more digits than assay keeps", clip(s))}
	}
	if n.scale != "" {
		k, err := strconv.Atoi(n.scale)
		if err != nil || k < -30 || k > 30 {
			return v, &badFact{"bad scale", fmt.Sprintf("scale %q", clip(n.scale))}
		}
		v = v.Shift(k)
	}
	if n.sign == "-" {
		v = v.Neg()
	}
	return v, nil
}

// grain reads decimals, or the older precision. Without either, which the
// specification forbids, the last written digit is all there is to go by.
func grain(n *number, v quantity.Decimal) (evidence.Grain, error) {
	mant, exp := v.Parts()
	switch {
	case n.decimals == "INF" || n.decimals == "" && n.precision == "INF":
		return evidence.Grain{Exact: true}, nil
	case n.decimals != "":
		k, err := strconv.Atoi(n.decimals)
		if err != nil {
			return evidence.Grain{}, &badFact{"bad decimals", fmt.Sprintf("decimals %q", clip(n.decimals))}
		}
		return evidence.Grain{Exp: clamp(-k)}, nil
	case n.precision != "":
		k, err := strconv.Atoi(n.precision)
		if err != nil || k < 1 {
			return evidence.Grain{}, &badFact{"bad precision", fmt.Sprintf("precision %q", clip(n.precision))}
		}
		digits := 0
		for ; mant != 0; mant /= 10 {
			digits++
		}
		return evidence.Grain{Exp: clamp(exp + digits - k)}, nil
	}
	return evidence.Grain{Exp: clamp(min(exp, 0)), Inferred: true}, nil
}

func clamp(exp int) int8 { return int8(max(-99, min(exp, 99))) }

// keep adds a fact unless the document states it already; of two statements
// of one value the finer is kept. Statements that contradict each other are
// both kept.
func (p *packer) keep(f evidence.PackedFact) {
	k := key{f.Entity, f.Concept, f.Dims, f.Unit, f.Period}
	for _, i := range p.same[k] {
		old := &p.b.Facts[i]
		if !consistent(old, &f) {
			continue
		}
		if fineness(&f) < fineness(old) {
			old.Value, old.Grain = f.Value, f.Grain
		}
		return
	}
	if len(p.same[k]) == maxSame {
		return // no honest document states one fact so many ways
	}
	p.same[k] = append(p.same[k], len(p.b.Facts))
	p.b.Facts = append(p.b.Facts, f)
}

// fineness orders grains, the finest first.
func fineness(f *evidence.PackedFact) int {
	if f.Grain.Exact {
		return math.MinInt
	}
	return int(f.Grain.Exp)
}

// consistent reports whether two statements may be roundings of one value.
func consistent(a, b *evidence.PackedFact) bool {
	if a.Value == b.Value {
		return true
	}
	x := evidence.Fact{Value: a.Value, Grain: a.Grain}.Interval()
	y := evidence.Fact{Value: b.Value, Grain: b.Grain}.Interval()
	return x.Low.Cmp(y.High) <= 0 && y.Low.Cmp(x.High) <= 0
}

// filerOf is the filer that a context speaks of.
func filerOf(c *context) (entity.ID, bool) {
	n, err := strconv.ParseUint(c.identifier, 10, 32)
	if err != nil || n == 0 || !strings.Contains(strings.ToLower(c.scheme), "sec.gov/cik") {
		return "", false
	}
	return entity.CIK(uint32(n)), true
}
