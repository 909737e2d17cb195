package lang

import (
	"strconv"
	"strings"

	"assay/quantity"
)

// tally is a number in words while it is put together: "three hundred and
// forty-two million" is 3, times 100, plus 40, plus 2, times 10^6. The rules
// are those of place value, the same for every language; which words there are
// stands in the packs.
type tally struct {
	n      int64 // what the words make so far
	part   int64 // how many fine parts of one stand behind it: "two and a half"
	unit   int64 // what the last word counts in: 10^6 in "forty-two million"
	fine   int64 // into how many parts it divides that: 2 in "and a half"
	exp    int   // the power of ten of the last scale word
	scales int   // scale words so far
	alt    int   // by how many powers of ten the scale may mean more
	took   bool  // there is a word
	counts bool  // tens are counted as hundreds are: 三十, viisikymmentä
	places bool  // nothing but digits so far, place by place: 二〇
	point  bool  // behind a decimal point in words
	join   bool  // behind a word that puts the smaller first: "und" of einundzwanzig
	loose  bool  // a small number behind millions that no scale word has taken yet
	bare   bool  // a power of ten without a number before it: "mil", "百"
	begins bool  // began with a power of ten without a number before it
	about  bool  // of a collective: "une centaine"
	spoken bool  // in words alone, where myriads write billions: 백이십억
	loss   bool  // of millions in a language that counts billions in them
}

// most is the largest number that a tally makes.
const most = 1e17

// above is the smallest power of ten above v.
func above(v int64) int64 {
	p := int64(1)
	for p <= v {
		p *= 10
	}
	return p
}

// trailing is the largest power of ten that divides v, at most limit.
func trailing(v, limit int64) int64 {
	p := int64(1)
	for v != 0 && v%10 == 0 && p < limit {
		v, p = v/10, p*10
	}
	return p
}

// add takes a number that is told in units of unit.
func (t *tally) add(v, unit int64) bool {
	switch {
	case !t.took:
		t.n, t.unit, t.fine, t.took, t.places = v, unit, 1, true, t.counts && v < 10
		return true
	case t.point:
		if v > 9 {
			return false
		}
		t.fine, t.part = t.fine*10, t.part*10+v
		return t.fine < 1e6
	case t.fine != 1:
		return false
	case t.places && v < 10 && t.n < 1e6:
		t.n = t.n*10 + v
		return true
	case v == 0:
		return t.counts // 二百零五
	}
	p := above(v)
	if low := t.n % p; t.join && low > 0 && low < trailing(v, p) {
		t.join = false
		t.n, t.unit = t.n+v, unit
		return true
	}
	if t.n == 0 || t.n%p != 0 || v < 10 && t.n%100 == 10 && !t.counts {
		return false
	}
	t.loose = t.unit >= 1e6 && v < 1000
	t.n, t.unit, t.bare, t.places, t.join = t.n+v, unit, false, false, false
	return true
}

// times takes a power of ten that multiplies what stands before it; alone it
// means one of its kind where implied is set ("mil", "百").
func (t *tally) times(exp int, implied bool) bool {
	if exp > 16 {
		return false
	}
	m := pow10(exp)
	switch {
	case !t.took:
		if !implied {
			return false
		}
		t.n, t.fine, t.took, t.bare, t.begins = m, 1, true, true, true
	case t.join: // पञ्चविंशत्यधिकशतम्
		if t.n >= m {
			return false
		}
		t.n, t.join = t.n+m, false
	case t.fine > 1 && t.scales == 0: // "two and a half billion"
		if t.part*m%t.fine != 0 || t.n > most/m {
			return false
		}
		t.n, t.part, t.point = t.n*m+t.part*m/t.fine, 0, false
	default:
		low := t.n % m
		if t.places {
			low = t.n
		}
		if t.fine > 1 || low > most/m || m == 10 && low > 9 || m == 100 && low > 99 {
			return false
		}
		p, add := above(low), low*m
		if low == 0 {
			if p, add = 10, m; !implied {
				return false
			}
		}
		if m >= 1000 && !t.counts {
			p = max(p, 1000)
		}
		rest := t.n - low
		if rest != 0 && (m > rest/p || rest%(m*p) != 0) {
			return false
		}
		if exp == 6 && t.loss && low >= 1000 { // "dos mil quinientos millones"
			m *= trailing(low, 1000)
		}
		t.n, t.bare = rest+add, t.bare && rest == 0 && low == 1
	}
	t.places = false
	if t.unit = 1; exp >= 3 {
		t.unit, t.exp, t.loose = m, exp, false
		t.scales++
	}
	return true
}

// behind takes a part of one, n of d, that stands behind the number or its
// scale word.
func (t *tally) behind(n, d int64) bool {
	if !t.took || t.fine > 1 || t.join || t.loose || d < 2 {
		return false
	}
	if t.unit >= 1000 {
		if t.unit*n%d != 0 {
			return false
		}
		t.n, n = t.n+t.unit*n/d, 0
	}
	t.part, t.fine, t.places = n, d, false
	return true
}

// whole reports whether the number may end here.
func (t *tally) whole() bool {
	return t.took && !t.loose && !t.join && !(t.point && t.fine == 1)
}

// scaled reports whether a scale word ends the number, as it does an amount.
func (t *tally) scaled() bool { return t.scales > 0 && t.unit >= 1000 && !(t.bare && t.exp < 6) }

// written is the number with the steps that its words show.
func (t *tally) written() quantity.Written {
	if t.fine > 1 {
		u := quantity.Frac(t.unit, t.fine)
		return quantity.Written{Value: quantity.Int(t.n).Add(quantity.Frac(t.part, t.fine)), Unit: u, Grain: u}
	}
	g := t.unit * trailing(t.n/t.unit, most/t.unit)
	w := quantity.Written{Value: quantity.Int(t.n), Unit: quantity.Int(t.unit), Grain: quantity.Int(g)}
	if t.spoken && t.n >= 10*g { // the zeros of 백이십억 are none that anybody wrote
		w.Unit = w.Grain
	}
	return w
}

// number takes a number or scale as packs tell them: "42", "1000", "1.5", or
// "+1/2" for what stands behind a number.
func (t *tally) number(id string) bool {
	if behind, ok := strings.CutPrefix(id, "+"); ok {
		if behind == "10" { // kolmetoista
			if low := t.n % 100; low < 1 || low > 9 {
				return false
			}
			t.n += 10
			return true
		}
		return t.behind(parts(behind))
	}
	if group, ok := strings.CutPrefix(id, "~"); ok { // une centaine, deux douzaines
		v, _ := strconv.ParseInt(group, 10, 64)
		if v < 2 || t.took && (t.n > 99 || t.fine > 1) {
			return false
		}
		if t.took {
			v *= t.n
		}
		t.n, t.unit, t.fine, t.took, t.about = v, 1, 1, true, true
		return true
	}
	v, rest := leading(id)
	if rest != "" { // anderthalb
		n, d := parts(id)
		if t.took || n <= 0 || d < 2 {
			return false
		}
		t.n, t.part, t.unit, t.fine, t.took = n/d, n%d, 1, d, true
		return true
	}
	if u := trailing(v, most); u == v && v >= 10 && (v >= 100 || t.counts) {
		return t.times(len(id)-1, true)
	} else if v >= 1000 { // полмиллиарда, medio millón
		if !t.add(v, u) {
			return false
		}
		if u >= 1000 {
			t.exp, t.scales = len(strconv.FormatInt(u, 10))-1, t.scales+1
		}
		return true
	}
	return t.add(v, 1)
}

// scale takes a scale word: "9", or "9|8" for a word that may mean either.
func (t *tally) scale(id string) bool {
	e, alt := scaleOf(id)
	if !t.times(e, false) {
		return false
	}
	t.alt = alt
	return true
}

// scaleOf is the power of ten of a scale's id, and by how many powers of ten
// its other meaning differs, if it has one.
func scaleOf(id string) (exp, alt int) {
	n, other := leading(id)
	if exp = int(n); other != "" {
		n, _ = leading(other[1:])
		alt = int(n) - exp
	}
	return exp, alt
}

// leading is the whole number that a pack's id begins with, and what stands behind it.
// The ids were held to their form when the pack was read.
func leading(id string) (n int64, rest string) {
	for rest = id; rest != "" && rest[0] >= '0' && rest[0] <= '9'; rest = rest[1:] {
		n = n*10 + int64(rest[0]-'0')
	}
	return n, rest
}

// parts reads "3/2" or "1.5" as so many parts of so many.
func parts(id string) (n, d int64) {
	if above, below, ok := strings.Cut(id, "/"); ok {
		n, _ = strconv.ParseInt(above, 10, 64)
		d, _ = strconv.ParseInt(below, 10, 64)
		return n, d
	}
	whole, rest, _ := strings.Cut(id, ".")
	n, _ = strconv.ParseInt(whole+rest, 10, 64)
	if d = pow10(len(rest)); d == 10 && n%5 == 0 {
		return n / 5, 2
	}
	return n, d
}

func pow10(e int) int64 {
	p := int64(1)
	for range e {
		p *= 10
	}
	return p
}
