package fsds

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"assay/entity"
	"assay/evidence"
	"assay/quantity"
	"assay/store/memory"
)

// A damaged table is refused with its place, and nothing is stored.
func TestDamaged(t *testing.T) {
	long := strings.Repeat("x", maxLine+1)
	for _, c := range []struct{ name, table, content, want string }{
		{"empty", "num", "", "num, line 1: the table is empty"},
		{"no column", "sub", "adsh\tcik\tname\tform\n", `sub, line 1: no column "filed"`},
		{"too few columns", "num", small()["num"] + "a\tb\nc\td\n", "num, line 15: 2 columns, where the heading has 10"},
		{"too many columns", "tag", small()["tag"] + strings.Repeat("\t", 9) + "\n\n", "tag, line 8: 10 columns"},
		{"cut", "num", strings.TrimSuffix(small()["num"], "\t1.0000\t\n"), "num, line 14: the table is cut short"},
		{"a long line", "num", small()["num"] + long, "num, line 15: a row of more than 1048576 bytes"},
		{"wide", "dim", strings.Repeat("a\t", maxColumns) + "\n", "dim, line 1: 65 columns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tables := small()
			tables[c.table] = c.content
			s := memory.New()
			_, err := Import(context.Background(), made(tables), s, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "fsds: made: ") || !strings.HasSuffix(err.Error(), "; fetch the data set again") {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if concepts, _ := s.Concepts(context.Background(), entity.CIK(1)); len(concepts) > 0 {
				t.Errorf("stored %v", concepts)
			}
		})
	}
}

// Rows are the same whatever the reads, the line ends, and the order of columns.
func TestReader(t *testing.T) {
	content := "\xef\xbb\xbfADSH\tcik\r\n1\tx\n\n2\t\"y\r\n3\tz"
	for name, src := range map[string]io.Reader{"whole": strings.NewReader(content), "bytes": iotest.OneByteReader(strings.NewReader(content)), "with end": iotest.DataErrReader(strings.NewReader(content))} {
		r := newReader("t", src)
		if err := r.heading([]string{"cik", "adsh"}); err != nil {
			t.Fatal(name, err)
		}
		var got []string
		for r.row() {
			got = append(got, string(r.field(r.column("adsh")))+string(r.field(r.column("cik")))+string(r.field(r.column("none"))))
		}
		if s := strings.Join(got, " "); s != `1x 2"y 3z` || r.err != nil || r.read != int64(len(content)) {
			t.Errorf("%s: %s, %v, %d bytes of %d", name, s, r.err, r.read, len(content))
		}
	}
	r := newReader("t", io.MultiReader(strings.NewReader("a\tb\n1\t"), iotest.ErrReader(io.ErrUnexpectedEOF)))
	if err := r.heading(nil); err != nil || r.row() || !errors.Is(r.err, errCut) {
		t.Error(err, r.err)
	}
}

// failing is a store that fails at the nth batch.
type failing struct {
	*memory.Store
	left int
}

var errFull = errors.New("the disk is full")

func (f *failing) Import(ctx context.Context, b *evidence.Batch) (evidence.Result, error) {
	if f.left--; f.left < 0 {
		return evidence.Result{}, errFull
	}
	return f.Store.Import(ctx, b)
}

// An import that stopped leaves whole filings, and goes on where it is run again.
func TestStopped(t *testing.T) {
	ctx := context.Background()
	whole := memory.New()
	if _, err := Import(ctx, made(small()), whole, Options{}); err != nil {
		t.Fatal(err)
	}
	s := &failing{memory.New(), 1}
	r, err := Import(ctx, made(small()), s, Options{Batch: 1})
	if !errors.Is(err, errFull) || !strings.Contains(err.Error(), "stopped after 2 of 3 filings, which are stored") || strings.Contains(err.Error(), "fetch") {
		t.Fatal(err)
	}
	equal(t, listed(t, s, entity.CIK(1)), listed(t, whole, entity.CIK(1)))
	if got := listed(t, s, entity.CIK(2)); len(got) != 0 {
		t.Errorf("beta before its turn: %v", got)
	}
	s.left = 10
	again, err := Import(ctx, made(small()), s, Options{Batch: 1})
	if err != nil || again.NewFacts+r.NewFacts != 7 {
		t.Errorf("%+v after %+v, %v", again, r, err)
	}
	equal(t, listed(t, s, entity.CIK(2)), listed(t, whole, entity.CIK(2)))
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Import(ctx, made(small()), memory.New(), Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ name, table string }{
		{"num.txt", "num"}, {"2010q2/NUM.TXT", "num"}, {`a\sub.tsv`, "sub"}, {"num.txt.gz", ""}, {"number.txt", ""}, {"num.csv", ""}, {"readme.htm", ""},
	} {
		if got := TableOf(c.name); got != c.table {
			t.Errorf("%s: %q, want %q", c.name, got, c.table)
		}
	}
	for _, c := range []struct{ instance, want string }{
		{"f-20100331.xml", "f"}, {"trv_20090630.xml", "trv"}, {"aapl-20240330_htm.xml", "aapl"}, {"tm2412345d1_10q_htm.xml", "cik0000037996"},
		{"form10q.htm", "cik0000037996"}, {"", "cik0000037996"}, {"dei-20240331.xml", "cik0000037996"}, {"10q-20240331.xml", "cik0000037996"},
	} {
		if got := ownPrefix(c.instance, 37996); got != c.want {
			t.Errorf("%s: %s, want %s", c.instance, got, c.want)
		}
	}
	for _, c := range []struct{ full, want string }{
		{"us-gaap:StatementEquityComponentsAxis", "EquityComponents"}, {"goog:GoogleCloudMember", "GoogleCloud"}, {"us-gaap:SegmentDomain", "Segment"}, {"x:Plain", "Plain"},
	} {
		if got := short(c.full); got != c.want {
			t.Errorf("%s: %s, want %s", c.full, got, c.want)
		}
	}
	for _, c := range []struct {
		version, prefix string
		year            int
	}{{"us-gaap/2009", "us-gaap", 2009}, {"ifrs/2020", "ifrs-full", 2020}, {"0000000001-10-000001", own, 0}, {"srt/2018", "srt", 2018}, {"odd/x", "odd", 0}, {"", own, 0}} {
		if p, y := taxonomy(c.version); p != c.prefix || y != c.year {
			t.Errorf("%s: %s %d", c.version, p, y)
		}
	}
	for _, c := range []struct{ uom, datatype, want string }{{"USD", "perShare", "USD/shares"}, {"USD", "monetary", "USD"}, {"pure", "perShare", "pure"}, {"JPY", "perUnit", "JPY/unit"}, {"shares/USD", "perShare", "shares/USD"}} {
		if got := unitName(c.uom, c.datatype); got != c.want {
			t.Errorf("%s %s: %s", c.uom, c.datatype, got)
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, s := range []string{"-116000000.0000", "0.5000", "0", "-0.0", "12345678901234.5678", "123456789012345678", "1.", ".5", "1.2.3", "-", "", "1e9", "+1", "1,0", "99999999999999999", "1457970108000000.0000"} {
		want, errWant := quantity.ParseDecimal(s)
		got, err := decimal([]byte(s))
		if got != want || (err == nil) != (errWant == nil) {
			t.Errorf("%q: %v %v, want %v %v", s, got, err, want, errWant)
		}
	}
}

func TestAxes(t *testing.T) {
	table, err := axes()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		axis string
		year int
		want string
	}{
		{"Scenario", 2009, "us-gaap:StatementScenarioAxis"}, {"Scenario", 2017, "us-gaap:StatementScenarioAxis"}, {"Scenario", 2018, "srt:StatementScenarioAxis"},
		{"Scenario", 0, "fsds:Scenario"}, {"ClassOfStockForRowanCompanies", 2009, "fsds:ClassOfStockForRowanCompanies"},
	} {
		if got := axisName(table, c.axis, c.year); got != c.want {
			t.Errorf("%s of %d: %s, want %s", c.axis, c.year, got, c.want)
		}
	}
	for _, bad := range []string{"X\tx:YAxis\t2009", "Y\tx:YAxis\tlate", "Y\tYAxis\t2009", "Y\tx:YAxis\t2009\tx"} {
		if _, err := readAxes(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
