package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// made builds a PDF file of objects; the first is the catalog. A stream is an object
// made by stream.
func made(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// stream is a stream object with further entries in its dictionary.
func stream(data, entries string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// deflated is a stream object whose data is packed.
func deflated(data []byte) string {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	_, _ = w.Write(data)
	_ = w.Close()
	return stream(b.String(), "/Filter/FlateDecode")
}

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

// onePage is a file of one page with a content stream, a font F and further resources.
func onePage(content, font, resources string, more ...string) []byte {
	return made(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>" + resources + ">>>>",
		content, font}, more...)...)
}

// textPage is a file of one page with lines of text at the usual place.
func textPage(lines ...string) []byte {
	return onePage(stream("BT /F 12 Tf 14 TL 72 720 Td ("+strings.Join(lines, ") Tj T* (")+") Tj ET", ""), helvetica, "")
}

// manyPages is a file of n pages, all of one content.
func manyPages(n int) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	var kids strings.Builder
	for i := range n {
		objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
		fmt.Fprintf(&kids, "%d 0 R ", i+3)
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids.String())
	return made(objects...)
}

// picture is a file of n pages that are pictures.
func picture(n int) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "",
		stream("q 500 0 0 700 40 70 cm /I Do Q", ""),
		stream(strings.Repeat("\x7f\x00", 32), "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8")}
	var kids strings.Builder
	for range n {
		objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</XObject<</I 4 0 R>>>>>>")
		fmt.Fprintf(&kids, "%d 0 R ", len(objects))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids.String())
	return made(objects...)
}

// nameless is a font of which nobody says what its glyphs are.
func nameless() string {
	var names strings.Builder
	for i := range 64 {
		fmt.Fprintf(&names, "/gl%03d", i)
	}
	return "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Odd/FirstChar 33/LastChar 96/Widths[" + strings.Repeat("500 ", 64) + "]/Encoding<</Type/Encoding/Differences[33" + names.String() + "]>>/FontDescriptor 6 0 R>>"
}

const namelessDescriptor = "<</Type/FontDescriptor/FontName/ABCDEF+Odd/Flags 4/FontBBox[0 0 500 700]/Ascent 700/Descent 0/CapHeight 700/ItalicAngle 0/StemV 80>>"
