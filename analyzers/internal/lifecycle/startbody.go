package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A starter reads goroutines that outlive the functions that start them.
// What one variable holds and another one gets is followed through
// assignments, literals of structs and the go statement.
type starter struct {
	*Result
	from  map[*types.Var][]*types.Var    // where the value of a variable comes from
	pairs map[*ast.CallExpr][]*types.Var // what the results of a call are assigned to
	lits  map[*Func][]*Func
}

// A goroutine is what matters of the body of one.
type goroutine struct {
	ends  []ending     // receives that it may end by
	uses  []*types.Var // what it works with, round by round
	locks []*types.Var
	tells bool // someone that it ends, as far as anyone can tell
}

// An ending is a receive, or a range over a channel.
type ending struct {
	v      *types.Var // the channel or context
	node   ast.Node
	in     *Func
	clause *ast.CommClause
	sel    *ast.SelectStmt
}

// goroutine reads the body that n starts, and what it calls directly.
func (st *starter) goroutine(n *ast.GoStmt, body *Func) *goroutine {
	g := new(goroutine)
	params := st.paramsOf(body)
	at := func(v *types.Var) *types.Var { // what a parameter is where the goroutine starts
		if i := slices.Index(params, v); v != nil && i >= 0 && i < len(n.Call.Args) {
			return st.signalVar(n.Call.Args[i])
		}
		return v
	}
	for _, f := range st.around(body, 1) {
		st.read(g, f, f == body, at)
	}
	return g
}

func (st *starter) paramsOf(f *Func) []*types.Var {
	var params []*types.Var
	if f.Obj != nil {
		for v := range f.Obj.Signature().Params().Variables() {
			params = append(params, v)
		}
		return params
	}
	if sig, ok := st.info.TypeOf(f.Lit.Type).(*types.Signature); ok {
		for v := range sig.Params().Variables() {
			params = append(params, v)
		}
	}
	return params
}

// around returns f, its literals that are no goroutines, and the functions
// that it calls in sight, depth calls deep.
func (st *starter) around(f *Func, depth int) []*Func {
	funcs := []*Func{f}
	for i := 0; i < len(funcs); i++ {
		funcs = append(funcs, st.literalsIn(funcs[i])...)
	}
	if depth == 0 {
		return funcs
	}
	for _, from := range slices.Clone(funcs) {
		for _, call := range from.calls {
			if to := st.Callee(call).Func; to != nil && to.Body() != nil && !slices.Contains(funcs, to) {
				for _, next := range st.around(to, depth-1) {
					if !slices.Contains(funcs, next) {
						funcs = append(funcs, next)
					}
				}
			}
		}
	}
	return funcs
}

// literalsIn returns the literals that stand in f, those left out that run in
// goroutines of their own.
func (st *starter) literalsIn(f *Func) []*Func {
	if st.lits == nil {
		st.lits = make(map[*Func][]*Func)
		started := make(map[ast.Expr]bool)
		st.insp.Preorder([]ast.Node{(*ast.GoStmt)(nil)}, func(n ast.Node) { started[ast.Unparen(n.(*ast.GoStmt).Call.Fun)] = true })
		for _, lit := range st.funcs {
			if lit.Lit != nil && lit.Parent != nil && !started[lit.Lit] {
				st.lits[lit.Parent] = append(st.lits[lit.Parent], lit)
			}
		}
	}
	return st.lits[f]
}

// read adds what one function of a goroutine does.
func (st *starter) read(g *goroutine, f *Func, top bool, at func(*types.Var) *types.Var) {
	var loops []ast.Node
	var sel *ast.SelectStmt
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			sel = n
			for _, c := range n.Body.List {
				clause := c.(*ast.CommClause)
				if recv := receiveOf(clause.Comm); recv != nil {
					g.ends = append(g.ends, ending{at(st.signalVar(recv.X)), recv, f, clause, sel})
				}
			}
		case *ast.RangeStmt:
			loops = append(loops, n)
			if t := st.info.TypeOf(n.X); t != nil {
				if _, ok := t.Underlying().(*types.Chan); ok {
					g.ends = append(g.ends, ending{v: at(st.signalVar(n.X)), node: n, in: f})
				}
			}
		case *ast.ForStmt:
			loops = append(loops, n)
		case *ast.SendStmt:
			g.tells = true
		case *ast.CallExpr:
			st.readCall(g, n, at, !top || slices.ContainsFunc(loops, func(l ast.Node) bool { return l.Pos() < n.Pos() && n.End() <= l.End() }))
		}
		return true
	})
}

// receiveOf returns the receive of a case of a select, nil for a send.
func receiveOf(comm ast.Stmt) *ast.UnaryExpr {
	var e ast.Expr
	switch comm := comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	}
	recv, _ := ast.Unparen(e).(*ast.UnaryExpr)
	return recv
}

// readCall adds what one call says of a goroutine; again tells that it is
// made in each round.
func (st *starter) readCall(g *goroutine, call *ast.CallExpr, at func(*types.Var) *types.Var, again bool) {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "close" {
		g.tells = true
		return
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		if v := st.Callee(call).Var; v != nil {
			g.tells = true // a function that it was given may tell
		}
		return
	}
	fn, _ := typeutil.Callee(st.info, call).(*types.Func)
	if st.info.Types[call.Fun].IsType() {
		return
	}
	if fn == nil {
		g.tells = true
		return
	}
	v := at(st.Variable(sel.X))
	if writesTo(fn) && len(call.Args) > 0 {
		v = at(st.Variable(call.Args[0]))
	}
	switch name := fn.Name(); {
	case name == "Done" && fn.Signature().Results().Len() == 0:
		g.tells = true
	case v == nil:
	case strings.HasSuffix(name, "Lock"):
		g.locks = append(g.locks, v)
	case again && (lasting(v.Type()) || isWriter(v.Type())) && !blocking(name):
		g.uses = append(g.uses, v)
	}
}

// writesTo reports whether fn writes to its first argument: fmt.Fprintf,
// io.WriteString, io.Copy.
func writesTo(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "fmt":
		return strings.HasPrefix(fn.Name(), "Fprint")
	case "io":
		return fn.Name() == "WriteString" || strings.HasPrefix(fn.Name(), "Copy")
	}
	return false
}

// isWriter reports whether t is an interface to write to: what it holds may
// be something that is closed.
func isWriter(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.NumMethods() == 1 && i.Method(0).Name() == "Write"
}

// lasting reports whether t is a type of things that are closed after use,
// and not to make others stop who block on them.
func lasting(t types.Type) bool {
	has := func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		_, ok := obj.(*types.Func)
		return ok
	}
	return (has("Close") || has("Shutdown") || has("Disconnect")) && !known.ClosedToStop(t)
}

// blocking reports whether a method of that name may block until what it
// belongs to is closed, or closes it.
func blocking(name string) bool {
	lower := strings.ToLower(name)
	return known.MayBlock(name) || slices.ContainsFunc([]string{"close", "shutdown", "stop"}, func(p string) bool { return strings.HasPrefix(lower, p) })
}

// signalVar returns the variable whose signal an expression stands for: ctx,
// s.quit, ctx.Done().
func (st *starter) signalVar(e ast.Expr) *types.Var {
	e = ast.Unparen(e)
	if call, ok := e.(*ast.CallExpr); ok {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
			e = sel.X
		}
	}
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	return st.Variable(e)
}
