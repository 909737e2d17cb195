package scenario

import (
	"sort"
	"strconv"
	"strings"
)

// Unit is what a value is measured in: a product of powers of base units, and
// the factor by which a figure so written is multiplied to be in base units.
// Percent is dimensionless with the factor 0.01. The zero value is the unit of
// a plain number.
type Unit struct {
	dims   string  // "USD:1 year:-1", sorted by name; "" is dimensionless
	name   string  // as shown; "" means made of dims
	factor float64 // 0 stands for 1
	any    bool    // the literal 0, which fits every unit
}

// unitWord is one word of the unit language.
type unitWord struct {
	base   string
	factor float64
}

// timeWords are the times; the base is the year, a day its 365th part.
var timeWords = map[string]float64{"year": 1, "quarter": 0.25, "month": 1. / 12, "day": 1. / 365}

// currencies are the ISO 4217 codes that a file may use; none is converted into
// another.
var currencies = []string{
	"AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY",
	"KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "ZAR",
}

// scales are the words that multiply the number before them.
var scales = map[string]float64{
	"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6,
	"bn": 1e9, "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}

// vocabulary is the unit words of one file. A plural stands only at the head of a
// unit: "5m users", but "USD/user"; so that USD / users can divide by a formula of
// that name.
type vocabulary struct {
	words   map[string]unitWord
	plurals map[string]string
}

// newVocabulary holds the built-in words and the file's own counted things.
func newVocabulary(counts []string) vocabulary {
	v := vocabulary{
		words:   map[string]unitWord{"percent": {"", 0.01}, "dollar": {"USD", 1}, "euro": {"EUR", 1}},
		plurals: map[string]string{"dollars": "dollar", "euros": "euro"},
	}
	for _, c := range currencies {
		v.words[c] = unitWord{c, 1}
	}
	for w, f := range timeWords {
		v.words[w], v.plurals[w+"s"] = unitWord{"year", f}, w
	}
	for _, c := range append([]string{"share", "count"}, counts...) {
		v.words[c], v.plurals[c+"s"] = unitWord{c, 1}, c
	}
	return v
}

// has reports whether the word is a unit in the singular.
func (v vocabulary) has(word string) bool {
	_, ok := v.words[word]
	return ok
}

// heads reports whether a unit may begin with the word.
func (v vocabulary) heads(word string) bool {
	return v.has(word) || v.plurals[word] != ""
}

// list is all unit words, sorted.
func (v vocabulary) list() []string {
	out := make([]string, 0, len(v.words))
	for w := range v.words {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}

// maxPower bounds the exponent of a base unit.
const maxPower = 12

// powers reads the dims of a unit.
func (u Unit) powers() map[string]int {
	out := map[string]int{}
	for _, f := range strings.Fields(u.dims) {
		name, n, _ := strings.Cut(f, ":")
		out[name], _ = strconv.Atoi(n)
	}
	return out
}

// unitOf is the unit of the powers; ok is false beyond maxPower.
func unitOf(p map[string]int) (u Unit, ok bool) {
	var parts []string
	for name, n := range p {
		if n > maxPower || n < -maxPower {
			return u, false
		}
		if n != 0 {
			parts = append(parts, name+":"+strconv.Itoa(n))
		}
	}
	sort.Strings(parts)
	u.dims = strings.Join(parts, " ")
	return u, true
}

// scale is the factor to base units.
func (u Unit) scale() float64 {
	if u.factor == 0 {
		return 1
	}
	return u.factor
}

// plain reports whether the unit has no dimension and no name: a bare number.
func (u Unit) plain() bool { return u.dims == "" && u.name == "" }

// fits reports whether values of the two units may be added and compared.
func (u Unit) fits(v Unit) bool { return u.any || v.any || u.dims == v.dims }

// join is the unit of a sum, or of one of two values; it is shown as both are.
func (u Unit) join(v Unit) Unit {
	switch {
	case u.any:
		return v
	case v.any || u == v:
		return u
	}
	return Unit{dims: u.dims}
}

// times is the unit of a product of u and the n-th power of v.
func (u Unit) times(v Unit, n int) (Unit, bool) {
	if u.dims == "" && v.dims == "" {
		return Unit{}, true
	}
	p := u.powers()
	for name, k := range v.powers() {
		p[name] += n * k
	}
	return unitOf(p)
}

// root is the unit of a square root; ok is false where a power is odd.
func (u Unit) root() (Unit, bool) {
	p := u.powers()
	for name, k := range p {
		if k%2 != 0 {
			return u, false
		}
		p[name] = k / 2
	}
	return unitOf(p)
}

// String is the unit as it is written: "USD/year", "percent", "" for a plain
// number.
func (u Unit) String() string {
	if u.name != "" {
		return u.name
	}
	var over, under []string
	for _, f := range strings.Fields(u.dims) {
		name, n, _ := strings.Cut(f, ":")
		k, _ := strconv.Atoi(n)
		list := &over
		if k < 0 {
			list, k = &under, -k
		}
		if k > 1 {
			name += "^" + strconv.Itoa(k)
		}
		*list = append(*list, name)
	}
	s := strings.Join(over, " ")
	if len(under) > 0 {
		if s == "" {
			s = "1"
		}
		s += "/" + strings.Join(under, "/")
	}
	return s
}

// spoken is the unit in a message.
func (u Unit) spoken() string {
	if s := u.String(); s != "" {
		return s
	}
	return "a plain number"
}

// percentUnit is the unit of figures with a percent sign.
var percentUnit = Unit{name: "percent", factor: 0.01}

// unitFault is why a unit could not be read: the word, and what to write.
type unitFault struct{ word, remedy string }

// parse reads a unit as a file states it: "USD", "USD/year", "dollars a year",
// "percent", "USD/user/month", "1/year", "".
func (v vocabulary) parse(s string) (Unit, *unitFault) {
	s = strings.TrimSpace(s)
	if s == "%" || s == "percent" {
		return percentUnit, nil
	}
	words := strings.Fields(strings.ReplaceAll(s, "/", " / "))
	p, factor, sign, want := map[string]int{}, 1.0, 1, true
	for i, w := range words {
		switch {
		case w == "/" || w == "per" || w == "a" || w == "an":
			if want {
				return Unit{}, &unitFault{w, "a unit is named on both sides, as in USD/year"}
			}
			sign, want = -1, true
		case w == "1" && i == 0 && len(words) > 1:
			want = false
		case !want:
			return Unit{}, &unitFault{w, "join units with / as in USD/year"}
		default:
			if s := v.plurals[w]; s != "" && sign > 0 {
				w = s
			}
			x, ok := v.words[w]
			if !ok || x.base == "" {
				return Unit{}, &unitFault{w, suggest(w, v.list(), "declare what is counted in counts, as in counts = [\"user\"]")}
			}
			p[x.base] += sign
			factor = raise(factor, x.factor, sign)
			want = false
		}
	}
	if want && len(words) > 0 {
		return Unit{}, &unitFault{s, "a unit is named on both sides, as in USD/year"}
	}
	u, ok := unitOf(p)
	if !ok {
		return Unit{}, &unitFault{s, "powers go up to 12"}
	}
	u.factor = factor
	if s != u.String() {
		u.name = strings.Join(words, " ")
		u.name = strings.ReplaceAll(u.name, " / ", "/")
	}
	if factor == 1 {
		u.factor, u.name = 0, ""
	}
	return u, nil
}

// raise multiplies or divides by f.
func raise(x, f float64, sign int) float64 {
	if sign < 0 {
		return x / f
	}
	return x * f
}
