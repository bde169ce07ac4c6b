package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"

	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// findEscapes finds the cases that stand beside a receive from the channel
// and receive something else: the function waits no longer.
func (r *receiver) findEscapes() {
	r.escapes = make(map[ast.Node]bool)
	r.comms = make(map[ast.Node]bool)
	ast.Inspect(r.f.Body(), func(n ast.Node) bool {
		if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil {
			r.comms[clause.Comm] = true
		}
		return true
	})
	for _, u := range r.receives {
		if u.Select == nil {
			continue
		}
		for _, stmt := range u.Select.Body.List {
			clause := stmt.(*ast.CommClause)
			if clause.Comm == nil || chosen(r.receives, clause) {
				continue
			}
			if _, send := clause.Comm.(*ast.SendStmt); !send {
				r.escapes[clause] = true
			}
		}
	}
}

// gaveUp reports whether control comes to block b only because of an error,
// or by one of the escapes.
func (r *receiver) gaveUp(b *cfg.Block) bool {
	if r.returnsFailure(b.Return()) {
		return true
	}
	for _, g := range flow.Guards(r.g, r.f.Body(), b) {
		if g.Tag != nil || g.Block.Stmt != nil && g.Block.Stmt.Pos() < r.from {
			continue
		}
		failed := false
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			failed = failed || r.isFailure(part, truth)
		})
		if failed {
			return true
		}
	}
	if len(r.escapes) == 0 {
		return false
	}
	past := func(e flow.Edge) bool {
		return e.To().Kind == cfg.KindSelectCaseBody && r.escapes[e.To().Stmt]
	}
	return !flow.Reachable(r.g, r.make, past)[b.Index]
}

// leaves returns the return statement at the end of b, or the call there
// that ends a test, or nil.
func (r *receiver) leaves(b *cfg.Block) ast.Node {
	if ret := b.Return(); ret != nil {
		return ret
	}
	if len(b.Nodes) == 0 {
		return nil
	}
	last := b.Nodes[len(b.Nodes)-1]
	var end ast.Node
	flow.Calls(last, func(call *ast.CallExpr, how flow.How) {
		fn := r.lc.Callee(call).Obj
		if how == flow.Runs && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "testing" {
			end = last
		}
	})
	return end
}

// possible reports whether control can go along the edge, as far as what
// guards a receive says: a flag that is set, or the channel that is made,
// where the goroutine is started.
//
//	if verbose { started = true; go ... }
//	if started { <-done }
func (r *receiver) possible(e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil {
		return true
	}
	ok := true
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		if e.From == r.make && r.fallible() && r.isFailure(part, truth) {
			ok = false // nothing has been started
		}
		if cmp, isCmp := part.(*ast.BinaryExpr); isCmp && (cmp.Op == token.EQL) == truth &&
			(cmp.Op == token.EQL || cmp.Op == token.NEQ) && r.pass.TypesInfo.Types[cmp.Y].IsNil() &&
			r.x.Of(cmp.X) == r.ch.Signal {
			ok = false // it is nil: not on a way that matters
		}
		if id, isIdent := part.(*ast.Ident); isIdent && !truth {
			v := r.pass.TypesInfo.Uses[id]
			ok = ok && (v == types.Object(r.gate) || !r.setAtStart(v))
		}
	})
	return ok
}

// fallible reports whether the call that returns the channel returns an
// error, too.
func (r *receiver) fallible() bool {
	_, several := r.pass.TypesInfo.TypeOf(r.origin).(*types.Tuple)
	return several
}

// setAtStart reports whether the variable is set to true in a block that
// starts a goroutine.
func (r *receiver) setAtStart(v types.Object) bool {
	for node := range r.start {
		b := flow.BlockOf(r.g, node.Pos())
		if b == nil {
			continue
		}
		for _, n := range b.Nodes {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != 1 || len(as.Rhs) != 1 {
				continue
			}
			id, ok := as.Lhs[0].(*ast.Ident)
			if value := r.pass.TypesInfo.Types[as.Rhs[0]].Value; ok && value != nil && r.pass.TypesInfo.ObjectOf(id) == v &&
				value.String() == "true" {
				return true
			}
		}
	}
	return false
}

// finding is about the first of the returns. It stands at the send if the
// reader has that before him, in the function or in a literal in it; else at
// what the function can do: make the channel with room, or receive more.
func (r *receiver) finding() report.Finding {
	slices.SortStableFunc(r.left, func(a, b leaving) int {
		if a.at == b.at && a.surplus != b.surplus {
			if b.surplus {
				return -1
			}
			return 1
		}
		return int(a.at.Pos() - b.at.Pos())
	})
	first := r.left[0]
	f := report.Finding{Category: first.category()}
	f.Related = []analysis.RelatedInformation{{Pos: first.at.Pos(), End: first.at.End(), Message: "the receiver leaves here"}}
	f.Fixes = r.giveRoom()
	send := r.firstSend()
	if within(send.In, r.maker) {
		f.Pos, f.End = send.Pos(), send.Node.End()
		f.Message = r.message(first, describeSend(send)+" blocks forever")
		return f
	}
	f.Pos, f.End = r.origin.Fun.Pos(), r.origin.Fun.End()
	if first.surplus {
		f.Pos, f.End = extent(r.receives[0])
	}
	f.Message = r.message(first, fmt.Sprintf("send on %s on line %d blocks forever", describe(send), r.pass.Fset.Position(send.Pos()).Line))
	f.Related = append(f.Related, analysis.RelatedInformation{Pos: send.Pos(), End: send.Node.End(), Message: "the send"})
	return f
}

// category tells apart who has not received from who has, but not enough.
func (l leaving) category() report.Category {
	if l.surplus {
		return surplusSend
	}
	return receiverLeft
}

// message says under what circumstances the send blocks.
func (r *receiver) message(l leaving, send string) string {
	line := r.pass.Fset.Position(l.at.Pos()).Line
	switch {
	case l.surplus:
		return report.Fit(send, fmt.Sprintf("if it comes too late: not all is received before the return on line %d", line),
			fmt.Sprintf("after the return on line %d", line))
	case r.f != r.maker:
		return report.Fit(fmt.Sprintf("%s once its receiver has returned on line %d", send, line), "(nobody else receives)")
	case l.returns:
		return report.Fit(fmt.Sprintf("%s once the function has returned on line %d", send, line), "(nobody else receives)")
	}
	return report.Fit(fmt.Sprintf("%s once the test has ended on line %d", send, line), "(nobody else receives)")
}

// firstSend returns the first send in the function, or else the first.
func (r *receiver) firstSend() signals.Use {
	sends := slices.DeleteFunc(slices.Clone(r.ch.sends), func(u signals.Use) bool { return !bare(u) })
	if i := slices.IndexFunc(sends, func(u signals.Use) bool { return within(u.In, r.maker) }); i >= 0 {
		return sends[i]
	}
	for _, h := range r.ch.handed {
		if sentBy(h) > 0 {
			return signals.Use{Op: signals.Send, Node: h.Call, In: r.maker, Var: r.ch.Vars[0]}
		}
	}
	return sends[0]
}
