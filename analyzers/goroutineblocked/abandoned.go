package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"

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

// A receiver is a function that makes a channel and is the only one to
// receive from it.
type receiver struct {
	*checker
	ch       *channel
	f        *lifecycle.Func
	g        *cfg.CFG
	maker    *lifecycle.Func // f, or the function that makes the channel and calls f
	origin   *ast.CallExpr   // what returns a new channel
	from     token.Pos       // where it has it
	before   int             // values that are sent by what has been started when f is called
	make     *cfg.Block      // where that stands
	receives []signals.Use
	start    map[ast.Node]int  // what the goroutines send that a node starts
	body     []*lifecycle.Func // what runs in them
	loose    bool              // someone else sends, too
	fixed    bool              // a loop starts a constant number of them
	stream   bool              // one of them sends for as long as it likes
	gate     *types.Var        // what has to be set for another one to be started

	left    []leaving
	escapes map[ast.Node]bool     // the cases on which the function gives up
	comms   map[ast.Node]bool     // what the cases of selects wait for
	oks     map[types.Object]bool // what tells whether the channel is closed
}

// A leaving is a return that leaves senders behind.
type leaving struct {
	at      ast.Node
	returns bool // else it ends the goroutine of a test
	surplus bool // though something has been received
}

// abandoned reports what is sent to a function that may have left.
func (c *checker) abandoned(ch *channel) bool {
	if len(ch.Makes) != 1 || len(ch.sends) == 0 && !ch.hands(lifecycle.ChanSends) {
		return false
	}
	m := ch.Makes[0]
	if m.In == nil || m.Buffer < 0 || anyIn(ch.sends, m.In) || anyIn(ch.closes, m.In) ||
		ch.handsInline(sendsOrCloses) || ch.handsReceiver() {
		return false
	}
	if ch.inField() && !c.receivesByName(ch) || !ch.inField() && ch.inContainer() {
		return false
	}
	if !ch.confined() || len(ch.receives) == 0 || !allIn(ch.receives, m.In) {
		return ch.confined() && len(ch.receives) > 0 && c.leftToCallee(ch) || c.returned(ch)
	}
	r := c.receiverIn(ch, m.In, m.Call)
	if r == nil {
		return false
	}
	r.findSenders()
	return r.report()
}

// report walks the graph, and reports the first return that leaves a sender
// behind.
func (r *receiver) report() bool {
	if len(r.start) == 0 && !r.loose || r.fixed || r.takesOne() {
		return false
	}
	r.findEscapes()
	walk := flow.Walk[account]{Graph: r.g, Asked: r.asked(r.f), Node: r.node, Edge: r.edge, End: r.end}
	walk.From(r.g.Blocks[0], account{out: r.before})
	if len(r.left) == 0 || r.awaitedFirst() {
		return false
	}
	r.out.Report(r.finding())
	return true
}

// findSenders finds where goroutines are started that send. What a field
// holds may be the channel of another call of the function: then it is not
// known whom a goroutine sends to.
func (r *receiver) findSenders() {
	spawns := r.lc.Spawns()
	if r.ch.inField() {
		spawns = nil
	}
	for _, s := range spawns {
		if s.In != r.f {
			continue
		}
		n := r.sentFrom(s)
		if n > 0 && r.starts(s.Pos(), n) && s.Body.Func != nil {
			r.body = append(r.body, s.Body.Func)
			r.stream = r.stream || n == many && r.streams(s.Body.Func)
		}
	}
	for _, h := range r.ch.handed {
		if !h.Go && h.Does&lifecycle.ChanAsync != 0 && sentBy(h) > 0 {
			r.starts(h.Call.Pos(), sentBy(h))
		}
	}
	for _, u := range r.ch.sends {
		if bare(u) && !r.ownBody(u.In) {
			r.loose = true
		}
	}
}

// sentFrom returns how often the goroutine sends that is started at s. One
// that answers, with room for the answer, counts for nothing.
func (r *receiver) sentFrom(s *lifecycle.Spawn) int {
	if h, ok := r.ch.handing(s.Call); ok {
		return sentBy(h)
	}
	body := s.Body.Func
	if body == nil || !r.sends(r.ch, body, 0) {
		return 0
	}
	n := r.most(r.ch, body, 0)
	if n > int(r.ch.Makes[0].Buffer) && r.answers(body) {
		return 0
	}
	return n
}

// starts notes that a goroutine is started at pos which sends n times.
func (r *receiver) starts(pos token.Pos, n int) bool {
	b := flow.BlockOf(r.g, pos)
	if b == nil {
		return false
	}
	if r.gate = r.gateAt(pos); r.gate == nil && r.pilesUp(b) {
		r.fixed = r.fixed || r.inFixedLoop(r.f, pos) && !r.tooMany(r.rounds(pos)*n)
		n = many
	}
	for _, node := range b.Nodes {
		if contains(node, pos) {
			r.start[node] = add(r.start[node], n)
		}
	}
	return true
}

// ownBody reports whether f is, or stands in, what a goroutine of the
// receiver runs.
func (r *receiver) ownBody(f *lifecycle.Func) bool {
	for _, body := range r.body {
		if within(f, body) {
			return true
		}
	}
	return false
}

// pilesUp reports whether control can come back to b with the same channel
// and nothing received in between.
func (r *receiver) pilesUp(b *cfg.Block) bool {
	return flow.Loops(r.g, b, func(e flow.Edge) bool {
		if e.To() == r.make {
			return true
		}
		if clause, ok := e.To().Stmt.(*ast.CommClause); ok && e.To().Kind == cfg.KindSelectCaseBody && chosen(r.receives, clause) {
			return true
		}
		for _, n := range e.From.Nodes {
			if len(at(r.receives, r.f, n)) > 0 {
				return true
			}
		}
		return false
	})
}

// inLoop reports whether control can come back to b with the same channel.
func (r *receiver) inLoop(b *cfg.Block) bool {
	return flow.Loops(r.g, b, func(e flow.Edge) bool { return e.To() == r.make })
}
