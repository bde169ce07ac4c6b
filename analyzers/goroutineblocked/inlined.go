package goroutineblocked

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// The function that makes the channel and starts the sender leaves it to
// another one, which it calls, to receive:
//
//	results := make(chan result)
//	go func() { results <- heal() }()
//	keepAlive(ctx, w, results) // returns when the client has gone

// leftToCallee looks at the one function that receives, if it is called once
// by the one that makes the channel.
func (c *checker) leftToCallee(ch *channel) bool {
	maker, callee := ch.Makes[0].In, ch.receives[0].In
	if callee == nil || callee == maker || !allIn(ch.receives, callee) || c.isBody(callee) || ch.inField() {
		return false
	}
	call := c.onlyCall(maker, callee)
	m := c.receiverIn(ch, maker, ch.Makes[0].Call)
	g := c.lc.CFG(callee)
	if call == nil || m == nil || g == nil {
		return false
	}
	m.findSenders()
	if m.loose || m.fixed || len(m.start) == 0 {
		return false
	}
	r := &receiver{
		checker: c, ch: ch, f: callee, maker: maker, g: g, origin: m.origin, from: callee.Body().Pos(), make: g.Blocks[0],
		receives: ch.receives, start: m.start, body: m.body, stream: m.stream, before: m.sentBefore(call),
	}
	return r.before > 0 && r.report()
}

// onlyCall returns the call of callee in f, if there is one and control waits
// for it.
func (c *checker) onlyCall(f, callee *lifecycle.Func) *ast.CallExpr {
	var found *ast.CallExpr
	n := 0
	ast.Inspect(f.Body(), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.FuncLit:
			return node == callee.Lit
		case *ast.CallExpr:
			if c.lc.Callee(node).Func == callee {
				found = node
				n++
			}
		}
		return true
	})
	if n != 1 || c.repeats(f, found.Pos()) {
		return nil
	}
	return found
}

// sentBefore returns how many values are sent at most by what has been
// started when control comes to the call.
func (r *receiver) sentBefore(call *ast.CallExpr) int {
	most := 0
	walk := flow.Walk[int]{
		Graph: r.g,
		Asked: r.asked(r.f),
		Node: func(n int, _ *cfg.Block, node ast.Node) (int, bool) {
			if contains(node, call.Pos()) {
				most = max(most, n)
				return n, false
			}
			return add(n, r.start[node]), true
		},
		End: func(int, *cfg.Block) {},
	}
	walk.From(r.g.Blocks[0], 0)
	return most
}

// receiverIn returns the receiver that f is: it gets a new channel by a
// call, that of make or of a function that returns one. It is nil if it
// does not matter what f leaves behind.
func (c *checker) receiverIn(ch *channel, f *lifecycle.Func, origin *ast.CallExpr) *receiver {
	g := c.lc.CFG(f)
	if g == nil || c.endsProcess(f) {
		return nil
	}
	r := &receiver{checker: c, ch: ch, f: f, maker: f, g: g, origin: origin, from: origin.Pos(), start: make(map[ast.Node]int)}
	for _, u := range ch.receives {
		if u.In == f {
			r.receives = append(r.receives, u)
		}
	}
	r.make = flow.BlockOf(g, origin.Pos())
	if r.make == nil {
		return nil
	}
	return r
}
