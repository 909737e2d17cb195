package markdown

import (
	"strings"
	"unicode/utf8"
)

// referenceBytes is the longest entry of a list of sources.
const referenceBytes = 400

// markReferences marks the paragraphs that only say where something was read, so that
// they are read for nothing: those below a heading of sources, footnotes that name a
// source, and links at the end of the text. What states a figure of its own stays.
func (p *page) markReferences() {
	text := p.text.String()
	listed := false
	for i := range p.blocks {
		b := &p.blocks[i]
		s := b.Of(text)
		switch {
		case b.kind > heading:
			listed = false
		case headsSources(s) && (b.kind == heading || strings.ContainsAny(s[len(s)-1:], ":") || strings.HasSuffix(s, "：") || i+1 < len(p.blocks) && p.blocks[i+1].prose.isEntry()):
			b.skip, listed = true, true
		case b.kind == heading:
			listed = false
		case listed && len(s) <= referenceBytes, b.prose.note:
			b.skip = b.prose.links > 0 || !hasAmount(s)
		default:
			listed = false
			b.skip = namesSources(s, b.prose)
		}
	}
	for i := len(p.blocks) - 1; i >= 0; i-- {
		b := &p.blocks[i]
		if b.skip && b.kind != code {
			continue
		}
		if s := b.Of(text); b.kind != paragraph || !b.prose.isEntry() || hasAmount(s) {
			break
		}
		b.skip = true
	}
}

// isEntry reports whether a paragraph is an entry of a list of sources by itself: one
// that begins with its number and has a link, or is a link for the most part.
func (p prose) isEntry() bool {
	return p.links > 0 && (p.cited || 2*p.linkRunes >= p.runes())
}

// namesSources reports whether a paragraph is a list of sources in one line:
// "Sources: Reuters, SEC".
func namesSources(s string, p prose) bool {
	head, rest, ok := strings.Cut(s, ":")
	if !ok {
		head, rest, ok = strings.Cut(s, "：")
	}
	return ok && headsSources(head) && len(s) <= referenceBytes && !hasAmount(rest) && (p.links > 0 || utf8.RuneCountInString(rest) < 120)
}

// hasAmount reports whether a line states an amount of money or a percentage.
func hasAmount(s string) bool {
	for i, r := range s {
		if !isCurrency(r) && r != '%' && r != '％' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:i], " \u00a0\u202f"))
		after := strings.TrimLeft(s[i+utf8.RuneLen(r):], " \u00a0")
		if before >= '0' && before <= '9' || after != "" && after[0] >= '0' && after[0] <= '9' {
			return true
		}
	}
	return false
}
