package report

import "strings"

// parting stands invisibly inside what would become a link or a mention.
const parting = "\u200b" // zero width space

// markdownText is any text as Markdown that shows it: on one line, with a backslash before
// all that Markdown or its tables give a meaning (CommonMark 0.31, section 2.4; GFM 0.29),
// and parted where GitHub makes a link of plain text, which no backslash prevents: behind
// @ (people, mails), in #1 and GH-1 (issues), in addresses and in :names: of pictures.
func markdownText(s string) string {
	s = strings.TrimSpace(flat(s))
	number := len(s) - len(strings.TrimLeft(s, "0123456789"))
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := range len(s) {
		if escapes(s, i) || i == number && begins(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
		if parts(s, i) {
			b.WriteString(parting)
		}
	}
	return b.String()
}

// escapes reports whether the byte at i takes a backslash wherever it stands.
func escapes(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '#', '$':
		return true
	case '&': // of an entity
		return i+1 < len(s) && (s[i+1] == '#' || isLetter(s[i+1]))
	}
	return false
}

// begins reports whether the byte at i would begin a list or a rule: one that stands first,
// or behind the number that stands first.
func begins(s string, i int) bool {
	switch s[i] {
	case '-', '+', '=':
		return i == 0 && (len(s) == 1 || !isLetter(s[1]) && !isDigit(s[1]))
	case '.', ')':
		return i > 0 && (i+1 == len(s) || s[i+1] == ' ')
	}
	return false
}

// parts reports whether a renderer must not see the bytes up to i and those behind as one.
func parts(s string, i int) bool {
	rest := s[i+1:]
	switch s[i] {
	case '@', '#':
		return rest != "" && rest[0] != ' '
	case ':':
		return strings.HasPrefix(rest, "//") || isPicture(rest)
	case '-':
		return rest != "" && isDigit(rest[0]) && i >= 2 && strings.EqualFold(s[i-2:i], "gh")
	case 'w', 'W':
		return strings.HasPrefix(rest, ".") && i >= 2 && strings.EqualFold(s[i-2:i], "ww")
	}
	return false
}

// isPicture reports whether a text goes on like a picture's name after its colon.
func isPicture(rest string) bool {
	name, _, closed := strings.Cut(rest, ":")
	return closed && name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r >= 0x80 || !isLetter(byte(r)) && !isDigit(byte(r)) && !strings.ContainsRune("_+-", r)
	}) < 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
