package assay_test

import (
	"context"
	"testing"

	"assay"
	"assay/article"
	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

// TestAnswerOfOneSentence: a text of one line is a headline to many readers, and is
// the whole answer of an assistant to many askers: a company that only the store
// knows is found in it, and its figure is given to no other.
func TestAnswerOfOneSentence(t *testing.T) {
	kestrix := entity.CIK(990001)
	s := memory.New()
	b := &evidence.Batch{
		Source: "test", Filers: []evidence.Filer{{ID: kestrix, Name: "KESTRIX CORP", FiscalYearEnd: "1231"}},
		Filings: []evidence.Filing{{Accession: "0000990001-26-000007", CIK: 990001, Form: "10-Q", Filed: period.MustDate("2026-07-30")}},
		Tables:  evidence.Tables{Entities: []entity.ID{kestrix}, Concepts: []string{"us-gaap:Revenues"}, Dims: []evidence.Dims{""}, Units: []string{"USD"}},
		Facts: []evidence.PackedFact{
			{Period: period.Range{Start: period.MustDate("2026-04-01"), End: period.MustDate("2026-06-30")}, Value: quantity.NewDecimal(1250, 6), Grain: evidence.Grain{Exp: 6}},
		},
	}
	if _, err := s.Import(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	r, _ := ready(t)
	for _, c := range []struct{ text, entity, outcome string }{
		{"Kestrix reported revenue of $1.25 billion for the second quarter of 2026.", "KESTRIX CORP", "supported"},
		{"Kestrix Corp. posted revenue of $1.35 billion for the second quarter of 2026.", "KESTRIX CORP", "contradicted"},
		{"Kestrix, Inc. reported revenue of $1.25 billion for the second quarter of 2026.", "KESTRIX CORP", "supported"},
		{"Shares of Kestrix Corp. rose after it posted revenue of $1.25 billion for the second quarter of 2026.", "KESTRIX CORP", "supported"},
		{"Kestrix's revenue was $1.25 billion in the second quarter of 2026", "KESTRIX CORP", "supported"},
		{"Kestrix reported revenue of $1.25 billion for the second quarter of 2026.\n\nNvidia posted revenue of $1.25 billion in 2019.", "KESTRIX CORP", "supported"},
		{"Zorvanta reported revenue of $1.25 billion for the second quarter of 2026.\n\nKestrix posted revenue of $1.25 billion in 2019.", "Zorvanta", "not checkable"},
	} {
		res := checkWith(t, r, c.text, article.Hints{Lang: "en", Published: period.MustDate("2026-08-01")}, assay.Options{Store: s, Now: period.MustDate("2026-08-01")})
		if len(res.Verdicts) == 0 {
			t.Errorf("%s: no claim", c.text)
			continue
		}
		v := &res.Verdicts[0]
		if len(v.Claim.Entities) != 1 || v.Claim.Entities[0].Name != c.entity || string(v.Outcome) != c.outcome {
			t.Errorf("%s: %v, %s, want %s, %s", c.text, v.Claim.Entities, v.Outcome, c.entity, c.outcome)
		}
	}
}
