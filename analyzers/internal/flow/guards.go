package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"
)

// A Guard is a condition that control has passed on every way to a block.
type Guard struct {
	Cond  ast.Expr // the condition, or one value of a case clause
	Tag   ast.Expr // what a switch compares Cond with, or nil
	Truth bool     // how the condition came out
	Block *cfg.Block
}

// Guards returns the conditions on which reaching block target depends,
// in the order of the graph: those of enclosing if, for and case clauses
// and those of earlier branches that left. body is the source of g.
func Guards(g *cfg.CFG, body *ast.BlockStmt, target *cfg.Block) []Guard {
	tags := switchTags(body)
	entry := g.Blocks[0]
	var guards []Guard
	for _, b := range g.Blocks {
		if !b.Live {
			continue
		}
		if b.Kind == cfg.KindSwitchCaseBody {
			clause, ok := b.Stmt.(*ast.CaseClause)
			if tag, known := tags[clause]; ok && known && b != entry && !reachesWithout(g, target, b) {
				for _, value := range clause.List {
					guards = append(guards, Guard{value, tag, true, b})
				}
			}
			continue
		}
		cond := Condition(b)
		if len(b.Succs) == 2 && b.Succs[0].Kind == cfg.KindSwitchCaseBody && len(b.Nodes) > 0 {
			clause, _ := b.Succs[0].Stmt.(*ast.CaseClause)
			if _, known := tags[clause]; known && Dominates(g, Edge{b, 1}, target) {
				value, _ := b.Nodes[len(b.Nodes)-1].(ast.Expr)
				guards = append(guards, Guard{value, tags[clause], false, b})
			}
			continue
		}
		if cond == nil {
			continue
		}
		for i := range b.Succs {
			if Dominates(g, Edge{b, i}, target) {
				guards = append(guards, Guard{cond, nil, i == 0, b})
			}
		}
	}
	return guards
}

// Dominates reports whether control passes the edge on every way to
// block target.
func Dominates(g *cfg.CFG, edge Edge, target *cfg.Block) bool {
	return !Reachable(g, g.Blocks[0], func(e Edge) bool { return e == edge })[target.Index]
}

// reachesWithout reports whether target can be reached past block b.
func reachesWithout(g *cfg.CFG, target, b *cfg.Block) bool {
	return target != b && Reachable(g, g.Blocks[0], func(e Edge) bool { return e.To() == b })[target.Index]
}

// Condition returns the boolean expression that decides where b goes: to
// its first successor if it is true, to the second if it is false. It is
// nil for ranges, selects and case clauses, which have none of their own.
func Condition(b *cfg.Block) ast.Expr {
	if len(b.Succs) != 2 || len(b.Nodes) == 0 {
		return nil
	}
	switch b.Succs[0].Kind {
	case cfg.KindIfThen, cfg.KindForBody:
		cond, _ := b.Nodes[len(b.Nodes)-1].(ast.Expr)
		return cond
	}
	return nil
}

// switchTags maps the clauses of the expression switches in body to
// their tags; the tag of switch { ... } is nil.
func switchTags(body *ast.BlockStmt) map[*ast.CaseClause]ast.Expr {
	tags := make(map[*ast.CaseClause]ast.Expr)
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SwitchStmt:
			for _, clause := range n.Body.List {
				tags[clause.(*ast.CaseClause)] = n.Tag
			}
		}
		return true
	})
	return tags
}

// Leaves takes the condition of a guard apart at !, && and || and yields
// what is left, with the truth that it has if it decides.
func Leaves(cond ast.Expr, truth bool, yield func(leaf ast.Expr, truth bool)) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			Leaves(e.X, !truth, yield)
			return
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			Leaves(e.X, truth, yield)
			Leaves(e.Y, truth, yield)
			return
		}
	}
	yield(ast.Unparen(cond), truth)
}

// Holds takes a condition apart that has come out as truth, and yields
// the parts of it that must have come out with it, each with its truth.
//
//	a && b true: a true, b true
//	a || b false: a false, b false
//	!a true: a false
func Holds(cond ast.Expr, truth bool, yield func(part ast.Expr, truth bool)) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			Holds(e.X, !truth, yield)
			return
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND && truth || e.Op == token.LOR && !truth {
			Holds(e.X, truth, yield)
			Holds(e.Y, truth, yield)
			return
		}
	}
	yield(ast.Unparen(cond), truth)
}

// BlockOf returns the live block that holds pos in one of its nodes, or
// nil. Positions in nested function literals count too.
func BlockOf(g *cfg.CFG, pos token.Pos) *cfg.Block {
	for _, b := range g.Blocks {
		if !b.Live {
			continue
		}
		for _, n := range b.Nodes {
			if n.Pos() <= pos && pos < n.End() {
				return b
			}
		}
	}
	return nil
}
