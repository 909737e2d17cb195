package lang

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"assay/lexicon"
	"assay/quantity"
)

// number reads the number itself at atom at: digits, words, a fraction, a
// multiple; with its scale words. It gives the last atom taken.
func (s *Scan) number(f *Figure, at int, used []bool) (last int, ok bool) {
	a := &s.Atoms[at]
	if id, isMul := s.Has(a, lexicon.Multiple); isMul && id != "x" && id != "more" && id != "by" && id != "divided by" && f.Unit == "" {
		f.Form, f.Unit = Times, "times"
		if factor, over := strings.CutPrefix(id, "over:"); over {
			id, f.Hedge = factor, quantity.Over
		}
		f.Value = multiple(parseRat(id))
		return at, true
	}
	if a.Kind == Numeral {
		if s.denominated(f, at) {
			return at + 2, true
		}
		if n, d, last, isPart := s.outOf(at); isPart {
			f.Form, f.Unit, f.Value = Part, "percent", part(quantity.Frac(n, d))
			return last, true
		}
		return s.digits(f, at, used)
	}
	if last, ok := s.manifold(f, at); ok {
		return last, true
	}
	if n, d, last, isPart := s.outOf(at); isPart {
		f.Form, f.Unit, f.Value = Part, "percent", part(quantity.Frac(n, d))
		return last, true
	}
	if t, last, isNum := s.numberWords(at, used); isNum {
		if part, end, isPart := s.partsOf(&t, last); isPart { // drei Viertel, a third
			f.Form, f.Unit, f.Value = Part, "percent", part
			return s.scaleOfPart(f, end), true
		}
		if part, end, isPart := s.denominatedWords(&t, last, used); isPart {
			f.Form, f.Unit, f.Value = Part, "percent", part
			return end, true
		}
		f.Value, f.Scaled, f.Alt = t.written(), t.scaled(), t.alt
		if t.scales == 1 {
			f.scale = t.exp
		}
		if t.about {
			f.Hedge = quantity.About
		}
		return last, true
	}
	if id, isFrac := s.Has(a, lexicon.Fraction); isFrac && (s.V.cjk || id == "1/2" || s.fractionOf(at) || s.bareFraction(at, id)) { // a bare "quarter" is a period
		f.Form, f.Unit = Part, "percent"
		f.Value = part(parseRat(id))
		return s.scaleOfPart(f, at), true
	}
	return 0, false
}

// partsOf reads a number of parts: "two-thirds", "drei Viertel".
func (s *Scan) partsOf(t *tally, last int) (w quantity.Written, end int, ok bool) {
	j := last + 1
	if t.scales > 0 || t.fine > 1 || j >= len(s.Atoms) {
		return w, 0, false
	}
	if j = s.pastHyphen(j); j >= len(s.Atoms) {
		return w, 0, false
	}
	id, ok := s.Has(&s.Atoms[j], lexicon.Fraction)
	if !ok {
		return w, 0, false
	}
	return part(parseRat(id).Mul(quantity.Int(t.n))), j, true
}

// outOf reads "nine out of ten", "neun von zehn Dollar": n of d.
func (s *Scan) outOf(at int) (n, d int64, last int, ok bool) {
	if len(s.V.outOf) == 0 || at+2 >= len(s.Atoms) {
		return 0, 0, 0, false
	}
	from := int(s.Atoms[at+1].Start)
	for _, w := range s.V.outOf {
		if end := from + len(w); end >= len(s.Folded) || s.Folded[from] != w[0] || s.Folded[end] != ' ' || string(s.Folded[from:end]) != w {
			continue
		}
		if n = s.small(at); n == 0 {
			return 0, 0, 0, false
		}
		for last = at + 2; last < len(s.Atoms) && int(s.Atoms[last].Start) <= from+len(w); last++ {
		}
		if last >= len(s.Atoms) {
			return 0, 0, 0, false
		}
		d = s.small(last)
		if d != 10 && d != 100 && (d > 9 || n+1 < d && n != 1) || n >= d {
			continue
		}
		if next := last + 1; next < len(s.Atoms) {
			a := &s.Atoms[next]
			if a.Kind == Numeral || a.classes&(1<<lexicon.Period|1<<lexicon.Scale|1<<lexicon.Fraction|1<<lexicon.Number|1<<lexicon.Multiple) != 0 {
				return 0, 0, 0, false // "two out of three years"
			}
			if s.currencyAt(next) {
				last = next
			} else if _, unit := s.Has(a, lexicon.Unit); unit {
				return 0, 0, 0, false
			}
		}
		return n, d, last, true
	}
	return 0, 0, 0, false
}

// small is the whole number from 1 to 100 in one word or numeral at an atom, or
// 0.
func (s *Scan) small(i int) int64 {
	if i >= len(s.Atoms) {
		return 0
	}
	a := &s.Atoms[i]
	n, rest := int64(0), ""
	if a.Kind == Numeral {
		n = s.nums[a.num].mant
	} else if id, is := s.Has(a, lexicon.Number); is {
		n, rest = leading(id)
	}
	if n > 100 || rest != "" {
		return 0
	}
	return n
}

// denominatedWords is denominated for numbers in words: 「八分之七」.
func (s *Scan) denominatedWords(below *tally, last int, used []bool) (w quantity.Written, end int, ok bool) {
	if !s.V.cjk || last+2 >= len(s.Atoms) || !s.Is(&s.Atoms[last+1], lexicon.Link, "denominator") {
		return w, 0, false
	}
	above, end, ok := s.numberWords(last+2, used)
	if !ok {
		return w, 0, false
	}
	q, ok := above.written().Value.Quo(below.written().Value)
	if !ok || q.Sign() <= 0 || q.Cmp(quantity.Int(1)) > 0 {
		return w, 0, false
	}
	return part(q), end, true
}

// denominated reads a fraction whose denominator stands first: 「4分の1」.
func (s *Scan) denominated(f *Figure, at int) bool {
	if at+2 >= len(s.Atoms) || !s.Is(&s.Atoms[at+1], lexicon.Link, "denominator") || s.Atoms[at+2].Kind != Numeral {
		return false
	}
	below, ok1 := s.nums[s.Atoms[at].num].whole()
	above, ok2 := s.nums[s.Atoms[at+2].num].whole()
	if !ok1 || !ok2 || below < 2 || above < 1 || above > below {
		return false
	}
	f.Form, f.Unit = Part, "percent"
	f.Value = part(quantity.Frac(int64(above), int64(below)))
	return true
}

// bareFraction reports whether a fraction in one word counts without an article:
// it is no ordinal or period too, and is more than one part, or is hedged, or
// stands behind a preposition or a direction.
func (s *Scan) bareFraction(at int, id string) bool {
	if _, period := s.Has(&s.Atoms[at], lexicon.Period); period && !s.surelyPart(at) {
		return false
	}
	if id[0] != '1' || at == 0 {
		return id[0] != '1'
	}
	before := &s.Atoms[at-1]
	if g := &s.V.Pack.Grammar; s.Atoms[at-1].In(lexicon.Measure) && Ends(string(s.fold(&s.Atoms[at-1])), g.Genitives) {
		return true // "राजस्वस्य षष्ठांशः"
	}
	if g := &s.V.Pack.Grammar; g.Genitive && at+1 < len(s.Atoms) && (s.Atoms[at+1].In(lexicon.Measure) || before.In(lexicon.Measure) && s.Atoms[at+1].Kind == Numeral) {
		return true // "sextam partem redituum", "nettotulos kymmenyksen 24,1 miljardiin"
	}
	for j := range at { // "osuus liikevaihdosta oli kahdeksasosa"
		if s.Is(&s.Atoms[j], lexicon.Link, "share") {
			return true
		}
	}
	return before.classes&(1<<lexicon.HedgeBefore|1<<lexicon.Direction) != 0 || s.Is(before, lexicon.Link, "by") || s.Is(before, lexicon.Link, "to")
}

// surelyPart reports whether a word for a quarter is a part and no period: a hedge
// stands before it, a direction behind, or what it is a part of beside it.
func (s *Scan) surelyPart(at int) bool {
	g := &s.V.Pack.Grammar
	if at > 0 {
		before := &s.Atoms[at-1]
		if before.In(lexicon.HedgeBefore) || before.In(lexicon.Measure) && Ends(string(s.fold(before)), g.Wholes) {
			return true
		}
	}
	for j := at + 1; j < len(s.Atoms) && j <= at+2; j++ {
		a := &s.Atoms[j]
		if a.In(lexicon.Direction) && j == at+1 || g.Genitive && a.In(lexicon.Measure) && Ends(string(s.fold(a)), g.Wholes) {
			return true
		}
		if a.Kind != Word {
			return false
		}
	}
	return false
}

// scaleOfPart turns "half a billion" into the number it is.
func (s *Scan) scaleOfPart(f *Figure, at int) int {
	j := at + 1
	if j+2 < len(s.Atoms) && s.Is(&s.Atoms[j], lexicon.Link, "of") && s.Is(&s.Atoms[j+1], lexicon.Number, "1") { // three quarters of a billion
		if _, ok := s.Has(&s.Atoms[j+2], lexicon.Scale); ok {
			j++
		}
	}
	if j < len(s.Atoms) && s.Is(&s.Atoms[j], lexicon.Number, "1") {
		j++
	} else if j+1 < len(s.Atoms) && s.hyphen(j) { // demi-milliard
		j++
	}
	if j < len(s.Atoms) {
		if id, ok := s.Has(&s.Atoms[j], lexicon.Scale); ok {
			e, alt := scaleOf(id)
			f.Alt = alt
			f.Form, f.Scaled, f.Unit = Plain, true, ""
			v := f.Value.Value.Mul(quantity.Pow10(e - 2))
			g := quantity.Pow10(e - 1)
			f.Value = quantity.Written{Value: v, Unit: g, Grain: g}
			return j
		}
	}
	return at
}

// digits reads a numeral and the scale words after it.
func (s *Scan) digits(f *Figure, at int, used []bool) (int, bool) {
	n := &s.nums[s.Atoms[at].num]
	f.Digits, f.Odd, f.Value.Digits = true, n.odd, n.digits
	whole, isWhole := n.whole()
	if s.V.cjk && isWhole {
		if t, end, ok := s.myriads(at, used); ok {
			f.Value, f.Scaled, f.scale = t.written(), t.unit >= 1000, 0
			f.Value.Digits = len(strconv.FormatInt(t.n/t.unit, 10))
			if t.unit == 1e4 && t.n >= 1e8 && s.unitWord(end) { // the zeros of 「265億4000万」 are rounding
				f.Value.Unit = f.Value.Grain
			}
			return end, true
		}
	}
	last, scale, alt := s.scaleAfter(at, used)
	if scale == 0 {
		f.Year = isWhole && !n.grouped && whole >= 1900 && whole <= 2100
		f.Value.Value, f.Value.Unit, f.Value.Grain = quantity.Scaled(n.mant, -n.frac), quantity.Pow10(-n.frac), quantity.Pow10(n.zeros-n.frac)
		if half, end, ok := s.halfAfter(at, used); ok && isWhole { // 2 and a half billion
			f.Value, f.Scaled, f.scale = half.written(), half.scaled(), half.exp
			return end, true
		}
		return last, true
	}
	f.scale, f.Alt = scale, alt
	if n.frac == 3 && scale == 6 && s.V.Pack.Grammar.ThousandMillions { // "34,540 millones" as Mexico groups them: nobody tells a million's thousandths
		n = &numeral{mant: n.mant, zeros: min(3, trailingZeros(n.mant)), odd: n.odd}
		whole, isWhole = n.whole()
	}
	if t, end, ok := s.onward(n, last, scale, f.Unit != "", used); ok { // 24 mil 700 millones
		f.Value, f.Scaled, f.scale = t.written(), true, t.exp
		f.Value.Digits = len(strconv.FormatInt(t.n/pow10(t.exp), 10))
		return end, true
	}
	e := scale - n.frac // of the last digit
	f.Value.Value, f.Value.Unit, f.Value.Grain = quantity.Scaled(n.mant, e), quantity.Pow10(e), quantity.Pow10(e+n.zeros)
	if s.V.Pack.Grammar.ThousandMillions && scale == 6 && isWhole && whole >= 1000 {
		f.Value.Unit = quantity.Pow10(e + min(n.zeros, 3))
	}
	f.Scaled = true
	return last, true
}

// myriads reads several numerals that add up in a language that counts in
// myriads: 「847億4200万」, 「696억3천200만」, 「2억 5000만」, 「2백만」.
func (s *Scan) myriads(at int, used []bool) (best tally, last int, ok bool) {
	whole, _ := s.nums[s.Atoms[at].num].whole()
	t := tally{counts: true}
	t.add(int64(whole), 1)
	t.places = false
	several := false
	for j := at + 1; j < len(s.Atoms) && !used[j]; j++ {
		a := &s.Atoms[j]
		if a.Kind == Numeral {
			w, isWhole := s.nums[a.num].whole()
			if !isWhole || t.unit < 10 && t.n%10 != 0 || !a.Joined && (t.unit < 1e4 || w > 9999 || !s.unitWord(j+1)) || !t.add(int64(w), 1) {
				break
			}
			t.places, t.loose, several = false, false, true
		} else {
			if !a.Joined || a.Kind != Word {
				break
			}
			if _, scale := s.Has(a, lexicon.Scale); !scale {
				several = true // 백, 百: numbers, or parts of them
			}
			if !s.multipliers(&t, a) {
				break
			}
		}
		best, last, ok = t, j, several
	}
	return best, last, ok
}

// multipliers takes the powers of ten that an atom consists of: 천만, 百.
func (s *Scan) multipliers(t *tally, a *Atom) bool {
	next := *t
	w := s.fold(a)
	for len(w) > 0 {
		_, n := utf8.DecodeRune(w)
		e := s.power(w[:n])
		if e < 0 || !next.times(e, false) {
			break
		}
		w = w[n:]
	}
	if len(w) == 0 {
		*t = next
		return true
	}
	id, is := s.Has(a, lexicon.Scale)
	return is && t.scale(id)
}

// power is the power of ten that a character means, or -1.
func (s *Scan) power(c []byte) int {
	for _, sense := range s.V.trie.Find(c).Senses() {
		switch sense.Class {
		case lexicon.Scale:
			e, _ := scaleOf(sense.ID)
			return e
		case lexicon.Number:
			if sense.ID[0] == '1' && len(sense.ID) > 1 {
				return len(sense.ID) - 1
			}
		}
	}
	if id := s.V.parts.id(c); len(id) > 1 && id[0] == '1' {
		return len(id) - 1
	}
	return -1
}

// scaleAfter is the power of ten of the scale words after atom at, and the
// last atom of them ("mil millones", "万亿"); alt is by how much it may mean
// more.
func (s *Scan) scaleAfter(at int, used []bool) (last, exp, alt int) {
	last = at
	for last+1 < len(s.Atoms) && !used[last+1] {
		a := &s.Atoms[last+1]
		j := last + 1
		if s.punct(a) == '-' && last+2 < len(s.Atoms) { // 5-billion-dollar
			a, j = &s.Atoms[last+2], last+2
		}
		id, ok := s.Has(a, lexicon.Scale)
		if !ok || s.letterApart(a) && !s.currencyAt(j+1) {
			break
		}
		e, other := scaleOf(id)
		exp, alt = exp+e, alt+other
		last = j
	}
	return last, exp, alt
}

// letterApart reports whether a scale is a single letter that stands apart:
// "5 m", "3 b" are no millions, no billions; "5 M€" are.
func (s *Scan) letterApart(a *Atom) bool { return a.End-a.Start == 1 && !a.Joined }

// halfAfter reads "2 and a half billion" from its numeral.
func (s *Scan) halfAfter(at int, used []bool) (t tally, last int, ok bool) {
	whole, _ := s.nums[s.Atoms[at].num].whole()
	if at+1 >= len(s.Atoms) || whole < 1 {
		return t, 0, false
	}
	t.add(int64(whole), 1)
	if _, d, _ := s.andParts(&t, at+1, used); d == 0 && !s.behindWord(at+1) {
		return t, 0, false
	}
	last, ok = s.words(&t, at+1, used)
	return t, last, ok
}

// behindWord reports whether the atom stands behind a number as a part of it:
// "and a half".
func (s *Scan) behindWord(i int) bool {
	id, ok := s.Has(&s.Atoms[i], lexicon.Number)
	return ok && id[0] == '+'
}

// onward reads what follows a numeral with its scale where that goes on to a
// second scale or a half: "24 mil 700 millones", "1 млрд 200 млн", "3 millones
// y medio". Behind a currency's sign no "and" goes on.
func (s *Scan) onward(n *numeral, last, scale int, signed bool, used []bool) (t tally, end int, ok bool) {
	whole, isWhole := n.whole()
	j := last + 1
	if j >= len(s.Atoms) || used[j] || !isWhole || s.V.cjk {
		return t, 0, false
	}
	t.loss = s.V.Pack.Grammar.ThousandMillions
	if !t.add(int64(whole), 1) || !t.times(scale, false) {
		return t, 0, false
	}
	if _, d, _ := s.andParts(&t, j, used); d == 0 {
		if !signed && s.Is(&s.Atoms[j], lexicon.Link, "and") && j+1 < len(s.Atoms) {
			j++
		}
		if s.Atoms[j].Kind != Numeral && !s.behindWord(j) {
			return t, 0, false
		}
	}
	first := t.n
	end, ok = s.words(&t, last+1, used)
	return t, end, ok && t.n != first && t.unit >= 1000
}

// parseRat reads "3", "1.5" or "2/3", the ids of numbers in packs.
func parseRat(id string) quantity.Rat {
	if a, b, ok := strings.Cut(id, "/"); ok {
		n, _ := strconv.ParseInt(a, 10, 64)
		d, _ := strconv.ParseInt(b, 10, 64)
		if d != 0 {
			return quantity.Frac(n, d)
		}
	}
	d, err := quantity.ParseDecimal(id)
	if err != nil {
		return quantity.Rat{}
	}
	return d.Rat()
}

// trailingZeros counts the zeros that a positive number ends in.
func trailingZeros(n int64) int {
	k := 0
	for ; n > 0 && n%10 == 0; n /= 10 {
		k++
	}
	return k
}
