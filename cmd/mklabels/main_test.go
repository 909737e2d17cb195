package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"assay/metric"
	"assay/sharedtest"
	"assay/source/release"
)

// The table in package release is what this command makes of the filings.
func TestLabels(t *testing.T) {
	if testing.Short() {
		t.Skip("counts a thousand filings")
	}
	dir := sharedtest.Dir(t)
	out := filepath.Join(t.TempDir(), "labels.toml")
	if err := run(filepath.Join(dir, "data/sec/fsds"), filepath.Join(dir, "data/sec/ixbrl"), out); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../source/release/labels.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("source/release/labels.toml is not what the filings give; run go generate ./source/release")
	}
}

// A label needs enough filers, and nearly all of them for one concept; filers with
// noncontrolling interests may mean another one.
func TestDerive(t *testing.T) {
	catalog, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := newCount()
	use := func(label, concept string, owned bool, filers int, turned bool) {
		for i := range filers {
			c.use(key{release.Income, release.Money, owned, false, label}, concept, string(rune('A'+i))+concept+label, turned)
			c.sign(concept, false)
		}
	}
	use("operating income", "us-gaap:OperatingIncomeLoss", false, 5, false)
	use("rare", "us-gaap:GrossProfit", false, 2, false)
	use("mixed", "us-gaap:GrossProfit", false, 9, false)
	use("mixed", "us-gaap:OperatingIncomeLoss", false, 1, false)
	use("net income", "us-gaap:NetIncomeLoss", false, 5, false)
	use("net income", "us-gaap:ProfitLoss", true, 5, false)
	use("interest cost", "us-gaap:InterestExpense", false, 4, false)
	use("interest cost", "us-gaap:InterestExpense", true, 4, true)
	got := string(derive(c, catalog))
	for _, want := range []string{
		"text = \"operating income\"\nconcepts = [\"us-gaap:OperatingIncomeLoss\"]\n",
		"text = \"net income\"\nowners = \"none\"\nconcepts = [\"us-gaap:NetIncomeLoss\"]\n",
		"text = \"net income\"\nowners = \"some\"\nconcepts = [\"us-gaap:ProfitLoss\"]\n",
		"text = \"interest cost\"\nconcepts = [\"us-gaap:InterestExpense\"]\nsign = \"positive\"\n",
	} {
		if !bytes.Contains([]byte(got), []byte(want)) {
			t.Errorf("lacks\n%s\nin\n%s", want, got)
		}
	}
	for _, no := range []string{"rare", "mixed"} {
		if bytes.Contains([]byte(got), []byte(`"`+no+`"`)) {
			t.Errorf("has %q", no)
		}
	}
}
