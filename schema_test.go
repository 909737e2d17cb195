package assay_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"assay"
	"assay/article"
	"assay/input"
	"assay/period"
	"assay/report"
)

// TestSchemaOfFiles holds what check and read write of files of several kinds against the
// published schema: the tables of testdata, whose text is not the file's own. The schema
// over articles in plain text and over every field is tested beside it, in report.
func TestSchemaOfFiles(t *testing.T) {
	whole, line := schemaAt(t, ""), schemaAt(t, "#read")
	reader, store := ready(t)
	session := newSession(t)
	files, err := filepath.Glob("testdata/tables/*.*")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables: ", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		a := readFile(t, file)
		res, err := reader.Check(context.Background(), a, assay.Options{Store: store, Now: period.NewDate(2026, 7, 31), Correct: true})
		if err != nil {
			t.Fatal(err)
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		var checked, read bytes.Buffer
		if err := report.JSON(&checked, report.Make(res), report.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := report.Line(&read, claims, unread, a); err != nil {
			t.Fatal(err)
		}
		if err := invalid(t, whole, checked.Bytes()); err != nil {
			t.Errorf("%s: check: %v", file, err)
		}
		if err := invalid(t, line, read.Bytes()); err != nil {
			t.Errorf("%s: read: %v", file, err)
		}
		if invalid(t, whole, read.Bytes()) == nil || invalid(t, line, checked.Bytes()) == nil {
			t.Errorf("%s: the schema takes what read writes for a report, or a report for that", file)
		}
	}
}

// schemaAt is the published schema, or what stands at an anchor of it.
func schemaAt(t *testing.T, anchor string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	const place = "urn:assay:schema:report"
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(place, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(place + anchor)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// invalid says what in a text the schema does not allow.
func invalid(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// readFile reads a file of any kind.
func readFile(t *testing.T, file string) *article.Article {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, err := input.Read(context.Background(), file, b, article.Hints{}, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
