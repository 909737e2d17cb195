package html

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// findHeads tells which cells name rows and columns: those that the tags say do, the
// rows above the first one that holds a number, and the first cell of each row if it is
// no number itself, and the second too beside a first one for several rows. A year is no
// number here.
func (t *table) findHeads() {
	body := t.firstBody()
	for r, row := range t.rows {
		for i := range row {
			c := &row[i]
			number := isNumber(c.text)
			switch {
			case c.text == "":
			case c.tag:
				c.head = !number || r < body || i == 0
			case r < body:
				c.head = true
			case i == 0, i == 1 && row[0].deep && c.cols == 1:
				c.head = !number
			}
		}
	}
}

// firstBody is the first row with a number behind its first cell.
func (t *table) firstBody() int {
	for r, row := range t.rows {
		for i, c := range row {
			if i > 0 && !c.tag && isNumber(c.text) {
				return r
			}
		}
	}
	return 0
}

// numberLetters is how many letters may stand behind a number for the cell to hold just
// that number: "1.2 million euros".
const numberLetters = 14

// isNumber reports whether a cell holds a number with at most its sign, currency and
// unit, and no year, quarter or day.
func isNumber(s string) bool {
	s = withoutSign(s)
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, ".,"))
	if !unicode.IsDigit(r) || isPeriod(s) {
		return false
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters <= numberLetters
}

// currencies are what may stand before a number beside signs.
var currencies = []string{"USD", "EUR", "JPY", "GBP", "CHF", "CNY", "RMB", "KRW", "INR", "BRL", "RUB", "US", "HK", "NT", "Rp", "Rs", "R", "C", "A"}

func withoutSign(s string) string {
	const signs = "+-−–—－(（~≈±<>≥≤$€£¥￥₩₹₽△▲▼ \u00a0\u202f"
	s = strings.TrimLeft(s, signs)
	for _, c := range currencies {
		if rest, ok := strings.CutPrefix(s, c); ok {
			if bare := strings.TrimLeft(rest, signs); bare != rest {
				return bare
			}
		}
	}
	return s
}

// A quarter or half in short form, and the words of longer ones. Expressions are compiled
// when the first table is read.
var (
	quarter = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(?:[1-4]\s?(?:q|t|k|кв|н)\.?|(?:f?q|h|t|s|n)\s?[1-4]|fy|gj)\s*[-/’'. ]?\s*(?:[0-9]{2}|[0-9]{4})?e?$`)
	})
	spell = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)quarter|quartal|trimest|квартал|τρίμηνο|neljännes|四半期|季度|분기|months|monate|mois|meses|mesi|месяц|μήνες|bulan|年度|月期|ended`)
	})
)

// isPeriod reports whether a cell with digits names a time: it holds a year and no other
// long number, or a quarter or half.
func isPeriod(s string) bool {
	if strings.ContainsAny(s, "$€£¥%") {
		return false
	}
	if strings.ContainsFunc(s, unicode.IsLetter) {
		if quarter().MatchString(s) || spell().MatchString(s) || strings.Contains(s, "年") && !strings.ContainsAny(s, "円億兆万") {
			return true
		}
	}
	years, digits := countDigits(s)
	return years > 0 && digits <= 4
}

// countDigits counts the years in a text, whole numbers of four digits that begin with 19
// or 20, and the digits that stand in no year.
func countDigits(s string) (years, digits int) {
	for i := 0; i < len(s); i++ {
		from := i
		for i < len(s) && ('0' <= s[i] && s[i] <= '9' || i > from && i+1 < len(s) && (s[i] == '.' || s[i] == ',') && '0' <= s[i+1] && s[i+1] <= '9') {
			i++
		}
		n := s[from:i]
		switch {
		case len(n) == 4 && (n[:2] == "19" || n[:2] == "20"):
			years++
		case len(n) == 10 && n[2] == '.' && n[5] == '.' && (n[6:8] == "19" || n[6:8] == "20"): // 30.06.2024
			years, digits = years+1, digits+4
		default:
			digits += len(n) - strings.Count(n, ".") - strings.Count(n, ",")
		}
	}
	return years, digits
}

// unit is a line that says in what the figures of a table are given.
var unit = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:mio|mrd|tsd|mln|mld|mm|mn|bn|tn|млн|млрд|тыс|δισ|εκατ|χιλ|milj|juta|miliar|triliun|ribu|percent|prozent|(?:milli|thousand|hundred|tausend|billion|trillion)[\p{L}]*|[mb]il(?:l?i[oõ]n|hõ|h[aã]o)[\p{L}]*|miljoon[\p{L}]*|miljard[\p{L}]*|tuhat[\p{L}]*|mil|miles|migliaia|miliard[\p{L}]*|εκατομμύρι[\p{L}]*|δισεκατομμύρι[\p{L}]*|миллион[\p{L}]*|миллиард[\p{L}]*|тысяч[\p{L}]*)(?:$|[^\p{L}])|単位|单位|單位|단위|百万|億円|亿|千円|万円|兆円|万元|백만|억|십억|[$€£¥₩₹₽]|\b(?:USD|EUR|JPY|GBP|CHF)\b`)
})

// unitLine is the longest line, in characters, that can be a table's title or unit.
const unitLine = 120

// givesUnit reports whether a line is short and names a unit, and is no sentence and no
// figure itself.
func givesUnit(s string) bool {
	runes := utf8.RuneCountInString(s)
	if runes > unitLine || runes > shortUnit && strings.HasSuffix(s, ".") || strings.ContainsAny(s, "。!?") {
		return false
	}
	return unit().MatchString(s) && !isAmount(s)
}

// shortUnit is how long a line may be that ends with the stop of an abbreviation.
const shortUnit = 30

// isAmount reports whether a line states a figure: "Revenue was $25 million".
func isAmount(s string) bool {
	_, digits := countDigits(s)
	return digits > 4
}
