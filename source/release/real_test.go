package release

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/sharedtest"
	"assay/source/ixbrl"
	"assay/store/memory"
)

// tags are those of inline XBRL that show their content. Without them a quarterly report
// shows what an exhibit of the same filer does.
var tags = regexp.MustCompile(`</?ix:(?:nonFraction|nonNumeric|continuation|footnote|exclude)\b[^>]*>`)

// declared is what inline XBRL declares in the head of a document, which no reader sees.
var declared = regexp.MustCompile(`(?s)<ix:header>.*?</ix:header>`)

type truth map[string][]evidence.PackedFact

func keyOf(b *evidence.Batch, f *evidence.PackedFact) string {
	t := &b.Tables
	return fmt.Sprintf("%s [%s] %s %s", t.Concepts[f.Concept], t.Dims[f.Dims], t.Units[f.Unit], f.Period)
}

// oracle is a real document with its tags taken away, and what the tags said.
type oracle struct {
	name   string
	sheets []Sheet
	filing Filing
	facts  truth
	batch  *evidence.Batch
	// measured are the figures that are tagged as a measure's; see figureOf.
	measured map[string]bool
}

// oracles are the shared documents by filer and day, each with what the filer's document
// before it tells of its habits.
func oracles(t testing.TB) []oracle {
	t.Helper()
	dir := sharedtest.Dir(t)
	paths, err := filepath.Glob(filepath.Join(dir, "data/sec/ixbrl/*/*.html.gz"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no documents below %s: %v", dir, err)
	}
	catalog, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]bool{}
	for _, c := range catalog.Concepts() {
		measured[c] = true
	}
	var out []oracle
	for i, p := range paths {
		if testing.Short() && i%8 != 0 {
			continue
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			t.Fatal(err)
		}
		data := sharedtest.Read(t, filepath.ToSlash(rel))
		b, err := ixbrl.Parse(filepath.ToSlash(rel), data)
		if err != nil {
			t.Fatal(err)
		}
		o := oracle{name: filepath.Base(filepath.Dir(p)) + "/" + filepath.Base(p), facts: truth{}, batch: b, measured: map[string]bool{}}
		if o.sheets, err = Sheets(o.name, tags.ReplaceAll(declared.ReplaceAll(data, nil), nil)); err != nil {
			t.Fatal(err)
		}
		cik, _ := b.Filers[0].ID.CIK()
		o.filing.Filing = evidence.Filing{Accession: b.Filings[0].Accession, CIK: cik, Filed: b.Filings[0].Filed}
		for k := range b.Facts {
			f := &b.Facts[k]
			o.facts[keyOf(b, f)] = append(o.facts[keyOf(b, f)], *f)
			if f.Dims == 0 && measured[b.Tables.Concepts[f.Concept]] {
				o.measured[figureOf(f.Value, b.Tables.Units[f.Unit], f.Period.End)] = true
			}
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b oracle) int {
		if x := strings.Compare(a.name[:4], b.name[:4]); x != 0 {
			return x
		}
		return int(a.filing.Filed - b.filing.Filed)
	})
	return out
}

// recall gives each filing what a store with the filer's earlier reports tells of it.
func recallAll(t *testing.T, all []oracle) {
	t.Helper()
	store := memory.New()
	for i := range all {
		o := &all[i]
		if err := o.filing.Recall(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Import(t.Context(), o.batch); err != nil {
			t.Fatal(err)
		}
	}
}

// tally is how many facts were made; how many are as tagged, and how many of those under
// another of the concepts that filers choose between for one row; and how many figures
// of known columns in the three statements a measure's concept tags, and were made facts.
type tally struct{ made, right, renamed, tagged, found int }

func (t *tally) add(x tally) {
	t.made, t.right, t.renamed, t.tagged, t.found = t.made+x.made, t.right+x.right, t.renamed+x.renamed, t.tagged+x.tagged, t.found+x.found
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// Quarterly and yearly reports without their tags, read as releases: every fact made must
// be one that the report tags, of the same period, unit and value.
func TestRealStatements(t *testing.T) {
	all := oracles(t)
	for _, mode := range []struct {
		name                     string
		store                    bool
		precision, named, recall float64 // at least, in percent
		facts                    int
	}{
		{"exhibit alone", false, 99.9, 85, 60, 4300},
		{"with what the reports before say", true, 99.9, 97, 66, 5800},
	} {
		t.Run(mode.name, func(t *testing.T) {
			by := map[string]*tally{}
			var sum tally
			if mode.store {
				recallAll(t, all)
			}
			for i := range all {
				o := &all[i]
				for kind, x := range o.run(t) {
					if by[kind] == nil {
						by[kind] = &tally{}
					}
					by[kind].add(x)
					sum.add(x)
				}
			}
			for kind, x := range by {
				t.Logf("%-8s %d facts, %.2f %% right, %.1f %% under the filer's own name; %d of %d tagged figures (%.1f %%)",
					kind, x.made, share(x.right, x.made), share(x.right-x.renamed, x.made), x.found, x.tagged, share(x.found, x.tagged))
			}
			if p := share(sum.right, sum.made); p < mode.precision {
				t.Errorf("%.3f %% of %d facts are right, want %g", p, sum.made, mode.precision)
			}
			if testing.Short() {
				return // of a few documents shares say little
			}
			if n := share(sum.right-sum.renamed, sum.made); n < mode.named {
				t.Errorf("%.1f %% of the facts have the filer's own name, want %g", n, mode.named)
			}
			if r := share(sum.found, sum.tagged); r < mode.recall {
				t.Errorf("%.1f %% of %d tagged figures are facts, want %g", r, sum.tagged, mode.recall)
			}
			if len(all) == 62 && sum.made < mode.facts {
				t.Errorf("%d facts, want %d", sum.made, mode.facts)
			}
		})
	}
}

// run reads one document and compares, by statement.
func (o *oracle) run(t *testing.T) map[string]tally {
	d, err := newDocument(o.sheets, o.filing)
	if err != nil {
		t.Fatal(err)
	}
	d.read()
	for _, n := range d.notes {
		t.Logf("%s: %s: %s", o.name, n.Code, n.Message)
	}
	b := &evidence.Batch{}
	d.pack(b)
	out := map[string]tally{}
	kinds := d.kindsOf()
	made := map[string]bool{}
	for i := range b.Facts {
		f := &b.Facts[i]
		kind := kinds[b.Tables.Concepts[f.Concept]]
		if f.Dims != 0 {
			kind = "segment"
		}
		x := out[kind]
		x.made++
		right, renamed := o.tagged(b, f)
		switch {
		case right && renamed:
			x.renamed++
			fallthrough
		case right:
			x.right++
		default:
			t.Errorf("%s: %s = %s; tagged %v", o.name, keyOf(b, f), f.Value, values(o.facts[keyOf(b, f)]))
		}
		made[figureOf(f.Value, b.Tables.Units[f.Unit], f.Period.End)] = true
		out[kind] = x
	}
	for _, st := range d.statements {
		x := out[string(st.sheet.Kind)]
		tagged, found := o.figures(st, made)
		x.tagged, x.found = x.tagged+tagged, x.found+found
		out[string(st.sheet.Kind)] = x
	}
	return out
}

// kindsOf are the statements that concepts were read in.
func (d *document) kindsOf() map[string]string {
	out := map[string]string{}
	for _, st := range d.statements {
		for i := range st.lines {
			if l := &st.lines[i]; l.known {
				out[d.concept(l.rule)] = string(st.sheet.Kind)
			}
		}
	}
	return out
}

// tagged reports whether the document tags a fact as it was made, and whether it does so
// only under another name for the same row.
func (o *oracle) tagged(b *evidence.Batch, f *evidence.PackedFact) (right, renamed bool) {
	same := func(key string) bool {
		return slices.ContainsFunc(o.facts[key], func(g evidence.PackedFact) bool {
			return g.Value == f.Value && !g.Grain.Exact && g.Grain.Exp == f.Grain.Exp
		})
	}
	key := keyOf(b, f)
	if same(key) {
		return true, false
	}
	if f.Dims != 0 {
		return o.taggedPart(b, f)
	}
	concept := b.Tables.Concepts[f.Concept]
	all, _ := labels()
	for _, rules := range all {
		for _, r := range rules {
			if !slices.Contains(r.Concepts, concept) {
				continue
			}
			for _, x := range r.Concepts {
				if same(strings.Replace(key, concept, x, 1)) {
					return true, true
				}
			}
		}
	}
	return false, false
}

// notTagged are figures of a part that stand in the discussion of results alone, which no
// filer tags: seen to be right by eye.
var notTagged = map[string]bool{
	// Nvidia 10-Q for the first quarter of fiscal 2027, item 2: data center revenue of the quarter before.
	"us-gaap:Revenues [srt:ProductOrServiceAxis=nvda:DataCenterMember] USD 2025-10-27..2026-01-25": true,
}

// taggedPart reports whether the document tags a figure with one of the fact's members:
// filers add an axis to a part, or take one away, from one year to the next.
func (o *oracle) taggedPart(b *evidence.Batch, f *evidence.PackedFact) (right, renamed bool) {
	if notTagged[keyOf(b, f)] {
		return true, false
	}
	t, want := &o.batch.Tables, b.Tables.Dims[f.Dims].Pairs()
	for i := range o.batch.Facts {
		g := &o.batch.Facts[i]
		if g.Dims == 0 || g.Value != f.Value || g.Grain.Exp != f.Grain.Exp || g.Period != f.Period || (t.Concepts[g.Concept] == operating) != (b.Tables.Concepts[f.Concept] == operating) || !partOf[t.Concepts[g.Concept]] {
			continue
		}
		for _, pair := range t.Dims[g.Dims].Pairs() {
			if slices.Contains(want, pair) {
				return true, true
			}
		}
	}
	return false, false
}

func values(facts []evidence.PackedFact) (out []string) {
	for _, f := range facts {
		out = append(out, f.Value.String())
	}
	return out
}

// figures counts the figures of a statement that the document tags with a measure's
// concept, and those of them that became facts.
func (o *oracle) figures(st *statement, made map[string]bool) (tagged, found int) {
	for i := range st.lines {
		l := &st.lines[i]
		for k := range st.columns {
			if !st.columns[k].said || !l.cells[k].filled {
				continue
			}
			v, unit := l.cells[k].value, "USD"
			switch l.class {
			case PerShare:
				unit = "USD/shares"
			case Shares:
				v, unit = v.Shift(st.units.shares), "shares"
			default:
				v = v.Shift(st.units.money)
			}
			end := st.columns[k].end
			if !o.measured[figureOf(v, unit, end)] {
				continue
			}
			tagged++
			if made[figureOf(v, unit, end)] {
				found++
			}
		}
	}
	return tagged, found
}

// figureOf names a figure by size, unit and the end of its period.
func figureOf(v quantity.Decimal, unit string, end period.Date) string {
	return strings.TrimPrefix(v.String(), "-") + " " + unit + " " + end.String()
}
