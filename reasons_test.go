package assay_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"assay/lang"
	"assay/report"
)

// TestReasons checks that every reason why a figure is unread, of packs and of code, has a
// message that the catalogues translate.
func TestReasons(t *testing.T) {
	for _, code := range lang.Codes() {
		p, err := lang.Load(code)
		if err != nil {
			t.Fatal(err)
		}
		for id := range p.Unread {
			if !report.Reason(id) {
				t.Errorf("%s: %q has no message in report/reason.go", code, id)
			}
		}
		for id := range p.Unit {
			if what, ok := strings.CutPrefix(id, "x:"); ok && !report.Reason(what) {
				t.Errorf("%s: %q has no message in report/reason.go", code, what)
			}
		}
	}
	for id := range codeReasons(t) {
		if !report.Reason(id) {
			t.Errorf("claim: %q has no message in report/reason.go", id)
		}
	}
}

// codeReasons are the reasons that package claim gives to drop and skip as they stand.
func codeReasons(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("claim/*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "drop" && sel.Sel.Name != "skip" {
				return true
			}
			if lit, ok := call.Args[len(call.Args)-1].(*ast.BasicLit); ok {
				s, _ := strconv.Unquote(lit.Value)
				out[s] = true
			}
			return true
		})
	}
	if len(out) < 4 {
		t.Fatalf("found %v only", out)
	}
	return out
}
