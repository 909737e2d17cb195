package fsds

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// row is a row of num.txt, packed: 48 bytes.
type row struct {
	value   quantity.Decimal
	concept uint32 // index into names.concepts
	unit    uint32
	dims    uint32 // index into names.segments
	filing  uint32 // index into submissions.all
	entity  uint32 // index into names.entities: another than the filer; 0 is the filer
	end     period.Date
	qtrs    uint16
	dcml    int16 // noDecimals if the table has none
}

const noDecimals = math.MinInt16

// tag is a tag of one version.
type tag struct {
	name, version string
	datatype      string
	duration      bool // of a stretch of time
}

// names are the strings that rows refer to.
type names struct {
	tags     []tag
	tagAt    map[string]uint32 // by name, tab, version
	units    []string
	unitAt   map[string]uint32
	segments []string // as the tables have them; 0 is none
	dimsAt   map[string]uint32
	entities []string // co-registrants as the tables name them; 0 is the filer
	entityAt map[string]uint32
	bytes    int // of all names
}

func newNames() *names {
	return &names{tagAt: map[string]uint32{}, unitAt: map[string]uint32{}, segments: []string{""}, dimsAt: map[string]uint32{"": 0}, entities: []string{""}, entityAt: map[string]uint32{"": 0}}
}

const (
	// maxNames bounds each kind of name; a quarter of Notes data has under a
	// million tags.
	maxNames = 1 << 22
	// maxName bounds a name in bytes; the longest, segments, have 1,024
	// characters.
	maxName = 4096
	// maxNameBytes bounds the names of a data set together.
	maxNameBytes = 512 << 20
)

// readTags reads tag.txt, which a data set may lack.
func (s Set) readTags(n *names) error {
	if _, ok := s.Tables["tag"]; !ok {
		return nil
	}
	r, f, err := s.open("tag", "tag", "version")
	if err != nil {
		return err
	}
	defer f.Close()
	name, version, abstract, datatype, iord := r.column("tag"), r.column("version"), r.column("abstract"), r.column("datatype"), r.column("iord")
	kinds := map[string]string{}
	for r.row() {
		if string(r.field(abstract)) == "1" {
			continue // of no number
		}
		if len(r.field(name))+len(r.field(version)) > maxName {
			continue // no row can mean it
		}
		k := r.field(datatype)
		kind, ok := kinds[string(k)]
		if !ok && len(kinds) < maxKinds && len(k) <= maxName {
			kind = text(k)
			kinds[kind] = kind
		}
		if _, err := n.tag(r.field(name), r.field(version), kind, string(r.field(iord)) == "D"); err != nil {
			r.fail("%v", err)
			break
		}
	}
	return r.err
}

// tag is the number of a tag, entered on first sight.
func (n *names) tag(name, version []byte, datatype string, duration bool) (uint32, error) {
	var buf [320]byte
	key := append(append(append(buf[:0], name...), '\t'), version...)
	if i, ok := n.tagAt[string(key)]; ok {
		return i, nil
	}
	if n.bytes += len(key); len(n.tags) == maxNames || n.bytes > maxNameBytes {
		return 0, errTooMany
	}
	i := uint32(len(n.tags))
	k := string(key)
	n.tagAt[k] = i
	t := tag{name: strings.ToValidUTF8(k[:len(name)], "\uFFFD"), version: strings.ToValidUTF8(k[len(name)+1:], "\uFFFD"), datatype: datatype, duration: duration}
	n.tags = append(n.tags, t)
	return i, nil
}

// maxKinds bounds the types of data; there are about a hundred.
const maxKinds = 1 << 10

var errTooMany = errors.New("more names than any data set has")

// readDims reads dim.tsv: the segments of each hash.
func (s Set) readDims(n *names) error {
	if !s.Notes() {
		return nil
	}
	r, f, err := s.open("dim", "dimhash", "segments")
	if err != nil {
		return err
	}
	defer f.Close()
	hash, segments, cut := r.column("dimhash"), r.column("segments"), r.column("segt")
	known := map[string]uint32{"": 0}
	for r.row() {
		h, s := r.field(hash), r.field(segments)
		if len(h) > maxName {
			continue // no row can mean it
		}
		if n.bytes += len(h); len(n.dimsAt) == maxNames || n.bytes > maxNameBytes {
			r.fail("%v", errTooMany)
			break
		}
		if string(r.field(cut)) == "1" || len(s) > maxName {
			n.dimsAt[string(h)] = unknownDims // which the table cuts short
			continue
		}
		i, err := n.intern(known, &n.segments, s)
		if err != nil {
			r.fail("%v", err)
			break
		}
		n.dimsAt[string(h)] = i
	}
	return r.err
}

// unknownDims are dimensions that the tables do not tell.
const unknownDims = math.MaxUint32

// noDims is the hash of no dimensions.
const noDims = "0x00000000"

// intern is the place of a name in a table, entered on first sight.
func (n *names) intern(known map[string]uint32, table *[]string, name []byte) (uint32, error) {
	if i, ok := known[string(name)]; ok {
		return i, nil
	}
	if n.bytes += len(name); len(*table) == maxNames || n.bytes > maxNameBytes {
		return 0, errTooMany
	}
	i := uint32(len(*table))
	t := text(name)
	*table = append(*table, t)
	known[string(name)] = i
	return i, nil
}

// columnsOfNum are the places of the columns that are read.
type columnsOfNum struct{ adsh, tag, version, ddate, qtrs, uom, segments, dimh, coreg, value, dcml int }

var needOfNum = []string{"adsh", "tag", "version", "ddate", "qtrs", "uom", "value"}

func numColumns(r *reader) columnsOfNum {
	c := r.column
	return columnsOfNum{c("adsh"), c("tag"), c("version"), c("ddate"), c("qtrs"), c("uom"), c("segments"), c("dimh"), c("coreg"), c("value"), c("dcml")}
}

// count reads num.txt once for its form and for the number of each filing's rows.
func (s Set) count(subs *submissions, n *notes, step func(int64)) (rows int, err error) {
	r, f, err := s.open("num", needOfNum...)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	adsh := r.column("adsh")
	strangers := 0
	for r.row() {
		rows++
		if i, ok := subs.place[string(r.field(adsh))]; ok {
			subs.all[i].rows++
		} else {
			strangers++
		}
		if rows%stepRows == 0 {
			step(r.read)
		}
	}
	step(r.read)
	if strangers > 0 {
		n.add("unknown filing", "%d rows of filings that sub does not list were left out", strangers)
	}
	return rows, r.err
}

// stepRows is after how many rows progress is told.
const stepRows = 1 << 16

// badRow says why a row is no fact.
var (
	errEmpty  = errors.New("no value")
	errUnread = errors.New("unreadable")
)

// read packs the current row.
func (c columnsOfNum) read(r *reader, n *names, filing uint32) (v row, err error) {
	v.filing, v.dcml = filing, noDecimals
	value := r.field(c.value)
	if len(value) == 0 {
		return v, errEmpty
	}
	if v.value, err = decimal(value); err != nil {
		return v, fmt.Errorf("%w: value %.40q", errUnread, value)
	}
	var ok bool
	if v.end, ok = compactDate(r.field(c.ddate)); !ok {
		return v, fmt.Errorf("%w: ddate %.40q", errUnread, r.field(c.ddate))
	}
	q, err := strconv.ParseUint(string(r.field(c.qtrs)), 10, 16)
	if err != nil || q > maxQuarters {
		return v, fmt.Errorf("%w: qtrs %.40q", errUnread, r.field(c.qtrs))
	}
	v.qtrs = uint16(q)
	if d := r.field(c.dcml); len(d) > 0 {
		k, err := strconv.ParseInt(string(d), 10, 16)
		if err != nil {
			return v, fmt.Errorf("%w: dcml %.40q", errUnread, d)
		}
		v.dcml = max(int16(k), noDecimals+1)
	}
	if len(r.field(c.uom)) == 0 || len(r.field(c.tag)) == 0 {
		return v, fmt.Errorf("%w: no tag or no unit", errUnread)
	}
	if max(len(r.field(c.uom)), len(r.field(c.tag))+len(r.field(c.version)), len(r.field(c.segments)), len(r.field(c.coreg))) > maxName {
		return v, fmt.Errorf("%w: a name of more than %d bytes", errUnread, maxName)
	}
	if v.concept, err = n.tag(r.field(c.tag), r.field(c.version), "", false); err != nil {
		return v, err
	}
	if v.unit, err = n.intern(n.unitAt, &n.units, r.field(c.uom)); err != nil {
		return v, err
	}
	switch {
	case c.dimh >= 0:
		h := r.field(c.dimh)
		if v.dims, ok = n.dimsAt[string(h)]; !ok && string(h) != noDims {
			v.dims = unknownDims
		}
	case c.segments >= 0:
		if v.dims, err = n.intern(n.dimsAt, &n.segments, r.field(c.segments)); err != nil {
			return v, err
		}
	}
	if v.dims == unknownDims {
		return v, fmt.Errorf("%w: dimensions %.40q are not told", errUnread, r.field(c.dimh))
	}
	v.entity, err = n.intern(n.entityAt, &n.entities, r.field(c.coreg))
	return v, err
}

// decimal is quantity.ParseDecimal without a string for what nearly all values
// are: "-116000000.0000".
func decimal(b []byte) (quantity.Decimal, error) {
	digits, neg := b, false
	if len(b) > 0 && b[0] == '-' {
		digits, neg = b[1:], true
	}
	n, exp, point := int64(0), 0, false
	if len(digits) > 18 { // 17 digits and a point
		return quantity.ParseDecimal(string(b))
	}
	for i, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
			if point {
				exp--
			}
		case c == '.' && !point && i > 0 && i < len(digits)-1:
			point = true
		default:
			return quantity.ParseDecimal(string(b))
		}
	}
	if len(digits) == 0 {
		return quantity.ParseDecimal(string(b))
	}
	if neg {
		n = -n
	}
	return quantity.NewDecimal(n, exp), nil
}

// maxQuarters bounds a stretch of time: a century.
const maxQuarters = 400

// grain is the grain that the row states; ok is false where it states none.
func (v *row) grain() (g evidence.Grain, ok bool) {
	switch {
	case v.dcml == noDecimals:
		return g, false
	case v.dcml == infinite:
		return evidence.Grain{Exact: true}, true
	}
	return evidence.Grain{Exp: int8(max(-99, min(-int(v.dcml), 99)))}, true
}

// infinite is how the Notes data write decimals="INF".
const infinite = 32767
