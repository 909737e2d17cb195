package locale

import (
	"bytes"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/feature/plural"

	"assay/message"
)

// codes are the languages, sorted.
var codes = slices.Sorted(maps.Keys(message.Languages))

func locale(t *testing.T, code string) *Locale {
	t.Helper()
	l, err := For(code)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestCatalogues holds every catalogue against the source: each key that the source
// says is translated, each translation is of a key that it says.
func TestCatalogues(t *testing.T) {
	said := keysSaid(t)
	if len(said) < 100 {
		t.Fatalf("only %d keys found in the source", len(said))
	}
	at := map[string]string{}
	keys := make([]string, len(said))
	for i, p := range said {
		keys[i], at[p.key] = p.key, p.at
	}
	for _, code := range codes {
		t.Run(code, func(t *testing.T) {
			l := locale(t, code)
			for _, k := range l.Missing(keys) {
				t.Errorf("catalogue/%s.toml lacks %q, said at %s", code, k, at[k])
			}
			for _, k := range slices.Sorted(maps.Keys(l.texts())) {
				if at[k] == "" {
					t.Errorf("catalogue/%s.toml: no source says %q", code, k)
				}
			}
		})
	}
}

// texts are the catalogue's texts by key, all forms of a plural.
func (l *Locale) texts() map[string][]string {
	out := map[string][]string{}
	for k, text := range l.words.Says {
		out[k] = append(out[k], text)
	}
	for k, f := range l.words.Plurals {
		for _, text := range []string{f.One, f.Two, f.Few, f.Many, f.Other} {
			if text != "" {
				out[k] = append(out[k], text)
			}
		}
	}
	return out
}

// TestKeys: a file has no table and no key that the program does not read.
func TestKeys(t *testing.T) {
	for _, code := range codes {
		data, err := files.ReadFile("catalogue/" + code + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		var c catalogue
		if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&c); err != nil {
			var strict *toml.StrictMissingError
			if errors.As(err, &strict) {
				err = errors.New(strict.String())
			}
			t.Errorf("catalogue/%s.toml: %v", code, err)
		}
	}
}

// TestVerbs: a translation shows each argument that its key shows, by the same verb. A
// key without arguments is no format, so its translations have no verb either.
func TestVerbs(t *testing.T) {
	for _, code := range codes {
		for k, texts := range locale(t, code).texts() {
			for _, text := range texts {
				if got, want := verbs(text), verbs(k); !slices.Equal(got, want) {
					t.Errorf("catalogue/%s.toml: %q shows %v, its key %q %v", code, text, got, k, want)
				}
			}
		}
	}
}

var verb = regexp.MustCompile(`%(\[\d+\])?(.)`)

// verbs are the verbs of a format with the numbers of their arguments, each once, sorted.
func verbs(format string) []string {
	var out []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[1] != "" {
			next, _ = strconv.Atoi(strings.Trim(m[1], "[]"))
		}
		out = append(out, strconv.Itoa(next)+m[2])
		next++
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestForms: a plural has the forms that the language's rules can ask for, and no
// others; English has a plural for every key that has one elsewhere.
func TestForms(t *testing.T) {
	plurals := map[string]bool{}
	for _, code := range codes {
		l := locale(t, code)
		for k, f := range l.words.Plurals {
			plurals[k] = true
			if got, want := standing(f), l.asked(); !slices.Equal(got, want) {
				t.Errorf("catalogue/%s.toml: %q has the forms %v, want %v", code, k, got, want)
			}
		}
	}
	en := locale(t, english)
	for k := range plurals {
		if _, ok := en.words.Plurals[k]; !ok {
			t.Errorf("catalogue/en.toml: no plural of %q", k)
		}
	}
}

func standing(f forms) []plural.Form {
	var out []plural.Form
	for form, text := range []string{plural.Other: f.Other, plural.One: f.One, plural.Two: f.Two, plural.Few: f.Few, plural.Many: f.Many} {
		if text != "" {
			out = append(out, plural.Form(form))
		}
	}
	return out
}

// asked are the forms that whole numbers take in the language, and Other, sorted.
func (l *Locale) asked() []plural.Form {
	out := []plural.Form{plural.Other}
	for n := range 200 {
		out = append(out, l.form(strconv.Itoa(n)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestForms_published(t *testing.T) {
	// CLDR 48.2, supplemental/plurals.json; la and sa by grammar.
	for _, c := range []struct {
		code string
		want map[string]plural.Form
	}{
		{"ru", map[string]plural.Form{"1": plural.One, "21": plural.One, "11": plural.Many, "3": plural.Few, "13": plural.Many, "5": plural.Many, "1.5": plural.Other}},
		{"fr", map[string]plural.Form{"0": plural.One, "1.5": plural.One, "2": plural.Other}},
		{"pt", map[string]plural.Form{"0": plural.One, "1": plural.One, "2": plural.Other}},
		{"de", map[string]plural.Form{"0": plural.Other, "1": plural.One, "1.0": plural.Other}},
		{"ja", map[string]plural.Form{"1": plural.Other}},
		{"la", map[string]plural.Form{"1": plural.One, "2": plural.Other}},
		{"sa", map[string]plural.Form{"1": plural.One, "2": plural.Two, "3": plural.Other}},
	} {
		for n, want := range c.want {
			if got := locale(t, c.code).form(n); got != want {
				t.Errorf("%s: form of %s is %v, want %v", c.code, n, got, want)
			}
		}
	}
}

// TestFor: an unknown language is an error, a known one is read once.
func TestFor(t *testing.T) {
	if l, err := For("xx"); err == nil || l != nil {
		t.Errorf("For(xx) = %v, %v", l, err)
	}
	for _, code := range codes {
		a, b := locale(t, code), locale(t, code)
		if a != b || a.Code() != code {
			t.Errorf("For(%s) gave %q, once more the same: %v", code, a.Code(), a == b)
		}
		if missing := len(codes) - len(a.words.Languages); missing != 0 {
			t.Errorf("catalogue/%s.toml: %d languages have no name", code, missing)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load("sa"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSay(b *testing.B) {
	l, err := For("de")
	if err != nil {
		b.Fatal(err)
	}
	m := message.Say("no price of %s", message.Text("x"))
	for b.Loop() {
		l.Say(m)
	}
}
