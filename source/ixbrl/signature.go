package ixbrl

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"assay/period"
)

// Forms of dates on cover and signature pages.
var (
	monthFirst = regexp.MustCompile(`(?i)\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? ?(\d{1,2}) ?(?:st|nd|rd|th)?,? ?((?:19|20)\d\d)\b`)
	dayFirst   = regexp.MustCompile(`(?i)\b(\d{1,2}) ?(?:st|nd|rd|th)? (?:day of )?(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,? ?((?:19|20)\d\d)\b`)
	slashed    = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b`)
	isoForm    = regexp.MustCompile(`\b(?:19|20)\d\d-\d\d-\d\d\b`)
)

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// lateDays bounds how long after its period a report is signed: a date
// outside is another document's. Late filers take more than a year.
const lateDays = 800

// window is how much text after "to be signed" is searched, in bytes.
const window = 3000

// signed finds the day of signature: the first date after the formula with
// which the last report in the text is signed ("has duly caused this report
// to be signed on its behalf"), not before the end of the period, which may
// be unknown. It is 0 if there is none.
func signed(text []byte, report period.Date) period.Date {
	low := bytes.ToLower(text)
	for _, formula := range []string{"duly caused", "to be signed on its behalf", "signature"} {
		at := bytes.LastIndex(low, []byte(formula))
		if at < 0 {
			continue
		}
		part := low[at:min(len(low), at+window)]
		if d := firstDate(part, report); d != 0 {
			return d
		}
	}
	return 0
}

// firstDate is the first date in the text from the day on.
func firstDate(text []byte, from period.Date) period.Date {
	best, where := period.Date(0), len(text)
	for _, form := range []*regexp.Regexp{monthFirst, dayFirst, slashed} {
		for _, m := range form.FindAllIndex(text, 20) {
			d, ok := writtenDate(string(text[m[0]:m[1]]))
			if ok && m[0] < where && (from == 0 || d >= from && d <= from+lateDays) {
				best, where = d, m[0]
				break
			}
		}
	}
	return best
}

// writtenDate reads one date: "July 28, 2024", "29th day of January 2025",
// "07/28/2024" or "2024-07-28".
func writtenDate(s string) (period.Date, bool) {
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return civilDate(m[3], monthNumber(m[1]), m[2])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return civilDate(m[3], monthNumber(m[2]), m[1])
	}
	if m := slashed.FindStringSubmatch(s); m != nil {
		return civilDate(m[3], m[1], m[2])
	}
	if m := isoForm.FindString(s); m != "" {
		return isoDate(m)
	}
	return 0, false
}

func civilDate(year, month, day string) (period.Date, bool) {
	return isoDate(year + "-" + twoDigits(month) + "-" + twoDigits(day))
}

func monthNumber(name string) string {
	return strconv.Itoa(strings.Index(months, strings.ToLower(name[:3]))/3 + 1)
}
