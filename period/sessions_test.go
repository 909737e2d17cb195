package period

import "testing"

// TestSessionCounts compares with the exchange's number of sessions a year
// (NYSE annual statistics).
func TestSessionCounts(t *testing.T) {
	want := map[int]int{2000: 252, 2001: 248, 2002: 252, 2004: 252, 2007: 251, 2008: 253, 2011: 252, 2012: 250, 2016: 252, 2018: 251, 2019: 252, 2020: 253, 2021: 252, 2022: 251, 2023: 250, 2024: 252, 2025: 250}
	for y, n := range want {
		got := 0
		for d := Year(y).Start; d <= Year(y).End; d++ {
			if IsSession(d) {
				got++
			}
		}
		if got != n {
			t.Errorf("%d: %d sessions, want %d", y, got, n)
		}
	}
}

func TestSessions(t *testing.T) {
	for _, c := range []struct {
		day  string
		open bool
	}{
		{"2024-03-29", false}, // Good Friday
		{"2022-06-20", false}, // Juneteenth kept on Monday
		{"2021-06-18", true},  // the year before the exchange kept it
		{"2021-12-31", true},  // a Saturday New Year is not moved
		{"2023-01-02", false},
		{"2021-12-24", false},
		{"2024-07-24", true},
		{"2012-10-29", false},
	} {
		if got := IsSession(MustDate(c.day)); got != c.open {
			t.Errorf("%s: session %v, want %v", c.day, got, c.open)
		}
	}
}
