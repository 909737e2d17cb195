package report

import (
	_ "embed"
	"slices"
)

//go:embed schema/report.schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of the report as JSON and JSONLine write it. Its
// anchor read describes a line as Line writes it.
func Schema() []byte { return slices.Clone(schema) }
