package treasury

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"assay/evidence"
	"assay/period"
	"assay/store/memory"
)

const wide = "Date,\"1 Mo\",\"1.5 Month\",\"2 Mo\",\"3 Mo\",\"4 Mo\",\"6 Mo\",\"1 Yr\",\"30 Yr\"\n" +
	"02/19/2025,4.36,4.36,4.36,4.34,4.35,4.33,4.22,4.76\n02/18/2025,4.37,,N/A,4.34,4.34,4.33,4.22,4.77\n"

// TestParse: the Treasury's own table, FRED's, and the long form.
func TestParse(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"wide", wide, "2025-02-19 30 4.36, 2025-02-19 45 4.36, 2025-02-19 60 4.36, 2025-02-19 91 4.34, 2025-02-19 121 4.35, 2025-02-19 182 4.33, 2025-02-19 365 4.22, 2025-02-19 10950 4.76, 2025-02-18 30 4.37, 2025-02-18 91 4.34, 2025-02-18 121 4.34, 2025-02-18 182 4.33, 2025-02-18 365 4.22, 2025-02-18 10950 4.77"},
		{"fred", "observation_date,DGS1MO,DGS3MO,DGS1\n2025-02-17,.,.,.\n2025-02-18,4.37,4.34,4.22\n", "2025-02-18 30 4.37, 2025-02-18 91 4.34, 2025-02-18 365 4.22"},
		{"long", "\ufeffDate,Days,Rate\n20090101,9,0.38\n20090101,37,0.38\n", "2009-01-01 9 0.38, 2009-01-01 37 0.38"},
	} {
		if !IsCSV([]byte(c.file)) {
			t.Errorf("%s: not told as yields", c.name)
		}
		rows, err := Parse(c.name, []byte(c.file))
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprint(r.Day, r.Days, r.Percent))
		}
		if s := strings.Join(got, ", "); err != nil || strings.ReplaceAll(s, " ", "") != strings.ReplaceAll(c.want, " ", "") {
			t.Errorf("%s: %s, %v; want %s", c.name, s, err, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for file, want := range map[string]string{
		"":                                    "treasury: x.csv: EOF",
		"Date,Open,Close\n":                   "line 1: the columns are",
		"Date,Days,Rate\n":                    "the table has no yields",
		"Date,Days,Rate\n1,2\n":               "line 2: \"1\" is no day",
		"Date,Days,Rate\n20090101\n":          "line 2: the line has 1 columns",
		"Date,Days,Rate\n20090101,x,1\n":      "line 2: \"x\" is no number of days",
		"Date,1 Mo,2 Mo\n01/02/2025,high,4\n": "line 2: \"high\" is no yield in percent",
		"Date,1 Mo,2 Mo\n01/02/2025,4000,4\n": "line 2: \"4000\" is no yield in percent",
		"Date,1 Mo,2 Mo\n13/02/2025,4,4\n":    "line 2: \"13/02/2025\" is no day",
	} {
		if _, err := Parse("x.csv", []byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}

// TestCurve: what a store gives back as a day's curve.
func TestCurve(t *testing.T) {
	rows, err := Parse("x.csv", []byte(wide))
	if err != nil {
		t.Fatal(err)
	}
	s := memory.New()
	if _, err := s.Import(context.Background(), &evidence.Batch{Series: Series(rows, "x.csv")}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day, published string
		bey            float64 // of 91 days
	}{{"2025-02-18", "2025-02-18", 0.0434}, {"2025-02-22", "2025-02-19", 0.0434}, {"2025-02-17", "", 0}, {"2025-03-10", "", 0}} {
		curve, published, err := evidence.Yields(context.Background(), s, period.MustDate(c.day))
		if (err == nil) != (c.published != "") || err == nil && published.String() != c.published {
			t.Errorf("%s: of %v, %v; want of %q", c.day, published, err, c.published)
			continue
		}
		if err == nil && math.Abs(curve.RateAnnual(91)-2*math.Log1p(c.bey/2)) > 1e-12 {
			t.Errorf("%s: rate %g", c.day, curve.RateAnnual(91))
		}
	}
}

// FuzzParse: no file makes a panic.
func FuzzParse(f *testing.F) {
	f.Add([]byte(wide))
	f.Add([]byte("Date,Days,Rate\n20090101,9,0.38\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := Parse("x.csv", data)
		if err == nil && len(rows) == 0 {
			t.Error("no yields and no error")
		}
		Series(rows, "x.csv")
	})
}
