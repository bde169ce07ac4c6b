package waitgroupdone

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// deleteLine deletes a statement, with the line if nothing else stands on it.
func (f *finder) deleteLine(stmt ast.Stmt) analysis.TextEdit {
	file := f.pass.Fset.File(stmt.Pos())
	line := file.PositionFor(stmt.Pos(), false).Line
	if file.PositionFor(stmt.End(), false).Line != line || line >= file.LineCount() || !f.alone(stmt) {
		return analysis.TextEdit{Pos: stmt.Pos(), End: stmt.End()}
	}
	return analysis.TextEdit{Pos: file.LineStart(line), End: file.LineStart(line + 1)}
}

// trailing returns the comment after the statement on its line, with a space
// before it. It goes where the statement goes.
func (f *finder) trailing(stmt ast.Stmt) string {
	for _, file := range f.pass.Files {
		if file.FileStart > stmt.Pos() || stmt.Pos() >= file.FileEnd {
			continue
		}
		for _, group := range file.Comments {
			if group.Pos() >= stmt.End() && f.line(group.Pos()) == f.line(stmt.End()) {
				return " " + group.List[0].Text
			}
		}
	}
	return ""
}

// alone reports whether no code stands beside the statement on its line, and
// no comment before it.
func (f *finder) alone(stmt ast.Stmt) bool {
	line := f.line(stmt.Pos())
	for _, file := range f.pass.Files {
		if file.FileStart > stmt.Pos() || stmt.Pos() >= file.FileEnd {
			continue
		}
		ok := true
		for _, group := range file.Comments {
			ok = ok && (f.line(group.End()) != line || group.Pos() > stmt.Pos() && f.line(group.Pos()) == line)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil || n == ast.Node(stmt) || !ok {
				return false
			}
			switch {
			case f.line(n.Pos()) > line || f.line(n.End()) < line:
				return false
			case f.line(n.Pos()) == line && n.Pos() < stmt.Pos(), f.line(n.End()-1) == line && n.End() > stmt.End():
				ok = false
			}
			return true
		})
		return ok
	}
	return false
}

// deferFirst returns the fix that defers the only Done of body, its last
// statement, at the top.
func (f *finder) deferFirst(body *lifecycle.Func) []analysis.SuggestedFix {
	list := body.Body().List
	if len(list) < 2 {
		return nil
	}
	last, ok := list[len(list)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	count := 0
	for _, d := range f.dones {
		if within(body.Body(), d.Call.Pos()) {
			count++
		}
	}
	call, _ := last.X.(*ast.CallExpr)
	if count != 1 || call == nil || !f.isDone(call) || !f.alone(last) {
		return nil
	}
	text := "defer " + f.text(call) + f.trailing(last) + "\n" + f.indent(list[0].Pos())
	return []analysis.SuggestedFix{{
		Message: "Defer the call of Done",
		TextEdits: []analysis.TextEdit{
			{Pos: list[0].Pos(), End: list[0].Pos(), NewText: []byte(text)},
			f.deleteLine(last),
		},
	}}
}

func (f *finder) isDone(call *ast.CallExpr) bool {
	for _, d := range f.dones {
		if d.Call == call {
			return d.N == 1
		}
	}
	return false
}

// moveBefore returns the fix that moves a statement before another one.
func (f *finder) moveBefore(stmt, target ast.Stmt, title string) []analysis.SuggestedFix {
	if !f.alone(stmt) {
		return nil
	}
	text := f.text(stmt) + f.trailing(stmt) + "\n" + f.indent(target.Pos())
	return []analysis.SuggestedFix{{
		Message: title,
		TextEdits: []analysis.TextEdit{
			{Pos: target.Pos(), End: target.Pos(), NewText: []byte(text)},
			f.deleteLine(stmt),
		},
	}}
}

func (f *finder) text(n ast.Node) string {
	var buf bytes.Buffer
	if err := printer.Fprint(&buf, f.pass.Fset, n); err != nil {
		return ""
	}
	return buf.String()
}

// indent returns the tabs before the statement at pos, as gofmt sets them.
func (f *finder) indent(pos token.Pos) string {
	column := f.pass.Fset.Position(pos).Column
	return string(bytes.Repeat([]byte{'\t'}, column-1))
}
