package options

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/period"
)

// civilDay is a day between 1970 and 2199.
func civilDay(year, month, day int) (period.Date, bool) {
	if year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > period.DaysIn(year, month) {
		return 0, false
	}
	return period.NewDate(year, time.Month(month), day), true
}

// wordForms are the forms of days with a month's name: Cboe's, Deribit's.
var wordForms = []string{"Mon Jan 2 2006", "Mon, Jan 2 2006", "Jan 2 2006", "Jan 2, 2006", "January 2, 2006", "2Jan06", "2-Jan-2006", "2 Jan 2006"}

// parseDay reads a day; a time may follow 2026-02-20 and 2/20/2026.
func parseDay(s string) (period.Date, error) {
	s = strings.TrimSpace(s)
	if d, ok := isoDay(s); ok {
		return d, nil
	}
	if len(s) <= maxField {
		if d, ok := americanDay(s); ok {
			return d, nil
		}
		for _, form := range wordForms {
			if t, err := time.Parse(form, s); err == nil {
				if d, ok := civilDay(t.Year(), int(t.Month()), t.Day()); ok {
					return d, nil
				}
			}
		}
	}
	return 0, fmt.Errorf("%.40q is no day (want 2026-02-20, 20260220, 02/20/2026 or Feb 20 2026)", s)
}

// isoDay reads 2026-02-20, with a time after it, and 20260220.
func isoDay(s string) (period.Date, bool) {
	switch {
	case len(s) == 8 && allOf(s, isDigit):
		return civilDay(two(s)*100+two(s[2:]), two(s[4:]), two(s[6:]))
	case len(s) < 10 || s[4] != '-' || s[7] != '-' || !allOf(s[:4], isDigit) || !allOf(s[5:7], isDigit) || !allOf(s[8:10], isDigit):
		return 0, false
	case len(s) > 10 && s[10] != ' ' && s[10] != 'T':
		return 0, false
	}
	return civilDay(two(s)*100+two(s[2:]), two(s[5:]), two(s[8:]))
}

// americanDay reads 2/20/2026.
func americanDay(s string) (period.Date, bool) {
	s, _, _ = strings.Cut(s, " ")
	p := strings.Split(s, "/")
	if len(p) != 3 || len(p[0]) > 2 || len(p[1]) > 2 || len(p[2]) != 4 {
		return 0, false
	}
	month, err1 := strconv.Atoi(p[0])
	day, err2 := strconv.Atoi(p[1])
	year, err3 := strconv.Atoi(p[2])
	if errors.Join(err1, err2, err3) != nil {
		return 0, false
	}
	return civilDay(year, month, day)
}

// parseMoment reads a moment: a number since 1970 (seconds, milli-, micro- or
// nanoseconds, told by its length), or a day and a time, which is that of zone
// unless it says otherwise. A day alone has no moment: t is zero and day set.
func parseMoment(s string, zone *time.Location) (t time.Time, day period.Date, err error) {
	s = strings.TrimSpace(s)
	if t, ok := unixMoment(s); ok {
		return t, 0, nil
	}
	if day, err = parseDay(s); err != nil {
		return t, 0, fmt.Errorf("%.40q is no moment (want 2026-02-11T11:30, New York's time, or 2026-02-11T16:30Z)", s)
	}
	i := strings.IndexByte(s, ':')
	if i < 0 {
		return t, day, nil
	}
	sec, zone, ok := parseClock(strings.TrimLeft(s[max(0, i-2):], "T "), zone)
	if !ok {
		return t, 0, fmt.Errorf("%.40q has no time that can be read (want 2026-02-11T11:30)", s)
	}
	year, month, d := day.Civil()
	return time.Date(year, time.Month(month), d, 0, 0, sec, 0, zone).UTC(), day, nil
}

// parseClock reads "9:30", "16:14:59.123", "4:15 PM", with "Z", " UTC" or an
// offset after it, as seconds of the day and their zone. A fraction of a second
// is dropped.
func parseClock(s string, zone *time.Location) (sec int, _ *time.Location, ok bool) {
	hour, rest, ok := leadingInt(s, 23)
	if !ok || rest == "" || rest[0] != ':' {
		return 0, nil, false
	}
	minute, rest, ok := leadingInt(rest[1:], 59)
	if !ok {
		return 0, nil, false
	}
	if strings.HasPrefix(rest, ":") {
		if sec, rest, ok = leadingInt(rest[1:], 59); !ok {
			return 0, nil, false
		}
		if strings.HasPrefix(rest, ".") {
			rest = strings.TrimLeft(rest[1:], "0123456789")
		}
	}
	rest = strings.TrimSpace(rest)
	if half, isPM := strings.EqualFold(rest, "AM"), strings.EqualFold(rest, "PM"); half || isPM {
		if hour < 1 || hour > 12 {
			return 0, nil, false
		}
		if hour %= 12; isPM {
			hour += 12
		}
		rest = ""
	}
	zone, ok = parseZone(rest, zone)
	return hour*3600 + minute*60 + sec, zone, ok
}

// leadingInt reads one or two digits.
func leadingInt(s string, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < 2 && isDigit(s[i]) {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0 && n <= most
}

// parseZone reads "", which is the given zone, "Z", "UTC", "+00:00" or "-0500".
func parseZone(s string, zone *time.Location) (*time.Location, bool) {
	switch s {
	case "":
		return zone, true
	case "Z", "UTC", "+00:00", "+0000":
		return time.UTC, true
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if s[0] != '+' && s[0] != '-' || len(digits) != 4 || !allOf(digits, isDigit) || two(digits) > 14 {
		return nil, false
	}
	offset := two(digits)*3600 + two(digits[2:])*60
	if s[0] == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset), true
}

// unixMoment reads a count since 1970 between 1990 and 2200.
func unixMoment(s string) (time.Time, bool) {
	s = strings.TrimSuffix(s, ".0")
	if len(s) < 9 || len(s) > 19 || !allOf(s, isDigit) {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	const first, last = 631152000, 7258118400 // 1990, 2200
	for _, unit := range []int64{1, 1e3, 1e6, 1e9} {
		if sec := n / unit; sec >= first && sec < last {
			return time.Unix(sec, 0).UTC(), true
		}
	}
	return time.Time{}, false
}

// stampForms are the forms of the moment in the head of Cboe's table.
var stampForms = []string{"January 2, 2006 at 3:04 PM", "January 2, 2006 at 15:04", "Jan 2 2006 @ 15:04", "Jan 2 2006 @ 3:04 PM", "Jan 2, 2006 @ 15:04"}

// stampZones are the names of New York's time there.
var stampZones = map[string]int{"EST": -5, "EDT": -4, "ET": 0}

// parseStamp reads "Date: January 6, 2025 at 9:30 PM EST" and its older form
// "Jul 21 2026 @ 16:00 ET".
func parseStamp(s string, zone *time.Location) (time.Time, bool) {
	s = strings.Trim(strings.TrimSpace(s), `"`)
	s = strings.TrimSpace(strings.TrimPrefix(s, "Date:"))
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		if hours, ok := stampZones[s[i+1:]]; ok {
			if s = s[:i]; hours != 0 {
				zone = time.FixedZone("", hours*3600)
			}
		}
	}
	if len(s) > maxField {
		return time.Time{}, false
	}
	for _, form := range stampForms {
		if t, err := time.ParseInLocation(form, s, zone); err == nil {
			_, ok := civilDay(t.Year(), int(t.Month()), t.Day())
			return t.UTC(), ok
		}
	}
	return time.Time{}, false
}

// dayOf is the day of a moment in a zone.
func dayOf(t time.Time, zone *time.Location) period.Date { return period.FromTime(t.In(zone)) }

// at is a day's moment in a zone.
func at(day period.Date, hour, minute int, zone *time.Location) time.Time {
	y, m, d := day.Civil()
	return time.Date(y, time.Month(m), d, hour, minute, 0, 0, zone).UTC()
}

// inHours reports whether American options trade at that moment: from the opening
// of a session to a quarter past its close. (Those on some indices have longer hours.)
func inHours(t time.Time, zone *time.Location) bool {
	t = t.In(zone)
	minute := t.Hour()*60 + t.Minute()
	hours, ok := period.Session(period.FromTime(t))
	return ok && minute >= hours.Open && minute <= hours.Close+15
}

// saying is what a file's name says.
type saying struct {
	symbol string
	quoted time.Time
	day    period.Date // of the quotes, without a time
	expiry period.Date
}

var (
	nameSymbol = regexp.MustCompile(`^[\^_]?([A-Z]{1,6})[_. -]`)
	nameExpiry = regexp.MustCompile(`exp(?:iry|iration)?[_-]?(\d{4}-\d{2}-\d{2}|\d{8})`)
	nameMoment = regexp.MustCompile(`(\d{4}-\d{2}-\d{2})(?:[T_ ](\d{2})[-:.h]?(\d{2})(?:[-:.]?\d{2})?(Z?))?`)
)

// readName takes the symbol, the moment and the expiry from a file's name:
// NVDA_2026-02-11T1130.csv, NVDA_exp2026-02-20_wide.csv.
func readName(path string, zone *time.Location) (s saying) {
	name := baseName(path)
	if m := nameSymbol.FindStringSubmatch(name); m != nil {
		s.symbol = m[1]
	}
	if m := nameExpiry.FindStringSubmatch(name); m != nil {
		s.expiry, _ = isoDay(m[1])
		name = strings.Replace(name, m[0], "", 1)
	}
	m := nameMoment.FindStringSubmatch(name)
	if m == nil {
		return s
	}
	day, ok := isoDay(m[1])
	if !ok {
		return s
	}
	s.day = day
	if m[2] == "" || two(m[2]) > 23 || two(m[3]) > 59 {
		return s
	}
	if m[4] == "Z" {
		zone = time.UTC
	}
	s.quoted = at(day, two(m[2]), two(m[3]), zone)
	return s
}

// baseName is a path's last part, the same on every machine.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\:`)+1:] }
