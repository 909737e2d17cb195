package locale

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// place is where a key is said first.
type place struct{ key, at string }

// keysSaid are the keys of all calls message.Say("…", …) in the module's source, each
// with the place of its first, in the order of the keys. A key that is no literal fails
// the test: no catalogue could be held against it.
func keysSaid(t *testing.T) []place {
	t.Helper()
	at := map[string]string{}
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && (name == "testdata" || strings.HasPrefix(name, ".") && name != ".."):
			return filepath.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, p := range keysOf(t, fset, f) {
			if at[p.key] == "" {
				at[p.key] = p.at
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]place, 0, len(at))
	for k, where := range at {
		out = append(out, place{k, where})
	}
	slices.SortFunc(out, func(a, b place) int { return strings.Compare(a.key, b.key) })
	return out
}

// keysOf are the keys said in one file.
func keysOf(t *testing.T, fset *token.FileSet, f *ast.File) []place {
	var out []place
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		fun, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || fun.Sel.Name != "Say" {
			return true
		}
		if pkg, ok := fun.X.(*ast.Ident); !ok || pkg.Name != "message" {
			return true
		}
		where := fset.Position(call.Pos())
		at := fmt.Sprintf("%s:%d", filepath.ToSlash(where.Filename), where.Line)
		key, ok := literal(call.Args[0])
		if !ok {
			t.Errorf("%s: the key of message.Say must be a string literal, so that the catalogues can be held against it", at)
			return true
		}
		out = append(out, place{key, at})
		return true
	})
	return out
}

// literal is the string that a literal, or several joined by +, mean.
func literal(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(x.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, ok1 := literal(x.X)
		b, ok2 := literal(x.Y)
		return a + b, ok1 && ok2 && x.Op == token.ADD
	case *ast.ParenExpr:
		return literal(x.X)
	}
	return "", false
}
