package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/article"
	"assay/input"
	"assay/message"
	"assay/period"
	"assay/report"
	"assay/store/starter"
)

// sample is a document to look at.
type sample struct {
	name, lang string
	document   report.Document
	full       bool // axe looks at it in every view; at the others in two
}

// samples are real articles, tables, a paragraph of twenty figures with names longer than
// any column, and the same in Japanese.
func samples(t testing.TB) []sample {
	t.Helper()
	const english = "Northwind's revenue rose to $12.4bn in the quarter, and its margin reached 31 per cent. "
	const japanese = "ノースウインドの売上高は四半期で124億ドルに増え、利益率は31％に達した。"
	return []sample{
		{"english", "en", checked(t, "examples/ai-spending.en.txt"), true},
		{"german", "de", checked(t, "examples/ki-ausgaben.de.txt"), false},
		{"japanese", "ja", checked(t, "testdata/labelled/ja-a.txt"), false},
		{"table", "en", checked(t, "testdata/tables/en-markdown.md"), false},
		{"japanese table", "ja", checked(t, "testdata/tables/ja-page.html"), false},
		{"dense", "en", made("en", longName, english, "$12.4bn", 20, 1), true},
		{"dense japanese", "ja", made("ja", longName, japanese, "124億ドル", 20, 1), false},
		{"nothing", "de", report.Document{Article: report.Article{Lang: "de", Text: "Nichts."}}, false},
	}
}

// checked is the report on a file of the project, against the starter evidence.
func checked(t testing.TB, name string) report.Document {
	t.Helper()
	r, err := assay.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	store, err := starter.Open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	a, err := input.Read(context.Background(), filepath.Base(name), b, article.Hints{}, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31"), Correct: true})
	if err != nil {
		t.Fatal(err)
	}
	return report.Make(res)
}

// longName is a company's that no column holds in a line.
const longName = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft Holdings International"

// made is a document of paragraphs in which a sentence stands again and again, with a
// claim on its figure each time, and all that a note can hold.
func made(lang, company, sentence, figure string, each, paragraphs int) report.Document {
	outcomes := []string{"supported", "contradicted", "ambiguous", "no evidence", "pending", "not checkable"}
	d := report.Document{
		Assay: "0.1.0", AsOf: report.AsOf{Published: "2025-02-10", Now: "2026-07-31"},
		Article: report.Article{Source: strings.Repeat("long-name-without-a-break-", 6) + ".txt", Lang: lang, Published: "2025-02-10", SHA256: strings.Repeat("0f", 32)},
	}
	var text strings.Builder
	at := strings.Index(sentence, figure)
	for range paragraphs {
		for range each {
			start := text.Len() + at
			d.Claims = append(d.Claims, madeClaim(len(d.Claims), start, company, figure, outcomes[len(d.Claims)%len(outcomes)]))
			text.WriteString(sentence)
		}
		text.WriteString("\n\n")
	}
	d.Article.Text = text.String()
	for range 30 {
		d.Unread = append(d.Unread, report.Unread{Text: figure, Reason: message.Say("date")})
	}
	d.Notes = []report.Note{{Code: "hidden", Message: message.Plain("hidden text was left out")}}
	return d
}

func madeClaim(i, start int, company, figure, outcome string) report.Claim {
	s := func(v string) *string { return &v }
	steps := []report.Step{
		{Op: "+", Out: "12381000000 USD", Fact: "0001018724-25-000004 us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"},
		{Op: "÷ −1 ×100", In: []string{"12381000000 USD", "10100000000 USD"}, Out: "22.5842"},
	}
	at := func(outcome string) *report.At {
		a := &report.At{
			Outcome: outcome, Actual: s("12381000000"), Unit: "USD",
			Readings: []report.Reading{{Definition: "revenue", Holds: outcome == "supported", Actual: "12381000000", Interval: [2]*string{s("12350000000"), nil}, Why: message.Say("a year is said beside the figure"), Steps: steps}},
			Notes:    []message.Message{message.Say("a year is said beside the figure")},
		}
		switch outcome {
		case "contradicted":
			a.NearMiss = &report.Miss{Says: message.Say("this is the figure of a year before"), Actual: "10100000000 USD", Tried: 4}
		case "no evidence", "pending":
			a.Missing, a.Due = message.Plain("import the report of "+company), "2026-10-31"
		}
		return a
	}
	fact := report.Fact{
		Entity: "cik:0001018724", Concept: "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", Start: "2024-10-01", End: "2024-12-31",
		Value: "12381000000", Unit: "USD", Accession: "0001018724-25-000004", Form: "10-K", Filed: "2025-02-07",
		URL: "https://www.sec.gov/Archives/edgar/data/1018724/000101872425000004/",
	}
	c := report.Claim{
		ID: fmt.Sprintf("c%02d", i+1), Start: start, End: start + len(figure), Text: figure, Entities: []report.Party{{ID: "cik:0001018724", Name: company}},
		Metric: "revenue", Kind: "level", Modality: "reported", Period: &report.Period{Start: "2024-10-01", End: "2024-12-31"},
		Outcome: outcome, AtPublication: at(outcome), Now: at(outcome), Facts: []report.Fact{fact, fact},
	}
	c.Facts[1].Accession = "0001018724-24-000004"
	if company == longName {
		c.Facts[0].Accession += "-with-a-tail-longer-than-any-column-of-notes"
		c.Facts[0].Dimensions = "us-gaap:StatementBusinessSegmentsAxis=long:" + strings.Repeat("Segment", 8) + "Member"
	}
	switch {
	case outcome == "contradicted":
		c.AtPublication = at("supported")
		c.Correction = &report.Correction{Text: "Northwind's revenue rose to $12.381bn in the quarter, and its margin reached 31 per cent."}
	case outcome == "pending":
		c.Modality, c.Holder = "forecast", &report.Holder{Name: "Dana Osei-Bonsu", Org: "Goldman Sachs"}
	}
	return c
}

// large is an article of 1 MB with 2,000 figures.
func large() report.Document {
	const head = "Northwind's revenue rose to $12.4bn in the quarter, and its margin reached 31 per cent. "
	const filler = "Analysts had asked for more, as they always do, and the shares moved little while the market waited for the word of its larger rivals. "
	return made("en", "Northwind", head+strings.Repeat(filler, 3), "$12.4bn", 2, 1000)
}
