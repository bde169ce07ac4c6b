package goroutineblocked

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function makes a channel, and waits for the other side before it has
// started it:
//
//	errc := make(chan error)
//	errc <- check(cfg)
//	go report(errc)

// A beginning is what is known on the way to the first goroutine that gets
// the channel.
type beginning struct {
	made   bool
	out    bool // somebody else has the channel
	closed bool
	n      int // values in the buffer
}

// early reports the first send or receive that comes before anybody else has
// the channel, and that the buffer does not answer.
func (c *checker) early(ch *channel) bool {
	if len(ch.Makes) != 1 || ch.inField() || ch.inContainer() || c.packageLevel(ch) {
		return false
	}
	m := ch.Makes[0]
	if m.In == nil || m.Buffer < 0 || m.Buffer > many || c.lc.CFG(m.In) == nil {
		return false
	}
	e := &earlyWalk{checker: c, ch: ch, make: m, answered: make(map[token.Pos]bool)}
	walk := flow.Walk[beginning]{Graph: c.lc.CFG(m.In), Asked: c.asked(m.In), Node: e.node, End: func(beginning, *cfg.Block) {}}
	walk.From(walk.Graph.Blocks[0], beginning{})
	slices.SortFunc(e.found, func(a, b signals.Use) int { return int(a.Pos() - b.Pos()) })
	for _, u := range e.found {
		if e.answered[u.Pos()] {
			continue // a loop that starts the others makes rounds enough
		}
		message := "receive from %s waits forever (no goroutine that sends on it has been started)"
		if u.Op == signals.Send {
			message = "send on %s waits forever (no goroutine that receives from it has been started)"
		}
		if c.waits(ch, []signals.Use{u}, message) {
			return true
		}
	}
	return false
}

type earlyWalk struct {
	*checker
	ch    *channel
	make  signals.Make
	found []signals.Use

	answered map[token.Pos]bool // uses that somebody may answer, on some way
}

// node follows what a node of the graph does with the channel.
func (e *earlyWalk) node(s beginning, _ *cfg.Block, n ast.Node) (beginning, bool) {
	if contains(n, e.make.Call.Pos()) {
		return beginning{made: true}, true
	}
	if !s.made {
		return s, true
	}
	s.out = s.out || e.handsOut(n)
	for _, u := range e.ch.Uses {
		if u.In != e.make.In || !contains(n, u.Pos()) && !isRangeOver(u, n) {
			continue
		}
		if s.out {
			e.answered[u.Pos()] = true
			continue
		}
		if u.Select != nil {
			s.out = true // with other cases, it has other ways to go on
			return s, true
		}
		var blocks bool
		if s, blocks = e.use(s, u); blocks {
			e.found = append(e.found, u)
			return s, false
		}
	}
	return s, true
}

// use tells what is in the channel after a use of it, and whether control
// waits there forever.
func (e *earlyWalk) use(s beginning, u signals.Use) (_ beginning, blocks bool) {
	switch u.Op {
	case signals.Send:
		blocks = s.n >= int(e.make.Buffer)
		s.n++
	case signals.Receive:
		blocks = s.n == 0 && !s.closed
		s.n = max(s.n-1, 0)
	case signals.Range:
		blocks = !s.closed
		s.n = 0
	case signals.Close:
		s.closed = true
	}
	if u.Defer {
		return beginning{made: true, out: true}, false // later
	}
	return s, blocks
}

// isRangeOver reports whether node n is what the range statement of a use
// ranges over: the graph has no node for the statement.
func isRangeOver(u signals.Use, n ast.Node) bool {
	loop, ok := u.Node.(*ast.RangeStmt)
	return ok && loop.X == n
}

// handsOut reports whether node n mentions the channel in any other way than
// to use it: as an argument, in a literal, under another name.
func (e *earlyWalk) handsOut(n ast.Node) bool {
	out := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || out {
			return !out
		}
		for _, v := range e.ch.Vars {
			if e.pass.TypesInfo.Uses[id] == v {
				out = !e.isUse(id)
			}
		}
		return !out
	})
	return out
}

// isUse reports whether the identifier belongs to a use in the function that
// makes the channel.
func (e *earlyWalk) isUse(id *ast.Ident) bool {
	return slices.ContainsFunc(e.ch.Uses, func(u signals.Use) bool {
		from, to := extent(u)
		if send, ok := u.Node.(*ast.SendStmt); ok {
			to = send.Chan.End() // what is sent is another matter
		}
		return u.In == e.make.In && from <= id.Pos() && id.Pos() < to
	})
}
