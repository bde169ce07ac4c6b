package waitgroupdone

import (
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// neverDone reports a tracker that is added to and waited for, and that
// nothing marks as done.
func (f *finder) neverDone() bool {
	t := f.t
	roles := t.Roles()
	if !t.Fresh || len(f.adds) == 0 || len(f.waits) == 0 || roles&lifecycle.Keeps != 0 || f.tallies.MayMark(t) || f.shared() {
		return false
	}
	if t.Kind == lifecycle.LocalTracker && t.Func != nil && f.lc.IsMain(t.Func) {
		return true // a way to block main for good
	}
	add := f.adds[0]
	finding := f.at(add.Call, noDone, "%s is counted here, but nothing calls Done (Wait on line %d blocks forever)", f.name(), f.line(f.waits[0].Pos))
	if f.pass.Fset.File(add.Call.Pos()) != f.pass.Fset.File(f.waits[0].Pos) {
		finding.Message = f.name() + " is counted here, but nothing calls Done (Wait blocks forever)"
	}
	f.out.Report(finding)
	return true
}

// shared reports whether other packages can get at the tracker.
func (f *finder) shared() bool {
	switch f.t.Kind {
	case lifecycle.ParamTracker:
		return true
	case lifecycle.FieldTracker:
		return f.t.Var.Embedded() || f.t.Var.Exported() && f.pass.Pkg.Name() != "main"
	case lifecycle.PackageTracker:
		return f.t.Var.Exported() && f.pass.Pkg.Name() != "main"
	}
	return false
}
