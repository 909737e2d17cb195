package locale

import "strings"

// scale is a word of scale: "# Mrd." for 10^9.
type scale struct {
	Exp int `toml:"exp"`
	forms
}

// leastZeros is how many zeros a word of scale must take the place of.
const leastZeros = 3

// Amount writes a decimal with its unit in short form: "25198000000", "USD" as
// "25,198 Mrd. $" in German; also percent, pp (percentage points), times, points,
// count, shares, pure (no unit) and a currency a share, "USD/share".
//
// It is exact: the largest word of scale takes the place of zeros at the end of a whole
// number, three of them or more, and of nothing else. 25198123456 is written out.
func (l *Locale) Amount(decimal, unit string) string {
	sign, digits := signOf(decimal)
	if !isDecimal(digits) {
		return strings.TrimRight(decimal+" "+unit, " ")
	}
	switch currency, of, _ := strings.Cut(unit, "/"); {
	case unit == "percent":
		return sign + fill(l.words.Marks.Percent, l.unsigned(digits))
	case unit == "times":
		return sign + fill(l.words.Marks.Times, l.unsigned(digits))
	case unit == "" || unit == "count" || unit == "pure":
		return sign + l.short(digits)
	case isCurrency(currency) && (of == "share" || of == "shares"):
		return fill(l.words.Marks.Share, sign+l.money(digits, currency))
	case isCurrency(unit):
		return sign + l.money(digits, unit)
	}
	return sign + l.counted(unit, digits)
}

// amountOf writes an amount as messages hold it: "25198000000 USD".
func (l *Locale) amountOf(text string) string {
	decimal, unit, _ := strings.Cut(text, " ")
	return l.Amount(decimal, unit)
}

// short writes digits with a word of scale where that loses none.
func (l *Locale) short(digits string) string {
	bare := strings.TrimRight(digits, "0")
	if strings.Contains(digits, ".") || len(digits)-len(bare) < leastZeros || digits[0] == '0' {
		return l.unsigned(digits)
	}
	for _, s := range l.words.Scales {
		at := len(digits) - s.Exp
		if at <= 0 {
			continue
		}
		scaled := digits[:at]
		if len(bare) > at {
			scaled += "." + bare[at:]
		}
		return fill(s.pick(l.form(scaled)), l.unsigned(scaled))
	}
	return l.unsigned(digits)
}

// money writes digits with the sign of their currency.
func (l *Locale) money(digits, currency string) string {
	sign, ok := l.words.Money[currency]
	if !ok {
		sign = currency
	}
	pattern := l.words.Marks.Amount
	if ascii := sign[len(sign)-1]; ascii >= 'A' && ascii <= 'Z' { // letters stand apart from digits
		pattern = strings.Replace(strings.Replace(pattern, "¤#", "¤\u00a0#", 1), "#¤", "#\u00a0¤", 1)
	}
	return strings.Replace(fill(pattern, l.short(digits)), "¤", sign, 1)
}

// isCurrency reports whether a unit is a currency's code by ISO 4217.
func isCurrency(unit string) bool {
	return len(unit) == 3 && strings.Trim(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// fill puts what stands for # into a pattern.
func fill(pattern, what string) string { return strings.Replace(pattern, "#", what, 1) }
