package lang

import (
	"strconv"
	"strings"

	"assay/lexicon"
	"assay/quantity"
)

// number reads the number itself at atom at: digits, words, a fraction, a
// multiple; with its scale words. It gives the last atom taken.
func (s *Scan) number(f *Figure, at int, used []bool) (last int, ok bool) {
	a := &s.Atoms[at]
	if id, isMul := s.Has(a, lexicon.Multiple); isMul && id != "x" && id != "more" && f.Unit == "" {
		f.Form, f.Unit = Times, "times"
		f.Value = multiple(parseRat(id))
		return at, true
	}
	if a.Kind == Numeral {
		if s.denominated(f, at) {
			return at + 2, true
		}
		return s.digits(f, at, used)
	}
	if s.V.cjk {
		if n, isNum := kanjiNumber(s.Str(a)); isNum && at+1 < len(s.Atoms) && s.Atoms[at+1].Joined {
			if _, scale := s.Has(&s.Atoms[at+1], lexicon.Scale); scale || s.unitWord(at+1) {
				return s.scaled(f, quantity.Int(n), quantity.Int(1), at, used)
			}
		}
	}
	if v, n, isNum := s.numberWords(at); isNum {
		last = at + n - 1
		if last+2 < len(s.Atoms) && s.punct(&s.Atoms[last+1]) == '-' && s.Atoms[last+1].Joined { // two-thirds
			if _, isFrac := s.Has(&s.Atoms[last+2], lexicon.Fraction); isFrac {
				last++
			}
		}
		if last+1 < len(s.Atoms) {
			next := &s.Atoms[last+1]
			if id, isFrac := s.Has(next, lexicon.Fraction); isFrac { // drei Viertel, a third
				f.Form, f.Unit = Part, "percent"
				f.Value = part(parseRat(id).Mul(v))
				return s.scaleOfPart(f, last+1), true
			}
		}
		grain := quantity.Int(1)
		for m, _ := strconv.Atoi(v.String()); m != 0 && m%10 == 0; m /= 10 {
			grain = grain.Mul(quantity.Int(10))
		}
		l, ok := s.scaled(f, v, grain, last, used)
		return l, ok
	}
	if id, isFrac := s.Has(a, lexicon.Fraction); isFrac && (s.V.cjk || id == "1/2" || s.fractionOf(at) || s.bareFraction(at, id)) { // a bare "quarter" is a period
		f.Form, f.Unit = Part, "percent"
		f.Value = part(parseRat(id))
		return s.scaleOfPart(f, at), true
	}
	return 0, false
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
	if _, period := s.Has(&s.Atoms[at], lexicon.Period); period {
		return false
	}
	if id[0] != '1' || at == 0 {
		return id[0] != '1'
	}
	before := &s.Atoms[at-1]
	return before.classes&(1<<lexicon.HedgeBefore|1<<lexicon.Direction) != 0 || s.Is(before, lexicon.Link, "by") || s.Is(before, lexicon.Link, "to")
}

// scaleOfPart turns "half a billion" into the number it is.
func (s *Scan) scaleOfPart(f *Figure, at int) int {
	j := at + 1
	if j < len(s.Atoms) && s.Is(&s.Atoms[j], lexicon.Number, "1") {
		j++
	}
	if j < len(s.Atoms) {
		if id, ok := s.Has(&s.Atoms[j], lexicon.Scale); ok {
			e, _ := strconv.Atoi(id)
			f.Form, f.Scaled, f.Unit = Plain, true, ""
			v := f.Value.Value.Mul(quantity.Pow10(e - 2))
			g := quantity.Pow10(e - 1)
			f.Value = quantity.Written{Value: v, Unit: g, Grain: g}
			return j
		}
	}
	return at
}

// digits reads a numeral and the scale words after it; in myriad languages
// several pairs add up ("847億4200万").
func (s *Scan) digits(f *Figure, at int, used []bool) (int, bool) {
	n := s.nums[s.Atoms[at].num]
	f.Digits, f.Odd = true, n.odd
	whole, isWhole := n.whole()
	v := n.value().Rat()
	unit := quantity.Pow10(-n.frac)
	grain := quantity.Pow10(-n.frac + n.zeros)
	f.Value.Digits = n.digits
	last, scale := s.scaleAfter(at, used)
	if scale == 0 {
		f.Year = isWhole && !n.grouped && whole >= 1900 && whole <= 2100
		f.Value.Value, f.Value.Unit, f.Value.Grain = v, unit, grain
		return last, true
	}
	f.scale = scale
	if s.V.Pack.Grammar.ThousandMillions && scale == 6 && isWhole && whole >= 1000 {
		unit = quantity.Pow10(min(n.zeros, 3))
	}
	p := quantity.Pow10(scale)
	v, unit, grain = v.Mul(p), unit.Mul(p), grain.Mul(p)
	f.Scaled = true
	for s.V.cjk && last+2 < len(s.Atoms) && s.Atoms[last+1].Kind == Numeral && s.Atoms[last+1].Joined {
		m := s.nums[s.Atoms[last+1].num]
		l2, sc2 := s.scaleAfter(last+1, used)
		if sc2 >= scale || sc2 == 0 && m.frac > 0 {
			break
		}
		p2 := quantity.Pow10(sc2)
		v = v.Add(m.value().Rat().Mul(p2))
		unit, grain = quantity.Pow10(sc2-m.frac), quantity.Pow10(sc2-m.frac+m.zeros)
		f.Value.Digits += m.digits
		last, scale = l2, sc2
	}
	f.Value.Value, f.Value.Unit, f.Value.Grain = v, unit, grain
	return last, true
}

// scaled applies scale words to a number in words.
func (s *Scan) scaled(f *Figure, v, grain quantity.Rat, last int, used []bool) (int, bool) {
	l, scale := s.scaleAfter(last, used)
	if scale > 0 {
		f.Scaled = true
	}
	p := quantity.Pow10(scale)
	f.Value = quantity.Written{Value: v.Mul(p), Unit: p, Grain: grain.Mul(p)}
	return l, true
}

// scaleAfter is the power of ten of the scale words after atom at, and the
// last atom of them ("mil millones", "万亿").
func (s *Scan) scaleAfter(at int, used []bool) (last, exp int) {
	last = at
	for last+1 < len(s.Atoms) && !used[last+1] {
		a := &s.Atoms[last+1]
		j := last + 1
		if s.punct(a) == '-' && last+2 < len(s.Atoms) { // 5-billion-dollar
			a, j = &s.Atoms[last+2], last+2
		}
		id, ok := s.Has(a, lexicon.Scale)
		if !ok {
			break
		}
		if len(s.Str(a)) == 1 && !a.Joined { // "5 m", "3 b" apart are no scales
			break
		}
		e, _ := strconv.Atoi(id)
		exp += e
		last = j
	}
	return last, exp
}

// numberWords reads number words at atom i: "einundzwanzig", "twenty-one",
// "two hundred and five". n is the number of atoms taken.
func (s *Scan) numberWords(i int) (v quantity.Rat, n int, ok bool) {
	cur, took := int64(0), 0
	for j := i; j < len(s.Atoms); j++ {
		a := &s.Atoms[j]
		id, is := s.Has(a, lexicon.Number)
		if !is {
			if w, ok := s.compoundNumber(string(s.fold(a))); ok && a.Kind == Word {
				if took > 0 {
					break
				}
				return quantity.Int(w), 1, true
			}
			if took > 0 && cur < 100 && cur >= 20 && cur%10 == 0 && s.punct(a) == '-' && a.Joined && j+1 < len(s.Atoms) {
				if d, isNum := s.Has(&s.Atoms[j+1], lexicon.Number); isNum && len(d) == 1 {
					continue
				}
			}
			if took > 0 && cur >= 100 && s.Is(a, lexicon.Link, "and") && j+1 < len(s.Atoms) {
				if _, isNum := s.Has(&s.Atoms[j+1], lexicon.Number); isNum {
					continue
				}
			}
			break
		}
		if strings.Contains(id, ".") || strings.Contains(id, "/") { // anderthalb
			if took > 0 {
				break
			}
			return parseRat(id), 1, true
		}
		w, err := strconv.ParseInt(id, 10, 64)
		if err != nil || took > 0 && w < 100 && (cur == 0 || w >= 10 && cur%100 != 0 || cur%10 != 0 || cur%100 != 0 && cur%100 < 20) {
			break
		}
		switch {
		case w == 100 || w == 1000:
			cur = max(cur, 1) * w
		default:
			cur += w
		}
		took = j - i + 1
	}
	if took == 0 {
		return quantity.Rat{}, 0, false
	}
	return quantity.Int(cur), took, true
}

// compoundNumber reads a number written as one word of several: German
// "einundzwanzig", "zweihundertfünfzig".
func (s *Scan) compoundNumber(w string) (int64, bool) {
	g := &s.V.Pack.Grammar
	if g.Hundred == "" || len(w) < 7 {
		return 0, false
	}
	if a, b, ok := strings.Cut(w, g.Hundred); ok {
		h, ok1 := s.simpleNumber(a)
		if a == "" {
			h, ok1 = 1, true
		}
		if b == "" {
			return h * 100, ok1
		}
		r, ok2 := s.simpleNumber(b)
		if !ok2 {
			r, ok2 = s.compoundNumber(b)
		}
		return h*100 + r, ok1 && ok2
	}
	if a, b, ok := strings.Cut(w, g.Joiner); ok {
		d, ok1 := s.simpleNumber(a)
		t, ok2 := s.simpleNumber(b)
		return t + d, ok1 && ok2 && d < 10 && t >= 20 && t%10 == 0
	}
	return 0, false
}

func (s *Scan) simpleNumber(w string) (int64, bool) {
	list := s.V.trie.Find([]byte(w))
	if list < 0 {
		return 0, false
	}
	for _, t := range s.V.trie.List(list) {
		if term := &s.V.trie.Senses[t]; term.Class == lexicon.Number {
			if n, err := strconv.ParseInt(term.ID, 10, 64); err == nil {
				return n, true
			}
		}
	}
	return 0, false
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
