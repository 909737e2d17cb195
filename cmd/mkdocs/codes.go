package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// inCode are the names that the source gives to notes, near misses and outcomes: what
// has to have a page.
type inCode struct{ notes, misses, outcomes []string }

// noting are the folders whose packages make notes.
var noting = []string{"article", "input", "rule", "source", "verdict"}

// collect reads the Go files of those folders below root, but for tests.
func collect(root string) (inCode, error) {
	var c inCode
	for _, folder := range noting {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case !d.IsDir():
				return nil
			case d.Name() == "testdata":
				return fs.SkipDir
			}
			return c.pkg(path)
		})
		if err != nil {
			return c, err
		}
	}
	for _, names := range []*[]string{&c.notes, &c.misses, &c.outcomes} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}
	return c, nil
}

// pkg collects from one folder.
func (c *inCode) pkg(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	var files []*ast.File
	takes := map[string]int{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, f)
		takeCodes(f, takes)
	}
	for _, f := range files {
		c.file(f, takes)
	}
	return nil
}

// takeCodes lists functions and structs that have a parameter or field called code,
// with its place.
func takeCodes(f *ast.File, takes map[string]int) {
	ast.Inspect(f, func(n ast.Node) bool {
		var name string
		var fields *ast.FieldList
		switch n := n.(type) {
		case *ast.FuncDecl:
			name, fields = n.Name.Name, n.Type.Params
		case *ast.TypeSpec:
			if s, ok := n.Type.(*ast.StructType); ok {
				name, fields = n.Name.Name, s.Fields
			}
		case *ast.AssignStmt:
			id, ok1 := n.Lhs[0].(*ast.Ident)
			fn, ok2 := n.Rhs[0].(*ast.FuncLit)
			if ok1 && ok2 {
				name, fields = id.Name, fn.Type.Params
			}
		}
		if fields != nil {
			if i := codeAt(fields); i >= 0 {
				takes[name] = i
			}
		}
		return true
	})
}

// codeAt is the place of a parameter or field called code, or -1.
func codeAt(params *ast.FieldList) int {
	i := 0
	for _, p := range params.List {
		for _, name := range p.Names {
			if name.Name == "code" {
				return i
			}
			i++
		}
	}
	return -1
}

// file collects from one file. A note has its code in a literal of type Note, in a
// literal or call of what takes one, or in what a method called code returns; a near
// miss its kind in a literal of type NearMiss or in a call of try.
func (c *inCode) file(f *ast.File, takes map[string]int) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			c.literal(n)
			if i, ok := takes[typeName(n.Type)]; ok && i < len(n.Elts) {
				c.notes = append(c.notes, firstString(n.Elts[i:i+1])...)
			}
		case *ast.CallExpr:
			name := called(n)
			if i, ok := takes[name]; ok && i < len(n.Args) {
				c.notes = append(c.notes, firstString(n.Args[i:i+1])...)
			}
			if name == "try" && f.Name.Name == "verdict" {
				c.misses = append(c.misses, firstString(n.Args)...)
			}
		case *ast.FuncDecl:
			if n.Name.Name == "code" && n.Body != nil {
				c.notes = append(c.notes, returned(n.Body)...)
			}
		case *ast.ValueSpec:
			if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Outcome" && f.Name.Name == "verdict" {
				c.outcomes = append(c.outcomes, firstString(n.Values)...)
			}
		}
		return true
	})
}

func (c *inCode) literal(l *ast.CompositeLit) {
	for _, e := range l.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		switch value := firstString([]ast.Expr{kv.Value}); {
		case key.Name == "Code" && typeName(l.Type) == "Note":
			c.notes = append(c.notes, value...)
		case key.Name == "Kind" && typeName(l.Type) == "NearMiss":
			c.misses = append(c.misses, value...)
		}
	}
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func typeName(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.SelectorExpr:
		return t.Sel.Name
	}
	return ""
}

// returned are the strings that a function's body returns.
func returned(b *ast.BlockStmt) []string {
	var all []string
	ast.Inspect(b, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok {
			all = append(all, firstString(r.Results)...)
		}
		return true
	})
	return all
}

// firstString is the first string literal among expressions, if there is one.
func firstString(exprs []ast.Expr) []string {
	for _, e := range exprs {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil && s != "" {
				return []string{s}
			}
		}
	}
	return nil
}
