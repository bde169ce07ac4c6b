package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// passesOn reports whether e is the error v, or one that wraps it.
func (ff *fatalFinder) passesOn(e ast.Expr, v *types.Var) bool {
	e = ast.Unparen(e)
	if ff.Variable(e) == v {
		return true
	}
	call, ok := e.(*ast.CallExpr)
	return ok && ff.wraps(call) && ff.mentions(call, v)
}

// mentions reports whether v is among the arguments of the call.
func (ff *fatalFinder) mentions(call *ast.CallExpr, v *types.Var) bool {
	found := false
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && ff.info.Uses[id] == v
			return !found
		})
	}
	return found
}

// decide tells how a condition comes out while v holds the error, if that is
// all that it depends on.
func (ff *fatalFinder) decide(cond ast.Expr, v *types.Var) (truth, known bool) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			truth, known = ff.decide(e.X, v)
			return !truth, known
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND, token.LOR:
			x, okX := ff.decide(e.X, v)
			y, okY := ff.decide(e.Y, v)
			short := e.Op == token.LOR // what decides alone
			if okX && x == short || okY && y == short {
				return short, true
			}
			return !short, okX && okY
		case token.EQL, token.NEQ:
			if ff.Variable(e.X) == v {
				truth, known = ff.isThis(e.Y)
				return truth == (e.Op == token.EQL), known
			}
		}
	case *ast.CallExpr:
		if isFunc(ff.Callee(e).Obj, "errors", "Is") && len(e.Args) == 2 && ff.Variable(e.Args[0]) == v {
			return ff.isThis(e.Args[1])
		}
	}
	return false, false
}

// isThis reports whether e is what the Serve returns when its server is shut
// down: no nil, but ErrServerClosed; for some, nil.
func (ff *fatalFinder) isThis(e ast.Expr) (is, known bool) {
	if ff.info.Types[e].IsNil() {
		return !ff.serve.Closed, true
	}
	target := ff.Variable(e)
	if target == nil || !isPackageLevel(target) {
		return false, false
	}
	return target.Name() == closedError && ff.serve.Closed, true
}

// MayTake reports whether control may leave b by its i-th way when v holds
// the error with which the Serve returns once its server is shut down.
func (r *Result) MayTake(c *ServeCall, v *types.Var, b *cfg.Block, i int) bool {
	if len(b.Succs) != 2 {
		return true
	}
	ff := &fatalFinder{Result: r, serve: c}
	truth, known := ff.decide(branch(b), v)
	return !known || truth == (i == 0)
}

// Spawned reports whether the package runs f in a goroutine, by itself or in
// a call from there.
func (s *Serving) Spawned(f *Func) bool { return s != nil && s.goroutine[f] }

// waitsAt reports whether n receives, or calls something that is called Wait.
func waitsAt(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || flow.CalledName(n) == "Wait"
		}
		return !found
	})
	return found
}

// stopAside returns a call that shuts the server down while c serves: not one
// on the same goroutine, such as a deferred one, which comes after it.
func (r *Result) stopAside(c *ServeCall) *StopCall {
	for i, stop := range c.Server.Stops {
		if stop.Call == nil || stop.In == nil || c.Go || r.goes(stop.Call) || r.runner(stop.In) != r.runner(c.In) {
			return &c.Server.Stops[i]
		}
	}
	return nil
}

// goes reports whether the call is that of a go statement.
func (r *Result) goes(call *ast.CallExpr) bool {
	c, ok := r.insp.Root().FindNode(call)
	return ok && c.ParentEdgeKind() == edge.GoStmt_Call
}

// runner returns the function that runs f, if f is a literal that is called on
// the spot or deferred, and f otherwise.
func (r *Result) runner(f *Func) *Func {
	for f.Lit != nil && f.Parent != nil {
		c, ok := r.insp.Root().FindNode(f.Lit)
		if !ok || c.ParentEdgeKind() != edge.CallExpr_Fun || c.Parent().ParentEdgeKind() == edge.GoStmt_Call {
			break
		}
		f = f.Parent
	}
	return f
}
