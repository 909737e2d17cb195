package locale

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"assay/lang"
	"assay/metric"
)

// TestMeasures: every measure, segment and definition of the catalogue of measures has a
// name in every language, and so do the margins.
func TestMeasures(t *testing.T) {
	c, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	ids := append([]string{"operating income / revenue", "net income / revenue", "gross profit / revenue"}, c.IDs()...)
	for _, code := range codes {
		l := locale(t, code)
		for _, id := range ids {
			if l.words.Measures[id] == "" {
				t.Errorf("catalogue/%s.toml: measure %q has no name", code, id)
			}
			m, _ := c.Lookup(id)
			for _, d := range m.Definitions {
				if _, what, ok := strings.Cut(d.ID, ": "); ok && l.words.Definitions[what] == "" {
					t.Errorf("catalogue/%s.toml: definition %q has no name", code, d.ID)
				}
			}
		}
		for _, id := range segments(t) {
			if l.words.Segments[id] == "" {
				t.Errorf("catalogue/%s.toml: segment %q has no name", code, id)
			}
		}
	}
}

// segments are the ids of the parts of businesses that stand as files.
func segments(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../metric/data/segments/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal("no segments: ", err)
	}
	var out []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var segment struct{ ID string }
		if err := toml.Unmarshal(data, &segment); err != nil {
			t.Fatal(name, err)
		}
		out = append(out, segment.ID)
	}
	return out
}

// TestOthers: what the packs know and assay cannot check has a name in every language;
// the English ones may be the ids.
func TestOthers(t *testing.T) {
	ids := map[string]bool{}
	for _, code := range codes {
		pack, err := lang.Load(code)
		if err != nil {
			t.Fatal(err)
		}
		for id := range pack.Other {
			ids[id] = true
		}
	}
	for _, code := range codes {
		l := locale(t, code)
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			if code != english && l.words.Others[id] == "" && l.words.Measures[id] == "" {
				t.Errorf("catalogue/%s.toml: %q has no name", code, id)
			}
		}
	}
}

func TestMeasureNames(t *testing.T) {
	for _, c := range []struct{ code, id, want string }{
		{"en", "capex", "capital expenditure"},
		{"en", "aws operating income", "AWS operating income"},
		{"en", "operating income / revenue", "operating margin"},
		{"en", "capex / operating cash flow", "capital expenditure / operating cash flow"},
		{"de", "operating income", "Betriebsergebnis"},
		{"de", "aws operating income", "AWS-Betriebsergebnis"},
		{"de", "azure operating income", "Betriebsergebnis (Azure)"},
		{"de", "aws operating income / aws revenue", "operative Marge (AWS)"},
		{"de", "net interest income / revenue", "Zinsüberschuss / Umsatz"},
		{"de", "robotaxi revenue", "Umsatz (robotaxi)"},
		{"de", "smarts per gallon", "smarts per gallon"},
		{"ja", "operating income", "営業利益"},
		{"ja", "cloud revenue", "クラウド売上高"},
		{"ko", "cloud revenue", "클라우드 매출"},
		{"ru", "eps diluted", "разводнённая прибыль на акцию"},
		{"la", "net income", "lucrum purum"},
		{"sa", "revenue", "राजस्वम्"},
	} {
		if got := locale(t, c.code).Measure(c.id); got != c.want {
			t.Errorf("%s: %q is named %q, want %q", c.code, c.id, got, c.want)
		}
	}
}

func TestDefinitions(t *testing.T) {
	for _, c := range []struct{ code, id, want string }{
		{"en", "capex: cash + finance-lease principal", "capital expenditure: cash and principal payments on finance leases"},
		{"de", "eps diluted, adjusted for splits", "Ergebnis je Aktie, um Aktiensplits bereinigt"},
		{"de", "capex / revenue (capex: cash)", "Investitionen / Umsatz (Investitionen: bezahlt)"},
		{"fr", "price: close before later dividends", "cours de l’action: clôture, avant les dividendes ultérieurs"},
		{"de", "revenue", "Umsatz"},
		{"de", "revenue: as told", "Umsatz: as told"},
	} {
		if got := locale(t, c.code).Definition(c.id); got != c.want {
			t.Errorf("%s: %q is named %q, want %q", c.code, c.id, got, c.want)
		}
	}
}
