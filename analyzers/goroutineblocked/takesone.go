package goroutineblocked

import (
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// takesOne reports whether the function takes what comes first, a value or
// the close, from a goroutine that looks for one value in a loop. Whether there
// may be another one is for those to know who wrote the loop.
//
//	for dec.More() {
//		if item := next(dec); item.Result != "" {
//			found <- item.Result
//		}
//	}
//	close(found)
func (r *receiver) takesOne() bool {
	if len(r.receives) != 1 || len(r.body) != 1 || r.loose || len(r.ch.closes) == 0 {
		return false
	}
	u := r.receives[0]
	if b := flow.BlockOf(r.g, u.Pos()); u.Select != nil || u.Op != signals.Receive || b == nil || r.inLoop(b) {
		return false
	}
	for n := range r.start {
		if b := flow.BlockOf(r.g, n.Pos()); len(r.start) > 1 || b == nil || r.inLoop(b) {
			return false
		}
	}
	return !slices.ContainsFunc(r.ch.sends, func(send signals.Use) bool {
		return send.In != r.body[0] || !r.isPicked(send)
	})
}

// isPicked reports whether a send in a loop depends on a condition in it.
func (r *receiver) isPicked(send signals.Use) bool {
	loop := loopAround(send)
	return loop != nil && slices.ContainsFunc(r.lc.Guards(send.In, send.Pos()), func(g flow.Guard) bool {
		return contains(loop, g.Cond.Pos())
	})
}
