package exitskipsdefer

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// An effect is something that a deferred call does and that an exit leaves
// undone.
type effect struct {
	category report.Category
	what     string       // the function that does it, as it is named in messages
	via      string       // the function of this package that is deferred, if what is called inside it
	fn       types.Object // what is called; nil for a receive
	on       types.Object // what it is called on: the receiver, or the first argument
	base     types.Object // the variable through which it is reached: out of out.w.Flush(); nil if not known
}

// sameAs reports whether one effect leaves nothing to do for the other.
func (e effect) sameAs(other effect) bool {
	return other.category == e.category && (other.on == e.on && e.on != nil || other.fn == e.fn && other.on == e.on)
}

// maxDepth is how many functions of the package are looked into, one called
// by the other. What happens further down is not what anyone has in mind who
// defers a call.
const maxDepth = 4

// effectsOf returns what a call does.
func (c *checker) effectsOf(call *ast.CallExpr) []effect {
	return c.callEffects(call, make(looked), 0)
}

// looked holds what is known of the functions that have been looked into:
// nothing yet of one that calls itself.
type looked map[*lifecycle.Func][]effect

// callEffects returns what a call does: by the body of a function of this
// package, else by tables and names.
func (c *checker) callEffects(call *ast.CallExpr, seen looked, depth int) []effect {
	to := c.lc.Callee(call)
	if f := to.Func; f != nil && f.Body() != nil {
		effects := c.bodyEffects(f, seen, depth)
		if f.Obj == nil {
			return effects
		}
		return c.through(call, f, effects)
	}
	var fn types.Object
	switch {
	case to.Obj != nil:
		fn = to.Obj
	case to.Var != nil:
		fn = to.Var
	default:
		return nil
	}
	category := c.classify(call, fn)
	if category == harmless {
		return nil
	}
	return []effect{{category: category, what: c.lc.NameOf(fn), fn: fn, on: c.operand(call), base: c.base(call.Fun)}}
}

// through returns the effects of a call of f, a declared function: what is
// done to a parameter is done to its argument.
func (c *checker) through(call *ast.CallExpr, f *lifecycle.Func, effects []effect) []effect {
	list := make([]effect, len(effects))
	for i, e := range effects {
		if e.on != nil {
			e.on = c.argument(call, f, e.on)
		}
		e.via, e.base = c.lc.NameOf(f.Obj), nil
		list[i] = e
	}
	return list
}

// argument returns what the call hands to a parameter or the receiver of f;
// another variable is itself.
func (c *checker) argument(call *ast.CallExpr, f *lifecycle.Func, v types.Object) types.Object {
	sig := f.Obj.Signature()
	if recv := sig.Recv(); recv != nil && recv == v {
		return c.operand(call)
	}
	for i := range sig.Params().Len() {
		if sig.Params().At(i) == v && i < len(call.Args) {
			return c.variable(call.Args[i])
		}
	}
	return v
}

// bodyEffects returns what the body of f does, on its own goroutine.
func (c *checker) bodyEffects(f *lifecycle.Func, seen looked, depth int) []effect {
	effects, ok := seen[f]
	if ok || depth == maxDepth {
		return effects
	}
	seen[f] = nil
	var over []*ast.RangeStmt
	recovered := c.recovered(f)
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false // a literal that is called on the spot is reached through its call
		case *ast.IfStmt:
			return !c.asksPanic(n, recovered)
		case *ast.RangeStmt:
			over = append(over, n)
		case *ast.CallExpr:
			effects = append(effects, c.elements(c.callEffects(n, seen, depth+1), over)...)
		case *ast.UnaryExpr:
			if e, ok := c.receive(n, f); ok {
				effects = append(effects, e)
			}
		}
		return true
	})
	seen[f] = effects
	return effects
}

// receive returns the effect of a receive that waits for the end of
// something, which none is that gives back what a send has taken:
//
//	sem <- struct{}{}
//	defer func() { <-sem }()
func (c *checker) receive(n *ast.UnaryExpr, f *lifecycle.Func) (effect, bool) {
	if n.Op != token.ARROW {
		return effect{}, false
	}
	v := c.variable(n.X)
	if _, called := ast.Unparen(n.X).(*ast.CallExpr); v == nil || called {
		return effect{}, false // <-time.After(d), <-ctx.Done()
	}
	outer := f
	for outer.Parent != nil {
		outer = outer.Parent
	}
	sends, polls := false, false
	ast.Inspect(outer.Body(), func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.SendStmt:
			sends = sends || c.variable(m.Chan) == v
		case *ast.SelectStmt:
			polls = polls || m.Pos() < n.Pos() && n.End() <= m.End()
		}
		return true
	})
	return effect{category: skipsWait, what: v.Name(), on: v, base: c.base(n.X)}, !sends && !polls
}

// recovered returns the variables that hold what recover has returned in f.
func (c *checker) recovered(f *lifecycle.Func) map[types.Object]bool {
	vars := make(map[types.Object]bool)
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && c.isRecover(assign.Rhs[0]) {
			if id, ok := assign.Lhs[0].(*ast.Ident); ok {
				vars[c.pass.TypesInfo.ObjectOf(id)] = true
			}
		}
		return true
	})
	return vars
}

// asksPanic reports whether the statement asks for a panic, which an exit
// is none of.
func (c *checker) asksPanic(stmt *ast.IfStmt, recovered map[types.Object]bool) bool {
	cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ {
		return false
	}
	if c.isRecover(cond.X) {
		return true
	}
	id, ok := ast.Unparen(cond.X).(*ast.Ident)
	return ok && recovered[c.pass.TypesInfo.Uses[id]]
}

func (c *checker) isRecover(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && c.pass.TypesInfo.Uses[id] == types.Universe.Lookup("recover")
}

// operand returns the variable that a call works on: the receiver, or else
// the first argument.
func (c *checker) operand(call *ast.CallExpr) types.Object {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.pass.TypesInfo.Selections[sel] != nil {
		return c.variable(sel.X)
	}
	if len(call.Args) > 0 {
		return c.variable(call.Args[0])
	}
	return nil
}

// variable returns the variable or field that e comes from, or nil: dir of
// dir, &dir, *dir, filepath.Join(dir, "x") and dir.Name(), s.dir of s.dir.
func (c *checker) variable(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.ObjectOf(e).(*types.Var); ok {
			return v.Origin()
		}
	case *ast.SelectorExpr:
		if v, ok := c.pass.TypesInfo.Uses[e.Sel].(*types.Var); ok {
			return v.Origin()
		}
	case *ast.StarExpr:
		return c.variable(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return c.variable(e.X)
		}
	case *ast.IndexExpr:
		return c.variable(e.X)
	case *ast.CallExpr:
		return c.operand(e)
	}
	return nil
}
