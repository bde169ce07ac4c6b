package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A function starts the next goroutine only when it has heard of the last
// one: what it waits for to start it is nil in the meantime.
//
//	var again <-chan time.Time
//	go probe() // sends on healthy
//	for {
//		select {
//		case <-again:
//			again = nil
//			go probe()
//		case ok := <-healthy:
//			again = ticker.C
//		...
//
// A flag does as well.

// gateAt returns the variable from which the case receives in which pos is,
// if that is set to nil there before, or the flag on which pos depends and
// that is turned there. A function has one at most.
func (r *receiver) gateAt(pos token.Pos) *types.Var {
	if r.gate != nil {
		return r.gate
	}
	if flag := r.flagAt(pos); flag != nil {
		return flag
	}
	var gate *types.Var
	ast.Inspect(r.f.Body(), func(n ast.Node) bool {
		clause, ok := n.(*ast.CommClause)
		if !ok || !contains(clause, pos) {
			return true
		}
		v := r.receivedFrom(clause)
		if v == nil || !contains(r.f.Body(), v.Pos()) {
			return true
		}
		for _, stmt := range clause.Body {
			if sets, open := r.setsGate(stmt, v); stmt.End() <= pos && sets && !open {
				gate = v
			}
		}
		return true
	})
	return gate
}

// flagAt returns the local flag that has to be false for control to come to
// pos, and that the statements beside it set to true.
//
//	if !probing {
//		probing = true
//		go probe()
//	}
func (r *receiver) flagAt(pos token.Pos) *types.Var {
	b := flow.BlockOf(r.g, pos)
	if b == nil {
		return nil
	}
	var flag *types.Var
	for _, g := range r.lc.Guards(r.f, pos) {
		if g.Tag != nil {
			continue
		}
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			id, ok := part.(*ast.Ident)
			if !ok || truth {
				return
			}
			v, ok := r.pass.TypesInfo.Uses[id].(*types.Var)
			if ok && contains(r.f.Body(), v.Pos()) && slices.ContainsFunc(b.Nodes, func(n ast.Node) bool { return r.setsTrue(n, v) }) {
				flag = v
			}
		})
	}
	return flag
}

// receivedFrom returns the variable from which a case receives, or nil.
func (r *receiver) receivedFrom(clause *ast.CommClause) *types.Var {
	id, ok := ast.Unparen(operand(clause)).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := r.pass.TypesInfo.Uses[id].(*types.Var)
	return v
}

// setsGate reports whether a node sets v, and whether another goroutine may be
// started then: it may not while the channel is nil, or the flag is true. A
// declaration without a value makes it nil, or false.
func (r *receiver) setsGate(n ast.Node, v *types.Var) (sets, open bool) {
	sets = slices.Contains(flow.Assigned(n, r.pass.TypesInfo), types.Object(v))
	open = true
	switch n := n.(type) {
	case *ast.AssignStmt:
		open = len(n.Rhs) != 1 || !r.pass.TypesInfo.Types[n.Rhs[0]].IsNil() && !r.setsTrue(n, v)
	case *ast.DeclStmt:
		if d, ok := n.Decl.(*ast.GenDecl); ok && len(d.Specs) == 1 {
			spec, ok := d.Specs[0].(*ast.ValueSpec)
			open = !ok || len(spec.Values) > 0 || !isChan(v.Type())
		}
	case *ast.ValueSpec:
		open = len(n.Values) > 0 || !isChan(v.Type())
	}
	return sets, open
}

// opened follows what a node does to the gate.
func (r *receiver) opened(open bool, n ast.Node) bool {
	if r.gate == nil || r.comms[n] {
		return open
	}
	if sets, to := r.setsGate(n, r.gate); sets {
		return to
	}
	return open
}

// shut reports whether control goes along the edge only if the gate is open,
// or only if it is not, and that is not so.
func (r *receiver) shut(open bool, e flow.Edge) bool {
	if r.gate == nil {
		return false
	}
	if clause, ok := e.To().Stmt.(*ast.CommClause); ok && e.To().Kind == cfg.KindSelectCaseBody {
		return !open && r.receivedFrom(clause) == r.gate
	}
	cond := flow.Condition(e.From)
	if cond == nil {
		return false
	}
	shut := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		if id, ok := part.(*ast.Ident); ok && r.pass.TypesInfo.Uses[id] == types.Object(r.gate) {
			shut = shut || truth == open
		}
	})
	return shut
}

// ended reports whether control goes along the edge because the channel is
// closed: all that was sent has been received.
//
//	for {
//		line, ok := <-lines
//		if !ok {
//			break
//		}
//		...
func (r *receiver) ended(e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil {
		return false
	}
	if r.oks == nil {
		r.findOKs()
	}
	ended := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		if id, ok := part.(*ast.Ident); ok && !truth {
			ended = ended || r.oks[r.pass.TypesInfo.Uses[id]]
		}
	})
	return ended
}

// findOKs finds the variables that tell whether a value has been received,
// and nothing else.
func (r *receiver) findOKs() {
	r.oks = make(map[types.Object]bool)
	others := make(map[types.Object]bool)
	ast.Inspect(r.f.Body(), func(n ast.Node) bool {
		as, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, o := range flow.Assigned(as, r.pass.TypesInfo) {
			if i == 1 && len(as.Rhs) == 1 && r.isReceive(as.Rhs[0]) {
				r.oks[o] = true
			} else {
				others[o] = true
			}
		}
		return true
	})
	for o := range others {
		delete(r.oks, o)
	}
}

// isReceive reports whether e is one of the receives.
func (r *receiver) isReceive(e ast.Expr) bool {
	for _, u := range r.receives {
		if u.Node == ast.Unparen(e) {
			return true
		}
	}
	return false
}
