package options

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"assay/quantity"
)

// maxField is the longest number, date or symbol that is looked at.
const maxField = 64

// maxPrice is beyond any price or strike quoted: a sign of a shifted column.
var maxPrice = quantity.MustDecimal("1e10").Rat()

// price reads a price; one that the source does not give is 0.
func price(s string) (quantity.Decimal, error) {
	s = strings.TrimSpace(s)
	if blank(s) {
		return quantity.Decimal{}, nil
	}
	d, err := number(s)
	switch {
	case err != nil:
	case d.Sign() < 0:
		err = fmt.Errorf("%.40q is below zero", s)
	case tooHigh(d):
		err = fmt.Errorf("%.40q is no price", s)
	default:
		return d, nil
	}
	return quantity.Decimal{}, err
}

// tooHigh compares without rationals what is plainly small.
func tooHigh(d quantity.Decimal) bool {
	mant, exp := d.Parts()
	if exp <= 0 && mant <= 1e10 {
		return false
	}
	return d.Rat().Cmp(maxPrice) > 0
}

// number reads a decimal as written, with a dollar sign or thousands' commas.
func number(s string) (quantity.Decimal, error) {
	if len(s) > maxField {
		return quantity.Decimal{}, fmt.Errorf("%.40q… is no number", s)
	}
	d, err := quantity.ParseDecimal(s)
	if err == nil {
		return d, nil
	}
	if t, ok := ungroup(strings.TrimPrefix(s, "$")); ok {
		d, err = quantity.ParseDecimal(t)
		s = t
	}
	if errors.Is(err, quantity.ErrRange) {
		d, err = quantity.ParseDecimal(shorten(s))
	}
	if err != nil {
		return d, fmt.Errorf("%.40q is no number", s)
	}
	return d, nil
}

// ungroup takes the commas out of "1,444" and "5,973.10"; ok is false if they do
// not part thousands.
func ungroup(s string) (string, bool) {
	whole, _, _ := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (len(g) == 0 || len(g) > 3) {
			return s, false
		}
	}
	return strings.ReplaceAll(whole, ",", "") + s[len(whole):], true
}

// kept are the digits that stay of a number with more than a Decimal holds:
// binary floats written out. No price means more.
const kept = 12

// shorten rounds a plain decimal to its first significant digits, halves up.
// Other forms come back as they are.
func shorten(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	digits := strings.TrimLeft(whole+frac, "0")
	if len(digits) <= kept || !allOf(digits, isDigit) {
		return s
	}
	n, err := strconv.ParseInt(digits[:kept], 10, 64)
	if err != nil {
		return s
	}
	if digits[kept] >= '5' {
		n++
	}
	return fmt.Sprintf("%de%d", n, len(digits)-kept-len(frac))
}

// count reads a number of contracts, rounded to whole ones: Deribit's are in
// coins, to a tenth.
func count(s string) (int64, error) {
	d, err := price(s)
	if err != nil {
		return 0, err
	}
	mant, exp := d.Parts()
	for ; exp > 0; exp-- {
		mant *= 10 // not beyond maxPrice
	}
	for ; exp < -1; exp++ {
		mant /= 10
	}
	if exp == -1 {
		mant = (mant + 5) / 10
	}
	return mant, nil
}

// blank reports whether a field says that there is no value.
func blank(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 1, 2, 3, 4:
	default:
		return false
	}
	switch strings.ToLower(s) {
	case "null", "none", "nan", "n/a", "na", "-", "--", ".", "<na>":
		return true
	}
	return false
}
