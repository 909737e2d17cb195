package evidence_test

import (
	"context"
	"strings"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

// told is a filing and what it states: "concept from..to value".
type told struct {
	form, items, accession, filed string
	facts                         []string
}

func shelfOf(t *testing.T, filings ...told) *memory.Store {
	t.Helper()
	s := memory.New()
	id := entity.CIK(9990001)
	for _, x := range filings {
		b := &evidence.Batch{Filings: []evidence.Filing{{Accession: x.accession, CIK: 9990001, Form: x.form, Items: x.items, Filed: period.MustDate(x.filed)}}}
		b.Tables.Entities, b.Tables.Dims = []entity.ID{id}, []evidence.Dims{""}
		for _, line := range x.facts {
			f := strings.Fields(line)
			unit, grain := "USD", int8(6)
			if strings.Contains(f[0], "PerShare") {
				unit, grain = "USD/shares", -2
			}
			from, to, _ := strings.Cut(f[1], "..")
			b.Tables.Concepts = append(b.Tables.Concepts, "us-gaap:"+f[0])
			b.Tables.Units = append(b.Tables.Units, unit)
			n := uint32(len(b.Tables.Concepts) - 1)
			b.Facts = append(b.Facts, evidence.PackedFact{Concept: n, Unit: n, Period: period.Range{Start: period.MustDate(from), End: period.MustDate(to)}, Value: quantity.MustDecimal(f[2]), Grain: evidence.Grain{Exp: grain}})
		}
		if _, err := s.Import(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// An earnings release counts from its day until the report states the same: then the
// report alone, whether it changed the figure or not.
func TestPreliminary(t *testing.T) {
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	const (
		q1 = "2024-01-01..2024-03-31"
		q2 = "2024-04-01..2024-06-30"
		h1 = "2024-01-01..2024-06-30"
		fy = "2024-01-01..2024-12-31"
		q4 = "2024-10-01..2024-12-31"
		m9 = "2024-01-01..2024-09-30"
	)
	first := told{"10-Q", "", "9990001-24-000001", "2024-05-02", []string{"Revenues " + q1 + " 100e6", "NetCashProvidedByUsedInOperatingActivities " + q1 + " 10e6"}}
	release := told{"8-K", "2.02,9.01", "9990001-24-000002", "2024-07-25", []string{"Revenues " + q2 + " 120e6", "Revenues " + h1 + " 220e6", "NetCashProvidedByUsedInOperatingActivities " + h1 + " 25e6"}}
	same := told{"10-Q", "", "9990001-24-000003", "2024-08-01", []string{"Revenues " + q2 + " 120e6", "Revenues " + h1 + " 220e6", "NetCashProvidedByUsedInOperatingActivities " + h1 + " 25e6"}}
	changed := told{"10-Q", "", "9990001-24-000003", "2024-08-01", []string{"Revenues " + q2 + " 118e6", "Revenues " + h1 + " 218e6", "NetCashProvidedByUsedInOperatingActivities " + h1 + " 24e6"}}
	renamed := told{"10-Q", "", "9990001-24-000003", "2024-08-01", []string{"RevenueFromContractWithCustomerExcludingAssessedTax " + q2 + " 118e6"}}
	nine := told{"10-Q", "", "9990001-24-000004", "2024-11-01", []string{"Revenues " + m9 + " 345e6"}}
	yearly := told{"8-K", "2.02", "9990001-25-000001", "2025-01-30", []string{"Revenues " + fy + " 480e6", "Revenues " + q4 + " 135e6", "EarningsPerShareDiluted " + q4 + " 0.31"}}
	year := told{"10-K", "", "9990001-25-000002", "2025-02-20", []string{"Revenues " + fy + " 478e6"}}
	for _, tc := range []struct {
		name, metric, period, asOf string
		filings                    []told
		value                      string // "" for none
		preliminary                bool
		terms                      int
	}{
		{"before the release", "revenue", q2, "2024-07-24", []told{first, release, same}, "", false, 0},
		{"on its day", "revenue", q2, "2024-07-25", []told{first, release, same}, "120000000", true, 1},
		{"a quarter less the one before", "operating cash flow", q2, "2024-07-25", []told{first, release, same}, "15000000", true, 2},
		{"after the report, unchanged", "revenue", q2, "2024-08-01", []told{first, release, same}, "120000000", false, 1},
		{"after the report, changed", "revenue", q2, "2024-08-01", []told{first, release, changed}, "118000000", false, 1},
		{"a path after the report, changed", "operating cash flow", q2, "", []told{first, release, changed}, "14000000", false, 2},
		{"the day before the report", "revenue", q2, "2024-07-31", []told{first, release, changed}, "120000000", true, 1},
		{"the report has another name for it", "revenue", q2, "", []told{first, release, renamed}, "118000000", false, 1},
		{"a quarter that no report states, before the year's", "revenue", q4, "2025-01-30", []told{nine, yearly, year}, "135000000", true, 1},
		{"and after it: the year less nine months", "revenue", q4, "", []told{nine, yearly, year}, "133000000", false, 2},
		{"what no report ever states", "eps diluted", q4, "", []told{nine, yearly, year}, "0.31", true, 1},
		{"an 8-K of something else", "revenue", q2, "", []told{{"8-K", "7.01", "9990001-24-000009", "2024-07-25", []string{"Revenues " + q2 + " 120e6"}}}, "120000000", false, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := shelfOf(t, tc.filings...)
			from, to, _ := strings.Cut(tc.period, "..")
			want := period.Range{Start: period.MustDate(from), End: period.MustDate(to)}
			asOf := period.Date(0)
			if tc.asOf != "" {
				asOf = period.MustDate(tc.asOf)
			}
			got, err := evidence.NewEvaluator(s, cat).Measure(t.Context(), entity.CIK(9990001), tc.metric, want, asOf)
			if tc.value == "" {
				if len(got) > 0 {
					t.Fatalf("got %v", got)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 1 || got[0].Value.String() != tc.value || len(got[0].Terms) != tc.terms || !got[0].Basis.First || got[0].Basis.Recast != nil {
				t.Errorf("got %d values, the first %+v, want one of %s, as first filed", len(got), got[0], tc.value)
			}
			noted := false
			for _, n := range got[0].Notes {
				noted = noted || strings.HasPrefix(n.String(), "preliminary: ")
			}
			if noted != tc.preliminary {
				t.Errorf("notes %v, preliminary is %v", got[0].Notes, tc.preliminary)
			}
		})
	}
}

// Derive, which looks at one concept alone, keeps to the same rule.
func TestDerivePreliminary(t *testing.T) {
	q := period.Range{Start: period.MustDate("2024-04-01"), End: period.MustDate("2024-06-30")}
	fact := func(value string, f evidence.Filing) evidence.Fact {
		return evidence.Fact{Concept: "us-gaap:Revenues", Unit: "USD", Period: q, Value: quantity.MustDecimal(value), Grain: evidence.Grain{Exp: 6}, Filing: &f}
	}
	facts := []evidence.Fact{
		fact("120e6", evidence.Filing{Accession: "a", Form: "8-K", Items: "2.02", Filed: period.MustDate("2024-07-25")}),
		fact("118e6", evidence.Filing{Accession: "b", Form: "10-Q", Filed: period.MustDate("2024-08-01")}),
	}
	for day, want := range map[string]string{"2024-07-31": "120000000", "2024-08-01": "118000000"} {
		got := evidence.Derive(facts, q, period.MustDate(day))
		if len(got) != 1 || got[0].Value.String() != want {
			t.Errorf("on %s: %+v, want one value of %s", day, got, want)
		}
	}
}
