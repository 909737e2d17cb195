package source

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/source/fsds"
	stored "assay/store/memory"
)

const tablesAccession = "0000000007-24-000001"

// dataSet is a data set of one filing: its columns are those of the SEC's.
func dataSet(notes bool) map[string]string {
	line := func(f ...string) string { return strings.Join(f, "\t") + "\n" }
	a := tablesAccession
	tables := map[string]string{
		"sub.txt": line("adsh", "cik", "name", "former", "fye", "form", "period", "filed", "instance", "nciks", "aciks") +
			line(a, "7", "ACME CORP", "", "0131", "10-Q", "20240430", "20240520", "acme-20240427_htm.xml", "1", ""),
		"tag.txt": line("tag", "version", "custom", "abstract", "datatype", "iord") +
			line("Revenues", "us-gaap/2024", "0", "0", "monetary", "D") + line("WidgetRevenue", a, "1", "0", "monetary", "D") + line("Assets", "us-gaap/2024", "0", "0", "monetary", "I"),
		"num.txt": line("adsh", "tag", "version", "ddate", "qtrs", "uom", "segments", "coreg", "value", "footnote") +
			line(a, "WidgetRevenue", a, "20240430", "1", "USD", "", "", "3000000.0000", "") +
			line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "BusinessSegments=Tools;", "", "5000000.0000", "") +
			line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "ProductOrService=Service;Region=North;", "", "1000000.0000", "") +
			line(a, "Assets", "us-gaap/2024", "20240430", "0", "USD", "", "", "80000000.0000", "") +
			line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "Lot=Lot 12;", "", "2000000.0000", "") +
			line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "", "", "9000000.0000", ""),
		"pre.txt":    line("adsh", "report", "line"),
		"readme.htm": "<html>",
	}
	if !notes {
		return tables
	}
	tables["dim.tsv"] = line("dimhash", "segments", "segt") + line("0xaa", "BusinessSegments=Tools;", "0") + line("0xbb", "ProductOrService=Service;Region=North;", "0") + line("0xcc", "Lot=Lot 12;", "0")
	tables["num.tsv"] = line("adsh", "tag", "version", "ddate", "qtrs", "uom", "dimh", "iprx", "value", "footnote", "footlen", "dimn", "coreg", "durp", "datp", "dcml") +
		line(a, "WidgetRevenue", a, "20240430", "1", "USD", "0x00000000", "0", "3000000.0000", "", "0", "0", "", "0", "0", "-6") +
		line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "0xaa", "0", "5000000.0000", "", "0", "1", "", "0", "0", "-6") +
		line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "0xbb", "0", "1000000.0000", "", "0", "2", "", "0", "0", "-6") +
		line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "0xcc", "0", "2000000.0000", "", "0", "1", "", "0", "0", "-6") +
		line(a, "Assets", "us-gaap/2024", "20240430", "0", "USD", "0x00000000", "0", "80000000.0000", "", "0", "0", "", "0", "0", "-6") +
		line(a, "Revenues", "us-gaap/2024", "20240430", "1", "USD", "0x00000000", "0", "9000000.0000", "", "0", "0", "", "0", "0", "-6")
	for _, t := range []string{"sub", "tag", "pre"} {
		tables[t+".tsv"] = tables[t+".txt"]
		delete(tables, t+".txt")
	}
	delete(tables, "num.txt")
	return tables
}

// inline is the filing's document: the same facts with all that the tables drop.
const inline = `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:dei="http://xbrl.sec.gov/dei/2024" xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:srt="http://fasb.org/srt/2024"
 xmlns:acme="http://acme.example/20240427"><body><ix:header><ix:resources>
 <xbrli:context id="q"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:startDate>2024-01-28</xbrli:startDate><xbrli:endDate>2024-04-27</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:context id="i"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:instant>2024-04-27</xbrli:instant></xbrli:period></xbrli:context>
 <xbrli:context id="tools"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier><xbrli:segment>
   <xbrldi:explicitMember dimension="us-gaap:StatementBusinessSegmentsAxis">acme:ToolsMember</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
  <xbrli:period><xbrli:startDate>2024-01-28</xbrli:startDate><xbrli:endDate>2024-04-27</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:context id="north"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier><xbrli:segment>
   <xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">us-gaap:ServiceMember</xbrldi:explicitMember>
   <xbrldi:explicitMember dimension="acme:RegionAxis">acme:NorthDomain</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
  <xbrli:period><xbrli:startDate>2024-01-28</xbrli:startDate><xbrli:endDate>2024-04-27</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:context id="typed"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000007</xbrli:identifier><xbrli:segment>
   <xbrldi:typedMember dimension="acme:LotAxis"><acme:lot>Lot 12</acme:lot></xbrldi:typedMember></xbrli:segment></xbrli:entity>
  <xbrli:period><xbrli:startDate>2024-01-28</xbrli:startDate><xbrli:endDate>2024-04-27</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header>
 <ix:nonNumeric name="dei:DocumentType" contextRef="q">10-Q</ix:nonNumeric>
 <ix:nonFraction name="us-gaap:Revenues" contextRef="q" unitRef="usd" decimals="-6" scale="6">9</ix:nonFraction>
 <ix:nonFraction name="us-gaap:Revenues" contextRef="tools" unitRef="usd" decimals="-6" scale="6">5</ix:nonFraction>
 <ix:nonFraction name="us-gaap:Revenues" contextRef="north" unitRef="usd" decimals="-6" scale="6">1</ix:nonFraction>
 <ix:nonFraction name="us-gaap:Revenues" contextRef="typed" unitRef="usd" decimals="-6" scale="6">2</ix:nonFraction>
 <ix:nonFraction name="acme:WidgetRevenue" contextRef="q" unitRef="usd" decimals="-6" scale="6">3</ix:nonFraction>
 <ix:nonFraction name="us-gaap:Assets" contextRef="i" unitRef="usd" decimals="-6" scale="6">80</ix:nonFraction>
</body></html>`

// apiFacts is companyfacts of the filing: no tags of its own, no dimensions.
const apiFacts = `{"cik":7,"entityName":"Acme Corp","facts":{"us-gaap":{
 "Revenues":{"units":{"USD":[{"start":"2024-01-28","end":"2024-04-27","val":9000000,"accn":"` + tablesAccession + `","form":"10-Q","filed":"2024-05-20"}]}},
 "Assets":{"units":{"USD":[{"end":"2024-04-27","val":80000000,"accn":"` + tablesAccession + `","form":"10-Q","filed":"2024-05-20"}]}}}}}`

func writeZip(t *testing.T, path string, files map[string]string) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range sorted(files) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(files[name]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return writeAt(t, path, buf.String())
}

// writeAt writes a file and gives its path.
func writeAt(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func imported(t *testing.T, s Store, paths ...string) Report {
	t.Helper()
	r, err := Import(t.Context(), Settings{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, s, paths)
	if err != nil || r.Failed > 0 {
		t.Fatal(err, show(r))
	}
	return r
}

// everything is all facts of filer 7, a line each.
func everything(t *testing.T, s evidence.Facts) []string {
	t.Helper()
	ctx := context.Background()
	concepts, err := s.Concepts(ctx, entity.CIK(7))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range concepts {
		facts, err := s.Facts(ctx, entity.CIK(7), c)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			line := c + " [" + string(f.Dims) + "] " + f.Unit + " " + f.Period.String() + " " + f.Value.String()
			if f.About {
				line += " about"
			}
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}

// A document states all that the data sets do: their rows are copies of its facts,
// by the same names, whichever comes first.
func TestDataSetAndDocument(t *testing.T) {
	dir := t.TempDir()
	doc := writeAt(t, filepath.Join(dir, tablesAccession+".htm"), inline)
	want := []string{
		"acme:WidgetRevenue [] USD 2024-01-28..2024-04-27 3000000", "us-gaap:Assets [] USD 2024-04-27 80000000", "us-gaap:Revenues [] USD 2024-01-28..2024-04-27 9000000",
		"us-gaap:Revenues [acme:LotAxis=<Lot 12>] USD 2024-01-28..2024-04-27 2000000",
		"us-gaap:Revenues [acme:RegionAxis=acme:NorthDomain|srt:ProductOrServiceAxis=us-gaap:ServiceMember] USD 2024-01-28..2024-04-27 1000000",
		"us-gaap:Revenues [us-gaap:StatementBusinessSegmentsAxis=acme:ToolsMember] USD 2024-01-28..2024-04-27 5000000",
	}
	for _, notes := range []bool{false, true} {
		set := writeZip(t, filepath.Join(dir, map[bool]string{false: "2024q2.zip", true: "2024_05_notes.zip"}[notes]), dataSet(notes))
		s := stored.New()
		imported(t, s, doc)
		r := imported(t, s, set)
		if o := r.Outcomes[0]; len(r.Outcomes) != 1 || o.Rows != (fsds.Counts{Rows: 6, Known: 6}) || o.Result.NewFacts != 0 || o.Kind != map[bool]Kind{false: FSDS, true: FSN}[notes] {
			t.Errorf("after the document: %+v", o)
		}
		if got := everything(t, s); !slices.Equal(got, want) {
			t.Errorf("document first: %s", strings.Join(got, "\n"))
		}
		// In the other order only what was kept under unsure names stays, apart.
		s = stored.New()
		imported(t, s, set)
		if r := imported(t, s, doc); r.Settled != 0 {
			t.Errorf("%d settled", r.Settled)
		}
		got := slices.DeleteFunc(everything(t, s), func(l string) bool {
			return strings.HasSuffix(l, " about") && strings.Contains(l, "fsds:")
		})
		if !slices.Equal(got, want) {
			t.Errorf("data set first: %s", strings.Join(got, "\n"))
		}
	}
}

// companyfacts lack dimensions and the filer's own tags, and tell the days of both.
func TestDataSetAndCompanyFacts(t *testing.T) {
	dir := t.TempDir()
	api := writeAt(t, filepath.Join(dir, "CIK0000000007.json"), apiFacts)
	set := filepath.Join(dir, "2024q2")
	for name, content := range dataSet(false) {
		writeAt(t, filepath.Join(set, name), content)
	}
	want := []string{
		"acme:WidgetRevenue [] USD 2024-01-28..2024-04-27 3000000", "us-gaap:Assets [] USD 2024-04-27 80000000", "us-gaap:Revenues [] USD 2024-01-28..2024-04-27 9000000",
		"us-gaap:Revenues [fsds:Lot=fsds:Lot 12] USD 2024-01-28..2024-04-27 2000000",
		"us-gaap:Revenues [fsds:Region=fsds:North|srt:ProductOrServiceAxis=fsds:Service] USD 2024-01-28..2024-04-27 1000000",
		"us-gaap:Revenues [us-gaap:StatementBusinessSegmentsAxis=fsds:Tools] USD 2024-01-28..2024-04-27 5000000",
	}
	for _, order := range [][]string{{api, set}, {set, api}} {
		s := stored.New()
		settled := 0
		for _, p := range order {
			settled += imported(t, s, p).Settled
		}
		if got := everything(t, s); !slices.Equal(got, want) {
			t.Errorf("%s first:\n%s", filepath.Base(order[0]), strings.Join(got, "\n"))
		}
		if (order[0] == set) != (settled == 4) {
			t.Errorf("%s first: %d settled", filepath.Base(order[0]), settled)
		}
	}
	// The answer of a server, after the data set.
	live := stored.New()
	imported(t, live, set)
	if o := ImportNamed(t.Context(), live, Named{Name: "CIK0000000007.json", Data: []byte(apiFacts)}); o.Err != nil {
		t.Error(o.Err)
	}
	if got := everything(t, live); !slices.Equal(got, want) {
		t.Errorf("from memory:\n%s", strings.Join(got, "\n"))
	}
	// In one run, whatever the names: companyfacts sort after 2024q2.
	s := stored.New()
	imported(t, s, dir)
	if got := everything(t, s); !slices.Equal(got, want) {
		t.Errorf("at once:\n%s", strings.Join(got, "\n"))
	}
}

// An archive is one job by its tables, wherever in it they are; what else it holds
// is taken as ever; the same archive again is passed over.
func TestDataSetPaths(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"more/x.json": apiFacts}
	for name, content := range dataSet(false) {
		files["2024q2/"+name] = content
	}
	mixed := writeZip(t, filepath.Join(dir, "mixed.zip"), files)
	s := stored.New()
	r := imported(t, s, mixed)
	if len(r.Outcomes) != 2 || r.Outcomes[0].Path != mixed+":2024q2" || r.Outcomes[0].Kind != FSDS || r.Outcomes[1].Kind != CompanyFacts {
		t.Errorf("%s", show(r))
	}
	if r = imported(t, s, mixed); !r.Outcomes[0].Same || !r.Outcomes[1].Same {
		t.Errorf("again: %+v", r.Outcomes)
	}
	for _, c := range []struct{ as, want string }{{"fsn", "a data set of kind fsds, not fsn"}, {"prices", "a data set of kind fsds, not prices"}, {"fsds", ""}} {
		as, err := ParseAs(c.as)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Import(t.Context(), Settings{As: as}, stored.New(), []string{mixed})
		if err != nil || c.want == "" && r.Outcomes[0].Err != nil || c.want != "" && (r.Outcomes[0].Err == nil || !strings.Contains(r.Outcomes[0].Err.Error(), c.want)) {
			t.Errorf("--as %s: %v, %+v", c.as, err, r.Outcomes[0])
		}
	}
	nested := writeZip(t, filepath.Join(dir, "nested.zip"), map[string]string{"2024q2.zip": "PK\x03\x04..."})
	if r := imported(t, s, nested); !strings.Contains(r.Outcomes[0].Skipped, "unpack the outer one") {
		t.Errorf("%+v", r.Outcomes[0])
	}
	alone := writeAt(t, filepath.Join(dir, "alone", "num.txt"), dataSet(false)["num.txt"])
	if r := imported(t, s, filepath.Dir(alone)); !strings.Contains(r.Outcomes[0].Skipped, "one table of a data set") {
		t.Errorf("%+v", r.Outcomes[0])
	}
	bomb := map[string]string{}
	for name, content := range dataSet(false) {
		bomb[name] = content
	}
	bomb["num.txt"] += strings.Repeat("\n", 64<<20)
	r, err := Import(t.Context(), Settings{}, stored.New(), []string{writeZip(t, filepath.Join(dir, "bomb.zip"), bomb)})
	if err != nil || r.Failed != 1 || !strings.Contains(r.Outcomes[0].Err.Error(), "unpacks to more") {
		t.Errorf("bomb: %v, %+v", err, r.Outcomes)
	}
}
