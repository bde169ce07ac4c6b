package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"
)

// A Sweep visits the nodes of a graph, all that control can come to, each of
// them once.
type Sweep struct {
	Graph *cfg.CFG
	Node  func(ast.Node) bool   // visits a node; false if control does not come past it
	Edge  func(Edge) bool       // false if control does not go that way; nil if it goes all ways
	End   func(last *cfg.Block) // visits a block that nothing follows; nil if that is of no interest
}

// From sweeps on from the i-th node of block b.
func (w Sweep) From(b *cfg.Block, i int) {
	seen := make([]bool, len(w.Graph.Blocks))
	if i == 0 {
		seen[b.Index] = true
	}
	work := w.through(b, i, nil)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if !seen[b.Index] {
			seen[b.Index] = true
			work = w.through(b, 0, work)
		}
	}
}

// through visits the nodes of b from the i-th on and adds to next the blocks
// that control goes on to.
func (w Sweep) through(b *cfg.Block, i int, next []*cfg.Block) []*cfg.Block {
	for _, n := range b.Nodes[i:] {
		if !w.Node(n) {
			return next
		}
	}
	if len(b.Succs) == 0 && w.End != nil {
		w.End(b)
	}
	for k, succ := range b.Succs {
		if w.Edge == nil || w.Edge(Edge{b, k}) {
			next = append(next, succ)
		}
	}
	return next
}

// NodeAt returns the live block and the index in it of the node that holds
// pos; the block is nil if there is none. Positions in nested function literals
// count too. Of nodes within each other it is the first in the graph, as the
// communications of a select are.
func NodeAt(g *cfg.CFG, pos token.Pos) (*cfg.Block, int) {
	for _, b := range g.Blocks {
		if !b.Live {
			continue
		}
		for i, n := range b.Nodes {
			if n.Pos() <= pos && pos < n.End() {
				return b, i
			}
		}
	}
	return nil, 0
}
