package servershutdown

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A shutdown tells its parts by their cancel functions. A step of it is
// missing where one is kept in a field and nothing calls it, or where nobody
// has the context that it cancels. vet knows of local variables alone.
//
// A goroutine that can end in no other way is a matter of goroutinestop,
// which reports where it is started.

// checkCancels reports cancel functions that tell nobody.
func (c *checker) checkCancels() error {
	fields := c.cancelFields()
	dropped := c.droppedContexts()
	if len(fields)+len(dropped) == 0 {
		return nil
	}
	x, err := signals.Of(c.pass)
	if err != nil {
		return err
	}
	stuck := c.stuckOn(x)
	for _, v := range fields {
		if m := idle(x, v); m != nil && !stuck.signals[x.Signal(m.Ctx)] {
			c.out.Report(report.Finding{
				Pos: m.Call.Pos(), End: m.Call.End(), Category: idleCancel,
				Message: report.Fit("nothing calls "+quoted(v)+", which cancels this context", "(what it is to tell goes on)"),
				Related: []analysis.RelatedInformation{{Pos: v.Pos(), Message: "the cancel function is kept here"}},
			})
		}
	}
	for _, d := range dropped {
		if !stuck.funcs[d.in] {
			c.out.Report(report.Finding{
				Pos: d.call.Pos(), End: d.call.End(), Category: idleCancel,
				Message: "context is dropped, and its cancel function tells nobody",
			})
		}
	}
	return nil
}

// cancelFields returns the unexported fields of the package that hold a
// context.CancelFunc.
func (c *checker) cancelFields() []*types.Var {
	var fields []*types.Var
	scope := c.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || c.lc.Directives.InTest(obj.Pos()) {
			continue
		}
		if st, ok := obj.Type().Underlying().(*types.Struct); ok {
			for v := range st.Fields() {
				if !v.Exported() && v.Pkg() == c.pass.Pkg && isCancelFunc(v.Type()) {
					fields = append(fields, v)
				}
			}
		}
	}
	return fields
}

func isCancelFunc(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "CancelFunc" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}

// idle returns where the cancel function in v is made, if nothing calls it.
func idle(x *signals.Index, v *types.Var) *signals.Make {
	s := x.Signal(v)
	if s == nil || x.CanFire(s) {
		return nil
	}
	for _, m := range s.Makes {
		ctx := x.Signal(m.Ctx)
		if m.Origin != signals.CancelFunc || ctx == nil {
			continue
		}
		for _, made := range ctx.Makes {
			if made.Call == m.Call && made.Origin == signals.Cancelable {
				return &m
			}
		}
	}
	return nil
}

// A dropped is a call whose context goes to the blank identifier.
type dropped struct {
	call *ast.CallExpr
	in   *lifecycle.Func
}

func (c *checker) droppedContexts() []dropped {
	var list []dropped
	for cur := range c.insp.Root().Preorder((*ast.AssignStmt)(nil)) {
		stmt := cur.Node().(*ast.AssignStmt)
		if len(stmt.Lhs) != 2 || len(stmt.Rhs) != 1 || !isBlank(stmt.Lhs[0]) || isBlank(stmt.Lhs[1]) || c.lc.Directives.InTest(stmt.Pos()) {
			continue
		}
		call, ok := stmt.Rhs[0].(*ast.CallExpr)
		if !ok {
			continue
		}
		switch fn := c.callee(call); {
		case fn == nil:
		case fn.FullName() == "context.WithCancel", fn.FullName() == "context.WithCancelCause":
			list = append(list, dropped{call, c.lc.Enclosing(cur)})
		}
	}
	return list
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// A stuckSet is what goroutines wait for that never end because of it: dead
// contexts, and the functions that start such a goroutine.
type stuckSet struct {
	signals map[*signals.Signal]bool
	funcs   map[*lifecycle.Func]bool
}

// stuckOn finds the goroutines that end only with a context that nobody
// cancels.
func (c *checker) stuckOn(x *signals.Index) stuckSet {
	set := stuckSet{make(map[*signals.Signal]bool), make(map[*lifecycle.Func]bool)}
	silence := new(lifecycle.Silence)
	of := make(map[ast.Node]*signals.Signal)
	for _, s := range x.Signals() {
		if s.Kind != signals.Context || x.CanFire(s) {
			continue
		}
		for _, u := range s.Uses {
			if u.Op == signals.Receive || u.Op == signals.Range || u.Op == signals.Err {
				silence.Add(u.Node, u.In, u.Clause, u.Select)
				of[u.Node] = s
			}
		}
	}
	if len(of) == 0 {
		return set
	}
	endings := c.lc.Without(silence)
	for _, spawn := range c.lc.Spawns() {
		if s := of[endings.Waits(spawn.Body).Use]; s != nil {
			set.signals[s] = true
			set.funcs[spawn.In] = true
		}
	}
	return set
}
