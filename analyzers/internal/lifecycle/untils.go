package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A function may end only when the context that it is given is cancelled,
// and so may a goroutine that it starts. Callers of both, in other packages
// too, decide with their argument whether that ever comes about:
//
//	func (p *Poller) Run(ctx context.Context) { for { select { case <-ctx.Done(): return; ... } } }
//	func Start(ctx context.Context) { go poll(ctx) }
//	Start(context.Background())

// ContextParams are the parameters of a function, contexts all of them, on
// whose cancellation rests that it ends (Until), or that a goroutine ends
// that it starts and leaves running (Starts). Both are sorted.
type ContextParams struct{ Until, Starts []int }

// ContextParams returns what is known about the target.
func (r *Result) ContextParams(to Target) ContextParams {
	r.contextMu.Lock()
	defer r.contextMu.Unlock()
	return r.contextsOf(to)
}

func (r *Result) contextsOf(to Target) ContextParams {
	switch {
	case to.Func != nil:
		return r.contexts().of(to.Func)
	case to.Obj != nil && hasContextParam(to.Obj.Signature()):
		fact := r.imported(to.Obj)
		return ContextParams{fact.Until, fact.Starts}
	}
	return ContextParams{}
}

// A contextFinder finds the context parameters of the functions of one
// package. While a function is being looked at, nothing is known of it.
type contextFinder struct {
	*Result
	known map[*Func]*ContextParams
	ends  map[endsKey]bool
}

type endsKey struct {
	f *Func
	v *types.Var
}

func (r *Result) contexts() *contextFinder {
	if r.contextParams == nil {
		r.contextParams = &contextFinder{Result: r, known: make(map[*Func]*ContextParams), ends: make(map[endsKey]bool)}
	}
	return r.contextParams
}

func (cf *contextFinder) of(f *Func) ContextParams {
	if p := cf.known[f]; p != nil {
		return *p
	}
	p := new(ContextParams)
	cf.known[f] = p
	if f.Body() == nil {
		return *p
	}
	for i, v := range cf.params(f) {
		if v == nil || !contextType(v.Type()) || cf.reassigned(f, v) {
			continue // or it is another context in the end
		}
		if cf.endsBy(f, v) {
			p.Until = append(p.Until, i)
		}
		if cf.starts(f, v) {
			p.Starts = append(p.Starts, i)
		}
	}
	return *p
}

// params returns the parameters of f, nil for those without a name.
func (cf *contextFinder) params(f *Func) []*types.Var {
	var list []*types.Var
	for _, field := range f.Type().Params.List {
		for _, id := range field.Names {
			v, _ := cf.info.Defs[id].(*types.Var)
			list = append(list, v)
		}
		if len(field.Names) == 0 {
			list = append(list, nil)
		}
	}
	return list
}

// reassigned reports whether f sets v, or hands out its address.
func (cf *contextFinder) reassigned(f *Func, v *types.Var) bool {
	found := false
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && cf.info.Uses[id] == v
	}
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.ContainsFunc(n.Lhs, is)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
		return !found
	})
	return found
}

// endsBy reports whether f comes to its end only if context v is
// cancelled.
func (cf *contextFinder) endsBy(f *Func, v *types.Var) bool {
	key := endsKey{f, v}
	if ends, ok := cf.ends[key]; ok {
		return ends
	}
	cf.ends[key] = false
	if cf.endings.traps[f].kind != MayEnd || f.Body() == nil {
		return false
	}
	s := cf.silence(f, v)
	if s.uses == nil && s.calls == nil {
		return false
	}
	e := &Endings{Result: cf.Result, silent: s, traps: cf.endings.traps, mayWait: make(map[*Func]trap)}
	cf.ends[key] = e.findTrap(f).kind != MayEnd
	return cf.ends[key]
}

// silence returns what in f waits for context v, be it in a callee.
func (cf *contextFinder) silence(f *Func, v *types.Var) *Silence {
	s := new(Silence)
	sels := make(map[*ast.CommClause]*ast.SelectStmt)
	comms := make(map[ast.Node]*ast.CommClause)
	inspectOwn(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.SelectStmt:
			for _, c := range n.Body.List {
				sels[c.(*ast.CommClause)] = n
			}
		case *ast.CommClause:
			if recv := receiveIn(n.Comm); recv != nil {
				comms[recv] = n
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && cf.asks(cf.named(n.X), "Done", v) {
				s.Add(n, nil, comms[n], sels[comms[n]])
			}
		case *ast.CallExpr:
			if cf.asks(n, "Err", v) {
				s.Add(n, nil, nil, nil)
			} else if cf.waitsIn(n, v) {
				s.addCall(n)
			}
		}
	})
	return s
}

// receiveIn returns the receive of a case of a select, or nil.
func receiveIn(comm ast.Stmt) ast.Node {
	var e ast.Expr
	switch comm := comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	}
	recv, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok {
		return nil
	}
	return recv
}

// named returns what a local variable is set to, once, or else e itself.
//
//	done := ctx.Done()
func (cf *contextFinder) named(e ast.Expr) ast.Expr {
	if v := cf.Variable(e); v != nil {
		if value := cf.value(v); value != nil {
			return value
		}
	}
	return e
}

// asks reports whether e is a call of that method of context v.
func (cf *contextFinder) asks(e ast.Expr, method string, v *types.Var) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == method && cf.Variable(sel.X) == v
}

// waitsIn reports whether the call is of a function that ends only if
// context v is cancelled.
func (cf *contextFinder) waitsIn(call *ast.CallExpr, v *types.Var) bool {
	if !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return cf.Variable(arg) == v }) {
		return false
	}
	return slices.ContainsFunc(cf.contextsOf(cf.Callee(call)).Until, func(i int) bool {
		return i < len(call.Args) && cf.Variable(call.Args[i]) == v
	})
}

// starts reports whether f starts a goroutine that ends only if context v
// is cancelled.
func (cf *contextFinder) starts(f *Func, v *types.Var) bool {
	for _, s := range cf.spawnsIn()[f] {
		if to := s.Body.Func; to != nil && to.Lit != nil && cf.endsBy(to, v) || s.Go != nil && cf.waitsIn(s.Call, v) {
			return true
		}
	}
	return slices.ContainsFunc(f.calls, func(call *ast.CallExpr) bool {
		return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return cf.Variable(arg) == v }) &&
			slices.ContainsFunc(cf.contextsOf(cf.Callee(call)).Starts, func(i int) bool {
				return i < len(call.Args) && cf.Variable(call.Args[i]) == v
			})
	})
}

// spawnsIn returns the spawns by the function in which they stand.
func (r *Result) spawnsIn() map[*Func][]*Spawn {
	if r.spawnsBy == nil {
		r.spawnsBy = make(map[*Func][]*Spawn)
		for _, s := range r.Spawns() {
			r.spawnsBy[s.In] = append(r.spawnsBy[s.In], s)
		}
	}
	return r.spawnsBy
}

func hasContextParam(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if contextType(v.Type()) {
			return true
		}
	}
	return false
}

func contextType(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}
