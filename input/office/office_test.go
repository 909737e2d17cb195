package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/article"
	"assay/input/container"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what is wanted in testdata")

// pack makes a document of its parts: name, content, name, content.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// word makes a document of what stands in its body.
func word(t testing.TB, body string) []byte {
	return pack(t, "word/document.xml", `<w:document xmlns:w="`+wordSpace+`"><w:body>`+body+`</w:body></w:document>`)
}

// show writes a content as the golden files hold it: heads in brackets, a cell's columns
// where it has several.
func show(c *article.Content) string {
	var b strings.Builder
	fmt.Fprintf(&b, "lang %q, published %q\n", c.Lang, c.Published)
	if c.Title.Len() > 0 {
		fmt.Fprintf(&b, "title: %s\n", c.Title.Of(c.Text))
	}
	for _, p := range c.Paragraphs {
		fmt.Fprintf(&b, "p: %q\n", p.Of(c.Text))
	}
	for _, s := range c.Skip {
		fmt.Fprintf(&b, "skip: %q\n", s.Of(c.Text))
	}
	for _, t := range c.Tables {
		fmt.Fprintf(&b, "table, caption %q\n", t.Caption.Of(c.Text))
		for _, row := range t.Rows {
			for i, cell := range row {
				if i > 0 {
					b.WriteString(" | ")
				}
				text := cell.Of(c.Text)
				if cell.Head {
					text = "[" + text + "]"
				}
				if cell.Cols > 1 {
					text += fmt.Sprintf(" <%d>", cell.Cols)
				}
				b.WriteString(text)
			}
			b.WriteByte('\n')
		}
	}
	for _, n := range c.Notes {
		fmt.Fprintf(&b, "note %s: %s\n", n.Code, n.Message)
	}
	return b.String()
}

func TestDocuments(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var parts []string
			last := len(a.Files) - 1
			for _, f := range a.Files[:last] {
				parts = append(parts, f.Name, string(f.Data))
			}
			c, err := Read("x", pack(t, parts...))
			if err != nil {
				t.Fatal(err)
			}
			sound(t, &c)
			got := show(&c)
			if *update {
				a.Files[last].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[last].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// sound fails where spans lie outside the text, out of order, or paragraphs in tables.
func sound(t *testing.T, c *article.Content) {
	t.Helper()
	end := 0
	for _, p := range c.Paragraphs {
		if p.Start < end || p.End <= p.Start || p.End > len(c.Text) {
			t.Fatalf("paragraph %v of %d bytes", p, len(c.Text))
		}
		end = p.End
		for _, table := range c.Tables {
			if p.Overlaps(table.Span) {
				t.Fatalf("paragraph %v in table %v", p, table.Span)
			}
		}
	}
	for _, table := range c.Tables {
		at := table.Start
		for _, row := range table.Rows {
			for _, cell := range row {
				if cell.Start < at || cell.End < cell.Start || cell.End > table.End || cell.Cols < 1 {
					t.Fatalf("cell %v of table %v", cell, table.Span)
				}
				at = cell.End
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504)
	good := string(word(t, "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"))
	for _, c := range []struct {
		what, in string
		want     error
	}{
		{"password", ole + string(utf16Of("EncryptedPackage")), container.ErrPassword},
		{"doc", ole + string(utf16Of("WordDocument")), ErrOld},
		{"xls", ole + string(utf16Of("Workbook")), ErrSheet},
		{"ppt", ole + string(utf16Of("PowerPoint Document")), ErrSlide},
		{"msi", ole, ErrOther},
		{"xlsx", string(pack(t, "xl/workbook.xml", "<x/>")), ErrSheet},
		{"pptx", string(pack(t, "ppt/presentation.xml", "<x/>")), ErrSlide},
		{"ods", string(pack(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>")), ErrSheet},
		{"odt with a password", string(pack(t, "META-INF/manifest.xml", "<m:encryption-data/>", "content.xml", "\x00")), container.ErrPassword},
		{"zip", string(pack(t, "a.txt", "x")), ErrOther},
		{"no zip", "PK\x03\x04", container.ErrDamaged},
		{"cut off", good[:len(good)-30], container.ErrDamaged},
		{"XML cut off", string(pack(t, "word/document.xml", "<w:document><w:body>")), container.ErrDamaged},
		{"no XML", string(pack(t, "word/document.xml", "\x00\x01")), container.ErrDamaged},
		{"deep", string(word(t, strings.Repeat("<w:sdt>", 300))), container.ErrDeep},
		{"entities", string(pack(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>`)), container.ErrEntity},
		{"large", string(pack(t, "word/document.xml", strings.Repeat(" ", container.MaxEntry+1))), container.ErrTooLarge},
		{"attributes", string(word(t, "<w:p "+strings.Repeat(`a="" `, container.MaxToken/5)+"/>")), container.ErrTooLarge},
		{"cells", string(word(t, "<w:tbl><w:tr>"+strings.Repeat("<w:tc/>", maxCells+1)+"</w:tr></w:tbl>")), container.ErrTooLarge},
	} {
		if _, err := Read("f.docx", []byte(c.in)); !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "f.docx: ") {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
}

// TestEmptyParagraphs: many paragraphs without text are no text, and no error of their own.
func TestEmptyParagraphs(t *testing.T) {
	c, err := Read("f", word(t, strings.Repeat("<w:p/>", 1_000_000)))
	if err != nil || c.Text != "" {
		t.Errorf("%d bytes, %v", len(c.Text), err)
	}
}

func TestIsFigure(t *testing.T) {
	for text, want := range map[string]bool{
		"25.2": true, "$25,198": true, "(1,234)": true, "−3.5 %": true, "1.2 million euros": true, "US$ 5": true, "３２０": true, "12 %": true,
		"": false, "2024": false, "FY25": false, "Q2 2024": false, "2Q25": false, "2024年4～6月": false, "30.06.2025": false, "30 June 2024": false,
		"B200": false, "Revenue": false, "n/a": false, "—": false, "12 months ended on June 30": false,
	} {
		if isFigure(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func FuzzDocx(f *testing.F) {
	for _, s := range []string{
		"<w:p><w:r><w:t>a</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
		`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>`, `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, "<w:txbxContent>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if c, err := Read("f", word(t, body)); err == nil {
			sound(t, &c)
		}
	})
}

func FuzzODF(f *testing.F) {
	f.Add(`<text:p xmlns:text="` + odfSpace + `text:1.0">a<text:s text:c="5"/></text:p>`)
	f.Fuzz(func(t *testing.T, content string) {
		if c, err := Read("f", pack(t, "content.xml", content)); err == nil {
			sound(t, &c)
		}
	})
}

// BenchmarkDocx reads a document of 200 pages with a table on each.
func BenchmarkDocx(b *testing.B) {
	prose := strings.Repeat("<w:p><w:r><w:t>Revenue rose 12 percent to 25.2 billion dollars in the second quarter of the year.</w:t></w:r></w:p>", 20)
	table := "<w:tbl>" + strings.Repeat("<w:tr>"+strings.Repeat("<w:tc><w:p><w:r><w:t>12.5</w:t></w:r></w:p></w:tc>", 5)+"</w:tr>", 10) + "</w:tbl>"
	doc := word(b, strings.Repeat(prose+table, 200))
	c, err := Read("f", doc)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(c.Text)))
	for b.Loop() {
		if _, err := Read("f", doc); err != nil {
			b.Fatal(err)
		}
	}
}
