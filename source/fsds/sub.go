package fsds

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// submission is a row of sub.txt.
type submission struct {
	accession    string
	cik          uint32
	name, former string
	fye          string // "MMDD", rounded to a month's end; "" unknown
	form         string
	period       period.Date // of the balance sheet, rounded to a month's end
	filed        period.Date
	prefix       string   // of the filer's own tags
	others       []uint32 // co-registrants'
	year         int      // of the taxonomy that it uses
	rows         int      // in num.txt
	at           int      // of its first row among those of its part
}

// submissions are the filings of a data set, filer by filer.
type submissions struct {
	all   []submission
	place map[string]uint32 // by accession number
	names map[uint32]string // of filers, by Central Index Key
}

// maxFilings bounds sub.txt; a quarter has about 8,000.
const maxFilings = 1 << 20

// readSubmissions reads sub.txt. accepted is not read: the public clock is the
// day of filing. Nor are fy and fp, which describe the filing.
func (s Set) readSubmissions(n *notes) (*submissions, error) {
	r, f, err := s.open("sub", "adsh", "cik", "name", "form", "filed")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	subs := &submissions{place: map[string]uint32{}, names: map[uint32]string{}}
	c := subColumns(r)
	for r.row() {
		sub, err := c.read(r)
		if err != nil {
			n.add("bad filing", "sub, line %d: %v; the filing was left out", r.line, err)
			continue
		}
		if len(subs.all) == maxFilings {
			r.fail("more than %d filings", maxFilings)
			break
		}
		subs.all = append(subs.all, sub)
	}
	if r.err != nil {
		return nil, r.err
	}
	slices.SortStableFunc(subs.all, func(a, b submission) int {
		return cmp.Or(cmp.Compare(a.cik, b.cik), cmp.Compare(a.filed, b.filed), strings.Compare(a.accession, b.accession))
	})
	subs.all = slices.CompactFunc(subs.all, func(a, b submission) bool { return a.accession == b.accession })
	for i := range subs.all {
		v := &subs.all[i]
		subs.place[v.accession] = uint32(i)
		subs.names[v.cik] = v.name // the latest filed
	}
	return subs, nil
}

// columnsOfSub are the places of the columns that are read.
type columnsOfSub struct {
	adsh, cik, name, former, fye, form, period, filed, instance, aciks int
}

func subColumns(r *reader) columnsOfSub {
	c := r.column
	return columnsOfSub{c("adsh"), c("cik"), c("name"), c("former"), c("fye"), c("form"), c("period"), c("filed"), c("instance"), c("aciks")}
}

var accessionForm = regexp.MustCompile(`^\d{10}-\d{2}-\d{6}$`)

func (c columnsOfSub) read(r *reader) (s submission, err error) {
	if s.accession = text(r.field(c.adsh)); !accessionForm.MatchString(s.accession) {
		return s, fmt.Errorf("%.40q is no accession number", s.accession)
	}
	cik, err := strconv.ParseUint(string(r.field(c.cik)), 10, 32)
	if err != nil || cik == 0 {
		return s, fmt.Errorf("cik %.40q is no Central Index Key", r.field(c.cik))
	}
	var ok bool
	if s.filed, ok = compactDate(r.field(c.filed)); !ok {
		return s, fmt.Errorf("filed %.40q is no day", r.field(c.filed))
	}
	s.period, _ = compactDate(r.field(c.period)) // "" is unknown
	s.cik, s.name, s.former, s.form = uint32(cik), text(r.field(c.name)), text(r.field(c.former)), text(r.field(c.form))
	if max(len(s.name), len(s.former), len(s.form)) > maxName {
		return s, fmt.Errorf("a name of more than %d bytes", maxName)
	}
	if s.form == "" {
		return s, errors.New("no form")
	}
	if fye := string(r.field(c.fye)); validMonthDay(fye) {
		s.fye = fye
	}
	s.prefix = ownPrefix(string(r.field(c.instance)), s.cik)
	for _, a := range strings.Fields(string(r.field(c.aciks))) {
		if n, err := strconv.ParseUint(a, 10, 32); err == nil && n != 0 {
			s.others = append(s.others, uint32(n))
		}
	}
	return s, nil
}

// instanceForm is the name of an instance as EDGAR asks for it: the mnemonic that
// is also the prefix of the filer's own tags, and a day ("amzn-20100331.xml",
// "f-20240331_htm.xml"; EDGAR Filer Manual 6.3.3).
var instanceForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*)[-_]\d{8}(?:[-_.][A-Za-z0-9_]*)?\.xml$`)

// ownPrefix is the prefix of the tags that the filer defined itself. The tables
// have none: it stands in the instance's name, if that has the usual form;
// otherwise it is made from the Central Index Key.
func ownPrefix(instance string, cik uint32) string {
	if m := instanceForm.FindStringSubmatch(instance); m != nil && standard[m[1]] == "" {
		return m[1]
	}
	return strings.Replace(string(entity.CIK(cik)), "cik:", "cik", 1)
}

// compactDate reads "20100331".
func compactDate(b []byte) (period.Date, bool) {
	if len(b) != 8 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	y, m, d := n/10000, n/100%100, n%100
	if y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > period.DaysIn(y, m) {
		return 0, false
	}
	return period.NewDate(y, time.Month(m), d), true
}

// validMonthDay reports whether s is a day as "MMDD".
func validMonthDay(s string) bool {
	_, ok := compactDate([]byte("2000" + s))
	return ok && len(s) == 4
}

// filing is the submission as evidence. Its period is not told: the table's is
// rounded, and a store never replaces what it knows.
func (s *submission) filing() evidence.Filing {
	return evidence.Filing{Accession: s.accession, CIK: s.cik, Form: s.form, Filed: s.filed}
}
