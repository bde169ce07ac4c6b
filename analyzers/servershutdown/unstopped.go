package servershutdown

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkOwned reports what has been started with goroutines of its own, that
// code which is there to be stopped holds, and that nothing stops:
//
//	s := &Server{db: OpenDB()} // OpenDB starts a goroutine that Close ends
//	func (s *Server) Shutdown() { s.ln.Close() }
//
// Within the package the body of the function that makes the value tells that
// it starts a goroutine; one of another package says so in its name, Start.
func (c *checker) checkOwned() {
	makers := c.makers()
	set := make(map[*types.Named]bool)
	for _, named := range makers {
		set[named] = true
	}
	for n := range c.insp.PreorderSeq((*ast.CallExpr)(nil)) {
		if named := c.startedElsewhere(n.(*ast.CallExpr)); named != nil {
			set[named] = true
		}
	}
	if len(set) == 0 {
		return
	}
	for _, s := range c.lc.Owned(set) {
		if s.Open || len(s.Makes) == 0 || len(s.Stops) > 0 || c.lc.Directives.InTest(s.Makes[0].Pos()) {
			continue
		}
		for _, call := range s.Makes {
			fn := c.callee(call)
			if fn == nil || makers[fn.Origin()] == nil && c.startedElsewhere(call) == nil || !c.holderStops(s, call, fn) {
				continue
			}
			c.reportOwned(s, call, fn)
			break
		}
	}
}

// makers returns the functions of the package that start a goroutine and
// return what has a method to stop it.
func (c *checker) makers() map[*types.Func]*types.Named {
	makers := make(map[*types.Func]*types.Named)
	for _, spawn := range c.lc.Spawns() {
		if spawn.In == nil || spawn.In.Obj == nil || c.lc.Directives.InTest(spawn.Pos()) {
			continue
		}
		if named := stoppable(spawn.In.Obj); named != nil && named.Obj().Pkg() == c.pass.Pkg && spawn.In.Obj.Signature().Recv() == nil {
			makers[spawn.In.Obj] = named
		}
	}
	return makers
}

// stoppable returns the type of the first result of fn if it has a method that
// stops it, or nil.
func stoppable(fn *types.Func) *types.Named {
	results := fn.Signature().Results()
	if results.Len() == 0 {
		return nil
	}
	named := known.Named(results.At(0).Type())
	if named == nil || types.IsInterface(named) || lifecycle.StopMethod(named) == "" {
		return nil
	}
	return named.Origin()
}

// startedElsewhere returns what a call of a function of another package
// returns that is called Start, if it can be drained.
func (c *checker) startedElsewhere(call *ast.CallExpr) *types.Named {
	if !strings.HasPrefix(flow.CalledName(call), "Start") {
		return nil
	}
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == c.pass.Pkg || fn.Signature().Recv() != nil {
		return nil
	}
	if named := stoppable(fn); named != nil && lifecycle.Drains(lifecycle.StopMethod(named)) {
		return named
	}
	return nil
}

// holderStops reports whether what holds the value is there to be stopped: a
// field of a type that is, or a local variable of a function that handles
// signals. A local variable with something of this package is a matter of
// stopwithoutwait, which follows it through the function.
func (c *checker) holderStops(s *lifecycle.Server, call *ast.CallExpr, fn *types.Func) bool {
	for _, v := range s.Names {
		if v.IsField() {
			if owner := c.ownerOf(v); owner != nil && hasStop(owner) {
				return true
			}
		}
	}
	cur, ok := c.insp.Root().FindNode(call)
	if !ok || fn.Pkg() == c.pass.Pkg {
		return false
	}
	f := c.lc.Enclosing(cur)
	if f == nil || s.Var.IsField() || s.Var.Parent() == c.pass.Pkg.Scope() {
		return false
	}
	f = outermost(f)
	return f.Body() != nil && c.handlesSignals(f)
}

// ownerOf returns the type of this package whose field v is, or nil.
func (c *checker) ownerOf(v *types.Var) types.Type {
	scope := c.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if st, ok := obj.Type().Underlying().(*types.Struct); ok {
			for field := range st.Fields() {
				if field == v {
					return obj.Type()
				}
			}
		}
	}
	return nil
}

func (c *checker) reportOwned(s *lifecycle.Server, call *ast.CallExpr, fn *types.Func) {
	stop := lifecycle.StopMethod(known.Named(s.Var.Type()))
	c.out.Report(report.Finding{
		Pos: call.Pos(), End: call.End(), Category: neverShutDown,
		Message: report.Fit("nothing calls "+stop+" of "+quoted(s.Var), "(what "+c.name(fn)+" has started goes on)"),
		Related: []analysis.RelatedInformation{{Pos: s.Var.Pos(), Message: "it is kept here"}},
	})
}
