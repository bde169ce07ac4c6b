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

// A stopper is a function that stops a goroutine.
type stopper struct {
	fires []*types.Var // channels that it closes, contexts that it cancels
	fn    *Func        // nil for the cancel function of a context
}

// endNames are what the methods are called that users of a type call when
// they are done with it.
var endNames = []string{"Close", "Stop", "Shutdown", "Quit", "Halt", "Terminate", "Cancel"}

// stopOf returns the result of maker by which the goroutine that f starts is
// stopped, with the name of its method, if that does it.
func (st *starter) stopOf(g *goroutine, f, maker *Func) (result int, name string, stop *stopper) {
	for _, m := range st.funcs {
		if m.Obj == nil || m.Body() == nil || m.Obj.Signature().Recv() == nil || !visible(m.Obj) || !slices.Contains(endNames, m.Obj.Name()) {
			continue
		}
		if i := st.makes(maker, known.Named(m.Obj.Signature().Recv().Type())); i >= 0 {
			if s := st.firing(m); st.endsBy(g, s) {
				return i, m.Obj.Name(), s
			}
		}
	}
	if f == maker {
		ast.Inspect(f.Body(), func(n ast.Node) bool {
			if ret, ok := n.(*ast.ReturnStmt); ok && stop == nil {
				for i, e := range ret.Results {
					if s := st.returned(e); s != nil && st.endsBy(g, s) {
						result, stop = i, s
					}
				}
			}
			_, lit := n.(*ast.FuncLit)
			return !lit
		})
	}
	return result, "", stop
}

// returned returns the stop function that an expression stands for.
func (st *starter) returned(e ast.Expr) *stopper {
	if t := st.info.TypeOf(e); t == nil {
		return nil
	} else if _, ok := t.Underlying().(*types.Signature); !ok {
		return nil
	}
	if f := st.Value(e).Func; f != nil && f.Lit != nil {
		return st.firing(f)
	}
	if v := st.Variable(e); v != nil {
		return &stopper{fires: st.cancelled(v)}
	}
	return nil
}

func (st *starter) endsBy(g *goroutine, s *stopper) bool {
	return slices.ContainsFunc(g.ends, func(e ending) bool { return st.meet(e.v, s.fires) })
}

// firing returns what f fires, itself or in what it calls directly.
func (st *starter) firing(f *Func) *stopper {
	s := &stopper{fn: f}
	for _, from := range st.around(f, 1) {
		for _, call := range from.calls {
			if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "close" && len(call.Args) == 1 {
				s.fires = append(s.fires, st.Variable(call.Args[0]))
			} else if v := st.Variable(call.Fun); v != nil {
				s.fires = append(s.fires, st.cancelled(v)...)
			}
		}
	}
	return s
}

// cancelled returns the contexts that the function which v holds cancels.
func (st *starter) cancelled(v *types.Var) []*types.Var {
	st.flow()
	var contexts []*types.Var
	for _, pair := range st.pairs {
		if len(pair) == 2 && pair[0] != nil && pair[1] != nil && isContextType(pair[0].Type()) && st.comesFrom(v, pair[1]) {
			contexts = append(contexts, pair[0])
		}
	}
	return contexts
}

// rooted reports whether the contexts that the stop function cancels derive
// from none that others may cancel.
func (st *starter) rooted(s *stopper) bool {
	for call, pair := range st.pairs {
		if pair[0] != nil && slices.Contains(s.fires, pair[0]) && isContextType(pair[0].Type()) && !FreshContext(st.info, call) {
			return false
		}
	}
	return true
}

// FreshContext reports whether a call of package context makes a context from
// none that others may cancel.
func FreshContext(info *types.Info, call *ast.CallExpr) bool {
	if len(call.Args) == 0 {
		return false
	}
	parent, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := typeutil.StaticCallee(info, parent)
	return fn != nil && (fn.FullName() == "context.Background" || fn.FullName() == "context.TODO")
}

// waits reports whether the stop function may wait for something, or takes a
// lock that the goroutine takes too.
func (st *starter) waits(s *stopper, g *goroutine) bool {
	if s.fn == nil {
		return false
	}
	waits := false
	for _, f := range st.around(s.fn, 2) {
		ast.Inspect(f.Body(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.SelectStmt:
				return !slices.ContainsFunc(n.Body.List, func(c ast.Stmt) bool { return c.(*ast.CommClause).Comm == nil })
			case *ast.UnaryExpr:
				waits = waits || n.Op == token.ARROW
			case *ast.SendStmt:
				waits = true
			case *ast.RangeStmt:
				if t := st.info.TypeOf(n.X); t != nil {
					_, isChan := t.Underlying().(*types.Chan)
					waits = waits || isChan
				}
			case *ast.CallExpr:
				waits = waits || st.waitsByName(n, g)
			}
			return !waits
		})
	}
	return waits
}

func (st *starter) waitsByName(call *ast.CallExpr, g *goroutine) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name == "Join" && st.info.Selections[sel] == nil { // errors.Join
		return false
	}
	if strings.HasSuffix(sel.Sel.Name, "Lock") {
		return slices.Contains(g.locks, st.Variable(sel.X))
	}
	name := strings.ToLower(sel.Sel.Name)
	return slices.ContainsFunc([]string{"wait", "join", "drain", "sleep", "acquire", "done"}, func(part string) bool { return strings.Contains(name, part) })
}

// flow notes, once, which variable gets its value from which.
func (st *starter) flow() {
	if st.from != nil {
		return
	}
	st.from = make(map[*types.Var][]*types.Var)
	st.pairs = make(map[*ast.CallExpr][]*types.Var)
	put := func(to *types.Var, e ast.Expr) {
		if from := st.signalVar(e); to != nil && from != nil && to != from {
			st.from[to] = append(st.from[to], from)
		}
	}
	st.insp.Preorder([]ast.Node{(*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil), (*ast.KeyValueExpr)(nil)}, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) {
				for i := range n.Lhs {
					put(st.Variable(n.Lhs[i]), n.Rhs[i])
				}
			} else if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok {
				for _, lhs := range n.Lhs {
					st.pairs[call] = append(st.pairs[call], st.Variable(lhs))
				}
			}
		case *ast.ValueSpec:
			if len(n.Names) == len(n.Values) {
				for i := range n.Names {
					put(st.Variable(n.Names[i]), n.Values[i])
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				if field, ok := st.info.Uses[key].(*types.Var); ok && field.IsField() {
					put(field.Origin(), n.Value)
				}
			}
		}
	})
}

// comesFrom reports whether v may hold what from holds.
func (st *starter) comesFrom(v, from *types.Var) bool {
	st.flow()
	seen := []*types.Var{v}
	for i := 0; i < len(seen) && i < 16; i++ {
		if seen[i] == from {
			return true
		}
		for _, next := range st.from[seen[i]] {
			if !slices.Contains(seen, next) {
				seen = append(seen, next)
			}
		}
	}
	return false
}

// meet reports whether v and one of the others hold the same.
func (st *starter) meet(v *types.Var, others []*types.Var) bool {
	return v != nil && slices.ContainsFunc(others, func(w *types.Var) bool {
		return w != nil && (st.comesFrom(v, w) || st.comesFrom(w, v))
	})
}
