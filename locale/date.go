package locale

import (
	"strconv"
	"strings"
	"time"
)

// dates are how a language writes days, after the CLDR's ca-gregorian.json. Patterns
// are the CLDR's: d, dd, M, MM, MMM (of Months) and y, text in quotes.
type dates struct {
	Day    string   `toml:"day"`
	Within string   `toml:"within"` // from day to day of one year; the first field that comes again begins the second day
	Range  string   `toml:"range"`  // {0} and {1} are days of different years
	Months []string `toml:"months"`
}

// Date writes a day, given as 2024-08-03, in the language's medium form, and a period,
// given as 2024-04-01..2024-06-30, as Period does. What is neither stays as it is.
func (l *Locale) Date(iso string) string {
	if start, end, ok := strings.Cut(iso, ".."); ok {
		return l.Period(start, end)
	}
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return l.days(l.words.Dates.Day, day, day)
}

// Period writes a period by its first and last day, both given as 2024-08-03. A period
// of one day, or one without a first day, is its last day.
func (l *Locale) Period(start, end string) string {
	if start == end || start == "" {
		return l.Date(end)
	}
	from, err1 := time.Parse(time.DateOnly, start)
	to, err2 := time.Parse(time.DateOnly, end)
	if err1 == nil && err2 == nil && from.Year() == to.Year() {
		return l.days(l.words.Dates.Within, from, to)
	}
	return strings.NewReplacer("{0}", l.Date(start), "{1}", l.Date(end)).Replace(l.words.Dates.Range)
}

// days fills a pattern of the CLDR with one day, or with two where a field comes again.
func (l *Locale) days(pattern string, from, to time.Time) string {
	var out strings.Builder
	day, seen := from, ""
	for pattern != "" {
		at := strings.IndexAny(pattern, "dMy'")
		if at < 0 {
			break
		}
		out.WriteString(pattern[:at])
		name := pattern[at : at+1]
		if pattern = pattern[at:]; name == "'" {
			quoted, rest, _ := strings.Cut(pattern[1:], "'")
			out.WriteString(quoted)
			pattern = rest
			continue
		}
		if strings.Contains(seen, name) {
			day, seen = to, ""
		}
		seen += name
		rest := strings.TrimLeft(pattern, name)
		out.WriteString(l.field(pattern[:len(pattern)-len(rest)], day))
		pattern = rest
	}
	return out.String() + pattern
}

// field is one field of a pattern.
func (l *Locale) field(f string, day time.Time) string {
	n := day.Year()
	switch f[0] {
	case 'd':
		n = day.Day()
	case 'M':
		n = int(day.Month())
	}
	s := strconv.Itoa(n)
	switch {
	case f == "MMM":
		return l.words.Dates.Months[n-1]
	case len(f) == 2 && n < 10:
		s = "0" + s
	}
	return l.ownDigits(s)
}
