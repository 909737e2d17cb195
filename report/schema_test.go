package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"assay"
	"assay/article"
	"assay/lang"
	"assay/period"
	"assay/quantity"
	"assay/report"
	"assay/store/starter"
)

const schemaID = "urn:assay:schema:report"

// compiledSchema is a schema of the published file, by what stands behind its id.
func compiledSchema(t *testing.T, fragment string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schemaID, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(schemaID + fragment)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// TestSchemaOfArticles validates the reports and the read lines of the examples and of all
// articles that the project holds.
func TestSchemaOfArticles(t *testing.T) {
	whole, line := compiledSchema(t, ""), compiledSchema(t, "#read")
	reader, err := assay.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	store, err := starter.Open()
	if err != nil {
		t.Fatal(err)
	}
	session, err := reader.Session(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := map[string]int{}
	for _, name := range articleFiles(t) {
		a := readArticle(t, name)
		res, err := reader.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31"), Correct: true})
		if err != nil {
			t.Fatal(err)
		}
		d := report.Make(res)
		for _, format := range []string{"json", "jsonl"} {
			if err := validate(t, whole, written(t, format, d)); err != nil {
				t.Errorf("%s: %s: %v", name, format, err)
			}
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := report.Line(&b, claims, unread, a); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, line, b.Bytes()); err != nil {
			t.Errorf("%s: read: %v", name, err)
		}
		for i := range d.Claims {
			outcomes[d.Claims[i].Outcome]++
		}
	}
	for _, o := range []string{"supported", "ambiguous", "contradicted", "pending", "no evidence", "not checkable"} {
		if outcomes[o] == 0 {
			t.Errorf("no article has a claim that is %s: the test shows nothing of it", o)
		}
	}
}

// written is a document in a format, in English.
func written(t *testing.T, format string, d report.Document) []byte {
	t.Helper()
	f, ok := report.FormatNamed(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, d, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// articleFiles are the texts of examples and testdata.
func articleFiles(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"examples/*.txt", "testdata/labelled/*.txt", "testdata/hard/*.txt", "testdata/daily/*.txt"} {
		names, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(pattern)))
		if err != nil || names == nil {
			t.Fatalf("%s: no file (%v)", pattern, err)
		}
		all = append(all, names...)
	}
	return all
}

func readArticle(t *testing.T, name string) *article.Article {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Parse(name, text, article.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestSchemaOfFullDocument validates a document with every optional field, and one with
// none, and refuses each that breaks one rule.
func TestSchemaOfFullDocument(t *testing.T) {
	s := compiledSchema(t, "")
	full := written(t, "json", fullDocument())
	for _, text := range [][]byte{full, written(t, "json", report.Document{
		Assay: report.Version, Article: report.Article{Source: "-", Lang: "en", SHA256: strings.Repeat("0", 64), Text: "x"},
		AsOf: report.AsOf{Now: "2026-07-31"}, Claims: []report.Claim{}, Unread: []report.Unread{}, Notes: []report.Note{},
	})} {
		if err := validate(t, s, text); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
	for _, wrong := range []struct{ what, old, new string }{
		{"an unknown outcome", `"outcome": "contradicted"`, `"outcome": "wrong"`},
		{"a number that is none of strings", `"written": "26300000000"`, `"written": 26300000000`},
		{"a decimal with a comma", `"written": "26300000000"`, `"written": "26,3"`},
		{"a day that is none", `"now": "2026-07-31"`, `"now": "31.07.2026"`},
		{"an accession without hyphens", `"0001652044-24-000079"`, `"000165204424000079"`},
		{"an address that is not of the web", `"https://www.sec.gov`, `"javascript:`},
		{"a language without a pack", `"lang": "de"`, `"lang": "sv"`},
		{"a field that is not in the contract", `"hedge": "exact"`, `"hedge": "exact", "float": 1`},
		{"a claim without its verdict", `"at_publication": {`, `"then": {`},
		{"a negative offset", `"start": 12`, `"start": -12`},
		{"a kind of near miss that is none", `"kind": "period"`, `"kind": "luck"`},
	} {
		text := bytes.Replace(full, []byte(wrong.old), []byte(wrong.new), 1)
		if bytes.Equal(text, full) {
			t.Errorf("%s: %s does not occur", wrong.what, wrong.old)
		} else if validate(t, s, text) == nil {
			t.Errorf("%s is not refused", wrong.what)
		}
	}
}

// TestSchemaHasEveryField holds the schema against the types that the JSON is made of:
// the same fields, and as required those that are always written.
func TestSchemaHasEveryField(t *testing.T) {
	root := object(t, report.Schema())
	defs := root["$defs"].(map[string]any)
	types := map[string]any{
		"article": report.Article{}, "asOf": report.AsOf{}, "party": report.Party{}, "value": report.Value{}, "period": report.Period{},
		"holder": report.Holder{}, "claim": report.Claim{}, "at": report.At{}, "reading": report.Reading{}, "step": report.Step{},
		"nearMiss": report.Miss{}, "fact": report.Fact{}, "correction": report.Correction{}, "unread": report.Unread{}, "note": report.Note{},
	}
	sameFields(t, "the report", root, report.Document{})
	for name, v := range types {
		def, ok := defs[name].(map[string]any)
		if !ok {
			t.Errorf("no definition %s", name)
			continue
		}
		sameFields(t, name, def, v)
	}
	for name, def := range defs {
		if m := def.(map[string]any); m["type"] == "object" && types[name] == nil && name != "read" {
			t.Errorf("definition %s describes no type", name)
		} else if m["description"] == "" || m["description"] == nil && m["anyOf"] == nil {
			t.Errorf("definition %s has no description", name)
		}
	}
}

// sameFields compares an object of the schema with the fields of a type.
func sameFields(t *testing.T, name string, def map[string]any, v any) {
	t.Helper()
	var fields, always []string
	for f := range reflect.TypeOf(v).Fields() {
		tag, ok := f.Tag.Lookup("json")
		if !ok {
			continue
		}
		key, options, _ := strings.Cut(tag, ",")
		fields = append(fields, key)
		if !strings.Contains(options, "omitempty") {
			always = append(always, key)
		}
	}
	props := def["properties"].(map[string]any)
	if got := slices.Sorted(maps.Keys(props)); !slices.Equal(got, slices.Sorted(slices.Values(fields))) {
		t.Errorf("%s: the schema has %v, the type %v", name, got, fields)
	}
	var required []string
	for _, r := range def["required"].([]any) {
		required = append(required, r.(string))
	}
	if !slices.Equal(slices.Sorted(slices.Values(required)), slices.Sorted(slices.Values(always))) {
		t.Errorf("%s: the schema requires %v, always written are %v", name, required, always)
	}
	if def["additionalProperties"] != false {
		t.Errorf("%s admits other fields", name)
	}
	for key, p := range props {
		if m, ok := p.(map[string]any); ok && m["description"] == nil && m["$ref"] == nil {
			t.Errorf("%s: %s has no description", name, key)
		}
	}
}

// TestSchemaEnums holds the enumerations against the code that makes the values.
func TestSchemaEnums(t *testing.T) {
	defs := object(t, report.Schema())["$defs"].(map[string]any)
	enum := func(def, field string) []any {
		return defs[def].(map[string]any)["properties"].(map[string]any)[field].(map[string]any)["enum"].([]any)
	}
	var codes, hedges []any
	for _, c := range lang.Codes() {
		codes = append(codes, c)
	}
	seen := map[string]bool{}
	for h := quantity.Exact; h <= quantity.Between; h++ {
		if name := h.String(); !seen[name] {
			seen[name] = true
			hedges = append(hedges, name)
		}
	}
	if got := enum("article", "lang"); !reflect.DeepEqual(got, codes) {
		t.Errorf("languages: %v, want %v", got, codes)
	}
	if got := enum("value", "hedge"); !reflect.DeepEqual(got, hedges) {
		t.Errorf("hedges: %v, want %v", got, hedges)
	}
}

func object(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
