package article

import (
	"slices"
	"strings"
	"time"

	"assay/period"
	"assay/span"
)

// headLines is how many lines at the top may hold title, date and byline.
const headLines = 10

// titleBytes is the longest line that can be a title.
const titleBytes = 400

// head finds title and publication date in the first lines, and marks the
// lines that only date or sign the article.
func (a *Article) head(h Hints) {
	found, inProse := h.Published, period.Date(0) // a line of its own beats a date in prose
	for i, p := range a.Paragraphs {
		if i >= headLines {
			break
		}
		line := a.Text[p.Start:min(p.End, p.Start+2*titleBytes)]
		d, rest, ok := FindDate(line)
		alone := ok && isDateLine(line, rest)
		if alone && found == 0 {
			found = d
		}
		if ok && inProse == 0 {
			inProse = d
		}
		switch {
		case alone:
			a.Skip = append(a.Skip, p)
		case isByline(line):
			a.Skip = append(a.Skip, p)
		case a.Title == span.Span{} && len(line) > 12 && len(line) <= titleBytes:
			a.Title = p
		}
	}
	if found == 0 {
		found = inProse
	}
	if a.Published == 0 {
		a.Published = found
	}
}

// Letters that a date line may hold beside its date, and from how many on it is a
// sentence if it ends as one.
const (
	dateLineLetters = 45
	sentenceLetters = 25
)

// isDateLine reports whether a line with a date only dates the article; rest is how many
// letters it holds beside. "The VIX closed at 14.25 on 21 February 2025." and "Up 3 % on
// 2 May 2024" do not.
func isDateLine(line string, rest int) bool {
	if rest >= dateLineLetters || strings.ContainsAny(line, "%％$€£¥₹") {
		return false
	}
	line = strings.TrimRight(line, " *_")
	return rest < sentenceLetters || !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "。") && !strings.HasSuffix(line, "।")
}

// isByline reports whether a short line only says who wrote where: no stop at
// its end, at most ten words.
func isByline(line string) bool {
	l := strings.ToLower(strings.TrimLeft(line, " *_"))
	if len(line) > 90 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, "。") {
		return false
	}
	for _, p := range []string{"by ", "von ", "autor:", "author:", "quelle:", "source:", "文・", "記者", "【"} {
		if strings.HasPrefix(l, p) {
			return !strings.ContainsAny(line, "0123456789")
		}
	}
	return false
}

// FindDate finds a full date in a line, in any usual form, and how many
// characters of the line beside it carry letters or digits.
func FindDate(line string) (d period.Date, rest int, ok bool) {
	if line = longYear(foldDigits(line)); !hasYear(line) && !strings.Contains(line, "MM") && eraOf(line) == 0 {
		return 0, 0, false
	}
	for _, find := range []func(string) (period.Date, int, int, bool){isoDate, wordDate, romanDate} {
		if d, from, to, ok := find(line); ok {
			return d, letters(line[:from] + line[to:]), true
		}
	}
	return 0, 0, false
}

// hasYear reports whether a line has four digits that a date's year can be, the cheap test
// before any word is looked at.
func hasYear(line string) bool {
	for i := 0; i+4 <= len(line); i++ {
		if line[i]-'1' <= 1 { // 1 or 2
			if n, end := number(line, i); end == i+4 && firstYear <= n && n < lastYear {
				return true
			}
		}
	}
	return false
}

// A date line is of a year from firstYear to the one before lastYear.
const firstYear, lastYear = 1990, 2100

func letters(s string) int {
	n := 0
	for _, r := range s {
		if r > ' ' && !strings.ContainsRune(".,:;-–—()/|", r) {
			n++
		}
	}
	return n
}

// isoDate finds 2024-07-24, 2024/07/24, 2024.07.24, 2024. 7. 24, 24.07.2024, 24/07/2024,
// 24-07-2024.
func isoDate(line string) (d period.Date, from, to int, ok bool) {
	for i := 0; i+8 <= len(line); i++ {
		if !isDigit(line[i]) || i > 0 && isDigit(line[i-1]) {
			continue
		}
		a, j := number(line, i)
		if j >= len(line) || !strings.ContainsRune("-/.", rune(line[j])) {
			continue
		}
		atB := pastSpaces(line, j+1)
		b, k := number(line, atB)
		if k >= len(line) || line[k] != line[j] || k == atB {
			continue
		}
		atC := pastSpaces(line, k+1)
		c, l := number(line, atC)
		if l == atC {
			continue
		}
		switch {
		case a >= firstYear && a < lastYear && j-i == 4:
			d, ok = valid(a, b, c)
		case c >= firstYear && c < lastYear && l-atC == 4:
			if d, ok = valid(c, b, a); !ok && line[j] != '-' {
				d, ok = valid(c, a, b)
			}
		}
		if ok {
			return d, i, l, true
		}
	}
	return 0, 0, 0, false
}

func pastSpaces(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

func number(s string, i int) (n, end int) {
	for end = i; end < len(s) && isDigit(s[end]) && end-i < 5; end++ {
		n = n*10 + int(s[end]-'0')
	}
	return n, end
}

func valid(y, m, d int) (period.Date, bool) {
	if m < 1 || m > 12 || d < 1 || d > period.DaysIn(y, m) {
		return 0, false
	}
	return period.NewDate(y, time.Month(m), d), true
}

// wordDate finds "24. Juli 2024", "24.jul.2024", "July 24, 2024", "24 de julio de 2024",
// "2024年7月25日", "2024년 7월 25일", "令和6年7月25日", "die XXV Iulii MMXXIV".
func wordDate(line string) (d period.Date, from, to int, ok bool) {
	for _, units := range [][3]string{{"年", "月", "日"}, {"년", "월", "일"}} {
		if d, from, to, ok := unitDate(line, units); ok {
			return d, from, to, true
		}
	}
	words := slices.DeleteFunc(fieldsAt(apart(line)), func(w field) bool { return dateLinks[strings.ToLower(w.text)] })
	for i, w := range words {
		m := monthOf(w.text)
		if m == 0 {
			continue
		}
		num := func(k int) (int, bool) {
			if k < 0 || k >= len(words) {
				return 0, false
			}
			word := strings.TrimLeft(words[k].text, dateMarks)
			n, end := numeral(word)
			t := strings.TrimRight(word[end:], dateMarks)
			return n, end > 0 && (t == "" || t == "st" || t == "nd" || t == "rd" || t == "th" || t == "º" || t == "er")
		}
		for _, form := range [][2]int{{-1, 1}, {1, 2}, {1, -1}} {
			day, ok1 := num(i + form[0])
			y, ok2 := num(i + form[1])
			if ok1 && ok2 && y >= firstYear && y < lastYear {
				if d, ok := valid(y, m, day); ok {
					lo, hi := min(i+form[0], i+form[1], i), max(i+form[0], i+form[1], i)
					return d, words[lo].at, words[hi].at + len(words[hi].text), true
				}
			}
		}
	}
	return 0, 0, 0, false
}

// unitDate finds a date whose numbers stand before words for year, month and day.
func unitDate(line string, units [3]string) (d period.Date, from, to int, ok bool) {
	i := strings.Index(line, units[0])
	if i <= 0 {
		return 0, 0, 0, false
	}
	y, from := backNumber(line, i)
	y += eraOf(line[:from])
	m, j := number(line, pastSpaces(line, i+len(units[0])))
	if !strings.HasPrefix(line[j:], units[1]) {
		return 0, 0, 0, false
	}
	day, k := number(line, pastSpaces(line, j+len(units[1])))
	if !strings.HasPrefix(line[k:], units[2]) {
		return 0, 0, 0, false
	}
	d, ok = valid(y, m, day)
	return d, from, k + len(units[2]), ok
}

// eraOf is the year before the first of the era that a line ends in or names before its
// year, or 0: "令和7年", "民國114年".
func eraOf(line string) int {
	switch {
	case strings.Contains(line, "令和"):
		return 2018
	case strings.Contains(line, "平成"):
		return 1988
	case strings.Contains(line, "民國"):
		return 1911
	}
	return 0
}

// dateMarks are the marks that may cling to the parts of a date.
const dateMarks = ".,;:()[]*_|\"'"

func backNumber(s string, end int) (n, start int) {
	start = end
	for start > 0 && isDigit(s[start-1]) {
		start--
	}
	n, _ = number(s, start)
	return n, start
}

type field struct {
	text string
	at   int
}

func fieldsAt(s string) []field {
	var out []field
	start := -1
	for i, r := range s + " " {
		space := r == ' ' || r == '\u00a0' || r == '\t'
		if !space && start < 0 {
			start = i
		}
		if space && start >= 0 {
			out = append(out, field{s[start:i], start})
			start = -1
		}
	}
	return out
}
