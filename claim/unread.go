package claim

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
	"assay/span"
)

// skip lists the numerals and words with digits of a line that is read for nothing.
func (r *Reader) skip(p span.Span, reason string) {
	r.scan.Atomize(p.Start, p.End)
	for i := range r.scan.Atoms {
		if a := &r.scan.Atoms[i]; a.Kind == lang.Numeral || a.Kind == lang.Word && hasDigit(r.text[a.Start:a.End]) {
			r.drop(int(a.Start), int(a.End), reason)
		}
	}
}

func (r *Reader) drop(start, end int, reason string) {
	r.unread = append(r.unread, Unread{span.Span{Start: start, End: end}, r.text[start:end], reason})
}

// namesWithDigits lists words that carry digits ("H100", "GPT-5") and numerals that
// no grammar took.
func (r *Reader) namesWithDigits() {
	st, k := &r.st, 0
	folded := r.scan.Folded[:st.span.End]
	for i := nextDigit(folded, st.span.Start); i < len(folded); i = nextDigit(folded, i+1) {
		for k < len(st.atoms) && int(st.atoms[k].End) <= i {
			k++
		}
		if k == len(st.atoms) {
			return
		}
		a := &st.atoms[k]
		i = max(i, int(a.End)-1)
		switch {
		case st.used[k]:
		case a.Kind == lang.Numeral:
			r.drop(int(a.Start), int(a.End), "number of no known form")
		case a.Kind == lang.Word && hasDigit(r.text[a.Start:a.End]):
			r.drop(int(a.Start), int(a.End), "name")
		}
	}
}

// nextDigit is where the first digit from a place on stands, or the end.
func nextDigit(folded []byte, from int) int {
	i := from
	for i+8 <= len(folded) && !anyDigit(binary.LittleEndian.Uint64(folded[i:])) {
		i += 8
	}
	for i < len(folded) && folded[i]-'0' >= 10 {
		i++
	}
	return i
}

// anyDigit reports whether one of eight bytes may be a digit: with the digits' high bits
// taken off, one is less than ten (Anderson, "Bit Twiddling Hacks", hasless).
func anyDigit(eight uint64) bool {
	const ones = 0x0101010101010101
	x := eight ^ ones*'0'
	return (x-ones*10)&^x&(ones*0x80) != 0
}

func hasDigit(word string) bool {
	for i := range len(word) {
		if word[i]-'0' < 10 {
			return true
		}
	}
	return false
}

// noFigure is the reason why a number is no figure of ours, or "".
func (r *Reader) noFigure(f *lang.Figure) string {
	st := &r.st
	if strings.HasPrefix(f.Unit, "x:") && !(r.forecasting && countable(f.Unit[2:]) && f.Digits) {
		return f.Unit[2:]
	}
	if f.Odd && f.Unit == "" {
		return "number of no known form"
	}
	if _, ok := powerOfTen(f.Value.Value); ok && r.beforeTable && !f.Digits {
		return "table heading" // 「単位：百万ドル」
	}
	if f.Form == lang.Times && !f.More && f.Value.Words != nil && !st.scan.V.CJK() && f.Value.Value.Cmp(quantity.Int(1)) == 0 {
		return "once" // "une fois tout payé"
	}
	if st.dollar == f.Last && st.dollar >= 0 {
		return "whole"
	}
	if reason := r.besideUnread(f); reason != "" {
		return reason
	}
	if f.Unit != "" || f.Scaled {
		return ""
	}
	if f.Form == lang.Part {
		return ""
	}
	if f.Year {
		return "year"
	}
	if f.Num > 0 {
		p := &st.atoms[f.Num-1]
		if st.atoms[f.Num].Joined && f.First == f.Num && (!st.scan.V.CJK() || r.text[p.End-1] < utf8.RuneSelf) && (p.Kind == lang.Word || p.Kind == lang.Punct && st.mark(p) == "-") {
			return "name"
		}
		if f.Digits && p.Kind == lang.Word && p.Terms == nil && p.Capital && !st.scan.V.CJK() && p.Start != int32(st.span.Start) {
			return "name"
		}
	}
	if !f.Digits {
		return "number word without a unit"
	}
	return "" // an index level or a price may still claim it
}

// countable reports whether a forecast may state the number of the things; no source that
// assay can import counts them.
func countable(id string) bool {
	switch id {
	case "item", "user", "vehicle", "employee", "store", "chip":
		return true
	}
	return false
}

// besideUnread finds a word next to the number that makes it none of ours.
func (r *Reader) besideUnread(f *lang.Figure) string {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		before, after := f.First-1-m.last, m.at-f.Last-1
		if m.class == lexicon.Entity && m.note == "model" && before >= 0 && before <= 1 && f.Unit == "" && !f.Scaled {
			return "name"
		}
		if m.class != lexicon.Unread {
			continue
		}
		if before == 0 && m.id == "margin" {
			return m.id
		}
		if before == 0 || before == 1 && !st.used[f.First-1] && st.atoms[f.First-1].Kind == lang.Punct {
			if f.Unit == "" && !f.Scaled {
				return m.id
			}
		}
		if after == 0 || after == 1 && st.atoms[f.Last+1].Kind == lang.Punct && st.atoms[m.at].Joined {
			if f.Unit == "" && !f.Scaled {
				return m.id
			}
		}
	}
	return ""
}
