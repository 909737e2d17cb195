package options

import (
	"fmt"
	"strings"

	"assay/period"
	"assay/quantity"
	"assay/vol"
)

// contract is what identifies an option.
type contract struct {
	root   string
	expiry period.Date
	kind   vol.Kind
	strike quantity.Decimal
}

// occTail is the length of an OCC symbol without its root: yymmdd, C or P, and
// eight digits of the strike in thousandths.
const occTail = 15

// parseOCC reads a symbol of the Options Clearing Corporation ("NVDA260211C00120000";
// "SPXW  260211P06900000" as the OCC pads it; "^SPX…", "O:NVDA…").
func parseOCC(s string) (c contract, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "O:")
	n := len(s) - occTail
	if n <= 0 || n > 12 {
		return c, false
	}
	root := strings.TrimRight(strings.TrimLeft(s[:n], "^_$"), " ")
	if root == "" || !allOf(root, isRootByte) || !allOf(s[n:n+6], isDigit) || !allOf(s[n+7:], isDigit) {
		return c, false
	}
	day, thousandths := s[n:n+6], int64(0)
	for _, d := range []byte(s[n+7:]) {
		thousandths = thousandths*10 + int64(d-'0')
	}
	c = contract{root: upper(root), kind: kindOf(s[n+6 : n+7]), strike: quantity.NewDecimal(thousandths, -3)}
	c.expiry, ok = civilDay(2000+two(day[:2]), two(day[2:4]), two(day[4:]))
	return c, ok && c.kind != 0 && thousandths > 0
}

func allOf(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isRootByte(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || isDigit(c) || c == '.'
}

func two(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

// upper is strings.ToUpper, without memory for what is upper already.
func upper(s string) string {
	if allOf(s, func(c byte) bool { return c < 'a' || c > 'z' }) {
		return s
	}
	return strings.ToUpper(s)
}

// kindOf reads C, P, call, put; 0 is neither.
func kindOf(s string) vol.Kind {
	switch s = strings.TrimSpace(s); {
	case strings.EqualFold(s, "c"), strings.EqualFold(s, "call"), strings.EqualFold(s, "calls"):
		return vol.Call
	case strings.EqualFold(s, "p"), strings.EqualFold(s, "put"), strings.EqualFold(s, "puts"):
		return vol.Put
	}
	return 0
}

// classes are the roots of index options that are not named as their index is
// (Cboe, Index Options Product Specifications: weeklies and end-of-month ones).
var classes = map[string]string{"SPXW": "SPX", "NDXP": "NDX", "RUTW": "RUT", "VIXW": "VIX"}

// underlyingOf is the symbol on which a root's options are written, as far as
// the root tells.
func underlyingOf(root string) string {
	if index, ok := classes[root]; ok {
		return index
	}
	if n := len(root) - 1; n > 0 && isDigit(root[n]) {
		return root[:n]
	}
	return root
}

// adjusted reports whether options of that root deliver something other than
// shares of the symbol.
func adjusted(root, symbol string) bool {
	return root != "" && isDigit(root[len(root)-1]) && !sameSymbol(root, symbol)
}

// plainSymbol is a symbol without the marks that vendors put before an index.
func plainSymbol(s string) string {
	return upper(strings.TrimLeft(strings.TrimSpace(s), "^_$."))
}

// sameSymbol takes BRK.B, BRK-B and BRKB for one.
func sameSymbol(a, b string) bool {
	if a == b {
		return true
	}
	bare := strings.NewReplacer(".", "", "-", "", "/", "", " ", "")
	return strings.EqualFold(bare.Replace(a), bare.Replace(b))
}

func (c contract) String() string {
	letter := "C"
	if c.kind == vol.Put {
		letter = "P"
	}
	return fmt.Sprintf("%s %v %v %s", c.root, c.expiry, c.strike, letter)
}
