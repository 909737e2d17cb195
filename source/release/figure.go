package release

import (
	"strings"

	"assay/quantity"
)

// isDash reports whether a cell says that there is no figure: nil, which is not zero.
func isDash(s string) bool {
	switch strings.Trim(s, "$() \u00a0%") {
	case "—", "–", "-", "−", "--", "---", "——", "―":
		return true
	}
	return false
}

// isFigure reports whether a cell may hold a figure: digits with what accounting sets
// around them, and no year.
func isFigure(s string) bool {
	bare := bareFigure(s)
	if bare == "" || strings.Trim(bare, "0123456789.,") != "" || bare[0] == ',' {
		return false
	}
	return !isYear(s)
}

// bareFigure is a cell without currency sign, brackets, minus and percent sign.
func bareFigure(s string) string {
	return strings.Trim(strings.NewReplacer("$", "", "US$", "", "\u00a0", "", " ", "").Replace(s), "()-−–%")
}

func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}

// amount is a figure of a cell: printed, before any unit.
type amount struct {
	value    quantity.Decimal
	decimals int  // digits behind the point
	money    bool // a currency sign stands before it
}

// figure reads a cell as accounting prints it: "$ (1,234)", "(0.02)". The number itself
// is read by package lang; anything else in the cell makes it no figure.
func (r *reader) figure(s string) (a amount, ok bool) {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "%") {
		return a, false
	}
	rest := strings.NewReplacer("\u00a0", "", " ", "").Replace(s)
	negative := false
	for rest != "" {
		switch {
		case strings.HasPrefix(rest, "US$"):
			rest, a.money = rest[3:], true
			continue
		case rest[0] == '$' && !a.money:
			rest, a.money = rest[1:], true
			continue
		case rest[0] == '(' && !negative && strings.HasSuffix(rest, ")"):
			rest, negative = rest[1:len(rest)-1], true
			continue
		case !negative && (rest[0] == '-' || strings.HasPrefix(rest, "−") || strings.HasPrefix(rest, "–")):
			rest, negative = strings.TrimLeft(rest, "-−–"), true
			continue
		}
		break
	}
	if rest == "" || strings.Trim(rest, "0123456789.,") != "" {
		return a, false
	}
	text := rest
	if rest[0] == '.' { // lang wants a digit before the point
		text = "0" + rest
	}
	r.scan.Reset(text)
	r.scan.Atomize(0, len(text))
	r.used = append(r.used[:0], make([]bool, len(r.scan.Atoms))...)
	r.figs = r.scan.Figures(r.figs[:0], r.used)
	if len(r.figs) != 1 {
		return a, false
	}
	f := &r.figs[0]
	if f.Odd || f.Unit != "" || f.Scaled || f.IsRange || f.Sign != 0 || int(f.Start) != 0 || int(f.End) != len(text) {
		return a, false
	}
	v, err := quantity.ParseDecimal(f.Value.Value.String())
	if err != nil {
		return a, false
	}
	if negative {
		v = v.Neg()
	}
	if i := strings.LastIndexByte(rest, '.'); i >= 0 {
		a.decimals = len(rest) - i - 1
	}
	a.value = v
	return a, true
}
