package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/span"
)

// form is how a label stands in the text.
type form uint8

const (
	lineForm   form = iota // on a line of its own
	prefixForm             // before the words, with a colon
	dashForm               // a dash before a question, nothing before the answer (Japanese interviews)
)

// label is what may name a speaker.
type label struct {
	span.Span        // of the label alone, with its colon
	end       int    // of its line or segment: what follows in it is speech
	name      string // as written
	role      string
	key       string // the name as it is compared
	part      part
	form      form
	first     bool // it begins a paragraph
	caps      bool
	person    bool // a full name: two words or more
	title     bool // it begins the text, as a title with a colon does
}

// Limits of labels in bytes.
const (
	prefixBytes = 90
	lineBytes   = 140
)

// readLabel reads the label at the beginning of a line, if there is one.
func readLabel(text string, line span.Span) (label, bool) {
	s := line.Of(text)
	lead := len(s) - len(strings.TrimLeft(s, " \t*_\u3000"))
	stamp := timestamp(s[lead:])
	body := s[lead+stamp:]
	for _, dash := range []string{"――", "──"} {
		if strings.HasPrefix(body, dash) && len(body) > len(dash) {
			return label{Span: at(line.Start+lead+stamp, len(dash)), end: line.End, key: "――", part: question, form: dashForm}, true
		}
	}
	if name, n := prefix(body); n > 0 {
		l, ok := parse(name)
		l.Span, l.end, l.form = at(line.Start+lead, stamp+n), line.End, prefixForm
		if strings.TrimSpace(body[n:]) == "" {
			l.form = lineForm
		}
		return l, ok
	}
	t := strings.TrimRight(body, " \t\r*_")
	if len(t) > lineBytes || t == "" {
		return label{}, false
	}
	if r, _ := utf8.DecodeLastRuneInString(t); strings.ContainsRune("?!。？！,;", r) || r == '.' && !endsShort(t) {
		return label{}, false
	}
	l, ok := parse(t)
	l.Span, l.end, l.form = at(line.Start+lead, stamp+len(t)), line.End, lineForm
	return l, ok && !strings.ContainsAny(l.role, "0123456789") // "Meta Platforms, Inc. Second Quarter 2024 Results"
}

func at(start, n int) span.Span { return span.Span{Start: start, End: start + n} }

// endsShort reports whether a line ends in an abbreviation: "Corp.", "Jr.".
func endsShort(s string) bool {
	i := strings.LastIndexByte(s, ' ')
	return i > 0 && len(s)-i <= 6 && unicode.IsUpper(rune(s[i+1]))
}

// timestamp is the length of "[00:12:34] " or "12:34 " at the beginning of s.
func timestamp(s string) int {
	n := 0
	if n < len(s) && (s[n] == '[' || s[n] == '(') {
		n++
	}
	digits, colons := 0, 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == ':') {
		if s[n] == ':' {
			colons++
		} else {
			digits++
		}
		n++
	}
	if colons == 0 || digits < 3 || digits > 6 {
		return 0
	}
	if n < len(s) && (s[n] == ']' || s[n] == ')') {
		n++
	}
	return n + len(s[n:]) - len(strings.TrimLeft(s[n:], " -–"))
}

// prefix is what stands before the first colon of a line, and the length with it. "Q."
// and "A." count as well.
func prefix(s string) (string, int) {
	for _, short := range []string{"Q. ", "A. "} {
		if strings.HasPrefix(s, short) {
			return s[:1], 2
		}
	}
	window := s[:min(len(s), prefixBytes)]
	if inner, ok := strings.CutPrefix(window, "【"); ok { // 「【CFO】皆さん、こんにちは」
		if name, _, ok := strings.Cut(inner, "】"); ok {
			return name, len("【") + len(name) + len("】")
		}
	}
	i := strings.IndexByte(window, ':')
	if k := strings.Index(window, "："); k >= 0 && (i < 0 || k < i) {
		i = k
	}
	if i <= 0 {
		return "", 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	if strings.HasPrefix(s[i+n:], "//") || n == 1 && i+1 < len(s) && s[i-1] >= '0' && s[i-1] <= '9' {
		return "", 0
	}
	for n += i; n < len(s) && (s[n] == '*' || s[n] == '_'); {
		n++
	}
	return strings.TrimRight(s[:i], " *_\u00a0"), n
}

// parse takes a label apart into name and role; ok is false for what names nobody.
func parse(s string) (label, bool) {
	s = strings.TrimSpace(strings.Trim(s, "[]*_"))
	low := strings.ToLower(s)
	if p := labels[fold(low)]; p != unknown {
		if utf8.RuneCountInString(s) == 1 && s == low && isCased(s) {
			return label{}, false // "a: …" is no answer
		}
		l := label{name: s, key: fold(low), part: p}
		if p == question || p == answer {
			l.key = p.role() + "·" + string(rune('0'+p)) // all words for it are one speaker
		}
		l.role = p.role()
		return l, true
	}
	name, role := split(s)
	l := label{name: name, role: role, part: partIn(role)}
	if role == "" {
		l.name, l.role = takeRole(name)
		l.part = partIn(l.role)
	}
	if l.name == "" || strings.ContainsAny(l.name, "0123456789$€%?!\"“”„«»:;/") {
		return label{}, false
	}
	words := strings.Fields(l.name)
	if len(words) > 5 || !nameWords(words) {
		return label{}, false
	}
	l.caps = isCased(l.name) && strings.ToUpper(l.name) == l.name
	l.person = len(words) > 1
	l.key = fold(strings.ToLower(l.name))
	return l, true
}

// fold makes labels comparable: full-width letters are plain ones, no stop at the end.
func fold(s string) string {
	return strings.TrimRight(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return unicode.ToLower(r - '！' + '!')
		case r == '’':
			return '\''
		}
		return r
	}, s), ". ")
}

// split parts name and role: "A -- B", "A – B – C", "A (B)", "A, B".
func split(s string) (name, role string) {
	for _, sep := range []string{" -- ", " – ", " — ", " - ", " | "} {
		if name, role, ok := strings.Cut(s, sep); ok {
			return strings.TrimSpace(name), strings.TrimSpace(strings.ReplaceAll(role, sep, ", "))
		}
	}
	for _, b := range [][2]string{{"(", ")"}, {"（", "）"}} {
		if name, role, ok := strings.Cut(s, b[0]); ok && strings.HasSuffix(role, b[1]) {
			return strings.TrimSpace(name), strings.TrimSpace(strings.TrimSuffix(role, b[1]))
		}
	}
	for _, comma := range []string{",", "，", "、"} {
		if name, role, ok := strings.Cut(s, comma); ok {
			return strings.TrimSpace(name), strings.TrimSpace(role)
		}
	}
	return s, ""
}

// takeRole takes a title off a name: "CEO Jensen Huang", "젠슨 황 CEO", "黄仁勋首席执行官".
func takeRole(s string) (name, role string) {
	words := strings.Fields(s)
	if len(words) > 1 {
		first, last := words[0], words[len(words)-1]
		if p := partIn(first); p != unknown && !strings.HasPrefix(first, "Head") {
			return strings.Join(words[1:], " "), first
		}
		if p := partIn(last); p != unknown {
			return strings.Join(words[:len(words)-1], " "), last
		}
	}
	for _, w := range []string{"CEO", "CFO", "COO", "CTO"} { // 「コレット・クレスCFO」
		if name, ok := strings.CutSuffix(s, w); ok && name != "" && !isCased(name) {
			return name, w
		}
	}
	for _, w := range officers {
		if name, ok := strings.CutSuffix(s, w); ok && w[0] >= 0xE3 && name != "" {
			return name, w
		}
	}
	return s, ""
}

// nameWords reports whether words can be a name: capitals where the script has them,
// letters only, no more than a phrase.
func nameWords(words []string) bool {
	capital := false
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) {
			return false
		}
		for _, r := range w {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(".-'’·・‐", r) {
				return false
			}
		}
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			capital = true
		case !isCased(w):
			if utf8.RuneCountInString(w) > 10 {
				return false
			}
			capital = true
		case !particles[w]:
			return false
		}
	}
	return capital
}

// isCased reports whether a word is of a script that has capitals.
func isCased(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) })
}

func wordBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsMark(r)
}
