package stopwithoutwait

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A step is a call of what is in sight.
type step struct {
	at ast.Node
	on ast.Expr // of a method: what it is called on
	to *lifecycle.Func
}

// stepTo returns the step that a call of a function in sight is.
func (c *checker) stepTo(to *lifecycle.Func, call *ast.CallExpr) step {
	s := step{at: call, to: to}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.info.Selections[sel] != nil {
		s.on = sel.X
	}
	return s
}

// noteTracked files a tracker, such as a sync.WaitGroup, that a call of one
// of its methods adds to or waits for.
func (c *checker) noteTracked(d *deeds, fn *types.Func, v *types.Var) {
	switch {
	case !waitable(v.Type()):
	case fn.Name() == "Wait":
		d.awaits = append(d.awaits, v)
	case fn.Name() == "Add":
		d.adds = append(d.adds, v)
	}
}

// noteReceive files what a channel is got from that is received from: who
// waits for <-t.Messages() blocks on t.
func (c *checker) noteReceive(d *deeds, from ast.Expr) {
	call, ok := ast.Unparen(from).(*ast.CallExpr)
	if !ok {
		return
	}
	if t := c.info.TypeOf(call); t == nil || !isChannel(t) {
		return
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if v := c.holder(sel.X); v != nil {
			d.reads = append(d.reads, v)
		}
	}
}

func isChannel(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}
