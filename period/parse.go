package period

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Asked is a period as a command line names it. Until a calendar resolves it,
// a fiscal one has no dates.
type Asked struct {
	Text   string
	Fiscal bool
	Year   int
	Part   byte  // 'Q', 'H', 'Y', 'N' (first months to the end of quarter N), 'T' (twelve trailing months), 'R' (dates)
	N      int   // quarter or half
	Range  Range // the dates themselves, or of a calendar period
}

var (
	askedPart = regexp.MustCompile(`^(F?)(?:Y)?(\d{4})(?:[- ]?([QH])([1-4]))?$`)
	askedWord = regexp.MustCompile(`^(F?)([QH])([1-4])[ -]?(?:FY)?(\d{4})$`)
	askedNine = regexp.MustCompile(`^(?:(F?)(9M|YTD Q([1-4])))[ -]?(?:FY)?(\d{4})$`)
)

// ParseAsked reads the usual forms: "2024" and "2024Q2" (calendar), "FY2024",
// "FY2024Q2", "FQ2 2025", "2024H1", "FH1 2025", "9M 2024", "TTM",
// "2024-06-30" (an instant), "2024-01-01..2024-06-30".
func ParseAsked(s string) (Asked, error) {
	t := strings.ToUpper(strings.TrimSpace(s))
	a := Asked{Text: s}
	if t == "TTM" || t == "LTM" {
		a.Part = 'T'
		return a, nil
	}
	if from, to, ok := strings.Cut(t, ".."); ok {
		return parseDates(a, from, to)
	}
	if d, err := ParseDate(t); err == nil {
		a.Part, a.Range = 'R', Range{End: d}
		return a, nil
	}
	if m := askedPart.FindStringSubmatch(t); m != nil {
		return a.part(strings.HasPrefix(t, "F"), m[2], m[3], m[4])
	}
	if m := askedWord.FindStringSubmatch(t); m != nil {
		return a.part(m[1] != "", m[4], m[2], m[3])
	}
	if m := askedNine.FindStringSubmatch(t); m != nil {
		n := m[3]
		if n == "" {
			n = "3"
		}
		return a.part(m[1] != "", m[4], "N", n)
	}
	return Asked{}, fmt.Errorf("period: %q is no period (want 2024, FY2024, 2024Q2, FQ2 2025, 2024H1, FH1 2025, 9M 2024, TTM or 2024-01-01..2024-06-30)", s)
}

func parseDates(a Asked, from, to string) (Asked, error) {
	start, err := ParseDate(strings.TrimSpace(from))
	if err != nil {
		return Asked{}, err
	}
	end, err := ParseDate(strings.TrimSpace(to))
	if err != nil {
		return Asked{}, err
	}
	if end < start {
		return Asked{}, fmt.Errorf("period: %q ends before it starts", a.Text)
	}
	a.Part, a.Range = 'R', Range{start, end}
	return a, nil
}

func (a Asked) part(fiscal bool, year, part, n string) (Asked, error) {
	a.Fiscal = fiscal
	a.Year, _ = strconv.Atoi(year)
	a.N, _ = strconv.Atoi(n)
	a.Part = 'Y'
	if part != "" {
		a.Part = part[0]
	}
	if a.Year < 1900 || a.Year > 2199 || a.Part == 'H' && a.N > 2 {
		return Asked{}, fmt.Errorf("period: %q is no period", a.Text)
	}
	if !fiscal {
		a.Range, _ = a.on(CalendarYear())
	}
	return a, nil
}

func (a Asked) on(c Calendar) (Range, bool) {
	switch a.Part {
	case 'Y':
		return c.Year(a.Year)
	case 'Q':
		return c.Quarter(a.Year, a.N)
	case 'H':
		return c.Half(a.Year, a.N)
	case 'N':
		return c.YTD(a.Year, a.N)
	}
	return a.Range, a.Range.Known()
}

// On is the dates under a filer's calendar. Twelve trailing months end with
// the last period known, which the caller gives.
func (a Asked) On(c Calendar, lastEnd Date) (Range, bool) {
	if a.Part == 'T' {
		return c.trailing(lastEnd)
	}
	if !a.Fiscal {
		return a.Range, a.Range.Known()
	}
	return a.on(c)
}

// trailing is the four quarters up to the one that ends at d.
func (c Calendar) trailing(d Date) (Range, bool) {
	fy, q, ok := c.QuarterAt(d)
	if !ok {
		return Range{}, false
	}
	if q == 4 {
		r, ok := c.Year(fy)
		return Range{r.Start, d}, ok
	}
	r, ok := c.Quarter(fy-1, q+1)
	return Range{r.Start, d}, ok
}
