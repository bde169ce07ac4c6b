package signals

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// place returns the node that an expression stands for: the variable,
// field, parameter or result that holds the value or the container of it.
// It is nil if there is none, or none in sight.
func (x *Index) place(e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		return x.place(e.X)
	case *ast.SliceExpr:
		return x.place(e.X)
	case *ast.StarExpr:
		return x.place(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return x.place(e.X)
		}
		return nil
	case *ast.CallExpr:
		return x.callPlace(e)
	}
	v := x.lc.Variable(e)
	if v == nil || signalType(v.Type()) == nil {
		return nil
	}
	return v
}

// callPlace returns the node of the one result of a call of a function in
// sight, or of the argument of a conversion.
func (x *Index) callPlace(call *ast.CallExpr) *types.Var {
	if tv := x.info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return x.place(call.Args[0])
	}
	return x.result(call, 0)
}

// result returns the node of the i-th result of a call, nil if the
// function is not in sight or the result is no signal.
func (x *Index) result(call *ast.CallExpr, i int) *types.Var {
	to := x.lc.Callee(call)
	if to.Func == nil {
		return nil
	}
	sig := x.signature(to.Func.Obj, to.Func.Lit)
	if sig == nil || i >= sig.Results().Len() || signalType(sig.Results().At(i).Type()) == nil {
		return nil
	}
	return sig.Results().At(i)
}

func (x *Index) signature(fn *types.Func, lit *ast.FuncLit) *types.Signature {
	if fn != nil {
		return fn.Origin().Signature()
	}
	sig, _ := x.info.TypeOf(lit.Type).(*types.Signature)
	return sig
}

// doneOf returns the context whose Done, Err or Cause the call asks for,
// or nil if it is another call.
func (x *Index) doneOf(call *ast.CallExpr) ast.Expr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Done" {
		return nil
	}
	if t := x.info.TypeOf(sel.X); t == nil || !isContext(t) {
		return nil
	}
	return sel.X
}

// contextFuncs are the functions of package context that make a context.
var contextFuncs = map[string]Origin{
	"Background": Root, "TODO": Root, "WithoutCancel": Detached,
	"WithCancel": Cancelable, "WithCancelCause": Cancelable,
	"WithTimeout": Timed, "WithTimeoutCause": Timed, "WithDeadline": Timed, "WithDeadlineCause": Timed,
	"WithValue": Derived,
}

// made returns what the call makes, if it makes a channel or a context.
func (x *Index) made(call *ast.CallExpr) (Make, bool) {
	m := Make{Call: call}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && x.info.Uses[id] == types.Universe.Lookup("make") {
		t := x.info.TypeOf(call)
		if _, ok := t.Underlying().(*types.Chan); !ok {
			return m, false
		}
		if len(call.Args) > 1 {
			m.Buffer = -1
			if v := x.info.Types[call.Args[1]].Value; v != nil {
				if n, ok := constant.Int64Val(constant.ToInt(v)); ok {
					m.Buffer = n
				}
			}
		}
		return m, true
	}
	fn := typeutil.StaticCallee(x.info, call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
		return m, false
	}
	ok := false
	switch path := fn.Pkg().Path(); {
	case path == "context":
		m.Origin, ok = contextFuncs[fn.Name()]
	case path == "os/signal" && fn.Name() == "NotifyContext":
		m.Origin, ok = Notified, true
	case path == "golang.org/x/sync/errgroup" && fn.Name() == "WithContext":
		m.Origin, ok = Grouped, true
	}
	if ok && m.Origin != Root && len(call.Args) > 0 {
		m.Parent = call.Args[0]
	}
	return m, ok
}

func asCall(e ast.Expr) *ast.CallExpr {
	call, _ := ast.Unparen(e).(*ast.CallExpr)
	return call
}
