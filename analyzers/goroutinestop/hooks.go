package goroutinestop

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
)

// Some functions run when something happens, and some are given what tells
// them of the end:
//
//	pc.OnTrack(func(track *Track) { go poll(track) })
//	func setup(c *Controller) error { ... } // and c.OnShutdown takes a func

// onEvent reports whether the literal is handed to a call that runs it when
// something happens, for what it is given, and not just once.
func (c *checker) onEvent(lit *ast.FuncLit) bool {
	cur, ok := c.insp.Root().FindNode(lit)
	if !ok || cur.ParentEdgeKind() != edge.CallExpr_Args || c.once(lit) {
		return false
	}
	call := cur.Parent().Node().(*ast.CallExpr)
	if _, spawns := c.lc.SpawnArg(call); spawns {
		return false
	}
	name := ""
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	case *ast.Ident:
		name = fun.Name
	}
	return lit.Type.Params.NumFields() > 0 || isHook(name)
}

// once reports whether a sync.Once does the literal.
func (c *checker) once(lit *ast.FuncLit) bool {
	return c.doneOnce(lit, func(ast.Expr) bool { return true })
}

// isHook reports whether a method of that name takes what is to be done when
// something happens: OnClose, onTrack, RegisterOnShutdown.
func isHook(name string) bool {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "Register"), "Add")
	return len(name) > 2 && strings.EqualFold(name[:2], "on") && name[2] >= 'A' && name[2] <= 'Z'
}

// endings of names of hooks that tell of the end.
var lastHooks = []string{"Shutdown", "Stop", "Close", "Exit", "Done", "Cancel", "Kill", "Terminate"}

// tellsWhen reports whether values of type t tell those that they are given
// to when to stop: a method takes what is to be done then, alone or beside
// what is to be done until then.
//
//	func (c *Controller) OnShutdown(fn func() error)
//	func (g *Group) Add(execute func() error, interrupt func(error))
func tellsWhen(t types.Type) bool {
	set := types.NewMethodSet(t)
	for sel := range set.Methods() {
		fn, ok := sel.Obj().(*types.Func)
		if !ok || !fn.Exported() {
			continue
		}
		funcs, interrupts := 0, false
		for v := range fn.Signature().Params().Variables() {
			if sig, ok := v.Type().Underlying().(*types.Signature); ok {
				funcs++
				interrupts = sig.Params().Len() == 1 && isError(sig.Params().At(0).Type()) && sig.Results().Len() == 0
			}
		}
		if funcs == 2 && interrupts || funcs == 1 && isHook(fn.Name()) && tellsOfEnd(fn.Name()) {
			return true
		}
	}
	return false
}

func tellsOfEnd(name string) bool {
	for _, end := range lastHooks {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
