package forecast_test

import (
	"strings"
	"testing"

	"assay/forecast"
	"assay/quantity"
)

const ownHead = "holder,org,subject,measure,kind,low,high,unit,period,said\n"

func TestReadOwn(t *testing.T) {
	rows, err := forecast.ReadOwn("own.csv", []byte(ownHead+
		"A. Analyst,Bank,META,capex,point,66.5bn,,USD,FY2025,2025-07-31\n"+
		"A. Analyst,,NVDA,revenue,range,\"190,000m\",0.2tn,USD,FY2026,2025-07-31\n"+
		"B,,GOOGL,cloud revenue,at least,60bn,,USD,2025Q4,2025-07-31\n"+
		"B,,GOOGL,capex,at most,,90bn,USD,2025,2025-07-31\n"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"66450000000 66550000000", "190000000000 200000000000", "60000000000 ∞", "−∞ 90000000000"} {
		iv := rows[i].Interval()
		low, high := iv.Low.String(), iv.High.String()
		if iv.NoLow {
			low = "−∞"
		}
		if iv.NoHigh {
			high = "∞"
		}
		if got := low + " " + high; got != want || rows[i].Line != i+2 {
			t.Errorf("row %d, line %d: %s, want %s", i, rows[i].Line, got, want)
		}
	}
	if quantity.Interval(rows[0].Interval()).Contains(quantity.Int(66550000000)) {
		t.Error("a point's upper end is outside")
	}
}

func TestReadOwnRefuses(t *testing.T) {
	for row, want := range map[string]string{
		"A,,META,capex,point,66.5bn,,USD,FY2025,soon":          "line 2: said:",
		"A,,META,capex,point,66.5bn,,USD,next year,2025-07-31": "line 2: period:",
		"A,,META,capex,guess,66.5bn,,USD,FY2025,2025-07-31":    `"guess" is no kind`,
		"A,,META,capex,point,many,,USD,FY2025,2025-07-31":      `low: "many" is no amount`,
		"A,,META,capex,range,66bn,,USD,FY2025,2025-07-31":      "a range needs low and high",
		"A,,META,capex,range,70bn,66bn,USD,FY2025,2025-07-31":  "is above high",
		"A,,META,capex,at most,70bn,,USD,FY2025,2025-07-31":    "at most has its value in high",
		",,META,capex,point,70bn,,USD,FY2025,2025-07-31":       "holder, subject",
		"A,,META,capex,point,70bn,80bn,USD,FY2025,2025-07-31":  "point has its value in low alone",
		"A,,META,capex": "wrong number of fields",
	} {
		if _, err := forecast.ReadOwn("own.csv", []byte(ownHead+row+"\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", row, err, want)
		}
	}
	if _, err := forecast.ReadOwn("own.csv", []byte("holder,subject\n")); err == nil || !strings.Contains(err.Error(), `the column "measure" is missing`) {
		t.Errorf("a column short: %v", err)
	}
}

const ownWide = "holder,subject,measure,kind,low,high,unit,period,said,camp,probability,level,quantiles\n"

// TestReadOwnKinds: what every kind writes and which values make it true.
func TestReadOwnKinds(t *testing.T) {
	for row, want := range map[string]string{
		"A,META,capex,direction,up,,,FY2025,2025-07-31,bull,,,":                           "rises; 0 to open",
		"A,META,capex,direction,down,,,FY2025,2025-07-31,bear,,,":                         "falls; open to 0",
		"A,META,capex,by a date,66bn,,USD,FY2025,2025-07-31,,,,":                          "reaches 66000000000 USD; 66000000000 to open",
		"A,META,capex / revenue,ratio,35,,percent,FY2025,2025-07-31,,,,":                  "35 percent; 34.5 to 35.5",
		"A,META,capex,probability,,60bn,USD,FY2025,2025-07-31,,0.25,,":                    "a chance of 0.25 of at most 60000000000 USD; open to 60000000000",
		"A,META,capex,range,60bn,70bn,USD,FY2025,2025-07-31,,,0.8,":                       "60000000000 to 70000000000 USD; 60000000000 to 70000000000",
		"A,META,capex,distribution,,,USD,FY2025,2025-07-31,,,,0.1:60bn 0.5:65bn 0.9:70bn": "60000000000 to 70000000000 USD; 60000000000 to 70000000000",
	} {
		rows, err := forecast.ReadOwn("own.csv", []byte(ownWide+row+"\n"))
		if err != nil {
			t.Errorf("%s: %v", row, err)
			continue
		}
		v := rows[0].Value()
		end := func(s *string) string {
			if s == nil {
				return "open"
			}
			return *s
		}
		if got := rows[0].Written() + "; " + end(v.Low) + " to " + end(v.High); got != want {
			t.Errorf("%s: %q, want %q", row, got, want)
		}
	}
	for row, want := range map[string]string{
		"A,META,capex,direction,sideways,,,FY2025,2025-07-31,,,,":                  "want up or down",
		"A,META,capex,probability,60bn,,USD,FY2025,2025-07-31,,,,":                 "the column probability",
		"A,META,capex,probability,60bn,,USD,FY2025,2025-07-31,,1.5,,":              "is no probability",
		"A,META,capex,probability,,,USD,FY2025,2025-07-31,,0.5,,":                  "needs low or high",
		"A,META,capex,point,60bn,,USD,FY2025,2025-07-31,,,0.8,":                    "the column level belongs",
		"A,META,capex,range,60bn,70bn,USD,FY2025,2025-07-31,,,80,":                 "is no level",
		"A,META,capex,point,60bn,,USD,FY2025,2025-07-31,cat,,,":                    "is no camp",
		"A,META,capex,distribution,,,USD,FY2025,2025-07-31,,,,0.1:60bn":            "want 2 to 99",
		"A,META,capex,distribution,,,USD,FY2025,2025-07-31,,,,0.5:60bn 0.1:70bn":   "does not ascend",
		"A,META,capex,distribution,60bn,,USD,FY2025,2025-07-31,,,,0.1:1bn 0.5:2bn": "nothing in low and high",
	} {
		if _, err := forecast.ReadOwn("own.csv", []byte(ownWide+row+"\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", row, err, want)
		}
	}
}

// FuzzReadOwn: no table makes a panic.
func FuzzReadOwn(f *testing.F) {
	f.Add([]byte(ownHead + "A,,META,capex,point,66.5bn,,USD,FY2025,2025-07-31\n"))
	f.Add([]byte(ownWide + "A,META,capex,distribution,,,USD,FY2025,2025-07-31,,,,0.1:60bn 0.5:65bn\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := forecast.ReadOwn("own.csv", data)
		for _, r := range rows {
			if iv := r.Interval(); err == nil && !iv.NoLow && !iv.NoHigh && iv.Low.Cmp(iv.High) > 0 {
				t.Errorf("an interval from %s to %s", iv.Low, iv.High)
			}
		}
	})
}
