package lang

import (
	"strconv"

	"assay/lexicon"
	"assay/quantity"
)

// numberWithUnit reads [sign] [currency] number [scale] [unit], or a fraction or
// multiple in words, from atom i into f.
func (s *Scan) numberWithUnit(f *Figure, i int, used []bool) bool {
	*f = Figure{}
	f.First, f.Num = i, i
	at := i
	if sign := s.sign(&s.Atoms[at]); sign != 0 && at+1 < len(s.Atoms) && (s.Atoms[at+1].Joined && !s.Atoms[at].Joined || at > 0 && (s.opens(at-1) || s.governs(at-1) && s.Atoms[at+1].Kind == Numeral || s.V.cjk && s.Atoms[at-1].In(lexicon.Measure))) {
		f.Sign = sign
		at++
	} else if at > 0 && s.Is(&s.Atoms[at-1], lexicon.Link, "minus") {
		f.Sign = -1
	}
	if u, ok := s.Has(&s.Atoms[at], lexicon.Unit); ok && Currency(u) && at+1 < len(s.Atoms) {
		if at+2 < len(s.Atoms) && s.Is(&s.Atoms[at+2], lexicon.Unit, u+":cents") {
			return false // "an jedem Dollar 28 Cent"
		}
		f.Unit = u
		at++
		if s.punct(&s.Atoms[at]) == '-' && at+1 < len(s.Atoms) {
			f.Sign = -1
			at++
		}
	}
	if s.V.cjk && at+1 < len(s.Atoms) && s.Is(&s.Atoms[at], lexicon.Unit, "percent") && s.Atoms[at].Kind == Word && s.Atoms[at+1].Joined && at == i { // 「百分之十九」
		f.Unit = "percent"
		at++
	}
	if at == i && s.V.Pack.Grammar.PercentFront && s.Is(&s.Atoms[at], lexicon.Unit, "percent") && at+1 < len(s.Atoms) && !used[at+1] && s.Atoms[at+1].Kind == Numeral && !s.unitWord(at+2) { // "प्रतिशतं ३६"
		f.Unit = "percent"
		at++
	}
	if at >= len(s.Atoms) || used[at] {
		return false
	}
	last, ok := s.number(f, at, used)
	if !ok {
		return false
	}
	f.Last = last
	s.unitAfter(f, used)
	return true
}

// unitAfter takes the unit that follows, and turns "times" into a multiple.
func (s *Scan) unitAfter(f *Figure, used []bool) {
	j := f.Last + 1
	if j >= len(s.Atoms) || used[j] {
		return
	}
	if s.punct(&s.Atoms[j]) == '-' && j+1 < len(s.Atoms) && s.Atoms[j].Joined && s.unitWord(j+1) {
		if s.currencyAt(j+1) && j+2 < len(s.Atoms) && s.Atoms[j+2].Kind == Numeral {
			return // "US$ 125 miliar-US$ 145 miliar"
		}
		j++
	}
	if f.Scaled && f.Unit == "" && s.Is(&s.Atoms[j], lexicon.Link, "of") && j+1 < len(s.Atoms) && !used[j+1] { // "milliards de dollars"
		if u, ok := s.Has(&s.Atoms[j+1], lexicon.Unit); ok && Currency(u) {
			f.Unit, f.Last = u, j+1
			return
		}
	}
	a := &s.Atoms[j]
	if id, ok := s.Has(a, lexicon.Multiple); ok && (id == "x" || id == "more") && !f.Scaled && !Currency(f.Unit) {
		f.Form, f.Unit, f.More, f.Last = Times, "times", id == "more", j
		if f.Value.Unit.Cmp(quantity.Int(1)) >= 0 {
			d := f.Value.Digits
			f.Value = multiple(f.Value.Value)
			f.Value.Digits = d
			s.halfBehind(f, used)
		}
		return
	}
	u, ok := s.Has(a, lexicon.Unit)
	if !ok || u == "shares" && f.Year && !s.V.cjk { // a year, and shares behind it: "sepanjang 2024 saham naik"
		return
	}
	if f.Form == Part { // "half a percentage point"
		if u == "percent" || u == "pp" {
			f.Form, f.Unit, f.Last = Plain, u, j
			v := f.Value.Value.Mul(quantity.Frac(1, 100))
			f.Value = quantity.Written{Value: v, Unit: quantity.Frac(1, 10), Grain: quantity.Frac(1, 10)}
		}
		return
	}
	if u == "percent" && f.Scaled && s.V.Pack.Grammar.PercentFront {
		return // that of the number behind: "3,08 miliarda centesimis 84 superat"
	}
	if Currency(u) && !s.V.cjk && j+1 < len(s.Atoms) && s.Atoms[j+1].Kind == Numeral && s.Atoms[j+1].Joined {
		return // the sign of the next amount: "a $180 million release"
	}
	switch {
	case f.Unit != "" && Currency(u) && u != f.Unit:
		if f.Unit != "USD" { // "US$ … Dollar"
			return
		}
	case f.Unit != "" && !Currency(u):
		return
	}
	switch u {
	case "USD:cents", "EUR:cents":
		f.Unit = u[:3]
		f.Value = scaleWritten(f.Value, quantity.Frac(1, 100))
	case "wari":
		f.Unit = "percent"
		f.Value = scaleWritten(f.Value, quantity.Int(10))
		j = s.bitsAfter(f, j)
	case "bp":
		f.Unit = "pp"
		f.Value = scaleWritten(f.Value, quantity.Frac(1, 100))
	default:
		f.Unit = u
	}
	f.Last = j
	if id, ok := s.Has(a, lexicon.HedgeAfter); ok && !s.V.cjk {
		f.Hedge = hedgeOf(id) // "११ प्रतिशताधिकं": unit and bound in one word
	}
	s.centsAfter(f)
}

// halfBehind adds the half that stands behind the word for times: "trois fois et demie",
// "quatro vezes e meia". That of "due volte e mezzo miliardo" is the next amount's.
func (s *Scan) halfBehind(f *Figure, used []bool) {
	j := f.Last + 1
	if j+1 < len(s.Atoms) && s.Is(&s.Atoms[j], lexicon.Link, "and") && s.Is(&s.Atoms[j+1], lexicon.Fraction, "1/2") {
		j++
	} else if j >= len(s.Atoms) || !s.Is(&s.Atoms[j], lexicon.Number, "+1/2") {
		return
	}
	if used[j] || j+1 < len(s.Atoms) && s.Atoms[j+1].InAny(1<<lexicon.Scale|1<<lexicon.Unit) {
		return
	}
	f.Value, f.Last = multiple(f.Value.Value.Add(quantity.Frac(1, 2))), j
}

// bitsAfter adds the hundredths that stand right behind tenths, 「九成八」, and is the last
// atom then.
func (s *Scan) bitsAfter(f *Figure, j int) int {
	if j+1 >= len(s.Atoms) || !s.Atoms[j+1].Joined || f.Value.Digits > 1 {
		return j
	}
	bits := 0
	if a := &s.Atoms[j+1]; a.Kind == Numeral {
		if n, whole := s.nums[a.num].whole(); whole && n < 10 {
			bits = int(n)
		}
	} else if id, ok := s.Has(a, lexicon.Number); ok && len(id) == 1 {
		bits = int(id[0] - '0')
	}
	if bits == 0 {
		return j
	}
	one := quantity.Int(1)
	f.Value.Value = f.Value.Value.Add(quantity.Int(int64(bits)))
	f.Value.Unit, f.Value.Grain = one, one
	f.Value.Digits++
	return j + 1
}

// centsAfter adds the cents of 「320ドル01セント」.
func (s *Scan) centsAfter(f *Figure) {
	j := f.Last + 1
	if !s.V.cjk || !Currency(f.Unit) || j+1 >= len(s.Atoms) || s.Atoms[j].Kind != Numeral || !s.Atoms[j].Joined {
		return
	}
	n := &s.nums[s.Atoms[j].num]
	if cents, whole := n.whole(); whole && cents < 100 && s.Is(&s.Atoms[j+1], lexicon.Unit, f.Unit+":cents") {
		hundredth := quantity.Frac(1, 100)
		f.Value.Value = f.Value.Value.Add(quantity.Int(int64(cents)).Mul(hundredth))
		f.Value.Unit, f.Value.Grain = hundredth, hundredth
		f.Value.Digits += 2
		f.Last = j + 1
	}
}

func (s *Scan) unitWord(j int) bool {
	if j >= len(s.Atoms) {
		return false
	}
	_, ok := s.Has(&s.Atoms[j], lexicon.Unit)
	if !ok {
		_, ok = s.Has(&s.Atoms[j], lexicon.Scale)
	}
	return ok
}

// loneUnit reads a scale or "per cent" in the singular that counts itself: "lähes
// miljardi dollaria", "vajaan prosentin". A hedge must stand before it, or a
// currency behind a scale.
func (s *Scan) loneUnit(f *Figure, i int, used []bool) bool {
	a := &s.Atoms[i]
	if !s.Closed(a, lexicon.One) || used[i] {
		return false
	}
	hedged := i > 0 && s.Atoms[i-1].In(lexicon.HedgeBefore)
	*f = Figure{First: i, Num: i, Last: i}
	one := quantity.Int(1)
	f.Value = quantity.Written{Value: one, Unit: one, Grain: one}
	if id, ok := s.Has(a, lexicon.Scale); ok {
		e, _ := strconv.Atoi(id)
		f.Scaled, f.scale = true, e
		f.Value = scaleWritten(f.Value, quantity.Pow10(e))
		s.unitAfter(f, used)
		return hedged || f.Unit != ""
	}
	id, ok := s.Has(a, lexicon.Unit)
	if !ok || id != "percent" && id != "pp" {
		return false
	}
	f.Unit = id
	return hedged
}

// opens reports whether atom i is an opening bracket, behind which a sign
// stands as at the beginning of a word.
func (s *Scan) opens(i int) bool {
	p := s.punct(&s.Atoms[i])
	return p == '(' || p == '（' || p == '['
}

// governs reports whether atom i is a preposition that a number follows, so that a mark
// behind it is the number's sign: "à – 11,6 milliards, après – 9,1 milliards".
func (s *Scan) governs(i int) bool {
	return s.isLink(&s.Atoms[i], "to", "at", "after", "from", "of", "versus")
}

func scaleWritten(w quantity.Written, by quantity.Rat) quantity.Written {
	w.Value, w.Unit, w.Grain = w.Value.Mul(by), w.Unit.Mul(by), w.Grain.Mul(by)
	return w
}

// currencyFront is the end of a currency's letters right before digits, and what they mean:
// "Rp202,5 triliun", "EUR12".
func (s *Scan) currencyFront(f []byte, i, stop int) (end int, x *lexicon.Entry) {
	if k := lettersEnd(f, i); k == stop || k-i < 2 || f[k] < '0' || f[k] > '9' {
		return 0, nil
	}
	search := s.V.trie.Search(f, i)
	for end, entry := search.Next(); entry != nil; end, entry = search.Next() {
		if end >= stop || f[end] < '0' || f[end] > '9' {
			continue
		}
		for _, term := range s.fit(entry, i, end, 0).Senses() {
			if term.Class == lexicon.Unit && Currency(term.ID) {
				return end, only(term)
			}
		}
	}
	return 0, nil
}

// lettersEnd is where the Latin letters at i end.
func lettersEnd(f []byte, i int) int {
	for i < len(f) && f[i] >= 'a' && f[i] <= 'z' {
		i++
	}
	return i
}
