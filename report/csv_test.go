package report_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"assay/report"
)

// csvTable is what CSV writes, as encoding/csv reads it: names, then rows.
func csvTable(t *testing.T, d report.Document) (names []string, rows [][]string) {
	t.Helper()
	var b bytes.Buffer
	if err := report.CSV(&b, d, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return csvParsed(t, b.Bytes())
}

func csvParsed(t *testing.T, text []byte) (names []string, rows [][]string) {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(text))
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text, []byte("\n")); lines != len(all) || bytes.Count(text, []byte("\r\n")) != lines {
		t.Fatalf("%d rows on %d lines; want a line each, ending in CR LF", len(all), lines)
	}
	return all[0], all[1:]
}

// csvCell is a row's cell in a column.
func csvCell(t *testing.T, names, row []string, column string) string {
	t.Helper()
	for i, n := range names {
		if n == column {
			return row[i]
		}
	}
	t.Fatalf("no column %q", column)
	return ""
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := report.CSV(&b, fullDocument(), report.Options{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "full.csv", b.Bytes())
}

// TestCSVCells: each cell says what the document says.
func TestCSVCells(t *testing.T) {
	names, rows := csvTable(t, fullDocument())
	for _, c := range []struct {
		row          int
		column, want string
	}{
		{0, "article", "drafts/ki.md"},
		{0, "published", "2024-08-05"},
		{0, "as_of", "2026-07-31"},
		{0, "id", "c01"},
		{0, "start", "12"},
		{0, "text", "26,3 Milliarden Dollar"},
		{0, "entity_ids", "cik:0001652044"},
		{0, "outcome", "contradicted"},
		{0, "actual", "23619000000"},
		{0, "near_miss", "period"},
		{0, "correction", "Der Nettogewinn stieg auf 23,6 Milliarden Dollar."},
		{0, "correction_value", "23600000000"},
		{0, "accession", "0001652044-24-000079; 0001652044-25-000062"},
		{0, "form", "10-Q; 10-Q"},
		{0, "filed", "2024-07-24; 2025-07-24"},
		{0, "concept", "us-gaap:NetIncomeLoss"},
		{1, "base", "yoy"},
		{2, "written", "-8.8"},
		{2, "actual", "-8.78470820072"},
		{2, "text", "'-8,8 Prozent"},
		{3, "low", "37000000000"},
		{3, "written", ""},
		{3, "holder", "Jane Roe, Example Bank"},
		{3, "due", "2027-02-14"},
		{4, "outcome_at_publication", "pending"},
		{5, "missing", "no facts of Alphabet are loaded"},
		{6, "period_start", ""},
		{6, "accession", ""},
	} {
		if got := csvCell(t, names, rows[c.row], c.column); got != c.want {
			t.Errorf("row %d, %s: %q, want %q", c.row+1, c.column, got, c.want)
		}
	}
}

// TestCSVGuard: no text becomes a formula, the examples of
// https://owasp.org/www-community/attacks/CSV_Injection among them.
func TestCSVGuard(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"},
		{"", ""},
		{"=1+2", "'=1+2"},
		{`=1+2";=1+2`, `'=1+2";'=1+2`},
		{`=1+2'" ;,=1+2`, `'=1+2'" ;,=1+2`},
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
		{"+49 30 1234", "'+49 30 1234"},
		{"-8.8 %", "'-8.8 %"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1+1", "'=1+1"},
		{"\r\n=1+1", "'=1+1"},
		{" -1", "'-1"},
		{"＝1+1", "'＝1+1"},
		{"＠a", "'＠a"},
		{"a; =1", "a; '=1"},
		{`a;"=1`, `a;"'=1`},
		{`"=1`, `"'=1`},
		{"'=1", "''=1"},
		{"'s was", "'s was"},
		{"a = b", "a = b"},
		{"two\nlines\tand  spaces", "two lines and spaces"},
		{"a\u202eb\x00", "a\uFFFDb\uFFFD"},
		{"25\u00a0Mrd.", "25\u00a0Mrd."},
	} {
		d := fullDocument()
		d.Claims = d.Claims[:1]
		d.Claims[0].Sentence = c.text
		names, rows := csvTable(t, d)
		if got := csvCell(t, names, rows[0], "sentence"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestCSVNumbers: a column of numbers has a minus sign only before a decimal.
func TestCSVNumbers(t *testing.T) {
	for _, c := range []struct{ written, want string }{
		{"-8.8", "-8.8"}, {"-1", "-1"}, {"0.94", "0.94"}, {"-1+1", "'-1+1"}, {"--1", "'--1"}, {"-", "'-"}, {"-.5", "'-.5"}, {"1.", "1."}, {"=1", "'=1"},
	} {
		d := fullDocument()
		d.Claims[0].Value.Written = &c.written
		names, rows := csvTable(t, d)
		if got := csvCell(t, names, rows[0], "written"); got != c.want {
			t.Errorf("%q: %q, want %q", c.written, got, c.want)
		}
	}
}

// TestCSVError: a place that takes nothing is an error.
func TestCSVError(t *testing.T) {
	if err := report.CSV(fullPlace{}, fullDocument(), report.Options{}); err == nil {
		t.Error("no error")
	}
}

// fullPlace takes no byte.
type fullPlace struct{}

func (fullPlace) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// FuzzCSV: whatever the article says stands in its cells alone, and is no formula.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"=1+2\";=1+2", "a,b\n\"c\"", "'=x", ";;'\"@", "\xff\x00", "＋1; -2", "\u2028=\u0085-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := fullDocument()
		d.Claims = d.Claims[:1]
		c := &d.Claims[0]
		d.Article.Title, d.Article.Source, c.Text, c.Sentence, c.Entities[0].Name, c.Facts[0].Accession, c.Value.Written = s, s, s, s, s, s, &s
		names, rows := csvTable(t, d)
		if len(rows) != 1 {
			t.Fatalf("%d rows of one claim", len(rows))
		}
		for i, cell := range rows[0] {
			if formula := csvFormula(cell); formula != "" && !csvDecimal(cell) {
				t.Errorf("%s: %q begins a formula in %q", names[i], formula, cell)
			}
		}
		for _, column := range []string{"title", "sentence", "text"} {
			if got, want := csvUnguarded(csvCell(t, names, rows[0], column)), strings.ToValidUTF8(s, "\uFFFD"); csvLetters(got) != csvLetters(want) {
				t.Errorf("%s: %q reads back as %q", column, want, got)
			}
		}
	})
}

// csvFormula is the part of a cell that a spreadsheet would take for a formula, where it
// parts cells at commas or at semicolons.
func csvFormula(cell string) string {
	for _, part := range strings.Split(cell, ";") {
		part = strings.TrimLeftFunc(part, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
		if r, _ := utf8.DecodeRuneInString(part); strings.ContainsRune("=+-@＝＋－＠", r) && part != "" {
			return part
		}
	}
	return ""
}

func csvDecimal(s string) bool {
	return s != "" && strings.Trim(s, "-.0123456789") == "" && strings.LastIndex(s, "-") == 0
}

// csvUnguarded takes the apostrophes of the guard away, one at each place where a cell may
// begin.
func csvUnguarded(cell string) string {
	parts := strings.Split(cell, ";")
	for i, p := range parts {
		at := len(p) - len(strings.TrimLeftFunc(p, func(r rune) bool { return unicode.IsSpace(r) || r == '"' }))
		head, rest := p[:at], p[at:]
		bare := strings.TrimLeft(rest, "'")
		if r, _ := utf8.DecodeRuneInString(bare); len(bare) < len(rest) && bare != "" && strings.ContainsRune("=+-@＝＋－＠", r) {
			rest = rest[1:]
		}
		parts[i] = head + rest
	}
	return strings.Join(parts, ";")
}

// csvLetters are the characters that a cell must keep: all but white space, and those that
// are not shown as they are.
func csvLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

func BenchmarkCSV(b *testing.B) {
	d := manyClaims(2000)
	b.ReportAllocs()
	for b.Loop() {
		if err := report.CSV(io.Discard, d, report.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
