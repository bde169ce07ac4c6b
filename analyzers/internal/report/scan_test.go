package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// parse parses Go source text, given as pairs of file name and text.
func parse(t *testing.T, pairs ...string) (*token.FileSet, []*ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for i := 0; i < len(pairs); i += 2 {
		f, err := parser.ParseFile(fset, pairs[i], pairs[i+1], parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return fset, files
}

// find returns the position of the nth occurrence of text, counted from zero, in
// the source src of f.
func find(t *testing.T, f *ast.File, src, text string, nth int) token.Pos {
	t.Helper()
	offset := -1
	for range nth + 1 {
		i := strings.Index(src[offset+1:], text)
		if i < 0 {
			t.Fatalf("%q is not %d times in the source", text, nth+1)
		}
		offset += 1 + i
	}
	return f.FileStart + token.Pos(offset)
}

// checkExits scans a file and asks of each call of log.Fatal whether it is
// ignored. Its message begins with "silenced" or "reported".
func checkExits(t *testing.T, name, src string, nolint bool) *Directives {
	t.Helper()
	fset, files := parse(t, name, src)
	d := Scan(fset, files, nolint)
	var calls int
	ast.Inspect(files[0], func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Fatal" {
			return true
		}
		calls++
		message := call.Args[0].(*ast.BasicLit).Value
		want := strings.HasPrefix(message, `"silenced`)
		if !want && !strings.HasPrefix(message, `"reported`) {
			t.Fatalf("%s: message %s says neither silenced nor reported", fset.Position(call.Pos()), message)
		}
		if got := d.Ignored("exitoutsidemain", call.Pos()); got != want {
			t.Errorf("%s: log.Fatal(%s): Ignored = %t", fset.Position(call.Pos()), message, got)
		}
		return true
	})
	if calls == 0 {
		t.Fatal("no call of log.Fatal in the source")
	}
	return d
}
