package waitgroupwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// swap returns the fix that has the signal fired before the Wait: the two
// statements trade places. It is offered where that changes nothing else:
// they are statements of one block, of the same form, and either adjacent or
// both deferred with nothing in between that leaves the function.
func (c *checker) swap(w wait, f firing) []analysis.SuggestedFix {
	first, second := c.statement(w.site.Call), c.statement(f.use.Node)
	if w.deferred != nil {
		first, second = second, first
	}
	if !first.Valid() || !second.Valid() || first.Parent() != second.Parent() ||
		first.ParentEdgeKind() != second.ParentEdgeKind() || (w.deferred == nil) != (f.deferred == nil) {
		return nil
	}
	a, b := first.Node().(ast.Stmt), second.Node().(ast.Stmt)
	if b.Pos() < a.Pos() || w.deferred == nil && first.ParentEdgeIndex()+1 != second.ParentEdgeIndex() {
		return nil
	}
	if w.deferred != nil && c.leaves(first, second) {
		return nil
	}
	verb := "Close"
	if f.sig.Kind == signals.Cancel {
		verb = "Call"
	}
	title := verb + " " + f.sig.Name() + " before the Wait"
	if w.deferred != nil {
		edits := c.moveDown(a, b)
		if edits == nil {
			return nil
		}
		return []analysis.SuggestedFix{{Message: title, TextEdits: edits}}
	}
	return []analysis.SuggestedFix{{Message: title, TextEdits: []analysis.TextEdit{
		{Pos: a.Pos(), End: a.End(), NewText: []byte(source(b))},
		{Pos: b.Pos(), End: b.End(), NewText: []byte(source(a))},
	}}}
}

// behind returns the fix that has the Wait, the last statement in the body of
// the loop, come behind the loop.
func (c *checker) behind(w wait, loop ast.Stmt) []analysis.SuggestedFix {
	stmt := c.statement(w.site.Call)
	if !stmt.Valid() || stmt.Parent().Parent().Node() != loop {
		return nil
	}
	if _, more := stmt.NextSibling(); more {
		return nil
	}
	edits := c.moveDown(stmt.Node().(ast.Stmt), loop)
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Wait behind the loop", TextEdits: edits}}
}

// statement returns the statement that is nothing but the call, deferred or
// not, or an invalid cursor.
func (c *checker) statement(call ast.Node) inspector.Cursor {
	cur := c.cursor(call)
	if !cur.Valid() {
		return cur
	}
	switch cur.ParentEdgeKind() {
	case edge.ExprStmt_X, edge.DeferStmt_Call:
		return cur.Parent()
	}
	return inspector.Cursor{}
}

// cursor returns the place of a node in its file.
func (c *checker) cursor(n ast.Node) inspector.Cursor {
	insp := c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	cur, _ := insp.Root().FindNode(n)
	return cur
}

// leaves reports whether between the two statements of a block one may leave
// the function, or the loop that the block is the body of.
func (c *checker) leaves(first, second inspector.Cursor) bool {
	for cur, ok := first.NextSibling(); ok && cur != second; cur, ok = cur.NextSibling() {
		for range cur.Preorder((*ast.ReturnStmt)(nil), (*ast.BranchStmt)(nil)) {
			return true
		}
	}
	return false
}

// moveDown returns the edits that put statement a, with its line, behind
// statement b, or none if something else is on that line.
func (c *checker) moveDown(a, b ast.Stmt) []analysis.TextEdit {
	file := c.pass.Fset.File(a.Pos())
	line := file.Line(a.Pos())
	if line == file.LineCount() {
		return nil
	}
	start, end := file.LineStart(line), file.LineStart(line+1)
	if b.End() < end || c.shares(a, start, end) {
		return nil
	}
	var indent strings.Builder
	indent.WriteString("\n")
	for range int(b.Pos() - file.LineStart(file.Line(b.Pos()))) {
		indent.WriteString("\t")
	}
	return []analysis.TextEdit{
		{Pos: start, End: end},
		{Pos: b.End(), End: b.End(), NewText: []byte(indent.String() + source(a))},
	}
}

// shares reports whether something other than the statement, such as a
// comment, stands between start and end.
func (c *checker) shares(stmt ast.Stmt, start, end token.Pos) bool {
	within := func(pos token.Pos) bool {
		return start <= pos && pos < end && (pos < stmt.Pos() || stmt.End() <= pos)
	}
	found := false
	for _, f := range c.pass.Files {
		if stmt.Pos() < f.FileStart || f.FileEnd <= stmt.Pos() {
			continue
		}
		for _, g := range f.Comments {
			found = found || within(g.Pos()) || within(g.End()-1)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || n.End() <= start || end <= n.Pos() {
				return false
			}
			found = found || within(n.Pos()) || within(n.End()-1)
			return true
		})
	}
	return found
}

// source returns the text of a statement that is a call, deferred or not.
func source(stmt ast.Stmt) string {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return types.ExprString(stmt.X)
	case *ast.DeferStmt:
		return "defer " + types.ExprString(stmt.Call)
	}
	return ""
}
