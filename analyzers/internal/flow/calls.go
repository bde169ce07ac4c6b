package flow

import (
	"go/ast"
	"go/token"
)

// How tells how a node of a graph runs a call.
type How uint8

const (
	Runs     How = iota // on every execution of the node
	MayRun              // behind && or ||
	Deferred            // when the function returns
	Spawned             // in a goroutine of its own
)

// Calls yields the calls that node n makes and how it makes them. It
// does not enter function literals, except those that are called on the
// spot, as in func() { ... }(): the caller resolves these.
func Calls(n ast.Node, yield func(call *ast.CallExpr, how How)) {
	switch n := n.(type) {
	case *ast.GoStmt:
		operands(n.Call, yield)
		yield(n.Call, Spawned)
	case *ast.DeferStmt:
		operands(n.Call, yield)
		yield(n.Call, Deferred)
	default:
		walk(n, Runs, yield)
	}
}

// operands visits what go and defer evaluate at once: the function value
// and the arguments.
func operands(call *ast.CallExpr, yield func(*ast.CallExpr, How)) {
	walk(call.Fun, Runs, yield)
	for _, arg := range call.Args {
		walk(arg, Runs, yield)
	}
}

func walk(n ast.Node, how How, yield func(*ast.CallExpr, How)) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // runs when it is called, if at all
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				walk(n.X, how, yield)
				walk(n.Y, MayRun, yield)
				return false
			}
		case *ast.CallExpr:
			operandsOf(n, how, yield)
			yield(n, how)
			return false
		}
		return true
	})
}

func operandsOf(call *ast.CallExpr, how How, yield func(*ast.CallExpr, How)) {
	walk(call.Fun, how, yield)
	for _, arg := range call.Args {
		walk(arg, how, yield)
	}
}
