package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// deeds are what one function does itself, and what it calls that is in
// sight. A literal is a function of its own; the one that it stands in
// calls it, unless it starts it as a goroutine.
type deeds struct {
	calls    []*lifecycle.Func
	uses     []deed                 // methods of what a field or variable holds
	steps    []step                 // the calls of those in sight
	works    []deed                 // commands to what a field or variable holds, or callbacks
	awaits   []*types.Var           // trackers that it waits for
	adds     []*types.Var           // trackers that it adds to
	unused   map[*ast.CallExpr]bool // calls whose results go nowhere
	handed   []deed                 // channels that functions out of sight are given, and may close
	closes   []deed                 // Close and the like
	clears   []deed                 // set to nil
	reads    []*types.Var
	locks    []*types.Var
	unlocks  []*types.Var // that it defers
	raised   []*types.Var // flags that are set
	polled   []*types.Var // flags that are asked for
	loops    []ast.Node
	rounds   []ast.Node               // those of them that go on until something happens
	deferred map[*lifecycle.Func]bool // literals
	done     bool                     // marks a tracker done
	idles    bool                     // lets time pass
	callback bool                     // runs a function that it was given
	recovers bool
}

// A deed is something that happens to what a variable or field holds.
type deed struct {
	what *types.Var
	node ast.Node // the call, or the assignment
	expr ast.Expr // that names the variable
}

// deedsOf returns what f does, remembered.
func (c *checker) deedsOf(f *lifecycle.Func) *deeds {
	d := c.deeds[f]
	if d != nil {
		return d
	}
	d = &deeds{deferred: make(map[*lifecycle.Func]bool), unused: make(map[*ast.CallExpr]bool)}
	c.deeds[f] = d
	if f.Body() == nil {
		return d
	}
	started := make(map[ast.Node]bool) // literals that run in goroutines of their own, or later
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt, *ast.ReturnStmt, *ast.DeferStmt:
			c.noteLater(f, d, n, started)
		case *ast.FuncLit:
			if to := c.lc.Value(n).Func; to != nil && !started[n] {
				d.calls = append(d.calls, to)
				d.steps = append(d.steps, step{at: n, to: to})
			}
			return false
		case *ast.CallExpr:
			if arg, ok := c.lc.SpawnArg(n); ok {
				started[ast.Unparen(arg)] = true
			}
			if !started[n] {
				c.noteCall(f, d, n)
			}
		case *ast.UnaryExpr:
			c.noteReceive(d, n.X)
		case *ast.ExprStmt:
			c.noteUnused(d, n)
		case *ast.AssignStmt:
			c.noteUnused(d, n)
			c.noteClears(d, n)
			c.noteRaised(d, n)
		case *ast.IfStmt:
			c.notePolled(d, n.Cond)
		case *ast.ForStmt:
			c.noteLoop(d, n)
			c.notePolled(d, n.Cond)
		case *ast.RangeStmt:
			c.noteLoop(d, n)
			c.noteReceive(d, n.X)
		}
		return true
	})
	return d
}

// noteLater files what runs at another time than the code around it.
func (c *checker) noteLater(f *lifecycle.Func, d *deeds, n ast.Node, started map[ast.Node]bool) {
	switch n := n.(type) {
	case *ast.GoStmt:
		started[ast.Unparen(n.Call.Fun)] = true
		started[n.Call] = true
	case *ast.ReturnStmt:
		for _, result := range n.Results {
			if lit, ok := ast.Unparen(result).(*ast.FuncLit); ok {
				started[lit] = true
			}
		}
	case *ast.DeferStmt:
		if to := c.lc.Callee(n.Call); to.Func != nil {
			d.deferred[to.Func] = true
		} else if v := to.Var; v != nil && c.given(v, f) {
			d.callback = true
		}
		if sel, ok := ast.Unparen(n.Call.Fun).(*ast.SelectorExpr); ok {
			d.done = d.done || waitable(c.info.TypeOf(sel.X)) // of a pool, whose Wait waits until all have given back
			c.noteUnlock(d, sel)
		}
	}
}

// given reports whether a variable of func type comes from outside f: what
// it holds may be there to tell that f ends. The cancel function of a
// context that f has made is not.
func (c *checker) given(v *types.Var, f *lifecycle.Func) bool {
	if s := c.signals.Signal(v); s != nil {
		for _, m := range s.Makes {
			if m.Origin == signals.CancelFunc && c.near(f, 0)[m.In] {
				return false
			}
		}
	}
	return v.IsField() || v.Pos() < f.Body().Pos() || v.Pos() > f.Body().End()
}

// noteCall files a call under what it does.
func (c *checker) noteCall(f *lifecycle.Func, d *deeds, call *ast.CallExpr) {
	if to := c.lc.Callee(call); to.Func != nil {
		d.calls = append(d.calls, to.Func)
		d.steps = append(d.steps, c.stepTo(to.Func, call))
	} else if c.sources(); to.Var != nil {
		d.calls = append(d.calls, c.literals[to.Var]...)
	}
	fn, _ := typeutil.Callee(c.info, call).(*types.Func)
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "recover" {
		d.recovers = true
	}
	c.noteFlagCall(d, call)
	c.noteWork(f, d, call)
	for _, arg := range call.Args {
		if v := c.holder(arg); v != nil && !isStopName(flow.CalledName(call)) {
			d.uses = append(d.uses, deed{v, call, arg})
			if fn != nil && fn.Pkg() != c.pass.Pkg && sendable(v.Type()) {
				d.handed = append(d.handed, deed{v, call, arg})
			}
		}
	}
	d.idles = d.idles || idleName(flow.CalledName(call)) || fn != nil && fn.Pkg() != c.pass.Pkg && unseenWait(fn)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || fn == nil || fn.Signature().Recv() == nil {
		return
	}
	if _, ok := known.Dones.Lookup(fn); ok || fn.Name() == "Done" && fn.Signature().Results().Len() == 0 {
		d.done = true // of a WaitGroup, or of what others have in its place
	}
	v := c.holder(sel.X)
	if v == nil {
		return
	}
	c.noteTracked(d, fn, v)
	switch name := fn.Name(); {
	case name == "Lock" || name == "RLock" || name == "TryLock":
		d.locks = append(d.locks, v)
	case closeName(name):
		d.closes = append(d.closes, deed{v, call, sel.X})
	case known.MayBlock(name):
		d.reads = append(d.reads, v)
	case !isStopName(name):
		d.uses = append(d.uses, deed{v, call, sel.X})
	}
}

// noteClears files the variables and fields that are set to nil.
func (c *checker) noteClears(d *deeds, n *ast.AssignStmt) {
	if n.Tok != token.ASSIGN || len(n.Lhs) != len(n.Rhs) {
		return
	}
	for i, rhs := range n.Rhs {
		if !c.info.Types[rhs].IsNil() {
			continue
		}
		if v := c.holder(n.Lhs[i]); v != nil {
			d.clears = append(d.clears, deed{v, n, n.Lhs[i]})
		}
	}
}

// holder returns the field or variable of this package that the
// expression names, or nil. What is held by value, such as a mutex, counts.
func (c *checker) holder(e ast.Expr) *types.Var {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	v := c.lc.Variable(e)
	if v == nil || v.Pkg() != c.pass.Pkg {
		return nil
	}
	return v
}

// reach returns f and what it calls in sight, goroutines that it starts
// left out, remembered.
func (c *checker) reach(f *lifecycle.Func) map[*lifecycle.Func]bool {
	r := c.reached[f]
	if r == nil {
		r = c.near(f, -1)
		c.reached[f] = r
	}
	return r
}

// near returns what f reaches by way of at most depth calls of declared
// functions, or of any number if depth is negative.
func (c *checker) near(f *lifecycle.Func, depth int) map[*lifecycle.Func]bool {
	r := map[*lifecycle.Func]bool{f: true}
	level := []*lifecycle.Func{f}
	for ; len(level) > 0; depth-- {
		var next []*lifecycle.Func
		for len(level) > 0 {
			from := level[len(level)-1]
			level = level[:len(level)-1]
			for _, to := range c.deedsOf(from).calls {
				switch {
				case r[to]:
				case to.Lit != nil:
					r[to] = true
					level = append(level, to)
				case depth != 0:
					r[to] = true
					next = append(next, to)
				}
			}
		}
		level = next
	}
	return r
}

// all yields what the functions do.
func (c *checker) all(fns map[*lifecycle.Func]bool, yield func(*deeds)) {
	for f := range fns {
		yield(c.deedsOf(f))
	}
}

// within reports whether a use of a signal happens in f or in what it calls.
func (c *checker) within(u signals.Use, f *lifecycle.Func) bool {
	return u.In != nil && c.reach(f)[u.In]
}

func hasPrefixFold(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			return true
		}
	}
	return false
}
