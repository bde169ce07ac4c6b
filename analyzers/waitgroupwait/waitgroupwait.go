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
		if !t.Fresh || roles&lifecycle.Counts == 0 || roles&lifecycle.Keeps != 0 || reachable(pass.Pkg, t) {
			continue // not ours to wait for, or someone else may
		}
		if roles&lifecycle.Waits == 0 && concurrent(t) {
			reportNeverWaited(out, t)
		} else if roles&lifecycle.Waits != 0 && t.Kind == lifecycle.LocalTracker && t.Func != nil {
			reportSkipped(pass, lc, out, t)
		}
	}
	out.Flush()
	return nil, nil
}

// concurrent reports whether what the tracker counts is work that goes on
// elsewhere: it starts a goroutine itself, or is marked done by another
// function than the one that counts. A field is shared by methods anyway,
// so there any Done will do.
func concurrent(t *lifecycle.Tracker) bool {
	if t.Roles()&lifecycle.Spawns != 0 {
		return true
	}
	sites := t.Sites()
	for _, done := range sites {
		if done.Role&lifecycle.Done == 0 {
			continue
		}
		if t.Kind != lifecycle.LocalTracker {
			return true
		}
		for _, count := range sites {
			if count.Role&lifecycle.Counts != 0 && (count.In != done.In || done.Call == nil) {
				return true
			}
		}
	}
	return false
}

// reachable reports whether other packages can get at the tracker, and so
// wait for it. Nothing of package main can be imported.
func reachable(pkg *types.Package, t *lifecycle.Tracker) bool {
	if pkg.Name() == "main" {
		return false
	}
	switch t.Kind {
	case lifecycle.PackageTracker:
		return t.Var.Exported()
	case lifecycle.FieldTracker:
		// The name of an embedded field is that of its type; its methods
		// are promoted to whoever has the struct.
		if t.Var.Embedded() {
			return t.Owner == nil || t.Owner.Obj().Exported() || waitsThroughInterface(pkg)
		}
		return t.Var.Exported()
	}
	return false
}

// waitsThroughInterface reports whether the package declares an interface
// with a method Wait, so that a promoted Wait may be called through it.
func waitsThroughInterface(pkg *types.Package) bool {
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || !types.IsInterface(tn.Type()) {
			continue
		}
		if obj, _, _ := types.LookupFieldOrMethod(tn.Type(), false, pkg, "Wait"); obj != nil {
			return true
		}
	}
	return false
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
			Message:  fmt.Sprintf("%s %q counts goroutines but is never waited for", typeName(t.Var), t.Var.Name()),
			Related:  declaredAt(t.Var),
		})
		return
	}
}

func declaredAt(v *types.Var) []analysis.RelatedInformation {
	return []analysis.RelatedInformation{{
		Pos:     v.Pos(),
		End:     v.Pos() + token.Pos(len(v.Name())),
		Message: fmt.Sprintf("%q is declared here", v.Name()),
	}}
}

// typeName names the type of a tracker: sync.WaitGroup, errgroup.Group.
func typeName(v *types.Var) string {
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.TypeString(t, (*types.Package).Name)
}
