package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang"
	"assay/lexicon"
)

// cjkStrangers finds unknown names in a script of names (katakana, Latin)
// before the particles of a topic or an owner: 「イビデンは」, 「ファブリネットの売上高」.
func (r *Reader) cjkStrangers(out []placed) []placed {
	st := &r.st
	for i := range st.atoms {
		a := &st.atoms[i]
		if a.Kind != lang.Word || a.Terms != nil || st.used[i] {
			continue
		}
		text := r.text[a.Start:a.End]
		for at := 0; at < len(text); {
			n := nameBytes(text[at:])
			if n == 0 {
				_, w := utf8.DecodeRuneInString(text[at:])
				at += w
				continue
			}
			name, rest := text[at:at+n], r.text[int(a.Start)+at+n:st.span.End]
			at += n
			if before, _ := utf8.DecodeLastRuneInString(r.text[:int(a.Start)+at-n]); at > n && unicode.Is(unicode.Han, before) || before == '・' {
				continue // the end of a compound noun or of a known name: 規制クレジット, 「リヴィアン・オートモーティブ」
			}
			if utf8.RuneCountInString(name) < 3 || !st.ownsFigure(i, rest) || st.scan.V.Place(name) {
				continue
			}
			out = append(out, placed{party: r.resolve(name, ""), at: i})
		}
		if st.nameLike(i, text) && !st.scan.V.Place(text) {
			out = append(out, placed{party: r.resolve(text, ""), at: i, unsure: true})
		}
	}
	return out
}

// nameLike reports whether an unknown word in a script that marks no names may
// be the company of the clause that it opens: what follows is a measure, a
// period, a particle of a topic or owner, or a word for reporting.
func (st *sentence) nameLike(i int, text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.In(first, unicode.Hangul, unicode.Han) || st.scan.V.Pack.Grammar.Kana || utf8.RuneCountInString(text) < 2 || i+1 >= len(st.atoms) || i > 0 && st.atoms[i-1].Kind != lang.Punct {
		return false
	}
	next := &st.atoms[i+1]
	return next.In(lexicon.Measure) || st.used[i+1] || st.is(i+1, cueSaid) || next.Joined && lang.Begins(st.mark(next), append(st.grammar().Topics, st.grammar().Possessive))
}

// ownsFigure reports whether what follows a name makes it a topic, or the
// owner of a measure.
func (st *sentence) ownsFigure(i int, rest string) bool {
	g := st.grammar()
	if lang.Begins(rest, g.Topics) {
		return true
	}
	rest, ok := strings.CutPrefix(rest, g.Possessive)
	if !ok && g.Kana {
		return false
	}
	for j, seen := i+1, 0; j < len(st.atoms) && seen < 4; j++ {
		if st.used[j] {
			continue // a period
		}
		seen++
		if a := &st.atoms[j]; a.In(lexicon.Measure) {
			return strings.HasPrefix(rest, st.mark(a)) || j > i+2
		} else if a.Kind == lang.Punct {
			return false
		}
	}
	return false
}

// nameBytes is the length of the run of katakana or Latin letters that text
// begins with.
func nameBytes(text string) int {
	n := 0
	for n < len(text) {
		c, w := utf8.DecodeRuneInString(text[n:])
		if !nameLetter(c) && !(n > 0 && (c == '・' || c == '&' || c == '＆')) {
			break
		}
		n += w
	}
	return n
}

// nameLetter reports whether a letter is katakana or Latin; most are told without
// the tables.
func nameLetter(c rune) bool {
	switch {
	case c < utf8.RuneSelf:
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	case c >= 0x3400 && c < 0xA000, c >= 0xAC00 && c < 0xD800, c >= 0x3000 && c < 0x30A0: // ideographs, Hangul, hiragana
		return false
	}
	return c == 'ー' || unicode.In(c, unicode.Katakana, unicode.Latin)
}
