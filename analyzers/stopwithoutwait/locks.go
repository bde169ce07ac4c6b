package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// locked reports whether b holds one of the locks when it is at pos in f,
// which takes it there, or is only called where it is held.
func (c *checker) locked(b *body, f *lifecycle.Func, pos token.Pos, locks []*types.Var) bool {
	if len(locks) == 0 || !overlap(b.locks, locks) {
		return false
	}
	seen := make(map[*lifecycle.Func]bool)
	for {
		if c.held(f, pos, locks) {
			return true
		}
		if seen[f] || f == b.fn {
			return false
		}
		seen[f] = true
		if f.Lit != nil {
			f, pos = f.Parent, f.Pos()
			continue
		}
		from, at := c.callIn(b, f)
		if from == nil {
			return false
		}
		f, pos = from, at
	}
}

// noteUnlock files the lock that a deferred call gives back.
func (c *checker) noteUnlock(d *deeds, sel *ast.SelectorExpr) {
	if v := c.holder(sel.X); v != nil && (sel.Sel.Name == "Unlock" || sel.Sel.Name == "RUnlock") {
		d.unlocks = append(d.unlocks, v)
	}
}

// givesBack reports whether f gives back, at its end, a lock that it has not
// taken: who takes that waits for f.
//
//	c.mu.Lock()
//	go func() { defer c.mu.Unlock(); ... }()
func (c *checker) givesBack(f *lifecycle.Func) bool {
	d := c.deedsOf(f)
	return slices.ContainsFunc(d.unlocks, func(v *types.Var) bool { return !slices.Contains(d.locks, v) })
}

// callIn returns the first call of f in what b runs.
func (c *checker) callIn(b *body, f *lifecycle.Func) (*lifecycle.Func, token.Pos) {
	for _, call := range c.callsOf(f) {
		if c.reach(b.fn)[call.in] {
			return call.in, call.Pos()
		}
	}
	return nil, token.NoPos
}

// held reports whether one of the locks is held where f is at pos, as far as
// the text shows.
func (c *checker) held(f *lifecycle.Func, pos token.Pos, locks []*types.Var) bool {
	held := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.DeferStmt, *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			return n.Pos() <= pos && pos <= n.End() || !left(n) // what is unlocked on a way out
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			if !ok || n.Pos() > pos || !slices.Contains(locks, c.holder(sel.X)) {
				return true
			}
			switch sel.Sel.Name {
			case "Lock", "RLock", "TryLock":
				held = true
			case "Unlock", "RUnlock":
				held = false
			}
		}
		return true
	})
	return held
}

// returnsAfter reports whether what is at pos in f stands in a block of a loop
// that ends with a return.
func returnsAfter(f *lifecycle.Func, pos token.Pos) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			found = false // what is around the loop comes after all rounds
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		if len(list) > 0 && list[0].Pos() <= pos {
			_, returns := list[len(list)-1].(*ast.ReturnStmt)
			found = found || returns
		}
		return true
	})
	return found
}

// left reports whether control does not come out at the end of the block.
func left(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	switch block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}
