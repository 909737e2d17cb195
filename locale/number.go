package locale

import "strings"

// marks are how a language writes numbers, after the CLDR's numbers.json.
type marks struct {
	Decimal string `toml:"decimal"`
	Group   string `toml:"group"`
	// Least is how many digits must stand before the first mark between groups
	// (minimumGroupingDigits): with 2, four digits have none.
	Least int `toml:"least"`
	// Later is how many digits the groups before the last have: 3, or 2 as in
	// #,##,##0.
	Later  int    `toml:"later"`
	Digits string `toml:"digits"` // own digits from 0 to 9, else empty

	Percent string `toml:"percent"` // "# %"
	Times   string `toml:"times"`   // "#×"
	Amount  string `toml:"amount"`  // "# ¤": a number with its currency
	Share   string `toml:"share"`   // "# je Aktie": an amount a share
}

// minus is the minus sign, in every language: a hyphen may break from its number.
const minus = "−"

// Number writes a decimal string with the language's marks, whole or as far as it is
// written: "25198.5" as "25.198,5" in German. What is no decimal stays as it is.
func (l *Locale) Number(decimal string) string {
	sign, digits := signOf(decimal)
	if !isDecimal(digits) {
		return decimal
	}
	return sign + l.unsigned(digits)
}

func (l *Locale) unsigned(digits string) string {
	whole, frac, ok := strings.Cut(digits, ".")
	out := l.grouped(whole)
	if ok {
		out += l.words.Marks.Decimal + frac
	}
	return l.ownDigits(out)
}

// lastGroup is how many digits the last group of a whole number has.
const lastGroup = 3

// grouped puts the marks between groups of digits.
func (l *Locale) grouped(whole string) string {
	if len(whole) < lastGroup+l.words.Marks.Least {
		return whole
	}
	out := whole[len(whole)-lastGroup:]
	for whole = whole[:len(whole)-lastGroup]; len(whole) > l.words.Marks.Later; whole = whole[:len(whole)-l.words.Marks.Later] {
		out = whole[len(whole)-l.words.Marks.Later:] + l.words.Marks.Group + out
	}
	return whole + l.words.Marks.Group + out
}

// ownDigits writes the digits in the language's own script, if it has them.
func (l *Locale) ownDigits(s string) string {
	if l.words.Marks.Digits == "" {
		return s
	}
	own := []rune(l.words.Marks.Digits)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return own[r-'0']
		}
		return r
	}, s)
}

// signOf parts a decimal string's sign, as it is written for readers, from its digits.
func signOf(decimal string) (sign, digits string) {
	switch {
	case strings.HasPrefix(decimal, "-"):
		return minus, decimal[1:]
	case strings.HasPrefix(decimal, "+"):
		return "+", decimal[1:]
	}
	return "", decimal
}

// isDecimal reports whether a string is digits with at most one point inside them.
func isDecimal(s string) bool {
	whole, frac, ok := strings.Cut(s, ".")
	return allDigits(whole) && (!ok || allDigits(frac))
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
