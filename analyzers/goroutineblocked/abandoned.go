package goroutineblocked

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function makes a channel, starts goroutines that send on it, and is the
// only one that receives. Whoever sends when it has gone waits forever:
//
//	errc := make(chan error)
//	go func() { errc <- fetch() }()
//	select {
//	case err := <-errc:
//		return err
//	case <-ctx.Done():
//		return ctx.Err() // and nobody receives any more
//	}
//
// The graph of the function is walked from its entry with the number of
// values that are sent and not yet received. The start of a goroutine adds
// what it sends at most, a receive takes one off. What is left at a return,
// and has no room in the buffer, stays blocked.
//
// Where goroutines are started or values received in loops, the numbers
// are not known. A loop that ends by its own condition is taken to have
// received what was sent; one that is left for another reason, an error or
// another case of the select, is not.

// An account is what is known on one way through the function.
type account struct {
	out    int  // values that are sent and not received
	single bool // one has been received outside loops, of many
	looped bool // one has been received in a loop

	received bool // one has been received at all
}

// A receiver is a function that makes a channel and is the only one to
// receive from it.
type receiver struct {
	*checker
	ch    *channel
	f     *lifecycle.Func
	g     *cfg.CFG
	make  *cfg.Block
	start map[ast.Node]int  // what the goroutines send that a node starts
	body  []*lifecycle.Func // what runs in them
	loose bool              // someone else sends, too

	left    []leaving
	escapes map[ast.Node]bool // the cases on which the function gives up
	comms   map[ast.Node]bool // what the cases of selects wait for
}

// A leaving is a return that leaves senders behind.
type leaving struct {
	at      ast.Node
	returns bool // else it ends the goroutine of a test
	surplus bool // though something has been received
}

// abandoned reports what is sent to a function that may have left.
func (c *checker) abandoned(ch *channel) bool {
	if !ch.confined() || len(ch.Makes) != 1 || len(ch.receives) == 0 || len(ch.sends) == 0 {
		return false
	}
	m := ch.Makes[0]
	if m.In == nil || m.Buffer < 0 || m.Buffer >= many || !allIn(ch.receives, m.In) ||
		anyIn(ch.sends, m.In) || anyIn(ch.closes, m.In) || c.endsProcess(m.In) {
		return false
	}
	if ch.inField() && !receivesByName(ch) || !ch.inField() && ch.inContainer() {
		return false
	}
	r := &receiver{checker: c, ch: ch, f: m.In, g: c.lc.CFG(m.In)}
	if r.g == nil {
		return false
	}
	r.make = flow.BlockOf(r.g, m.Call.Pos())
	r.findSenders()
	if r.make == nil || len(r.start) == 0 && !r.loose {
		return false
	}
	r.findEscapes()
	walk := flow.Walk[account]{Graph: r.g, Info: c.pass.TypesInfo, Node: r.node, Edge: r.edge, End: r.end}
	walk.From(r.g.Blocks[0], account{})
	if len(r.left) == 0 {
		return false
	}
	c.out.Report(r.finding())
	return true
}

// receivesByName reports whether what is received comes from a local
// variable: a field may be asked again, later.
func receivesByName(ch *channel) bool {
	for _, u := range ch.receives {
		if u.Var.IsField() {
			return false
		}
	}
	return true
}

// findSenders finds where goroutines are started that send. What a field
// holds may be the channel of another call of the function: then it is not
// known whom a goroutine sends to.
func (r *receiver) findSenders() {
	r.start = make(map[ast.Node]int)
	spawns := r.lc.Spawns()
	if r.ch.inField() {
		spawns = nil
	}
	for _, s := range spawns {
		if s.In != r.f || s.Body.Func == nil || !r.sends(r.ch, s.Body.Func, 0) {
			continue
		}
		n := r.most(r.ch, s.Body.Func, 0)
		b := flow.BlockOf(r.g, s.Pos())
		if n == 0 || b == nil {
			continue
		}
		if r.inLoop(b) {
			n = many
		}
		for _, node := range b.Nodes {
			if contains(node, s.Pos()) {
				r.start[node] = add(r.start[node], n)
			}
		}
		r.body = append(r.body, s.Body.Func)
	}
	for _, u := range r.ch.sends {
		if bare(u) && !r.isBody(u.In) {
			r.loose = true
		}
	}
}

func (r *receiver) isBody(f *lifecycle.Func) bool {
	for _, body := range r.body {
		if within(f, body) {
			return true
		}
	}
	return false
}

// inLoop reports whether control can come back to b with the same channel.
func (r *receiver) inLoop(b *cfg.Block) bool {
	return flow.Loops(r.g, b, func(e flow.Edge) bool { return e.To() == r.make })
}

func (r *receiver) node(a account, b *cfg.Block, n ast.Node) (account, bool) {
	if contains(n, r.ch.Makes[0].Call.Pos()) {
		a = account{}
	}
	a.out = add(a.out, r.start[n])
	for range at(r.ch.receives, r.f, n) {
		a = r.received(a, b)
	}
	if r.comms[n] {
		return a, true // it counts where the case is chosen
	}
	return r.settled(a, n), true
}

// received takes a value off.
func (r *receiver) received(a account, b *cfg.Block) account {
	loop := r.inLoop(b)
	a.received = true
	a.looped = a.looped || loop
	if a.out == many {
		a.single = a.single || !loop
	} else if a.out > 0 {
		a.out--
	}
	return a
}

func (r *receiver) edge(a account, e flow.Edge) (account, bool) {
	to := e.To()
	switch stmt := to.Stmt.(type) {
	case *ast.CommClause:
		switch {
		case to.Kind != cfg.KindSelectCaseBody || stmt.Comm == nil:
		case chosen(r.ch.receives, stmt):
			a = r.received(a, to)
		default:
			if r.escapes[stmt] && r.loose {
				a.out = max(a.out, 1)
			}
			a = r.settled(a, stmt.Comm)
		}
	case *ast.RangeStmt:
		if e.From.Kind != cfg.KindRangeLoop {
			break
		}
		if ranged(r.ch.receives, stmt) && e.I == 0 {
			a = r.received(a, to)
		} else if e.I == 1 && r.receivesIn(stmt) {
			a.out = 0
		}
	case *ast.ForStmt:
		if e.From.Kind == cfg.KindForLoop && e.I == 1 && r.receivesIn(stmt) {
			a.out = 0
		}
	}
	return a, r.possible(e)
}

// receivesIn reports whether the loop receives from the channel.
func (r *receiver) receivesIn(loop ast.Node) bool {
	for _, u := range r.ch.receives {
		if contains(loop, u.Pos()) {
			return true
		}
	}
	return false
}

// settled takes off what cannot come any more because the only goroutine
// is known to be past it: the function has received something else from it.
func (r *receiver) settled(a account, n ast.Node) account {
	if a.out == 0 || len(r.body) != 1 {
		return a
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
			if s := r.x.Of(u.X); s != nil && s != r.ch.Signal && s.Kind == signals.Channel {
				a.out = min(a.out, r.sentAfter(newChannel(s), a.out))
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return a
}

// sentAfter returns how often the goroutine can send once it has sent on,
// or closed, another channel; that is out if it does not.
func (r *receiver) sentAfter(other *channel, out int) int {
	body := r.body[0]
	for _, uses := range [][]signals.Use{other.sends, other.closes} {
		for _, u := range uses {
			if u.In != body && within(u.In, body) || u.Defer {
				return 0 // most often deferred
			}
		}
		if !anyIn(uses, body) {
			continue
		}
		return r.mostAfter(r.ch, body, func(n ast.Node, b *cfg.Block) bool {
			if len(at(uses, body, n)) > 0 {
				return true
			}
			clause, ok := b.Stmt.(*ast.CommClause)
			return ok && b.Kind == cfg.KindSelectCaseBody && chosen(uses, clause)
		}, 0)
	}
	return out
}

func (r *receiver) end(a account, b *cfg.Block) {
	ret := r.leaves(b)
	if ret == nil || a.out <= int(r.ch.Makes[0].Buffer) {
		return
	}
	gaveUp := r.gaveUp(b)
	if (a.looped || a.out == many) && !a.single && !gaveUp {
		return // it may have counted
	}
	r.left = append(r.left, leaving{ret, b.Return() != nil, !gaveUp && (a.looped || a.single || a.received)})
}
