package waitgroupdone

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// surelyCounted reports whether an Add stands before a go statement that runs
// the body, under no condition of its own.
func (f *finder) surelyCounted(body *lifecycle.Func) bool {
	for _, s := range f.lc.Spawns() {
		if s.Body.Func != body || s.Go == nil || s.In == nil {
			continue
		}
		for _, add := range f.adds {
			if add.In != s.In || add.Call.Pos() > s.Go.Pos() {
				continue
			}
			list, at := siblings(s.In.Body(), add.Call)
			if slices.Contains(list[min(len(list), at+1):], ast.Stmt(s.Go)) {
				return true
			}
		}
	}
	return false
}

// paired reports whether each start of the body is counted, as far as that can
// be seen where it is started: a loop around the go statement has the Add in
// it, too, or goes round as often as was added before. A loop that goes on
// until enough of its goroutines have come through has neither.
func (f *finder) paired(body *lifecycle.Func) bool {
	for _, s := range f.lc.Spawns() {
		if s.Body.Func != body {
			continue
		}
		for in := s.In; in != nil; in = in.Parent {
			if f.addsHere(in) {
				if !f.pairedIn(in, s.Call.Pos()) {
					return false
				}
				break
			}
		}
	}
	return true
}

// addsHere reports whether fn itself adds to the tracker.
func (f *finder) addsHere(fn *lifecycle.Func) bool {
	return slices.ContainsFunc(f.adds, func(add lifecycle.Step) bool { return add.In == fn })
}

// pairedIn is paired for what is started at pos, in fn or in a literal in it.
func (f *finder) pairedIn(fn *lifecycle.Func, pos token.Pos) bool {
	loop := f.loopWithoutAdd(fn, pos)
	if loop == nil {
		return true
	}
	rounds, ok := f.rounds(fn, loop)
	return ok && !slices.ContainsFunc(f.adds, func(add lifecycle.Step) bool {
		return add.In == fn && len(add.Call.Args) == 1 && f.amount(fn, add.Call.Args[0]) != rounds
	})
}

// loopWithoutAdd returns the innermost loop around pos that has no Add in it,
// nil if there is none or the next one has.
func (f *finder) loopWithoutAdd(fn *lifecycle.Func, pos token.Pos) ast.Stmt {
	var loop ast.Stmt
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if n == nil || !within(n, pos) {
			return false
		}
		switch n := n.(type) {
		case *ast.ForStmt:
			loop = n
		case *ast.RangeStmt:
			loop = n
		}
		return true
	})
	for _, add := range f.adds {
		if loop != nil && add.In == fn && within(loop, add.Call.Pos()) {
			return nil
		}
	}
	return loop
}
