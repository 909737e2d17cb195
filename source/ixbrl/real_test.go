package ixbrl

import (
	"path/filepath"
	"strings"
	"testing"

	"assay/evidence"
	"assay/sharedtest"
)

// realDocuments are the names of the shared documents, below sharedtest.Dir.
func realDocuments(t testing.TB) []string {
	t.Helper()
	dir := sharedtest.Dir(t)
	paths, err := filepath.Glob(filepath.Join(dir, "data/sec/ixbrl/*/*.html.gz"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no documents below %s: %v", dir, err)
	}
	for i, p := range paths {
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			t.Fatal(err)
		}
		paths[i] = filepath.ToSlash(rel)
	}
	return paths
}

func parseReal(t testing.TB, name string) *evidence.Batch {
	t.Helper()
	b, err := Parse(name, sharedtest.Read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What the shared documents hold: every number becomes a fact, is nil, or is
// stated twice; none is left unread.
func TestRealDocuments(t *testing.T) {
	facts := 0
	docs := realDocuments(t)
	if testing.Short() {
		docs = docs[:3]
	}
	for _, name := range docs {
		b := parseReal(t, name)
		f := b.Filings[0]
		facts += len(b.Facts)
		if len(b.Notes) > 0 {
			t.Errorf("%s: %v", name, b.Notes[0])
		}
		digits := strings.TrimSuffix(filepath.Base(name), ".html.gz")
		if strings.ReplaceAll(f.Accession, "-", "") != digits || f.Form != "10-Q" && f.Form != "10-K" || !f.About || f.Filed < f.Report+15 || f.Filed > f.Report+60 {
			t.Errorf("%s: filing %+v", name, f)
		}
		who := b.Filers[0]
		if len(b.Filers) != 1 || who.Name == "" || len(who.Tickers) == 0 || who.FiscalYearEnd == "" {
			t.Errorf("%s: filers %+v", name, b.Filers)
		}
	}
	if len(docs) == 62 && facts != 59117 {
		t.Errorf("%d facts in all, want 59117", facts)
	}
}

// Facts read by eye in the documents.
func TestRealFacts(t *testing.T) {
	for _, tc := range []struct{ file, fact string }{
		// Alphabet 10-Q for the second quarter of 2024.
		{"GOOGL/000165204424000079", "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment [] USD 2024-01-01..2024-06-30 25198000000 ±6"},
		{"GOOGL/000165204424000079", "us-gaap:EarningsPerShareDiluted [] USD/shares 2024-04-01..2024-06-30 1.89 ±-2"},
		{"GOOGL/000165204424000079", "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax [us-gaap:StatementBusinessSegmentsAxis=goog:GoogleCloudMember] USD 2024-04-01..2024-06-30 10347000000 ±6"},
		// Nvidia 10-Q for the second quarter of fiscal 2025.
		{"NVDA/000104581024000264", "us-gaap:Revenues [] USD 2024-04-29..2024-07-28 30040000000 ±6"},
		{"NVDA/000104581024000264", "dei:EntityCommonStockSharesOutstanding [] shares 2024-08-23 24530000000 ±7"},
		// Microsoft 10-Q for the first quarter of fiscal 2022.
		{"MSFT/000156459021051992", "us-gaap:NetIncomeLoss [] USD 2021-07-01..2021-09-30 20505000000 ±6"},
		// Amazon 10-Q for the second quarter of 2024; Meta's of the same.
		{"AMZN/000101872424000130", "us-gaap:OperatingIncomeLoss [us-gaap:StatementBusinessSegmentsAxis=amzn:AmazonWebServicesSegmentMember] USD 2024-04-01..2024-06-30 9334000000 ±6"},
		{"META/000132680124000069", "us-gaap:NetIncomeLoss [] USD 2024-04-01..2024-06-30 13465000000 ±6"},
	} {
		got := show(parseReal(t, "data/sec/ixbrl/"+tc.file+".html.gz"))
		if !strings.Contains("\n"+got, "\n"+tc.fact+"\n") {
			concept, _, _ := strings.Cut(tc.fact, " ")
			var near []string
			for _, l := range strings.Split(got, "\n") {
				if strings.HasPrefix(l, concept+" ") {
					near = append(near, l)
				}
			}
			t.Errorf("%s lacks\n%s\nhas\n%s", tc.file, tc.fact, strings.Join(near, "\n"))
		}
	}
}

func BenchmarkParse(b *testing.B) {
	var docs [][]byte
	size := 0
	for _, name := range realDocuments(b)[:12] {
		docs = append(docs, sharedtest.Read(b, name))
		size += len(docs[len(docs)-1])
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			if _, err := Parse("000101872424000130.html", d); err != nil {
				b.Fatal(err)
			}
		}
	}
}
