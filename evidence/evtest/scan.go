package evtest

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"assay/entity"
	"assay/evidence"
)

// scanned tests that a scan yields what the readers give, in the order promised.
func scanned(t *testing.T, ctx context.Context, r evidence.Reader, s evidence.Scanner) {
	var want []evidence.Fact
	for _, concept := range []string{"us-gaap:Assets", "us-gaap:Revenues"} {
		fs, err := r.Facts(ctx, alpha, concept)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, fs...)
	}
	for _, c := range []struct {
		name string
		sel  evidence.Selection
		want []evidence.Fact
	}{
		{"all", evidence.Selection{}, want},
		{"filer", evidence.Selection{Filers: []entity.ID{alpha, entity.CIK(7), alpha}}, want},
		{"concept", evidence.Selection{Concepts: []string{"us-gaap:Revenues", "us-gaap:None"}}, want[1:]},
		{"filer and concepts", evidence.Selection{Filers: []entity.ID{alpha}, Concepts: []string{"us-gaap:Revenues", "us-gaap:Assets"}}, want},
		{"none", evidence.Selection{Filers: []entity.ID{}}, nil},
		{"another", evidence.Selection{Filers: []entity.ID{entity.CIK(7)}}, nil},
	} {
		var got []evidence.Fact
		for f, err := range s.Scan(ctx, c.sel) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, *f)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	for f := range s.Scan(ctx, evidence.Selection{}) { // may be left
		if f.Concept != "us-gaap:Assets" {
			t.Errorf("begins with %s", f.Concept)
		}
		break
	}
	if ids, err := s.Holders(ctx); err != nil || !slices.Equal(ids, []entity.ID{alpha}) {
		t.Errorf("holders %v, %v", ids, err)
	}
	if ids, err := s.SeriesIDs(ctx); err != nil || !slices.Equal(ids, []entity.ID{alpha}) {
		t.Errorf("series %v, %v", ids, err)
	}
	reports := []string{"0001652044-24-000070", "0001652044-24-000071", "0001652044-24-000079", "0001652044-25-000062"}
	if _, ok := s.(evidence.Writer); !ok {
		reports = slices.Delete(reports, 1, 2) // made from the reports of another: the second is none
	}
	for _, filers := range [][]entity.ID{nil, {alpha}} {
		var got []string
		for f, err := range s.Filings(ctx, filers) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, f.Accession)
		}
		if !slices.Equal(got, reports) {
			t.Errorf("filings %v, want %v", got, reports)
		}
	}
	for f := range s.Filings(ctx, []entity.ID{entity.CIK(7)}) {
		t.Errorf("a filing of another: %+v", f)
	}
}
