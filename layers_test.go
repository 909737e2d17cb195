package assay_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// layers is the house: a package imports only packages of lower layers, never
// a sibling. Packages within layer 0 stand in an order of their own. A package
// that is not listed fails the test.
var layers = map[string]float64{
	"message": 0, "locale": 0.5, "span": 0.05, "wire": 0, "quantity": 0.1, "period": 0.2, "lexicon": 0.3,
	"lang": 1, "entity": 1, "metric": 1, "vol": 1,
	"article": 2, "evidence": 2,
	"input/charset": 2.4, "input/container": 2.45, "input/html": 2.5, "input/markdown": 2.5, "input/transcript": 2.5, "input/office": 2.5, "input/epub": 2.5, "input/pdf": 2.5, "input": 2.6,
	"compiled": 1.5,
	"claim":    3,
	"verdict":  4, "forecast": 4, "forecast/score": 1, "scenario": 5, "outlook": 5,
	"rule":   5,
	"":       6, // assay.go
	"report": 7, "report/chart": 6.5, "export": 7.2, "source": 7.5, "source/edgar": 7, "source/fsds": 7, "source/ixbrl": 7, "source/release": 7, "source/prices": 7, "source/options": 7, "source/treasury": 7, "volatility": 3, "store/sqlite": 7, "store/starter": 7, "store/memory": 7,
	"fetch": 7.1, "fetch/fetchtest": 7.2, "live": 7.6,
	"config": 7.9, "docs": 7.9,
	"cmd/assay": 9, "cmd/mkdocs": 9, "cmd/mkstarter": 9, "cmd/mkcoverage": 9, "cmd/bulkgen": 9, "cmd/mkvocab": 9, "cmd/mklabels": 9,
	"sharedtest": 0, "evidence/evtest": 3, "forecast/logtest": 4.5,
}

func TestLayers(t *testing.T) {
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != "." || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		pkg := path.Dir(filepath.ToSlash(file))
		if pkg == "." {
			pkg = ""
		}
		mine, ok := layers[pkg]
		if !ok {
			t.Errorf("package %q stands in no layer; add it to layers in layers_test.go", pkg)
			return nil
		}
		f, err := parser.ParseFile(fset, file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			if name != "assay" && !strings.HasPrefix(name, "assay/") {
				continue
			}
			theirs, ok := layers[strings.TrimPrefix(strings.TrimPrefix(name, "assay"), "/")]
			if !ok || theirs >= mine {
				t.Errorf("%s imports %s: only lower layers may be imported", file, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
