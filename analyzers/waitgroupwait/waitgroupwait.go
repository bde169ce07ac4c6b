package waitgroupwait

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
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
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer, signals.Analyzer},
}

// Categories of findings.
const (
	neverWaited     = "never-waited"
	skippedWait     = "skipped-wait"
	waitDeadlock    = "wait-deadlock"
	notifyAfterWait = "notify-after-wait"
	earlyWait       = "early-wait"
	earlyResult     = "early-result"
	spentContext    = "spent-context"
	parentContext   = "parent-context"
	limitedOnly     = "limited-only"
	fedOnly         = "fed-only"
	partialWait     = "partial-wait"
)

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	out := report.New(pass, lc.Directives)
	c := &checker{pass: pass, lc: lc, out: out}
	for _, t := range lc.Trackers() {
		c.check(t)
	}
	for _, t := range lc.OwnTrackers() {
		c.checkOwn(t)
	}
	c.reportSemaphores()
	c.reportFed()
	c.reportFirst()
	out.Flush()
	return nil, nil
}

// check reports what is wrong with one tracker: one defect is one
// finding, but a Wait that cannot return may also be skipped.
func (c *checker) check(t *lifecycle.Tracker) {
	stuck := c.stuck(t)
	c.reportGroupContexts(t)
	if !c.ours(t) {
		return
	}
	if t.Roles()&lifecycle.Waits == 0 && t.Async() {
		c.reportNeverWaited(t)
	} else if t.Roles()&lifecycle.Waits != 0 {
		c.checkWaits(t, stuck)
	}
}

// stuck reports a Wait that cannot return, and whether there is one.
func (c *checker) stuck(t *lifecycle.Tracker) bool {
	return t.Roles()&lifecycle.Waits != 0 && t.Kind != lifecycle.ParamTracker && (c.reportDeadlock(t) || c.reportNotifyAfterWait(t))
}

// ours reports whether the package makes the tracker and counts with it, and
// nobody else can wait for it.
func (c *checker) ours(t *lifecycle.Tracker) bool {
	return t.Fresh && t.Roles()&lifecycle.Counts != 0 && t.Roles()&lifecycle.Keeps == 0 && !reachable(c.pass, t)
}

// checkWaits reports what is wrong with the Waits for a tracker that is ours.
func (c *checker) checkWaits(t *lifecycle.Tracker, stuck bool) {
	if home := c.home(t); home != nil && !c.reportEarlyWait(t, home) && !c.reportSkipped(t, home) && !stuck {
		c.reportEarlyResult(t, home)
		c.reportDetached(t, home)
	}
}

// checkOwn reports a tracker of a type that waits with one of the tables. What
// nobody ever waits for is told of that one.
func (c *checker) checkOwn(t *lifecycle.Tracker) {
	if t.Roles()&lifecycle.Waits != 0 && t.HoldsOne() && c.forUsers(t) {
		stuck := c.stuck(t)
		if c.ours(t) {
			c.checkWaits(t, stuck)
		}
		return
	}
	if c.ours(t) && t.Roles()&lifecycle.Waits == 0 && t.Async() && !c.told[typeNameOf(t.Var.Type())] {
		c.reportNeverWaited(t)
	}
}

// forUsers reports whether the tracker counts the work of those who use it: all
// that it starts is given to it, or they start and count off themselves. One
// that has goroutines of its own, as a server has, may be left to its owner.
func (c *checker) forUsers(t *lifecycle.Tracker) bool {
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Counts == 0 {
			continue
		}
		if s.Call == nil {
			return false
		}
		if p := c.paramFor(s.Call, t); p != nil {
			if !c.forUsers(p) {
				return false
			}
			continue
		}
		if _, ok := c.lc.SpawnArg(s.Call); !ok && (s.Role&lifecycle.Spawns != 0 || !t.ByHand()) {
			return false
		}
	}
	return true
}

func (c *checker) reportNeverWaited(t *lifecycle.Tracker) {
	if c.forTests(t) {
		return
	}
	if t.Owner != nil {
		if c.told == nil {
			c.told = make(map[*types.TypeName]bool)
		}
		c.told[t.Owner.Obj()] = true
	}
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Counts == 0 {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      s.Pos,
			End:      s.End,
			Category: neverWaited,
			Message:  describe(t) + c.verdict(t),
			Related:  declaredAt(t.Var),
		})
		return
	}
}

// verdict says what becomes of a tracker without a Wait.
func (c *checker) verdict(t *lifecycle.Tracker) string {
	if t.Deferred() {
		return " is given work but never run"
	}
	if !c.startsAny(t) {
		return " counts work but is never waited for"
	}
	return " counts goroutines but is never waited for"
}

// startsAny reports whether a goroutine is in sight that the tracker counts.
func (c *checker) startsAny(t *lifecycle.Tracker) bool {
	return len(c.goroutines(t)) > 0 || slices.ContainsFunc(t.Sites(), func(s lifecycle.Site) bool {
		return s.Go || s.Role&lifecycle.Spawns != 0
	})
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
