package lang

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"assay/lexicon"
)

type token struct {
	kind tokenKind
	tag  tag    // of a flag or a unit
	n    int    // of what is counted
	rel  string // of a relation: "last", "same"
}

type tokenKind uint8

const (
	flagToken tokenKind = iota
	ordToken
	unitToken
	monthToken
	dayToken
	yearToken
	numToken
	relToken
	weekdayToken
)

// phrase collects the period tokens of a run of atoms.
type phrase struct {
	cjk    bool
	tokens []token
	ints   []int // what all gave
	last   int   // last atom that gave a token
	// solid and lastSolid are tokens and last up to the last one that is no
	// mere preposition.
	solid, lastSolid int
}

const maxPhraseGap = 3

// phrase gathers tokens from atom i on.
func (s *Scan) phrase(i int, used []bool) phrase {
	p := phrase{last: i, cjk: s.V.cjk, tokens: s.tokens[:0], ints: s.ints[:0]}
	s.gather(&p, i, used)
	s.tokens = p.tokens
	if n := len(p.tokens); n > p.solid && p.solid > 0 && s.governed(p.last+1) {
		p.tokens, p.last = p.tokens[:p.solid], p.lastSolid
	}
	return p
}

// governed reports whether atom i can begin an amount, so that a preposition
// before it is no part of a period: "in the first quarter to $90bn".
func (s *Scan) governed(i int) bool {
	if i >= len(s.Atoms) {
		return false
	}
	a := &s.Atoms[i]
	return a.Kind == Numeral || a.classes&(1<<lexicon.Number|1<<lexicon.HedgeBefore|1<<lexicon.Unit) != 0
}

// gather adds the tokens from atom i on to the phrase.
func (s *Scan) gather(p *phrase, i int, used []bool) {
	gap := 0
	for j := i; j < len(s.Atoms) && !used[j] && gap <= maxPhraseGap; j++ {
		a := &s.Atoms[j]
		mark := s.punct(a)
		if mark == ',' && len(p.tokens) > 0 && !(j+1 < len(s.Atoms) && s.Atoms[j+1].Kind == Numeral && s.isYear(j+1) && p.has(monthToken)) {
			if s.endingClause(j, p) {
				continue
			}
			break
		}
		if s.V.cjk && p.has(dayToken) && s.quarterAt(j) {
			if tags, _ := p.sum(); !tags.has(endedTag) {
				return // 「지난 30일(현지 시각) 2분기 매출이」
			}
		}
		id, isPeriod := s.Has(a, lexicon.Period)
		if isPeriod && strings.HasPrefix(id, "ord:") && len(p.tokens) == 0 {
			id = s.ordinalDay(j, id)
		}
		switch {
		case isPeriod && s.ordinalOfMonth(p, j, id):
			p.last, p.lastSolid, p.solid, gap = j, j, len(p.tokens), 0
		case isPeriod && !s.lowerMonth(a, id):
			for part, rest, more := "", id, true; more; {
				part, rest, more = strings.Cut(rest, "+")
				p.push(part)
			}
			if s.V.cjk && strings.HasSuffix(s.Str(a), "期") && strings.HasPrefix(id, "month") {
				p.push("yearend") // 2025年1月期: the fiscal year that ends then
			}
			p.last, gap = j, 0
			if id != "until" && id != "from" && (id != "since" || s.V.cjk && len(p.tokens) > 1) && id != "between" { // 「2020年10月以来」: behind its time
				p.solid, p.lastSolid = len(p.tokens), j
			}
		case a.Kind == Numeral && s.joinedCode(j) != nil:
			p.tokens = append(p.tokens, s.joinedCode(j)...)
			j++
			p.last, gap = j, 0
			p.solid, p.lastSolid = len(p.tokens), j
		case a.Kind == Numeral:
			if len(p.tokens) == 1 && p.has(yearToken) && s.isYear(j) && s.Is(&s.Atoms[j-1], lexicon.Link, "and") && !s.V.cjk {
				return // "in 2023 and 2024": two years
			}
			if !s.numeralToken(p, j) {
				return
			}
			if p.tokens[len(p.tokens)-1].kind == yearToken && s.yearEnding(j) { // в 2024-м
				j += 2
			}
			p.last, gap = j, 0
			p.solid, p.lastSolid = len(p.tokens), j
		default:
			if a.Kind == Word && s.mayBeCode(a) {
				if code := s.V.codeTokens(string(s.fold(a))); len(code) > 0 {
					p.tokens = append(p.tokens, code...)
					p.last, gap = j, 0
					p.solid, p.lastSolid = len(p.tokens), j
					continue
				}
			}
			if v, ok := s.Has(a, lexicon.Number); ok && j+1 < len(s.Atoms) {
				noun := &s.Atoms[j+1]
				if s.firstOf(j+1) || p.has(yearToken) && s.lastOf(j+1) {
					noun = &s.Atoms[j+2]
				}
				nid, isP := s.Has(noun, lexicon.Period)
				n, err := 0, error(nil)
				if isP && nid == "year" && p.has(yearToken) {
					return // "war 2024 ein Jahr zum Vergessen"
				}
				if isP {
					n, err = strconv.Atoi(v)
				}
				if isP && err == nil && (strings.HasPrefix(nid, "month") || strings.HasSuffix(nid, "+month") || nid == "quarter" || nid == "year" || nid == "week" || nid == "day" || nid == "half") {
					p.tokens = append(p.tokens, token{kind: numToken, n: n})
					p.last, gap = j, 0
					continue
				}
			}
			if s.Is(a, lexicon.Link, "and") && len(p.tokens) > 0 && j+1 < len(s.Atoms) {
				if nid, ok := s.Has(&s.Atoms[j+1], lexicon.Period); ok && (strings.HasPrefix(nid, "month:") || strings.HasPrefix(nid, "ord:")) {
					p.push("until")
					continue
				}
			}
			if (mark == '-' || mark == '–' || mark == '—' && s.spans(p, j) || mark == '~' || mark == '〜' || mark == '/' || mark == '・') && len(p.tokens) > 0 {
				if mark != '/' {
					p.push("until")
				}
				gap++
				continue
			}
			if mark == '.' && p.last == j-1 { // 24. Juli
				gap++
				continue
			}
			if mark == '\'' && j+1 < len(s.Atoms) && s.Atoms[j+1].Kind == Numeral && s.Atoms[j+1].Joined {
				continue
			}
			if a.Kind == Word && s.Closed(a, lexicon.Glue) || mark == ',' || s.startOf(p, j) {
				gap++
				continue
			}
			return
		}
	}
}

// startOf reports whether "of" at atom j joins a start to its month: "since the start of the
// month".
func (s *Scan) startOf(p *phrase, j int) bool {
	n := len(p.tokens)
	return n > 0 && p.tokens[n-1].tag == startTag && p.last == j-1 && j+1 < len(s.Atoms) && s.Is(&s.Atoms[j], lexicon.Link, "of") && s.Is(&s.Atoms[j+1], lexicon.Period, "month")
}

// quarterAt reports whether a numbered quarter begins at atom j.
func (s *Scan) quarterAt(j int) bool {
	id, ok := s.Has(&s.Atoms[j], lexicon.Period)
	if s.Atoms[j].Kind == Numeral && j+1 < len(s.Atoms) {
		id, ok = s.Has(&s.Atoms[j+1], lexicon.Period)
		return ok && strings.HasPrefix(id, "quarter")
	}
	return ok && strings.HasPrefix(id, "ord:") && (strings.HasSuffix(id, "quarter") || j+1 < len(s.Atoms) && s.Is(&s.Atoms[j+1], lexicon.Period, "quarter"))
}

// yearEnding reports whether a hyphen and a case ending are joined to the year at
// atom j: "2023-го".
func (s *Scan) yearEnding(j int) bool {
	if j+2 >= len(s.Atoms) || s.punct(&s.Atoms[j+1]) != '-' || !s.Atoms[j+1].Joined || !s.Atoms[j+2].Joined || s.Atoms[j+2].Kind != Word {
		return false
	}
	n := s.Atoms[j+2].End - s.Atoms[j+2].Start
	return n <= 4 && s.Folded[s.Atoms[j+2].Start] >= utf8.RuneSelf
}

// spans reports whether the long dash at atom j stands between two months, as
// Russian writes a span: "январь — сентябрь".
func (s *Scan) spans(p *phrase, j int) bool {
	if p.tokens[len(p.tokens)-1].kind != monthToken || j+1 >= len(s.Atoms) {
		return false
	}
	return s.monthAt(j + 1)
}

// endingClause reports whether the comma at atom j opens a clause that only
// says when the year or quarter before it ended: "im Geschäftsjahr, das am 26.
// Januar endete".
func (s *Scan) endingClause(j int, p *phrase) bool {
	if tags, _ := p.sum(); !tags.has(fiscalTag | yearTag | quarterTag) {
		return false
	}
	for k := j + 1; k < len(s.Atoms) && k <= j+9; k++ {
		a := &s.Atoms[k]
		id, isPeriod := s.Has(a, lexicon.Period)
		switch {
		case isPeriod && id == "ended":
			return true
		case a.Kind == Numeral, isPeriod && strings.HasPrefix(id, "month:"), s.punct(a) == '.', s.Closed(a, lexicon.Glue), s.punct(a) == ',' && k > j+2:
		default:
			return false
		}
	}
	return false
}

func (s *Scan) isYear(j int) bool {
	n := &s.nums[s.Atoms[j].num]
	w, ok := n.whole()
	return ok && w >= 1990 && w <= 2050 && n.digits == 4
}

// numeralToken reads a numeral inside a phrase: a year, a day, a count.
func (s *Scan) numeralToken(p *phrase, j int) bool {
	n := &s.nums[s.Atoms[j].num]
	if n.odd && isISODate(s.Str(&s.Atoms[j])) {
		return false
	}
	w, ok := n.whole()
	if !ok || n.grouped || s.figureUnit(j+1) && !s.periodAt(j+1) && !s.yearNamed(p, j) {
		return false
	}
	next, nextIs := "", false
	if w <= 12 && s.firstOf(j+1) {
		p.tokens = append(p.tokens, token{kind: numToken, n: w})
		return true
	}
	if j+1 < len(s.Atoms) {
		next, nextIs = s.Has(&s.Atoms[j+1], lexicon.Period)
		if !nextIs && s.punct(&s.Atoms[j+1]) == '.' && j+2 < len(s.Atoms) {
			next, nextIs = s.Has(&s.Atoms[j+2], lexicon.Period)
			nextIs = nextIs && (strings.HasPrefix(next, "month:") || next == "quarter" || next == "half")
		}
	}
	switch {
	case s.V.cjk:
		return s.cjkNumeral(p, j, w, next, nextIs)
	case s.secondOfFiscal(p, j, w, n.digits):
		k := len(p.tokens) - 2
		p.tokens[k].n++
		p.tokens = p.tokens[:k+1]
		p.push("fiscal")
	case w >= 1990 && w <= 2050 && n.digits == 4:
		p.tokens = append(p.tokens, token{kind: yearToken, n: w})
	case j > 0 && s.punct(&s.Atoms[j-1]) == '\'' && n.digits == 2:
		p.tokens = append(p.tokens, token{kind: yearToken, n: 2000 + w})
	case nextIs && strings.HasPrefix(next, "month:") && w <= 31:
		p.tokens = append(p.tokens, token{kind: dayToken, n: w})
	case nextIs && (next == "month" || next == "quarter" || next == "year" || next == "week" || next == "day" || next == "half"):
		if s.punct(&s.Atoms[j+1]) == '.' {
			p.tokens = append(p.tokens, token{kind: ordToken, n: w})
		} else {
			p.tokens = append(p.tokens, token{kind: numToken, n: w})
		}
	case len(p.tokens) > 0 && p.tokens[len(p.tokens)-1].kind == monthToken && w <= 31:
		p.tokens = append(p.tokens, token{kind: dayToken, n: w})
	case len(p.tokens) > 0 && p.tokens[len(p.tokens)-1].kind == yearToken && j > 0 && s.punct(&s.Atoms[j-1]) == '/' && n.digits == 2:
		p.tokens[len(p.tokens)-1].n = 2000 + w // 2024/25 is named by its end
		p.push("fiscal")
	default:
		return false
	}
	return true
}

// secondOfFiscal reports whether the numeral at atom j is the second of two years that a hyphen
// makes one fiscal year: "FY 2023-24", "२०२३-२४ वित्तवर्षे".
func (s *Scan) secondOfFiscal(p *phrase, j, w, digits int) bool {
	n := len(p.tokens)
	if n < 2 || p.tokens[n-1].tag != untilTag || p.tokens[n-2].kind != yearToken || !s.Atoms[j].Joined || s.Atoms[j-1].Kind != Punct || !s.Atoms[j-1].Joined {
		return false
	}
	next := p.tokens[n-2].n + 1
	tags, _ := p.sum()
	fiscal := tags.has(fiscalTag) || j+1 < len(s.Atoms) && (s.Is(&s.Atoms[j+1], lexicon.Period, "fiscal") || s.Is(&s.Atoms[j+1], lexicon.Period, "year+fiscal"))
	return fiscal && (digits == 2 && w == next%100 || digits == 4 && w == next)
}

// yearNamed reports whether the word for a year stands right before the numeral at atom
// j, so that it counts nothing: "anno 2024 miliones 37,3 impendit".
func (s *Scan) yearNamed(p *phrase, j int) bool {
	n := len(p.tokens)
	return !p.cjk && n > 0 && p.tokens[n-1].tag == yearTag && p.last == j-1 && s.isYear(j)
}

func (s *Scan) periodAt(j int) bool {
	_, ok := s.Has(&s.Atoms[j], lexicon.Period)
	return ok
}

// dash reports whether the atom joins two ends of a period: a mark, or a word
// for "until".
func (s *Scan) dash(a *Atom) bool {
	switch s.punct(a) {
	case '-', '–', '~', '〜', '・':
		return true
	}
	return s.Is(a, lexicon.Period, "until")
}

// cjkNumeral reads 2024年, 4〜6月, 23日, 第2四半期, 第2・四半期, 3カ月.
func (s *Scan) cjkNumeral(p *phrase, j, w int, next string, nextIs bool) bool {
	if !nextIs && j+2 < len(s.Atoms) && s.punct(&s.Atoms[j+1]) == '・' {
		if id, ok := s.Has(&s.Atoms[j+2], lexicon.Period); ok && id == "quarter" {
			next, nextIs = id, true
		}
	}
	if !nextIs || next == "until" {
		if j+3 < len(s.Atoms) {
			if s.dash(&s.Atoms[j+1]) && s.Atoms[j+2].Kind == Numeral {
				if id, ok := s.Has(&s.Atoms[j+3], lexicon.Period); ok && id == "month" && w <= 12 {
					p.tokens = append(p.tokens, token{kind: monthToken, n: w})
					return true
				}
			}
		}
		if w >= 1990 && w <= 2050 {
			p.tokens = append(p.tokens, token{kind: yearToken, n: w})
			return true
		}
		return false
	}
	first, _, _ := strings.Cut(next, "+")
	if next == "rel:later+year" && w >= 1 && w <= 20 { // 「2年後」
		p.tokens = append(p.tokens, token{kind: numToken, n: w})
		return true
	}
	if (first == "whole" || first == "end" || first == "start") && w >= 1990 && w <= 2050 { // 「2024全年」, 「2022年底」
		p.tokens = append(p.tokens, token{kind: yearToken, n: w})
		return true
	}
	switch first {
	case "year":
		if w >= 15 && w < 50 { // 24年; "3年" is a span
			w += 2000
		}
		if w < 1990 || w > 2050 {
			return false
		}
		p.tokens = append(p.tokens, token{kind: yearToken, n: w})
	case "month":
		if s.countsMonths(j + 1) {
			return p.monthCount(w)
		}
		if w > 12 {
			return false
		}
		p.tokens = append(p.tokens, token{kind: monthToken, n: w})
	case "day":
		p.tokens = append(p.tokens, token{kind: dayToken, n: w})
	case "quarter", "half":
		p.tokens = append(p.tokens, token{kind: ordToken, n: w})
	default:
		return false
	}
	return true
}

// push adds the token that a pack's id names.
func (p *phrase) push(id string) {
	name, arg, _ := strings.Cut(id, ":")
	n := 0
	if arg != "" && arg[0] <= '9' {
		n, _ = strconv.Atoi(arg)
	}
	t := token{kind: flagToken, n: n}
	switch name {
	case "day", "week", "month", "quarter", "half", "year", "ninemonths":
		if arg == "" {
			if k := len(p.tokens) - 1; k >= 0 && p.tokens[k].counts(name) {
				return // 6月, 23日, 2024年 gave their number already
			}
			t = token{kind: unitToken, tag: tagOf(name)}
		} else {
			t = token{kind: monthToken, n: n}
		}
	case "sessions":
		t = token{kind: unitToken, tag: sessionsTag, n: n}
	case "ord":
		if n == 0 { // 第 of 第2四半期: the numeral behind it says which
			return
		}
		t = token{kind: ordToken, n: n}
	case "weekday":
		t = token{kind: weekdayToken, n: n}
	case "rel":
		t = token{kind: relToken, rel: arg}
	case "entire": // of a year that is said; alone it may be all of anything: "fast der gesamte Umsatz"
		p.tokens = append(p.tokens, token{kind: flagToken, tag: wholeTag})
	default:
		t.tag = tagOf(id)
	}
	p.tokens = append(p.tokens, t)
}

// counts reports whether the token is the number of a month, day or year, whichever
// is named.
func (t *token) counts(unit string) bool {
	switch t.kind {
	case monthToken:
		return unit == "month"
	case dayToken:
		return unit == "day"
	case yearToken:
		return unit == "year"
	}
	return false
}

func (p *phrase) has(kind tokenKind) bool {
	for i := range p.tokens {
		if t := &p.tokens[i]; t.kind == kind {
			return true
		}
	}
	return false
}

// before reports whether the first token of kind a stands before the first of
// kind b.
func (p *phrase) before(a, b tokenKind) bool {
	for i := range p.tokens {
		if t := &p.tokens[i]; t.kind == a || t.kind == b {
			return t.kind == a
		}
	}
	return false
}

// sum is what the tokens say together: the tags of flags and units, and a bit for
// each kind of token.
func (p *phrase) sum() (tags tag, kinds uint) {
	for i := range p.tokens {
		t := &p.tokens[i]
		tags |= t.tag
		kinds |= 1 << t.kind
	}
	return tags, kinds
}

// all are the numbers of the tokens of a kind, which may be none of the kinds that
// there are.
func (p *phrase) all(kind tokenKind, kinds uint) []int {
	if kinds&(1<<kind) == 0 {
		return nil
	}
	from := len(p.ints)
	for i := range p.tokens {
		if t := &p.tokens[i]; t.kind == kind {
			p.ints = append(p.ints, t.n)
		}
	}
	return p.ints[from:len(p.ints):len(p.ints)]
}

func (p *phrase) hasRel(s string) bool {
	for i := range p.tokens {
		if t := &p.tokens[i]; t.kind == relToken && t.rel == s {
			return true
		}
	}
	return false
}

func (p *phrase) rel() string {
	for i := range p.tokens {
		if t := &p.tokens[i]; t.kind == relToken {
			return t.rel
		}
	}
	return ""
}
