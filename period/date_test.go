package period

import (
	"fmt"
	"testing"
	"time"
)

// TestCivil walks every day of 1890–2110 against package time.
func TestCivil(t *testing.T) {
	for d := NewDate(1890, 1, 1); d < NewDate(2110, 1, 1); d++ {
		want := time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(d-NewDate(1890, 1, 1)))
		y, m, day := d.Civil()
		if y != want.Year() || m != int(want.Month()) || day != want.Day() || d.Weekday() != want.Weekday() {
			t.Fatalf("day %d: got %04d-%02d-%02d %v, want %v", d, y, m, day, d.Weekday(), want)
		}
		if back, err := ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v does not parse back: %v, %v", d, back, err)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{"", "2024-02-30", "2024-13-01", "24-01-01", "2024/01/01", "2024-1-01", "0000-01-01"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, d)
		}
	}
}

func TestMonths(t *testing.T) {
	for _, c := range []struct {
		got  Range
		want string
	}{
		{Quarter(2024, 2), "2024-04-01..2024-06-30"},
		{Half(2023, 2), "2023-07-01..2023-12-31"},
		{Year(2024), "2024-01-01..2024-12-31"},
		{Months(2024, 11, 14), "2024-11-01..2025-02-28"},
		{Quarter(2024, 1).AddMonths(-3), "2023-10-01..2023-12-31"},
		{Quarter(2024, 2).AddMonths(-12), "2023-04-01..2023-06-30"},
		{Range{0, MustDate("2024-02-29")}.AddMonths(-12), "2023-02-28"},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}

// TestDateString: days of every length of year, before and after the common ones.
func TestDateString(t *testing.T) {
	for d := Date(-800_000); d < 4_000_000; d += 97 {
		if y, m, day := d.Civil(); d != 0 && d.String() != fmt.Sprintf("%04d-%02d-%02d", y, m, day) {
			t.Fatalf("%d: %s, want %04d-%02d-%02d", int(d), d, y, m, day)
		}
	}
}
