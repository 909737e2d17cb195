package pdf

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFrames holds the reader of a child's answer to its bounds.
func FuzzFrames(f *testing.F) {
	f.Add([]byte("{\"stage\":\"compile\"}\n{\"head\":{\"pages\":1}}\n{\"page\":{\"n\":1,\"glyphs\":1,\"words\":[{\"t\":\"a\",\"x\":[0,6],\"y\":[0,9,12]}]}}\n{\"end\":true}\n"))
	f.Add([]byte("{\"fail\":{\"code\":\"password\"}}\n"))
	f.Add([]byte("{\"head\":{\"pages\":99999}}\n"))
	f.Add([]byte("{\"head\":{\"pages\":1}}\n{\"page\":{\"n\":1,\"words\":[{\"t\":\"a\",\"x\":[1e9,6],\"y\":[0,9,12],\"d\":9}]}}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := collect(newReader(bytes.NewReader(b)), nil, func() {})
		if err != nil {
			return
		}
		if len(d.pages) != d.Pages || d.Pages > MaxPages {
			t.Fatalf("%d pages of %d", len(d.pages), d.Pages)
		}
		if c, err := d.content(); err == nil {
			checkContent(t, c)
		}
	})
}

// FuzzTyped lays out what a typewriter can set.
func FuzzTyped(f *testing.F) {
	f.Add("Revenue  84,742  74,604\nIncome  27,425  21,838\n")
	f.Add("#Title\n\nleft text goes here  right text goes here\n\f\n- 1 -\n")
	f.Add("売上高は  $  5  %\n（百万円）  2024年  2023年\n売上高  1  2\n利益  3  4\n")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<14 || !utf8.ValidString(s) {
			return
		}
		d := typed(s)
		c, err := d.content()
		if err != nil {
			return
		}
		checkContent(t, c)
		again, _ := typed(s).content()
		if again.Text != c.Text {
			t.Fatal("two readings differ")
		}
	})
}

// FuzzGlyphs makes words and a text of glyphs anywhere.
func FuzzGlyphs(f *testing.F) {
	f.Add([]byte("\x00A\x00\x10\x00\x20\x10\x10\x00\x00B\x00\x20\x00\x20\x10\x10\x00"))
	f.Add([]byte(strings.Repeat("\x58\xF2\x00\x10\x02\x20\x20\x20\x01", 20)))
	f.Fuzz(func(t *testing.T, b []byte) {
		const each = 9 // bytes of a glyph
		var gs []glyph
		for ; len(b) >= each && len(gs) < 2000; b = b[each:] {
			x, y := float64(int16(binary.BigEndian.Uint16(b[2:]))), float64(int16(binary.BigEndian.Uint16(b[4:])))
			gs = append(gs, glyph{
				r: rune(binary.BigEndian.Uint16(b)), ox: x, oy: y, x0: x, x1: x + float64(b[6]), y0: y, y1: y + float64(b[7]),
				angle: float64(int8(b[8])) * math.Pi / 16,
			})
		}
		p := page{N: 1}
		p.Words, p.Glyphs, p.Unmapped = words(gs)
		for _, w := range p.Words {
			if err := w.check(); err != nil {
				t.Fatalf("%+v: %v", w, err)
			}
		}
		d := &document{header: header{Pages: 1}, pages: []page{p}}
		if c, err := d.content(); err == nil {
			checkContent(t, c)
		}
	})
}
