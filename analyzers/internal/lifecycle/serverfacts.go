package lifecycle

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// What another package has to know about the methods of a server that is made
// of another one:
//
//	func (s *API) Start() error { return s.http.ListenAndServe() }
//	func (s *API) Stop() error  { return s.http.Shutdown(ctx) }
//
// Start serves, by the name of another method; it returns as soon as Stop
// begins, with an error that its caller has to know; and Stop drains.

// A ServeKind tells how a method serves.
type ServeKind uint8

const (
	ServesNot     ServeKind = iota
	ServesLong              // it blocks, for as long as it is not stopped
	ServesEarly             // the same, and it returns as soon as a shutdown begins
	ServesClosing           // the same, and its error is ErrServerClosed then
)

// serveFact returns how f serves, if its receiver can be stopped. For a name
// that says so, there is nothing to tell but how it ends.
func (r *Result) serveFact(f *Func) ServeKind {
	recv := f.Obj.Signature().Recv()
	if recv == nil || !serveName(f.Obj.Name()) || !plainResults(f.Obj.Signature()) || takesStop(f.Obj.Signature()) || f.Body() == nil {
		return ServesNot
	}
	if named := known.Named(recv.Type()); named == nil || !hasMethod(named, stopNames...) {
		return ServesNot
	}
	for _, call := range f.calls {
		if !serveName(flow.CalledName(call)) || r.goes(call) {
			continue
		}
		if fn := r.Callee(call).Obj; r.serves(fn) {
			return r.howServed(f, call, fn)
		}
	}
	if f.Obj.Name() == "Run" && r.blocks(f, 0) {
		return ServesLong
	}
	return ServesNot
}

// howServed returns how f serves by the call of fn: not early if it waits for
// anything after it.
func (r *Result) howServed(f *Func, call *ast.CallExpr, fn *types.Func) ServeKind {
	if !r.servesEarly(fn) {
		return ServesLong
	}
	waits, returned := false, false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			lit, ok := n.Call.Fun.(*ast.FuncLit)
			waits = waits || waitsAt(n) || ok && waitsAt(lit.Body)
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				returned = returned || e.Pos() <= call.Pos() && call.End() <= e.End()
			}
		case ast.Stmt:
			waits = waits || n.Pos() > call.End() && waitsAt(n)
		}
		return true
	})
	switch {
	case waits:
		return ServesLong
	case returned && r.servesClosing(fn):
		return ServesClosing
	}
	return ServesEarly
}

// blocks reports whether f has a place to stay in, or calls a function of this
// package that has.
func (r *Result) blocks(f *Func, depth int) bool {
	if f.endLoop || len(f.blocks) > 0 || f.Body() != nil && waitsAt(f.Body()) {
		return true
	}
	for _, call := range f.calls {
		if r.goes(call) || depth > 2 {
			continue
		}
		to := r.Callee(call)
		if to.Func != nil && to.Func != f && r.blocks(to.Func, depth+1) || to.Func == nil && to.Obj != nil && r.serves(to.Obj) {
			return true
		}
	}
	return false
}

// drainFact reports whether f is a method that drains, though its name does
// not say so.
func (r *Result) drainFact(f *Func) bool {
	name := f.Obj.Name()
	if f.Obj.Signature().Recv() == nil || !StopName(name) || Drains(name) || f.Body() == nil {
		return false
	}
	for _, call := range f.calls {
		fn := r.Callee(call).Obj
		if fn != nil && fn != f.Obj && fn.Signature().Recv() != nil && r.DrainsBy(fn) && !r.goes(call) {
			return true
		}
	}
	return false
}

// DrainsBy reports whether a method lets work in hand come to its end, by its
// name or by what it calls.
func (r *Result) DrainsBy(fn *types.Func) bool {
	if fn == nil || Drains(fn.Name()) {
		return fn != nil
	}
	if f := r.declared[fn.Origin()]; f != nil {
		return r.drainFact(f)
	}
	return r.imported(fn.Origin()).Drains
}

// servedBy returns how a method of another package serves, by its fact.
func (r *Result) servedBy(fn *types.Func) ServeKind {
	if fn.Pkg() == nil || fn.Pkg() == r.pass.Pkg || fn.Signature().Recv() == nil {
		return ServesNot
	}
	return r.imported(fn.Origin()).Serves
}

// serverFact adds to a fact what it says about servers.
func (r *Result) serverFact(f *Func, fact *funcFact) {
	fact.Serves = r.serveFact(f)
	fact.Drains = r.drainFact(f)
}

func (f *funcFact) serverString() string {
	var s []string
	switch f.Serves {
	case ServesLong:
		s = append(s, "serves")
	case ServesEarly:
		s = append(s, "serves until a shutdown begins")
	case ServesClosing:
		s = append(s, "serves until ErrServerClosed")
	}
	if f.Drains {
		s = append(s, "drains")
	}
	return strings.Join(s, "; ")
}
