package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func dataSet(t *testing.T, files map[string]string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "2010q1.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for file, text := range files {
		w, err := z.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(strings.ReplaceAll(text, "|", "\t"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestMeasured: four reports, of which two file total assets, one a tag of the same name,
// one nothing; a current report counts for none.
func TestMeasured(t *testing.T) {
	pre, num, sub := "adsh|stmt|inpth|tag|plabel\n", "adsh|tag|segments|coreg|value\n", "adsh|form\n"
	for _, r := range []struct{ adsh, form, tag, label, segments, value string }{
		{"1", "10-K", "Assets", "Total assets", "", "5"},
		{"2", "10-Q", "Assets", "TOTAL ASSETS", "", "5"},
		{"3", "10-K", "AssetsOfOthers", "Total assets.", "", "5"},
		{"4", "10-K", "AssetsOfOthers", "Total assets", "", "5"},
		{"5", "10-K", "Assets", "Total assets", "Segment=A;", "5"}, // of a part
		{"6", "10-K", "OwnAssets", "Total assets", "", "5"},        // the filer's own tag
		{"7", "8-K", "Assets", "Total assets", "", "5"},
	} {
		sub += r.adsh + "|" + r.form + "\n"
		pre += r.adsh + "|BS|0|" + r.tag + "|" + r.label + "\n"
		num += r.adsh + "|" + r.tag + "|" + r.segments + "||" + r.value + "\n"
	}
	tag := "tag|custom|tlabel\nAssets|0|Assets\nAssetsOfOthers|0|Assets of Others\nOwnAssets|1|Own\n"
	name := dataSet(t, map[string]string{"sub.txt": sub, "num.txt": num, "pre.txt": pre, "tag.txt": tag})
	var out bytes.Buffer
	if err := run(&out, []string{name}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| measure | of 6 reports |", "| total assets | 2 | 33.3 | AssetsOfOthers (2) |", "| revenue | 0 | 0.0 |  |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestRefused(t *testing.T) {
	if run(&bytes.Buffer{}, nil) == nil {
		t.Error("no data set was enough")
	}
	if err := run(&bytes.Buffer{}, []string{dataSet(t, map[string]string{"sub.txt": "adsh|form\n"})}); err == nil || !strings.Contains(err.Error(), "num.txt") {
		t.Errorf("a set without numbers: %v", err)
	}
	if err := run(&bytes.Buffer{}, []string{dataSet(t, map[string]string{"sub.txt": ""})}); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("an empty table: %v", err)
	}
}
