package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/period"
)

// foldDigits makes the digits of other scripts and the wide marks of dates narrow.
func foldDigits(s string) string {
	if strings.Contains(s, "年") {
		s = hanDigits(s)
	}
	if !strings.Contains(s, "\xEF\xBC") && !strings.Contains(s, "\xE0\xA5") { // neither ０ nor ०
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r >= '०' && r <= '९':
			return r - '०' + '0'
		case r == '．' || r == '／' || r == '－':
			return r - '！' + '!'
		}
		return r
	}, s)
}

// hanDigits makes the numerals of "二〇二五年二月十七日" Western, and joins "2025 年 2 月 7 日".
func hanDigits(s string) string {
	var b strings.Builder
	n, run, ten := 0, 0, false
	flush := func() {
		if run > 0 {
			b.WriteString(strconv.Itoa(n))
		}
		n, run, ten = 0, 0, false
	}
	for _, r := range strings.ReplaceAll(s, "零", "〇") {
		digit := strings.IndexRune(hanNumerals, r)
		switch {
		case r == '十' && !ten && run < 2:
			n, ten = 10*max(n, 1), true
		case digit >= 0 && ten:
			n += digit / len("〇")
		case digit >= 0 && run < 4:
			n = 10*n + digit/len("〇")
		default:
			flush()
			b.WriteRune(r)
			continue
		}
		run++
	}
	flush()
	return joinUnits.Replace(b.String())
}

const hanNumerals = "〇一二三四五六七八九"

var joinUnits = strings.NewReplacer(" 年 ", "年", " 月 ", "月", " 日", "日")

// shortLine is how long a line is at most, in bytes, that gives its year two digits.
const shortLine = 40

// shortYear is the end of a line that gives the day, the month and two digits of the year.
var shortYear = regexp.MustCompile(`(?:^|[^\d./-])\d{1,2}([./-])(\d{1,2}|\pL{3,9})([./-])(\d\d)[ .*_]*$`)

// longYear writes the year of a short line that ends in "7.2.25", "07/02/25" or "07-Feb-25"
// with four digits.
func longYear(s string) string {
	if len(s) > shortLine {
		return s
	}
	m := shortYear.FindStringSubmatchIndex(s)
	if m == nil || s[m[2]:m[3]] != s[m[6]:m[7]] || !isDigit(s[m[4]]) && monthOf(s[m[4]:m[5]]) == 0 {
		return s
	}
	return s[:m[8]] + "20" + s[m[8]:]
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// apart puts blanks for the marks that join the parts of "7.feb.2025" and "7-Feb-2025"; no byte
// moves.
func apart(s string) string {
	out := []byte(s)
	for i := 1; i+1 < len(out); i++ {
		if strings.IndexByte("./-", out[i]) >= 0 && isDigit(s[i-1]) != isDigit(s[i+1]) && s[i-1] != ' ' && s[i+1] != ' ' {
			out[i] = ' '
		}
	}
	return string(out)
}

// numeral reads the number that a word begins with, in digits or, in capitals, Roman.
func numeral(word string) (n, end int) {
	if n, end = number(word, 0); end == 0 {
		n, end = roman(word)
	}
	return n, end
}

// roman reads the Roman numeral that a word begins with, in capitals.
func roman(word string) (n, end int) {
	last := 0
	for ; end < len(word); end++ {
		i := strings.IndexByte("IVXLCDM", word[end])
		if i < 0 {
			break
		}
		v := [...]int{1, 5, 10, 50, 100, 500, 1000}[i]
		if n += v; last < v {
			n -= 2 * last // "IV"
		}
		last = v
	}
	return n, end
}

// romanDate finds a day counted to the Kalends, Nones or Ides, inclusively: "a. d. VII Idus
// Februarias MMXXV", "pridie Kalendas Martias anno 2025".
func romanDate(line string) (d period.Date, from, to int, ok bool) {
	words := fieldsAt(line)
	for i := 0; i+2 < len(words); i++ {
		fixed := fixedDay(words[i].text)
		m := monthOf(words[i+1].text)
		if fixed < 0 || m == 0 {
			continue
		}
		last := i + 2
		if dateLinks[strings.ToLower(words[last].text)] && last+1 < len(words) {
			last++
		}
		year := strings.Trim(words[last].text, dateMarks)
		y, end := numeral(year)
		if end != len(year) || y < firstYear || y >= lastYear {
			continue
		}
		first, back := i, 0
		if i > 0 {
			if n, end := roman(strings.Trim(words[i-1].text, dateMarks)); end > 0 {
				first, back = i-1, n-1
			} else if strings.EqualFold(words[i-1].text, "pridie") {
				first, back = i-1, 1
			}
		}
		day := fixed
		if late := m == 3 || m == 5 || m == 7 || m == 10; late && fixed > 1 {
			day += 2 // the Nones and Ides of four months come later
		}
		return period.NewDate(y, time.Month(m), day) - period.Date(back), words[first].at, words[last].at + len(words[last].text), back < 20
	}
	return 0, 0, 0, false
}

// fixedDay is the day of the month that a word names in most months, or -1.
func fixedDay(word string) int {
	w := strings.ToLower(strings.Trim(word, dateMarks))
	for _, f := range []struct {
		stem string
		day  int
	}{{"kal", 1}, {"non", 5}, {"id", 13}} {
		if strings.HasPrefix(w, f.stem) {
			return f.day
		}
	}
	return -1
}
