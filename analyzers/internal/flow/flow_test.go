package flow_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A source is a function body with its graph. Calls of panic, exit and
// fatal do not return.
type source struct {
	fset *token.FileSet
	body *ast.BlockStmt
	g    *cfg.CFG
}

func parse(t *testing.T, body string) source {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "f.go", "package p\nfunc f() {\n"+body+"\n}", parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	b := f.Decls[0].(*ast.FuncDecl).Body
	return source{fset, b, cfg.New(b, func(call *ast.CallExpr) bool {
		name := types.ExprString(call.Fun)
		return name != "panic" && name != "exit" && name != "fatal"
	})}
}

// calls reports whether the block calls a function of that name.
func calls(b *cfg.Block, name string) bool {
	found := false
	for _, n := range b.Nodes {
		flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
			found = found || types.ExprString(call.Fun) == name && how == flow.Runs
		})
	}
	return found
}

// block returns the live block that calls a function of that name.
func (s source) block(t *testing.T, name string) *cfg.Block {
	t.Helper()
	for _, b := range s.g.Blocks {
		if b.Live && calls(b, name) {
			return b
		}
	}
	t.Fatalf("no block calls %s", name)
	return nil
}
