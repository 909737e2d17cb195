package edgar

import (
	"errors"
	"fmt"
	"strconv"

	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// CompanyFacts reads an answer of data.sec.gov/api/xbrl/companyfacts. The only
// shape taken for granted is
//
//	{"cik", "entityName", "facts": {taxonomy: {concept: {"units": {unit: [
//	    {"start"?, "end", "val", "accn", "form", "filed"}]}}}}}
//
// in any order of keys; others are skipped. fy, fp and frame are not read:
// they describe the filing and the calendar, not the fact. A row whose value
// is null says nothing and is left out in silence; one that cannot be kept
// (no end, no accession, a number beyond 18 digits) becomes a note.
//
// The answer states no decimals; every grain is inferred, see evidence.InferGrains.
func CompanyFacts(name string, data []byte) (*evidence.Batch, error) {
	r := factReader{
		scanner:  scanner{data: data},
		filings:  map[string]uint32{},
		units:    map[string]uint32{},
		dates:    map[[10]byte]period.Date{},
		concepts: map[string]uint32{},
		b:        &evidence.Batch{Source: name},
	}
	r.b.Tables.Dims = []evidence.Dims{""}
	r.b.Facts = make([]evidence.PackedFact, 0, min(len(data)/160, 1<<16))
	r.document()
	if err := r.finish(); err != nil {
		return nil, badFile("companyfacts", name, err)
	}
	return r.b, nil
}

// factReader holds one answer while it is read.
type factReader struct {
	scanner
	b        *evidence.Batch
	cik      uint32
	filer    string
	filings  map[string]uint32 // accession → index into b.Filings
	units    map[string]uint32
	concepts map[string]uint32
	dates    map[[10]byte]period.Date
	sawFacts bool
}

func (r *factReader) document() {
	r.object(func(key []byte) {
		switch string(key) {
		case "cik":
			r.readCIK()
		case "entityName":
			r.filer = text(r.strOrNull())
		case "facts":
			r.sawFacts = true
			r.object(r.taxonomy)
		default:
			r.skip(0)
		}
	})
	if r.err == nil && r.peek() != 0 {
		r.fail("text after the end of the object")
	}
}

// readCIK takes a number or, as submissions have it, a string of digits.
func (r *factReader) readCIK() {
	b := []byte(nil)
	if r.peek() == '"' {
		b = r.str()
	} else {
		b = r.number()
	}
	n, err := strconv.ParseUint(string(b), 10, 32)
	if err != nil || n == 0 {
		r.fail("cik is no Central Index Key")
	}
	r.cik = uint32(n)
}

func (r *factReader) taxonomy(name []byte) {
	prefix := text(name) + ":"
	r.object(func(key []byte) {
		concept := prefix + text(key)
		r.object(func(key []byte) {
			if string(key) != "units" {
				r.skip(0)
				return
			}
			r.object(func(unit []byte) { r.rows(concept, unit) })
		})
	})
}

// rows reads the array of one concept and unit.
func (r *factReader) rows(concept string, unit []byte) {
	u := intern(r.units, &r.b.Tables.Units, unit)
	c, ok := r.concepts[concept]
	if !ok {
		c = uint32(len(r.b.Tables.Concepts))
		r.b.Tables.Concepts = append(r.b.Tables.Concepts, concept)
		r.concepts[concept] = c
	}
	if r.peek() == 'n' {
		r.literal("null")
		return
	}
	r.want('[')
	for first := true; r.more(&first, ']'); {
		r.row(c, u)
	}
}

// row is one fact as it stands in the answer.
type row struct {
	start, end, filed period.Date
	val, accn, form   []byte
}

func (r *factReader) row(concept, unit uint32) {
	r.peek()
	at := r.i
	v, ok := r.readRow()
	if !ok || r.err != nil {
		return
	}
	where := span.Span{Start: at, End: r.i}
	switch {
	case v.end == 0:
		r.note(where, "no end date", "a value without an end date was left out")
		return
	case v.start > v.end:
		r.note(where, "backwards", "a value whose period ends before it starts was left out")
		return
	case len(v.accn) == 0:
		r.note(where, "no accession", "a value without an accession number was left out")
		return
	}
	val, err := decimal(v.val)
	if errors.Is(err, quantity.ErrRange) {
		r.note(where, "number out of range", fmt.Sprintf("%.40q has more digits than assay keeps; the value was left out", v.val))
		return
	}
	if err != nil {
		r.i = at
		r.fail(err.Error())
		return
	}
	r.b.Facts = append(r.b.Facts, evidence.PackedFact{
		Concept: concept, Unit: unit, Filing: r.filing(v),
		Period: period.Range{Start: v.start, End: v.end}, Value: val,
	})
}

// readRow reads one object; ok is false if its value is null.
func (r *factReader) readRow() (v row, ok bool) {
	r.want('{')
	for first := true; r.more(&first, '}'); {
		key := r.key()
		switch string(key) {
		case "start":
			v.start = r.date()
		case "end":
			v.end = r.date()
		case "filed":
			v.filed = r.date()
		case "accn":
			v.accn = r.strOrNull()
		case "form":
			v.form = r.strOrNull()
		case "val":
			if r.peek() == 'n' {
				r.literal("null")
				continue
			}
			v.val = r.number()
		default:
			r.skip(0)
		}
	}
	return v, v.val != nil
}

// date reads a day or null; anything else fails.
func (r *factReader) date() period.Date {
	b := r.strOrNull()
	if b == nil {
		return 0
	}
	if len(b) == 10 {
		if d, ok := r.dates[[10]byte(b)]; ok {
			return d
		}
	}
	d, err := period.ParseDate(string(b))
	if err != nil {
		r.fail(err.Error())
		return 0
	}
	r.dates[[10]byte(b)] = d
	return d
}

func (r *factReader) filing(v row) uint32 {
	if f, ok := r.filings[string(v.accn)]; ok {
		return f
	}
	f := uint32(len(r.b.Filings))
	accn := text(v.accn)
	r.filings[accn] = f
	r.b.Filings = append(r.b.Filings, evidence.Filing{Accession: accn, Form: text(v.form), Filed: v.filed})
	return f
}

func (r *factReader) note(at span.Span, code, msg string) {
	if len(r.b.Notes) < maxNotes {
		r.b.Notes = append(r.b.Notes, span.Note{Span: at, Code: code, Message: message.Plain(msg)})
	}
}

// maxNotes bounds what a hostile file can make us remember.
const maxNotes = 1000

// maxGrainTable bounds units × filings; real filers stay below a million.
const maxGrainTable = 1 << 20

// finish fills in what only the whole file tells.
func (r *factReader) finish() error {
	switch {
	case r.err != nil:
		return r.err
	case r.cik == 0:
		return errors.New("no cik: not an answer of companyfacts")
	case !r.sawFacts:
		return errors.New("no facts: not an answer of companyfacts")
	case len(r.b.Tables.Units)*len(r.b.Filings) > maxGrainTable:
		return fmt.Errorf("%d units in %d filings: more than any filer has", len(r.b.Tables.Units), len(r.b.Filings))
	}
	id := entity.CIK(r.cik)
	r.b.Tables.Entities = []entity.ID{id}
	r.b.Filers = []evidence.Filer{{ID: id, Name: r.filer}}
	for i := range r.b.Filings {
		r.b.Filings[i].CIK = r.cik
	}
	evidence.InferGrains(r.b)
	return nil
}

// intern is the index of a name in a table, entered on first sight.
func intern(known map[string]uint32, table *[]string, name []byte) uint32 {
	if i, ok := known[string(name)]; ok {
		return i
	}
	i := uint32(len(*table))
	*table = append(*table, text(name))
	known[string(name)] = i
	return i
}

// decimal is quantity.ParseDecimal without a string for whole numbers of up
// to 18 digits, which nearly all filed values are.
func decimal(b []byte) (quantity.Decimal, error) {
	digits := b
	if len(b) > 0 && b[0] == '-' {
		digits = b[1:]
	}
	if len(digits) == 0 || len(digits) > 17 {
		return quantity.ParseDecimal(string(b))
	}
	n := int64(0)
	for _, c := range digits {
		if c < '0' || c > '9' {
			return quantity.ParseDecimal(string(b))
		}
		n = n*10 + int64(c-'0')
	}
	if len(digits) < len(b) {
		n = -n
	}
	return quantity.NewDecimal(n, 0), nil
}
