package goroutineblocked

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine answers what the receiver asks, and there is room for an
// answer: whoever leaves has at most that one outstanding.
//
//	go func() {
//		for prompt := range prompts {
//			lines <- read(prompt) // make(chan string, 1)
//		}
//	}()
//	for {
//		prompts <- "> "
//		select { case line := <-lines: ...; case <-stop: return }
//	}

// answers reports whether the goroutine sends no more than there is room for
// between two values that the receiver's function alone sends to it.
func (r *receiver) answers(body *lifecycle.Func) bool {
	room := int(r.ch.Makes[0].Buffer)
	if room == 0 {
		return false
	}
	asks := r.asks(body)
	if len(asks) == 0 {
		return false
	}
	most := 0
	walk := flow.Walk[int]{
		Graph: r.lc.CFG(body),
		Asked: r.asked(body),
		Node: func(n int, _ *cfg.Block, node ast.Node) (int, bool) {
			if len(at(asks, body, node)) > 0 {
				n = 0
			}
			n = add(n, r.sentAt(r.ch, body, node, 0))
			most = max(most, n)
			return n, true
		},
		Edge: func(n int, e flow.Edge) (int, bool) {
			switch stmt := e.To().Stmt.(type) {
			case *ast.CommClause:
				if e.To().Kind == cfg.KindSelectCaseBody && chosen(asks, stmt) {
					n = 0
				}
			case *ast.RangeStmt:
				if e.From.Kind == cfg.KindRangeLoop && e.I == 0 && ranged(asks, stmt) {
					n = 0
				}
			}
			return n, true
		},
		End: func(int, *cfg.Block) {},
	}
	walk.From(walk.Graph.Blocks[0], 0)
	return most <= room
}

// asks returns where the goroutine receives what the receiver's function
// alone sends.
func (r *receiver) asks(body *lifecycle.Func) []signals.Use {
	var list []signals.Use
	for _, s := range r.x.Signals() {
		if s == r.ch.Signal || s.Kind != signals.Channel || s.Foreign || s.Gone {
			continue
		}
		var receives []signals.Use
		sends := 0
		for _, u := range s.Uses {
			switch {
			case u.Op == signals.Send && u.In == r.f:
				sends++
			case u.Op == signals.Send:
				sends = -len(s.Uses)
			case u.In == body && (u.Op == signals.Receive || u.Op == signals.Range):
				receives = append(receives, u)
			}
		}
		if sends > 0 {
			list = append(list, receives...)
		}
	}
	return list
}
