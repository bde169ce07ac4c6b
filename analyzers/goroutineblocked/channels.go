package goroutineblocked

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A channel is a signal with what happens to it sorted by kind.
type channel struct {
	*signals.Signal
	sends, receives, closes []signals.Use // receives are ranges, too

	handed  []lifecycle.ChanHanding  // see checker.local
	senders map[*lifecycle.Func]bool // see checker.sends
}

// newChannel sorts the uses by kind, and by file: those of a signal are in
// the order in which the driver has read the files.
func (c *checker) newChannel(s *signals.Signal) *channel {
	ch := &channel{Signal: s, senders: make(map[*lifecycle.Func]bool)}
	uses := slices.Clone(s.Uses)
	slices.SortStableFunc(uses, func(a, b signals.Use) int {
		p, q := c.pass.Fset.Position(a.Pos()), c.pass.Fset.Position(b.Pos())
		return cmp.Or(strings.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset))
	})
	for _, u := range uses {
		switch u.Op {
		case signals.Send:
			ch.sends = append(ch.sends, u)
		case signals.Receive, signals.Range:
			ch.receives = append(ch.receives, u)
		case signals.Close:
			ch.closes = append(ch.closes, u)
		}
	}
	return ch
}

// confined reports whether all that happens to the channel is in sight.
func (ch *channel) confined() bool { return !ch.Foreign && !ch.Gone && !ch.Shown }

// inField reports whether a field holds the channel: then it is handed
// from hand to hand with what the field is part of.
func (ch *channel) inField() bool { return slices.ContainsFunc(ch.Vars, (*types.Var).IsField) }

// inContainer reports whether a variable holds several channels of which
// this may be one.
func (ch *channel) inContainer() bool {
	return slices.ContainsFunc(ch.Vars, func(v *types.Var) bool { return !isChan(v.Type()) })
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// isParam reports whether v is a parameter or result of f or of a function
// around it.
func isParam(v *types.Var, f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if contains(f.Type(), v.Pos()) || f.Decl != nil && f.Decl.Recv != nil && contains(f.Decl.Recv, v.Pos()) {
			return true
		}
	}
	return false
}

// describe names a channel in a message as the use of it does.
func describe(u signals.Use) string {
	if name := u.Var.Name(); name != "" {
		return strconv.Quote(name)
	}
	return "a channel"
}

// allIn reports whether all uses stand in f itself, not in a literal in it.
func allIn(uses []signals.Use, f *lifecycle.Func) bool {
	return !slices.ContainsFunc(uses, func(u signals.Use) bool { return u.In != f })
}

// anyIn reports whether one of the uses stands in f.
func anyIn(uses []signals.Use, f *lifecycle.Func) bool {
	return slices.ContainsFunc(uses, func(u signals.Use) bool { return u.In == f })
}

// bare reports whether a use waits for nothing but its own channel. A
// select with other cases has another way to go on.
func bare(u signals.Use) bool {
	return u.Select == nil || len(u.Select.Body.List) == 1
}

// at returns those of the uses that stand in f and that node n of its
// graph comes to. The cases of a select are not among them: the graph has
// them all before the select, whichever comes about.
func at(uses []signals.Use, f *lifecycle.Func, n ast.Node) []signals.Use {
	var list []signals.Use
	for _, u := range uses {
		if u.In == f && u.Clause == nil && u.Op != signals.Range && contains(n, u.Pos()) {
			list = append(list, u)
		}
	}
	return list
}

// chosen reports whether clause is the case of one of the uses.
func chosen(uses []signals.Use, clause *ast.CommClause) bool {
	return slices.ContainsFunc(uses, func(u signals.Use) bool { return u.Clause == clause })
}

// isCaseBody reports whether control that comes to b has just taken the case.
func isCaseBody(b *cfg.Block, clause *ast.CommClause) bool {
	return b.Live && b.Kind == cfg.KindSelectCaseBody && b.Stmt == ast.Stmt(clause)
}

// ranged reports whether stmt is a range over the channel of the uses.
func ranged(uses []signals.Use, stmt *ast.RangeStmt) bool {
	return slices.ContainsFunc(uses, func(u signals.Use) bool { return u.Node == stmt })
}

func contains(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }

// within reports whether f is g or a literal somewhere in it.
func within(f, g *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if f == g {
			return true
		}
	}
	return false
}
