package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// cutsShort reports whether the context arg, which is cancelled at the given
// place, has been made for this call and cancelled at once, so that what is
// called does not take its time. One with a time limit has that for the call:
// cancelling it before is a mistake, of a defer that is missing.
//
//	ctx, cancel := context.WithCancel(context.Background())
//	cancel() // there is nobody to say goodbye to
//	conn.Close(ctx)
func (c *checker) cutsShort(arg ast.Expr, at token.Pos) bool {
	v := c.lc.Variable(arg)
	if v == nil || v.Kind() != types.LocalVar || at <= v.Pos() || at >= arg.Pos() || !c.onlyCancels(c.initial(arg)) {
		return false
	}
	cur, ok := c.insp.Root().FindByPos(at, at)
	if !ok {
		return false
	}
	for range cur.Enclosing((*ast.DeferStmt)(nil)) {
		return false // it is cancelled when it has been of use
	}
	for n := range c.insp.PreorderSeq((*ast.Ident)(nil)) {
		if id := n.(*ast.Ident); c.pass.TypesInfo.Uses[id] == v && (id.Pos() < arg.Pos() || arg.End() <= id.Pos()) {
			return false
		}
	}
	return true
}

// onlyCancels reports whether e makes a context that ends by its cancel
// function alone.
func (c *checker) onlyCancels(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.lc.Callee(call).Obj
	return fn != nil && (fn.FullName() == "context.WithCancel" || fn.FullName() == "context.WithCancelCause")
}

// tellsOfFailure reports whether a function that cleans up can say that its
// context has ended before it was through: it returns an error. Others take the
// context as a limit, and do what they can. A function of this package has been
// looked into.
func (c *checker) tellsOfFailure(fn *types.Func) bool {
	if c.closesAnyway(fn) {
		return false
	}
	results := fn.Signature().Results()
	if results.Len() > 0 && types.Identical(results.At(results.Len()-1).Type(), types.Universe.Lookup("error").Type()) {
		return true
	}
	return c.lc.Declared(fn) != nil
}

// closesAnyway reports whether a function of another package is a Close: the
// connection is gone afterwards in any case, only without a goodbye.
func (c *checker) closesAnyway(fn *types.Func) bool {
	return c.lc.Declared(fn) == nil && strings.HasPrefix(fn.Name(), "Close")
}

// endsByItself reports whether a function of another package takes back a
// transaction, which the other side does, too, when it hears no more of it.
func (c *checker) endsByItself(fn *types.Func) bool {
	return c.lc.Declared(fn) == nil && (fn.Name() == "Rollback" || fn.Name() == "RollBack")
}
