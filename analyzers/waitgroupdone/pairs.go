package waitgroupdone

import (
	"go/ast"

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
			for _, stmt := range list[min(len(list), at+1):] {
				if stmt == ast.Stmt(s.Go) {
					return true
				}
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
		if s.Body.Func != body || s.In == nil {
			continue
		}
		loop := f.loopWithoutAdd(s)
		if loop == nil {
			continue
		}
		rounds, ok := f.rounds(s.In, loop)
		for _, add := range f.adds {
			if add.In == s.In && len(add.Call.Args) == 1 && (!ok || f.amount(s.In, add.Call.Args[0]) != rounds) {
				return false
			}
		}
	}
	return true
}

// loopWithoutAdd returns the innermost loop around the start of a goroutine
// that has no Add in it, nil if there is none or the next one has.
func (f *finder) loopWithoutAdd(s *lifecycle.Spawn) ast.Stmt {
	var loop ast.Stmt
	ast.Inspect(s.In.Body(), func(n ast.Node) bool {
		if n == nil || !within(n, s.Call.Pos()) {
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
		if loop != nil && add.In == s.In && within(loop, add.Call.Pos()) {
			return nil
		}
	}
	return loop
}
