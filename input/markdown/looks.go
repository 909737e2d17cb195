package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// looksBytes is how much of a text Looks looks at.
const looksBytes = 256 << 10

// sure is the weight of signs from which a text is Markdown. A sign that plain text
// never has weighs as much alone; those that newspapers print too (bullets, asterisks
// around a byline, a quoted line) weigh little, and each kind counts once.
const sure = 6

// Looks reports whether plain text is likely Markdown. Text of a newspaper without
// marks must not be: the lines of a plain text are paragraphs, those of Markdown flow
// together.
func Looks(b []byte) bool {
	b = b[:min(len(b), looksBytes)]
	text := strings.ReplaceAll(string(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))), "\r\n", "\n")
	if _, rest := cutFront(text); len(rest) < len(text) {
		return true
	}
	var s signs
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		before, after := "", ""
		if i > 0 {
			before = lines[i-1]
		}
		if i+1 < len(lines) {
			after = lines[i+1]
		}
		s.read(line, before, after)
	}
	return s.weight() >= sure
}

// signs counts the marks of Markdown in a text.
type signs struct {
	headings, titles, bold, links, rows, fences, definitions int
	items, quotes, italic, codes, barred                     int
}

func (s *signs) weight() int {
	w := 0
	add := func(n, least, points int) {
		if n >= least {
			w += points
		}
	}
	add(s.titles, 1, sure) // a heading of words at the top
	add(s.headings, 1, 3)
	add(s.headings, 2, 3)
	add(s.bold, 1, sure)
	add(s.links, 1, sure)
	add(s.definitions, 1, 4)
	add(s.definitions, 2, 2)
	add(s.rows, 1, sure)
	add(s.barred, 3, sure)
	add(s.fences, 2, sure)
	add(s.items, 2, 2)
	add(s.quotes, 1, 1)
	add(s.italic, 1, 1)
	add(s.codes, 2, 2)
	return w
}

func (s *signs) read(line, before, after string) {
	t := strings.TrimSpace(line)
	if t == "" {
		return
	}
	switch {
	case isHeading(t):
		if s.headings++; s.headings == 1 && strings.TrimSpace(before) == "" && strings.TrimSpace(after) == "" && s.items+s.quotes+s.italic == 0 {
			s.titles++
		}
	case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
		s.fences++
	case strings.HasPrefix(t, "> ") && len(t) > 2:
		s.quotes++
	case len(t) > 2 && strings.IndexByte("-*+", t[0]) >= 0 && t[1] == ' ' && !isRule(t):
		s.items++
	case isDelimiter(t) && strings.Contains(t, "|") && strings.Contains(before, "|"):
		s.rows++
	case isDefinition(t):
		s.definitions++
	}
	if len(t) > 2 && t[0] == '|' && t[len(t)-1] == '|' && strings.Count(t, "|") > 2 {
		s.barred++
	}
	s.bold += pairs(t, "**") + pairs(t, "__")
	s.italic += pairs(t, "*")
	s.codes += pairs(t, "`")
	s.links += linksIn(t)
}

// isHeading reports whether a line is a heading of words: "# 1" counts something,
// "#nvidia" is a hashtag, and so is "# nvidia #ai".
func isHeading(t string) bool {
	n := len(t) - len(strings.TrimLeft(t, "#"))
	if n == 0 || n > 6 || n == len(t) || t[n] != ' ' {
		return false
	}
	body := strings.TrimSpace(t[n:])
	if strings.Contains(strings.TrimRight(body, "#"), "#") || strings.HasPrefix(body, "of ") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(body)
	letters := strings.ContainsFunc(body, unicode.IsLetter)
	return letters && (n > 1 || !unicode.IsDigit(r))
}

// isDefinition reports whether a line defines where a link or footnote leads.
func isDefinition(t string) bool {
	rest, ok := strings.CutPrefix(t, "[")
	if !ok {
		return false
	}
	label, target, ok := strings.Cut(rest, "]: ")
	if !ok || label == "" || strings.ContainsAny(label, "[]") {
		return false
	}
	target = strings.TrimLeft(target, " <")
	return label[0] == '^' || strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://")
}

// pairs counts words set between two marks as Markdown wants them: the marks cling to
// the words inside, and to no letter outside.
func pairs(t, mark string) int {
	n := 0
	for at := 0; ; {
		i := strings.Index(t[at:], mark)
		if i < 0 {
			return n
		}
		i += at
		inner := i + len(mark)
		end := strings.Index(t[inner:], mark)
		if end < 0 {
			return n
		}
		end += inner
		if clings(t, i, inner, end, mark) {
			n++
			at = end + len(mark)
		} else {
			at = inner
		}
	}
}

// clings reports whether the marks at i and end are a pair around letters or digits.
func clings(t string, i, inner, end int, mark string) bool {
	out, _ := utf8.DecodeLastRuneInString(t[:i])
	behind, _ := utf8.DecodeRuneInString(t[end+len(mark):])
	first, _ := utf8.DecodeRuneInString(t[inner:end])
	last, _ := utf8.DecodeLastRuneInString(t[inner:end])
	c := rune(mark[0])
	if end == inner || out == c || behind == c || first == c || unicode.IsSpace(first) || unicode.IsSpace(last) {
		return false
	}
	joined := func(r rune) bool {
		return unicode.IsLetter(r) && !blankless(r) && !unicode.Is(unicode.Hangul, r) || unicode.IsDigit(r)
	}
	if joined(out) || joined(behind) || strings.HasSuffix(t[:i], "*") || strings.HasSuffix(t[:i], "_") {
		return false
	}
	return strings.ContainsFunc(t[inner:end], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// linksIn counts links with their targets: "[words](https://…".
func linksIn(t string) int {
	n := 0
	for _, target := range []string{"](http://", "](https://", "](/", "](#", "](mailto:", "](<http"} {
		n += strings.Count(t, target)
	}
	if n == 0 || !strings.Contains(t, "[") {
		return 0
	}
	return n
}
