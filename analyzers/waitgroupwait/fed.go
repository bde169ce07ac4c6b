package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A function that feeds a goroutine through a channel has handed over the
// last piece when it closes the channel. What the goroutine writes then to a
// writer of the caller comes after the function has returned:
//
//	records := make(chan *Record)
//	defer close(records)
//	go encode(w, records)
//	for _, r := range list {
//		records <- r
//	}
//	return nil
//
// A handler whose server takes the response back by then is the worst of them.
// It is one if the function has the channel to itself and waits for nothing,
// and the goroutine has no way to tell that it is through.

// reportFed reports the go statements of the package whose goroutines are fed
// and left.
func (c *checker) reportFed() {
	insp := c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for cur := range insp.Root().Preorder((*ast.GoStmt)(nil)) {
		stmt := cur.Node().(*ast.GoStmt)
		fn := c.lc.Enclosing(cur)
		if fn == nil {
			continue
		}
		writer := c.writerOf(stmt, fn)
		if writer == nil {
			continue
		}
		if ch := c.feed(stmt, fn); ch != nil && c.keepsQuiet(stmt, ch) && !c.listens(fn, stmt) {
			c.out.Report(report.Finding{
				Pos:      stmt.Pos(),
				End:      stmt.End(),
				Category: fedOnly,
				Message: fmt.Sprintf("goroutine is fed by %q but not waited for: the function returns while it may write to %q",
					ch.Name(), writer.Name()),
				Related: []analysis.RelatedInformation{{Pos: ch.Pos(), End: ch.Pos() + token.Pos(len(ch.Name())), Message: "the channel is made here"}},
			})
		}
	}
}

// writerOf returns the parameter of fn that the goroutine is given and that
// one can write to, or nil.
func (c *checker) writerOf(stmt *ast.GoStmt, fn *lifecycle.Func) *types.Var {
	for _, name := range paramNames(fn.Type()) {
		v, ok := c.pass.TypesInfo.Defs[name].(*types.Var)
		if !ok || !types.IsInterface(v.Type()) || !c.names(stmt, v) {
			continue
		}
		if obj, _, _ := types.LookupFieldOrMethod(v.Type(), false, c.pass.Pkg, "Write"); obj != nil && c.mayWrite(stmt, v) {
			return v
		}
	}
	return nil
}

// mayWrite reports whether the goroutine does more with v than to call methods
// such as Close: it hands it on, or calls one that writes.
func (c *checker) mayWrite(stmt *ast.GoStmt, v *types.Var) bool {
	others := make(map[ast.Expr]bool) // mentions in calls of other methods
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok {
				name := sel.Sel.Name
				others[ast.Unparen(sel.X)] = !strings.HasPrefix(name, "Write") && !strings.HasPrefix(name, "Flush")
			}
		case *ast.Ident:
			found = found || c.pass.TypesInfo.Uses[n] == v && !others[n]
		}
		return !found
	})
	return found
}

// feed returns the channel that the goroutine is fed by, or nil: a local one
// of fn that is made, sent on and closed there, and given to no one else.
func (c *checker) feed(stmt *ast.GoStmt, fn *lifecycle.Func) *types.Var {
	var found *types.Var
	ast.Inspect(stmt, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
		if ok && v.Kind() == types.LocalVar && (v.Pos() < stmt.Pos() || stmt.End() <= v.Pos()) {
			if _, isChan := v.Type().Underlying().(*types.Chan); isChan {
				if found != nil && found != v {
					fn = nil // another channel may tell
				}
				found = v
			}
		}
		return true
	})
	if found == nil || fn == nil || !c.feeds(found, stmt, fn) {
		return nil
	}
	return found
}

// feeds reports whether fn makes the channel, sends on it and closes it, and
// does nothing else with it but start the goroutine.
func (c *checker) feeds(ch *types.Var, stmt *ast.GoStmt, fn *lifecycle.Func) bool {
	made, sent, closed, other := false, false, false, false
	insp := c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for cur := range insp.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		if c.pass.TypesInfo.ObjectOf(id) != ch || stmt.Pos() <= id.Pos() && id.Pos() < stmt.End() {
			continue
		}
		switch ek, _ := cur.ParentEdge(); {
		case c.lc.Enclosing(cur) != fn:
			other = true
		case c.pass.TypesInfo.Defs[id] == ch:
			made = true
		case ek == edge.SendStmt_Chan:
			sent = true
		case ek == edge.CallExpr_Args && types.ExprString(cur.Parent().Node().(*ast.CallExpr).Fun) == "close":
			closed = true
		default:
			other = true
		}
	}
	return made && sent && closed && !other
}

// keepsQuiet reports whether the goroutine tells nobody that it is through.
// Of a function of another package all is known that it is given.
func (c *checker) keepsQuiet(stmt *ast.GoStmt, ch *types.Var) bool {
	to := c.lc.Callee(stmt.Call)
	if to.Func != nil && to.Func.Body() != nil {
		return c.silent(to.Func, c.signals().Signal(ch))
	}
	if to.Obj == nil {
		return false
	}
	for _, arg := range stmt.Call.Args {
		if c.variable(arg) == ch {
			continue
		}
		switch c.underlying(arg).(type) {
		case *types.Chan, *types.Signature:
			return false
		}
	}
	return true
}

// listens reports whether fn, but for the goroutine, receives from a channel or
// waits for anything.
func (c *checker) listens(fn *lifecycle.Func, stmt *ast.GoStmt) bool {
	skip := func(n ast.Node) bool { return n == ast.Node(stmt) }
	return c.receives(fn.Body(), skip) || awaits(fn.Body(), skip)
}
