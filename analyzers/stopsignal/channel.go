package stopsignal

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// What becomes of the channel that is given to signal.Notify.
type fate struct {
	received bool // or handed to someone who may receive
	escapes  bool // to someone else than the function that asks for signals
	handed   bool // to someone out of sight
	stopped  bool // signal.Stop is called
}

// checkChannel looks for who receives from the channel of a signal.Notify. A
// channel that nobody receives from swallows its signals: the program cannot
// be interrupted. For signals that do not ask it to stop, that is the way to
// ignore them here and not in child processes.
//
//	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
func (c *checker) checkChannel(n notification) {
	v := c.lc.Variable(n.call.Args[0])
	switch {
	case v == nil:
		if made, ok := ast.Unparen(n.call.Args[0]).(*ast.CallExpr); ok && c.isMake(made) && c.asksToStop(n) {
			c.reportUnread(n, "a channel, which nothing receives from", nil)
		}
		return
	case v.Kind() == types.ParamVar || v.Exported() && v.Kind() != types.LocalVar:
		return
	}
	fate := c.fateOf(v, n)
	switch {
	case !fate.received && !fate.stopped && c.asksToStop(n):
		c.reportUnread(n, fmt.Sprintf("channel %q, which nothing receives from", v.Name()), v)
	case fate.received && !fate.stopped && !fate.handed && v.Kind() == types.LocalVar:
		c.checkSecondOf(n, v)
		if !fate.escapes {
			c.checkRelease(n, v)
		}
	}
}

func (c *checker) reportUnread(n notification, what string, v *types.Var) {
	f := report.Finding{
		Pos: n.call.Pos(), End: n.call.End(), Category: unreadChannel,
		Message: report.Fit("signals go to "+what, "(the process cannot be interrupted)"),
	}
	if v != nil {
		f.Related = []analysis.RelatedInformation{{Pos: v.Pos(), Message: fmt.Sprintf("%q is declared here", v.Name())}}
	}
	c.out.Report(f)
}

// fateOf follows the mentions of the channel.
func (c *checker) fateOf(v *types.Var, n notification) fate {
	var f fate
	inTest := c.lc.Directives.InTest(n.call.Pos())
	for _, use := range c.uses(v) {
		if !inTest && c.lc.Directives.InTest(use.Node().Pos()) {
			continue // no evidence for what is built without the tests
		}
		whole := use
		if use.ParentEdgeKind() == edge.SelectorExpr_Sel {
			whole = use.Parent()
		}
		for whole.ParentEdgeKind() == edge.ParenExpr_X {
			whole = whole.Parent()
		}
		f.add(c, whole, n.in)
	}
	return f
}

// add judges one mention.
func (f *fate) add(c *checker, use inspector.Cursor, in *lifecycle.Func) {
	ek, _ := use.ParentEdge()
	switch parent := use.Parent().Node().(type) {
	case *ast.CallExpr:
		fn := c.lc.Callee(parent).Obj
		if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "os/signal" {
			f.stopped = f.stopped || fn.Name() == "Stop"
			return
		}
		if tv := c.pass.TypesInfo.Types[parent.Fun]; tv.IsBuiltin() {
			return // close, len, cap
		}
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Lhs {
			return // made
		}
	case *ast.KeyValueExpr:
		if ek == edge.KeyValueExpr_Key {
			return // of a composite literal
		}
	case *ast.SendStmt:
		if ek == edge.SendStmt_Chan {
			return
		}
	case *ast.UnaryExpr, *ast.RangeStmt:
		f.received = true
		f.escapes = f.escapes || c.lc.Enclosing(use) != in
		return
	}
	f.received, f.escapes, f.handed = true, true, true
}

// isMake reports whether the call makes a channel.
func (c *checker) isMake(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && c.pass.TypesInfo.Uses[id] == types.Universe.Lookup("make")
}
