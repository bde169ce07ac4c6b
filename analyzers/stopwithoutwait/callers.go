package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What a stop method leaves alone its callers may take away:
//
//	func (s *Server) Close() {
//		s.worker.Stop() // signals, and does not wait
//		s.db.Close()    // which the worker was made with
//	}
//
// The two calls stand in one block, in this order or deferred in the
// opposite one, and nothing between them waits.

// A sequel is a call that closes something right after a stop method.
type sequel struct {
	stop   *stop
	at     *ast.CallExpr // of the stop function
	closed deed
	in     *lifecycle.Func
}

// sequels returns the calls of the package that close something right
// after a stop method, in order of position.
func (c *checker) sequels() []sequel {
	if c.sequelsDone {
		return c.allSequels
	}
	c.sequelsDone = true
	for _, f := range c.lc.Funcs() {
		if f.Body() == nil || c.lc.Directives.InTest(f.Pos()) {
			continue
		}
		ast.Inspect(f.Body(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BlockStmt:
				c.sequelsIn(f, n.List)
			case *ast.CaseClause:
				c.sequelsIn(f, n.Body)
			case *ast.CommClause:
				c.sequelsIn(f, n.Body)
			}
			return true
		})
	}
	return c.allSequels
}

func (c *checker) sequelsIn(f *lifecycle.Func, list []ast.Stmt) {
	var before []sequel // stop functions called so far
	var later []deed    // deferred calls that close something
	for _, stmt := range list {
		call, deferred := callOf(stmt)
		if call == nil {
			if c.mayWait(stmt) {
				before = nil
			}
			continue
		}
		closings := c.closings(call)
		var stops []sequel
		for _, s := range c.stopsCalled(call) {
			stops = append(stops, sequel{stop: s, at: call, in: f})
		}
		switch {
		case len(closings) > 0 && deferred:
			later = append(later, closings...)
		case deferred:
			for _, d := range later {
				c.sequel(stops, d)
			}
		case c.mayWait(stmt):
			before = nil
		default:
			for _, closed := range closings {
				c.sequel(before, closed)
			}
			before = append(before, stops...)
		}
	}
}

func (c *checker) sequel(stops []sequel, closed deed) {
	for _, s := range stops {
		s.closed = closed
		c.allSequels = append(c.allSequels, s)
	}
}

// callOf returns the call that a statement consists of.
func callOf(stmt ast.Stmt) (call *ast.CallExpr, deferred bool) {
	var e ast.Expr
	switch stmt := stmt.(type) {
	case *ast.DeferStmt:
		return stmt.Call, true
	case *ast.ExprStmt:
		e = stmt.X
	case *ast.AssignStmt:
		if len(stmt.Rhs) == 1 {
			e = stmt.Rhs[0]
		}
	case *ast.IfStmt:
		if init, ok := stmt.Init.(*ast.AssignStmt); ok && len(init.Rhs) == 1 {
			e = init.Rhs[0]
		}
	case *ast.ReturnStmt:
		if len(stmt.Results) == 1 {
			e = stmt.Results[0]
		}
	}
	call, _ = ast.Unparen(e).(*ast.CallExpr)
	return call, false
}

// closings returns what the call, or those in its arguments, close.
func (c *checker) closings(call *ast.CallExpr) []deed {
	var all []deed
	ast.Inspect(call, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if closed, ok := c.closing(call); ok {
				all = append(all, closed)
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return all
}

// closing reports whether the call closes what a variable or field holds.
func (c *checker) closing(call *ast.CallExpr) (deed, bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !closeName(sel.Sel.Name) {
		return deed{}, false
	}
	v := c.holder(sel.X)
	return deed{v, call, sel.X}, v != nil && !known.ClosedToStop(v.Type())
}

// mayWait reports whether something in the statement may wait: a receive,
// a select, or a call whose name says so.
func (c *checker) mayWait(stmt ast.Stmt) bool {
	waits := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			waits = true
		case *ast.UnaryExpr:
			waits = waits || n.Op == token.ARROW
		case *ast.CallExpr:
			waits = waits || waitName(flow.CalledName(n)) && !c.joinsValues(n)
		}
		return !waits
	})
	return waits
}

// joinsValues reports whether the call is that of a function that is called
// Join because it makes one out of many, as errors.Join does.
func (c *checker) joinsValues(call *ast.CallExpr) bool {
	fn := typeutil.StaticCallee(c.info, call)
	return fn != nil && fn.Name() == "Join" && fn.Signature().Recv() == nil
}

// takenAway returns the first call that closes what the goroutine uses
// right after it has been told to stop by s.
func (c *checker) takenAway(b *body, s *stop) (sequel, bool) {
	for _, q := range c.sequels() {
		if q.stop != s || c.reach(b.fn)[q.in] {
			continue
		}
		for _, u := range b.uses {
			if !slices.Contains(b.blockers, u.what) && c.comesFrom(u.what, q.closed.what) {
				return q, true
			}
		}
	}
	return sequel{}, false
}

// comesFrom reports whether what v holds may be what from holds, or is made
// of it, as far as assignments, literals and arguments of the package show.
func (c *checker) comesFrom(v, from *types.Var) bool {
	return c.traced(v, true, func(v *types.Var) bool { return v == from })
}

// traced reports whether is holds for v, or for one of those that its value
// comes from; with made also for what it is made of.
func (c *checker) traced(v *types.Var, made bool, is func(*types.Var) bool) bool {
	sources := c.sources()
	seen := map[*types.Var]bool{v: true}
	work := []*types.Var{v}
	for len(work) > 0 {
		next := work[len(work)-1]
		work = work[:len(work)-1]
		if is(next) {
			return true
		}
		from := sources[next]
		if made {
			from = slices.Concat(from, c.derived[next])
		}
		for _, source := range from {
			if !seen[source] {
				seen[source] = true
				work = append(work, source)
			}
		}
	}
	return false
}
