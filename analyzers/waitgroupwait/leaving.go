package waitgroupwait

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A group that each round of a loop has for itself is skipped by what leaves
// the round, too: nothing can wait for it any more.
//
//	for _, batch := range batches {
//		var wg sync.WaitGroup
//		for _, job := range batch {
//			wg.Go(job.run)
//		}
//		if err := flush(batch); err != nil {
//			continue
//		}
//		wg.Wait()
//	}
//
// The graph has no node for the statement. It is found by the block that the
// if statement around it begins, which has to hold nothing but plain ones.

// A leaving is a statement at the end of an if statement that leaves the round.
type leaving struct {
	branch *ast.BranchStmt
	cond   ast.Expr
}

// leavings returns, by block, what leaves the scope of t.
func (f *skipFinder) leavings(t *lifecycle.Tracker) map[*cfg.Block]leaving {
	if t.Kind != lifecycle.LocalTracker {
		return nil
	}
	found := make(map[*ast.IfStmt]*ast.BranchStmt)
	var open []ast.Node
	ast.Inspect(f.home.Body(), func(n ast.Node) bool {
		if n == nil {
			open = open[:len(open)-1]
			return true
		}
		open = append(open, n)
		if branch, ok := n.(*ast.BranchStmt); ok && len(open) > 2 && t.Var.Pos() < n.Pos() && leavesScope(branch, open, t.Var.Pos()) {
			if ifs, ok := open[len(open)-3].(*ast.IfStmt); ok && isPlain(ifs.Body, branch) {
				found[ifs] = branch
			}
		}
		return true
	})
	if len(found) == 0 {
		return nil
	}
	byBlock := make(map[*cfg.Block]leaving)
	for _, b := range f.g.Blocks {
		if ifs, ok := b.Stmt.(*ast.IfStmt); ok && b.Kind == cfg.KindIfThen && found[ifs] != nil {
			byBlock[b] = leaving{found[ifs], ifs.Cond}
		}
	}
	return byBlock
}

// leavesScope reports whether a break or continue leaves the round of a loop
// in which the variable at pos is declared. open are the nodes around it.
func leavesScope(branch *ast.BranchStmt, open []ast.Node, pos token.Pos) bool {
	if branch.Label != nil || branch.Tok != token.BREAK && branch.Tok != token.CONTINUE {
		return false
	}
	for _, o := range slices.Backward(open) {
		var body *ast.BlockStmt
		switch n := o.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if branch.Tok == token.BREAK {
				return false
			}
		case *ast.ForStmt:
			body = n.Body
		case *ast.RangeStmt:
			body = n.Body
		}
		if body != nil {
			return body.Pos() < pos && pos < body.End()
		}
	}
	return false
}

// isPlain reports whether the block ends with the statement and is one block of
// the graph.
func isPlain(body *ast.BlockStmt, last ast.Stmt) bool {
	for _, stmt := range body.List[:len(body.List)-1] {
		switch stmt.(type) {
		case *ast.ExprStmt, *ast.AssignStmt, *ast.IncDecStmt, *ast.SendStmt, *ast.DeclStmt:
		default:
			return false
		}
	}
	return body.List[len(body.List)-1] == last
}

// guards returns the conditions on which it depends that a way out is taken.
func (f *skipFinder) guards(out ast.Stmt) []flow.Guard {
	for _, l := range f.leaves {
		if l.branch == out {
			at := flow.BlockOf(f.g, l.cond.Pos())
			return append(f.lc.Guards(f.home, l.cond.Pos()), flow.Guard{Cond: l.cond, Truth: true, Block: at})
		}
	}
	return f.lc.Guards(f.home, out.Pos())
}
