package servershutdown

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// isCommand reports whether f is the function of a command of a library for
// command lines, after which the program ends.
//
//	&cobra.Command{RunE: func(cmd *cobra.Command, args []string) error { ... }}
//	&cobra.Command{RunE: serve}
func (c *checker) isCommand(f *lifecycle.Func) bool {
	for n := range c.insp.PreorderSeq((*ast.CompositeLit)(nil)) {
		lit := n.(*ast.CompositeLit)
		named, ok := types.Unalias(c.pass.TypesInfo.TypeOf(lit)).(*types.Named)
		if !ok || named.Obj().Name() != "Command" || named.Obj().Pkg() == c.pass.Pkg {
			continue
		}
		for _, elt := range lit.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, _ := kv.Key.(*ast.Ident)
			if key != nil && (key.Name == "RunE" || key.Name == "Run" || key.Name == "Action") && c.lc.Value(kv.Value).Func == f {
				return true
			}
		}
	}
	return false
}

// checkCommands reports commands that fail when they are stopped: what they
// return is ErrServerClosed.
func (c *checker) checkCommands() {
	for _, r := range c.serving.Returned {
		if c.hasFatal(r.Serve) || c.early[r.Serve] || r.Serve.Test || !c.isCommand(r.In) {
			continue
		}
		c.out.Report(report.Finding{
			Pos: r.Serve.Call.Pos(), End: r.Serve.Call.End(), Category: closedIsFatal,
			Message: report.Fit("the command fails with ErrServerClosed when "+r.Stop.Func.Name()+" begins", "(a clean stop ends as a failure)"),
			Related: []analysis.RelatedInformation{{Pos: r.Stop.Pos, End: r.Stop.End, Message: "it is shut down here"}},
		})
	}
}
