package waitgroupdone

import (
	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// doneInGo reports a Done in what Go of the same WaitGroup runs: Go marks it
// as done itself when the func returns.
//
//	wg.Go(func() {
//		defer wg.Done()
//		...
//	})
func (f *finder) doneInGo() {
	for _, s := range f.t.Sites() {
		if s.Role != lifecycle.Counts|lifecycle.Spawns || s.Call == nil || s.In == nil || f.addsIn(s.In) {
			continue // an Add beside it is what Done marks
		}
		arg, ok := f.lc.SpawnArg(s.Call)
		if !ok {
			continue
		}
		body := f.lc.Value(arg).Func
		if body == nil || f.tallies.Adds(f.t, body) || f.tallies.Dones(f.t, body).Min == 0 {
			continue
		}
		f.reportInGo(s, body)
	}
}

func (f *finder) reportInGo(s lifecycle.Site, body *lifecycle.Func) {
	const message = "Done of %s in a func that its Go runs, which calls Done too (the counter goes negative)"
	elsewhere := true
	for _, done := range f.dones {
		if !within(body.Body(), done.Call.Pos()) {
			continue
		}
		elsewhere = false
		if base(done.Call) != base(s.Call) && f.t.Kind == lifecycle.FieldTracker {
			continue // the field of another value, for all that is known
		}
		finding := f.at(done.Call, doneInGo, message, f.name())
		finding.Related = []analysis.RelatedInformation{related(s.Call.Fun, "Go runs it here")}
		if done.In == body {
			finding.Fixes = f.remove(body, done, "Remove the call of Done")
		}
		f.out.Report(finding)
		return
	}
	if elsewhere && f.t.Kind != lifecycle.FieldTracker {
		f.out.Report(f.at(s.Call.Fun, doneInGo, message, f.name()))
	}
}

// addsIn reports whether fn, or a literal around or in it, adds to the tracker.
func (f *finder) addsIn(fn *lifecycle.Func) bool {
	top := outermost(fn)
	for _, add := range f.adds {
		if add.In != nil && outermost(add.In) == top {
			return true
		}
	}
	return false
}

func outermost(fn *lifecycle.Func) *lifecycle.Func {
	for fn.Parent != nil {
		fn = fn.Parent
	}
	return fn
}

// remove returns the fix that deletes the statement of the call, if that
// stands by itself in the body.
func (f *finder) remove(body *lifecycle.Func, step lifecycle.Step, title string) []analysis.SuggestedFix {
	for _, stmt := range body.Body().List {
		if flow.CallOf(stmt) == step.Call {
			return []analysis.SuggestedFix{{Message: title, TextEdits: []analysis.TextEdit{f.deleteLine(stmt)}}}
		}
	}
	return nil
}
