package lang

import (
	"slices"
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
	Value       quantity.Written
	High        *quantity.Written // the upper end, of a range only
	Unit        string            // "USD", "percent", "pp", "times", "points", "x:year", …; "" for none
	Sign        int               // -1 or 1 where a sign is written
	Alt         int               // by how many powers of ten its scale word may mean more: -1 for "अर्बुद", 10^9 or 10^8
	scale       int               // the power of ten of its scale word
	Form        Form
	Hedge       quantity.Hedge
	IsRange     bool
	Scaled      bool // a scale word stood with it
	Earlier     bool // in brackets behind the current level
	More        bool // "times more": ×n or ×(n+1)
	Odd         bool // separators that fit no number: a version, a date
	Digits      bool // written with digits
	Year        bool // a bare number that could be a year
	Lent        bool // its scale is that of another figure
	Parted      bool // a part of a dollar, turned into a percentage
}

// Lend gives a bare number scale and unit of another figure, which the text says it
// counts with.
func (f *Figure) Lend(g *Figure) {
	f.Value = inScale(f.Value, g.scale)
	if f.IsRange {
		high := inScale(*f.High, g.scale)
		f.High = &high
	}
	f.Unit, f.Scaled, f.scale, f.Alt, f.Lent = g.Unit, true, g.scale, g.Alt, true
}

// inScale counts a bare number in a power of ten. Zeros that end thousands of millions are
// rounding: "23.200 millones en 2022, 62.400 en 2024".
func inScale(w quantity.Written, scale int) quantity.Written {
	w = scaleWritten(w, quantity.Pow10(scale))
	if billion := quantity.Pow10(9); scale == 6 && w.Value.Cmp(billion) >= 0 && w.Unit.Cmp(w.Grain) < 0 {
		if w.Unit = w.Grain; w.Unit.Cmp(billion) > 0 {
			w.Unit = billion
		}
	}
	return w
}

// PartOf makes a number of cents or dollars the percentage that it is of a dollar, with
// factor 100, or of a hundred, with 1.
func (f *Figure) PartOf(factor int64) {
	f.Value = scaleWritten(f.Value, quantity.Int(factor))
	f.Unit, f.Year, f.Parted = "percent", false, true
}

// CountIn gives a bare number the scale and unit that a table's heading counts in.
func (f *Figure) CountIn(unit string, scale int) {
	g := Figure{Unit: unit, scale: scale}
	f.Lend(&g)
}

// Currency reports whether a unit id is an ISO 4217 code.
func Currency(unit string) bool {
	return len(unit) == 3 && unit[0] >= 'A' && unit[0] <= 'Z'
}

// Figures reads the figures among the atoms; used[i] marks atoms that periods
// took already. Atoms of figures are marked in used as well.
func (s *Scan) Figures(dst []Figure, used []bool) []Figure {
	s.compares = -1
	for i := s.figureFrom(0); i < len(s.Atoms); i = s.figureFrom(i + 1) {
		if used[i] {
			continue
		}
		dst = slices.Grow(dst, 1)
		f := &dst[:len(dst)+1][len(dst)] // read where it is to stand: a figure is large to hand about
		if !s.figureAt(f, i, used) {
			continue
		}
		for k := f.First; k <= f.Last; k++ {
			used[k] = true
		}
		f.Start, f.End = s.Atoms[f.First].Start, s.Atoms[f.Last].End
		if f.Unit == "percent" || f.Unit == "times" {
			s.compares = f.Last
		}
		dst = dst[:len(dst)+1]
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
// it is the earlier level ("17,4 Milliarden nach 11,2 im Vorjahr", "18,3 miliardorum, quod
// ante annum 13,5 fuerat") or a list goes on to the next company ("Alphabet 52,5
// Milliarden, Amazon 83").
func (s *Scan) goesOn(b, a *Figure) {
	if b.Unit != "" || b.Scaled || b.Form != Plain || !b.Digits || b.Year || b.Odd || b.IsRange || a.Form != Plain || !Currency(a.Unit) && a.Unit != "" && a.Unit != "percent" {
		return
	}
	if a.Unit == "percent" {
		if !s.V.cjk && b.First-a.Last <= mostBetween && !s.countsNext(b) && (s.Atoms[b.First-1].In(lexicon.Base) || s.comparedWith(b.First) || s.isLink(&s.Atoms[b.First-1], "to") && a.First > 0 && s.Atoms[a.First-1].In(lexicon.Base) || s.movesNext(b)) {
			b.adopt(a)
		}
		return
	}
	if one := quantity.Int(1); !a.Scaled && a.scale == 0 { // "6,03 Dollar je Aktie nach 4,39 im Vorjahr"
		if a.Value.Unit.Cmp(one) < 0 && b.Value.Unit.Cmp(one) < 0 && Currency(a.Unit) && s.comparedWith(b.First) {
			b.Unit = a.Unit
		}
		return
	}
	if s.countsNext(b) || !s.comparedWith(b.First) && !s.listedCompany(b.First) && !(s.Atoms[b.First-1].In(lexicon.Base) && b.First-a.Last <= mostBetween) {
		return
	}
	b.adopt(a)
}

// mostBetween is how many atoms at most stand between a figure and one that goes on from it.
const mostBetween = 8

// movesNext reports whether a bare number with decimals stands right before the verb that it
// moves by: "1,4 centesimis decidit, sed hodie 4,9 ascendit".
func (s *Scan) movesNext(b *Figure) bool {
	return b.Value.Unit.Cmp(quantity.Int(1)) < 0 && b.Last+1 < len(s.Atoms) && s.Atoms[b.Last+1].In(lexicon.Direction) && !s.Atoms[b.Last+1].In(lexicon.Measure)
}

// countsNext reports whether a bare number may count what follows it.
func (s *Scan) countsNext(b *Figure) bool {
	if b.Last+1 >= len(s.Atoms) {
		return false
	}
	n := &s.Atoms[b.Last+1]
	return n.Kind == Numeral || n.Kind == Word && n.Terms == nil && !s.Closed(n, lexicon.Function) || n.In(lexicon.Segment) || n.In(lexicon.Measure)
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

// comparedWith reports whether a preposition that introduces an earlier level
// stands before atom i, an article allowed between.
func (s *Scan) comparedWith(i int) bool {
	for back, j := 0, i-1; j >= 0 && back < 2; back, j = back+1, j-1 {
		a := &s.Atoms[j]
		if s.isLink(a, "from", "after", "versus", "instead") {
			return true
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
	sep := &s.Atoms[i-2]
	return s.named(&s.Atoms[i-1]) && (s.punct(sep) == ',' || s.Is(sep, lexicon.Link, "and"))
}

// share gives a bare number the scale and unit of the one that it leads to:
// "von 11,2 auf 17,4 Milliarden Dollar", "from 8 to 10 per cent", "27,2, 18,3
// und 28,2 Milliarden".
func (s *Scan) share(a, b *Figure) {
	from := s.Is(&s.Atoms[a.Last], lexicon.Link, "from")
	if a.Unit != "" || a.Scaled || a.Form != Plain || a.Odd || b.Form != Plain || b.Unit == "" && !b.Scaled || b.First == a.Last+1 && !from {
		return
	}
	if !s.listsCompanies(a, b) {
		if to := &s.Atoms[a.Last+1]; b.First-a.Last > 4 || !from && !s.lists(a, b) && (b.First-a.Last > 2 || !s.Is(to, lexicon.Link, "to") && !s.Is(to, lexicon.Period, "until") && !s.Is(to, lexicon.Link, "from")) {
			return
		}
	}
	if a.Year && !b.Scaled {
		return
	}
	a.Year = false
	a.adopt(b)
}

// lists reports whether a comma, "and" or "respectively" alone joins two figures in digits,
// the preposition of the first being said again or not: "del 34 e del 35%".
func (s *Scan) lists(a, b *Figure) bool {
	sep := &s.Atoms[a.Last+1]
	if !a.Digits || !b.Digits || a.Year {
		return false
	}
	if b.First == a.Last+3 {
		return s.punct(sep) == ',' && s.isLink(&s.Atoms[a.Last+2], "and") || s.isLink(sep, "and", "respectively") && s.Closed(&s.Atoms[a.Last+2], lexicon.Article) && a.First > 0 && s.Closed(&s.Atoms[a.First-1], lexicon.Article)
	}
	return b.First == a.Last+2 && (s.punct(sep) == ',' || s.isLink(sep, "and", "respectively"))
}

// listsCompanies reports whether a comma or "and" and the name of a company, with what marks it
// as the next item's, alone join two figures in digits: "Nvidia nousi 18,7, Meta 15,1 ja
// Microsoft 10,1 prosenttia", "Nvidia um 239 und die von Meta um 194 Prozent".
func (s *Scan) listsCompanies(a, b *Figure) bool {
	gap := b.First - a.Last
	if !a.Digits || !b.Digits || a.Year || gap < 3 || gap > mostBetween {
		return false
	}
	if sep := &s.Atoms[a.Last+1]; s.punct(sep) != ',' && !s.isLink(sep, "and") {
		return false
	}
	names := 0
	for j := a.Last + 2; j < b.First; j++ {
		switch x := &s.Atoms[j]; {
		case s.named(x):
			names++
		case !s.Closed(x, lexicon.Article) && !s.Closed(x, lexicon.Pronoun) && !s.isLink(x, "by", "of", "at", "in"):
			return false
		}
	}
	return names == 1
}

// named reports whether the atom is the name of a company.
func (s *Scan) named(a *Atom) bool {
	return slices.ContainsFunc(a.Terms.Senses(), func(t *lexicon.Sense) bool { return t.Class == lexicon.Entity && t.Note == "name" })
}

// counting are the classes of the words that a figure can begin with.
const counting = 1<<lexicon.Number | 1<<lexicon.Fraction | 1<<lexicon.Multiple | 1<<lexicon.Unit | 1<<lexicon.Scale

// figureFrom is the first atom from i on at which a figure can begin, by the cheap
// test before the grammar runs, or the number of atoms.
func (s *Scan) figureFrom(i int) int {
	cjk, oneWord := s.V.cjk, s.V.Pack.Grammar.OneWord
	rest := s.Atoms[i:]
	for k := range rest {
		switch a := &rest[k]; {
		case a.Kind == Numeral, a.classes&counting != 0:
			return i + k
		case a.Kind == Punct:
			if s.sign(a) != 0 {
				return i + k
			}
		case cjk: // 「십일」 may begin with a word for something else; a number itself were a term
			if (a.Terms == nil || a.End-a.Start == 3) && s.V.parts.begins(s.fold(a)) {
				return i + k
			}
		case oneWord && a.Terms == nil && a.End-a.Start > shortNumber && s.beginsNumber(a):
			return i + k
		}
	}
	return len(s.Atoms)
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

// figureAt reads the figure whose number begins at atom i into f, then the hedge
// before it. What f holds is of use only where it reports true.
func (s *Scan) figureAt(f *Figure, i int, used []bool) bool {
	if s.bareArticle(i) || !s.numberWithUnit(f, i, used) && !s.multipliedBy(f, i, used) && !s.loneUnit(f, i, used) {
		return false
	}
	if f.Form == Plain && !f.Digits && f.Unit == "" && !f.Scaled && !s.leadsOn(f.Last) {
		return false // an article, or "the three"
	}
	s.extendRange(f, used)
	s.hedgeAfter(f, used)
	s.hedgeBefore(f, used)
	s.boundingVerb(f, used)
	s.notReached(f)
	s.whatIsLeft(f)
	if id, ok := s.Has(&s.Atoms[f.Num], lexicon.Multiple); ok && f.Form == Times && strings.Contains(id, "/") && !(s.V.cjk && f.Last > f.Num && f.Hedge != quantity.Over) { // 「半分以下に」 says what is left, 「腰斩有余」 how far it fell
		f.Hedge = f.Hedge.Mirror()
	}
	return true
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
func (s *Scan) multipliedBy(f *Figure, i int, used []bool) bool {
	id, ok := s.Has(&s.Atoms[i], lexicon.Multiple)
	if !ok || id != "by" && id != "divided by" {
		return false
	}
	for at := i + 1; at < len(s.Atoms) && at <= i+3 && !used[at]; at++ {
		if !s.numberWithUnit(f, at, used) {
			if _, hedge := s.Has(&s.Atoms[at], lexicon.HedgeBefore); hedge || s.Closed(&s.Atoms[at], lexicon.Glue) {
				continue
			}
			return false
		}
		if f.Unit != "" || f.Scaled || f.Form != Plain || f.Odd || f.Value.Value.Sign() <= 0 {
			return false
		}
		if f.Value.Unit.Cmp(quantity.Int(1)) >= 0 {
			d := f.Value.Digits
			f.Value = multiple(f.Value.Value)
			f.Value.Digits = d
		}
		f.Form, f.Unit, f.Year = Times, "times", false
		s.hedgeBefore(f, used)
		if id == "divided by" {
			f.Invert()
		}
		f.First = i
		return true
	}
	return false
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
