package markdown

import (
	"strings"
	"unicode/utf8"
)

// formula writes the formulas of a line as people read them: "$26.0 \text{ billion}$"
// is 26.0 billion. A dollar sign that opens no formula stays one of money.
func (p *preparer) formula(line string) string {
	switch strings.TrimSpace(line) {
	case "$$":
		p.math = !p.math
		return ""
	case `\[`:
		p.math = true
		return ""
	case `\]`:
		p.math = false
		return ""
	case "":
		p.math = false // a formula holds no blank line: the mark was something else
		return line
	}
	if p.math {
		return escape(plainFormula(line, 0))
	}
	if !strings.Contains(line, `\`) {
		return line
	}
	var b strings.Builder
	for i := 0; i < len(line); {
		inner, n := formulaAt(line[i:])
		switch {
		case n > 0:
			b.WriteString(escape(plainFormula(inner, 0)))
			i += n
		case line[i] == '\\' && i+1 < len(line):
			b.WriteString(line[i : i+2])
			i += 2
		default:
			b.WriteByte(line[i])
			i++
		}
	}
	return b.String()
}

// maxFormula is the longest formula of a line in bytes; the search for its end must
// not run to the end of the line from every dollar sign.
const maxFormula = 500

// formulaAt is the formula at the beginning of s and the length with its marks; 0 if
// there is none. Between single dollars it needs a command of TeX, or it is money.
func formulaAt(s string) (inner string, n int) {
	window := s[:min(len(s), maxFormula)]
	for _, m := range [][2]string{{"$$", "$$"}, {`\(`, `\)`}, {`\[`, `\]`}} {
		if rest, ok := strings.CutPrefix(window, m[0]); ok {
			if end := strings.Index(rest, m[1]); end > 0 && (m[0] == "$$" || isFormula(rest[:end])) {
				return rest[:end], len(m[0]) + end + len(m[1])
			}
		}
	}
	if len(window) < 3 || window[0] != '$' || window[1] == ' ' || window[1] == '$' {
		return "", 0
	}
	for i := 1; i < len(window); i++ {
		switch {
		case window[i] == '\\':
			i++
		case window[i] == '$':
			if inner := window[1:i]; hasCommand(inner) && window[i-1] != ' ' {
				return inner, i + 1
			}
			return "", 0
		}
	}
	return "", 0
}

// isFormula reports whether what stands between escaped brackets is a formula, not
// words whose brackets an author escaped.
func isFormula(s string) bool {
	return hasCommand(s) || strings.ContainsAny(s, "=^{<>") || strings.TrimSpace(s) != s
}

// hasCommand reports whether s has a command of TeX in it: \text, \%, \,.
func hasCommand(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '\\' {
			if c := s[i+1]; c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte(`%,;!`, c) >= 0 {
				return true
			}
			i++
		}
	}
	return false
}

// commands are the commands of TeX that stand for one sign; "" leaves nothing.
var commands = map[string]string{
	"times": "×", "cdot": "·", "div": "÷", "approx": "≈", "sim": "~", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
	"neq": "≠", "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "ldots": "…", "dots": "…", "Delta": "Δ", "euro": "€", "pounds": "£",
	"yen": "¥", "quad": " ", "qquad": " ", "left": "", "right": "", "big": "", "Big": "", "displaystyle": "", "percent": "%",
	"text": "", "textbf": "", "textit": "", "mathrm": "", "mathbf": "", "mathit": "", "operatorname": "", "boxed": "",
}

// plainFormula writes TeX as plain text: commands as signs, fractions with a stroke.
func plainFormula(s string, depth int) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i += writeCommand(&b, s[i+1:], depth) + 1
		case c == '{' || c == '}' || c == '&':
			i++
		default:
			b.WriteByte(c)
			i++
		}
	}
	if depth > 0 {
		return b.String()
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// writeCommand writes the command at the beginning of s (behind its backslash) and
// gives its length.
func writeCommand(b *strings.Builder, s string, depth int) int {
	n := 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	if n == 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch r {
		case ',', ';', ':', ' ':
			b.WriteByte(' ')
		case '!', '(', ')', '[', ']':
		case '\\':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		return size
	}
	name := s[:n]
	if strings.HasSuffix(name, "frac") && depth < 4 {
		if over, under, m, ok := fraction(s[n:]); ok {
			b.WriteString(operand(over, depth) + " / " + operand(under, depth))
			return n + m
		}
	}
	sign, known := commands[name]
	if !known {
		sign = name
	}
	b.WriteString(sign)
	return n
}

// fraction reads "{a}{b}" at the beginning of s.
func fraction(s string) (over, under string, n int, ok bool) {
	over, m, ok := group(s)
	if !ok {
		return "", "", 0, false
	}
	under, k, ok := group(s[m:])
	return over, under, m + k, ok
}

// group is what stands in the braces at the beginning of s, and its length with them.
func group(s string) (inner string, n int, ok bool) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[1:i], i + 1, true
			}
		}
		if depth == 0 {
			return "", 0, false
		}
	}
	return "", 0, false
}

// operand is one side of a fraction, in brackets if it has parts.
func operand(s string, depth int) string {
	t := strings.TrimSpace(plainFormula(s, depth+1))
	if strings.ContainsAny(t, "+-−×") {
		return "(" + t + ")"
	}
	return t
}

// escape lets text stand in Markdown as it is.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\*_`[]<>|~$") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if r == '|' {
			r = pipeMark
		}
		if strings.ContainsRune("\\*_`[]<>~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
