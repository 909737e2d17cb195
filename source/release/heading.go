package release

import (
	"regexp"
	"strings"

	"assay/lang"
	"assay/period"
)

// stretch is what a heading says of time: a day, or so many months or weeks up to it.
type stretch struct {
	end           period.Date
	months, weeks int
}

func (s stretch) instant() bool { return s.months == 0 && s.weeks == 0 }

var (
	headingAside = regexp.MustCompile(`(?i)\((?:un)?audited\)|\((?:\d{1,2}|[a-z]|\*+)\)|\(?\b(?:in|\$ in|dollars in|amounts in) (?:thousands|millions|billions)[^)]*\)?|\*+`)
	yearWord     = regexp.MustCompile(`(?i),?\s*\b(?:19|20)\d\d\b(?:\s*(?:,|and|&)\s*(?:19|20)\d\d\b)*`)
	weeksBefore  = regexp.MustCompile(`(?i)^weeks?\b`)
	durations    = regexp.MustCompile(`(?i)\b(?:three|six|nine|twelve|3|6|9|12)[- ]months?\b|\b(?:[a-z]+-)?[a-z0-9]+ weeks?\b|\bquarters?\b|\b(?:fiscal )?years?\b`)
)

// fillers are words of a heading that change nothing of what it says.
var fillers = map[string]bool{"as": true, "of": true, "at": true, "on": true, "for": true, "the": true, "fiscal": true, "ended": true, "ending": true, "end": true, "unaudited": true, "audited": true, "period": true}

// counts are the numbers of weeks and months that headings spell out.
var counts = map[string]int{
	"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12,
	"thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "twentyfour": 24, "twentysix": 26, "twentyseven": 27, "twentyeight": 28, "thirtysix": 36,
	"thirtynine": 39, "forty": 40, "fifty": 50, "fiftytwo": 52, "fiftythree": 53, "13": 13, "14": 14, "16": 16, "17": 17, "24": 24, "26": 26, "27": 27, "28": 28, "36": 36,
	"39": 39, "40": 40, "52": 52, "53": 53,
}

// heading reads what stands over a column. Words that it does not know make it none: a
// column of changes, of another basis, of an outlook.
func (r *reader) heading(text string) (s stretch, ok bool) {
	text = strings.Join(strings.Fields(headingAside.ReplaceAllString(text, " ")), " ")
	if text == "" || len(text) > 200 || severalYears(text) {
		return s, false
	}
	r.scan.Reset(text)
	r.scan.Atomize(0, len(text))
	r.used = append(r.used[:0], make([]bool, len(r.scan.Atoms))...)
	r.whens = r.scan.Whens(r.whens[:0], r.used)
	if len(r.whens) != 1 {
		return s, false
	}
	w := &r.whens[0]
	if w.Rel != "" || w.Since || w.Until || w.Session != "" || w.Weekday != 0 {
		return s, false
	}
	month, day := w.M2, w.D2
	switch w.Unit {
	case lang.Date:
		month, day = w.M1, w.D1
	case lang.LastMonths: // "three months ended June 30, 2024"
		s.months = w.N
	case lang.YearEnding:
		s.months = 12
	case lang.QuarterEnding:
		s.months = 3
	default:
		return s, false
	}
	if w.Year < 1990 || w.Year > 2100 || month < 1 || month > 12 || day < 1 || day > period.DaysIn(w.Year, month) {
		return s, false
	}
	s.end = period.Months(w.Year, month, month).Start + period.Date(day-1)
	rest := text[:w.Start]
	if weeksBefore.MatchString(text[w.Start:w.End]) { // lang takes "weeks ended August 3" for a day
		rest += "weeks"
	}
	months, weeks, ok := duration(rest + " " + text[w.End:])
	if !ok || (months != 0 || weeks != 0) && s.months != 0 {
		return s, false
	}
	if months != 0 || weeks != 0 {
		s.months, s.weeks = months, weeks
	}
	return s, s.months <= 12
}

var oneYear = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// severalYears reports whether a heading names more than one year: "2024 and 2023" over two
// columns.
func severalYears(text string) bool {
	years := oneYear.FindAllString(text, -1)
	for _, y := range years {
		if y != years[0] {
			return true
		}
	}
	return false
}

// duration reads the words that stand beside a day: "Thirteen Weeks", "Quarter".
func duration(rest string) (months, weeks int, ok bool) {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(rest), func(c rune) bool { return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') }) {
		if !fillers[w] {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return 0, 0, true
	}
	last := words[len(words)-1]
	n, counted := counts[strings.Join(words[:len(words)-1], "")]
	switch {
	case len(words) == 1 && (last == "quarter" || last == "quarters"):
		return 3, 0, true
	case len(words) == 1 && (last == "year" || last == "years"):
		return 12, 0, true
	case counted && (last == "weeks" || last == "week"):
		return 0, n, true
	case counted && (last == "months" || last == "month") && n <= 12:
		return n, 0, true
	}
	return 0, 0, false
}

// stretchOf is what is said of a column's time: by its heading, with what stands in the
// corner, or in the statement's title.
func (r *reader) stretchOf(s *Sheet, c *Column) (stretch, bool) {
	flow := s.Kind != Balance
	tries := []string{c.Heading, c.Corner + " " + c.Heading}
	if flow {
		for _, line := range s.Title {
			if d := durations.FindAllString(line, -1); len(d) == 1 {
				tries = append(tries, d[0]+" ended "+c.Heading)
				if i := durations.FindStringIndex(line); i != nil {
					tries = append(tries, yearWord.ReplaceAllString(line[i[0]:], "")+" "+c.Heading)
				}
			}
		}
	} else {
		for _, line := range s.Title {
			tries = append(tries, yearWord.ReplaceAllString(line, "")+" "+c.Heading)
		}
	}
	for _, t := range tries {
		if x, ok := r.heading(t); ok && x.instant() != flow {
			return x, true
		}
	}
	return stretch{}, false
}

// units are what a statement counts in, as powers of ten.
type units struct{ money, shares int }

var (
	scaleWord    = regexp.MustCompile(`(?i)\b(thousands?|millions?|billions?)\b|\b0?00'?s\b|\$000`)
	sharesIn     = regexp.MustCompile(`(?i)\bshares?\b[^;()]*?\bin (thousands|millions|billions)\b`)
	sharesExcept = regexp.MustCompile(`(?i)\bexcept\b(?:[^)]*?)\b(?:number of shares|shares?(?: data| amounts| information| count)?\s*(?:,|and|&|/|or))`)
	foreign      = regexp.MustCompile(`(?i)€|£|¥|\b(?:euros?|eur|gbp|sterling|yen|jpy|rmb|renminbi|yuan|cny|cad|canadian|c\$|nis|shekels?|rupees?|inr|chf|francs?|won|krw|hk\$|nt\$|reais|brl|pesos?|aud|a\$|kronor|dkk|sek|nok)\b`)
)

func scaleOf(word string) int {
	switch strings.ToLower(strings.TrimSuffix(word, "s")) {
	case "million":
		return 6
	case "billion":
		return 9
	}
	return 3
}

// unitsOf reads the lines that give a statement's units. Without one that says in what
// its money counts, nothing in it is known.
func unitsOf(s *Sheet) (u units, ok bool) {
	text := strings.Join(s.Title, " ; ")
	for i := range s.Columns {
		text += " ; " + s.Columns[i].Corner + " ; " + s.Columns[i].Heading
	}
	if foreign.MatchString(text) {
		return u, false
	}
	w := scaleWord.FindString(text)
	if w == "" {
		return u, false
	}
	u.money = scaleOf(w)
	switch m := sharesIn.FindStringSubmatch(text); {
	case m != nil:
		u.shares = scaleOf(m[1])
	case sharesExcept.MatchString(text):
		u.shares = 0
	default:
		u.shares = u.money
	}
	return u, s.inDollars(text)
}

// inDollars reports whether a dollar sign stands in the statement, or the word before it.
func (s *Sheet) inDollars(text string) bool {
	if l := strings.ToLower(text); strings.Contains(l, "dollar") || strings.Contains(l, "$") {
		return true
	}
	for i := range s.Rows {
		for _, c := range s.Rows[i].Cells {
			if strings.HasPrefix(c, "$") || strings.HasPrefix(c, "US$") {
				return true
			}
		}
	}
	return false
}
