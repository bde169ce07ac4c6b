package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A ServeCall is a place where something serves until it is shut down.
type ServeCall struct {
	Call   *ast.CallExpr // or the call that starts a goroutine with a method value
	Func   *types.Func   // that serves
	In     *Func
	Go     bool     // started in a goroutine right here
	Alone  bool     // the server has no name: nothing can get at it
	Server *Server  // nil if it is not known
	Listen ast.Expr // the listener that is handed to it, or nil
	Closed bool     // returns ErrServerClosed when a Shutdown begins
	Early  bool     // returns when a Shutdown begins, with that error or with none
	Test   bool
}

// A StopCall is a place where a server is shut down, or where a method that
// does so is taken as a value.
type StopCall struct {
	Pos, End token.Pos
	Func     *types.Func
	Call     *ast.CallExpr // nil for a value
	In       *Func         // nil in a variable's initialiser
	Test     bool
}

// A Server is what variables and fields of this package hold that can serve
// and be shut down: all names of one value. What test files do with one that
// is declared elsewhere does not count.
type Server struct {
	Var    *types.Var // the first name
	Names  []*types.Var
	Makes  []*ast.CallExpr // the calls that make it, by a function that says so in its name
	Serves []*ServeCall
	Stops  []StopCall // in order of position
	Open   bool       // code out of sight may have a hand in it

	parent *Server
}

// StopsOutsideTests returns where code outside test files shuts the server
// down.
func (s *Server) StopsOutsideTests() []StopCall {
	var stops []StopCall
	for _, stop := range s.Stops {
		if !stop.Test {
			stops = append(stops, stop)
		}
	}
	return stops
}

func (s *Server) find() *Server {
	for s.parent != nil {
		s = s.parent
	}
	return s
}

// A Serving is what is known about the servers of one package.
type Serving struct {
	Calls    []*ServeCall // in order of the functions they stand in
	Servers  []*Server    // in order of position
	Fatal    []*FatalServe
	Returned []*ReturnedServe

	fatal     map[*ast.CallExpr]bool
	goroutine map[*Func]bool
}

// Serving returns the servers of the package, or nil if nothing in it serves.
func (r *Result) Serving() *Serving {
	r.servingOnce.Do(func() {
		calls := r.serveCalls()
		if len(calls) == 0 {
			return
		}
		r.serving = &Serving{Calls: calls, fatal: make(map[*ast.CallExpr]bool)}
		r.serving.Servers = r.findServers(calls)
		r.serving.goroutine = r.goroutines()
		r.findFatal(r.serving)
	})
	return r.serving
}

// InGoroutine reports whether the call runs in a goroutine that the package
// starts, so that nothing waits at the place where it stands.
func (s *Serving) InGoroutine(c *ServeCall) bool {
	return c.Go || c.In != nil && s.goroutine[c.In]
}

// Blocks reports whether a call is one that serves.
func (s *Serving) Blocks(call *ast.CallExpr) bool {
	return s != nil && slices.ContainsFunc(s.Calls, func(c *ServeCall) bool { return c.Call == call && !c.Go })
}

// serveCalls returns the places where something serves.
func (r *Result) serveCalls() []*ServeCall {
	var calls []*ServeCall
	for _, f := range r.funcs {
		for _, call := range f.calls {
			if serveName(flow.CalledName(call)) {
				if c := r.serveCall(call.Fun, call); c != nil {
					c.In = f
					calls = append(calls, c)
				}
			}
		}
	}
	if len(calls) == 0 && !r.mayTakeServe() {
		return nil
	}
	for _, spawn := range r.Spawns() {
		if spawn.Go != nil {
			for _, c := range calls {
				c.Go = c.Go || c.Call == spawn.Call
			}
		} else if sel, ok := ast.Unparen(spawn.Arg).(*ast.SelectorExpr); ok && serveName(sel.Sel.Name) {
			if c := r.serveCall(sel, spawn.Call); c != nil {
				c.In, c.Go, c.Listen = spawn.In, true, nil
				calls = append(calls, c)
			}
		}
	}
	return calls
}

// mayTakeServe reports whether the package imports one that starts goroutines
// for its callers, which may be handed a method that serves.
func (r *Result) mayTakeServe() bool { return r.importsTrackers() }

// serveCall returns what fun, which names a function, serves, or nil.
func (r *Result) serveCall(fun ast.Expr, call *ast.CallExpr) *ServeCall {
	fn := r.Value(fun).Obj
	if !r.serves(fn) {
		return nil
	}
	c := &ServeCall{Call: call, Func: fn, Closed: r.servesClosing(fn), Early: r.servesEarly(fn), Test: r.Directives.InTest(call.Pos())}
	if sig := fn.Signature(); sig.Recv() == nil || r.makesServer(fn) {
		c.Alone = true
	} else if sel, ok := ast.Unparen(fun).(*ast.SelectorExpr); ok {
		c.Alone = isLiteral(sel.X)
	}
	if len(call.Args) > 0 && isListener(r.info.TypeOf(call.Args[0])) {
		c.Listen = call.Args[0]
	}
	return c
}

// makesServer reports whether a method makes the server that it runs: nothing
// in its type can stop it, as with an Engine of gin.
func (r *Result) makesServer(fn *types.Func) bool {
	named := known.Named(fn.Signature().Recv().Type())
	return named != nil && !hasMethod(named, stopNames...)
}

// isLiteral reports whether e is T{...} or &T{...}.
func isLiteral(e ast.Expr) bool {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(u.X)
	}
	_, ok := e.(*ast.CompositeLit)
	return ok
}

// isListener reports whether t can accept connections and be closed.
func isListener(t types.Type) bool {
	if t == nil {
		return false
	}
	accept, _, _ := types.LookupFieldOrMethod(t, true, nil, "Accept")
	closer, _, _ := types.LookupFieldOrMethod(t, true, nil, "Close")
	return accept != nil && closer != nil
}

// goroutines returns the functions that run in a goroutine of their own, and
// those that these call.
func (r *Result) goroutines() map[*Func]bool {
	set := make(map[*Func]bool)
	var work []*Func
	add := func(f *Func) {
		if f != nil && !set[f] {
			set[f] = true
			work = append(work, f)
		}
	}
	for _, spawn := range r.Spawns() {
		add(spawn.Body.Func)
	}
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		for _, call := range f.calls {
			add(r.Callee(call).Func)
		}
	}
	return set
}
