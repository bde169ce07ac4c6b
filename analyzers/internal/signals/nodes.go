package signals

import (
	"cmp"
	"go/types"
	"slices"
)

// A node is one variable in the union-find forest of signals. The root
// of a tree collects what is known of all.
type node struct {
	parent *node
	v      *types.Var
	size   int
	signal *Signal // of the roots, once all is joined

	makes                []Make
	uses                 []Use
	foreign, gone, shown bool
}

func (n *node) find() *node {
	for n.parent != n {
		n.parent = n.parent.parent
		n = n.parent
	}
	return n
}

// node returns the node of v, made at the first mention.
func (x *Index) node(v *types.Var) *node {
	v = v.Origin()
	n := x.nodes[v]
	if n == nil {
		n = &node{v: v, size: 1}
		n.parent = n
		x.nodes[v] = n
		x.begin(n)
	}
	return n
}

// join makes one signal of what two variables hold.
func (x *Index) join(a, b *types.Var) {
	if a == nil || b == nil || a == b {
		return
	}
	if (kindOf(a.Type()) == Cancel) != (kindOf(b.Type()) == Cancel) {
		x.unseen(a) // the key and the element of a map
		x.unseen(b)
		return
	}
	m, n := x.node(a).find(), x.node(b).find()
	if m == n {
		return
	}
	if m.size < n.size {
		m, n = n, m
	}
	n.parent = m
	m.size += n.size
}

// begin notes what the declaration of a variable says of it.
func (x *Index) begin(n *node) {
	v := n.v
	if v.Pkg() != x.pass.Pkg {
		n.foreign, n.gone = true, true
		return
	}
	if v.IsField() {
		if v.Exported() && x.importable() {
			n.foreign = true
			x.leak(n, v.Type())
		}
		return
	}
	if v.Parent() == x.pass.Pkg.Scope() && v.Exported() && x.importable() {
		n.foreign = true
		x.leak(n, v.Type())
	}
}

// leak notes that code out of sight gets hold of a value as type t.
func (x *Index) leak(n *node, t types.Type) {
	if receiveOnly(t) {
		n.shown = true
	} else {
		n.gone = true
	}
}

// importable reports whether other packages can name what the package
// exports.
func (x *Index) importable() bool { return x.pass.Pkg.Name() != "main" }

// collect makes the signals of the joined nodes.
func (x *Index) collect() {
	for _, n := range x.nodes {
		root := n.find()
		if root.signal == nil {
			root.signal = new(Signal)
			x.signals = append(x.signals, root.signal)
		}
		s := root.signal
		s.Vars = append(s.Vars, n.v)
		s.Makes = append(s.Makes, n.makes...)
		s.Uses = append(s.Uses, n.uses...)
		s.Foreign = s.Foreign || n.foreign
		s.Gone = s.Gone || n.gone
		s.Shown = s.Shown || n.shown
	}
	for _, s := range x.signals {
		slices.SortFunc(s.Vars, func(a, b *types.Var) int { return cmp.Compare(a.Pos(), b.Pos()) })
		slices.SortFunc(s.Makes, func(a, b Make) int { return cmp.Compare(a.Call.Pos(), b.Call.Pos()) })
		slices.SortStableFunc(s.Uses, func(a, b Use) int {
			return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(a.Op, b.Op))
		})
		s.Kind = kindOf(s.Vars[0].Type())
		if slices.ContainsFunc(s.Vars, func(v *types.Var) bool { return kindOf(v.Type()) == Context }) {
			s.Kind = Context // a channel of the signal is that of Done
		}
	}
	slices.SortFunc(x.signals, func(a, b *Signal) int { return cmp.Compare(a.Vars[0].Pos(), b.Vars[0].Pos()) })
}
