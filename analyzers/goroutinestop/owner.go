package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine whose body ends by itself is still cut off when the process
// ends, unless somebody waits for it or tells it to stop. At level owner it
// is asked for one of the two, if it does something that can be cut off:
// input and output, or a wait.
//
// What counts as an owner is read off the body and the functions of the
// package that it calls: a context that it names, a channel that it talks
// through, a tracker that it counts off, a function that somebody handed in
// and that it calls. All of these are trusted. What the body of another
// package does is not known, and nothing is said about it.

// A conduct is what a body does, as far as it matters for its owner.
type conduct struct {
	body  *lifecycle.Func // of the goroutine
	seen  map[*lifecycle.Func]bool
	given bool     // what is called by a variable is somebody else's goroutine
	owned bool     // there is a sign of somebody who waits or can stop it
	work  ast.Node // a call of what can be cut off, or a channel of package time
	name  string   // of what is called
}

func (c *checker) unowned(s *lifecycle.Spawn, d conduct) {
	does := "calls " + d.name
	if d.name == "" {
		does = "waits for a timer"
	}
	c.report(s, unowned, fmt.Sprintf("goroutine %s, and nobody waits for it or can stop it", does),
		relatedAt(d.work.Pos(), "what is cut off when the process ends")...)
}

func (c *checker) conductOf(s *lifecycle.Spawn) conduct {
	d := conduct{body: s.Body.Func, seen: make(map[*lifecycle.Func]bool)}
	if s.Body.Func == nil || s.Go == nil && !c.barely(s.Call, 0) || c.handsOver(s.Call.Args) || c.endsProcess(s.Body.Func) {
		d.owned = true // what is not in sight is trusted
		return d
	}
	c.observe(s.Body.Func, &d)
	return d
}

// maxSpawners bounds how far one spawner is followed to the next.
const maxSpawners = 4

// barely reports whether the spawner is one of the package that only starts
// the goroutine: it counts nothing, and hands out nothing to wait for.
func (c *checker) barely(call *ast.CallExpr, depth int) bool {
	to := c.lc.Callee(call)
	if to.Func == nil || depth > maxSpawners {
		return false
	}
	d := conduct{seen: make(map[*lifecycle.Func]bool), given: true}
	c.observe(to.Func, &d)
	for _, s := range c.lc.Spawns() {
		switch {
		case s.In != to.Func:
		case s.Go == nil && !c.barely(s.Call, depth+1):
			return false
		case s.Body.Func != nil:
			c.observe(s.Body.Func, &d)
		}
	}
	return !d.owned
}

// handsOver reports whether one of the arguments is a means to stop the
// goroutine or to wait for it.
func (c *checker) handsOver(args []ast.Expr) bool {
	return slices.ContainsFunc(args, func(arg ast.Expr) bool {
		t := c.pass.TypesInfo.TypeOf(arg)
		if t == nil {
			return false
		}
		if _, lit := ast.Unparen(arg).(*ast.FuncLit); lit {
			return false
		}
		switch u := t.Underlying().(type) {
		case *types.Chan:
			return true
		case *types.Signature:
			return false
		case *types.Interface:
			return isContext(t) || hasMethod(u, "Close") || hasMethod(u, "Done")
		}
		return false
	})
}

func hasMethod(t *types.Interface, name string) bool {
	for m := range t.Methods() {
		if m.Name() == name {
			return true
		}
	}
	return false
}

// observe adds what f does, and what the functions of the package do that
// it calls.
func (c *checker) observe(f *lifecycle.Func, d *conduct) {
	if d.seen[f] || d.owned || f.Body() == nil {
		return
	}
	d.seen[f] = true
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			return false // that is a goroutine of its own
		case *ast.SendStmt:
			d.owned = true
		case *ast.RangeStmt:
			c.receives(n.X, d)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				c.receives(n.X, d)
			}
		case *ast.Ident:
			d.owned = d.owned || c.pass.TypesInfo.Uses[n] != nil && c.likeContext(c.pass.TypesInfo.TypeOf(n)) && c.mayFire(n)
		case *ast.CallExpr:
			c.observeCall(n, f, d)
		}
		return !d.owned
	})
}

// receives adds a receive, or the range over a channel. What package time
// sends is a wait that nobody ends; what else is received somebody may
// send.
func (c *checker) receives(ch ast.Expr, d *conduct) {
	t := chanOf(c.pass.TypesInfo.TypeOf(ch))
	if t == nil {
		return
	}
	named, ok := types.Unalias(t.Elem()).(*types.Named)
	if ok && named.Obj().Name() == "Time" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time" {
		if d.work == nil {
			d.work, d.name = ch, ""
		}
		return
	}
	s := c.signals.Of(ch)
	d.owned = d.owned || s == nil || s.Kind != signals.Channel || c.signals.CanFire(s)
}

func (c *checker) observeCall(call *ast.CallExpr, f *lifecycle.Func, d *conduct) {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "close" && c.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		d.owned = true
		return
	}
	if c.pass.TypesInfo.Types[call.Fun].IsType() || c.pass.TypesInfo.Types[call.Fun].IsBuiltin() || c.lc.CallExit(call).Kind == lifecycle.Always {
		return
	}
	to := c.lc.Callee(call)
	switch {
	case to.Func != nil:
		c.observe(to.Func, d)
	case to.Obj == nil:
		d.owned = !d.given // a function value may signal the end
	case isDone(to.Obj) || readsOn(to.Obj) || c.othersEnd(call, to.Obj, f, d.body) || c.yieldsContext(call):
		d.owned = true
	case d.work == nil && canBeCutOff(to.Obj) && !c.shortSleep(call, to.Obj, f):
		d.work, d.name = call, nameOf(to.Obj)
	}
}

// chanOf returns t as a channel, or nil if it is none.
func chanOf(t types.Type) *types.Chan {
	if t == nil {
		return nil
	}
	ch, _ := t.Underlying().(*types.Chan)
	return ch
}
