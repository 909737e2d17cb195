package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const whole = `# what the desk agreed on
lang = "de"
report_lang = "en"
format = "json"
store = "evidence/desk.db"
fail = ["contradicted", "no evidence"]
ignore = ["*.bak", "notes/"]

[entities]
"Der Suchkonzern" = "GOOGL"
"Nvidia Deutschland" = "cik:0001045810"

[definitions]
capex = "capex: cash + finance-lease principal"

[overrides."english/**"]
lang = "en"
fail = []

[overrides."english/drafts/*.md"]
report_lang = "de"
definitions = { capex = "capex: cash" }
entities = { "The search company" = "GOOGL" }
`

func write(t *testing.T, dir, text string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, Name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	c, err := Load(write(t, dir, whole))
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "evidence", "desk.db"); c.Store != want {
		t.Errorf("store %q, want %q", c.Store, want)
	}
	base := map[string]string{"Der Suchkonzern": "GOOGL", "Nvidia Deutschland": "cik:0001045810"}
	lease := map[string]string{"capex": "capex: cash + finance-lease principal"}
	for _, tc := range []struct {
		file string
		want Settings
	}{
		{"a.md", Settings{"de", "en", []string{"contradicted", "no evidence"}, base, lease}},
		{"-", Settings{"de", "en", []string{"contradicted", "no evidence"}, base, lease}},
		{"english/a.md", Settings{"en", "en", []string{}, base, lease}},
		{"english/drafts/a.md", Settings{"en", "de", []string{}, map[string]string{
			"Der Suchkonzern": "GOOGL", "Nvidia Deutschland": "cik:0001045810", "The search company": "GOOGL",
		}, map[string]string{"capex": "capex: cash"}}},
	} {
		file := tc.file
		if file != "-" {
			file = filepath.Join(dir, file)
		}
		if got := c.For(file); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tc.file, got, tc.want)
		}
	}
	for file, want := range map[string]bool{"a.md": false, "a.bak": true, "x/y/a.bak": true, "notes/a.md": true, "x/notes/a.md": true, "notes": false} {
		if got := c.Ignored(filepath.Join(dir, file), false); got != want {
			t.Errorf("ignored %s: %v", file, got)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"lang = \"de\"\nformt = \"json\"", `:2: unknown key formt in line "formt = \"json\""`},
		{"[overrides.\"a\"]\nformat = \"json\"", `:2: unknown key overrides.a.format`},
		{"lang = de", `:1: toml: `},
		{"lang = \"tlh\"", `lang = "tlh": want one of de, el, en`},
		{"report_lang = \"tlh\"", `report_lang = "tlh": want one of`},
		{"format = \"yaml\"", `format = "yaml": want one of text, json`},
		{"fail = [\"wrong\"]", `fail: "wrong": want some of contradicted, ambiguous`},
		{"fail = [\"pending\"]", `fail: "pending": want some of`},
		{"ignore = [\"[a\"]", `glob "[a": `},
		{"ignore = [\"../a\"]", `leads out of the file's folder`},
		{"ignore = [\"/\"]", `is empty`},
		{"[overrides.\"[\"]\nlang = \"de\"", `overrides: glob "["`},
		{"[overrides.\"a\"]\nlang = \"tlh\"", `overrides."a": lang = "tlh"`},
		{"[entities]\n\"Die Suche\" = \"Alphabet Inc\"", `want a name and a ticker or a CIK`},
		{"[definitions]\ncapx = \"capex: cash\"", `"capx" is no measure with definitions`},
		{"[definitions]\ncapex = \"capex: accrued\"", `want one of "capex: cash", "capex: cash net of proceeds"`},
		{"[definitions]\nprice = \"close\"", `"price" is no measure with definitions`},
	} {
		_, err := Parse("d/.assay.toml", []byte(tc.text))
		if err == nil || !strings.HasPrefix(err.Error(), "d/.assay.toml:") || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: error %v, want %s", tc.text, err, tc.want)
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	top := write(t, root, "")
	inner := write(t, filepath.Join(root, "a", "b"), "")
	for _, dir := range []string{"a/b/c", "a/x", "repo/.git", "repo/docs", "folder/" + Name} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for dir, want := range map[string]string{
		"": top, "a": top, "a/b": inner, "a/b/c": inner, "a/x": top, "a/absent": top,
		"repo/docs": "", "folder": top,
	} {
		if got, err := Find(filepath.Join(root, dir)); got != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", dir, got, err, want)
		}
	}
}

func TestLoadTooLong(t *testing.T) {
	file := write(t, t.TempDir(), strings.Repeat("#", maxBytes+1))
	if _, err := Load(file); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("error %v", err)
	}
}

func TestFits(t *testing.T) {
	for _, tc := range []struct {
		glob, path string
		want       bool
	}{
		{"*.md", "a.md", true},
		{"*.md", "x/y/a.md", true},
		{"*.md", "a.mdx", false},
		{"drafts", "drafts/a/b.md", true},
		{"drafts", "x/drafts/b.md", true},
		{"drafts/", "drafts", false},
		{"drafts/", "drafts/a", true},
		{"/drafts", "drafts/a", true},
		{"/drafts", "x/drafts/a", false},
		{"x/*.md", "x/a.md", true},
		{"x/*.md", "y/x/a.md", false},
		{"x/*.md", "x/y/a.md", false},
		{"x/**/a.md", "x/a.md", true},
		{"x/**/a.md", "x/y/z/a.md", true},
		{"x/**", "x/y/z", true},
		{"**/z", "x/y/z", true},
		{"**/y/*", "y/y/y/a", true},
		{"**/a/b", "a/a/b", true},
		{"?.md", "é.md", true},
		{"[a-c].md", "b.md", true},
		{"[a-c].md", "d.md", false},
	} {
		if got := fits(tc.glob, split(tc.path), false); got != tc.want {
			t.Errorf("fits(%q, %q) = %v", tc.glob, tc.path, got)
		}
	}
}

// FuzzParse holds that no file ends the program, and that what is accepted answers for
// any path.
func FuzzParse(f *testing.F) {
	f.Add(whole, "english/drafts/a.md")
	f.Add("ignore = [\"**/**/**/a\"]", "a/a/a/a/a/b")
	f.Fuzz(func(t *testing.T, text, file string) {
		c, err := Parse(Name, []byte(text))
		if err != nil {
			if c != nil || !strings.HasPrefix(err.Error(), Name+":") {
				t.Errorf("%v, %v", c, err)
			}
			return
		}
		c.Path = "/desk/" + Name
		c.For("/desk/" + file)
		c.Ignored("/desk/"+file, false)
	})
}
