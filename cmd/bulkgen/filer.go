package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// maxFilers keeps accession numbers apart, see filer.accession.
const maxFilers = 200_000

// sigma is the spread of the logarithm of the number of facts: of the SEC's
// filers a few have a hundred times the facts of most (shells, funds, and those
// that came and went), which a logarithmic normal of this width describes.
const sigma = 1.1

// fewest is the least number of facts that a filer is given.
const fewest = 30

// generator makes entries, each from its number alone.
type generator struct {
	settings
	templates []template
}

// filer is one invented filer.
type filer struct {
	*template
	index    int
	cik      int
	name     string
	ticker   string
	concepts []int  // of the template, ascending
	since    string // the first day of filing that it has
	factor   int64  // thousandths, of every amount and count
}

// filer invents the filer of that number.
func (g *generator) filer(i int) filer {
	rng := rand.New(rand.NewPCG(uint64(i), 0x61737361)) // a seed a filer: entries are made on any core
	f := filer{index: i, cik: 1000 + i*97 + rng.IntN(90), factor: 50 + rng.Int64N(1900)}
	f.template = &g.templates[rng.IntN(len(g.templates))]
	f.name = name(rng)
	f.ticker = ticker(i)
	mu := math.Log(float64(g.mean)) - sigma*sigma/2
	want := min(max(int(math.Exp(mu+sigma*rng.NormFloat64())), fewest), f.template.facts)
	f.choose(rng, want)
	return f
}

// choose takes years and concepts until there are about as many facts as wanted:
// a filer with few of both, the common concepts first.
func (f *filer) choose(rng *rand.Rand, want int) {
	share := float64(want) / float64(f.template.facts)
	years := min(1, max(share, math.Pow(share, 0.3+0.5*rng.Float64())))
	days := make([]string, len(f.template.filings))
	for i, x := range f.template.filings {
		days[i] = x.filed
	}
	slices.Sort(days)
	f.since = days[min(int(float64(len(days))*(1-years)), len(days)-1)]
	order := make([]int, len(f.template.concepts))
	rank := make([]float64, len(order))
	for i := range order {
		order[i] = i
		rank[i] = float64(f.template.concepts[i].facts) * (0.5 + rng.Float64())
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(rank[b], rank[a]) })
	n := 0
	for _, c := range order {
		if n >= want {
			break
		}
		if k := f.count(c); k > 0 {
			f.concepts = append(f.concepts, c)
			n += k
		}
	}
	slices.Sort(f.concepts)
}

// count is how many facts of a concept the filer has.
func (f *filer) count(c int) int {
	n := 0
	for _, u := range f.template.concepts[c].units {
		for i := range u.rows {
			if f.has(&u.rows[i]) {
				n++
			}
		}
	}
	return n
}

func (f *filer) has(r *row) bool { return f.filings[r.filing].filed >= f.since }

// agents are how many filing agents' numbers begin the accession numbers of
// filers that do not submit themselves.
const agents = 20

// accession is a filing's number: the filer's own, or an agent's, no two alike.
func (f *filer) accession(filing int) string {
	year := f.filings[filing].filed[2:4]
	if f.index%3 == 0 {
		return fmt.Sprintf("%010d-%s-%06d", f.cik, year, filing)
	}
	return fmt.Sprintf("%010d-%s-%06d", 1_000_000_000+f.index%agents, year, f.index/agents*100+filing)
}

// value is a template's amount as this filer has it. Ratios stay.
func (f *filer) value(unit string, v json.Number) string {
	if unit == "pure" || strings.Contains(unit, "/") {
		return string(v)
	}
	n, err := v.Int64()
	if err != nil || n > math.MaxInt64/4000 || n < math.MinInt64/4000 {
		return string(v)
	}
	return strconv.FormatInt(n*f.factor/1000, 10)
}

// companyFacts yields an entry a filer, as the SEC names and orders them.
func (g *generator) companyFacts(yield func(entry) bool) {
	for i := range g.filers {
		f := g.filer(i)
		if !yield(entry{fmt.Sprintf("CIK%010d.json", f.cik), f.appendFacts}) {
			return
		}
	}
}

// appendFacts appends the filer's companyfacts JSON.
func (f filer) appendFacts(dst []byte) []byte {
	dst = fmt.Appendf(dst, `{"cik":%d,"entityName":%q,"facts":{`, f.cik, f.name)
	accessions := make([]string, len(f.filings))
	for i := range accessions {
		accessions[i] = f.accession(i)
	}
	taxonomy := ""
	for _, c := range f.concepts {
		k := &f.template.concepts[c]
		if k.taxonomy != taxonomy {
			if taxonomy != "" {
				dst = append(dst, "},"...)
			}
			dst = fmt.Appendf(dst, "%q:{", k.taxonomy)
			taxonomy = k.taxonomy
		} else {
			dst = append(dst, ',')
		}
		label, _ := json.Marshal(k.label) // a string always can
		description, _ := json.Marshal(k.description)
		dst = fmt.Appendf(dst, `%q:{"label":%s,"description":%s,"units":{`, k.name, label, description)
		dst = f.appendUnits(dst, k, accessions)
		dst = append(dst, "}}"...)
	}
	if taxonomy != "" {
		dst = append(dst, '}')
	}
	return append(dst, "}}"...)
}

func (f *filer) appendUnits(dst []byte, k *concept, accessions []string) []byte {
	open := ""
	for i := range k.units {
		u := &k.units[i]
		for j := range u.rows {
			r := &u.rows[j]
			if !f.has(r) {
				continue
			}
			switch {
			case open == u.name:
				dst = append(dst, ',')
			case open != "":
				dst = append(dst, "],"...)
				fallthrough
			default:
				dst = fmt.Appendf(dst, "%q:[", u.name)
				open = u.name
			}
			dst = f.appendRow(dst, u.name, r, accessions[r.filing])
		}
	}
	if open != "" {
		dst = append(dst, ']')
	}
	return dst
}

func (f *filer) appendRow(dst []byte, unit string, r *row, accession string) []byte {
	dst = append(dst, '{')
	if r.start != "" {
		dst = append(append(append(dst, `"start":"`...), r.start...), `",`...)
	}
	dst = append(append(append(dst, `"end":"`...), r.end...), `","val":`...)
	dst = append(append(dst, f.value(unit, r.val)...), `,"accn":"`...)
	dst = append(append(dst, accession...), `","fy":`...)
	if r.fy == "" {
		dst = append(dst, "null"...)
	}
	dst = append(append(append(dst, r.fy...), `,"fp":"`...), r.fp...)
	x := &f.filings[r.filing]
	dst = append(append(append(dst, `","form":"`...), x.form...), `","filed":"`...)
	dst = append(append(dst, x.filed...), '"')
	if r.frame != "" {
		dst = append(append(append(dst, `,"frame":"`...), r.frame...), '"')
	}
	return append(dst, '}')
}

// name is an invented company's.
func name(rng *rand.Rand) string {
	const onsets, vowels = "BCDFGHKLMNPRSTVWZ", "aeiou"
	var b strings.Builder
	for range 2 + rng.IntN(2) {
		c := onsets[rng.IntN(len(onsets))]
		if b.Len() > 0 {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
		b.WriteByte(vowels[rng.IntN(len(vowels))])
	}
	fields := []string{"Systems", "Energy", "Bancorp", "Therapeutics", "Holdings", "Realty", "Semiconductor", "Foods", "Logistics", "Capital"}
	forms := []string{"Inc.", "Corp", "Ltd", "LLC", "plc", "Co"}
	return b.String() + "x " + fields[rng.IntN(len(fields))] + " " + forms[rng.IntN(len(forms))]
}

// ticker is that of the filer of a number: letters no real one has, five of them.
func ticker(i int) string {
	b := []byte("AAAAQ")
	for k := 3; k >= 0; k-- {
		b[k] = byte('A' + i%26)
		i /= 26
	}
	return string(b)
}
