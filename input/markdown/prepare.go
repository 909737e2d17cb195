package markdown

import (
	"bytes"
	"strings"
)

// Marks of this package inside text that goldmark reads: noncharacters of Unicode,
// which no text holds (prepare drops them from the source).
const (
	pipeMark  = '\uFDD0' // a bar that parts no cells
	linkOpen  = '\uFDD1' // before the words of a link
	linkClose = '\uFDD2' // behind them
	hardBreak = '\uFDD3' // the line ends here whatever its width
	noteMark  = '\uFDD4' // this paragraph is a footnote
)

// maxNesting is how many quotes and lists may stand inside each other.
const maxNesting = 24

// preparer rewrites the source line by line into a form without what goldmark would
// drop, misread, or take quadratic time for.
type preparer struct {
	lines []string
	out   bytes.Buffer
	fence string // the open code fence; "" outside
	deep  bool   // nesting was flattened
	math  bool   // inside a displayed formula
	note  bool   // inside a footnote, whose further paragraphs are indented
	own   bool   // inside a table of Markdown's own
}

// prepare gives the source for goldmark, and whether nesting was cut.
func prepare(source string) ([]byte, bool) {
	source = strings.Map(func(r rune) rune {
		if r >= pipeMark && r <= noteMark || r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, source)
	p := preparer{lines: strings.Split(source, "\n")}
	p.out.Grow(len(source) + len(source)/8)
	for i := 0; i < len(p.lines); {
		i += p.step(i)
	}
	return p.out.Bytes(), p.deep
}

// step writes the ith line, or the table that begins there; it tells how many lines
// that took.
func (p *preparer) step(i int) int {
	line := p.lines[i]
	if p.fenced(line) {
		p.emit(p.flatten(line))
		return 1
	}
	if n := p.looseTable(i); n > 0 {
		p.note = false
		return n
	}
	p.emit(p.rewrite(line))
	return 1
}

func (p *preparer) emit(line string) {
	p.out.WriteString(line)
	p.out.WriteByte('\n')
}

// fenced reports whether the line belongs to a block of code, and follows the fences.
func (p *preparer) fenced(line string) bool {
	t := strings.TrimLeft(line, " \t>")
	if p.fence != "" {
		if strings.HasPrefix(t, p.fence) && strings.Trim(t, p.fence[:1]+" \t") == "" {
			p.fence = ""
		}
		return true
	}
	for _, mark := range []string{"`", "~"} {
		n := len(t) - len(strings.TrimLeft(t, mark))
		if n >= 3 && !(mark == "`" && strings.Contains(t[n:], "`")) {
			p.fence = t[:n]
			return true
		}
	}
	return false
}

// isRule reports whether a line is nothing but one mark, again and again.
func isRule(line string) bool {
	t := strings.TrimSpace(line)
	return t != "" && strings.Contains("-*_", t[:1]) && strings.Trim(t, t[:1]+" \t") == ""
}

// rewrite makes one line of text regular. A single tilde strikes nothing out: it is
// the sign of a range or of "about" ("5~6 billion").
func (p *preparer) rewrite(line string) string {
	line = p.footnote(p.flatten(line))
	if strings.Contains(line, "~") {
		line = escapeTildes(line)
	}
	if strings.Contains(line, `\|`) {
		line = strings.ReplaceAll(line, `\|`, string(pipeMark))
	}
	return p.formula(line)
}

// flatten drops the marks of quotes and lists beyond maxNesting, the indentation that
// would nest as deep, and delimiter lines wider than any table.
func (p *preparer) flatten(line string) string {
	if isRule(line) {
		return line
	}
	if isDelimiter(line) && strings.Count(line, "|") > maxColumns {
		p.deep = true
		return ""
	}
	depth, width, i := 0, 0, 0
	for i < len(line) {
		n := container(line[i:])
		if n == 0 && (line[i] == ' ' || line[i] == '\t') {
			if n = 1; line[i] == '\t' {
				width += 3
			}
			width++
			if width <= 4*maxNesting {
				i++
				continue
			}
			return p.cut(line, i)
		}
		if n == 0 {
			return line
		}
		if depth++; depth > maxNesting {
			return p.cut(line, i)
		}
		i += n
	}
	return line
}

// cut drops all marks of containers from i on.
func (p *preparer) cut(line string, i int) string {
	rest := line[i:]
	for rest != "" {
		n := container(rest)
		if n == 0 && (rest[0] == ' ' || rest[0] == '\t') {
			n = 1
		}
		if n == 0 {
			break
		}
		p.deep = p.deep || rest[0] > ' '
		rest = rest[n:]
	}
	return line[:i] + rest
}

// container is the length of the mark of a quote or a list's item at the beginning of
// s, 0 if there is none.
func container(s string) int {
	spaced := func(n int) int {
		if len(s) == n || s[n] == ' ' || s[n] == '\t' {
			return n
		}
		return 0
	}
	switch c := s[0]; {
	case c == '>':
		return 1
	case c == '-' || c == '*' || c == '+' || c == ':':
		return spaced(1)
	case c >= '0' && c <= '9':
		n := 1
		for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n < len(s) && (s[n] == '.' || s[n] == ')') {
			return spaced(n + 1)
		}
	}
	return 0
}

// footnote marks the definition of a footnote, and lets its further paragraphs, which
// are indented, begin at the margin.
func (p *preparer) footnote(line string) string {
	if rest, ok := strings.CutPrefix(line, "[^"); ok {
		if label, def, ok := strings.Cut(rest, "]:"); ok && label != "" && !strings.ContainsAny(label, "[] ") {
			p.note = true
			return "\n" + string(noteMark) + strings.TrimSpace(def)
		}
	}
	if !p.note || strings.TrimSpace(line) == "" {
		return line
	}
	body := strings.TrimPrefix(strings.TrimPrefix(line, "\t"), "    ")
	if p.note = body != line; p.note {
		return string(noteMark) + body
	}
	return line
}

// escapeTildes escapes each tilde that stands alone.
func escapeTildes(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); {
		n := len(line[i:]) - len(strings.TrimLeft(line[i:], "~"))
		if n == 1 && (i == 0 || line[i-1] != '\\') {
			b.WriteByte('\\')
		}
		b.WriteString(line[i : i+max(n, 1)])
		i += max(n, 1)
	}
	return b.String()
}
