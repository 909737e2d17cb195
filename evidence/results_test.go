package evidence_test

import (
	"context"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/store/memory"
)

// TestExpectedResults: Nvidia's releases of fiscal 2024 and 2025 (8-K, item
// 2.02, as filed) foretell the next one of each day.
func TestExpectedResults(t *testing.T) {
	s, d := memory.New(), period.MustDate
	b := &evidence.Batch{Source: "submissions"}
	for acc, day := range map[string]string{"0001045810-23-000014": "2023-02-22", "0001045810-23-000093": "2023-05-24", "0001045810-23-000171": "2023-08-23", "0001045810-23-000225": "2023-11-21", "0001045810-24-000028": "2024-02-21"} {
		b.Filings = append(b.Filings, evidence.Filing{Accession: acc, CIK: 1045810, Form: "8-K", Items: "2.02,9.01", Filed: d(day)})
	}
	b.Filings = append(b.Filings, evidence.Filing{Accession: "0001045810-23-000100", CIK: 1045810, Form: "8-K", Items: "5.02", Filed: d("2023-06-01")})
	if _, err := s.Import(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]period.Date{
		"2024-02-01": d("2024-02-21"), "2024-02-21": d("2024-05-22"), "2024-06-03": d("2024-08-21"), "2023-03-01": d("2024-02-21"), "2020-01-01": 0, "2026-01-01": 0,
	} {
		if got, err := evidence.ExpectedResults(context.Background(), s, entity.CIK(1045810), d(day)); err != nil || got != want {
			t.Errorf("on %s: %v, %v, want %v", day, got, err, want)
		}
	}
}
