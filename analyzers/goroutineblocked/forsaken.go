package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A stream comes from out of sight: from a function that has been given
// nothing to stop it with: no context, no channel, no function, and there is no
// method to close it. Then it has to be received to its end:
//
//	records, err := zone.Transfer(name, serial)
//	...
//	for record := range records {
//		if err := send(record); err != nil {
//			return err // and whoever produces the records blocks
//		}
//	}

// forsaken reports a loop over such a stream that an error leaves.
func (c *checker) forsaken(ch *channel) bool {
	if !ch.Foreign || len(ch.Makes) > 0 || ch.inField() || ch.inContainer() || c.packageLevel(ch) || len(ch.receives) != 1 {
		return false
	}
	u := ch.receives[0]
	loop, ok := u.Node.(*ast.RangeStmt)
	if !ok || loop.Key == nil || u.In == nil || isStopValue(u.Var.Type()) || c.endsProcess(u.In) {
		return false
	}
	call := c.originOf(ch, u)
	if call == nil || !c.cannotStop(call) {
		return false
	}
	ret := c.failsIn(u, loop.Body)
	if ret == nil {
		return false
	}
	from, to := extent(u)
	c.out.Report(report.Finding{
		Pos:      from,
		End:      to,
		Category: receiverLeft,
		Message: report.Fit(fmt.Sprintf("range over %s is left on line %d, and whoever sends on it blocks forever",
			describe(u), c.pass.Fset.Position(ret.Pos()).Line), "(nothing tells it to stop)"),
		Related: []analysis.RelatedInformation{{Pos: ret.Pos(), End: ret.End(), Message: "the receiver leaves here"}},
	})
	return true
}

// originOf returns the one call that the channel comes from, or nil.
func (c *checker) originOf(ch *channel, u signals.Use) *ast.CallExpr {
	loop := u.Node.(*ast.RangeStmt)
	if call, ok := ast.Unparen(loop.X).(*ast.CallExpr); ok {
		return call
	}
	var found *ast.CallExpr
	n := 0
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		v, _ := c.pass.TypesInfo.ObjectOf(id).(*types.Var)
		if v == nil || !slices.Contains(ch.Vars, v) || cur.ParentEdgeKind() != edge.AssignStmt_Lhs {
			continue
		}
		as := cur.Parent().Node().(*ast.AssignStmt)
		call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
		if !ok || len(as.Rhs) != 1 || as.Lhs[0] != ast.Expr(id) {
			return nil
		}
		found = call
		n++
	}
	if n != 1 {
		return nil
	}
	return found
}

// cannotStop reports whether the function that is called gets nothing by
// which it could be told to stop, and returns nothing to stop it.
func (c *checker) cannotStop(call *ast.CallExpr) bool {
	fn := typeutil.StaticCallee(c.pass.TypesInfo, call)
	if fn == nil {
		fn, _ = typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	}
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() == "time" || c.lc.Declared(fn) != nil {
		return false // the clock does not wait
	}
	sig := fn.Signature()
	if recv := sig.Recv(); recv != nil && hasStop(recv.Type()) {
		return false
	}
	for v := range sig.Params().Variables() {
		switch t := v.Type().Underlying().(type) {
		case *types.Basic:
		case *types.Slice:
			if _, ok := t.Elem().Underlying().(*types.Basic); !ok {
				return false
			}
		default:
			return false
		}
	}
	for v := range sig.Results().Variables() {
		if !isChan(v.Type()) && !isError(v.Type()) {
			return false
		}
	}
	return true
}

// hasStop reports whether the type has a method that ends things.
func hasStop(t types.Type) bool {
	if !types.IsInterface(t) {
		if _, ok := t.(*types.Pointer); !ok {
			t = types.NewPointer(t)
		}
	}
	set := types.NewMethodSet(t)
	for method := range set.Methods() {
		name := strings.ToLower(method.Obj().Name())
		if isStopName(name) || strings.HasPrefix(name, "unsub") {
			return true
		}
	}
	return false
}
