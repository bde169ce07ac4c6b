package exitoutsidemain

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Some errors are there for the signature alone. What is done about them is
// never done:
//
//	id, err := json.Marshal(map[string]string{"name": name})
//	if err != nil { log.Fatal(err) }

// cannotFail reports whether the node of cur is only reached if a call fails
// that cannot.
func (c *checker) cannotFail(cur inspector.Cursor) bool {
	return c.guarded(cur, func(g flow.Guard) bool {
		found := false
		flow.Holds(g.Cond, g.Truth, func(leaf ast.Expr, truth bool) {
			test, ok := leaf.(*ast.BinaryExpr)
			if g.Tag != nil || !ok || truth != (test.Op == token.NEQ) || !c.pass.TypesInfo.Types[test.Y].IsNil() {
				return
			}
			call := c.setBy(c.lc.Enclosing(cur), test.X, g.Cond.Pos())
			found = found || call != nil && c.neverFails(call)
		})
		return found
	})
}

// isStub reports whether the call at cur is all that a method does which has
// results: nobody is to call it, and the exit stands for a panic.
//
//	func (fixed) Seek(int64) error {
//		log.Fatal("fixed: Seek is not implemented")
//		return nil
//	}
func (c *checker) isStub(cur inspector.Cursor) bool {
	f := c.lc.Enclosing(cur)
	if f == nil || f.Decl == nil || f.Decl.Recv == nil || f.Type().Results.NumFields() == 0 || f.Body() == nil {
		return false
	}
	list := f.Body().List
	if len(list) == 0 || len(list) > 2 || list[0] != cur.Parent().Parent().Node() {
		return false
	}
	if len(list) == 1 {
		return true
	}
	_, ok := list[1].(*ast.ReturnStmt)
	return ok
}

// setBy returns the call that the last assignment above pos in f sets the
// variable to that e names, or nil.
func (c *checker) setBy(f *lifecycle.Func, e ast.Expr, pos token.Pos) *ast.CallExpr {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || f == nil {
		return nil
	}
	v := c.pass.TypesInfo.Uses[id]
	var call *ast.CallExpr
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Pos() > pos || v == nil {
			return n == nil || n.Pos() <= pos
		}
		for i, lhs := range assign.Lhs {
			if id, ok := lhs.(*ast.Ident); ok && c.pass.TypesInfo.ObjectOf(id) == v {
				call, _ = ast.Unparen(assign.Rhs[min(i, len(assign.Rhs)-1)]).(*ast.CallExpr)
			}
		}
		return true
	})
	return call
}

// neverFails reports whether a call returns no error, ever.
func (c *checker) neverFails(call *ast.CallExpr) bool {
	fn := c.lc.Callee(call).Obj
	if fn == nil || len(call.Args) == 0 {
		return false
	}
	switch fn.FullName() {
	case "encoding/json.Marshal", "encoding/json.MarshalIndent":
		return marshals(c.pass.TypesInfo.TypeOf(call.Args[0]), nil)
	case "crypto/rand.Read":
		return true
	case "io.ReadFull":
		sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		v := c.pass.TypesInfo.Uses[sel.Sel]
		return v != nil && v.Pkg() != nil && v.Pkg().Path() == "crypto/rand" && v.Name() == "Reader"
	}
	return false
}

// marshals reports whether each value of a type can be encoded as JSON: it has
// no interface, which may hold anything, no float, which may be no number, no
// method that encodes it in its own way, and no way back to itself.
func marshals(t types.Type, above []*types.TypeName) bool {
	if p, ok := t.(*types.Pointer); ok {
		return marshals(p.Elem(), above)
	}
	if name := namedOf(t); name != nil {
		if slices.Contains(above, name) {
			return false
		}
		above = append(slices.Clip(above), name)
		for _, method := range []string{"MarshalJSON", "MarshalText"} {
			if obj, _, _ := types.LookupFieldOrMethod(name.Type(), true, nil, method); obj != nil {
				return false
			}
		}
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Info()&(types.IsString|types.IsInteger|types.IsBoolean) != 0
	case *types.Slice:
		return marshals(t.Elem(), above)
	case *types.Array:
		return marshals(t.Elem(), above)
	case *types.Map:
		return marshals(t.Key(), above) && marshals(t.Elem(), above)
	case *types.Struct:
		for field := range t.Fields() {
			if (field.Exported() || field.Embedded()) && !marshals(field.Type(), above) {
				return false
			}
		}
		return true
	}
	return false
}
