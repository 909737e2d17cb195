package lang

import (
	"assay/lexicon"
	"assay/quantity"
)

// extendRange joins "48 bis 53 Milliarden", "between 48 and 53 billion",
// "$35bn-$40bn" into one figure. "from A to B" and "von A auf B" stay two.
func (s *Scan) extendRange(f *Figure, used []bool) {
	j := f.Last + 1
	if j+1 >= len(s.Atoms) || used[j] || f.Form != Plain || f.Odd {
		return
	}
	a := &s.Atoms[j]
	p := s.punct(a)
	dash := p == '-' || p == '–' || p == '—' || p == '~' || p == '〜' || p == '～'
	and, to := s.Is(a, lexicon.Link, "and"), s.Is(a, lexicon.Link, "to")
	until := s.Is(a, lexicon.Period, "until") || s.Is(a, lexicon.Link, "until")
	or := s.Is(a, lexicon.Link, "or") && f.Unit == "" && !f.Scaled && !f.Year // "60 vel 65 miliarda"
	if !dash && !and && !to && !until && !or || until && f.Scaled && s.Is(a, lexicon.Link, "with") {
		return // "το 20% με 25%", "3 με 4 δισ."; not "3 δισ. με 4 δισ."
	}
	before := f.First - 1
	between := before >= 0 && s.Is(&s.Atoms[before], lexicon.Link, "between") ||
		before >= 1 && s.Is(&s.Atoms[before-1], lexicon.Link, "between")
	from := before >= 0 && (s.Is(&s.Atoms[before], lexicon.Link, "from") || s.Is(&s.Atoms[before], lexicon.Period, "from"))
	behind := false // "37 ja 38 miljardin dollarin väliin"
	if !between && and {
		var h Figure
		behind = s.numberWithUnit(&h, j+1, used) && h.Last+1 < len(s.Atoms) && s.Is(&s.Atoms[h.Last+1], lexicon.Link, "between")
	}
	apart := dash && p != '—' && f.Scaled && Currency(f.Unit) && s.currencyAt(j+1) // "US$ 175 miliar - US$ 185 miliar"
	switch {
	case dash && (a.Joined || f.Unit == "") || apart, or:
	case (between || behind) && and, between && until: // "от 38 до 40"
	case until && !(from && to) && !(to && s.toldChange(before)), to && s.fromOfRange(before):
	default:
		return
	}
	at := j + 1
	for at < len(s.Atoms)-1 && at < j+3 && between && s.Closed(&s.Atoms[at], lexicon.Article) { // "tra i 60 e i 65 miliardi"
		at++
	}
	var g Figure
	if !s.numberWithUnit(&g, at, used) || g.Form != Plain || g.Odd || or && !g.Scaled {
		return
	}
	switch {
	case f.Unit == g.Unit && f.Scaled == g.Scaled:
	case f.Unit == "" && !f.Scaled: // "48 bis 53 Milliarden Dollar"
		f.adopt(&g)
	case g.Unit == "" && f.Unit != "" && f.Scaled == g.Scaled && (dash || between || Currency(f.Unit)): // "$35bn-40bn"
	case Currency(f.Unit) && !f.Scaled && (g.Unit == "" || g.Unit == f.Unit) && g.Scaled: // "$35-40bn"
		f.adopt(&g)
	case f.Unit == "" && f.Scaled == g.Scaled:
		f.Unit = g.Unit
	default:
		return
	}
	if f.Value.Value.Cmp(g.Value.Value) >= 0 || apart && !a.Joined && (!g.Scaled || g.Value.Value.Cmp(f.Value.Value.Mul(quantity.Int(2))) > 0) {
		return
	}
	if until && s.movesBehind(g.Last+1) || to && f.Value.Value.Sign() > 0 && g.Value.Value.Cmp(f.Value.Value.Mul(quantity.Int(widestRange))) > 0 {
		return // also "slipped 14 cents to $513.43"
	}
	if behind {
		g.Last++
	}
	if g.Unit == "" {
		g.Unit = f.Unit
	}
	f.Unit, f.Scaled = g.Unit, g.Scaled
	high := g.Value
	f.High, f.IsRange, f.Hedge, f.Last = &high, true, quantity.Between, g.Last
	if between {
		f.First = before
		if !s.Is(&s.Atoms[before], lexicon.Link, "between") {
			f.First = before - 1
		}
	}
}

// widestRange is how many times its lower end the upper end of a range is at most.
const widestRange = 20

// movesBehind reports whether a word that something has moved stands at atom i or behind the
// postposition there, where "to" stands behind its amount, so that a change goes between the
// numbers: "५.७ तः १२.४ अब्जडालर् यावत् वर्धितः".
func (s *Scan) movesBehind(i int) bool {
	if !s.V.Pack.Grammar.PostTo {
		return false
	}
	if i < len(s.Atoms) && s.Is(&s.Atoms[i], lexicon.Link, "to") {
		i++
	}
	return i < len(s.Atoms) && s.Atoms[i].In(lexicon.Direction)
}

// fromOfRange reports whether the word at atom i begins a range and no change:
// it means "from" of a stretch, not of a level, and nothing has moved: "investir
// de 60 à 65 milliards".
func (s *Scan) fromOfRange(i int) bool {
	return i >= 0 && s.Is(&s.Atoms[i], lexicon.Period, "from") && !s.Is(&s.Atoms[i], lexicon.Link, "from") && !s.moved(i)
}

// movedLast reports whether something has moved before atom i and nobody forecasts since: "elevou a
// previsão e agora projeta investir de US$ 64 bilhões a US$ 72 bilhões" is a range.
func (s *Scan) movedLast(i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch a := &s.Atoms[j]; {
		case s.Is(a, lexicon.Cue, "forecast") || s.Is(a, lexicon.Cue, "guidance"):
			return false
		case a.InAny(1<<lexicon.Direction | 1<<lexicon.Multiple):
			return true
		}
	}
	return false
}

// toldChange reports whether something has moved before the word for "of" at atom i, or a percentage
// stands shortly before a comma and the word for "from" or "of", so that a change goes between the
// numbers: "se disparó un 57%, de 15.051 a 23.662 millones".
func (s *Scan) toldChange(i int) bool {
	if i > 0 && s.Is(&s.Atoms[i], lexicon.Link, "of") && s.movedLast(i) { // "subió del 27 % al 37 %"
		return true
	}
	if i < 2 || !s.Is(&s.Atoms[i], lexicon.Link, "of") && !s.Is(&s.Atoms[i], lexicon.Link, "from") || s.punct(&s.Atoms[i-1]) != ',' {
		return false
	}
	for j := i - 2; j >= 0 && j >= i-8; j-- {
		if s.Is(&s.Atoms[j], lexicon.Unit, "percent") {
			return true
		}
	}
	return false
}

// adopt gives the lower end of a range the upper end's scale.
func (f *Figure) adopt(g *Figure) {
	switch {
	case f.Scaled || !g.Scaled:
	case g.scale > 0:
		f.Value, f.scale = inScale(f.Value, g.scale), g.scale
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
