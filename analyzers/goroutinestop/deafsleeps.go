package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"slices"
	"time"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A function that tries again until something works hands its context to
// what it tries, and sleeps in between whatever has become of that:
//
//	for range attempts {
//		if err = put(ctx, key); err == nil {
//			return nil
//		}
//		time.Sleep(backoff) // and the next attempt is bound to fail
//	}
//
// A loop that ends with an error, or with some, sleeps once too often, no more.
// This is asked at level owner.

// deafSleeps reports the first sleep in such a loop of f.
func (c *checker) deafSleeps(f *lifecycle.Func, stop *stopParam) {
	if !stop.isCtx || !tests && c.lc.HelpsTests(f) || slices.ContainsFunc(c.mentions(f), func(m mention) bool { return m.how != handedOn }) || c.derives(f) {
		return
	}
	var loops []*ast.BlockStmt
	var walk func(n ast.Node) bool
	in := func(body *ast.BlockStmt) bool {
		loops = append(loops, body)
		ast.Inspect(body, walk)
		loops = loops[:len(loops)-1]
		return false
	}
	told := false
	walk = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			return in(n.Body)
		case *ast.RangeStmt:
			return in(n.Body)
		case *ast.CallExpr:
			if !told && len(loops) > 0 && isSleep(c.lc.Callee(n).Obj) && c.triesAgain(loops[len(loops)-1], n, stop) {
				told = true
				c.deafSleep(n, f, stop)
			}
		}
		return true
	}
	ast.Inspect(f.Body(), walk)
}

// triesAgain reports whether the loop around a sleep goes on, whatever
// becomes of the context that it hands to what it calls.
func (c *checker) triesAgain(loop *ast.BlockStmt, sleep *ast.CallExpr, stop *stopParam) bool {
	return !c.brief(sleep) && !c.choosesErrors(loop) && c.handsOn(loop, stop)
}

func (c *checker) deafSleep(call *ast.CallExpr, f *lifecycle.Func, stop *stopParam) {
	if c.level == requireStop {
		c.out.OptIn(call.Pos())
		return
	}
	name := "function"
	if f.Obj != nil {
		name = f.Obj.Name()
	}
	c.out.Report(report.Finding{
		Pos: call.Pos(), End: call.End(), Category: deaf,
		Message: fmt.Sprintf("%s tries again with %q after a sleep that this does not end", name, stop.name),
	})
}

// derives reports whether f makes a context of its own, or has a literal
// that may look at the one it is given.
func (c *checker) derives(f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.SelectStmt:
			found = true
		case *ast.CallExpr:
			fn := c.lc.Callee(n).Obj
			found = found || fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context"
		}
		return !found
	})
	return found
}

// brief reports whether the sleep is shorter than anybody would notice.
func (c *checker) brief(call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return true
	}
	d, ok := durationOf(c.pass.TypesInfo.Types[call.Args[0]].Value)
	return ok && d < 100*time.Millisecond
}

// choosesErrors reports whether the loop is left for some error, which it
// tells from others: then for that of the context, too.
func (c *checker) choosesErrors(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.IfStmt)
		if ok && slices.ContainsFunc(stmt.Body.List, leavesAtOnce) {
			cmp, isCmp := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
			failed := isCmp && cmp.Op == token.NEQ && c.pass.TypesInfo.Types[cmp.Y].IsNil() // be it an error of another type
			found = found || failed || (!isCmp || cmp.Op != token.EQL) && c.aboutError(stmt.Cond)
		}
		return !found
	})
	return found
}

// aboutError reports whether a condition names an error.
func (c *checker) aboutError(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && isError(c.pass.TypesInfo.TypeOf(id))
		return !found
	})
	return found
}

func leavesAtOnce(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return stmt.Tok == token.BREAK || stmt.Tok == token.GOTO
	}
	return false
}

// handsOn reports whether the loop hands the context to what it calls.
func (c *checker) handsOn(body *ast.BlockStmt, stop *stopParam) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return c.names(arg, stop.v) })
		return !found
	})
	return found
}

// durationOf returns the duration that a constant is.
func durationOf(v constant.Value) (time.Duration, bool) {
	if v == nil {
		return 0, false
	}
	n, ok := constant.Int64Val(constant.ToInt(v))
	return time.Duration(n), ok
}
