package goroutineblocked

import (
	"go/ast"
	"go/types"
	"slices"
)

// forOthers reports whether a function that nothing calls in sight takes or
// returns the channel: test files call it, which may do the half that is
// missing, or files for other systems. They can if the type of the parameter or
// result lets them: none may close what is returned as a <-chan.
func (c *checker) forOthers(ch *channel, missing types.ChanDir) bool {
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || c.lc.IsMain(f) || !concerns(f.Obj.Signature(), ch.Vars, missing) {
			continue
		}
		if !c.called(f.Obj) {
			return true
		}
	}
	return false
}

// concerns reports whether one of the variables is a parameter or result
// through which the half that is missing can be done.
func concerns(sig *types.Signature, vars []*types.Var, missing types.ChanDir) bool {
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			if !slices.Contains(vars, v) {
				continue
			}
			if t, ok := v.Type().Underlying().(*types.Chan); !ok || t.Dir() == types.SendRecv || t.Dir() == missing {
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
