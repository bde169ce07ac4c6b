package waitgroupwait

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

const name = "waitgroupwait"

//go:embed doc.go
var doc string

// Analyzer reports WaitGroups and errgroups that nobody waits for.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{lifecycle.Analyzer},
}

// Categories of findings.
const (
	neverWaited = "never-waited"
	skippedWait = "skipped-wait"
)

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	out := report.New(pass, lc.Directives)
	for _, t := range lc.Trackers() {
		roles := t.Roles()
		if !t.Fresh || roles&lifecycle.Counts == 0 || roles&lifecycle.Keeps != 0 || reachable(pass, t) {
			continue // not ours to wait for, or someone else may
		}
		if roles&lifecycle.Waits == 0 && t.Async() {
			reportNeverWaited(out, t)
		} else if roles&lifecycle.Waits != 0 && t.Kind == lifecycle.LocalTracker && t.Func != nil {
			reportSkipped(pass, lc, out, t)
		}
	}
	out.Flush()
	return nil, nil
}

func reportNeverWaited(out *report.Reporter, t *lifecycle.Tracker) {
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Counts == 0 {
			continue
		}
		out.Report(report.Finding{
			Pos:      s.Pos,
			End:      s.End,
			Category: neverWaited,
			Message:  describe(t) + verdict(t),
			Related:  declaredAt(t.Var),
		})
		return
	}
}

// verdict says what becomes of a tracker without a Wait.
func verdict(t *lifecycle.Tracker) string {
	if t.Deferred() {
		return " is given work but never run"
	}
	return " counts goroutines but is never waited for"
}

func declaredAt(v *types.Var) []analysis.RelatedInformation {
	return []analysis.RelatedInformation{{
		Pos:     v.Pos(),
		End:     v.Pos() + token.Pos(len(v.Name())),
		Message: fmt.Sprintf("%q is declared here", v.Name()),
	}}
}

// describe names a tracker and its type.
//
//	sync.WaitGroup "wg"
//	sync.WaitGroup embedded in "pool"
func describe(t *lifecycle.Tracker) string {
	typ := types.Unalias(t.Var.Type())
	if p, ok := typ.(*types.Pointer); ok {
		typ = types.Unalias(p.Elem())
	}
	name := types.TypeString(typ, (*types.Package).Name)
	if t.Var.Embedded() && t.Owner != nil {
		return fmt.Sprintf("%s embedded in %q", name, t.Owner.Obj().Name())
	}
	return fmt.Sprintf("%s %q", name, t.Var.Name())
}
