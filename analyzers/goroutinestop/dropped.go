package goroutinestop

import (
	"fmt"
	"go/ast"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function starts a goroutine that ends when its context is cancelled, or
// when the object is told to end that the function returns. Who hands in a
// context that nobody cancels and drops the object leaves no means to end it:
//
//	func (db *DB) begin(ctx context.Context) *tx {
//		ctx, cancel := context.WithCancel(ctx)
//		t := &tx{ctx: ctx, cancel: cancel}
//		go t.awaitDone()
//		return t
//	}
//
//	db.begin(context.Background())

// dropped reports the calls of the function that makes the context of m if
// they drop what alone can cancel it.
func (c *checker) dropped(h *holder, m signals.Make, ctx *signals.Signal) {
	param := c.parentParam(m)
	if param < 0 || !c.returnsOnly(h) || c.waiterOf(h, ctx, m) == nil {
		return
	}
	for cur := range c.insp.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.lc.Callee(call).Func != m.In || param >= len(call.Args) {
			continue
		}
		_, alone := cur.Parent().Node().(*ast.ExprStmt)
		in := c.lc.Enclosing(cur)
		if !alone || in == nil || !c.isRoot(call.Args[param]) && !c.holdsRoot(call.Args[param], in) {
			continue
		}
		c.out.Report(report.Finding{
			Pos: call.Pos(), End: call.End(), Category: deadSignal,
			Message: fmt.Sprintf("%s starts a goroutine that only its result can stop, and that is dropped", m.In.Obj.Name()),
			Related: relatedAt(m.Call.Pos(), "the context that the goroutine stops on"),
		})
	}
}

// parentParam returns the index of the parameter that the context of m
// derives from, or -1.
func (c *checker) parentParam(m signals.Make) int {
	id, ok := ast.Unparen(m.Parent).(*ast.Ident)
	if !ok || m.In.Obj == nil {
		return -1
	}
	params := m.In.Obj.Signature().Params()
	for i := range params.Len() {
		if c.pass.TypesInfo.Uses[id] == params.At(i) {
			return i
		}
	}
	return -1
}

// returnsOnly reports whether nobody gets the object but who calls the
// function that makes it, and a goroutine that does not cancel the context.
func (c *checker) returnsOnly(h *holder) bool {
	g := c.lc.CFG(h.in)
	if g == nil {
		return false
	}
	returned := false
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			if !h.lets(n) {
				continue
			}
			ret, ok := n.(*ast.ReturnStmt)
			if !ok || !slices.ContainsFunc(ret.Results, func(e ast.Expr) bool { return c.names(e, h.v) }) {
				return false
			}
			returned = true
		}
	}
	return returned
}

// waiterOf returns the first goroutine that the function with the holder
// starts and that does not end as long as nobody cancels the context that m
// makes, or nil.
func (c *checker) waiterOf(h *holder, ctx *signals.Signal, m signals.Make) *lifecycle.Spawn {
	never := c.lc.Without(h.circle.silence(ctx, m))
	for _, s := range c.lc.Spawns() {
		if s.In != h.in {
			continue
		}
		if w := never.Waits(s.Body); w.Use != nil && !w.Maybe {
			return s
		}
	}
	return nil
}
