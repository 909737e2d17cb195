package lang

import (
	"strconv"
	"strings"

	"assay/lexicon"
)

// numericDate reads a date in digits: "30/7/2025", "30.7.2025", in brackets behind a
// weekday also "(31/7)". English writes the month first where it can.
func (s *Scan) numericDate(w *When, i int, used []bool) bool {
	var part [3]int
	n, last := 0, i
	for j := i; j < len(s.Atoms) && n < 3 && !used[j]; j += 2 {
		v, whole := s.nums[s.Atoms[j].num].whole()
		if s.Atoms[j].Kind != Numeral || !whole {
			break
		}
		part[n], last = v, j
		n++
		if j+2 >= len(s.Atoms) || s.punct(&s.Atoms[j+1]) != '/' || !s.Atoms[j+1].Joined || !s.Atoms[j+2].Joined || s.Atoms[j+2].Kind != Numeral {
			break
		}
	}
	if n == 1 && s.nums[s.Atoms[i].num].odd {
		n = dottedDate(s.Str(&s.Atoms[i]), &part)
	}
	if n < 2 || n == 2 && !(i > 1 && s.punct(&s.Atoms[i-1]) == '(' && s.weekday(i-2)) {
		return false
	}
	day, month, year := part[0], part[1], part[2]
	if s.V.Pack.Lang == "en" && day <= 12 || month > 12 {
		day, month = month, day
	}
	if year > 0 && year < 100 {
		year += 2000
	}
	if day < 1 || day > 31 || month < 1 || month > 12 || n == 3 && (year < 1990 || year > 2050) {
		return false
	}
	for k := i; k <= last; k++ {
		used[k] = true
	}
	*w = When{Unit: Date, First: i, Last: last, Start: s.Atoms[i].Start, End: s.Atoms[last].End, D1: day, M1: month, Year: year}
	return true
}

// numericMonths reads a span of months in digits, "4–6/2024".
func (s *Scan) numericMonths(w *When, i int, used []bool) bool {
	const atoms = 5 // month, dash, month, slash, year
	if i+atoms > len(s.Atoms) || !s.dash(&s.Atoms[i+1]) || s.punct(&s.Atoms[i+3]) != '/' || s.Atoms[i+2].Kind != Numeral || s.Atoms[i+4].Kind != Numeral || !s.isYear(i+4) {
		return false
	}
	for j := i + 1; j < i+atoms; j++ {
		if !s.Atoms[j].Joined || used[j] {
			return false
		}
	}
	from, ok := s.nums[s.Atoms[i].num].whole()
	to, ok2 := s.nums[s.Atoms[i+2].num].whole()
	year, _ := s.nums[s.Atoms[i+4].num].whole()
	if !ok || !ok2 || from < 1 || from >= to || to > 12 {
		return false
	}
	for j := i; j < i+atoms; j++ {
		used[j] = true
	}
	*w = When{Unit: MonthRange, First: i, Last: i + atoms - 1, Start: s.Atoms[i].Start, End: s.Atoms[i+atoms-1].End, M1: from, M2: to, Year: year, Y2: year}
	return true
}

// dottedDate reads "30.7.2025" and gives the number of its parts, 0 for none.
func dottedDate(text string, part *[3]int) int {
	fields := strings.Split(text, ".")
	if len(fields) != 3 || len(fields[2]) != 4 {
		return 0
	}
	for i, f := range fields {
		v, err := strconv.Atoi(f)
		if err != nil {
			return 0
		}
		part[i] = v
	}
	return 3
}

func isISODate(w string) bool { return len(w) == 10 && w[4] == '-' && w[7] == '-' }

// weekday reports whether atom i names one.
func (s *Scan) weekday(i int) bool {
	id, ok := s.Has(&s.Atoms[i], lexicon.Period)
	return ok && strings.HasPrefix(id, "weekday:")
}

// ordinalOfMonth reads an ordinal behind a month, or before it, as the day of that month: "the
// quarter to August 1st", "to the 1st of August".
func (s *Scan) ordinalOfMonth(p *phrase, j int, id string) bool {
	ord, ok := strings.CutPrefix(id, "ord:")
	if !ok || s.V.cjk {
		return false
	}
	n, err := strconv.Atoi(ord)
	if err != nil {
		return false
	}
	behind := p.last == j-1 && len(p.tokens) > 0 && p.tokens[len(p.tokens)-1].kind == monthToken
	next := j + 1
	if next < len(s.Atoms) && s.Atoms[next].Kind == Word && s.Closed(&s.Atoms[next], lexicon.Glue) {
		next++
	}
	if !behind && (next >= len(s.Atoms) || !s.monthAt(next)) {
		return false
	}
	p.tokens = append(p.tokens, token{kind: dayToken, n: n})
	return true
}

// monthAt reports whether atom i names a month.
func (s *Scan) monthAt(i int) bool {
	id, ok := s.Has(&s.Atoms[i], lexicon.Period)
	return ok && strings.HasPrefix(id, "month:")
}

// ordinalDay is the weekday that an ordinal at atom j names where nothing stands behind it
// that it would count: "na segunda, a Nvidia caiu 17%", "na segunda (27)".
func (s *Scan) ordinalDay(j int, ord string) string {
	n, err := strconv.Atoi(strings.TrimPrefix(ord, "ord:"))
	if err != nil || n < 2 || j == 0 || s.Atoms[j-1].Kind != Word || !s.Closed(&s.Atoms[j-1], lexicon.Glue) {
		return ord
	}
	if day := "weekday:" + strconv.Itoa(n-1); s.Is(&s.Atoms[j], lexicon.Period, day) && (j+1 == len(s.Atoms) || s.Atoms[j+1].Kind == Punct || s.Atoms[j+1].In(lexicon.Direction)) {
		return day
	}
	return ord
}
