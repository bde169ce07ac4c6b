package waitgroupwait

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// Many a loop keeps account of what it has started, and returns only as
// long as that is nothing:
//
//	for {
//		if eof && started == 0 {
//			return nil
//		}
//		wg.Go(upload)
//		started++
//	}
//
// A condition that asks whether such a variable is still small, or still
// what it was, is taken to come out otherwise once control has come past a
// statement that keeps the account.

// excluded reports whether the way out is behind a condition on a variable
// that keeps account on every way from the start to the condition.
func (f *skipFinder) excluded(from start, out ast.Stmt) bool {
	at := flow.BlockOf(f.g, from.node.Pos())
	found := false
	for _, g := range f.guards(out) {
		if g.Tag != nil {
			continue
		}
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			accounts := f.accounts(f.tested(part, truth))
			found = found || len(accounts) > 0 && f.alwaysPasses(at, accounts, g.Block)
		})
	}
	return found
}

// tested returns the variable of a condition that has found it small, or
// equal to a constant, which it returns too; or nil.
//
//	!started, n == 0, len(results) < 1
func (f *skipFinder) tested(cond ast.Expr, truth bool) (v types.Object, is constant.Value) {
	if bin, ok := cond.(*ast.BinaryExpr); ok {
		op, not := positive(bin.Op)
		if large := op == token.GTR; truth == (not != large) {
			return nil, nil // it is unequal, or large
		}
		limit := f.pass.TypesInfo.Types[bin.Y]
		if limit.Value == nil && !limit.IsNil() {
			return nil, nil
		}
		if op == token.EQL {
			is = limit.Value
		}
		cond = ast.Unparen(bin.X)
	} else {
		is = constant.MakeBool(truth)
	}
	if call, ok := cond.(*ast.CallExpr); ok && len(call.Args) == 1 && f.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		cond = call.Args[0]
	}
	return f.object(cond), is
}

// accounts returns the blocks of the statements that keep account in v:
// they count it up, add to it, or set it to another constant.
func (f *skipFinder) accounts(v types.Object, is constant.Value) map[*cfg.Block]bool {
	if v == nil {
		return nil
	}
	blocks := make(map[*cfg.Block]bool)
	ast.Inspect(f.home.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // runs at another time
		case *ast.IncDecStmt:
			if n.Tok == token.INC && f.object(n.X) == v {
				blocks[flow.BlockOf(f.g, n.Pos())] = true
			}
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if f.object(lhs) == v && len(n.Lhs) == len(n.Rhs) && f.adds(n.Tok, n.Rhs[i], v, is) {
					blocks[flow.BlockOf(f.g, n.Pos())] = true
				}
			}
		}
		return true
	})
	delete(blocks, nil)
	return blocks
}

// adds reports whether an assignment of value to v keeps account.
//
//	v += x
//	v = true
//	v = append(v, x)
func (f *skipFinder) adds(tok token.Token, value ast.Expr, v types.Object, is constant.Value) bool {
	set := f.pass.TypesInfo.Types[value].Value
	switch {
	case tok == token.ADD_ASSIGN:
		return true
	case tok != token.ASSIGN:
		return false
	case set != nil:
		return is != nil && !constant.Compare(set, token.EQL, is)
	}
	return f.names(value, v)
}

// names reports whether e has v in it, as in append(v, x).
func (f *skipFinder) names(e ast.Node, v types.Object) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && f.pass.TypesInfo.Uses[id] == v
		return !found
	})
	return found
}

// alwaysPasses reports whether control that comes past the start of a
// goroutine in block at meets one of the blocks on its way to target.
func (f *skipFinder) alwaysPasses(at *cfg.Block, blocks map[*cfg.Block]bool, target *cfg.Block) bool {
	if blocks[at] {
		return true // right before the start, or after it
	}
	into := func(e flow.Edge) bool { return blocks[e.To()] }
	for i, succ := range at.Succs {
		if !into(flow.Edge{From: at, I: i}) && flow.Reachable(f.g, succ, into)[target.Index] {
			return false
		}
	}
	return true
}
