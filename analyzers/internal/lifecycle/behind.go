package lifecycle

import (
	"go/token"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// Comes reports whether control can come to pos, in the body of f, though
// nobody fires the signals of the silence.
func (e *Endings) Comes(f *Func, pos token.Pos) bool {
	g := e.CFG(f)
	if g == nil {
		return true
	}
	b, _ := flow.NodeAt(g, pos)
	if b == nil {
		return true
	}
	stuck := e.stuckBlocks(f, g)
	reached := flow.Reachable(g, g.Blocks[0], func(edge flow.Edge) bool {
		return stuck[edge.From.Index].kind != MayEnd || e.neverTaken(edge) || e.silent.closes(edge) != nil
	})
	t := stuck[b.Index]
	return reached[b.Index] && (t.kind == MayEnd || t.in != f || pos < t.pos)
}

// Ends reports whether the target may come to its end though nobody fires
// the signals of the silence.
func (e *Endings) Ends(to Target) bool { return e.trapOf(to).kind == MayEnd }

// Callers returns the functions of the package that call f by its name, or
// start it in a goroutine.
func (f *Func) Callers() []*Func { return f.callers }
