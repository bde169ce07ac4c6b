package servershutdown

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkWaits reports the waiting steps of a shutdown that wait for nothing: the
// Wait of a field with which nothing is counted, and a goroutine that waits
// and does no more.
//
//	s.conns.Wait()    // and nothing calls s.conns.Add or s.conns.Go
//	go s.conns.Wait() // returns at once, and nobody hears when it has ended
func (c *checker) checkWaits() {
	for _, t := range c.lc.Trackers() {
		if t.Roles()&lifecycle.Waits == 0 || c.lc.Directives.InTest(t.Var.Pos()) {
			continue
		}
		// One that is handed in is counted with under another name.
		empty := t.Kind == lifecycle.FieldTracker && t.Fresh && !t.Var.Exported() && !t.Var.Embedded() &&
			t.Roles()&(lifecycle.Counts|lifecycle.Spawns|lifecycle.Keeps) == 0
		told := false
		for _, s := range t.Sites() {
			if s.Role&lifecycle.Waits == 0 || s.Call == nil || c.lc.Directives.InTest(s.Pos) {
				continue
			}
			f := report.Finding{Pos: s.Call.Pos(), End: s.Call.End(), Category: idleWait}
			switch {
			case empty && told:
				continue // one defect, whoever else waits
			case empty:
				told = true
				f.Message = "Wait returns at once (nothing is counted with " + quoted(t.Var) + ")"
				f.Related = []analysis.RelatedInformation{{Pos: t.Var.Pos(), Message: "it is declared here"}}
			case c.started(s.Call):
				f.Message = "goroutine waits for " + quoted(t.Var) + " and does no more (nobody hears of its end)"
			default:
				continue
			}
			c.out.Report(f)
		}
	}
}

// started reports whether the call of a method is that of a go statement.
func (c *checker) started(call *ast.CallExpr) bool {
	cur, ok := c.insp.Root().FindNode(call)
	_, method := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && method && flow.CalledName(call) == "Wait" && cur.ParentEdgeKind() == edge.GoStmt_Call
}
