package lifecycle

import (
	"go/ast"
	"strings"

	"go/types"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// handed looks at a server that is the i-th argument of a call, and reports
// whether what happens to it is known: a function of this package has it under
// the name of its parameter; one called Register or Configure keeps nothing.
func (sf *serverFinder) handed(s *Server, call *ast.CallExpr, i int) bool {
	to := sf.Callee(call)
	if to.Func != nil {
		v := sf.paramAt(to.Func, i)
		if v == nil || !sf.isServer(v) {
			return false
		}
		sf.unite(s, sf.server(v))
		return true
	}
	return to.Obj != nil && (strings.HasPrefix(to.Obj.Name(), "Register") || strings.HasPrefix(to.Obj.Name(), "Configure"))
}

// member looks at a method or field of a server.
func (sf *serverFinder) member(c inspector.Cursor, sel *ast.SelectorExpr, s *Server) {
	fn, ok := sf.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return
	}
	if !StopName(fn.Name()) {
		s.Open = s.Open || sf.mayStop(c, fn)
		return
	}
	stop := StopCall{Pos: sel.Pos(), End: sel.End(), Func: fn, In: sf.enclosing(c), Test: sf.Directives.InTest(sel.Pos())}
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	if c.ParentEdgeKind() == edge.CallExpr_Fun {
		stop.Call = c.Parent().Node().(*ast.CallExpr)
		stop.End = stop.Call.End()
	}
	s = s.find()
	s.Stops = append(s.Stops, stop)
}

// mayStop reports whether a method that is not called Stop may stop the
// server all the same: one of this package, or the Serve itself if someone has
// it as a value.
func (sf *serverFinder) mayStop(c inspector.Cursor, fn *types.Func) bool {
	if fn.Pkg() == sf.pass.Pkg && !serveName(fn.Name()) {
		return sf.strict || soundsLikeStop(fn.Name())
	}
	if sf.strict && !serveName(fn.Name()) && !strings.HasPrefix(fn.Name(), "Register") && !strings.HasPrefix(fn.Name(), "Set") {
		return soundsLikeStop(fn.Name())
	}
	if !serveName(fn.Name()) || c.ParentEdgeKind() == edge.CallExpr_Fun {
		return false
	}
	call, ok := c.Parent().Node().(*ast.CallExpr)
	if !ok {
		return true
	}
	_, spawns := sf.SpawnArg(call)
	return !spawns
}

// place files a serve call under its server.
func (sf *serverFinder) place(c *ServeCall) {
	fun := c.Call.Fun
	if spawned, ok := sf.SpawnArg(c.Call); ok {
		fun = spawned
	}
	sel, ok := ast.Unparen(fun).(*ast.SelectorExpr)
	if c.Alone || !ok {
		return
	}
	if v := sf.serverVar(sel.X); v != nil {
		c.Server = sf.server(v)
		c.Server.Serves = append(c.Server.Serves, c)
	}
}
