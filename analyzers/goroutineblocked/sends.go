package goroutineblocked

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// How often something is sent on the way through a function: what counts
// is whether it is never, once, twice or more often.
const (
	many     = 3
	maxCalls = 4 // how deep the calls are followed that lead to a send
)

// add adds two such numbers.
func add(a, b int) int { return min(a+b, many) }

// most returns how often one run of f sends on the channel at most, where
// nothing but the send itself ends the wait for a receiver. What f calls
// and starts belongs to it.
func (c *checker) most(ch *channel, f *lifecycle.Func, depth int) int {
	return c.mostAfter(ch, f, nil, depth)
}

// mostAfter is like most but begins to count when control has come past
// one of the nodes for which passed holds; a nil passed holds at once.
func (c *checker) mostAfter(ch *channel, f *lifecycle.Func, passed func(ast.Node, *cfg.Block) bool, depth int) int {
	if f.Body() == nil || depth > maxCalls {
		return 0
	}
	g := c.lc.CFG(f)
	if g == nil {
		return 0
	}
	type state struct {
		counts  bool
		n       int
		instead int // what a deferred function sends if f does not
		met     uint64
	}
	most := 0
	walk := flow.Walk[state]{
		Graph: g,
		Asked: c.asked(f),
		Node: func(s state, b *cfg.Block, n ast.Node) (state, bool) {
			switch sent := c.sentAt(ch, f, n, depth); {
			case sent == 0 || !s.counts:
			case c.inPlace(ch, f, n):
				s.instead = max(s.instead, sent)
			default:
				once := c.sentOnce(ch, f, n)
				if s.met&once == 0 {
					s.n = add(s.n, sent)
				}
				s.met |= once
			}
			s.counts = s.counts || passed(n, b)
			return s, true
		},
		End: func(s state, _ *cfg.Block) { most = max(most, s.n, s.instead) },
	}
	// A loop without end has no End, and what it sends counts all the same.
	walk.Edge = func(s state, _ flow.Edge) (state, bool) {
		most = max(most, s.n, s.instead)
		return s, true
	}
	walk.From(g.Blocks[0], state{counts: passed == nil})
	return most
}

// sentAt returns how often node n of f sends on the channel.
func (c *checker) sentAt(ch *channel, f *lifecycle.Func, n ast.Node, depth int) int {
	sent := 0
	for _, u := range at(ch.sends, f, n) {
		if bare(u) {
			sent = add(sent, 1)
		}
	}
	for _, u := range ch.sends {
		if u.In == f && u.Clause != nil && bare(u) && contains(n, u.Pos()) {
			sent = add(sent, 1)
		}
	}
	flow.Calls(n, func(call *ast.CallExpr, _ flow.How) {
		if h, ok := ch.handing(call); ok {
			sent = add(sent, sentBy(h))
			return
		}
		to := c.lc.Callee(call)
		if arg, ok := c.lc.SpawnArg(call); ok {
			to = c.lc.Value(arg)
		}
		if to.Func != nil && c.sends(ch, to.Func, depth) {
			sent = add(sent, c.most(ch, to.Func, depth+1))
		}
	})
	return sent
}

// sends reports whether a call of f may come to a send: it is worth while
// to walk the graphs of f and of what it calls.
func (c *checker) sends(ch *channel, f *lifecycle.Func, depth int) bool {
	if sends, known := ch.senders[f]; known {
		return sends
	}
	if f.Body() == nil || depth > maxCalls {
		return false
	}
	ch.senders[f] = false // for the calls of f in f
	sends := slices.ContainsFunc(ch.sends, func(u signals.Use) bool { return within(u.In, f) }) ||
		slices.ContainsFunc(ch.handed, func(h lifecycle.ChanHanding) bool { return contains(f.Body(), h.Call.Pos()) })
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !sends {
			to := c.lc.Callee(call)
			sends = to.Func != nil && c.sends(ch, to.Func, depth+1)
		}
		return !sends
	})
	ch.senders[f] = sends
	return sends
}
