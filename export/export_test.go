package export

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
	"assay/store/sqlite"
	"assay/store/starter"
)

const odd = entity.ID("cik:0000000042")

// oddStore holds what is hard to write: formulas, quotation marks, control characters, days
// before 1970 and on its first day, unknown days, and numbers that no float has.
func oddStore(t testing.TB) *memory.Store {
	s := memory.New()
	if _, err := s.Import(context.Background(), oddBatch()); err != nil {
		t.Fatal(err)
	}
	return s
}

func oddBatch() *evidence.Batch {
	d, val := period.MustDate, quantity.NewDecimal
	return &evidence.Batch{
		Filers: []evidence.Filer{{ID: odd, Name: "=cmd|' /C calc'!A1", Tickers: []string{"@SUM(A1),\"x\""}}},
		Filings: []evidence.Filing{
			{Accession: "0000000042-24-000001", CIK: 42, Form: "10-K", Filed: d("2024-02-01"), Report: d("2023-12-31"), Items: "+1", Document: "a.htm"},
			{Accession: "0000000042-24-000002", CIK: 42, Form: "8-K\n\x1b[2J", About: true, Filed: d("2024-05-01")},
			{Accession: "0000000042-24-000003", CIK: 42},
		},
		Tables: evidence.Tables{
			Entities: []entity.ID{odd}, Concepts: []string{"us-gaap:Revenues", "odd:<&>\"\\;=1+1"},
			Dims: []evidence.Dims{"", "a:Axis=a:Größe|b:Axis=<=x,y>"}, Units: []string{"USD", "-USD", "USD/shares"},
		},
		Facts: []evidence.PackedFact{
			{Period: period.Range{Start: d("2023-01-01"), End: d("2023-12-31")}, Value: val(-13, -1), Grain: evidence.Grain{Exp: -1}},
			{Period: period.Range{Start: d("1969-12-31"), End: d("1970-01-01")}, Value: val(999999999999999999, 0), Grain: evidence.Grain{Exact: true}},
			{Concept: 1, Dims: 1, Unit: 1, Filing: 1, Period: period.Range{End: d("1970-01-01")}, Value: val(1, -20), Grain: evidence.Grain{Exp: -20, Inferred: true}, About: true},
			{Concept: 1, Unit: 2, Filing: 2, Period: period.Range{End: d("2024-06-30")}, Value: val(123456789012345678, -17)},
		},
		Series: []evidence.Series{{Entity: "index:ODD", Unit: "points", Bars: []evidence.Bar{{Day: d("1969-12-31"), Open: val(1, 0), High: val(11, -1), Low: val(-1, -3), Close: val(3, 30)}}}},
	}
}

func written(t testing.TB, f Format, s Store, q Query) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Facts(context.Background(), &b, f, s, q); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// records are the rows of CSV by the names in its head.
func records(t testing.TB, b []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func TestCSV(t *testing.T) {
	got := records(t, written(t, CSV, oddStore(t), Query{}))
	want := []map[string]string{ // by concept: "odd" before "us-gaap"
		{"entity": "'=cmd|' /C calc'!A1", "ticker": "'@SUM(A1),\"x\"", "concept": "odd:<&>\"\\;'=1+1", "dims": "", "unit": "USD/shares", "start": "", "end": "2024-06-30", "instant": "true", "value": "1.23456789012345678", "filed": "", "report": ""},
		{"dims": "a:Axis=a:Größe|b:Axis=<=x,y>", "unit": "'-USD", "end": "1970-01-01", "value": "0.00000000000000000001", "about": "true", "inferred": "true", "form": "8-K �[2J", "filed": "2024-05-01", "filed_about": "true"},
		{"start": "1969-12-31", "end": "1970-01-01", "value": "999999999999999999", "exact": "true", "filed": "2024-02-01"},
		{"start": "2023-01-01", "end": "2023-12-31", "value": "-1.3", "grain": "-1", "report": "2023-12-31", "cik": "42", "unit": "USD"},
	}
	same(t, got, want)
}

// same compares the columns that want names.
func same(t *testing.T, got, want []map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		for column, v := range want[i] {
			if got[i][column] != v {
				t.Errorf("row %d: %s is %q, want %q", i, column, got[i][column], v)
			}
		}
	}
}

func TestJSONL(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSuffix(string(written(t, JSONL, oddStore(t), Query{})), "\n"), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	var first, second map[string]any
	for i, into := range []*map[string]any{&first, &second} {
		if err := json.Unmarshal([]byte(lines[i]), into); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ got, want any }{
		{first["concept"], "odd:<&>\"\\;=1+1"}, {first["start"], nil}, {first["filed"], nil}, {first["value"], "1.23456789012345678"}, {first["instant"], true},
		{second["dims"], "a:Axis=a:Größe|b:Axis=<=x,y>"}, {second["form"], "8-K\n\x1b[2J"}, {second["grain"], -20.0}, {second["filed"], "2024-05-01"}, {second["cik"], 42.0},
	} {
		if c.got != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	if !strings.Contains(lines[0], `"odd:<&>\"\\;=1+1"`) {
		t.Errorf("escaped for a page: %s", lines[0])
	}
}

func TestParquet(t *testing.T) {
	s := oddStore(t)
	b := written(t, Parquet, s, Query{})
	rows, err := parquet.Read[Fact](bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for f, err := range s.Scan(context.Background(), evidence.Selection{}) {
		if err != nil {
			t.Fatal(err)
		}
		r := rows[i]
		i++
		if r.Exact != f.Value.String() || r.Concept != f.Concept || r.Dims != string(f.Dims) || r.Unit != f.Unit || r.Accession != f.Filing.Accession || r.About != f.About || r.Instant != (f.Period.Start == 0) {
			t.Errorf("row %+v of %+v", r, f)
		}
		if v, err := strconv.ParseFloat(r.Exact, 64); err != nil || v != r.Value {
			t.Errorf("value %v of %s", r.Value, r.Exact)
		}
		if got := dayOf(r.Start); got != f.Period.Start || dayOf(&r.End) != f.Period.End || dayOf(r.Filed) != f.Filing.Filed || dayOf(r.Report) != f.Filing.Report {
			t.Errorf("days of %+v", r)
		}
	}
	if i != len(rows) || i != 4 {
		t.Errorf("%d rows of %d facts", len(rows), i)
	}
}

func dayOf(d *int32) period.Date {
	if d == nil {
		return 0
	}
	return period.FromUnix(0) + period.Date(*d)
}

// TestNearest: the float is the nearest one, as strconv finds it by another way.
func TestNearest(t *testing.T) {
	for _, mant := range []int64{0, 1, -1, 3, 7, 123, 9007199254740991, 9007199254740993, 999999999999999999, -123456789012345678} {
		for exp := -99; exp <= 99; exp++ {
			d := quantity.NewDecimal(mant, exp)
			want, err := strconv.ParseFloat(d.String(), 64)
			if got := nearest(d); err != nil || got != want {
				t.Errorf("%d × 10^%d: got %v, want %v (%v)", mant, exp, got, want, err)
			}
		}
	}
}

func TestWithin(t *testing.T) {
	d := period.MustDate
	r := func(from, to string) period.Range {
		if from == "" {
			return period.Range{End: d(to)}
		}
		return period.Range{Start: d(from), End: d(to)}
	}
	year := r("2024-01-01", "2024-12-31")
	for _, c := range []struct {
		p, asked period.Range
		want     bool
	}{
		{year, year, true},
		{r("2024-04-01", "2024-06-30"), year, true},
		{r("2023-12-31", "2024-12-28"), year, true},  // 52 weeks
		{r("2023-07-01", "2024-06-30"), year, false}, // a fiscal year that overlaps
		{r("2022-01-01", "2024-12-31"), year, false},
		{r("", "2024-12-31"), year, true},
		{r("", "2024-01-01"), year, true},
		{r("", "2023-12-31"), year, false}, // what stood at its beginning
		{r("", "2025-01-04"), year, false},
		{r("", "2024-06-30"), r("", "2024-06-30"), true},
		{r("2024-04-01", "2024-06-30"), r("", "2024-06-30"), false},
		{r("2024-01-01", "2024-06-30"), r("2024-04-01", "2024-06-30"), false},
	} {
		if got := Within(c.p, c.asked); got != c.want {
			t.Errorf("%v within %v: %v", c.p, c.asked, got)
		}
	}
}

func open5(t testing.TB) *starter.Store {
	t.Helper()
	s, err := starter.Open()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestQuery holds each part of a query against the readers.
func TestQuery(t *testing.T) {
	s := open5(t)
	nvda := entity.CIK(1045810)
	fy, err := period.ParseAsked("FY2024")
	if err != nil {
		t.Fatal(err)
	}
	const concept = "us-gaap:Revenues"
	facts, err := s.Facts(context.Background(), nvda, concept)
	if err != nil || len(facts) < 20 {
		t.Fatalf("%d facts, %v", len(facts), err)
	}
	want := func(keep func(f evidence.Fact) bool) (n int) {
		for _, f := range facts {
			if keep(f) {
				n++
			}
		}
		return n
	}
	days := period.Range{Start: period.MustDate("2023-01-30"), End: period.MustDate("2024-01-28")}
	asOf := period.MustDate("2023-12-01")
	for _, c := range []struct {
		name string
		q    Query
		want int
	}{
		{"concept", Query{}, len(facts)},
		{"as of", Query{AsOf: asOf}, want(func(f evidence.Fact) bool { return f.Filing.Filed <= asOf })},
		{"period", Query{Period: &fy}, want(func(f evidence.Fact) bool { return f.Period.Start >= days.Start && f.Period.End <= days.End })},
	} {
		c.q.Filers, c.q.Concepts = []entity.ID{nvda}, []string{concept}
		if got := len(records(t, written(t, CSV, s, c.q))); got != c.want || got == 0 {
			t.Errorf("%s: %d rows, want %d", c.name, got, c.want)
		}
	}
}

// TestValues: Nvidia's capex of a quarter is the half-year less the first, by hand from
// its 10-Qs 0001045810-24-000264 and 0001045810-24-000124.
func TestValues(t *testing.T) {
	s := open5(t)
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	q := Query{Filers: []entity.ID{entity.CIK(1045810)}}
	n, err := Values(context.Background(), &b, CSV, s, cat, []string{"capex", "cash"}, q)
	rows := records(t, b.Bytes())
	if err != nil || n != int64(len(rows)) {
		t.Fatalf("%d of %d rows, %v", n, len(rows), err)
	}
	find := func(definition, label string) map[string]string {
		for _, r := range rows {
			if r["definition"] == definition && r["period"] == label {
				return r
			}
		}
		return nil
	}
	same(t, []map[string]string{find("capex: cash", "FY2025Q2"), find("cash: and cash equivalents", "FY2025Q2"), find("cash: and cash equivalents", "FY2025")}, []map[string]string{
		{"start": "2024-04-29", "end": "2024-07-28", "value": "977000000", "low": "975000000", "high": "979000000", "derived": "true", "facts": "2", "unit": "USD", "public": "2024-08-28", "accessions": "0001045810-24-000264 0001045810-24-000124"},
		{"start": "", "end": "2024-07-28", "value": "8563000000", "derived": "false"},
		{}, // the year ends with its fourth quarter
	})
}

// TestEqualBytes: the order in which a store was filled leaves no trace, nor does the kind
// of store.
func TestEqualBytes(t *testing.T) {
	want := written(t, Parquet, oddStore(t), Query{})
	b := oddBatch()
	slices.Reverse(b.Facts)
	backward := memory.New()
	file, err := sqlite.Open(filepath.Join(t.TempDir(), "x.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, s := range []interface {
		Store
		evidence.Writer
	}{backward, file} {
		if _, err := s.Import(context.Background(), b); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written(t, Parquet, s, Query{}), want) {
			t.Errorf("%T: the bytes differ", s)
		}
	}
}

// many is a store whose scan has so many facts as no test could import.
type many struct {
	*memory.Store
	facts int
}

func (m many) Scan(context.Context, evidence.Selection) iter.Seq2[*evidence.Fact, error] {
	return func(yield func(*evidence.Fact, error) bool) {
		f := evidence.Fact{Unit: "USD", Filing: &evidence.Filing{Accession: "0000000001-24-000001", Form: "10-K", Filed: period.MustDate("2024-02-01")}}
		for i := range m.facts {
			f.Entity, f.Concept = entity.CIK(uint32(i/100_000)+1), "us-gaap:C"+strconv.Itoa(i/1000%100)
			f.Period = period.Range{End: period.Date(735000 + i%1000)}
			f.Value = quantity.NewDecimal(int64(i)*997, -2)
			if !yield(&f, nil) {
				return
			}
		}
	}
}

// TestRowGroups: a long file is written in groups of bounded size, sorted, and each states
// which filers it holds.
func TestRowGroups(t *testing.T) {
	const facts = 2*rowGroup + 1234
	b := written(t, Parquet, many{memory.New(), facts}, Query{})
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var all int64
	last := uint32(0)
	for _, g := range f.Metadata().RowGroups {
		all += g.NumRows
		if g.NumRows > rowGroup {
			t.Errorf("a group of %d rows", g.NumRows)
		}
		if len(g.SortingColumns) != 2 {
			t.Errorf("sorted by %v", g.SortingColumns)
		}
		stats := g.Columns[0].MetaData.Statistics
		low, high := binary.LittleEndian.Uint32(stats.MinValue), binary.LittleEndian.Uint32(stats.MaxValue)
		if low < last || high < low {
			t.Errorf("filers %d to %d after %d", low, high, last)
		}
		last = high
	}
	if all != facts || len(f.Metadata().RowGroups) != 3 || last != facts/100_000+1 {
		t.Errorf("%d rows in %d groups up to filer %d", all, len(f.Metadata().RowGroups), last)
	}
}

// TestErrors: a table that cannot be finished is an error, never a short one.
func TestErrors(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	for _, f := range Formats() {
		if _, err := Facts(ctx, full{}, f, many{memory.New(), 100_000}, Query{}); err == nil {
			t.Errorf("%s: a full disk was no error", f)
		}
	}
	if _, err := Facts(ctx, &bytes.Buffer{}, "xml", oddStore(t), Query{}); err == nil {
		t.Error("xml was written")
	}
	stop()
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Values(ctx, &bytes.Buffer{}, CSV, oddStore(t), cat, []string{"revenue"}, Query{}); err == nil {
		t.Error("a stopped export was no error")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = context.DeadlineExceeded

// BenchmarkFacts writes a million rows.
func BenchmarkFacts(b *testing.B) {
	for _, f := range Formats() {
		b.Run(string(f), func(b *testing.B) {
			const rows = 1_000_000
			for b.Loop() {
				var n size
				if _, err := Facts(context.Background(), &n, f, many{memory.New(), rows}, Query{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)*rows/math.Max(b.Elapsed().Seconds(), 1e-9), "rows/s")
		})
	}
}

type size int64

func (s *size) Write(p []byte) (int, error) { *s += size(len(p)); return len(p), nil }

// TestColumns: each format has the same columns, and Parquet the floats as well.
func TestColumns(t *testing.T) {
	var head csvLine
	new(Fact).cells(&head)
	var names []string
	for _, f := range parquet.SchemaOf(new(Fact)).Fields() {
		if f.Name() != "value" {
			names = append(names, strings.TrimSuffix(f.Name(), "_exact"))
		}
	}
	if !slices.Equal(names, head.names) {
		t.Errorf("Parquet %v\nCSV %v", names, head.names)
	}
}

// TestDocumented: docs/export.md names every column of every table.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "export.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []any{new(Fact), new(Value), new(Bar), new(Filing)} {
		for _, f := range parquet.SchemaOf(row).Fields() {
			if !bytes.Contains(page, []byte("`"+f.Name()+"`")) {
				t.Errorf("%T: %s is not documented", row, f.Name())
			}
		}
	}
}
