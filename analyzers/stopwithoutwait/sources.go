package stopwithoutwait

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// sources returns, for each variable, field and parameter, those that its
// value may have come from.
func (c *checker) sources() map[*types.Var][]*types.Var {
	if c.comes != nil {
		return c.comes
	}
	c.comes = make(map[*types.Var][]*types.Var)
	for _, file := range c.pass.Files {
		if c.lc.Directives.InTest(file.Pos()) {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if len(n.Lhs) == len(n.Rhs) {
					for i := range n.Lhs {
						c.put(c.holder(n.Lhs[i]), n.Rhs[i])
					}
				}
			case *ast.ValueSpec:
				if len(n.Names) == len(n.Values) {
					for i := range n.Names {
						c.put(c.holder(n.Names[i]), n.Values[i])
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok {
					if field, ok := c.info.Uses[key].(*types.Var); ok && field.IsField() {
						c.put(field.Origin(), n.Value)
					}
				}
			case *ast.CallExpr:
				c.putArguments(n)
			}
			return true
		})
	}
	return c.comes
}

// put notes that the value of e goes to variable to.
func (c *checker) put(to *types.Var, e ast.Expr) {
	if from := c.holder(e); to != nil && from != nil && to != from {
		c.comes[to] = append(c.comes[to], from)
	}
}

// putArguments notes where the arguments of a call go, if its function is
// in sight.
func (c *checker) putArguments(call *ast.CallExpr) {
	f := c.lc.Callee(call).Func
	if f == nil {
		return
	}
	sig := signatureOf(c.info, f)
	if sig == nil {
		return
	}
	for i, arg := range call.Args {
		if i < sig.Params().Len() {
			c.put(sig.Params().At(i), arg)
		}
	}
}

func signatureOf(info *types.Info, f *lifecycle.Func) *types.Signature {
	if f.Obj != nil {
		return f.Obj.Signature()
	}
	sig, _ := info.TypeOf(f.Lit.Type).(*types.Signature)
	return sig
}
