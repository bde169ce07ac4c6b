package report

import (
	"fmt"
	"slices"
)

// Rules are the names of the rules, which are all that a directive may name. A
// rule cannot ask the suite, which imports it; a test of the suite compares.
var Rules = []string{
	"exitoutsidemain",
	"exitskipsdefer",
	"goroutineblocked",
	"goroutinestop",
	"servershutdown",
	"stopsignal",
	"stopwithoutwait",
	"waitgroupdone",
	"waitgroupwait",
}

// Categories of findings about directives. Every rule reports the first two
// about the directives that name it.
const (
	StaleDirective    Category = "stale-directive"
	DirectiveNoReason Category = "no-reason"
	DirectiveNoRule   Category = "unknown-rule"
)

// AddStrays adds to the findings the directives that no rule feels responsible
// for: those that name something that is no rule, and patterns without a reason.
// One rule of the suite calls it.
func (r *Reporter) AddStrays() {
	r.addProblems(r.directives.Problems("", func(rule string) bool {
		return slices.Contains(Rules, rule)
	}))
}

func (r *Reporter) addProblems(problems []Problem) {
	for _, p := range problems {
		f := Finding{Pos: p.Pos, End: p.End}
		switch p.Kind {
		case NoReason:
			f.Category = DirectiveNoReason
			f.Message = "directive gives no reason (without one it silences nothing)"
		case Stale:
			f.Category = StaleDirective
			f.Message = "directive silences nothing (no such finding is where it applies)"
		case UnknownRule:
			f.Category = DirectiveNoRule
			f.Message = fmt.Sprintf("directive names %.60q, which is no rule (it silences nothing)", "quiesce/"+p.Rule)
		}
		r.Report(f)
	}
}
