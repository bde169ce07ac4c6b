package goroutineblocked

import (
	"go/ast"
	"go/types"
	"slices"
)

// forOthers reports whether a function that nothing calls in sight takes or
// returns the channel: test files call it, which may do the other half, or
// files for other systems.
func (c *checker) forOthers(ch *channel) bool {
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || c.lc.IsMain(f) || !concerns(f.Obj.Signature(), ch.Vars) {
			continue
		}
		if !c.called(f.Obj) {
			return true
		}
	}
	return false
}

// concerns reports whether one of the variables is a parameter or result.
func concerns(sig *types.Signature, vars []*types.Var) bool {
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			if slices.Contains(vars, v) {
				return true
			}
		}
	}
	return false
}

// called reports whether something names the function.
func (c *checker) called(fn *types.Func) bool {
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if use, ok := c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)].(*types.Func); ok && use.Origin() == fn {
			return true
		}
	}
	return false
}
