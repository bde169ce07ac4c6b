package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A function that takes a context promises to end with it, in whatever
// goroutine it runs. What is reported here is not known to run in one that
// this package starts:
//
//	func (s *Server) Run(ctx context.Context) { for { s.poll(); time.Sleep(s.every) } }
//	g.Add(func(stop <-chan struct{}) error { <-signals; return nil })
//	func Retry(ctx context.Context, f func() error) error { for range 10 { f(); time.Sleep(time.Second) } }

func (c *checker) deafFuncs() {
	for _, f := range c.lc.Funcs() {
		if f.Body() == nil || c.told[f] {
			continue
		}
		stop := c.stopParam(f)
		if stop == nil {
			continue
		}
		to := lifecycle.Target{Func: f, Obj: f.Obj}
		end, at := c.lc.Endless(to)
		switch {
		case c.lc.IsMain(f):
		case end != lifecycle.MayEnd:
			if c.lc.EndlessIn(to) == f && stop.name != "" {
				c.reportFunc(at, at+token.Pos(len("for")), f, stop, "never ends (cancellation has no effect)")
			}
		case stop.v != nil && c.mentioned(stop.v, f):
			c.deafSleeps(f, stop)
		default:
			c.deafWaits(f, stop)
		}
	}
}

// A stopParam is the parameter of a function by which it can be told to
// stop: a context, or a channel of nothing that can only be received from.
type stopParam struct {
	name  string // empty if it has none
	v     *types.Var
	isCtx bool
}

func (c *checker) stopParam(f *lifecycle.Func) *stopParam {
	for _, field := range f.Type().Params.List {
		t := c.pass.TypesInfo.TypeOf(field.Type)
		p := &stopParam{isCtx: isContext(t)}
		if !p.isCtx && !isStopChan(t) {
			continue
		}
		if len(field.Names) > 0 && field.Names[0].Name != "_" {
			p.name = field.Names[0].Name
			p.v, _ = c.pass.TypesInfo.Defs[field.Names[0]].(*types.Var)
		}
		return p
	}
	return nil
}

// isStopChan reports whether t is <-chan struct{}.
func isStopChan(t types.Type) bool {
	ch := chanOf(t)
	return ch != nil && ch.Dir() == types.RecvOnly && carriesNothing(ch)
}

// mentioned reports whether the body of f names v.
func (c *checker) mentioned(v types.Object, f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == v {
			found = true
		}
		return !found
	})
	return found
}

// deafWaits reports what f waits for though it never looks at the signal
// that it is given: signals of the process, the end of a sleep in a loop, and
// a receiver that may have left.
func (c *checker) deafWaits(f *lifecycle.Func, stop *stopParam) {
	loops := 0
	told := false
	var stack []ast.Node
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case nil:
			switch stack[len(stack)-1].(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				loops--
			}
			stack = stack[:len(stack)-1]
			return true
		case *ast.FuncLit, *ast.SelectStmt:
			return false
		case *ast.ForStmt, *ast.RangeStmt:
			loops++
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !told && (stop.name != "" || !stop.isCtx) && isSignals(c.pass.TypesInfo.TypeOf(n.X)) {
				told = true
				c.reportFunc(n.Pos(), n.End(), f, stop, "waits for signals alone")
			}
		case *ast.SendStmt:
			if loops > 0 && !told && stop.name != "" && c.toLeaver(n) {
				told = true
				c.reportFunc(n.Pos(), n.End(), f, stop, "sends in a loop without a look at it")
			}
		case *ast.CallExpr:
			if loops > 0 && !told && stop.name != "" && isSleep(c.lc.Callee(n).Obj) {
				told = true
				c.reportFunc(n.Pos(), n.End(), f, stop, "sleeps in a loop without a look at it")
			}
		}
		stack = append(stack, n)
		return true
	})
}

func isSleep(fn *types.Func) bool {
	return fn != nil && fn.Name() == "Sleep" && fn.Pkg() != nil && fn.Pkg().Path() == "time"
}

// isSignals reports whether t is a channel of os.Signal.
func isSignals(t types.Type) bool {
	ch := chanOf(t)
	if ch == nil {
		return false
	}
	named, ok := types.Unalias(ch.Elem()).(*types.Named)
	return ok && named.Obj().Name() == "Signal" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "os"
}

func (c *checker) reportFunc(pos, end token.Pos, f *lifecycle.Func, stop *stopParam, does string) {
	name, what := "function", "a context"
	if f.Obj != nil {
		name = f.Obj.Name()
	}
	switch {
	case stop.name != "":
		what = fmt.Sprintf("%q", stop.name)
	case !stop.isCtx:
		what = "a stop channel"
	}
	c.out.Report(report.Finding{Pos: pos, End: end, Category: deaf, Message: fmt.Sprintf("%s is given %s but %s", name, what, does)})
}
