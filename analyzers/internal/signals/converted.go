package signals

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// A value of another type may come to where a context is asked for: one that
// embeds a context, or an interface with more methods. Who cancels it is not
// known.
//
//	type Scope struct{ context.Context; name string }
//	go poll(scope) // func poll(ctx context.Context)

// converted looks at e, which holds no signal: it may come to a context.
func (x *Index) converted(c inspector.Cursor, e ast.Expr) {
	t := x.destination(c)
	if t == nil || !isContext(t) {
		return
	}
	v := x.temp(e, t)
	n := x.node(v)
	n.foreign = true
	x.leak(n, t)
	x.flow(c, v)
}

// destination returns the type of what the expression at c is put into, if
// it is put into anything.
func (x *Index) destination(c inspector.Cursor) types.Type {
	ek, i := c.ParentEdge()
	switch p := c.Parent().Node().(type) {
	case *ast.CallExpr:
		if ek != edge.CallExpr_Args || x.info.Types[p.Fun].IsType() {
			return nil
		}
		sig, _ := x.info.TypeOf(p.Fun).(*types.Signature)
		if param := paramAt(sig, i); param != nil {
			return param.Type()
		}
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Rhs && i < len(p.Lhs) && len(p.Lhs) == len(p.Rhs) {
			return x.info.TypeOf(p.Lhs[i])
		}
	case *ast.ValueSpec:
		if ek == edge.ValueSpec_Values && i < len(p.Names) && len(p.Names) == len(p.Values) {
			return x.info.TypeOf(p.Names[i])
		}
	case *ast.KeyValueExpr:
		if ek == edge.KeyValueExpr_Value {
			if field := x.field(p.Key); field != nil {
				return field.Type()
			}
		}
	}
	return nil
}
