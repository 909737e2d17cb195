package charset

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
)

// fitting are the encodings that texts of a language come in.
func fitting(lang string) []*coding {
	names := map[string]string{
		"ja": "Shift_JIS EUC-JP", "zh": "GB18030", "tw": "Big5", "ko": "EUC-KR", "ru": "KOI8-R Windows-1251", "el": "Windows-1253 ISO-8859-7",
		"pl": "Windows-1250", "cs": "Windows-1250", "hu": "Windows-1250", "sa": "",
	}
	list, ok := names[lang]
	if !ok {
		list = "Windows-1252 ISO-8859-15 Mac\u00a0Roman"
	}
	out := []*coding{&utf16LE, &utf16BE, &utf32LE, &utf32BE}
	if lang == "ja" {
		out = append(out, &iso2022JP)
	}
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ' ' }) {
		for i := range legacy {
			if legacy[i].name == strings.ReplaceAll(name, "\u00a0", " ") {
				out = append(out, &legacy[i])
			}
		}
	}
	return out
}

// encode writes the text in an encoding, and what can be read of it again.
func encode(t testing.TB, c *coding, text string) (b []byte, again string) {
	t.Helper()
	b, err := encoding.ReplaceUnsupported(c.enc.NewEncoder()).Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	back, err := c.enc.NewDecoder().Bytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return b, string(back)
}

func isASCII(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return r >= 0x80 }) < 0
}

// TestArticles: every article of the repository, in every encoding that fits its
// language and with nothing declared, is read as it was written.
func TestArticles(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*/*-*.txt")
	more, err2 := filepath.Glob("testdata/*.txt")
	if err != nil || err2 != nil || len(files) < 100 || len(more) < 4 {
		t.Fatalf("%d and %d articles, %v, %v", len(files), len(more), err, err2)
	}
	tried := 0
	for _, f := range append(files, more...) {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range fitting(filepath.Base(f)[:2]) {
			b, want := encode(t, c, string(text))
			if c.letters != nil && isASCII(b) && bytes.IndexByte(b, 0) < 0 {
				continue
			}
			tried++
			if got, name, err := Decode(b, ""); err != nil || string(got) != want {
				t.Errorf("%s in %s: read as %s, %v", f, c.name, name, err)
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d were tried", tried)
	}
}

func TestDecode(t *testing.T) {
	long := strings.Repeat("Der Umsatz stieg um 12 Prozent. ", 20)
	for _, c := range []struct{ what, in, declared, text, name string }{
		{"ascii", "plain", "", "plain", UTF8},
		{"empty", "", "", "", UTF8},
		{"mark", "\xef\xbb\xbfMio. €", "", "Mio. €", UTF8},
		{"mark alone", "\xef\xbb\xbf", "", "", UTF8},
		{"wrongly declared", "für 5 €", "iso-8859-1", "für 5 €", UTF8},
		{"cut inside a letter", "Erlöse in €"[:12], "", "Erlöse in €"[:12], UTF8},
		{"only the cut is no ASCII", "in " + "€"[:2], "", "in " + "€"[:2], UTF8},
		{"one bad byte", long + "\xff", "", long + "\xff", UTF8},
		{"more letters than bad bytes", "für über \xff", "", "für über \xff", UTF8},
		{"UTF-16LE with mark", "\xff\xfea\x00b\x00", "", "ab", "UTF-16LE"},
		{"UTF-16BE with mark", "\xfe\xff\x00a\x00b", "", "ab", "UTF-16BE"},
		{"UTF-32LE with mark", "\xff\xfe\x00\x00a\x00\x00\x00", "", "a", "UTF-32LE"},
		{"UTF-32BE with mark", "\x00\x00\xfe\xff\x00\x00\x00a", "", "a", "UTF-32BE"},
		{"UTF-16 cut inside a letter", "R\x00e\x00v\x00e\x00n\x00u\x00e\x00 \x00r", "", "Revenue \uFFFD", "UTF-16LE"},
		{"declared", "f\xfcr \xfcber", "ISO-8859-1", "für über", "Windows-1252"},
		{"declared, no candidate", "B\xfcy\xfcme y\xfczde be\xfei", "windows-1254", "Büyüme yüzde beşi", "windows-1254"},
		{"wrongly declared Cyrillic", long + "f\xfcr \xfcber h\xf6her", "windows-1251", long + "für über höher", "Windows-1252"},
		{"unknown label", "f\xfcr \xfcber", "klingon", "für über", "Windows-1252"},
		{"declared as what it cannot be", "f\xfcr \xfcber", "utf-16", "für über", "Windows-1252"},
		{"euro of ISO-8859-15", "5 \xa4 f\xfcr", "", "5 € für", "ISO-8859-15"},
	} {
		text, name, err := Decode([]byte(c.in), c.declared)
		if err != nil || string(text) != c.text || name != c.name {
			t.Errorf("%s: %q as %s, %v; want %q as %s", c.what, text, name, err, c.text, c.name)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, in := range []string{"abc\x00def", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", strings.Repeat("\x90\xff\xa0\x00", 99), noise(999)} {
		if text, name, err := Decode([]byte(in), ""); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %q as %s, %v", in, text, name, err)
		}
	}
}

// noise is bytes beyond ASCII by chance.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(0x80 + r.IntN(0x80))
	}
	return string(b)
}

func TestDeclared(t *testing.T) {
	for in, want := range map[string]string{
		`<html><head><meta charset="Shift_JIS">`:                               "Shift_JIS",
		`<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=KOI8-R">`: "KOI8-R",
		`<?xml version="1.0" encoding='gb2312'?><html/>`:                       "gb2312",
		`<meta name="x" content="y"><meta charset = windows-1253 >`:            "windows-1253",
		`<p>charset=none</p>`:                                                            "",
		`<metadata charset="x"><meta charset=>`:                                          "",
		`<meta name="charset"><META CharSet=big5 >`:                                      "big5",
		`<?xml version="1.0"?><meta charset='euc-kr'/>`:                                  "euc-kr",
		"\n<?xml\tversion='1.0' encoding = \"UTF-16\" ?><a/>":                            "UTF-16",
		`<meta content="charset=` + strings.Repeat("x", longestName+1) + `">`:            "",
		`<meta <meta charset="cut off`:                                                   "cut",
		strings.Repeat(" ", declaredBytes) + `<meta charset="too late">`:                 "",
		`<meta name="description" content="no"><title>meta charset="in a title"</title>`: "",
	} {
		if got := Declared([]byte(in)); got != want {
			t.Errorf("%.60q: %q, want %q", in, got, want)
		}
	}
}

func TestAgree(t *testing.T) {
	for _, c := range []struct {
		declared, name string
		want           bool
	}{
		{"", "Shift_JIS", true}, {"utf8", UTF8, true}, {"latin1", "Windows-1252", true}, {"gb2312", "GB18030", true}, {"gbk", "GB18030", true},
		{"cp1251", "KOI8-R", false}, {"x-sjis", "Shift_JIS", true}, {"klingon", UTF8, false}, {"utf-16", "UTF-16LE", true},
	} {
		if got := Agree(c.declared, c.name); got != c.want {
			t.Errorf("%q and %s: %v", c.declared, c.name, got)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "\xff\xfe", "f\xfcr", "\x1b$B8@8l", "\x82\xcd\x82\xa2\x81B", "\x00a\x00b", "\xff\xfe\x00\x00a"} {
		f.Add([]byte(s), "koi8-r")
	}
	f.Fuzz(func(t *testing.T, b []byte, declared string) {
		text, name, err := Decode(b, declared)
		if (err == nil) == (name == "") {
			t.Fatalf("name %q with error %v", name, err)
		}
		if len(text) > 4*len(b)+3 {
			t.Fatalf("%d bytes of %d", len(text), len(b))
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	for _, f := range []struct{ file, name string }{
		{"en-a.txt", UTF8}, {"ja-a.txt", "Shift_JIS"}, {"ru-a.txt", "KOI8-R"}, {"de-a.txt", "UTF-16LE"},
	} {
		text, err := os.ReadFile("../../testdata/labelled/" + f.file)
		if err != nil {
			b.Fatal(err)
		}
		text = bytes.Repeat(text, 100_000/len(text)+1)
		for _, c := range fitting(f.file[:2]) {
			if c.name == f.name {
				text, _ = encode(b, c, string(text))
			}
		}
		b.Run(f.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, name, err := Decode(text, ""); err != nil || name != f.name {
					b.Fatal(name, err)
				}
			}
		})
	}
}
