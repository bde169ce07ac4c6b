package servershutdown

import (
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// imported returns the name by which the file that holds pos knows a
// package, or "" if it does not import it.
func (c *checker) imported(pos token.Pos, path string) string {
	for _, f := range c.pass.Files {
		if pos < f.FileStart || f.FileEnd < pos {
			continue
		}
		for _, spec := range f.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
				continue
			}
			if pkg := c.pass.TypesInfo.PkgNameOf(spec); pkg != nil && pkg.Name() != "." && pkg.Name() != "_" && c.sees(pos, pkg) {
				return pkg.Name()
			}
		}
	}
	return ""
}

// sees reports whether the name of a package still means it at pos.
func (c *checker) sees(pos token.Pos, pkg *types.PkgName) bool {
	scope := c.pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent(pkg.Name(), pos)
	return obj == pkg
}

// detach suggests a context that has the values of arg, but is not cancelled.
// The context that was cancelled is the innermost one: that of
// context.WithTimeout(ctx, limit) is ctx, and the limit stays.
func (c *checker) detach(arg ast.Expr) []analysis.SuggestedFix {
	parent := arg
	for range 8 {
		call, ok := ast.Unparen(parent).(*ast.CallExpr)
		if !ok {
			call, ok = ast.Unparen(c.initial(parent)).(*ast.CallExpr)
		}
		if !ok {
			break
		}
		next, ok := c.derives(call)
		if !ok {
			break
		}
		parent = next
	}
	if parent != arg && !c.soleUse(arg) {
		return nil
	}
	pkg := c.imported(parent.Pos(), "context")
	if pkg == "" {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "Detach the context from the one that is cancelled",
		TextEdits: []analysis.TextEdit{
			{Pos: parent.Pos(), End: parent.Pos(), NewText: []byte(pkg + ".WithoutCancel(")},
			{Pos: parent.End(), End: parent.End(), NewText: []byte(")")},
		},
	}}
}

// soleUse reports whether the variable that e names is there for one call
// alone, so that what it is made of may change.
func (c *checker) soleUse(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return true
	}
	uses := 0
	for n := range c.insp.PreorderSeq((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[n.(*ast.Ident)] == c.pass.TypesInfo.Uses[id] {
			uses++
		}
	}
	return uses == 1
}

// guardClosed suggests to let the error pass that says that the server has
// been shut down.
func (c *checker) guardClosed(f *lifecycle.FatalServe) []analysis.SuggestedFix {
	closed := c.closedName(f)
	if closed == "" {
		return nil
	}
	var edits []analysis.TextEdit
	if f.Test != nil {
		edits = c.guardTest(f, closed)
	} else if f.Err == nil {
		edits = c.guardCall(f, closed)
	}
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Let " + closed + " pass", TextEdits: edits}}
}

// closedName returns how the file of the exit writes ErrServerClosed.
func (c *checker) closedName(f *lifecycle.FatalServe) string {
	path := "net/http"
	if pkg := f.Serve.Func.Pkg(); pkg.Scope().Lookup("ErrServerClosed") != nil {
		path = pkg.Path()
	}
	if pkg := c.imported(f.Exit.Pos(), path); pkg != "" {
		return pkg + ".ErrServerClosed"
	}
	return ""
}

// differs returns the condition that the error in a variable is not closed.
func (c *checker) differs(pos token.Pos, v, closed string) string {
	if pkg := c.imported(pos, "errors"); pkg != "" {
		return "!" + pkg + ".Is(" + v + ", " + closed + ")"
	}
	return v + " != " + closed
}

// guardTest adds to the one condition before the exit, which is err != nil.
func (c *checker) guardTest(f *lifecycle.FatalServe, closed string) []analysis.TextEdit {
	test, ok := ast.Unparen(f.Test).(*ast.BinaryExpr)
	if !ok || test.Op != token.NEQ || !c.pass.TypesInfo.Types[test.Y].IsNil() {
		return nil
	}
	return []analysis.TextEdit{{Pos: test.End(), End: test.End(), NewText: []byte(" && " + c.differs(test.Pos(), f.Err.Name(), closed))}}
}

// guardCall writes log.Fatal(srv.Serve(l)) out, where it stands on lines of
// its own.
//
//	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
//		log.Fatal(err)
//	}
func (c *checker) guardCall(f *lifecycle.FatalServe, closed string) []analysis.TextEdit {
	cur, ok := c.insp.Root().FindNode(f.Exit)
	if !ok || cur.ParentEdgeKind() != edge.ExprStmt_X || len(f.Exit.Args) != 1 || ast.Unparen(f.Exit.Args[0]) != f.Value {
		return nil
	}
	stmt := cur.Parent()
	block, ok := stmt.Parent().Node().(*ast.BlockStmt)
	start := c.pass.Fset.Position(stmt.Node().Pos())
	if !ok || c.pass.Fset.Position(block.Lbrace).Line == start.Line || start.Line == c.pass.Fset.Position(block.Rbrace).Line {
		return nil
	}
	var serve, exit strings.Builder
	if format.Node(&serve, c.pass.Fset, f.Value) != nil || format.Node(&exit, c.pass.Fset, f.Exit.Fun) != nil || strings.Contains(serve.String(), "\n") {
		return nil
	}
	indent := "\n" + strings.Repeat("\t", start.Column-1)
	text := "if err := " + serve.String() + "; " + c.differs(f.Exit.Pos(), "err", closed) + " {" +
		indent + "\t" + exit.String() + "(err)" + indent + "}"
	return []analysis.TextEdit{{Pos: f.Exit.Pos(), End: f.Exit.End(), NewText: []byte(text)}}
}
