package goroutineblocked

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// The channel of a field belongs to one object, and what counts is how much
// is sent to one of them: a request that is answered on each way once needs
// room for one, however many places answer and however many requests come.
//
//	for {
//		select {
//		case req := <-s.requests:
//			if err := s.send(req); err != nil {
//				req.done <- err // make(chan error, 1)
//				return
//			}
//			req.done <- nil
//		...

// hasRoomForAll reports whether there is room for all that is sent to one
// object on any way through the functions that send, or whether it is not
// known how much room there is. There is never room for what a loop sends to
// the same object as often as it likes.
func (c *checker) hasRoomForAll(ch *channel, m signals.Make) bool {
	if m.Buffer < 0 {
		return true
	}
	if m.Buffer == 0 {
		return false
	}
	room := int(m.Buffer)
	for f, sends := range c.bareSends(ch) {
		n := c.mostToOne(ch, f, sends, room)
		if n > room {
			return false
		}
		room -= n
	}
	return true
}

// bareSends returns the sends that nothing else ends, by the declared
// function that they stand in.
func (c *checker) bareSends(ch *channel) map[*lifecycle.Func][]signals.Use {
	by := make(map[*lifecycle.Func][]signals.Use)
	for _, u := range ch.sends {
		if !bare(u) {
			continue
		}
		f := u.In
		for f != nil && f.Parent != nil {
			f = f.Parent
		}
		by[f] = append(by[f], u)
	}
	return by
}

// mostToOne returns how often f, with the literals in it, sends to one object
// at most, or more than room if that is not limited.
func (c *checker) mostToOne(ch *channel, f *lifecycle.Func, sends []signals.Use, room int) int {
	if f == nil || c.lc.CFG(f) == nil {
		return len(sends)
	}
	if c.startedOften(f) && slices.ContainsFunc(sends, func(u signals.Use) bool { return c.ofReceiver(u, f) }) {
		return room + 1
	}
	w := &toOne{checker: c, sends: sends, limit: room + 1, once: make([]bool, len(sends))}
	for i, u := range sends {
		w.once[i] = isStopValue(u.Var.Type()) || c.inFixedLoop(u.In, u.Pos()) || c.awaitsReply(u)
	}
	return w.most(f)
}

// startedOften reports whether a loop starts goroutines that run the method f
// of one object, which the loop does not make.
func (c *checker) startedOften(f *lifecycle.Func) bool {
	return slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool {
		sel, ok := ast.Unparen(s.Call.Fun).(*ast.SelectorExpr)
		if !ok || s.Body.Func != f || s.In == nil || !c.repeats(s.In, s.Pos()) {
			return false
		}
		id := rootOf(sel.X)
		return id != nil && isReceiver(c.pass.TypesInfo.Uses[id], s.In)
	})
}

// ofReceiver reports whether what is sent goes to a channel of the receiver of
// the method f.
func (c *checker) ofReceiver(u signals.Use, f *lifecycle.Func) bool {
	id := rootOf(u.Node.(*ast.SendStmt).Chan)
	return id != nil && isReceiver(c.pass.TypesInfo.Uses[id], f)
}

// A toOne counts what is sent to one object.
type toOne struct {
	*checker
	sends []signals.Use
	once  []bool // those that count once, though they are in a loop
	limit int    // more is too much anyway
}

// A handover is what is known on one way through a function: how much has
// been sent, and which of the sends that count once have been met.
type handover struct {
	n   int
	met uint64
}

// most returns how often one run of f sends to one object. What a literal in
// f sends counts once, where the literal stands.
func (w *toOne) most(f *lifecycle.Func) int {
	g := w.lc.CFG(f)
	if g == nil {
		return w.limit
	}
	owners, comms := w.owners(f), commsIn(f)
	most := 0
	walk := flow.Walk[handover]{
		Graph: g,
		Asked: w.asked(f),
		Node: func(h handover, _ *cfg.Block, node ast.Node) (handover, bool) {
			if !comms[node] && w.renews(node, owners) {
				h = handover{}
			}
			h = w.sent(h, f, node)
			most = max(most, h.n)
			return h, true
		},
		Edge: func(h handover, e flow.Edge) (handover, bool) {
			if w.chooses(e, owners) {
				h = handover{}
			}
			return h, true
		},
		End: func(handover, *cfg.Block) {},
	}
	walk.From(g.Blocks[0], handover{})
	return most
}

// commsIn returns what the cases of the selects in f wait for: the graph has
// that before the select.
func commsIn(f *lifecycle.Func) map[ast.Node]bool {
	comms := make(map[ast.Node]bool)
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil {
			comms[clause.Comm] = true
		}
		return true
	})
	return comms
}

// owners returns the variables that f declares in whose fields the channels
// are that it sends on.
func (w *toOne) owners(f *lifecycle.Func) map[types.Object]bool {
	owners := make(map[types.Object]bool)
	for _, u := range w.sends {
		send := u.Node.(*ast.SendStmt)
		if id := rootOf(send.Chan); id != nil && within(u.In, f) {
			if v := w.pass.TypesInfo.Uses[id]; v != nil && contains(f.Body(), v.Pos()) {
				owners[v] = true
			}
		}
	}
	return owners
}

// rootOf returns the variable that a selector expression begins with.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// renews reports whether a node gives one of the owners a new value. Where
// several are in play, it is not known whose channel is meant.
func (w *toOne) renews(n ast.Node, owners map[types.Object]bool) bool {
	if len(owners) != 1 {
		return false
	}
	for _, o := range flow.Assigned(n, w.pass.TypesInfo) {
		if owners[o] {
			return true
		}
	}
	return false
}

// chooses reports whether control enters a case, or a round of a loop, that
// gives the owner a new value.
func (w *toOne) chooses(e flow.Edge, owners map[types.Object]bool) bool {
	switch stmt := e.To().Stmt.(type) {
	case *ast.CommClause:
		return isCaseBody(e.To(), stmt) && stmt.Comm != nil && w.renews(stmt.Comm, owners)
	case *ast.RangeStmt:
		return e.From.Kind == cfg.KindRangeLoop && e.I == 0 && (w.names(stmt.Key, owners) || w.names(stmt.Value, owners))
	}
	return false
}

func (w *toOne) names(e ast.Expr, owners map[types.Object]bool) bool {
	id, ok := e.(*ast.Ident)
	return ok && owners[w.pass.TypesInfo.ObjectOf(id)]
}

// sent follows what node n of f sends.
func (w *toOne) sent(h handover, f *lifecycle.Func, n ast.Node) handover {
	for i, u := range w.sends {
		if u.In == f && contains(n, u.Pos()) {
			h = w.add(h, 1, i, w.once[i])
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		body := w.lc.Value(lit).Func
		if i := slices.IndexFunc(w.sends, func(u signals.Use) bool { return within(u.In, body) }); body != nil && i >= 0 {
			h = w.add(h, w.most(body), i, true)
		}
		return false
	})
	return h
}

// add adds the n values of the send with index i, or none if that counts
// once and has been met.
func (w *toOne) add(h handover, n, i int, once bool) handover {
	bit := uint64(1) << (i % 64)
	if once && h.met&bit != 0 {
		return h
	}
	if once {
		h.met |= bit
	}
	h.n = min(h.n+n, w.limit)
	return h
}
