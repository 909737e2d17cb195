package ixbrl

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// The formats of the inline XBRL transformation registries that yield
// numbers. Sources: Transformation Rules Registry 1 (2010-04-20), 2
// (2011-07-31), 3 (2015-02-26), 4 (2020-02-12) and 5 (2022-02-16) of XBRL
// International, and the SEC's ixt-sec (2015-08-31).

var (
	// errFormat: nothing known by that name; the digits may mean anything.
	errFormat = errors.New("unknown transformation")
	// errNotNumeric: a known format that yields no number.
	errNotNumeric = errors.New("the transformation yields no number")
)

// transform is a written number in decimal form ("1234.5"), by the format of
// that namespace and name. An empty name means that the text is the number.
func transform(ns, name, text string) (string, error) {
	text = strings.TrimFunc(text, isSpace)
	if name == "" {
		return plainNumber(text)
	}
	kind, ok := formatKind(ns, name)
	if !ok {
		return "", errFormat
	}
	switch kind {
	case dotDecimal:
		return separated(text, '.', ",")
	case dotDecimalApos:
		return separated(text, '.', ",'`´’′")
	case commaDecimal:
		return separated(text, ',', ".")
	case commaDecimalApos:
		return separated(text, ',', ".'`´’′")
	case unitDecimal:
		return unitNumber(text)
	case dash:
		if text == "" || strings.Trim(text, "-‐‑‒–—―−") != "" {
			return "", fmt.Errorf("%q is no dash", clip(text))
		}
		return "0", nil
	case zero:
		return "0", nil
	case words:
		return wordNumber(text)
	}
	return "", errNotNumeric
}

type format int

const (
	dotDecimal format = iota
	dotDecimalApos
	commaDecimal
	commaDecimalApos
	unitDecimal
	dash
	zero
	words
	notNumeric
)

const (
	ixtBase = "http://www.xbrl.org/inlineXBRL/transformation/"
	ixt2008 = "http://www.xbrl.org/2008/inlineXBRL/transformation"
	ixtSEC  = "http://www.sec.gov/inlineXBRL/transformation/"
)

// formatKind finds a format. Within one family the registries only add names
// and never reuse one, so that a name means the same in each that has it.
func formatKind(ns, name string) (format, bool) {
	if strings.HasPrefix(ns, ixtSEC) {
		switch strings.ToLower(name) {
		case "numwordsen", "num-word-en":
			return words, true
		case "numinf", "numneginf", "numnan", "durday", "durweek", "durmonth", "duryear", "durhour", "durwordsen":
			return notNumeric, true
		}
		return 0, false
	}
	switch strings.TrimSuffix(ns, "/") {
	case ixt2008, ixtBase + "2010-04-20", ixtBase + "2011-07-31", ixtBase + "2015-02-26", ixtBase + "2020-02-12", ixtBase + "2022-02-16":
	default:
		return 0, false
	}
	switch name {
	case "numcommadot", "numspacedot", "numdotdecimal", "numdotdecimalin", "num-dot-decimal":
		return dotDecimal, true
	case "num-dot-decimal-apos":
		return dotDecimalApos, true
	case "numdotcomma", "numspacecomma", "numcomma", "numcommadecimal", "num-comma-decimal":
		return commaDecimal, true
	case "num-comma-decimal-apos":
		return commaDecimalApos, true
	case "numunitdecimal", "numunitdecimalin", "num-unit-decimal":
		return unitDecimal, true
	case "numdash", "zerodash":
		return dash, true
	case "fixed-zero":
		return zero, true
	case "nocontent", "fixed-empty", "fixed-true", "fixed-false", "booleantrue", "booleanfalse":
		return notNumeric, true
	}
	return 0, false
}

// isSpace takes the blanks that filings put between thousands.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// separated reads digits with one kind of decimal mark; marks of thousands
// and blanks fall out.
func separated(s string, mark rune, thousands string) (string, error) {
	var b strings.Builder
	point, digits := false, 0
	for _, r := range s {
		r = narrow(r)
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
			digits++
		case r == mark && !point:
			point = true
			b.WriteByte('.')
		case !point && strings.ContainsRune(thousands, r), isSpace(r):
		default:
			return "", fmt.Errorf("%q is no number of this format: unexpected %q", clip(s), r)
		}
	}
	if digits == 0 {
		return "", fmt.Errorf("%q holds no digit", clip(s))
	}
	return b.String(), nil
}

// unitNumber reads units and hundredths with words between or after them:
// "1,234 dollars 5 cents" is 1234.05.
func unitNumber(s string) (string, error) {
	var runs []string // runs of digits, their thousands' marks taken out
	var b strings.Builder
	for _, r := range s {
		switch r = narrow(r); {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && len(runs) == 0 && (strings.ContainsRune(",.'", r) || isSpace(r)):
		default:
			if b.Len() > 0 {
				runs = append(runs, b.String())
				b.Reset()
			}
		}
	}
	if b.Len() > 0 {
		runs = append(runs, b.String())
	}
	if len(runs) != 2 || len(runs[1]) > 2 {
		return "", fmt.Errorf("%q is not units and hundredths", clip(s))
	}
	if len(runs[1]) == 1 {
		runs[1] = "0" + runs[1]
	}
	return runs[0] + "." + runs[1], nil
}

// narrow is the ASCII form of a full-width digit or mark.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// plainNumber checks a number without a format: XML's own decimal form.
func plainNumber(s string) (string, error) {
	digits, point := 0, false
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.' && !point:
			point = true
		case (r == '-' || r == '+') && i == 0:
		default:
			return "", fmt.Errorf("%q is no number and has no format", clip(s))
		}
	}
	if digits == 0 {
		return "", fmt.Errorf("%q is no number and has no format", clip(s))
	}
	return s, nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
