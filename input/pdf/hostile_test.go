package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// slow is far above what any of these files takes, and below the default bounds.
const slow = 50 * time.Second

func TestRefused(t *testing.T) {
	en, err := os.ReadFile("testdata/en.pdf")
	if err != nil {
		t.Fatal(err)
	}
	noise := make([]byte, 200_000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	self := made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
	for _, c := range []struct {
		name string
		b    []byte
		want error
		says string
	}{
		{"empty", nil, ErrCorrupt, "does not begin with %PDF-"},
		{"no pdf", []byte("Alphabet spent 13.2 billion dollars."), ErrCorrupt, "does not begin with %PDF-"},
		{"head alone", []byte("%PDF-1.7\n"), ErrCorrupt, "qpdf"},
		{"noise", append([]byte("%PDF-1.7\n"), noise...), ErrCorrupt, "qpdf"},
		{"half", en[:len(en)/2], ErrCorrupt, "qpdf"},
		{"without its end", en[:len(en)-300], ErrCorrupt, "qpdf"},
		{"too long", append([]byte("%PDF-1.7\n"), make([]byte, MaxBytes)...), ErrTooLarge, "at most 134217728"},
		{"100,000 pages", manyPages(100_000), ErrTooLarge, "100000 pages, at most 2000"},
		{"no pages", made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), ErrCorrupt, ""},
		{"a page tree in itself", self, ErrCorrupt, ""},
		{"600,000 glyphs", onePage(deflated([]byte("BT /F .4 Tf 1 TL 50 800 Td "+strings.Repeat("("+strings.Repeat("ab", 1000)+") Tj T* ", 600)+"ET")), helvetica, ""), ErrTooLarge, "characters, at most 200000"},
		{"pictures", picture(3), ErrScanned, "3 of 3 pages"},
		{"blank", manyPages(3), ErrNoText, ""},
		{"nameless glyphs", onePage(stream("BT /F 12 Tf 72 720 Td ("+strings.Repeat("ABCDEFGHIJ", 8)+") Tj ET", ""), nameless(), "", namelessDescriptor), ErrGarbled, "1 of 1 pages"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := read(t, "a.pdf", c.b)
			if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v with %q", err, c.want, c.says)
			}
			if took := time.Since(start); took > slow {
				t.Errorf("took %s", took)
			}
		})
	}
}

// TestBomb reads a page of 100 KB that grows to 600 MB of blanks with a line of text
// behind: the engine may read it or give up, within its bounds.
func TestBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	content := append(bytes.Repeat([]byte(" "), 600<<20), "BT /F 12 Tf 72 720 Td (hello world) Tj ET"...)
	start := time.Now()
	c, err := read(t, "bomb.pdf", onePage(deflated(content), helvetica, ""))
	if err == nil && !strings.Contains(c.Text, "hello") {
		t.Errorf("silently got %q", c.Text)
	}
	if took := time.Since(start); took > slow {
		t.Errorf("took %s", took)
	}
}

func TestOddFiles(t *testing.T) {
	script := made(
		"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\); while\\(1\\){})>>/Names<</EmbeddedFiles<</Names[(a.txt) 6 0 R]>>>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		stream("BT /F 12 Tf 72 720 Td (Revenue was 5 million dollars.) Tj ET", ""), helvetica,
		"<</Type/Filespec/F(a.txt)/EF<</F 7 0 R>>>>", stream("secret", "/Type/EmbeddedFile"))
	japanese := func(cmap string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/" + cmap + "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 6/FontBBox[-123 -257 1001 910]/Ascent 857/Descent -143/CapHeight 709/ItalicAngle 0/StemV 80>>>>]>>"
	}
	broken := bytes.Replace(textPage("Revenue was 5 million dollars."), []byte("startxref\n"), []byte("startxref\n9"), 1)
	for _, c := range []struct {
		name  string
		b     []byte
		text  string
		notes string
	}{
		{"plain", textPage("Revenue was 5 million dollars and the", "company earned 1 million dollars."), "Revenue was 5 million dollars and the company earned 1 million dollars.", ""},
		{"script and attachment", script, "Revenue was 5 million dollars.", "attached files"},
		{"wrong cross references", broken, "Revenue was 5 million dollars.", "repaired"},
		{"junk before", append([]byte("HTTP/1.1 200 OK\r\n\r\n"), textPage("Revenue was 5 million dollars.")...), "Revenue was 5 million dollars.", ""},
		{"turned left", onePage(stream("BT /F 12 Tf 0 1 -1 0 300 100 Tm 14 TL (Revenue was 5 million dollars and the) Tj T* (company earned 1 million dollars.) Tj ET", ""), helvetica, ""), "Revenue was 5 million dollars and the company earned 1 million dollars.", ""},
		{"turned right", onePage(stream("BT /F 12 Tf 0 -1 1 0 300 700 Tm 14 TL (Revenue was 5 million dollars and the) Tj T* (company earned 1 million dollars.) Tj ET", ""), helvetica, ""), "Revenue was 5 million dollars and the company earned 1 million dollars.", ""},
		{"upside down", onePage(stream("BT /F 12 Tf -1 0 0 -1 500 300 Tm 14 TL (Revenue was 5 million dollars and the) Tj T* (company earned 1 million dollars.) Tj ET", ""), helvetica, ""), "Revenue was 5 million dollars and the company earned 1 million dollars.", ""},
		{"slanted", onePage(stream("BT /F 12 Tf 72 720 Td (Revenue was 5 million.) Tj .7 .7 -.7 .7 100 100 Tm (DRAFT) Tj ET", ""), helvetica, ""), "Revenue was 5 million.", "slanted text"},
		{"raised mark", onePage(stream("BT /F 12 Tf 72 720 Td (Revenue was 5.2) Tj /F 7 Tf 5 Ts (1) Tj /F 12 Tf 0 Ts ( million.) Tj ET", ""), helvetica, ""), "Revenue was 5.2¹ million.", ""},
		{"no font inside, Shift_JIS", onePage(stream("BT /F 12 Tf 72 720 Td <94848FE38D8282CD31322E338193> Tj ET", ""), japanese("90ms-RKSJ-H"), ""), "売上高は12.3％", ""},
		{"no font inside, UCS-2", onePage(stream("BT /F 12 Tf 72 720 Td <58F24E0A9AD8306F00350025> Tj ET", ""), japanese("UniJIS-UCS2-H"), ""), "売上高は5%", ""},
		{"pages all alike", alike(), "Revenue was 5 million dollars.\n\nRevenue was 5 million dollars.", ""},
		{"one picture among text", mixed(), "Revenue was 5 million dollars and the company earned one million.\n\nThe company expects revenue to grow.", "scanned page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(t, "a.pdf", c.b)
			if err != nil {
				t.Fatal(err)
			}
			checkContent(t, got)
			var codes []string
			for _, n := range got.Notes {
				codes = append(codes, n.Code)
			}
			if notes := strings.Join(codes, ", "); got.Text != c.text || notes != c.notes {
				t.Errorf("got %q with notes %q, want %q with %q", got.Text, notes, c.text, c.notes)
			}
		})
	}
}

// mixed is a file of three pages, the second a picture.
func mixed() []byte {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 6 0 R>>/XObject<</I 7 0 R>>>>>>"
	text := func(s string) string { return stream("BT /F 12 Tf 72 720 Td ("+s+") Tj ET", "") }
	return made("<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
		fmt.Sprintf(page, 8), fmt.Sprintf(page, 9), fmt.Sprintf(page, 10), helvetica,
		stream(strings.Repeat("\x7f\x00", 32), "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"),
		text("Revenue was 5 million dollars and the company earned one million."),
		stream("q 500 0 0 700 40 70 cm /I Do Q", ""),
		text("The company expects revenue to grow."))
}

// alike is a file of two pages that are the same.
func alike() []byte {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>"
	return made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", page, page,
		stream("BT /F 12 Tf 72 720 Td (Revenue was 5 million dollars.) Tj ET", ""), helvetica)
}
