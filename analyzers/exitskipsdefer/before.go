package exitskipsdefer

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// callBefore offers to do before the exits what they skip:
//
//	os.RemoveAll(dir)
//	log.Fatal(err)
//
// The deferred call has to be one that can be written there and does there
// what it would have done at the end: its variables are the same and have not
// been assigned since, and nothing else is skipped that would have come first.
// What a Wait waits for may never end there.
func (c *checker) callBefore(skips []skip) []analysis.SuggestedFix {
	d := skips[0].deferral
	if d.via != "" || d.category == skipsWait || !c.plain(d.stmt.Call) {
		return nil
	}
	var text bytes.Buffer
	if err := format.Node(&text, c.pass.Fset, d.stmt.Call); err != nil || strings.Contains(text.String(), "\n") {
		return nil
	}
	fix := analysis.SuggestedFix{Message: "Call " + d.what + " before the exit"}
	for _, s := range skips {
		if !s.alone || s.how != flow.Runs || s.exit.Kind != lifecycle.Always || !c.standsAlone(s.call) || !c.sameThere(s) {
			return nil
		}
		indent := strings.Repeat("\t", c.pass.Fset.Position(s.call.Pos()).Column-1)
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: s.call.Pos(), End: s.call.Pos(), NewText: []byte(text.String() + "\n" + indent)})
	}
	return []analysis.SuggestedFix{fix}
}

// plain reports whether the deferred call is one of a named function, with
// operands that can be evaluated again.
func (c *checker) plain(call *ast.CallExpr) bool {
	if c.lc.Callee(call).Obj == nil {
		return false
	}
	plain := true
	ast.Inspect(call, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit, *ast.IndexExpr, *ast.StarExpr, *ast.UnaryExpr:
			plain = false
		}
		return plain
	})
	return plain
}

// standsAlone reports whether the exit is a statement on a line of its own,
// whose arguments call nothing: what is called there may use what the deferred
// call takes away.
func (c *checker) standsAlone(call *ast.CallExpr) bool {
	cur, ok := c.root.FindNode(call)
	if !ok || cur.ParentEdgeKind() != edge.ExprStmt_X {
		return false
	}
	var above ast.Node
	switch block := cur.Parent().Parent().Node().(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		above = block
	default:
		return false
	}
	line := func(n ast.Node) int { return c.pass.Fset.Position(n.Pos()).Line }
	if line(above) == line(call) {
		return false
	}
	calls := 0
	ast.Inspect(call, func(n ast.Node) bool {
		if _, ok := n.(*ast.CallExpr); ok {
			calls++
		}
		return true
	})
	return calls == 1
}

// sameThere reports whether the names in the deferred call stand for the same
// at the exit, and no variable or field among them is assigned below the defer
// statement.
func (c *checker) sameThere(s skip) bool {
	stmt, scope := s.deferral.stmt, c.pass.Pkg.Scope().Innermost(s.call.Pos())
	same, selected := true, make(map[*ast.Ident]bool)
	vars := make(map[types.Object]bool)
	ast.Inspect(stmt.Call, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			selected[n.Sel] = true
		case *ast.Ident:
			obj := c.pass.TypesInfo.Uses[n]
			vars[obj] = true
			if !selected[n] {
				_, there := scope.LookupParent(n.Name, s.call.Pos())
				same = same && there == obj
			}
		}
		return same
	})
	ast.Inspect(s.in.Body(), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Pos() > stmt.Pos() {
			for _, lhs := range a.Lhs {
				same = same && !vars[c.variable(lhs)]
			}
		}
		return same
	})
	return same
}
