package stopwithoutwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// sources returns, for each variable, field and parameter, those that its
// value may have come from, and notes what two results are assigned to.
func (c *checker) sources() map[*types.Var][]*types.Var {
	if c.comes != nil {
		return c.comes
	}
	c.comes = make(map[*types.Var][]*types.Var)
	c.literals = make(map[*types.Var][]*lifecycle.Func)
	c.derived = make(map[*types.Var][]*types.Var)
	c.values = make(map[*types.Var][]ast.Expr)
	c.results = make(map[*types.Var][]result)
	c.pairs = make(map[*ast.CallExpr][2]*types.Var)
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
						c.putResults(n.Lhs[i:i+1], n.Rhs[i])
					}
				} else if len(n.Rhs) == 1 {
					c.putResults(n.Lhs, n.Rhs[0])
					if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok && len(n.Lhs) == 2 {
						c.pairs[call] = [2]*types.Var{c.holder(n.Lhs[0]), c.holder(n.Lhs[1])}
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
	switch value := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		if f := c.lc.Value(value).Func; to != nil && to.IsField() && f != nil {
			c.literals[to] = append(c.literals[to], f)
		}
	case *ast.CallExpr:
		c.putMade(to, value)
	}
	if c.holder(e) == nil {
		c.putValue(to, e)
	}
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		if value := c.info.Selections[sel]; value != nil && value.Kind() == types.MethodVal {
			e = sel.X // db.Ping is of no use without db
		}
	}
	if from := c.holder(e); to != nil && from != nil && to != from && !slices.Contains(c.comes[to], from) {
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

// putMade notes what the value of a call is made of and is of no use without:
// the file in bufio.NewWriter(file).
func (c *checker) putMade(to *types.Var, call *ast.CallExpr) {
	if to == nil || c.lc.Callee(call).Func != nil || !hasPrefixFold(flow.CalledName(call), "new") {
		return
	}
	for _, arg := range call.Args {
		if from := c.holder(arg); from != nil && from != to && lasting(from.Type()) {
			c.derived[to] = append(c.derived[to], from)
		}
	}
}
