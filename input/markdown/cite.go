package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/article"
)

// prose is the text of one block without citations and addresses, by lines, and what
// was seen of links in it.
type prose struct {
	lines     []string
	links     int  // links and bare addresses
	linkRunes int  // characters of the lines that stand inside links
	cited     bool // it begins with the mark of a citation: an entry of a list of sources
	note      bool // it is a footnote
}

func (p *prose) runes() int {
	n := 0
	for _, l := range p.lines {
		n += utf8.RuneCountInString(l)
	}
	return n
}

// cleaner goes once through the flat text of a block.
type cleaner struct {
	in      string
	prose   prose
	line    []byte
	width   int  // bytes of the source's line so far
	dropped bool // something was left out right before
	inLink  bool
}

// maxCitation is the longest mark of a citation in bytes.
const maxCitation = 80

// clean drops citation marks, addresses and the marks of this package from flat text.
func clean(flat string) prose {
	c := cleaner{in: flat}
	if rest, ok := strings.CutPrefix(flat, string(noteMark)); ok {
		c.in, c.prose.note = rest, true
	}
	for i := 0; i < len(c.in); {
		i += c.step(i)
	}
	c.flush()
	return c.prose
}

// step handles what begins at i, and gives its length.
func (c *cleaner) step(i int) int {
	r, n := utf8.DecodeRuneInString(c.in[i:])
	if drop := c.citation(i, r); drop > 0 {
		if len(c.line) == 0 && len(c.prose.lines) == 0 {
			c.prose.cited = true
		}
		c.dropped = true
		return drop
	}
	switch r {
	case linkOpen:
		c.prose.links++
		c.inLink = true
	case linkClose:
		c.inLink = false
	case pipeMark:
		c.write('|')
	case noteMark:
	case hardBreak:
		c.flush()
	case '\n':
		c.soft(i)
	default:
		c.write(r)
		c.width += n
	}
	return n
}

// write adds a character; behind something dropped no blank is doubled, and none
// stays before a stop.
func (c *cleaner) write(r rune) {
	if r == '\t' || r == '\u2028' || r == '\u2029' {
		r = ' '
	}
	if c.dropped {
		switch {
		case (r == ')' || r == '）') && len(c.line) > 0 && c.emptyBracket():
			return
		case strings.ContainsRune(" .,;:!?)]。、，；：！？）」", r):
			c.line = trimRight(c.line)
		}
	}
	c.dropped = c.dropped && r == ' '
	if r == ' ' && (len(c.line) == 0 || c.line[len(c.line)-1] == ' ') {
		return
	}
	if c.inLink {
		c.prose.linkRunes++
	}
	c.line = utf8.AppendRune(c.line, r)
}

// emptyBracket takes back an opening bracket whose content was dropped.
func (c *cleaner) emptyBracket() bool {
	t := trimRight(c.line)
	r, n := utf8.DecodeLastRune(t)
	if r != '(' && r != '（' {
		return false
	}
	c.line = trimRight(t[:len(t)-n])
	return true
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

func (c *cleaner) flush() {
	if line := strings.TrimSpace(string(c.line)); line != "" {
		c.prose.lines = append(c.prose.lines, line)
	}
	c.line, c.width, c.dropped = c.line[:0], 0, false
}

// wide is the length in bytes from which a line was not broken for its width.
const wide = 120

// soft is a line break of the source: a blank, nothing between signs of scripts
// without blanks, or an end where the author meant one.
func (c *cleaner) soft(i int) {
	before, _ := utf8.DecodeLastRune(trimRight(c.line))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(c.in[i+1:], " "))
	switch {
	case after == '•' || after == '▪' || after == '●' || after == '·',
		c.width >= wide && strings.ContainsRune(".!?。！？।", before),
		(c.prose.cited || before == ':' || before == '：') && c.startsEntry(i+1),
		c.besideDate(i):
		c.flush()
		return
	case blankless(before) && (blankless(after) || unicode.IsDigit(after)) || blankless(after) && unicode.IsDigit(before):
	default:
		c.write(' ')
	}
	c.width = 0
}

// besideDate reports whether the line before or behind the break at i is nothing but a
// date: the line below a title.
func (c *cleaner) besideDate(i int) bool {
	next, _, _ := strings.Cut(c.in[i+1:min(len(c.in), i+1+dateBytes)], "\n")
	return isDate(next) || len(c.line) < dateBytes && isDate(string(c.line))
}

// dateBytes is longer than any date in words.
const dateBytes = 60

func isDate(line string) bool {
	if len(line) < 8 || strings.HasSuffix(line, ".") {
		return false
	}
	_, rest, ok := article.FindDate(line)
	return ok && rest == 0
}

// startsEntry reports whether the line at i begins with its number in brackets: lines
// of a list of sources.
func (c *cleaner) startsEntry(i int) bool {
	i += len(c.in[i:]) - len(strings.TrimLeft(c.in[i:], " "))
	return strings.HasPrefix(c.in[i:], "[") && c.bracket(i) > 0
}

func blankless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || strings.ContainsRune("、。，；：！？「」『』（）【】ー", r)
}

// citation is the length of the citation mark or address at i, 0 if there is none.
func (c *cleaner) citation(i int, r rune) int {
	switch s := c.in[i:]; r {
	case '(', '（':
		return c.linkedSource(s)
	case linkOpen:
		return c.linkMark(s)
	case '[':
		return c.bracket(i)
	case '【':
		return daggers(s)
	case ':':
		if rest, ok := strings.CutPrefix(s, ":contentReference["); ok {
			return len(s) - len(rest) + attributes(rest)
		}
	case '\uE200': // ChatGPT's own marks around a citation, in the private use area
		if end := strings.IndexRune(s[:min(len(s), 4*maxCitation)], '\uE201'); end > 0 {
			return end + len("\uE201")
		}
	case 'h', 'H', 'w', 'W':
		if i == 0 || !wordBefore(c.in[:i]) {
			return c.address(s)
		}
	case 'c':
		if strings.HasPrefix(s, "citeturn") && (i == 0 || !wordBefore(c.in[:i])) {
			return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool { return r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }))
		}
	}
	return 0
}

// attributes is the length of "oaicite:0]{index=0}".
func attributes(s string) int {
	end := strings.IndexByte(s[:min(len(s), maxCitation)], ']')
	if end < 0 {
		return 0
	}
	end++
	if strings.HasPrefix(s[end:], "{") {
		if k := strings.IndexByte(s[end:min(len(s), end+maxCitation)], '}'); k > 0 {
			end += k + 1
		}
	}
	return end
}

// wordBefore reports whether s ends in a letter or digit.
func wordBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) && r < 0x250 || unicode.IsDigit(r)
}

// linkedSource is a bracket around nothing but links without figures: "([Reuters](…),
// [SEC](…))". A link over figures is a statement and stays.
func (c *cleaner) linkedSource(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	links := 0
	for n < len(s) && n < 8*maxCitation {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == linkOpen:
			end := strings.IndexRune(s[n:min(len(s), n+4*maxCitation)], linkClose)
			if end < 0 || strings.ContainsAny(s[n:n+end], "0123456789%$€£¥") && !isMark(s[n+size:n+end]) && !isAddress(s[n+size:n+end]) {
				return 0
			}
			links++
			n += end + len(string(linkClose))
			continue
		case (r == ')' || r == '）') && links > 0:
			c.prose.links += links
			return n + size
		case !strings.ContainsRune(" ,;&+\n", r):
			return 0
		}
		n += size
	}
	return 0
}

// linkMark is a link whose words are only a number, a mark of its kind, or its own
// address.
func (c *cleaner) linkMark(s string) int {
	end := strings.IndexRune(s[:min(len(s), 16*maxCitation)], linkClose)
	if end < 0 {
		return 0
	}
	inner := s[len(string(linkOpen)):end]
	if !isMark(inner) && !isAddress(inner) && strings.TrimSpace(inner) != "" {
		return 0
	}
	c.prose.links++
	return end + len(string(linkClose))
}

// isMark reports whether the words of a link only count it: "1", "[2]", "^3".
func isMark(s string) bool {
	s = strings.Trim(s, " []^")
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

func isAddress(s string) bool {
	return !strings.ContainsAny(s, " \n") && (strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "mailto:") || strings.Contains(s, "@"))
}

// bracket is "[1]", "[2, 3]", "[4-6]", "[^7]", "[12†source]", "[cite: 1]". Behind a
// currency sign or before a per cent sign a number in brackets is an editor's.
func (c *cleaner) bracket(i int) int {
	s := c.in[i:]
	end := strings.IndexByte(s[:min(len(s), maxCitation)], ']')
	if end < 0 {
		return 0
	}
	inner := strings.Trim(s[1:end], " "+string(linkOpen)+string(linkClose))
	for _, head := range []string{"^", "cite:", "cite_start", "oaicite:", "citation:", "source:"} {
		if strings.HasPrefix(inner, head) && inner != "^" {
			return end + 1
		}
	}
	if strings.Contains(inner, "†") {
		return end + 1
	}
	if !isCount(inner) || strings.HasPrefix(s[end+1:], "%") || strings.HasPrefix(s[end+1:], " %") {
		return 0
	}
	if r, _ := utf8.DecodeLastRuneInString(c.in[:i]); unicode.Is(unicode.Sc, r) {
		return 0
	}
	return end + 1
}

// isCount reports whether s is made of numbers with at most three digits: "1, 2-4".
func isCount(s string) bool {
	digits, any := 0, false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if digits++; digits > 3 {
				return false
			}
			any = true
		case strings.ContainsRune(" ,;-–", r):
			digits = 0
		default:
			return false
		}
	}
	return any
}

// daggers is "【4†source】" or "【3:0†L1-L9】"; 【決算】 is a headline's own.
func daggers(s string) int {
	end := strings.Index(s[:min(len(s), maxCitation)], "】")
	if end < 0 {
		return 0
	}
	if inner := s[len("【"):end]; strings.Contains(inner, "†") || isCount(inner) {
		return end + len("】")
	}
	return 0
}

// address is the length of a bare web address, without the stop behind it.
func (c *cleaner) address(s string) int {
	head := strings.ToLower(s[:min(len(s), 8)])
	if !strings.HasPrefix(head, "http://") && !strings.HasPrefix(head, "https://") && !strings.HasPrefix(head, "www.") {
		return 0
	}
	n := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("<>\"）」』】、。，；", r) || r >= pipeMark && r <= noteMark
	})
	if n < 0 {
		n = len(s)
	}
	url := strings.TrimRight(s[:n], ".,;:!?*_'")
	if strings.HasSuffix(url, ")") && !strings.Contains(url, "(") {
		url = strings.TrimRight(url, ".,;:!?)")
	}
	c.prose.links++
	return len(url)
}
