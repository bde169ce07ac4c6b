package flow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// A Walk goes all ways through a graph that agree with themselves: where
// two branches ask the same thing, and nothing in the question is assigned
// in between, the second one comes out as the first.
//
//	if tracing { wg.Add(1) }
//	...
//	if tracing { go func() { defer wg.Done() ... }() }
//
// S is what is known on the way. It has to take few values: every block is
// visited once with each.
type Walk[S comparable] struct {
	Graph *cfg.CFG
	Info  *types.Info
	Asked *Questions // what the branches of Graph ask; if nil, From finds out

	// Node tells what is known after node n of block b. If it returns
	// false, the way is not followed any further.
	Node func(s S, b *cfg.Block, n ast.Node) (S, bool)
	// Edge is Node for the way out of a block; it may be nil.
	Edge func(s S, e Edge) (S, bool)
	// End is called where a way ends, at a block without successors.
	End func(s S, b *cfg.Block)
}

// From goes all ways that start at block b with s.
func (w *Walk[S]) From(b *cfg.Block, s S) {
	type visit struct {
		block *cfg.Block
		state S
		known truths
	}
	if w.Asked == nil {
		w.Asked = Ask(w.Graph, w.Info)
	}
	first := visit{b, s, 0}
	seen := map[visit]bool{first: true}
	work := []visit{first}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		on := true
		for _, n := range v.block.Nodes {
			v.known = w.Asked.forget(v.known, n)
			if v.state, on = w.Node(v.state, v.block, n); !on {
				break
			}
		}
		if !on {
			continue
		}
		if len(v.block.Succs) == 0 {
			if v.block.Kind != cfg.KindSelectAfterCase { // no case is left: it blocks
				w.End(v.state, v.block)
			}
			continue
		}
		for i, succ := range v.block.Succs {
			known, ok := w.Asked.learn(v.known, v.block, i)
			next := visit{succ, v.state, known & w.Asked.live[succ.Index]}
			if ok && w.Edge != nil {
				next.state, ok = w.Edge(v.state, Edge{v.block, i})
			}
			if ok && !seen[next] {
				seen[next] = true
				work = append(work, next)
			}
		}
	}
}
