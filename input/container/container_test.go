package container

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// pack makes an archive: name, content, name, content.
func pack(t testing.TB, flags uint16, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Deflate, Flags: flags})
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
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

func open(t testing.TB, b []byte) *Archive {
	t.Helper()
	a, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestArchive(t *testing.T) {
	a := open(t, pack(t, 0, `word\Document.xml`, "first", "word/document.xml", "second", "/a.txt", "rooted", "../b.txt", "outside"))
	for name, want := range map[string]string{"word/document.xml": "first", "A.TXT": "rooted", "../b.txt": "outside"} {
		if b, err := a.Read(name); err != nil || string(b) != want || !a.Has(name) {
			t.Errorf("%s: %q, %v, want %q", name, b, err, want)
		}
	}
	if _, err := a.Read("none"); !errors.Is(err, ErrAbsent) || !strings.HasPrefix(err.Error(), "none: ") {
		t.Errorf("absent: %v", err)
	}
	if !a.HasUnder("word") || a.HasUnder("wor") || a.HasUnder("xl") {
		t.Error("what stands in folders is told wrongly")
	}
	const encrypted = 1
	if _, err := open(t, pack(t, encrypted, "a", "b")).Read("a"); !errors.Is(err, ErrPassword) {
		t.Errorf("encrypted: %v", err)
	}
	if _, err := Open([]byte("PK\x03\x04")); !errors.Is(err, ErrDamaged) {
		t.Errorf("no archive: %v", err)
	}
}

// TestTotal: what is read of an archive is bounded in all.
func TestTotal(t *testing.T) {
	a := open(t, pack(t, 0, "a", strings.Repeat(" ", MaxEntry)))
	for n := range MaxTotal / MaxEntry {
		if _, err := a.Read("a"); err != nil {
			t.Fatalf("time %d: %v", n+1, err)
		}
	}
	if _, err := a.Read("a"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("once more: %v", err)
	}
}

func TestXML(t *testing.T) {
	for _, c := range []struct {
		what, in string
		want     error
	}{
		{"plain", `<?xml version="1.0"?><a>x<b c="d"/>&lt;</a>`, nil},
		{"UTF-16", "\xfe\xff\x00<\x00a\x00/\x00>", nil},
		{"declared", "<?xml version='1.0' encoding='windows-1251'?><a>\xef\xf0\xe8\xe1\xfb\xeb\xfc \xe2\xfb\xf0\xee\xf1\xeb\xe0</a>", nil},
		{"as deep as may be", strings.Repeat("<a>", MaxDepth) + strings.Repeat("</a>", MaxDepth), nil},
		{"deep", strings.Repeat("<a>", MaxDepth+1), ErrDeep},
		{"cut off", "<a><b>", ErrDamaged},
		{"not nested", "<a><b></a></b>", ErrDamaged},
		{"entity", "<a>&b;</a>", ErrDamaged},
		{"declared entity", `<!DOCTYPE a [<!ENTITY b "c">]><a/>`, ErrEntity},
		{"elements", "<a>" + strings.Repeat("<b/>", MaxElements) + "</a>", ErrTooLarge},
		{"token", "<a>" + strings.Repeat("x", MaxToken+1) + "</a>", ErrTooLarge},
	} {
		x, err := open(t, pack(t, 0, "f", c.in)).XML("f")
		for err == nil {
			_, err = x.Next()
		}
		if c.want == nil && err != io.EOF || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
}

func TestMixed(t *testing.T) {
	x, err := open(t, pack(t, 0, "f", `<a>one <b c="d">two<e/></b> three<f>skipped</f></a>`)).XML("f")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = x.Children(func(xml.StartElement) error {
		return x.Mixed(func(s string) { got = append(got, s) }, func(e xml.StartElement) error {
			if e.Name.Local != "b" {
				return x.Skip()
			}
			s, err := x.Text()
			got = append(got, s+Attr(e, "c")+Attr(e, "none"))
			return err
		})
	})
	if want := "one |twod| three"; err != nil || strings.Join(got, "|") != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

func FuzzXML(f *testing.F) {
	f.Add([]byte(`<a b="c">d<!-- e --><![CDATA[f]]></a>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := open(t, pack(t, 0, "f", string(b))).XML("f")
		for err == nil {
			_, err = x.Next()
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add(pack(f, 0, "a", "b"))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Open(b)
		if err != nil {
			return
		}
		for name := range a.files {
			if text, err := a.Read(name); err == nil && len(text) > MaxEntry {
				t.Fatalf("%d bytes", len(text))
			}
		}
	})
}
