package period

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/sharedtest"
)

// TestSessionCounts compares with the number of sessions a year: the New York
// Stock Exchange's annual statistics, and for 1990 to 2018 the days with a VIX,
// but for 1991 and 1997, where that file lacks one and two days.
func TestSessionCounts(t *testing.T) {
	want := []int{
		253, 253, 254, 253, 252, 252, 254, 253, 252, 252, // 1990
		252, 248, 252, 252, 252, 252, 251, 251, 253, 252, // 2000
		252, 252, 250, 252, 252, 252, 252, 251, 251, 252, // 2010
		253, 252, 251, 250, 252, 250, // 2020
	}
	for i, n := range want {
		if got := Sessions(Year(1990 + i)); got != n {
			t.Errorf("%d: %d sessions, want %d", 1990+i, got, n)
		}
	}
	if got := Sessions(Range{Start: MustDate("2024-07-01"), End: MustDate("2024-06-01")}) + Sessions(Range{End: MustDate("2024-07-01")}); got != 0 {
		t.Errorf("%d sessions in no range", got)
	}
}

// shortDays are the sessions that closed early, in New York's time: the
// exchange's list of special closings to 2011, its yearly notices since.
const shortDays = `
1990-12-24 14:00  1991-12-24 14:00  1992-11-27 14:00  1992-12-24 14:00  1993-11-26 13:00
1994-02-11 14:30  1994-11-25 13:00  1995-07-03 13:00  1995-11-24 13:00  1996-01-08 14:00
1996-07-05 13:00  1996-11-29 13:00  1996-12-24 13:00  1997-07-03 13:00  1997-10-27 15:30
1997-11-28 13:00  1997-12-24 13:00  1997-12-26 13:00  1998-11-27 13:00  1998-12-24 13:00
1999-11-26 13:00  2000-07-03 13:00  2000-11-24 13:00  2001-07-03 13:00  2001-11-23 13:00
2001-12-24 13:00  2002-07-05 13:00  2002-11-29 13:00  2002-12-24 13:00  2003-07-03 13:00
2003-11-28 13:00  2003-12-24 13:00  2003-12-26 13:00  2004-11-26 13:00  2005-06-01 15:56
2005-11-25 13:00  2006-07-03 13:00  2006-11-24 13:00  2007-07-03 13:00  2007-11-23 13:00
2007-12-24 13:00  2008-07-03 13:00  2008-11-28 13:00  2008-12-24 13:00  2009-11-27 13:00
2009-12-24 13:00  2010-11-26 13:00  2011-11-25 13:00  2012-07-03 13:00  2012-11-23 13:00
2012-12-24 13:00  2013-07-03 13:00  2013-11-29 13:00  2013-12-24 13:00  2014-07-03 13:00
2014-11-28 13:00  2014-12-24 13:00  2015-11-27 13:00  2015-12-24 13:00  2016-11-25 13:00
2017-07-03 13:00  2017-11-24 13:00  2018-07-03 13:00  2018-11-23 13:00  2018-12-24 13:00
2019-07-03 13:00  2019-11-29 13:00  2019-12-24 13:00  2020-11-27 13:00  2020-12-24 13:00
2021-11-26 13:00  2022-11-25 13:00  2023-07-03 13:00  2023-11-24 13:00  2024-07-03 13:00
2024-11-29 13:00  2024-12-24 13:00  2025-07-03 13:00  2025-11-28 13:00  2025-12-24 13:00
2026-11-27 13:00  2026-12-24 13:00  2027-11-26 13:00  2028-07-03 13:00  2028-11-24 13:00
2029-07-03 13:00  2029-11-23 13:00  2029-12-24 13:00  2030-07-03 13:00  2030-11-29 13:00
2030-12-24 13:00`

func TestEarlyCloses(t *testing.T) {
	var got []string
	for d := Year(1990).Start; d <= Year(2030).End; d++ {
		if h, ok := Session(d); ok && h.Early() {
			got = append(got, fmt.Sprintf("%s %02d:%02d", d, h.Close/60, h.Close%60))
		}
	}
	fields := strings.Fields(shortDays)
	for i := 0; i < len(fields); i += 2 {
		want := fields[i] + " " + fields[i+1]
		if len(got) == 0 || got[0] != want {
			t.Fatalf("early close %d: got %v, want %s", i/2, got[:min(1, len(got))], want)
		}
		got = got[1:]
	}
	if len(got) > 0 {
		t.Errorf("early closes beyond the list: %v", got)
	}
}

// TestPublishedHolidays holds the rules against the exchange's own tables
// ("NYSE Group Announces 2022, 2023 and 2024 …", 27 December 2021; "… 2025, 2026
// and 2027 …", 8 November 2024; "… 2026, 2027 and 2028 Holiday and Early Closings
// Calendar", 23 December 2025).
func TestPublishedHolidays(t *testing.T) {
	for year, days := range map[int]string{
		2022: "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
		2023: "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25",
		2024: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25",
		2026: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
		2027: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24",
		2028: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
	} {
		var got []string
		for d := Year(year).Start; d <= Year(year).End; d++ {
			if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday && !IsSession(d) {
				got = append(got, d.String()[5:])
			}
		}
		if s := strings.Join(got, " "); s != days {
			t.Errorf("%d: closed on\n%s, want\n%s", year, s, days)
		}
	}
}

func TestSessionDays(t *testing.T) {
	for _, c := range []struct{ day, hours string }{
		{"1993-12-24", "closed"}, // a Saturday's Christmas
		{"1994-04-27", "closed"}, // mourning
		{"1996-01-08", "11:00-14:00"},
		{"1995-12-18", "10:30-16:00"},
		{"1997-01-20", "09:30-16:00"}, // the year before Martin Luther King Day
		{"1998-01-19", "closed"},
		{"1996-11-05", "09:30-16:00"}, // election day
		{"1999-12-31", "09:30-16:00"},
		{"2001-09-14", "closed"},
		{"2001-09-17", "09:30-16:00"},
		{"2002-07-03", "09:30-16:00"}, // Friday was the short one
		{"2004-12-31", "09:30-16:00"}, // a Saturday's New Year is not moved
		{"2007-01-02", "closed"},
		{"2008-12-26", "09:30-16:00"},
		{"2012-10-29", "closed"},
		{"2013-07-05", "09:30-16:00"},
		{"2018-12-05", "closed"},
		{"2021-06-18", "09:30-16:00"}, // the year before Juneteenth
		{"2021-12-24", "closed"},
		{"2021-12-31", "09:30-16:00"},
		{"2022-06-20", "closed"}, // a Sunday's Juneteenth
		{"2023-01-02", "closed"},
		{"2024-03-29", "closed"}, // Good Friday
		{"2024-07-24", "09:30-16:00"},
		{"2024-11-29", "09:30-13:00"},
		{"2025-01-09", "closed"},
		{"2025-12-26", "09:30-16:00"},
		{"2024-07-27", "closed"}, // a Saturday
	} {
		h, ok := Session(MustDate(c.day))
		got := fmt.Sprintf("%02d:%02d-%02d:%02d", h.Open/60, h.Open%60, h.Close/60, h.Close%60)
		if !ok {
			got = "closed"
		}
		if got != c.hours {
			t.Errorf("%s: %s, want %s", c.day, got, c.hours)
		}
	}
}

func TestClose(t *testing.T) {
	for _, c := range []struct{ day, want string }{
		{"2024-07-24", "2024-07-24T20:00:00Z"}, // summer
		{"2024-11-29", "2024-11-29T18:00:00Z"}, // one o'clock in winter
		{"2024-07-03", "2024-07-03T17:00:00Z"},
		{"2024-03-29", "0001-01-01T00:00:00Z"},
	} {
		if got := Close(MustDate(c.day)).Format(time.RFC3339); got != c.want {
			t.Errorf("%s closes at %s, want %s", c.day, got, c.want)
		}
	}
}

// TestSessionLaws are properties of every day of the years that the calendar knows.
func TestSessionLaws(t *testing.T) {
	for d := Year(1990).Start; d <= Year(2030).End; d++ {
		h, ok := Session(d)
		wd := d.Weekday()
		last, next := LastSession(d), NextSession(d)
		switch {
		case ok != IsSession(d):
			t.Fatalf("%s: Session and IsSession disagree", d)
		case ok && (wd == time.Saturday || wd == time.Sunday):
			t.Fatalf("%s: a session on a %s", d, wd)
		case ok && (h.Open < usualOpen || h.Close > usualClose || h.Open >= h.Close):
			t.Fatalf("%s: hours %v", d, h)
		case ok && (last != d || next != d):
			t.Fatalf("%s: a session whose last is %s and next %s", d, last, next)
		case !ok && (last >= d || next <= d || !IsSession(last) || !IsSession(next) || Sessions(Range{last, next}) != 2):
			t.Fatalf("%s: between %s and %s", d, last, next)
		case next-last > 7: // the longest were 10 to 17 September 2001
			t.Fatalf("%s: %d days without a session", d, next-last)
		case ok && !Close(d).Equal(InNewYork(d, h.Close)):
			t.Fatalf("%s: closes at %s", d, Close(d))
		}
	}
	for d, why := range oddClosings {
		if wd := d.Weekday(); isHoliday(d) || wd == time.Saturday || wd == time.Sunday {
			t.Errorf("%s (%s) is closed by rule", d, why)
		}
	}
	for d := range oddHours {
		if !IsSession(d) {
			t.Errorf("%s has hours and no session", d)
		}
	}
}

// TestTradedDays: a share's days of 2020 to 2025 are the sessions, no more and no fewer.
func TestTradedDays(t *testing.T) {
	traded := map[Date]bool{}
	var first, last Date
	for _, line := range strings.Split(string(sharedtest.Read(t, "data/prices/NVDA_ohlcv_adj_2020-01-02_2025-10-15.csv.gz")), "\n") {
		if d, err := ParseDate(line[:min(10, len(line))]); err == nil {
			if first == 0 {
				first = d
			}
			traded[d], last = true, max(last, d)
		}
	}
	if len(traded) < 1000 {
		t.Fatalf("%d days", len(traded))
	}
	for d := first; d <= last; d++ {
		if IsSession(d) != traded[d] {
			t.Errorf("%s: session %v, traded %v", d, IsSession(d), traded[d])
		}
	}
}
