package lang

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"assay/lexicon"
	"assay/quantity"
)

// Form is how a figure is written.
type Form uint8

// The forms of figures.
const (
	Plain Form = iota // digits or number words
	Part              // a fraction in words: "a third"
	Times             // a multiple: "doubled", "1.9倍", "five times"
)

// Figure is one number of the text with its hedge, scale and unit.
type Figure struct {
	Start, End  int32 // bytes, hedge included
	First, Last int   // atoms, hedge included
	Num         int   // first atom of the number itself, sign and currency included
	Form        Form
	Value       quantity.Written
	High        quantity.Written // the upper end of a range
	IsRange     bool
	Hedge       quantity.Hedge
	Unit        string // "USD", "percent", "pp", "times", "points", "x:year", …; "" for none
	Scaled      bool   // a scale word stood with it
	Earlier     bool   // in brackets behind the current level
	Sign        int    // -1 or 1 where a sign is written
	More        bool   // "times more": ×n or ×(n+1)
	Odd         bool   // separators that fit no number: a version, a date
	Digits      bool   // written with digits
	Year        bool   // a bare number that could be a year
	Alt         int    // by how many powers of ten its scale word may mean more: -1 for "अर्बुद", 10^9 or 10^8
	Lent        bool   // its scale is that of another figure
	scale       int    // the power of ten of its scale word
}

// Lend gives a bare number scale and unit of another figure, which the text says it
// counts with.
func (f *Figure) Lend(g *Figure) {
	f.Value = scaleWritten(f.Value, quantity.Pow10(g.scale))
	f.Unit, f.Scaled, f.scale, f.Alt, f.Lent = g.Unit, true, g.scale, g.Alt, true
}

// Currency reports whether a unit id is an ISO 4217 code.
func Currency(unit string) bool {
	return len(unit) == 3 && unit[0] >= 'A' && unit[0] <= 'Z'
}

// Figures reads the figures among the atoms; used[i] marks atoms that periods
// took already. Atoms of figures are marked in used as well.
func (s *Scan) Figures(dst []Figure, used []bool) []Figure {
	s.compares = -1
	for i := 0; i < len(s.Atoms); i++ {
		if used[i] || !s.mayBegin(&s.Atoms[i]) {
			continue
		}
		f, ok := s.figureAt(i, used)
		if !ok {
			continue
		}
		for k := f.First; k <= f.Last; k++ {
			used[k] = true
		}
		f.Start, f.End = s.Atoms[f.First].Start, s.Atoms[f.Last].End
		if f.Unit == "percent" || f.Unit == "times" {
			s.compares = f.Last
		}
		dst = append(dst, f)
		i = f.Last
	}
	for i := len(dst) - 2; i >= 0; i-- {
		s.share(&dst[i], &dst[i+1])
	}
	for i := 1; i < len(dst); i++ {
		s.bracketed(&dst[i-1], &dst[i], used)
		s.goesOn(&dst[i], &dst[i-1])
	}
	return dst
}

// goesOn gives a bare number the scale and unit of the amount before it, where
// it is the earlier level ("17,4 Milliarden nach 11,2 im Vorjahr") or a list
// goes on to the next company ("Alphabet 52,5 Milliarden, Amazon 83").
func (s *Scan) goesOn(b, a *Figure) {
	if b.Unit != "" || b.Scaled || b.Form != Plain || !b.Digits || b.Year || b.Odd || b.IsRange || a.Form != Plain || !Currency(a.Unit) && a.Unit != "" {
		return
	}
	if one := quantity.Int(1); !a.Scaled && a.scale == 0 { // "6,03 Dollar je Aktie nach 4,39 im Vorjahr"
		if a.Value.Unit.Cmp(one) < 0 && b.Value.Unit.Cmp(one) < 0 && Currency(a.Unit) && s.comparedWith(b.First) {
			b.Unit = a.Unit
		}
		return
	}
	if next := b.Last + 1; next < len(s.Atoms) {
		n := &s.Atoms[next]
		if n.Kind == Numeral || n.Kind == Word && n.Terms == nil && !s.Closed(n, lexicon.Function) || s.is(n, lexicon.Segment) || s.is(n, lexicon.Measure) {
			return // it counts what follows
		}
	}
	if !s.comparedWith(b.First) && !s.listedCompany(b.First) {
		return
	}
	b.adopt(*a)
}

// bracketed reads the bare number in brackets right behind another as the earlier
// level, as releases of exchanges write it: "48,4 miljardia dollaria (40,1)",
// "23,4 (16,4) miljardia dollaria".
func (s *Scan) bracketed(a, b *Figure, used []bool) {
	end := b.Last + 1
	if b.First != a.Last+2 || end >= len(s.Atoms) || s.punct(&s.Atoms[a.Last+1]) != '(' || s.punct(&s.Atoms[end]) != ')' ||
		b.Unit != "" || b.Scaled || !b.Digits || b.Odd || b.Year || b.Form != Plain || a.Form != Plain || !a.Digits {
		return
	}
	if a.Unit == "" && !a.Scaled { // the scale and unit of both stand behind the bracket
		c := *a
		c.Last = end
		last, exp, _ := s.scaleAfter(end, used)
		if exp > 0 {
			c.Value, c.Scaled, c.scale, c.Last = scaleWritten(c.Value, quantity.Pow10(exp)), true, exp, last
		}
		s.unitAfter(&c, used)
		if c.Last == end {
			return
		}
		for k := end + 1; k <= c.Last; k++ {
			used[k] = true
		}
		a.Value, a.Unit, a.Scaled, a.scale = c.Value, c.Unit, c.Scaled, c.scale
	}
	q := b.Value
	if a.scale > 0 {
		q = scaleWritten(q, quantity.Pow10(a.scale))
	}
	if ten := quantity.Int(10); q.Value.Abs().Mul(ten).Cmp(a.Value.Value.Abs()) < 0 || a.Value.Value.Abs().Mul(ten).Cmp(q.Value.Abs()) < 0 {
		return // a footnote
	}
	b.Value, b.Unit, b.Scaled, b.scale, b.Earlier = q, a.Unit, a.Scaled, a.scale, true
}

// is reports whether the atom has a term of the class.
func (s *Scan) is(a *Atom, c lexicon.Class) bool { return a.classes&(1<<c) != 0 }

// comparedWith reports whether a preposition that introduces an earlier level
// stands before atom i, an article allowed between.
func (s *Scan) comparedWith(i int) bool {
	for back, j := 0, i-1; j >= 0 && back < 2; back, j = back+1, j-1 {
		a := &s.Atoms[j]
		for _, id := range []string{"from", "after", "versus"} {
			if s.Is(a, lexicon.Link, id) {
				return true
			}
		}
		if !s.Closed(a, lexicon.Glue) {
			return false
		}
	}
	return false
}

// listedCompany reports whether the name of a company stands right before atom
// i, and a comma or "and" before that.
func (s *Scan) listedCompany(i int) bool {
	if i < 2 {
		return false
	}
	named := false
	for _, t := range s.Atoms[i-1].Terms {
		sense := &s.V.trie.Senses[t]
		named = named || sense.Class == lexicon.Entity && sense.Note == "name"
	}
	sep := &s.Atoms[i-2]
	return named && (s.punct(sep) == ',' || s.Is(sep, lexicon.Link, "and"))
}

// share gives a bare number the scale and unit of the one that it leads to:
// "von 11,2 auf 17,4 Milliarden Dollar", "from 8 to 10 per cent", "27,2, 18,3
// und 28,2 Milliarden".
func (s *Scan) share(a, b *Figure) {
	if a.Unit != "" || a.Scaled || a.Form != Plain || a.Odd || b.Form != Plain || b.Unit == "" && !b.Scaled || b.First-a.Last > 2 || b.First == a.Last+1 {
		return
	}
	if to := &s.Atoms[a.Last+1]; !s.lists(a, b) && !s.Is(to, lexicon.Link, "to") && !s.Is(to, lexicon.Period, "until") && !s.Is(to, lexicon.Link, "from") {
		return
	}
	if a.Year && !b.Scaled {
		return
	}
	a.Year = false
	a.adopt(*b)
}

// lists reports whether a comma or "and" alone joins two figures in digits.
func (s *Scan) lists(a, b *Figure) bool {
	sep := &s.Atoms[a.Last+1]
	return a.Digits && b.Digits && !a.Year && b.First == a.Last+2 && (s.punct(sep) == ',' || s.Is(sep, lexicon.Link, "and"))
}

// mayBegin reports whether a figure can begin at the atom: the cheap test
// before the grammar runs.
func (s *Scan) mayBegin(a *Atom) bool {
	const classes = 1<<lexicon.Number | 1<<lexicon.Fraction | 1<<lexicon.Multiple | 1<<lexicon.Unit | 1<<lexicon.Scale
	switch a.Kind {
	case Numeral:
		return true
	case Punct:
		return s.sign(a) != 0
	}
	if a.classes&classes != 0 {
		return true
	}
	if s.V.cjk { // 「십일」 may begin with a word for something else
		return a.Terms == nil || a.classes&(1<<lexicon.Scale) != 0 || s.V.parts != nil && a.End-a.Start == 3
	}
	return a.Terms == nil && s.V.Pack.Grammar.OneWord && a.End-a.Start > 6
}

// sign is +1 or -1 for a mark that can be a number's sign, else 0.
func (s *Scan) sign(a *Atom) int {
	switch s.punct(a) {
	case '+':
		return 1
	case '-', '–', '▲', '△':
		return -1
	}
	return 0
}

// figureAt reads the figure whose number begins at atom i, then the hedge
// before it.
func (s *Scan) figureAt(i int, used []bool) (Figure, bool) {
	if s.bareArticle(i) {
		return Figure{}, false
	}
	f, ok := s.numberWithUnit(i, used)
	if !ok {
		if f, ok = s.multipliedBy(i, used); !ok {
			f, ok = s.loneUnit(i, used)
		}
	}
	if !ok {
		return Figure{}, false
	}
	if f.Form == Plain && !f.Digits && f.Unit == "" && !f.Scaled && !s.leadsOn(f.Last) {
		return Figure{}, false // an article, or "the three"
	}
	s.extendRange(&f, used)
	s.hedgeAfter(&f, used)
	s.hedgeBefore(&f, used)
	s.boundingVerb(&f, used)
	s.notReached(&f)
	s.whatIsLeft(&f)
	if id, ok := s.Has(&s.Atoms[f.Num], lexicon.Multiple); ok && f.Form == Times && strings.Contains(id, "/") && !(s.V.cjk && f.Last > f.Num) { // 「半分以下に」 says what is left
		f.Hedge = f.Hedge.Mirror()
	}
	return f, true
}

// whatIsLeft turns a bounded part into a factor where the text says that it fell to
// it: 「半分以下に落ち込んだ」.
func (s *Scan) whatIsLeft(f *Figure) {
	if s.V.cjk && f.Form == Part && f.Last > f.Num && f.Hedge != quantity.Exact && f.Last+1 < len(s.Atoms) && s.Is(&s.Atoms[f.Last+1], lexicon.Link, "to") {
		v, _ := f.Value.Value.Quo(quantity.Int(100))
		f.Form, f.Unit, f.Value = Times, "times", multiple(v)
	}
}

// multipliedBy reads a factor that stands behind its verb: "multiplié par plus
// de sept", "divisé par 2,4".
func (s *Scan) multipliedBy(i int, used []bool) (Figure, bool) {
	id, ok := s.Has(&s.Atoms[i], lexicon.Multiple)
	if !ok || id != "by" && id != "divided by" {
		return Figure{}, false
	}
	for at := i + 1; at < len(s.Atoms) && at <= i+3 && !used[at]; at++ {
		f, ok := s.numberWithUnit(at, used)
		if !ok {
			if _, hedge := s.Has(&s.Atoms[at], lexicon.HedgeBefore); hedge || s.Closed(&s.Atoms[at], lexicon.Glue) {
				continue
			}
			return Figure{}, false
		}
		if f.Unit != "" || f.Scaled || f.Form != Plain || f.Odd || f.Value.Value.Sign() <= 0 {
			return Figure{}, false
		}
		if f.Value.Unit.Cmp(quantity.Int(1)) >= 0 {
			d := f.Value.Digits
			f.Value = multiple(f.Value.Value)
			f.Value.Digits = d
		}
		f.Form, f.Unit, f.Year = Times, "times", false
		s.hedgeBefore(&f, used)
		if id == "divided by" {
			f.Invert()
		}
		f.First = i
		return f, true
	}
	return Figure{}, false
}

// loneUnit reads a scale or "per cent" in the singular that counts itself: "lähes
// miljardi dollaria", "vajaan prosentin". A hedge must stand before it, or a
// currency behind a scale.
func (s *Scan) loneUnit(i int, used []bool) (Figure, bool) {
	a := &s.Atoms[i]
	if !s.Closed(a, lexicon.One) || used[i] {
		return Figure{}, false
	}
	hedged := i > 0 && s.is(&s.Atoms[i-1], lexicon.HedgeBefore)
	f := Figure{First: i, Num: i, Last: i}
	one := quantity.Int(1)
	f.Value = quantity.Written{Value: one, Unit: one, Grain: one}
	if id, ok := s.Has(a, lexicon.Scale); ok {
		e, _ := strconv.Atoi(id)
		f.Scaled, f.scale = true, e
		f.Value = scaleWritten(f.Value, quantity.Pow10(e))
		s.unitAfter(&f, used)
		return f, hedged || f.Unit != ""
	}
	id, ok := s.Has(a, lexicon.Unit)
	if !ok || id != "percent" && id != "pp" {
		return Figure{}, false
	}
	f.Unit = id
	return f, hedged
}

// bareArticle reports whether the number at atom i is an article before a plain
// word: the cheap answer for most of them.
func (s *Scan) bareArticle(i int) bool {
	a := &s.Atoms[i]
	if !s.Closed(a, lexicon.Article) || a.classes&^(1<<lexicon.Number|1<<lexicon.Link|1<<lexicon.Plain) != 0 || i+1 >= len(s.Atoms) {
		return false
	}
	const counted = 1<<lexicon.Number | 1<<lexicon.Fraction | 1<<lexicon.Multiple | 1<<lexicon.Unit | 1<<lexicon.Scale | 1<<lexicon.HedgeAfter | 1<<lexicon.HedgeBefore | 1<<lexicon.Link | 1<<lexicon.Plain | 1<<lexicon.Direction
	next := &s.Atoms[i+1]
	return next.Kind == Word && next.classes&counted == 0 && (next.Terms != nil || !s.V.Pack.Grammar.OneWord)
}

// leadsOn reports whether a number without unit may take that of the next:
// "von acht auf zehn Prozent", "acht bis zehn Prozent".
func (s *Scan) leadsOn(last int) bool {
	if last+2 >= len(s.Atoms) {
		return false
	}
	a := &s.Atoms[last+1]
	return (s.Is(a, lexicon.Link, "to") || s.dash(a) || s.Is(a, lexicon.Link, "and")) && (s.Atoms[last+2].Kind == Numeral || s.numberAt(last+2))
}

func (s *Scan) numberAt(i int) bool {
	a := &s.Atoms[i]
	if _, ok := s.Has(a, lexicon.Number); ok || a.Kind != Word || a.Terms != nil || !s.V.Pack.Grammar.OneWord {
		return ok
	}
	return s.V.oneWord(&tally{counts: s.V.Pack.Grammar.CountedTens}, s.fold(a), 0)
}

// numberWithUnit is [sign] [currency] number [scale] [unit], or a fraction or
// multiple in words.
func (s *Scan) numberWithUnit(i int, used []bool) (Figure, bool) {
	f := Figure{First: i, Num: i}
	at := i
	if sign := s.sign(&s.Atoms[at]); sign != 0 && at+1 < len(s.Atoms) && (s.Atoms[at+1].Joined && !s.Atoms[at].Joined || at > 0 && s.opens(at-1)) {
		f.Sign = sign
		at++
	}
	if u, ok := s.Has(&s.Atoms[at], lexicon.Unit); ok && Currency(u) && at+1 < len(s.Atoms) {
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
	if at >= len(s.Atoms) || used[at] {
		return f, false
	}
	last, ok := s.number(&f, at, used)
	if !ok {
		return f, false
	}
	f.Last = last
	s.unitAfter(&f, used)
	return f, true
}

// opens reports whether atom i is an opening bracket, behind which a sign
// stands as at the beginning of a word.
func (s *Scan) opens(i int) bool {
	p := s.punct(&s.Atoms[i])
	return p == '(' || p == '（' || p == '['
}

// unitAfter takes the unit that follows, and turns "times" into a multiple.
func (s *Scan) unitAfter(f *Figure, used []bool) {
	j := f.Last + 1
	if j >= len(s.Atoms) || used[j] {
		return
	}
	if s.punct(&s.Atoms[j]) == '-' && j+1 < len(s.Atoms) && s.Atoms[j].Joined && s.unitWord(j+1) {
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
		}
		return
	}
	u, ok := s.Has(a, lexicon.Unit)
	if !ok {
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
	case "bp":
		f.Unit = "pp"
		f.Value = scaleWritten(f.Value, quantity.Frac(1, 100))
	default:
		f.Unit = u
	}
	f.Last = j
	s.centsAfter(f)
}

// centsAfter adds the cents of 「320ドル01セント」.
func (s *Scan) centsAfter(f *Figure) {
	j := f.Last + 1
	if !s.V.cjk || !Currency(f.Unit) || j+1 >= len(s.Atoms) || s.Atoms[j].Kind != Numeral || !s.Atoms[j].Joined {
		return
	}
	n := s.nums[s.Atoms[j].num]
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

func scaleWritten(w quantity.Written, by quantity.Rat) quantity.Written {
	w.Value, w.Unit, w.Grain = w.Value.Mul(by), w.Unit.Mul(by), w.Grain.Mul(by)
	return w
}

// extendRange joins "48 bis 53 Milliarden", "between 48 and 53 billion",
// "$35bn-$40bn" into one figure. "from A to B" and "von A auf B" stay two.
func (s *Scan) extendRange(f *Figure, used []bool) {
	j := f.Last + 1
	if j+1 >= len(s.Atoms) || used[j] || f.Form != Plain || f.Odd {
		return
	}
	a := &s.Atoms[j]
	before := f.First - 1
	between := before >= 0 && s.Is(&s.Atoms[before], lexicon.Link, "between") ||
		before >= 1 && s.Is(&s.Atoms[before-1], lexicon.Link, "between")
	p := s.punct(a)
	dash := p == '-' || p == '–' || p == '—' || p == '~' || p == '〜' || p == '～'
	from := before >= 0 && (s.Is(&s.Atoms[before], lexicon.Link, "from") || s.Is(&s.Atoms[before], lexicon.Period, "from"))
	until := s.Is(a, lexicon.Period, "until") || s.Is(a, lexicon.Link, "until")
	to := s.Is(a, lexicon.Link, "to")
	behind := false // "37 ja 38 miljardin dollarin väliin"
	if h, ok := s.numberWithUnit(j+1, used); ok && !between && s.Is(a, lexicon.Link, "and") && h.Last+1 < len(s.Atoms) {
		behind = s.Is(&s.Atoms[h.Last+1], lexicon.Link, "between")
	}
	switch {
	case dash && (a.Joined || f.Unit == ""):
	case (between || behind) && s.Is(a, lexicon.Link, "and"), between && until: // "от 38 до 40"
	case until && !(from && to), to && s.fromOfRange(before):
	default:
		return
	}
	at := j + 1
	for at < len(s.Atoms)-1 && at < j+3 && between && s.Closed(&s.Atoms[at], lexicon.Article) { // "tra i 60 e i 65 miliardi"
		at++
	}
	g, ok := s.numberWithUnit(at, used)
	if !ok || g.Form != Plain || g.Odd {
		return
	}
	switch {
	case f.Unit == g.Unit && f.Scaled == g.Scaled:
	case f.Unit == "" && !f.Scaled: // "48 bis 53 Milliarden Dollar"
		f.adopt(g)
	case g.Unit == "" && f.Unit != "" && f.Scaled == g.Scaled && (dash || between || Currency(f.Unit)): // "$35bn-40bn"
	case Currency(f.Unit) && !f.Scaled && (g.Unit == "" || g.Unit == f.Unit) && g.Scaled: // "$35-40bn"
		f.adopt(g)
	case f.Unit == "" && f.Scaled == g.Scaled:
		f.Unit = g.Unit
	default:
		return
	}
	if f.Value.Value.Cmp(g.Value.Value) >= 0 {
		return
	}
	if behind {
		g.Last++
	}
	if g.Unit == "" {
		g.Unit = f.Unit
	}
	f.Unit, f.Scaled = g.Unit, g.Scaled
	f.High, f.IsRange, f.Hedge, f.Last = g.Value, true, quantity.Between, g.Last
	if between {
		f.First = before
		if !s.Is(&s.Atoms[before], lexicon.Link, "between") {
			f.First = before - 1
		}
	}
}

// fromOfRange reports whether the word at atom i begins a range and no change:
// it means "from" of a stretch, not of a level, and nothing has moved: "investir
// de 60 à 65 milliards".
func (s *Scan) fromOfRange(i int) bool {
	return i >= 0 && s.Is(&s.Atoms[i], lexicon.Period, "from") && !s.Is(&s.Atoms[i], lexicon.Link, "from") && !s.moved(i)
}

// adopt gives the lower end of a range the upper end's scale.
func (f *Figure) adopt(g Figure) {
	switch {
	case f.Scaled || !g.Scaled:
	case g.scale > 0:
		f.Value, f.scale = scaleWritten(f.Value, quantity.Pow10(g.scale)), g.scale
	case g.Value.Value.Sign() > 0:
		for e := 12; e >= 3; e-- {
			p := quantity.Pow10(e)
			if r, _ := g.Value.Unit.Quo(p); r.Cmp(quantity.Int(1)) <= 0 && r.Cmp(quantity.Frac(1, 100)) >= 0 && e%3 == 0 || r.Cmp(quantity.Int(1)) == 0 {
				f.Value = scaleWritten(f.Value, p)
				break
			}
		}
	}
	f.Scaled = g.Scaled
	if f.Unit == "" {
		f.Unit = g.Unit
	}
}

var hedges = map[string]quantity.Hedge{
	"about": quantity.About, "nearly": quantity.Nearly, "over": quantity.Over, "little over": quantity.LittleOver,
	"under": quantity.Under, "atleast": quantity.AtLeast, "atmost": quantity.AtMost,
}

// hedgeAfter takes a hedge that follows the figure ("前後", "or more").
func (s *Scan) hedgeAfter(f *Figure, used []bool) {
	j := f.Last + 1
	if j >= len(s.Atoms) || used[j] || f.IsRange {
		return
	}
	if id, ok := s.Has(&s.Atoms[j], lexicon.HedgeAfter); ok {
		f.Hedge = hedges[id]
		f.Last = j
		return
	}
	if f.Form == Times && f.Hedge == quantity.Exact { // "verdoppelten sich fast"
		if string(s.fold(&s.Atoms[j])) == "sich" {
			j++
		}
		if j+1 >= len(s.Atoms) || used[j] || s.mayBegin(&s.Atoms[j+1]) && s.Atoms[j+1].Kind != Punct {
			return
		}
		if id, ok := s.Has(&s.Atoms[j], lexicon.HedgeBefore); ok {
			f.Hedge, f.Last = hedges[id], j
		}
	}
}

// negated turns a bound around where a negation stands shortly before it: "will
// not exceed 120 billion".
func (s *Scan) negated(h quantity.Hedge, at int) quantity.Hedge {
	for j := at - 1; j >= 0 && j >= at-3 && s.Atoms[j].Kind == Word; j-- {
		if !s.Is(&s.Atoms[j], lexicon.Cue, "negation") {
			continue
		}
		switch h {
		case quantity.Over:
			return quantity.AtMost
		case quantity.Under:
			return quantity.AtLeast
		}
		break
	}
	return h
}

// notReached makes a bound of a level that was not reached: "ei yltänyt 100
// miljardiin", "did not reach $100bn".
func (s *Scan) notReached(f *Figure) {
	if f.Hedge != quantity.Exact || f.IsRange || f.First == 0 || s.V.cjk {
		return
	}
	to := f.First - 1
	if s.V.Pack.Grammar.Genitive && s.Is(&s.Atoms[f.Last], lexicon.Link, "to") {
		to = f.First // "ei yltänyt 100 miljardiin dollariin"
	} else if !s.Is(&s.Atoms[to], lexicon.Link, "to") {
		return
	}
	if s.moved(to) {
		return
	}
	for j := to - 1; j >= 0 && j >= to-2 && s.Atoms[j].Kind == Word; j-- {
		if s.Is(&s.Atoms[j], lexicon.Cue, "negation") {
			f.Hedge = quantity.Under
			return
		}
	}
}

// moved reports whether a direction stands before atom i.
func (s *Scan) moved(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if s.Atoms[j].classes&(1<<lexicon.Direction|1<<lexicon.Multiple) != 0 {
			return true
		}
	}
	return false
}

// boundingVerb takes the bound of a verb that stands further before the number,
// with nothing but periods, function words and adverbs between them: "exceeded
// last year for the first time $100bn".
func (s *Scan) boundingVerb(f *Figure, used []bool) {
	if s.V.cjk || f.IsRange || f.Hedge != quantity.Exact {
		return
	}
	for j := f.First - 1; j >= 0 && j >= f.First-8; j-- {
		a := &s.Atoms[j]
		if used[j] {
			continue
		}
		if a.Kind != Word {
			return
		}
		if id, ok := s.Has(a, lexicon.HedgeBefore); ok {
			if s.negatedVerb(a) {
				f.Hedge = hedges[id] // "δεν ξεπέρασαν"
				return
			}
			if (id == "over" || id == "under") && !s.Closed(a, lexicon.Function) && !strings.Contains(s.Str(a), " ") && !s.is(a, lexicon.Direction) && a.classes&(1<<lexicon.Link) == 0 {
				f.Hedge = s.negated(hedges[id], j)
			}
			return
		}
		if used[j] || s.Closed(a, lexicon.Function) || a.Terms == nil && !a.Capital || a.classes&^(1<<lexicon.Period|1<<lexicon.Plain|1<<lexicon.Multiple|1<<lexicon.Base) == 0 {
			continue
		}
		return
	}
}

// negatedVerb reports whether a hedge of several words begins with a negation.
func (s *Scan) negatedVerb(a *Atom) bool {
	first, _, several := bytes.Cut(s.fold(a), []byte(" "))
	list := s.V.trie.Find(first)
	return several && list >= 0 && slices.ContainsFunc(s.V.trie.List(list), func(t int32) bool {
		sense := &s.V.trie.Senses[t]
		return sense.Class == lexicon.Cue && sense.ID == "negation"
	})
}

// hedgeBefore takes a hedge that stands before the number, an article or a
// currency between them allowed.
func (s *Scan) hedgeBefore(f *Figure, used []bool) {
	for back, j := 0, f.First-1; j >= 0 && back < 3; back, j = back+1, j-1 {
		a := &s.Atoms[j]
		if used[j] {
			return
		}
		if id, ok := s.Has(a, lexicon.HedgeBefore); ok {
			if j > 0 && j-1 == s.compares {
				return // "35 % above the $13.5bn of a year before"
			}
			if s.Is(a, lexicon.Link, "to") && s.moved(j) {
				return // "rose to", in a word that means "up to" as well
			}
			if f.Hedge == quantity.Exact || f.Hedge == quantity.About {
				f.Hedge = s.negated(hedges[id], j)
			}
			f.First = j
			return
		}
		if back == 0 && (s.Is(a, lexicon.Number, "1") || s.Is(a, lexicon.Link, "to") || s.Is(a, lexicon.Link, "by")) || s.Closed(a, lexicon.Glue) {
			continue
		}
		return
	}
}
