package report_test

import (
	"fmt"

	"assay/message"
	"assay/report"
)

// fullDocument is a report with every outcome and every optional field.
func fullDocument() report.Document {
	d := report.Document{
		Assay: report.Version,
		Article: report.Article{
			Source: "drafts/ki.md", Title: "Wer zahlt, und wer verdient?", Lang: "de", Published: "2024-08-05",
			SHA256: "b647094b080df56c2be5439a7a09e5265d83dc1e08783b13853c70acba93edb1", Text: "Der Nettogewinn stieg auf 26,3 Milliarden Dollar.",
		},
		AsOf: report.AsOf{Published: "2024-08-05", Now: "2026-07-31"},
	}
	d.Claims = []report.Claim{contradictedClaim(), ambiguousClaim(), supportedClaim(), pendingClaim(), metClaim(), lackingClaim(), openClaim()}
	for i := range d.Claims {
		c := &d.Claims[i]
		c.ID, c.Start, c.End = fmt.Sprintf("c%02d", i+1), 12+100*i, 30+100*i
	}
	d.Unread = []report.Unread{{Start: 900, End: 904, Text: "2024", Reason: message.Say("date")}, {Start: 910, End: 915, Text: "7 Uhr", Reason: message.Say("hour")}}
	d.Notes = []report.Note{
		{Start: 0, End: 3, Code: "invalid utf-8", Message: message.Say("%d invalid bytes were replaced", message.Number(2))},
		{Start: 12, End: 30, Code: "reading", Message: message.Say("truncated instead of rounded")},
		{Start: 212, End: 230, Code: "restated", Message: message.Say("true as first filed; a later filing restated the figure")},
	}
	return d
}

func ptr(s string) *string { return &s }

// alphabet is a claim on Alphabet's second quarter of 2024.
func alphabet(text, metric, written, unit string) report.Claim {
	return report.Claim{
		Text: text, Sentence: "Der Konzern meldete " + text + ".", Entities: []report.Party{{ID: "cik:0001652044", Name: "Alphabet"}},
		Metric: metric, Kind: "level", Value: report.Value{Low: ptr(written), High: ptr(written), Written: ptr(written), Unit: unit, Hedge: "exact"},
		Period: &report.Period{Start: "2024-04-01", End: "2024-06-30", Label: "im zweiten Quartal"}, Modality: "reported",
	}
}

// netIncome is Alphabet's, as filed on 2024-07-24.
func netIncome() report.Fact {
	exact := -6
	return report.Fact{
		Entity: "cik:0001652044", Concept: "us-gaap:NetIncomeLoss", Dimensions: "srt:ConsolidationItemsAxis=x", Start: "2024-04-01", End: "2024-06-30",
		Value: "23619000000", Unit: "USD", Decimals: &exact, Inferred: true, Accession: "0001652044-24-000079", Form: "10-Q", Filed: "2024-07-24",
		URL: "https://www.sec.gov/Archives/edgar/data/1652044/000165204424000079/0001652044-24-000079-index.htm",
	}
}

func decided(c report.Claim, outcome, actual, unit string, holds bool) report.Claim {
	at := report.At{Outcome: outcome, Actual: ptr(actual), Unit: unit, Readings: []report.Reading{{
		Definition: c.Metric, Period: &report.Period{Start: "2024-04-01", End: "2024-06-30"}, Holds: holds, Actual: actual,
		Interval: [2]*string{c.Value.Low, nil}, Why: message.Say("truncated instead of rounded"),
		Steps: []report.Step{{Op: "fact", Out: actual, Fact: "0001652044-24-000079 us-gaap:NetIncomeLoss"}, {Op: "÷ −1 ×100", In: []string{"23619000000", "18368000000"}, Out: actual}},
	}}}
	first := at
	c.Outcome, c.AtPublication, c.Now = outcome, &first, &at
	c.Facts = []report.Fact{netIncome()}
	return c
}

func contradictedClaim() report.Claim {
	c := decided(alphabet("26,3 Milliarden Dollar", "net income", "26300000000", "USD"), "contradicted", "23619000000", "USD", false)
	c.Now.NearMiss = &report.Miss{
		Kind: "period", Says: message.Say("this is the quarter after"), Actual: "26301000000 USD", Tried: 4,
		Steps: []report.Step{{Op: "fact", Out: "26301000000", Fact: "0001652044-24-000118 us-gaap:NetIncomeLoss"}},
	}
	c.Now.Notes = []message.Message{message.Say("truncated instead of rounded")}
	c.Correction = &report.Correction{Text: "Der Nettogewinn stieg auf 23,6 Milliarden Dollar.", Value: "23600000000", Unit: "USD"}
	second := netIncome()
	second.Accession, second.Filed, second.URL = "0001652044-25-000062", "2025-07-24", "https://www.sec.gov/Archives/edgar/data/1652044/000165204425000062/goog.htm"
	c.Facts = append(c.Facts, second)
	return c
}

func ambiguousClaim() report.Claim {
	c := decided(alphabet("91 Prozent", "capex", "91", "percent"), "ambiguous", "91.2271", "percent", true)
	c.Kind, c.Base = "change", ptr("yoy")
	return c
}

func supportedClaim() report.Claim {
	return decided(alphabet("-8,8 Prozent", "price", "-8.8", "percent"), "supported", "-8.78470820072", "percent", true)
}

func pendingClaim() report.Claim {
	c := alphabet("zwischen 37 und 40 Milliarden Dollar", "capex", "37000000000", "USD")
	c.Modality, c.Holder = "forecast", &report.Holder{Name: "Jane Roe", Org: "Example Bank"}
	c.Value = report.Value{Low: ptr("37000000000"), High: ptr("40000000000"), Unit: "USD", Hedge: "between"}
	at := report.At{Outcome: "pending", Unit: "USD", Due: "2027-02-14", Missing: message.Say("no filing yet"), Readings: []report.Reading{}}
	c.Outcome, c.AtPublication, c.Now = "pending", &at, &at
	return c
}

// metClaim is a forecast that came true.
func metClaim() report.Claim {
	c := decided(alphabet("84,7 Milliarden Dollar", "revenue", "84700000000", "USD"), "supported", "84742000000", "USD", true)
	c.Modality, c.Now.Due = "forecast", "2024-07-24"
	c.AtPublication = &report.At{Outcome: "pending", Unit: "USD", Due: "2024-07-24", Readings: []report.Reading{}}
	return c
}

func lackingClaim() report.Claim {
	c := alphabet("12 Milliarden Dollar", "revenue", "12000000000", "USD")
	at := report.At{Outcome: "no evidence", Unit: "USD", Missing: message.Say("no facts of %s are loaded", message.Text("Alphabet")), Readings: []report.Reading{}}
	c.Outcome, c.AtPublication, c.Now = "no evidence", &at, &at
	return c
}

func openClaim() report.Claim {
	c := alphabet("70 Milliarden Parameter", "Parameter", "70000000000", "count")
	c.Entities, c.Period = []report.Party{{Name: "das Modell"}}, nil
	at := report.At{Outcome: "not checkable", Unit: "count", Readings: []report.Reading{}}
	c.Outcome, c.AtPublication, c.Now = "not checkable", &at, &at
	return c
}

// manyClaims is a report of n claims, with the outcomes of fullDocument in turn.
func manyClaims(n int) report.Document {
	d := fullDocument()
	few := d.Claims
	d.Claims = nil
	for i := range n {
		c := few[i%len(few)]
		c.ID, c.Start, c.End = fmt.Sprintf("c%02d", i+1), 100*i, 100*i+18
		d.Claims = append(d.Claims, c)
	}
	return d
}
