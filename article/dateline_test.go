package article

import (
	"strings"
	"testing"
)

// TestDateline: the report begins behind the dateline of an agency, and nowhere else.
func TestDateline(t *testing.T) {
	for _, line := range []string{
		"SAN FRANCISCO, Feb 4 (Reuters) - |Alphabet said",
		"San Francisco (EE. UU.), 4 feb (EFE).- |Alphabet cerró 2022",
		"ROMA, 4 febbraio (ANSA) – |Ricavi in crescita",
		"МОСКВА, 25 апр (Рейтер) - |Выручка Amazon",
		"REDMOND, Wash. (AP) — |Microsoft",
		"LONDON (Reuters) - |Alphabet",
		"|Alphabet (GOOGL) - what to know",
		"|Revenue rose 3% (constant currency) - a surprise",
		"|The firm (Meta) -based in Menlo Park- grew",
		"|Amazon earned more than the analysts had thought it could in a quarter that ended in December (and in any other) - so far",
	} {
		before, body, _ := strings.Cut(line, "|")
		if got := dateline(before + body); got != len(before) {
			t.Errorf("dateline(%q) = %d, want %d", before+body, got, len(before))
		}
	}
}
