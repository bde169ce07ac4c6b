package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A function makes a channel, starts the goroutine that sends on it, and
// returns it. Each of its calls makes a receiver of the caller:
//
//	select {
//	case r := <-s.fetch(key):
//		return r
//	case <-ctx.Done():
//		return nil // and fetch's goroutine blocks forever
//	}
//
// A function that also returns an error has not started anything if there is
// one.

// returned reports what is left behind by those who call the function that
// makes the channel.
func (c *checker) returned(ch *channel) bool {
	helper := ch.Makes[0].In
	i := c.resultOf(ch, helper)
	if ch.inField() || i < 0 {
		return false
	}
	sent := 0
	var bodies []*lifecycle.Func
	for _, s := range c.lc.Spawns() {
		if s.In == helper && s.Body.Func != nil && !c.repeats(helper, s.Pos()) {
			if n := c.most(ch, s.Body.Func, 0); n > 0 {
				sent = add(sent, n)
				bodies = append(bodies, s.Body.Func)
			}
		}
	}
	found := false
	for cur := range c.insp.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if sent > int(ch.Makes[0].Buffer) && c.lc.Callee(call).Func == helper {
			found = c.takes(ch, cur, i, sent, bodies) || found
		}
	}
	return found
}

// resultOf returns which result of f the channel is: the only one, or one of
// two beside an error. It is -1 if it is none.
func (c *checker) resultOf(ch *channel, f *lifecycle.Func) int {
	sig := c.lc.Signature(f)
	if sig == nil || sig.Results().Len() == 0 || sig.Results().Len() > 2 {
		return -1
	}
	if sig.Results().Len() == 2 && !isError(sig.Results().At(1).Type()) {
		return -1
	}
	if !slices.Contains(ch.Vars, sig.Results().At(0)) {
		return -1
	}
	return 0
}

// takes looks at what becomes of the result of one call.
func (c *checker) takes(ch *channel, cur inspector.Cursor, i, sent int, bodies []*lifecycle.Func) bool {
	call, f := cur.Node().(*ast.CallExpr), c.lc.Enclosing(cur)
	if f == nil || within(f, ch.Makes[0].In) {
		return false
	}
	r := c.receiverIn(ch, f, call)
	if r == nil {
		return false
	}
	switch parent := cur.Parent().Node().(type) {
	case *ast.ExprStmt:
		return r.dropped()
	case *ast.UnaryExpr: // <-fetch()
	case *ast.RangeStmt: // range fetch()
	case *ast.AssignStmt:
		id, ok := parent.Lhs[i].(*ast.Ident)
		if !ok || len(parent.Rhs) != 1 {
			return false
		}
		if id.Name == "_" {
			return r.dropped()
		}
		if v, ok := c.pass.TypesInfo.Defs[id].(*types.Var); !ok || !r.onlyReceives(v, id) {
			return false
		}
	default:
		return false
	}
	for _, n := range r.make.Nodes {
		if contains(n, call.Pos()) {
			r.start[n] = sent
		}
	}
	r.body = bodies
	return r.report()
}

// onlyReceives reports whether the function does nothing else with v, which
// id declares.
func (r *receiver) onlyReceives(v *types.Var, id *ast.Ident) bool {
	only := true
	ast.Inspect(r.f.Body(), func(n ast.Node) bool {
		if use, ok := n.(*ast.Ident); ok && use != id && r.pass.TypesInfo.ObjectOf(use) == v {
			received := false
			for _, u := range r.receives {
				from, to := extent(u)
				received = received || from <= use.Pos() && use.Pos() < to
			}
			only = only && received
		}
		return only
	})
	return only
}

// dropped reports a call whose result nobody takes.
func (r *receiver) dropped() bool {
	send := r.firstSend()
	r.out.Report(report.Finding{
		Pos:      r.origin.Pos(),
		End:      r.origin.End(),
		Category: receiverLeft,
		Message: fmt.Sprintf("call drops the channel that its goroutine sends on, and the send on line %d blocks forever",
			r.pass.Fset.Position(send.Pos()).Line),
		Related: []analysis.RelatedInformation{{Pos: send.Pos(), End: send.Node.End(), Message: "the send"}},
	})
	return true
}
