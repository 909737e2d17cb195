package lang

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/lexicon"
)

// numberWords reads the number in words at atom i: "einundzwanzig", "two
// hundred and five million", "三百四十二万". last is its last atom.
func (s *Scan) numberWords(i int, used []bool) (t tally, last int, ok bool) {
	if s.V.cjk {
		return s.characters(i, used)
	}
	t.loss = s.V.Pack.Grammar.ThousandMillions
	last, ok = s.words(&t, i, used)
	if ok && t.begins && s.vague(i) {
		return t, 0, false
	}
	return t, last, ok
}

// words goes on with a number from atom i as far as it makes one, and gives the
// last atom of it.
func (s *Scan) words(t *tally, i int, used []bool) (last int, ok bool) {
	now := *t
	held, heldLast := *t, i-1 // before the small number that a multiplier might take
	joint, small := byte(0), false
	last = i - 1
	for j := i; j < len(s.Atoms) && !used[j]; j++ {
		a := &s.Atoms[j]
		if now.took && joint == 0 {
			if n, d, end := s.andParts(&now, j, used); d > 0 {
				if now.behind(n, d) {
					*t, last, j = now, end, end
					small = false
					continue
				}
			}
			if now.about && now.scales == 0 && s.Is(a, lexicon.Link, "of") && s.scaleAt(j+1) { // une centaine de millions
				continue
			}
			if joint = s.joint(&now, j); joint != 0 {
				continue
			}
		} else if joint == '-' && !a.Joined {
			break
		}
		was := now
		fits, multiplies := s.take(&now, j)
		if !fits {
			if multiplies && small { // "between one hundred and two hundred"
				*t, last = held, heldLast
			}
			break
		}
		if !multiplies && (!small || joint == '&') {
			held, heldLast = was, last
		}
		small, joint = !multiplies, 0
		if now.whole() {
			*t, last = now, j
		}
	}
	return last, last >= i
}

// joint is what atom j joins a number with to its next word: '&' for "and", '-'
// for a hyphen, '.' for the decimal point in words, or 0.
func (s *Scan) joint(t *tally, j int) byte {
	a, grammar := &s.Atoms[j], &s.V.Pack.Grammar
	switch {
	case j+1 >= len(s.Atoms):
	case s.hyphen(j):
		return '-'
	case t.fine > 1:
	case a.Kind == Word && !t.point && t.scales == 0 && isOneOf(s.V.point, s.fold(a)):
		if id, digit := s.Has(&s.Atoms[j+1], lexicon.Number); digit && len(id) == 1 {
			t.point = true
			return '.'
		}
	case s.Is(a, lexicon.Link, "and") && (t.n >= 100 && t.n%100 == 0 || grammar.TensAnd && t.n > 10 && t.n%10 == 0):
		return '&'
	}
	return 0
}

// andParts reads "and a half", "y medio", "and three quarters" behind a number:
// n of d, and its last atom. Without a scale word so far, a scale or unit must
// follow, lest a part of something else is taken.
func (s *Scan) andParts(t *tally, j int, used []bool) (n, d int64, end int) {
	if t.fine > 1 {
		return 0, 0, 0
	}
	k := s.pastHyphen(j) // two-and-a-half
	if k >= len(s.Atoms) || !s.Is(&s.Atoms[k], lexicon.Link, "and") {
		return 0, 0, 0
	}
	k = s.pastHyphen(k + 1)
	n = 1
	article := false
	if k+1 < len(s.Atoms) {
		if id, is := s.Has(&s.Atoms[k], lexicon.Number); is && len(id) == 1 && id != "0" {
			n, k, article = int64(id[0]-'0'), s.pastHyphen(k+1), true
		}
	}
	if k >= len(s.Atoms) || used[k] {
		return 0, 0, 0
	}
	id, is := s.Has(&s.Atoms[k], lexicon.Fraction)
	if !is {
		return 0, 0, 0
	}
	above, below := parts(id)
	if n *= above; n >= below {
		return 0, 0, 0
	}
	next := s.pastHyphen(k + 1)
	if t.unit < 1000 {
		if next >= len(s.Atoms) || s.Atoms[next].classes&(1<<lexicon.Scale|1<<lexicon.Unit|1<<lexicon.Multiple) == 0 && !s.leadsOn(k) {
			return 0, 0, 0
		}
	} else if s.V.Pack.Grammar.ArticleHalf && !article || article && next < len(s.Atoms) && s.Is(&s.Atoms[next], lexicon.Link, "of") && !s.currencyAt(next+1) {
		return 0, 0, 0 // two billion, and half of it
	}
	return n, below, k
}

// pastHyphen is atom i, or the one behind it if it is a hyphen inside a word.
func (s *Scan) pastHyphen(i int) int {
	if s.hyphen(i) {
		return i + 1
	}
	return i
}

// hyphen reports whether atom i is a hyphen inside a word.
func (s *Scan) hyphen(i int) bool {
	return i < len(s.Atoms) && s.Atoms[i].Joined && s.punct(&s.Atoms[i]) == '-'
}

func (s *Scan) currencyAt(i int) bool {
	if i >= len(s.Atoms) {
		return false
	}
	u, ok := s.Has(&s.Atoms[i], lexicon.Unit)
	return ok && Currency(u)
}

// scaleAt reports whether atom i is a scale word.
func (s *Scan) scaleAt(i int) bool {
	if i >= len(s.Atoms) {
		return false
	}
	_, ok := s.Has(&s.Atoms[i], lexicon.Scale)
	return ok
}

// take adds the word or numeral at atom j to a number; multiplies tells that it
// is one that multiplies, whether it fits or not.
func (s *Scan) take(t *tally, j int) (fits, multiplies bool) {
	a := &s.Atoms[j]
	if id, is := s.Has(a, lexicon.Number); is {
		if t.took && id == "100" && s.cents(t, j) {
			return false, false
		}
		multiplies = len(id) > 2 && strings.Trim(id[1:], "0") == "" && id[0] == '1'
		return t.number(id), multiplies
	}
	if id, is := s.Has(a, lexicon.Scale); is {
		return !s.letterApart(a) && t.scale(id), true
	}
	switch {
	case a.Kind == Numeral: // "mil 200 millones"
		whole, isWhole := s.nums[a.num].whole()
		if !isWhole || whole > 999 || !t.took || t.unit < 1000 || j+1 >= len(s.Atoms) {
			return false, false
		}
		id, is := s.Has(&s.Atoms[j+1], lexicon.Scale)
		if e, _ := scaleOf(id); !is || e < 3 || s.letterApart(&s.Atoms[j+1]) || !t.add(int64(whole), 1) {
			return false, false
		}
		t.loose = true
		return true, false
	case a.Kind == Word && a.Terms == nil && s.V.Pack.Grammar.OneWord && a.End-a.Start > shortNumber:
		c := tally{counts: s.V.Pack.Grammar.CountedTens}
		if !s.V.oneWord(&c, s.fold(a), 0) || !c.whole() {
			return false, false
		}
		if !t.took {
			c.loss, c.counts = t.loss, false
			*t = c
			return true, false
		}
		if c.fine > 1 || !t.add(c.n, c.unit) {
			return false, false
		}
		return true, false
	}
	return false, false
}

// cents reports whether a word for hundreds is money at atom j: "vingt cents",
// "deux cents par action".
func (s *Scan) cents(t *tally, j int) bool {
	if s.Atoms[j].classes&(1<<lexicon.Unit) == 0 {
		return false
	}
	if s.hyphen(j + 1) {
		j++
	}
	return t.n%100 > 9 || j+1 >= len(s.Atoms) || s.Atoms[j+1].classes&(1<<lexicon.Number|1<<lexicon.Scale|1<<lexicon.Unit) == 0
}

// vague reports whether the power of ten at atom i is no number: "several
// hundred", 「数百億」.
func (s *Scan) vague(i int) bool {
	if i == 0 {
		return false
	}
	before := s.fold(&s.Atoms[i-1])
	if !s.V.cjk {
		return isOneOf(s.V.vague, before)
	}
	return slices.ContainsFunc(s.V.vague, func(v string) bool { return bytes.HasSuffix(before, []byte(v)) })
}

func isOneOf(words []string, w []byte) bool {
	return slices.ContainsFunc(words, func(v string) bool { return v == string(w) })
}

// shortNumber is how many bytes a word has that is too short for a number of several
// words in one.
const shortNumber = 6

// isNumber reports whether a word is a number of several words in one.
func (v *Vocabulary) isNumber(w []byte) bool {
	t := tally{counts: v.Pack.Grammar.CountedTens}
	return len(w) > shortNumber && v.oneWord(&t, w, 0) && t.whole()
}

// oneWord reads a number written as one word of several from byte i of it:
// "zweihundertfünfzig", "duecentomila". Of several ways to divide the word the
// one with the longest parts is taken.
func (v *Vocabulary) oneWord(t *tally, w []byte, i int) bool {
	var buffer [8]lexicon.Match
	matches := v.trie.Prefixes(buffer[:0], w, i)
	for n := len(matches) - 1; n >= 0; n-- {
		end := matches[n].End
		if end == i {
			continue
		}
		for _, sense := range matches[n].Entry.Senses() {
			next := *t
			switch sense.Class {
			case lexicon.Number:
				if !next.number(sense.ID) {
					continue
				}
			case lexicon.Scale:
				if !next.scale(sense.ID) {
					continue
				}
			default:
				continue
			}
			rest := w[end:]
			if len(rest) == 0 || sense.Flags&lexicon.Inflected != 0 && len(rest) <= v.endings && v.trie.Closed(rest)&lexicon.Ending != 0 || v.oneWord(&next, w, end) {
				*t = next
				return true
			}
		}
	}
	for _, p := range v.parts.from(w[i:]) {
		if !bytes.HasPrefix(w[i:], []byte(p.text)) {
			continue
		}
		next := *t
		if next.partOf(p.id) && (i+len(p.text) == len(w) || v.oneWord(&next, w, i+len(p.text))) {
			*t = next
			return true
		}
	}
	return false
}

// manifold reads a multiple that is one word with its number: "zweieinhalbmal so
// viel", "das Dreißigfache".
func (s *Scan) manifold(f *Figure, at int) (last int, ok bool) {
	a := &s.Atoms[at]
	if a.Kind != Word || a.Terms != nil || !s.V.Pack.Grammar.OneWord || a.End-a.Start <= shortNumber {
		return 0, false
	}
	if !s.beginsNumber(a) {
		return 0, false
	}
	w := s.fold(a)
	for k := 3; k < len(w)-2; k++ {
		id, end := s.multipleIn(int(a.Start) + k)
		if end < int(a.End) {
			continue
		}
		t := tally{counts: s.V.Pack.Grammar.CountedTens}
		if !s.V.oneWord(&t, w[:k], 0) || !t.whole() {
			continue
		}
		for last = at; last < len(s.Atoms) && int(s.Atoms[last].End) < end; last++ {
		}
		if last == len(s.Atoms) || int(s.Atoms[last].End) != end {
			continue
		}
		f.Form, f.Unit, f.More, f.Value = Times, "times", id == "more", multiple(t.written().Value)
		return last, true
	}
	return 0, false
}

// multipleIn is the longest word for "times" at a byte of the text, and where
// it ends.
func (s *Scan) multipleIn(k int) (id string, end int) {
	search := s.V.trie.Search(s.Folded, k)
	for e, entry := search.Next(); entry != nil; e, entry = search.Next() {
		if !s.atWordEnd(s.Folded, e) {
			continue
		}
		for _, sense := range entry.Senses() {
			if sense.Class == lexicon.Multiple && (sense.ID == "x" || sense.ID == "more") {
				id, end = sense.ID, e
			}
		}
	}
	return id, end
}

// beginsNumber reports whether a word begins with a number, a scale or a part of a
// number, as one that is a number of several words in one must.
func (s *Scan) beginsNumber(a *Atom) bool {
	return a.counts || s.V.parts.begins(s.fold(a))
}

// characters reads a number in a script without spaces, character by character,
// from atom i: the atoms divide it by the longest words, "二千五百万" into 二,
// 千, 五, 百万. The number ends where an atom does.
func (s *Scan) characters(i int, used []bool) (t tally, last int, ok bool) {
	now := tally{counts: true, spoken: true}
	a := &s.Atoms[i]
	if a.Kind != Word || a.classes&(1<<lexicon.Number|1<<lexicon.Scale) == 0 && s.V.parts == nil {
		return t, 0, false
	}
	part := false // began with a part that is no number alone
	for j, k := i, int(a.Start); k < len(s.Folded); {
		_, n := utf8.DecodeRune(s.Folded[k:])
		if s.Folded[k] == ' ' && now.took && now.unit >= 1000 && !used[j] { // 「이억 오천만」
			k++
			continue
		}
		taken := false
		if entry := s.V.trie.Find(s.Folded[k : k+n]); entry != nil {
			taken = now.character(entry)
		}
		if !taken {
			id := s.V.parts.id(s.Folded[k : k+n])
			if id == "" || !now.partOf(id) {
				break
			}
			part = part || k == int(a.Start)
		}
		k += n
		for j < len(s.Atoms) && int(s.Atoms[j].End) < k {
			j++
		}
		if j >= len(s.Atoms) || used[j] {
			break
		}
		if int(s.Atoms[j].End) == k {
			if now.whole() {
				t, last, ok = now, j, true
			}
			j++
		}
		if j >= len(s.Atoms) || used[j] {
			break
		}
	}
	if id, is := s.Has(a, lexicon.Number); !ok && is { // of several characters: 다섯
		t, last, ok = tally{}, i, t.number(id)
	}
	if !ok || t.begins && a.Joined && s.vague(i) {
		return t, 0, false
	}
	if part && (i > 0 && a.Joined && s.Atoms[i-1].Kind == Word || !s.unitWord(last+1)) {
		return t, 0, false
	}
	return t, last, true
}

// character takes what one character means as a number or scale.
func (t *tally) character(entry *lexicon.Entry) bool {
	for _, sense := range entry.Senses() {
		switch sense.Class {
		case lexicon.Number:
			return t.number(sense.ID)
		case lexicon.Scale:
			return t.scale(sense.ID)
		}
	}
	return false
}
