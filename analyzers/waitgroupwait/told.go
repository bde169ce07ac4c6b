package waitgroupwait

import (
	"go/ast"
	"go/types"
	"maps"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// computes are the packages of the standard library whose functions work on
// what they are given, and on nothing else.
var computes = map[string]bool{
	"archive/tar": true, "archive/zip": true, "bufio": true, "bytes": true, "cmp": true, "compress/bzip2": true, "compress/flate": true,
	"compress/gzip": true, "compress/zlib": true, "context": true, "encoding/base64": true, "encoding/binary": true, "encoding/csv": true,
	"encoding/hex": true, "encoding/json": true, "encoding/xml": true, "errors": true, "fmt": true, "hash/crc32": true, "io": true, "io/ioutil": true,
	"log": true, "log/slog": true, "maps": true, "math": true, "path": true, "regexp": true, "slices": true, "sort": true, "strconv": true,
	"strings": true, "sync": true, "sync/atomic": true, "time": true, "unicode/utf8": true,
}

// call notes what the goroutine calls: a function that may do anything, unless
// it is one of those packages, a builtin, or is told nothing but an error. Methods
// are a matter of what they are called on.
func (w *work) call(call *ast.CallExpr) {
	if tv := w.pass.TypesInfo.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return
	}
	fn, ok := typeutil.Callee(w.pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Signature().Recv() != nil {
		return // the variable, or what the method is called on, tells
	}
	if fn.Pkg() != nil && computes[fn.Pkg().Path()] {
		return
	}
	for _, arg := range call.Args {
		if !isError(w.pass.TypesInfo.TypeOf(arg)) {
			w.uses = true
		}
	}
	w.uses = w.uses || len(call.Args) == 0
}

// cancelledOnReturn reports whether the context v is one that home makes, or
// derives from one that it makes, and cancels by a deferred call.
func (w *work) cancelledOnReturn(v *types.Var) bool {
	if w.cancelled == nil {
		w.cancelled = make(map[*types.Var]bool)
		for range 3 { // contexts that derive from one another
			w.addCancelled()
		}
	}
	return w.cancelled[v]
}

func (w *work) addCancelled() {
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		if _, lit := n.(*ast.FuncLit); lit {
			return false
		}
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 || assign.Pos() > w.start {
			return true
		}
		call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return true
		}
		ends := w.takes(call)
		for _, lhs := range assign.Lhs {
			if v := w.variable(lhs); v != nil && isFunc(v.Type()) {
				ends = ends || w.deferred(v)
			}
		}
		for _, lhs := range assign.Lhs {
			if v := w.variable(lhs); v != nil && isContext(v.Type()) {
				w.cancelled[v] = ends
			}
		}
		return true
	})
}

// takes reports whether the call is given a context that is cancelled.
func (w *work) takes(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if v := w.variable(arg); v != nil && w.cancelled[v] {
			return true
		}
	}
	return false
}

// deferred reports whether home defers a call of v, a function, by itself or in
// a literal.
func (w *work) deferred(v *types.Var) bool {
	found := false
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			ast.Inspect(n.Call, func(m ast.Node) bool {
				call, ok := m.(*ast.CallExpr)
				found = found || ok && w.variable(call.Fun) == v
				return !found
			})
			return false
		}
		return !found
	})
	return found
}

// closed reports whether home closes what the goroutine has in hand, or the
// other end of it, between the start and the statement out; or leaves because a
// method of it has failed, as those that the goroutine calls will.
//
//	r, w := io.Pipe()
func (w *work) closed(f *skipFinder, start ast.Node, out ast.Stmt) bool {
	ends := w.ends()
	found := false
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt, *ast.GoStmt:
			return false
		case *ast.IfStmt:
			if err := f.testedError(n.Cond); err != nil && n.Body.Pos() <= out.Pos() && out.Pos() < n.Body.End() {
				found = found || ends[w.failing(err, out)]
			}
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			if ok && start.End() <= n.Pos() && n.Pos() < out.Pos() && strings.HasPrefix(sel.Sel.Name, "Close") {
				found = found || ends[w.variable(sel.X)]
			}
		}
		return !found
	})
	return found
}

// ends returns the variables that the goroutine has in hand, and those that one
// call has made with them.
func (w *work) ends() map[*types.Var]bool {
	ends := maps.Clone(w.handles)
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			return true
		}
		for _, lhs := range assign.Lhs {
			if v := w.variable(lhs); v != nil && w.handles[v] {
				for _, other := range assign.Lhs {
					ends[w.variable(other)] = true
				}
			}
		}
		return true
	})
	delete(ends, nil)
	return ends
}

// failing returns the variable a method of which has last returned the error
// err above the statement out, or nil.
func (w *work) failing(err types.Object, out ast.Stmt) *types.Var {
	var of *types.Var
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 || assign.Pos() > out.Pos() {
			return true
		}
		for _, lhs := range assign.Lhs {
			if w.variable(lhs) != err {
				continue
			}
			of = nil
			if call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr); ok {
				if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
					of = w.variable(sel.X)
				}
			}
		}
		return true
	})
	return of
}
