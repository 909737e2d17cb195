package lang

import (
	"slices"
	"strconv"
	"strings"

	"assay/lexicon"
)

// When is a period as the words give it, before it is known whose calendar
// counts: "the second quarter", "between April and June", "on Tuesday".
type When struct {
	Start, End  int32
	First, Last int
	Unit        Unit
	N           int // ordinal of a quarter or half, or a count of months or years
	Year        int // 0: not said
	Fiscal      bool
	Calendar    bool
	Whole       bool   // "the full year"
	Past        bool   // "the past year": the twelve months up to now
	Rel         string // last, this, next, current, new, same, reported, prior; "" not said
	From        bool   // a word for "from" began the phrase: "from 2023"
	Since       bool   // "since March": a start
	Until       bool   // "by 2026": an end
	AtEnd       bool   // "at the end of June"
	AtStart     bool
	M1, D1, Y1  int    // from (month, day, year), for MonthRange and Date
	M2, D2, Y2  int    // to
	Weekday     int    // 1 Monday … 7 Sunday
	Session     string // intraday, afterhours, premarket
}

// Unit is the length or shape of a period in words.
type Unit uint8

// The units of periods.
const (
	NoUnit Unit = iota
	DayUnit
	WeekUnit
	MonthUnit
	QuarterUnit
	HalfUnit
	YearUnit
	FirstMonths // the first N months of a year
	LastMonths  // N months that end somewhere, or the last or next N
	MonthRange  // April to June
	Date        // a day of a month
	YearRange
	Horizon // the next N years
	YearToDate
	QuarterEnding // the quarter that ends in month M2
	YearEnding    // the year that ends in month M2
	Sessions      // the last N days of trading
)

// Whens reads the period phrases among the atoms: maximal runs of period
// words, numerals that fit them, and glue between. The order of the tokens in
// a phrase does not count, so that one grammar serves every language. Atoms
// taken are marked in used.
func (s *Scan) Whens(dst []When, used []bool) []When {
	for i := s.periodFrom(0); i < len(s.Atoms); i = s.periodFrom(i + 1) {
		if used[i] {
			continue
		}
		dst = slices.Grow(dst, 1)
		w := &dst[:len(dst)+1][len(dst)] // read where it is to stand
		if s.Atoms[i].Kind == Numeral && (s.numericMonths(w, i, used) || s.numericDate(w, i, used)) {
			dst = dst[:len(dst)+1]
			i = w.Last
			continue
		}
		if !s.startsPeriod(i) || s.standsFor(i) {
			continue
		}
		p := s.phrase(i, used)
		*w = When{}
		ok := p.interpret(w)
		s.ints = p.ints[:0]
		if !ok && !s.yearLeftOut(w, dst, &p) {
			continue
		}
		w.First, w.Last = i, p.last
		w.Since = w.Since || w.Unit == Date && s.sinceBefore(i) || w.Unit == DayUnit && w.Weekday != 0 && w.From && s.Is(&s.Atoms[i], lexicon.Period, "since") // "с понедельника"
		w.Start, w.End = s.Atoms[i].Start, s.Atoms[p.last].End
		for k := i; k <= p.last; k++ {
			used[k] = true
		}
		dst = dst[:len(dst)+1]
		i = p.last
	}
	return dst
}

// yearLeftOut reads "the next" behind "this year" as the year after it: "este año y su
// capex del próximo superará …". No noun of its own may follow.
func (s *Scan) yearLeftOut(w *When, before []When, p *phrase) bool {
	n := len(before)
	if n == 0 || before[n-1].Unit != YearUnit || before[n-1].Rel != "this" || p.rel() != "next" || p.last+1 >= len(s.Atoms) {
		return false
	}
	if next := &s.Atoms[p.last+1]; next.Kind == Word && next.Terms == nil && !s.Closed(next, lexicon.Function) {
		return false
	}
	for _, t := range p.tokens {
		if t.kind != relToken && t.kind != flagToken {
			return false
		}
	}
	*w = When{Unit: YearUnit, Rel: "next"}
	return true
}

// sinceBefore reports whether "since" stands before the date at atom i, with
// nothing but what happened on it between: "seit dem Rekordhoch vom 4. Februar".
func (s *Scan) sinceBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		a := &s.Atoms[j]
		if s.Is(a, lexicon.Period, "since") {
			return true
		}
		if a.Kind != Word || a.Terms != nil && !s.Closed(a, lexicon.Glue) {
			return false
		}
	}
	return false
}

// periodFrom is the first atom from i on at which a period can begin, by the cheap
// test before the grammar runs, or the number of atoms.
func (s *Scan) periodFrom(i int) int {
	rest := s.Atoms[i:]
	for k := range rest {
		switch a := &rest[k]; {
		case a.Kind == Numeral, a.classes&(1<<lexicon.Period|1<<lexicon.Number) != 0:
			return i + k
		case a.Kind == Word && a.Terms == nil && a.End-a.Start <= longestCode && s.mayBeCode(a):
			return i + k
		}
	}
	return len(s.Atoms)
}

// startsPeriod reports whether a phrase may begin at atom i.
func (s *Scan) startsPeriod(i int) bool {
	a := &s.Atoms[i]
	if id, ok := s.Has(a, lexicon.Period); ok {
		if id == "quarter" || id == "half" {
			if _, frac := s.Has(a, lexicon.Fraction); frac {
				return i > 0 && s.Closed(&s.Atoms[i-1], lexicon.Glue) && !s.multipliedAt(i+1)
			}
		}
		if strings.HasPrefix(id, "ord:") && s.countedPart(i) {
			return false
		}
		return !s.lowerMonth(a, id)
	}
	if a.Kind == Numeral {
		return s.periodNumeral(i) || s.joinedCode(i) != nil
	}
	if a.Kind == Word && a.Terms == nil {
		return len(s.V.codeTokens(string(s.fold(a)))) > 0
	}
	if a.In(lexicon.Number) && s.firstOf(i+1) {
		return true
	}
	if _, ok := s.Has(a, lexicon.Number); ok && i+1 < len(s.Atoms) {
		if id, ok := s.Has(&s.Atoms[i+1], lexicon.Period); ok && (id == "month" || id == "quarter") {
			return !(id == "quarter" && s.Is(a, lexicon.Number, "1")) && !s.fractionOf(i+1)
		}
	}
	return false
}

// multipliedAt reports whether a multiple stands at atom i, so that what is before it is a
// part of a number: "two and a half times as much".
func (s *Scan) multipliedAt(i int) bool {
	return i < len(s.Atoms) && s.Atoms[i].In(lexicon.Multiple)
}

// firstOf reports whether the atom is "first" before months or quarters, as a count may
// stand before it: "les six premiers mois", "за шесть первых месяцев".
func (s *Scan) firstOf(i int) bool { return s.beforeMonths(i, "ord:1") }

// lastOf is firstOf for the last months: "vuoden 2023 kolmena viimeisenä kuukautena".
func (s *Scan) lastOf(i int) bool { return s.beforeMonths(i, "rel:last") }

// beforeMonths reports whether the atom is the word of that id before months or quarters.
func (s *Scan) beforeMonths(i int, word string) bool {
	if i+1 >= len(s.Atoms) || !s.Is(&s.Atoms[i], lexicon.Period, word) {
		return false
	}
	id, ok := s.Has(&s.Atoms[i+1], lexicon.Period)
	return ok && (id == "month" || id == "quarter" || strings.HasSuffix(id, "+month"))
}

// fractionOf reports whether "quarters" at atom i are parts: "three quarters
// of the sales".
func (s *Scan) fractionOf(i int) bool {
	_, frac := s.Has(&s.Atoms[i], lexicon.Fraction)
	return frac && i+1 < len(s.Atoms) && s.Is(&s.Atoms[i+1], lexicon.Link, "of")
}

// countedPart reports whether the ordinal at atom i is a part that a number word
// counts, and no period's number: "aumentato di un terzo nel secondo trimestre".
func (s *Scan) countedPart(i int) bool {
	a := &s.Atoms[i]
	if _, frac := s.Has(a, lexicon.Fraction); !frac || i == 0 {
		return false
	}
	if _, num := s.Has(&s.Atoms[i-1], lexicon.Number); !num {
		return false
	}
	if i+1 < len(s.Atoms) {
		if id, ok := s.Has(&s.Atoms[i+1], lexicon.Period); ok && (id == "quarter" || id == "half" || id == "year") {
			return false
		}
	}
	return true
}

// lowerMonth keeps "may" and "march" in lower case from being months, but not "holiday
// quarter" from being one.
func (s *Scan) lowerMonth(a *Atom, id string) bool {
	return !a.Capital && s.V.Pack.Grammar.CapitalMonths && strings.HasPrefix(id, "month:") && !strings.Contains(id, "+quarter")
}

// periodNumeral reports whether the numeral at atom i begins a period: a
// year, a day before a month, a count before months or quarters.
func (s *Scan) periodNumeral(i int) bool {
	n := &s.nums[s.Atoms[i].num]
	w, whole := n.whole()
	if !whole || n.grouped {
		return n.odd && isISODate(s.Str(&s.Atoms[i]))
	}
	next := func(k int) *Atom {
		if i+k < len(s.Atoms) {
			return &s.Atoms[i+k]
		}
		return &Atom{Kind: Punct, num: -1}
	}
	a := next(1)
	if s.punct(a) == '.' && w <= 31 {
		a = next(2)
	}
	if s.dash(a) && a.Joined && w <= 12 && next(2).Kind == Numeral { // 4〜6月
		if id, ok := s.Has(next(3), lexicon.Period); ok && (id == "month" || strings.HasPrefix(id, "month:")) {
			return true
		}
	}
	if w <= 12 && s.firstOf(i+1) {
		return true
	}
	if id, ok := s.Has(a, lexicon.Period); ok {
		first, _, _ := strings.Cut(id, "+")
		switch {
		case strings.HasPrefix(first, "month:") && w <= 31 && !s.lowerMonth(a, id), first == "month", first == "quarter":
			return !(first == "quarter" && s.fractionOf(i+1))
		case first == "day" && s.V.cjk, first == "half" && s.V.cjk, id == "rel:later+year" && s.V.cjk:
			return true
		case first == "year":
			return s.V.cjk || w >= 1990 && w <= 2050 // "2024 году"
		case first == "until" && w >= 1990 && w <= 2050:
			return true
		}
	}
	return w >= 1990 && w <= 2050 && s.Atoms[i].End-s.Atoms[i].Start >= 4 && !s.figureUnit(i+1)
}

// figureUnit reports whether the atom makes the number before it a figure:
// "2000 Euro", "2024 Prozent".
func (s *Scan) figureUnit(i int) bool {
	if i >= len(s.Atoms) {
		return false
	}
	a := &s.Atoms[i]
	if _, ok := s.Has(a, lexicon.Scale); ok {
		return true
	}
	u, ok := s.Has(a, lexicon.Unit)
	if !ok || s.V.cjk || !s.isYear(i-1) {
		return ok
	}
	counted := strings.HasPrefix(u, "x:") && i > 1 && s.Atoms[i-2].In(lexicon.Period) // "sepanjang 2024 perusahaan membelanjakan"
	return u != "shares" && !counted                                                  // "sepanjang 2024 saham naik"
}

// interpret makes a period of the tokens, whatever their order, and puts it into w.
func (p *phrase) interpret(w *When) bool {
	tags, kinds := p.sum()
	months, days, years, nums, ords := p.all(monthToken, kinds), p.all(dayToken, kinds), p.all(yearToken, kinds), p.all(numToken, kinds), p.all(ordToken, kinds)
	w.Rel, w.Session = p.rel(), session(tags)
	w.Fiscal, w.Calendar, w.Whole = tags.has(fiscalTag), tags.has(calendarTag), tags.has(wholeTag)
	w.Since, w.From = tags.has(sinceTag), len(p.tokens) > 0 && p.tokens[0].tag == fromTag
	if len(years) > 0 && strings.HasPrefix(w.Rel, "later") {
		w.Rel = "" // 「五年后的2025财年」
	}
	if w.Rel == "prior" && len(ords) > 0 && tags.has(quarterTag) && p.tokens[0].kind == relToken {
		w.Rel = "" // "hatte am Abend zuvor für das dritte Quartal … gemeldet"
	}
	w.AtEnd, w.AtStart = tags.has(endTag), tags.has(startTag|earlyTag)
	if w.Rel == "same" && p.hasRel("lastyear") && len(years) == 0 {
		return false // "the same period of last year" compares, and is no period
	}
	switch w.Rel {
	case "lastyear", "thisyear", "nextyear":
		w.Rel = strings.TrimSuffix(w.Rel, "year")
		if len(years) == 0 {
			w.Unit = YearUnit
		}
		p.tokens = append(p.tokens, token{kind: unitToken, tag: yearTag})
		tags |= yearTag
	}
	if len(years) > 0 {
		w.Year = years[len(years)-1]
	}
	until := tags.has(untilTag)
	switch {
	case w.Rel == "later" && tags.has(yearTag) && len(nums) == 1 && len(years) == 0:
		if w.Unit = YearUnit; nums[0] > 1 {
			w.Rel += strconv.Itoa(nums[0])
		}
	case tags.has(pastyearTag) && len(months) == 1 && len(ords) == 0 && (until || tags.has(endedTag)): // "the past twelve months to September 2024"
		w.Unit, w.N, w.M2 = LastMonths, 12, months[0]
		if len(days) > 0 {
			w.D2 = days[0]
		}
	case tags.has(pastyearTag) && len(months) == 0 && len(ords) == 0:
		w.Unit, w.N, w.Rel, w.Past = LastMonths, 12, "last", true
	case tags.has(sessionsTag) && kinds&(1<<weekdayToken|1<<monthToken|1<<dayToken) == 0:
		w.Unit, w.N = Sessions, p.sessions()
	case tags.has(yesterdayTag | todayTag | tomorrowTag):
		w.Unit, w.Rel = DayUnit, beside(tags)
	case kinds&(1<<weekdayToken) != 0:
		w.Unit, w.Weekday = DayUnit, p.all(weekdayToken, kinds)[0]
		if len(months) == 1 && len(days) == 1 {
			w.Unit, w.M1, w.D1, w.Weekday = Date, months[0], days[0], 0
		}
	case tags.has(ytdTag) && len(ords) > 0 && tags.has(quarterTag): // 「4〜12月期累計」, "2분기까지 누적"
		w.Unit, w.N = FirstMonths, 3*ords[len(ords)-1]
	case tags.has(ytdTag) && len(months) == 0 && len(nums) == 0:
		w.Unit = YearToDate
	case len(ords) > 0 && len(ords) < 3 && tags.has(quarterTag) && tags.has(endedTag) && p.fiscalYear() > 0 && p.cjk:
		w.Unit, w.N, w.Year, w.Fiscal = QuarterUnit, ords[0], p.fiscalYear(), true // 「截至10月27日的2025财年第三财季」
	case w.Fiscal && len(ords) > 0 && len(years) == 1 && tags.has(quarterTag) && tags.has(endedTag) && p.before(yearToken, monthToken) && !p.dated():
		w.Unit, w.N = QuarterUnit, ords[0] // "the second quarter of fiscal 2025, ended July 28"
	case tags.has(quarterTag) && len(months) == 1 && tags.has(begunTag): // "the quarter that began in May"
		w.Unit, w.M1, w.M2, w.Y2 = MonthRange, months[0], (months[0]+1)%12+1, w.Year
	case p.cjk && tags.has(quarterTag) && p.yearEnds() && len(months) == 1 && len(days) == 0 && len(ords) == 1 && ords[0] <= 4: // 「2025年1月期第3四半期」
		end := months[0] - 3*(4-ords[0])
		if w.Unit, w.M2 = QuarterEnding, (end+11)%12+1; end < 1 && w.Year != 0 {
			w.Year--
		}
	case tags.has(quarterTag) && len(months) > 0 && tags.has(endedTag) && len(nums) == 0, // "the second quarter ended July 27, 2025", 「截至2024年10月27日的第三财季」
		tags.has(quarterTag) && until && len(ords) == 1 && len(months) == 1 && len(days) == 1 && len(nums) == 0: // "the fiscal third quarter to October 27, 2024"
		w.Unit, w.M2 = QuarterEnding, months[0]
		if len(days) > 0 {
			w.D2 = days[0]
		}
	case len(ords) == 2 && tags.has(quarterTag) && until && len(nums) == 0 && len(months) == 0 && ords[0] < ords[1] && ords[1] <= 4: // "nel terzo e quarto trimestre"
		switch first, last := ords[0], ords[1]; {
		case first == 1 && last != 2:
			w.Unit, w.N = FirstMonths, 3*last
		case last == first+1 && first != 2:
			w.Unit, w.N = HalfUnit, (first+1)/2
		default:
			w.Unit, w.M1, w.M2, w.Y2 = MonthRange, 3*first-2, 3*last, w.Year
		}
	case len(ords) > 0 && tags.has(quarterTag) && len(nums) == 0:
		w.Unit, w.N = QuarterUnit, ords[0]
		if w.N > 4 {
			return false
		}
	case len(ords) > 0 && tags.has(halfTag) && len(nums) == 0:
		w.Unit, w.N = HalfUnit, ords[0]
		if w.N > 2 {
			return false
		}
	case tags.has(ninemonthsTag):
		w.Unit, w.N = FirstMonths, 9
	case len(nums) > 0 && tags.has(monthTag|quarterTag) && (len(months) == 0 || tags.has(endedTag) || until):
		w.N = nums[0]
		if tags.has(quarterTag) {
			w.N *= 3
		}
		switch {
		case len(months) > 0:
			w.Unit, w.M2 = LastMonths, months[len(months)-1]
			if len(days) > 0 {
				w.D2 = days[len(days)-1]
			}
		case len(ords) > 0 && ords[0] == 1 || tags.has(firstTag):
			w.Unit = FirstMonths
		default:
			w.Unit = LastMonths
		}
		if w.N > 60 {
			return false
		}
	case len(nums) > 0 && tags.has(yearTag):
		if w.Rel != "next" && w.Rel != "last" {
			return false
		}
		w.Unit, w.N = Horizon, nums[0]
	case len(months) == 2 && tags.has(untilTag|betweenTag|fromTag):
		w.Unit, w.M1, w.M2 = MonthRange, months[0], months[1]
		if len(days) == 2 {
			w.D1, w.D2 = days[0], days[1]
		}
		if len(years) == 2 {
			w.Y1 = years[0]
		}
		w.Y2 = w.Year
	case len(months) >= 1 && tags.has(quarterTag):
		w.Unit, w.M2 = QuarterEnding, months[0]
		if len(days) > 0 {
			w.D2 = days[0]
		}
	case len(months) == 1 && tags.has(yearTag) && tags.has(begunTag): // "heinäkuussa alkanut tilikausi"
		w.Unit, w.M2 = YearEnding, (months[0]+10)%12+1
	case len(months) == 2 && tags.has(yearTag) && tags.has(begunTag) && tags.has(endedTag): // "heinäkuussa alkanut tilikausi päättyi kesäkuuhun"
		w.Unit, w.M2 = YearEnding, months[1]
	case p.partOfYear(tags, kinds, w.Rel) && len(months) == 1 && len(days) == 0 && len(ords) == 0 && months[0] < 12:
		w.Unit, w.N, w.AtEnd = FirstMonths, months[0], false
	case len(months) >= 1 && (tags.has(yearTag|fiscalTag|yearendTag) || w.Whole && p.cjk) && tags.has(endedTag|fiscalTag|untilTag|yearendTag|wholeTag):
		w.Unit, w.M2 = YearEnding, months[0]
		if len(days) > 0 {
			w.D2 = days[0]
		}
	case len(months) >= 1 && tags.has(halfTag):
		w.Unit, w.M2 = HalfUnit, months[0]
	case len(days) == 1 && len(months) == 0 && len(years) == 0 && tags.has(monthTag) && (w.Rel == "last" || w.Rel == "this" || w.Rel == "next"):
		w.Unit, w.D1 = Date, days[0] // 「先月31日」
	case len(months) == 1 && len(days) >= 1:
		w.Unit, w.M1, w.D1 = Date, months[0], days[0]
		w.Until = until
	case len(months) == 1:
		w.Unit, w.M1 = MonthUnit, months[0]
		if len(ords) == 1 && !tags.has(quarterTag|halfTag) { // "August 1st"
			w.Unit, w.D1 = Date, ords[0]
		}
		w.Until, w.Since = until, w.Since || w.From && w.AtStart // "с начала августа"
	case len(days) == 1 && len(months) == 0 && len(years) == 0 && (len(p.tokens) <= 2 || w.Session != "" && len(p.tokens) <= 4): // also 「31일(현지시간) 뉴욕증시는 장 초반」
		w.Unit, w.D1 = Date, days[0]
		if w.Rel == "last" {
			w.Rel = "" // "지난 1일": the latest such day, not one of last month
		}
	case len(years) == 2 && tags.has(untilTag|betweenTag|fromTag):
		w.Unit, w.Y1, w.Y2 = YearRange, years[0], years[1]
	case tags.has(quarterTag):
		w.Unit = QuarterUnit
	case tags.has(halfTag):
		w.Unit = HalfUnit
		if len(ords) > 0 {
			w.N = ords[0]
		}
	case tags.has(dayTag) && (w.Rel == "next" || w.Rel == "prior" || w.Rel == "same"):
		w.Unit = DayUnit
	case tags.has(weekTag):
		w.Unit = WeekUnit
		if w.Rel == "" {
			return false
		}
	case tags.has(monthTag):
		w.Unit = MonthUnit
		if w.Rel == "" && (w.Since || w.From) && w.AtStart {
			w.Rel, w.Since = "this", true // "since the start of the month"
		}
		if w.Rel == "" {
			return false
		}
	case len(years) >= 1:
		w.Unit, w.Until = YearUnit, until
	case tags.has(yearTag) && (w.Rel != "" || w.Whole || w.Fiscal || w.AtStart && w.Since):
		w.Unit = YearUnit
	case tags.has(wholeTag) && len(p.tokens) == 1, w.Fiscal && w.Whole && len(months) == 0:
		w.Unit = YearUnit
	case p.rel() == "reported", p.rel() == "just":
		w.Unit, w.Rel = QuarterUnit, p.rel()
	case p.rel() == "same" && len(p.tokens) == 1:
		return false
	case w.Session != "":
		w.Unit = DayUnit
	default:
		return false
	}
	return true
}

// partOfYear reports whether the months up to one of a year are meant, not the year that ends
// with it: "this year to the end of September", "in 2024 through September", "tänä vuonna
// syyskuun loppuun mennessä".
func (p *phrase) partOfYear(tags tag, kinds uint, rel string) bool {
	return tags.has(yearTag) && tags.has(untilTag) && !tags.has(endedTag|fiscalTag|yearendTag|quarterTag|halfTag) &&
		(rel == "this" || rel == "last" && tags.has(endTag) || rel == "" && !p.cjk && len(p.all(yearToken, kinds)) == 1 && p.before(yearToken, monthToken))
}
