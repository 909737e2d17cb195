package ixbrl

import (
	"fmt"
	"strconv"
	"strings"
)

// smallWords are the English numerals below a hundred.
var smallWords = map[string]int64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scaleWords = map[string]int64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15}

// wordNumber reads a cardinal in English words (ixt-sec numwordsen): "no",
// "seventy-five", "one hundred and five thousand". Scales must fall, so that
// a list such as "two three" is refused, not added up.
func wordNumber(s string) (string, error) {
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == '-' || r == '–' || r == '‑' || r == ',' || isSpace(r) })
	bad := fmt.Errorf("%q is no English number", clip(s))
	if len(fields) == 1 {
		switch fields[0] {
		case "no", "none", "zero", "nil":
			return "0", nil
		}
	}
	var total, part int64
	below, room := int64(1e18), int64(1000) // what the next scale, the next small word must stay under
	last := ""
	for _, w := range fields {
		n, small := smallWords[w]
		scale, big := scaleWords[w]
		switch {
		case (w == "a" || w == "an") && last == "":
			part, room = 1, 1
		case small && n < room:
			part += n
			room = 1
			if n >= 20 {
				room = 10
			}
		case w == "hundred" && part > 0 && part < 100 && (last != "hundred"):
			part *= 100
			room = 100
		case big && part > 0 && scale < below:
			total += part * scale
			part, below, room = 0, scale, 1000
		case w == "and" && last != "" && last != "and":
		default:
			return "", bad
		}
		last = w
	}
	if last == "" || last == "and" || total+part == 0 {
		return "", bad
	}
	return strconv.FormatInt(total+part, 10), nil
}
