package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A type with a method Close, Stop or Shutdown says that its values can be
// brought to their end before the process is. At level owner its goroutines,
// and what its methods block on, have to listen to more than what ends with
// the process:
//
//	func (t *Transport) Start() { conn, err := t.agent.Accept(context.TODO()) ... } // and Stop?
//	func newStorage() *storage { go s.clean(GlobalContext) ... }                     // and Close?

// endings are the methods that bring a value to its end; waiting are those
// that block until somebody comes, or for as long as somebody works.
var (
	endings = []string{"Close", "Stop", "Shutdown"}
	waiting = []string{"Accept", "Dial", "DialContext", "Wait", "Serve", "Run", "Watch", "Subscribe", "Receive", "Recv", "Listen"}
)

// closer returns the name of the type that t is or points to, and of its
// method that ends it, if it is a type of the package that has one.
func (c *checker) closer(t types.Type) (name, method string) {
	if t == nil {
		return "", ""
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() != c.pass.Pkg {
		return "", ""
	}
	for m := range named.Methods() {
		if slices.Contains(endings, m.Name()) && m.Signature().Params().Len() < 2 {
			return named.Obj().Name(), m.Name()
		}
	}
	return "", ""
}

// bound returns what there is to say about the goroutine that s starts if it
// runs a method of a value that can be closed and all that it stops on is a
// package-level context.
func (c *checker) bound(s *lifecycle.Spawn) (message string) {
	sel, ok := ast.Unparen(s.Call.Fun).(*ast.SelectorExpr)
	if !ok || s.Go == nil {
		return ""
	}
	if x := c.pass.TypesInfo.Selections[sel]; x == nil || x.Kind() != types.MethodVal || c.packageLevel(sel.X) {
		return ""
	}
	name, method := c.closer(c.pass.TypesInfo.TypeOf(sel.X))
	if name == "" {
		return ""
	}
	for _, i := range c.lc.ContextParams(s.Body).Until {
		if i < len(s.Call.Args) && c.packageLevel(s.Call.Args[i]) {
			return fmt.Sprintf("goroutine of a %s stops on %s alone, which %s does not end",
				name, text(s.Call.Args[i]), method)
		}
	}
	return ""
}

// blindWaits reports the methods of values that can be closed that block
// with a context which nobody can cancel.
func (c *checker) blindWaits() {
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || f.Obj.Signature().Recv() == nil {
			continue
		}
		for _, call := range f.Calls() {
			sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
			if !ok || len(call.Args) == 0 || !slices.Contains(waiting, sel.Sel.Name) || !c.isRoot(call.Args[0]) {
				continue
			}
			to := c.lc.Callee(call)
			name, method := c.closer(f.Obj.Signature().Recv().Type())
			if to.Func != nil || c.letsThrough(sel.X) || method == "" || method == f.Obj.Name() || c.endedBy(name, sel.X) {
				continue
			}
			if c.level == requireStop {
				c.out.OptIn(call.Pos())
				continue
			}
			c.out.Report(report.Finding{
				Pos: call.Pos(), End: call.End(), Category: deadSignal,
				Message: fmt.Sprintf("%s blocks on %s, which nothing cancels (%s cannot end it)",
					sel.Sel.Name, text(call.Args[0]), method),
			})
		}
	}
}

// letsThrough reports whether e is a limiter: a wait for it ends by itself.
func (c *checker) letsThrough(e ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	named := known.Named(t)
	return named != nil && strings.HasSuffix(strings.ToLower(named.Obj().Name()), "limiter")
}

// endedBy reports whether the methods that end a value of the type of that
// name do something about what e stands for: closing a listener ends the
// Accept on it, whatever the context.
func (c *checker) endedBy(name string, e ast.Expr) bool {
	var obj types.Object
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		obj = c.pass.TypesInfo.Uses[e]
	case *ast.SelectorExpr:
		obj = c.pass.TypesInfo.Uses[e.Sel]
	}
	if obj == nil {
		return true // not known
	}
	return slices.ContainsFunc(c.lc.Funcs(), func(f *lifecycle.Func) bool {
		if f.Obj == nil || f.Obj.Signature().Recv() == nil || !slices.Contains(endings, f.Obj.Name()) {
			return false
		}
		of, _ := c.closer(f.Obj.Signature().Recv().Type())
		return of == name && c.mentioned(obj, f)
	})
}
