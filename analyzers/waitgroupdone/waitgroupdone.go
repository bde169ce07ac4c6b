package waitgroupdone

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

const name = "waitgroupdone"

//go:embed doc.go
var doc string

// Analyzer reports WaitGroups whose counter cannot come back to zero.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{lifecycle.Analyzer},
}

// Categories of findings.
const (
	noDone         = "no-done"
	doneSkipped    = "done-skipped"
	doubleDone     = "double-done"
	doneInGo       = "done-in-go"
	addInGoroutine = "add-in-goroutine"
	addAfterGo     = "add-after-go"
	unbalancedAdd  = "unbalanced-add"
	countMismatch  = "count-mismatch"
)

// A finder looks at one tracker.
type finder struct {
	pass    *analysis.Pass
	lc      *lifecycle.Result
	out     *report.Reporter
	tallies *lifecycle.Tallies
	t       *lifecycle.Tracker
	adds    []lifecycle.Step
	dones   []lifecycle.Step
	waits   []lifecycle.Site
}

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	out := report.New(pass, lc.Directives)
	tallies := lc.Tallies()
	for _, t := range slices.Concat(lc.Trackers(), lc.OwnTrackers()) {
		if !t.CountedOff() || t.IsAlias() {
			continue // it counts off what it starts, or is looked at under its own name
		}
		f := &finder{pass: pass, lc: lc, out: out, tallies: tallies, t: t}
		for _, s := range tallies.Steps(t) {
			if s.Done {
				f.dones = append(f.dones, s)
			} else {
				f.adds = append(f.adds, s)
			}
		}
		for _, s := range t.Sites() {
			if s.Role&lifecycle.Waits != 0 {
				f.waits = append(f.waits, s)
			}
		}
		f.find()
	}
	out.Flush()
	return nil, nil
}

func (f *finder) find() {
	if f.neverDone() {
		return
	}
	f.doneInGo()
	f.bodies()
	f.queued()
	f.surplus()
	for _, add := range f.adds {
		switch {
		case add.In == nil:
		case f.inside(add), f.afterGo(add), f.loop(add), f.stored(add):
		default:
			f.unbalanced(add)
		}
	}
}

// name returns the name of the tracker for a message.
func (f *finder) name() string { return fmt.Sprintf("%q", f.t.Var.Name()) }

func (f *finder) line(pos token.Pos) int { return f.pass.Fset.Position(pos).Line }

// at makes a finding about a node. What is in brackets at the end of the
// message is left out if the names in it are too long.
func (f *finder) at(n ast.Node, category report.Category, format string, args ...any) report.Finding {
	message := fmt.Sprintf(format, args...)
	if head, tail, ok := strings.Cut(message, " ("); ok && strings.HasSuffix(tail, ")") {
		message = report.Fit(head, "("+tail)
	}
	return report.Finding{Pos: n.Pos(), End: n.End(), Category: category, Message: message}
}

func related(n ast.Node, message string) analysis.RelatedInformation {
	return analysis.RelatedInformation{Pos: n.Pos(), End: n.End(), Message: message}
}

// within reports whether n holds pos.
func within(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }

// base returns what a method of the tracker is called on, as text: two
// fields of the same name may be those of two values.
func base(call *ast.CallExpr) string {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return types.ExprString(sel.X)
	}
	return ""
}
