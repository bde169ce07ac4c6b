package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// deadArgument reports the goroutine that s starts if it is given, as the
// only signal that it stops on, a context that nobody can cancel. That it
// waits for it is known from elsewhere: the function is one that other
// packages call, or one of theirs.
func (c *checker) deadArgument(s *lifecycle.Spawn) bool {
	if s.Go == nil {
		return false
	}
	arg := c.deadAmong(s.Call.Args, c.lc.ContextParams(s.Body).Until, s.In)
	if arg != nil && c.level == requireStop && (c.ofMain(s) || !c.endsFor(s.Call, s.Body, s.In)) {
		c.out.OptIn(s.Pos())
	} else if arg != nil {
		c.report(s, deadSignal, fmt.Sprintf("goroutine stops on %s, which nothing cancels", text(arg)),
			relatedAt(arg.Pos(), "the context that it is given")...)
	}
	return arg != nil
}

// deadStarts reports the calls of functions that start a goroutine and are
// given, as the only signal that it stops on, a context that nobody can
// cancel. What main and init hand out lives as long as the process.
func (c *checker) deadStarts() {
	for _, f := range c.lc.Funcs() {
		if c.lc.IsMain(f) || isInit(f) {
			continue
		}
		for _, call := range f.Calls() {
			if !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return isContext(c.pass.TypesInfo.TypeOf(arg)) }) {
				continue
			}
			to := c.lc.Callee(call)
			arg := c.deadAmong(call.Args, c.lc.ContextParams(to).Starts, f)
			if arg == nil || to.Func != nil && !c.mayFireParam(to.Func, call, arg) {
				continue // reported where the goroutine is started
			}
			if c.level == requireStop && !c.endsFor(call, lifecycle.Target{}, f) {
				c.out.OptIn(call.Pos())
				continue
			}
			c.out.Report(report.Finding{
				Pos: call.Pos(), End: call.End(), Category: deadSignal,
				Message: fmt.Sprintf("%s starts a goroutine that stops on %s, which nothing cancels", to.Obj.Name(), text(arg)),
			})
		}
	}
}

// deadAmong returns the first of the arguments with one of the indexes that
// is a context nobody can cancel, in function f.
func (c *checker) deadAmong(args []ast.Expr, indexes []int, f *lifecycle.Func) ast.Expr {
	for _, i := range indexes {
		if i < len(args) && (!c.mayFire(args[i]) || f != nil && c.holdsRoot(args[i], f)) {
			return args[i]
		}
	}
	return nil
}

// holdsRoot reports whether e is a local variable of f that is set once, to
// a context that nobody can cancel. That context may be one of several that
// the function takes to which it is handed, so that the two are told apart
// here only.
func (c *checker) holdsRoot(e ast.Expr, f *lifecycle.Func) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return false
	}
	if value := c.lc.InitialValue(v); value == nil || !c.isRoot(value) {
		return false
	}
	once := true
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				id, ok := lhs.(*ast.Ident)
				once = once && (!ok || c.pass.TypesInfo.Uses[id] != v)
			}
		case *ast.UnaryExpr:
			id, ok := n.X.(*ast.Ident)
			once = once && (!ok || n.Op != token.AND || c.pass.TypesInfo.Uses[id] != v)
		}
		return once
	})
	return once
}

// mayFireParam reports whether the parameter that receives arg may be given
// a context that someone cancels, by other callers.
func (c *checker) mayFireParam(f *lifecycle.Func, call *ast.CallExpr, arg ast.Expr) bool {
	i := slices.Index(call.Args, arg)
	if f.Obj == nil || i >= f.Obj.Signature().Params().Len() {
		return false
	}
	if c.signals == nil {
		return true
	}
	s := c.signals.Signal(f.Obj.Signature().Params().At(i))
	return s == nil || c.signals.CanFire(s)
}
