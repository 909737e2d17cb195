package fsds

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"assay/evidence"
)

// standard are the taxonomies whose tags are no filer's own, by the name that a
// version has ("us-gaap/2009"), with the prefix that companyfacts gives them.
var standard = map[string]string{
	"us-gaap": "us-gaap", "srt": "srt", "dei": "dei", "ecd": "ecd", "ifrs": "ifrs-full", "ifrs-full": "ifrs-full", "invest": "invest",
	"country": "country", "currency": "currency", "exch": "exch", "naics": "naics", "sic": "sic", "stpr": "stpr", "cyd": "cyd",
	"rr": "rr", "oef": "oef", "cef": "cef", "vip": "vip", "ffd": "ffd",
}

// own marks, before the prefix of a name, that a tag is the filer's own.
const own = ""

// taxonomy splits a version: "us-gaap/2009" is us-gaap of 2009; a version without
// a year is the accession number of the filing that defined the tag itself.
func taxonomy(version string) (prefix string, year int) {
	name, y, ok := strings.Cut(version, "/")
	if !ok || accessionForm.MatchString(version) {
		return own, 0
	}
	year, _ = strconv.Atoi(y[:min(len(y), 4)])
	if p := standard[name]; p != "" {
		return p, year
	}
	return name, year
}

// isOwn reports whether a concept is a filer's own, by its prefix.
func isOwn(concept string) bool {
	prefix, _, ok := strings.Cut(concept, ":")
	if !ok {
		return true
	}
	for _, p := range standard {
		if p == prefix {
			return false
		}
	}
	return true
}

// unknown is the prefix of names of axes and members as a data set has them,
// where the full name is not certain: kept, but never taken for another.
const unknown = "fsds:"

// legalEntity is the axis of parts that are an entity of their own.
const legalEntity = "LegalEntity"

// pair is an axis and a member as the data sets shorten them.
type pair struct{ axis, member string }

// pairs reads "EquityComponents=CommonStock;ClassOfStock=ClassA;".
func pairs(segments string) []pair {
	var out []pair
	for segments != "" {
		var s string
		s, segments, _ = strings.Cut(segments, ";")
		if s == "" {
			continue
		}
		a, m, _ := strings.Cut(s, "=")
		out = append(out, pair{a, m})
	}
	slices.SortFunc(out, func(a, b pair) int { return strings.Compare(a.axis+"="+a.member, b.axis+"="+b.member) })
	return out
}

func joined(ps []pair) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.axis + "=" + p.member + ";")
	}
	return b.String()
}

// short is a name as the data sets shorten it: without prefix, "Statement" in
// front, "Axis", "Member" or "Domain" behind.
func short(name string) string {
	if _, local, ok := strings.Cut(name, ":"); ok {
		name = local
	}
	name = strings.TrimPrefix(name, "Statement")
	for _, end := range []string{"Axis", "Member", "Domain"} {
		if s, ok := strings.CutSuffix(name, end); ok {
			return s
		}
	}
	return name
}

// shortPair is an axis and a member in full as the data sets shorten them. A typed
// member is its value.
func shortPair(full [2]string) pair {
	if v, ok := strings.CutPrefix(full[1], "<"); ok {
		return pair{short(full[0]), strings.TrimSuffix(v, ">")}
	}
	return pair{short(full[0]), short(full[1])}
}

// shortened is the pairs of canonical dimensions as the data sets write them.
func shortened(d evidence.Dims) []pair {
	var out []pair
	for _, p := range d.Pairs() {
		out = append(out, shortPair(p))
	}
	slices.SortFunc(out, func(a, b pair) int { return strings.Compare(a.axis+"="+a.member, b.axis+"="+b.member) })
	return out
}

// axisYears is an axis's full name and the taxonomies that have it.
type axisYears struct {
	name     string
	from, to int
}

//go:embed axes.tsv
var axesTable string

// axes is the embedded table, by short name.
var axes = sync.OnceValues(func() (map[string][]axisYears, error) { return readAxes(axesTable) })

func readAxes(table string) (map[string][]axisYears, error) {
	out := map[string][]axisYears{}
	for i, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' || strings.HasPrefix(line, "short\t") {
			continue
		}
		f := append(strings.Split(line, "\t"), "")
		a := axisYears{to: 9999}
		var err error
		if len(f) < 4 || !strings.Contains(f[1], ":") || short(f[1]) != f[0] {
			return nil, fmt.Errorf("fsds: axes.tsv, line %d: %q", i+1, line)
		}
		a.name = f[1]
		if a.from, err = strconv.Atoi(f[2]); err == nil && f[3] != "" {
			a.to, err = strconv.Atoi(f[3])
		}
		if err != nil {
			return nil, fmt.Errorf("fsds: axes.tsv, line %d: %w", i+1, err)
		}
		out[f[0]] = append(out[f[0]], a)
	}
	return out, nil
}

// axisName is the full name of an axis in the taxonomy of a year, or the data
// set's name, marked.
func axisName(table map[string][]axisYears, axis string, year int) string {
	for _, a := range table[axis] {
		if a.from <= year && year <= a.to {
			return a.name
		}
	}
	return unknown + axis
}

// separators are kept out of names that a data set gives.
var separators = strings.NewReplacer("|", "%7C", "=", "%3D")

// dims makes canonical dimensions of full names.
func dims(full []string) evidence.Dims {
	slices.Sort(full)
	return evidence.Dims(strings.Join(full, "|"))
}

// fold is a name of a company by its letters and digits alone, for comparing
// "ConsolidatedEdisonCoOfNewYorkInc" with "CONSOLIDATED EDISON CO OF NEW YORK INC".
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, name)
}

// unitName is a unit as companyfacts has it. The tables leave out what an amount
// is per: of a tag whose values are per share, "USD" is a dollar a share.
func unitName(uom, datatype string) string {
	if len(uom) == 3 && strings.ToUpper(uom) == uom {
		switch datatype {
		case "perShare":
			return uom + "/shares"
		case "perUnit":
			return uom + "/unit"
		}
	}
	return uom
}
