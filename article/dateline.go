package article

import (
	"strings"
	"unicode/utf8"

	"assay/span"
)

// A dateline opens the text of a news agency: "SAN FRANCISCO, Feb 4 (Reuters) - Alphabet said",
// "San Francisco (EE. UU.), 4 feb (EFE).- Alphabet cerró". Its place and day are of the report.
const (
	datelineBytes = 110 // the longest one
	agencyLetters = 24  // in its bracket
)

// agencies are those that put their name behind a place alone: "LONDON (Reuters) -". Behind
// anything else a bracket may hold a ticker.
var agencies = map[string]bool{
	"reuters": true, "ap": true, "afp": true, "upi": true, "dpa": true, "apa": true, "efe": true, "ansa": true, "lusa": true, "bloomberg": true,
	"dow jones": true, "cnn": true, "marketwatch": true, "antara": true, "tass": true, "рейтер": true, "тасс": true, "интерфакс": true, "риа новости": true,
	"stt": true, "αμπε": true, "απε-μπε": true, "europa press": true, "radiocor": true, "xinhua": true, "kyodo": true, "pti": true,
}

// dateline is how many bytes the dateline in front of a text takes, or 0.
func dateline(text string) int {
	head := text[:min(len(text), datelineBytes)]
	for from := 0; ; {
		at := strings.IndexByte(head[from:], ')')
		if at < 0 {
			return 0
		}
		at += from
		open := strings.LastIndexByte(head[:at], '(')
		if open < 1 || utf8.RuneCountInString(head[open:at]) > agencyLetters || strings.ContainsAny(head[:at], "%$€£¥:;!?\n") {
			return 0
		}
		rest := strings.TrimLeft(head[at+1:], ". ")
		for _, dash := range [...]string{"--", "-", "–", "—"} {
			if body, ok := strings.CutPrefix(rest, dash); ok && strings.HasPrefix(body, " ") && (strings.Contains(head[:open], ", ") || agencies[strings.ToLower(head[open+1:at])]) {
				return len(head) - len(strings.TrimLeft(body, " "))
			}
		}
		from = at + 1
	}
}

// datelines are those that the first paragraphs begin with.
func datelines(text string, paragraphs []span.Span) []span.Span {
	var out []span.Span
	for _, p := range paragraphs[:min(len(paragraphs), headLines)] {
		if n := dateline(text[p.Start:p.End]); n > 0 {
			out = append(out, span.Span{Start: p.Start, End: p.Start + n})
		}
	}
	return out
}
