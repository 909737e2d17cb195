package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/evidence"
	"assay/source"
	"assay/span"
)

// noStore takes every batch and knows no ticker.
type noStore struct{}

func (noStore) Import(_ context.Context, b *evidence.Batch) (evidence.Result, error) {
	return evidence.Result{NewFacts: len(b.Facts), NewFilings: len(b.Filings)}, nil
}

func (noStore) Named(context.Context, string) ([]evidence.Filer, error) { return nil, nil }

func TestImportOutput(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{
		"a.json":  `{"cik":7,"facts":{"us-gaap":{"Revenues":{"units":{"USD":[{"end":"2024-03-31","val":5,"accn":"a"},{"end":"2024-03-31","val":5}]}}}}}`,
		"b.json":  `{"cik":7,"facts":`,
		"c.txt":   "hello",
		"ZZZ.csv": "Date,Close\n2024-07-30,1\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	err := importInto(t.Context(), noStore{}, source.Settings{}, []string{dir}, true, &out, &errs)
	var failed importFailed
	if !errors.As(err, &failed) || failed != (importFailed{2, 4}) || failed.ExitCode() != 1 {
		t.Errorf("error %v", err)
	}
	wantOut := `companyfacts         1 new        0 known facts  D/a.json (1 note)
              no accession at byte 97: a value without an accession number was left out
skipped                                          D/c.txt: text of no kind that assay imports
`
	if got := strings.ReplaceAll(out.String(), dir+string(filepath.Separator), "D/"); got != wantOut {
		t.Errorf("standard output is\n%s\nwant\n%s", got, wantOut)
	}
	for _, want := range []string{"assay: edgar: companyfacts: ", "line 1 (byte 17): the text ends here", "assay: source: ", `no filer is known by the ticker "ZZZ"`} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("standard error lacks %q:\n%s", want, errs.String())
		}
	}
}

func TestPrintOutcomeIsHarmless(t *testing.T) {
	var out bytes.Buffer
	printOutcome(source.Outcome{Path: "x.zip:\x1b[31mred", Kind: source.Prices, Notes: []span.Note{{Code: "c"}}}, false, &out, &out)
	if strings.Contains(out.String(), "\x1b") {
		t.Errorf("an escape reaches the terminal: %q", out.String())
	}
}

func TestImportUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"--as", "nonsense", "x"}, {"--as", "series", "x"}, {"--unknown"}} {
		c := importCommand()
		c.SetArgs(args)
		c.SetOut(new(bytes.Buffer))
		c.SetErr(new(bytes.Buffer))
		err := c.ExecuteContext(t.Context())
		var failed importFailed
		if err == nil || errors.As(err, &failed) {
			t.Errorf("%q: error %v", args, err)
		}
	}
}

func TestDefaultStore(t *testing.T) {
	t.Setenv("ASSAY_STORE", "/x/y.db")
	if got, err := defaultStore(); got != "/x/y.db" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestDataDir(t *testing.T) {
	home := func() (string, error) { return filepath.FromSlash("/home/u"), nil }
	for _, tc := range []struct{ goos, key, val, want string }{
		{"linux", "", "", "/home/u/.local/share"},
		{"linux", "XDG_DATA_HOME", "/data", "/data"},
		{"linux", "XDG_DATA_HOME", "relative", "/home/u/.local/share"},
		{"darwin", "", "", "/home/u/Library/Application Support"},
		{"windows", "LocalAppData", `C:\L`, `C:\L`},
		{"windows", "", "", ""},
	} {
		got, err := dataDir(tc.goos, func(k string) string {
			if k == tc.key {
				return tc.val
			}
			return ""
		}, home)
		if filepath.ToSlash(got) != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%s %s=%s: got %q, %v", tc.goos, tc.key, tc.val, got, err)
		}
	}
	if _, err := dataDir("linux", func(string) string { return "" }, func() (string, error) { return "", errors.New("no home") }); err == nil {
		t.Error("no home, no error")
	}
}
