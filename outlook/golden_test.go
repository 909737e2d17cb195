package outlook_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"assay/outlook"
	"assay/quantity"
	"assay/store/memory"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file under testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run with -update", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was; run with -update if that is meant:\n%s", name, got)
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The form of both reports, on a made filer.
func TestGolden(t *testing.T) {
	s := memory.New()
	id := steady(t, s).id()
	other := newFiler(t, s, 2, "BBB", "0131", "2023-02-01").flat(tagRevenue, 8, 500_000).flat(tagCapex, 8, 60_000).flat(tagIncome, 6, 60_000).id()

	r := returns(t, s, outlook.ReturnsOptions{Rows: 2, Lag: 4}, id, other)
	golden(t, "returns.json", asJSON(t, r))
	golden(t, "returns.txt", []byte(written(t, r.WriteText)))

	w := runway(t, s, outlook.RunwayOptions{Horizon: 6, CapexGrowth: outlook.Between(quantity.Int(0), quantity.Int(2))}, id)
	golden(t, "runway.json", asJSON(t, w))
	golden(t, "runway.txt", []byte(written(t, w.WriteText)))
}
