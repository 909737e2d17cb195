package epub

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"assay/article"
	"assay/input/container"
	"assay/span"
)

// pack makes a book of its files: name, content, name, content.
func pack(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
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

const (
	rootFile = `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`
	opf      = `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><metadata>
<dc:title>Der
 Kreislauf</dc:title><dc:title>Untertitel</dc:title><dc:language>de-AT</dc:language><dc:date opf:event="creation">2020-01-01</dc:date><dc:date>2024-08-03T00:00:00Z</dc:date></metadata>
<manifest><item id="a" href="one%%20page.xhtml" media-type="application/xhtml+xml"/><item id="b" href="../two.xhtml#x" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="p" href="cover.png" media-type="image/png"/>
<item id="g" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="p"/><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="none"/>%s</spine></package>`
)

// page is a reader of pages that are plain text: a line a paragraph, the last a table.
func page(name string, b []byte) (article.Content, error) {
	text := string(b)
	if text == "bad" {
		return article.Content{}, errors.New("bad page")
	}
	c := article.Content{Text: text, Paragraphs: article.Paragraphs(text), Title: span.Span{Start: 0, End: 1}, Lang: "en"}
	if i := strings.LastIndexByte(text, '\n'); i >= 0 {
		at := span.Span{Start: i + 1, End: len(text)}
		c.Paragraphs = article.Paragraphs(text[:i])
		c.Tables = []article.Table{{Span: at, Rows: [][]article.Cell{{{Span: at, Cols: 1}}}}}
		c.Notes = []span.Note{{Span: at, Code: "table"}, {Code: "whole"}}
	}
	return c, nil
}

func novel(t testing.TB, extra string, more ...string) []byte {
	return pack(t, append([]string{
		"mimetype", "application/epub+zip", "META-INF/container.xml", rootFile, "OEBPS/book.opf", fmt.Sprintf(opf, extra),
		"OEBPS/one page.xhtml", "Die zweite Seite.\n25 Mrd.", "two.xhtml", "Der Kreislauf", "OEBPS/nav.xhtml", "Inhalt",
	}, more...)...)
}

func TestRead(t *testing.T) {
	c, err := Read("f", novel(t, `<itemref idref="g"/>`), page)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Der Kreislauf\n\nDie zweite Seite.\n25 Mrd."; c.Text != want {
		t.Errorf("text %q, want %q", c.Text, want)
	}
	if got := c.Title.Of(c.Text); got != "Der Kreislauf" || c.Lang != "de-AT" || c.Published.String() != "2024-08-03" {
		t.Errorf("title %q, language %s, date %s", got, c.Lang, c.Published)
	}
	if len(c.Paragraphs) != 2 || c.Paragraphs[1].Of(c.Text) != "Die zweite Seite." {
		t.Errorf("paragraphs %v", c.Paragraphs)
	}
	if len(c.Tables) != 1 || c.Tables[0].Of(c.Text) != "25 Mrd." || c.Tables[0].Rows[0][0].Of(c.Text) != "25 Mrd." || c.Tables[0].Caption != (span.Span{}) {
		t.Errorf("tables %v", c.Tables)
	}
	if len(c.Notes) != 3 || c.Notes[0].Of(c.Text) != "25 Mrd." || c.Notes[1].Span != (span.Span{}) || c.Notes[2].Code != "unread pages" || !strings.Contains(c.Notes[2].Message.String(), "gone.xhtml") {
		t.Errorf("notes %v", c.Notes)
	}
}

func TestRefuses(t *testing.T) {
	drm := func(how string) []byte {
		return novel(t, "", "META-INF/encryption.xml", `<encryption><EncryptedData><EncryptionMethod Algorithm="`+how+`"/></EncryptedData></encryption>`)
	}
	one := func(text string) []byte {
		return pack(t, "META-INF/container.xml", rootFile, "OEBPS/book.opf", `<package><manifest><item id="a" href="a" media-type="text/html"/></manifest><spine><itemref idref="a"/></spine></package>`, "OEBPS/a", text)
	}
	whole := novel(t, "")
	for _, c := range []struct {
		what string
		in   []byte
		want error
	}{
		{"rights", drm("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), ErrDRM},
		{"licence", novel(t, "", "META-INF/license.lcpl", "{}"), ErrDRM},
		{"no container", pack(t, "mimetype", "application/epub+zip"), ErrNoBook},
		{"empty container", pack(t, "META-INF/container.xml", "<container/>"), ErrNoBook},
		{"no package", pack(t, "META-INF/container.xml", rootFile), ErrNoBook},
		{"no spine", pack(t, "META-INF/container.xml", rootFile, "OEBPS/book.opf", "<package><spine/></package>"), ErrNoBook},
		{"broken package", pack(t, "META-INF/container.xml", rootFile, "OEBPS/book.opf", "<package><spine>"), container.ErrDamaged},
		{"pictures alone", one(" "), ErrEmpty},
		{"cut off", whole[:len(whole)/2], container.ErrDamaged},
	} {
		if _, err := Read("f.epub", c.in, page); !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "f.epub: ") {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
	if _, err := Read("f", one("bad"), page); err == nil || !strings.Contains(err.Error(), "bad page") {
		t.Errorf("a page that cannot be read: %v", err)
	}
	if _, err := Read("f", drm(fontEncryptions[0]), page); err != nil {
		t.Errorf("fonts that are kept from copying: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(rootFile, fmt.Sprintf(opf, ""), "text\n1")
	f.Add(`<rootfile full-path="../../etc/passwd"/>`, "<package/>", "")
	f.Fuzz(func(t *testing.T, container, opf, text string) {
		c, err := Read("f", pack(t, "META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/one page.xhtml", text), page)
		if err != nil {
			return
		}
		for _, p := range c.Paragraphs {
			if p.Start < 0 || p.Start > p.End || p.End > len(c.Text) {
				t.Fatalf("paragraph %v of %d bytes", p, len(c.Text))
			}
		}
	})
}
