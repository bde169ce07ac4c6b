package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Not all that a goroutine does with what its type was handed matters once it
// has been told to stop. Who asks for something too late gets an error or an
// old answer, and is done. A command does something: it writes, sends or calls
// back, and takes its time.

// noteWork files a call that is a command to what a variable holds, or calls
// back by a function that it holds. What is in sight is no command of its own:
// that is what it does in turn.
func (c *checker) noteWork(f *lifecycle.Func, d *deeds, call *ast.CallExpr) {
	if c.lc.Callee(call).Func != nil {
		return
	}
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
	v, name := c.owned(f, base(of)), flow.CalledName(call)
	if v == nil || !works(v.Type()) || isStopName(name) || tells(name) || listens(v.Name()) {
		return
	}
	if c.commands(call, d, of == call.Fun) {
		d.works = append(d.works, deed{v, call, of})
	}
}

// commands reports whether a call is there for its effect, and may take its
// time: nothing that it returns is used, unless that is an error, and it may
// fail or be cancelled, or nobody knows what it does, as with a callback. One
// whose name says no more than that it is one is told what happens.
func (c *checker) commands(call *ast.CallExpr, d *deeds, callback bool) bool {
	t := c.info.TypeOf(call.Fun)
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false // a conversion
	}
	if !d.unused[call] && !saysOnlyErrors(sig) && !isWrite(flow.CalledName(call), sig) {
		return false
	}
	if callback {
		return sig.Results().Len() > 0 || !vague(flow.CalledName(call))
	}
	return !asksFor(flow.CalledName(call)) && !fills(call) && (returnsError(sig.Results()) || takesContext(sig))
}

// saysOnlyErrors reports whether a function returns nothing but an error.
func saysOnlyErrors(sig *types.Signature) bool {
	return sig.Results().Len() == 0 || sig.Results().Len() == 1 && returnsError(sig.Results().At(0).Type())
}

// isWrite reports whether a function returns how much it has written.
func isWrite(name string, sig *types.Signature) bool {
	return strings.HasPrefix(name, "Write") && sig.Results().Len() == 2 && returnsError(sig.Results())
}

// fills reports whether a call is given something to put its answer into.
func fills(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok {
			if _, made := ast.Unparen(u.X).(*ast.CompositeLit); !made && u.Op == token.AND {
				return true
			}
		}
	}
	return false
}

func takesContext(sig *types.Signature) bool {
	for param := range sig.Params().Variables() {
		if isContext(param.Type()) {
			return true
		}
	}
	return false
}

func isContext(t types.Type) bool { return t != nil && t.String() == "context.Context" }

// noteUnused files the calls whose results go nowhere, errors left out.
func (c *checker) noteUnused(d *deeds, n ast.Node) {
	switch n := n.(type) {
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(n.X).(*ast.CallExpr); ok {
			d.unused[call] = true
		}
	case *ast.AssignStmt:
		if len(n.Rhs) != 1 {
			return
		}
		call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr)
		for _, lhs := range n.Lhs {
			id, name := ast.Unparen(lhs).(*ast.Ident)
			ok = ok && (name && id.Name == "_" || returnsError(c.info.TypeOf(lhs)))
		}
		if ok {
			d.unused[call] = true
		}
	}
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
	return sig.Results().Len() == 1 && isContext(sig.Results().At(0).Type())
}
