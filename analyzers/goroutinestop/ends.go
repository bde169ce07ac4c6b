package goroutinestop

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// That a goroutine never ends is no mistake in itself: what it does may be
// wanted until the process ends, and then it needs no other end. At level
// stop something has to say that its end comes before:
//
//   - what it works for can be ended: its type has a method Close or Stop
//   - who starts it is given a context or a request, or something that tells
//     when to stop, or runs each time that something happens
//   - who starts it returns what stops it, or what it works for, or has
//     another goroutine that is told to stop
//   - somebody waits for it, or it runs for a test
//   - it cannot be cut off anywhere: it writes files
//   - it goes on when what it accepts from is closed

// ends reports whether something says that the goroutine that s starts has to
// end before the process does. Its loop is in function in.
func (c *checker) ends(s *lifecycle.Spawn, in *lifecycle.Func) bool {
	return c.lc.HelpsTests(s.In) || c.endsFor(s.Call, s.Body, s.In) || c.waitedFor(s) || c.besideStopped(s) || c.feedsResult(s) ||
		c.perValue(s.In) || c.perObject(s) || c.perCall(s) || c.writesFiles(in, maxWritesBelow) || c.acceptsOn(in)
}

// endsFor is ends for what can be told from the call that starts the goroutine,
// in function f.
func (c *checker) endsFor(call *ast.CallExpr, body lifecycle.Target, f *lifecycle.Func) bool {
	if body.Func != nil && body.Func.Lit != nil && c.namesEnding(body.Func.Lit) {
		return true
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.canEnd(c.pass.TypesInfo.TypeOf(sel.X)) {
		return true
	}
	if slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return c.canEnd(c.pass.TypesInfo.TypeOf(arg)) }) {
		return true
	}
	for ; f != nil; f = f.Parent {
		if f.Lit != nil && c.onEvent(f.Lit) || c.startedWithin(f) {
			return true
		}
	}
	return false
}

// startedWithin reports whether the signature of f says that what it starts
// has an end: by its receiver, its results, or what it is given.
func (c *checker) startedWithin(f *lifecycle.Func) bool {
	sig := c.lc.Signature(f)
	if sig == nil {
		return false
	}
	if sig.Recv() != nil && c.canEnd(sig.Recv().Type()) {
		return true
	}
	for v := range sig.Results().Variables() {
		if c.canEnd(v.Type()) || isInterfaceWithEnd(v.Type()) {
			return true
		}
	}
	if c.calledByMain(f, 0, true) {
		return false // what main gives ends with main
	}
	for v := range sig.Params().Variables() {
		if isContext(v.Type()) && c.mayBeFired(v) || hasContext(v.Type()) && !c.lc.IsCommand(f) || isSource(v.Type()) || tellsWhen(v.Type()) {
			return true
		}
	}
	return false
}

// mayBeFired reports whether somebody may cancel the context that the
// parameter holds.
func (c *checker) mayBeFired(v *types.Var) bool {
	if c.signals == nil {
		return true
	}
	s := c.signals.Signal(v)
	return s == nil || unused(s) || c.signals.CanFire(s)
}

// hasContext reports whether values of type t have a context of their own, as
// requests and streams do.
func hasContext(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Context")
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == 0 && fn.Signature().Results().Len() == 1 && isContext(fn.Signature().Results().At(0).Type())
}

// namesEnding reports whether the literal names a variable from around it
// whose value can be ended.
func (c *checker) namesEnding(lit *ast.FuncLit) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return !found
		}
		v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
		found = found || ok && !v.IsField() && v.Pkg() == c.pass.Pkg && v.Parent() != c.pass.Pkg.Scope() &&
			(v.Pos() < lit.Pos() || v.Pos() > lit.End()) && c.canEnd(v.Type())
		return !found
	})
	return found
}

// waitedFor reports whether somebody waits for the goroutine: it is counted,
// or started by what counts.
func (c *checker) waitedFor(s *lifecycle.Spawn) bool {
	if c.counted(s.Body.Func) {
		return true
	}
	fn := c.lc.Callee(s.Call).Obj
	if s.Go != nil || fn == nil || fn.Signature().Recv() == nil {
		return false
	}
	wait, _, _ := types.LookupFieldOrMethod(fn.Signature().Recv().Type(), true, c.pass.Pkg, "Wait")
	return wait != nil
}

// besideStopped reports whether the function that starts the goroutine starts
// another one, which waits for a signal to stop.
func (c *checker) besideStopped(s *lifecycle.Spawn) bool {
	return slices.ContainsFunc(c.lc.Spawns(), func(other *lifecycle.Spawn) bool {
		f := other.Body.Func
		return other != s && s.In != nil && other.In == s.In && f != nil && f.Lit != nil && c.awaitsStop(f)
	})
}

// awaitsStop reports whether f receives from a channel that tells to stop.
func (c *checker) awaitsStop(f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		recv, ok := n.(*ast.UnaryExpr)
		found = found || ok && recv.Op == token.ARROW && c.isStop(recv.X) && c.mayFire(recv.X)
		return !found
	})
	return found
}

// feedsResult reports whether who starts the goroutine returns the channel
// that it sends on, or a function: who has got that may stop to receive.
func (c *checker) feedsResult(s *lifecycle.Spawn) bool {
	f := c.declaration(s.In)
	if f == nil || f.Obj == nil {
		return false
	}
	if returnsFunc(f) {
		return true
	}
	if s.Body.Func == nil || !slices.ContainsFunc(slices.Collect(f.Obj.Signature().Results().Variables()), func(v *types.Var) bool {
		return chanOf(v.Type()) != nil
	}) {
		return false
	}
	sends := false
	ast.Inspect(s.Body.Func.Body(), func(n ast.Node) bool {
		_, ok := n.(*ast.SendStmt)
		sends = sends || ok
		return !sends
	})
	return sends
}

// perValue reports whether f makes values for the methods of another type
// alone, for each of its values one:
//
//	func (b *Backend) Init() { b.limiter = newLimiter(b.rate) }
func (c *checker) perValue(f *lifecycle.Func) bool {
	if f == nil || f.Obj == nil || f.Obj.Exported() || f.Decl.Recv != nil || f.Obj.Signature().Results().Len() == 0 ||
		known.Named(f.Obj.Signature().Results().At(0).Type()) == nil {
		return false
	}
	calls := 0
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)] != f.Obj || c.lc.Directives.InTest(cur.Node().Pos()) {
			continue
		}
		in := c.lc.Enclosing(cur)
		if in == nil || in.Decl == nil || in.Decl.Recv == nil {
			return false
		}
		calls++
	}
	return calls > 0
}
