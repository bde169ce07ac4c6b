package waitgroupwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A goroutine that is not waited for matters to someone if it still does
// something, when the function has returned, with what others have: with what
// the function was given, and with what its deferred calls take away.
//
// What works on nothing but variables of the function, and finds them closed or
// broken, ends by itself, and nobody can tell when. So does, a moment later, what only
// reads and has a context that the function cancels as it returns: it has been
// told, and what comes of it is dropped. And what is counted with a second
// tracker, which outlives the function, is waited for by whoever waits for that.

// matters reports whether it makes a difference that the goroutine which start
// starts, and t counts, is left by function home at the statement out.
func (c *checker) matters(t *lifecycle.Tracker, home *lifecycle.Func, f *skipFinder, start ast.Node, out ast.Stmt) bool {
	call, to := f.spawned(start)
	if to.Func == nil || to.Func.Body() == nil {
		return true
	}
	if c.countedBesides(t, to.Func) {
		return false
	}
	w := &work{checker: c, t: t, home: home, start: start.Pos(), handles: make(map[*types.Var]bool)}
	switch {
	case to.Func.Lit != nil:
		w.look(to.Func.Lit)
		if call != nil {
			for _, arg := range call.Args {
				w.look(arg)
			}
		}
	case call != nil:
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			w.look(sel.X)
		} else {
			return true // a function of the package, which may do anything
		}
		for _, arg := range call.Args {
			w.look(arg)
		}
	default:
		return true
	}
	switch {
	case w.changes:
		return true
	case w.uses:
		return !w.told || w.untold
	}
	return !w.told && len(w.handles) > 0 && !w.closed(f, start, out)
}

// countedBesides reports whether fn counts itself off with a tracker other than
// t, too, that is no local one and that something waits for.
func (c *checker) countedBesides(t *lifecycle.Tracker, fn *lifecycle.Func) bool {
	for _, other := range slices.Concat(c.lc.Trackers(), c.lc.OwnTrackers()) {
		if other == t || other.Kind != lifecycle.FieldTracker && other.Kind != lifecycle.PackageTracker || other.Roles()&lifecycle.Waits == 0 {
			continue
		}
		for _, s := range other.Sites() {
			if s.Role&lifecycle.Done != 0 && c.runsIn(s.In, fn) {
				return true
			}
		}
	}
	return false
}

// work is what is known of the work of one goroutine.
type work struct {
	*checker
	t       *lifecycle.Tracker
	home    *lifecycle.Func
	start   token.Pos
	uses    bool                // it has something of others in hand
	changes bool                // and changes it, or may be stuck
	told    bool                // it has a context that is cancelled when home returns
	untold  bool                // and one that is not
	handles map[*types.Var]bool // variables of home with methods, which may block

	cancelled map[*types.Var]bool // contexts of home; nil if not known yet
}

// look adds what is done in n.
func (w *work) look(n ast.Node) {
	ast.Inspect(n, func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.Ident:
			if v, ok := w.pass.TypesInfo.Uses[m].(*types.Var); ok && !v.IsField() && (v.Pos() < n.Pos() || n.End() <= v.Pos()) {
				w.mention(v)
			}
		case *ast.CallExpr:
			w.call(m)
		case *ast.SendStmt:
			w.changes = true
		case *ast.UnaryExpr:
			w.changes = w.changes || m.Op == token.ARROW && !w.isDone(m.X)
		case *ast.RangeStmt:
			w.changes = w.changes || w.isChan(m.X)
		case *ast.AssignStmt:
			for _, lhs := range m.Lhs {
				w.assigned(n, lhs)
			}
		case *ast.IncDecStmt:
			w.assigned(n, m.X)
		}
		return true
	})
}

// isDone reports whether e is the Done channel of a context.
func (w *work) isDone(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Done" && isContext(w.pass.TypesInfo.TypeOf(sel.X))
}

// assigned notes that the goroutine n assigns e: a variable that is not its own
// and not one of home, or something that is reached through one.
func (w *work) assigned(n ast.Node, e ast.Expr) {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
			continue
		case *ast.IndexExpr:
			e = x.X
			continue
		case *ast.StarExpr:
			e = x.X
			continue
		case *ast.Ident:
			v, ok := w.pass.TypesInfo.Uses[x].(*types.Var)
			own := ok && n.Pos() <= v.Pos() && v.Pos() < n.End()
			w.changes = w.changes || ok && !own && w.ofOthers(v)
		}
		return
	}
}

// mention notes that the goroutine has v in hand, which is not its own.
func (w *work) mention(v *types.Var) {
	switch {
	case v == w.t.Var:
	case isContext(v.Type()):
		if w.cancelledOnReturn(v) {
			w.told = true
		} else {
			w.uses, w.untold = true, true
		}
	case v.Parent() != nil && v.Pkg() != nil && v.Parent() == v.Pkg().Scope():
		w.uses = w.uses || !isError(v.Type()) && v.Name() != "Discard"
	case w.isStream(v.Type()), w.takenAway(v):
		w.uses, w.changes = true, true
	case w.ofOthers(v), isFunc(v.Type()):
		w.uses = true
	case types.NewMethodSet(types.NewPointer(v.Type())).Len() > 0 || types.NewMethodSet(v.Type()).Len() > 0:
		w.handles[v] = true
	}
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// ofOthers reports whether v is not a variable of home, or one that is given
// what others have: a field of a parameter, an element of one.
func (w *work) ofOthers(v *types.Var) bool {
	if !w.inHome(v) {
		return true
	}
	foreign := false
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if w.variable(lhs) == v && len(n.Lhs) == len(n.Rhs) {
					foreign = foreign || w.comesFromOthers(n.Rhs[i])
				}
			}
		case *ast.RangeStmt:
			if n.Key != nil && w.variable(n.Key) == v || n.Value != nil && w.variable(n.Value) == v {
				foreign = foreign || w.comesFromOthers(n.X)
			}
		}
		return !foreign
	})
	return foreign
}

// comesFromOthers reports whether e is, as it stands there, a part of what home
// was given. What a call returns is taken to be new.
func (w *work) comesFromOthers(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.Ident:
			v := w.variable(x)
			return v != nil && !w.inHome(v)
		default:
			return false
		}
	}
}

// inHome reports whether v is declared in the body of home.
func (w *work) inHome(v *types.Var) bool {
	return w.home.Body().Pos() <= v.Pos() && v.Pos() < w.home.Body().End()
}

// isStream reports whether a value of type t is a file or a connection, or a
// reader or writer that may be one: who is given it reads or writes elsewhere.
func (w *work) isStream(t types.Type) bool {
	name := types.TypeString(t, nil)
	return name == "*os.File" || name == "net.Conn" || name == "io.Reader" || name == "io.Writer" ||
		strings.HasPrefix(name, "io.Read") && types.IsInterface(t) || strings.HasPrefix(name, "io.Write") && types.IsInterface(t)
}

// takenAway reports whether a deferred call of home mentions v, other than to
// wait: it closes or frees what the goroutine has in hand.
func (w *work) takenAway(v *types.Var) bool {
	found := false
	ast.Inspect(w.home.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = found || w.names(n, v)
			return false
		}
		return !found
	})
	return found && w.inHome(v)
}
