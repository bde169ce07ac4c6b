package waitgroupdone

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// heard reports whether who waits for the tracker, or starts the goroutine,
// may have heard from the goroutine before Wait: it receives from a channel
// that the goroutine closes or sends on, or waits for another tracker that the
// goroutine marks as done.
//
//	go s.loop()        // loop: defer close(s.looped)
//	...
//	<-s.looped
//	s.requests.Wait()
func (f *finder) heard(s *lifecycle.Spawn, adder *lifecycle.Func) bool {
	body := s.Body.Func
	told := f.channels(body, true)
	for ch := range f.channels(adder, true) {
		told[ch] = true
	}
	listeners := []*lifecycle.Func{s.In}
	for _, w := range f.waits {
		if w.In != nil {
			listeners = append(listeners, w.In)
			listeners = append(listeners, f.callees(w.In)...)
		}
	}
	for _, listener := range listeners {
		if listener == body || listener == adder {
			continue
		}
		for ch := range f.channels(listener, false) {
			if told[ch] {
				return true
			}
		}
		for _, other := range f.lc.Trackers() {
			if other != f.t && other.CountedOff() && f.tallies.Dones(other, body).Max > 0 && waitsIn(other, listener) {
				return true
			}
		}
	}
	return false
}

// callees returns the functions of the package that fn calls.
func (f *finder) callees(fn *lifecycle.Func) []*lifecycle.Func {
	var list []*lifecycle.Func
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if to := f.lc.Callee(call).Func; to != nil && to.Body() != nil {
				list = append(list, to)
			}
		}
		return true
	})
	return list
}

func waitsIn(t *lifecycle.Tracker, fn *lifecycle.Func) bool {
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Waits != 0 && s.In == fn {
			return true
		}
	}
	return false
}

// channels returns the variables and fields of channels that fn and the
// literals in it close or send on, or receive from. The literals of other
// goroutines that fn starts count, too: they may pass the word on.
func (f *finder) channels(fn *lifecycle.Func, tells bool) map[types.Object]bool {
	found := make(map[types.Object]bool)
	add := func(e ast.Expr) {
		switch e := ast.Unparen(e).(type) {
		case *ast.Ident:
			found[f.pass.TypesInfo.Uses[e]] = true
		case *ast.SelectorExpr:
			found[f.pass.TypesInfo.Uses[e.Sel]] = true
		}
	}
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			if tells {
				add(n.Chan)
			}
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && tells && id.Name == "close" && len(n.Args) == 1 {
				add(n.Args[0])
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !tells {
				add(n.X)
			}
		case *ast.RangeStmt:
			if t := f.pass.TypesInfo.TypeOf(n.X); t != nil && !tells {
				if _, ok := t.Underlying().(*types.Chan); ok {
					add(n.X)
				}
			}
		}
		return true
	})
	delete(found, nil)
	return found
}
