package stopwithoutwait

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What a type was handed belongs to who handed it: once the stop method has
// returned, he may close it, or call the stop method of the next part.
//
//	func NewReaper(db *sql.DB) *Reaper
//	func (r *Reaper) run()  { for { ...; r.db.Exec(...) } }
//	func (r *Reaper) Stop() { close(r.quit) } // run may still be in r.db.Exec

// handedWork returns the first call in which the goroutine works, round by
// round, with what its type was handed, or nil if there is none.
func (c *checker) handedWork(b *body, s *stop) *ast.CallExpr {
	if s.from == nil && !s.fn.Obj.Exported() && len(c.callsOf(s.fn)) == 0 && !c.dynamic(s.fn) {
		return nil // a callback, of which nobody takes it that it waits
	}
	if !b.loops || s.from == nil && receiver(s.fn.Obj) == nil || s.from != nil && s.from.plain {
		return nil
	}
	var first *ast.CallExpr
	for f := range c.near(b.fn, 2) {
		for _, u := range c.deedsOf(f).works {
			call := u.node.(*ast.CallExpr)
			if first != nil && first.Pos() < call.Pos() || f == b.fn && !c.inRound(f, call) {
				continue
			}
			if c.handedIn(b, u.what) && !c.locked(b, f, call.Pos(), s.locks) {
				first = call
			}
		}
	}
	return first
}

// noteWork files a call of a method of what a variable holds, or of a
// function that it holds, if it may take its time, or matter to others.
func (c *checker) noteWork(f *lifecycle.Func, d *deeds, call *ast.CallExpr) {
	var of ast.Expr
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		of = fun
	case *ast.SelectorExpr:
		of = fun
		if sel := c.info.Selections[fun]; sel != nil && sel.Kind() == types.MethodVal {
			of = fun.X
		}
	}
	v := c.owned(f, base(of))
	name := calleeName(call)
	if v == nil || !works(v.Type()) || logs(name) || isStopName(name) || !c.takesTime(call) {
		return
	}
	if of == call.Fun || !passing(name) || returnsError(c.info.TypeOf(call)) {
		d.works = append(d.works, deed{v, call, of})
	}
}

// owned returns the variable or field that e names. Of a local variable that
// is declared in f it is the variable: what its fields hold is a matter of
// the moment.
func (c *checker) owned(f *lifecycle.Func, e ast.Expr) *types.Var {
	root := ast.Unparen(e)
	for {
		sel, ok := root.(*ast.SelectorExpr)
		if !ok {
			break
		}
		root = ast.Unparen(sel.X)
	}
	if id, ok := root.(*ast.Ident); ok {
		if v, ok := c.info.Uses[id].(*types.Var); ok && f.Body().Pos() < v.Pos() && v.Pos() < f.Body().End() {
			return c.holder(id)
		}
	}
	return c.holder(e)
}

// base returns what a chain of calls starts from: s.db in
// s.db.Table("t").Delete.
func base(e ast.Expr) ast.Expr {
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return e
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return e
		}
		e = sel.X
	}
}

// takesTime reports whether a call may fail or be cancelled, or is there for
// its effect: what returns something that it knows does not count.
func (c *checker) takesTime(call *ast.CallExpr) bool {
	t := c.info.TypeOf(call.Fun)
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for param := range sig.Params().Variables() {
		if param.Type().String() == "context.Context" {
			return true
		}
	}
	return sig.Results().Len() == 0 || returnsError(sig.Results())
}

// works reports whether what a variable of type t holds may do anything: it
// is a function, an interface, or a pointer to what another package made.
func works(t types.Type) bool {
	if known.ClosedToStop(t) {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return !hasContextResult(u)
	case *types.Interface:
		return true
	case *types.Pointer:
		named, ok := types.Unalias(u.Elem()).(*types.Named)
		return ok && named.Obj().Pkg() != nil && !inert[named.Obj().Pkg().Path()]
	}
	return false
}

// inert are packages whose values nobody closes or waits for.
var inert = map[string]bool{
	"time": true, "sync": true, "sync/atomic": true, "log": true, "log/slog": true, "context": true,
	"math/rand": true, "math/rand/v2": true, "bytes": true, "strings": true, "container/list": true, "math/big": true,
}

func hasContextResult(sig *types.Signature) bool {
	return sig.Results().Len() == 1 && sig.Results().At(0).Type().String() == "context.Context"
}

// logs reports whether a function of that name writes a line to a log.
func logs(name string) bool {
	return hasPrefixFold(name, "log", "debug", "info", "warn", "error", "trace", "print", "panic", "fatal")
}

// passing reports whether a method of that name is over at once and leaves
// nothing behind that anyone would miss: it counts, sets or asks.
func passing(name string) bool {
	return hasPrefixFold(name, "inc", "dec", "observe", "set", "add", "with", "is", "has", "count",
		"gauge", "measure", "record", "mark", "update", "new", "enabled", "done", "err")
}

// handedIn reports whether what v holds was handed to the type of the
// goroutine, or to the function that starts it.
func (c *checker) handedIn(b *body, v *types.Var) bool {
	return c.traced(v, false, func(v *types.Var) bool { return v.IsField() && v.Exported() || c.parameter(b, v) })
}

// parameter reports whether v is a parameter by which the type of the
// goroutine, or its starter, is handed what it works with: one of the starter,
// of a function that makes a value of the type, or of a method that sets it up.
// What comes by other methods is work, and no tool.
func (c *checker) parameter(b *body, v *types.Var) bool {
	if c.params == nil {
		c.params = make(map[*types.Var]*lifecycle.Func)
		for _, f := range c.lc.Funcs() {
			if f.Obj == nil || c.lc.Directives.InTest(f.Pos()) {
				continue
			}
			for param := range f.Obj.Signature().Params().Variables() {
				c.params[param] = f
			}
		}
	}
	f := c.params[v]
	if f == nil || c.reach(b.fn)[f] {
		return false
	}
	return f == outermost(b.spawn.In) || f.Obj.Signature().Recv() == nil ||
		hasPrefixFold(f.Obj.Name(), "new", "set", "with", "init", "start", "run", "open", "register", "use", "bind")
}
