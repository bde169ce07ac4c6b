package goroutinestop

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

const name = "goroutinestop"

//go:embed doc.go
var doc string

// Analyzer reports goroutines that cannot be told to stop.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer, signals.Analyzer},
}

var (
	tests   bool
	require = requireStop
)

func init() {
	Analyzer.Flags.Var(&require, "require", "what a goroutine has to have, by `level`: stop (a way to be stopped, unless it ends by itself), owner (that, or somebody who waits), context (it is given one)")
	Analyzer.Flags.BoolVar(&tests, "tests", false, "look at goroutines that test files start, too")
}

// Categories of findings.
const (
	noStop     = "no-stop"
	deaf       = "deaf"
	deadSignal = "dead-signal"
	unowned    = "unowned"
	noContext  = "no-context"
	bareGo     = "bare-go"
	lostCancel = "lost-cancel"
	badLevel   = "bad-level"
)

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	c := &checker{
		pass: pass,
		insp: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector),
		lc:   lc,
		out:  report.New(pass, lc.Directives),
		told: make(map[*lifecycle.Func]bool),
	}
	if !tests {
		c.out.SkipTests() // the process ends with the test
	}
	c.level = c.required()
	if err := c.check(); err != nil {
		return nil, err
	}
	c.out.Flush()
	return nil, nil
}

// A checker looks at the goroutines of one package.
type checker struct {
	pass *analysis.Pass
	insp *inspector.Inspector
	lc   *lifecycle.Result
	out  *report.Reporter

	level level

	signals *signals.Index
	uses    map[ast.Node]deadUse
	dead    *lifecycle.Endings // as long as nobody fires the dead signals
	sources *sources
	told    map[*lifecycle.Func]bool // whose loop is the subject of a finding
}

func (c *checker) check() error {
	spawns := c.lc.Spawns()
	if len(spawns) > 0 {
		var err error
		if c.signals, err = signals.Of(c.pass); err != nil {
			return err
		}
		c.findDead()
	}
	for _, s := range spawns {
		c.bareGo(s)
		if end, at := c.lc.Endless(s.Body); end != lifecycle.MayEnd {
			c.endless(s, end, at)
		} else if !c.comesToLoop(s) && !c.deadSignal(s) && !c.deadArgument(s) && !c.outlives(s) && !c.deadSource(s) {
			c.strict(s)
		}
	}
	if c.signals != nil {
		c.sendersLeft()
		c.drains()
		c.lostCancels()
		c.producers()
	}
	c.deadStarts()
	c.deafFuncs()
	c.blindWaits()
	return nil
}

// report reports a finding about a goroutine where it is started.
func (c *checker) report(s *lifecycle.Spawn, category report.Category, message string, related ...analysis.RelatedInformation) {
	c.out.Report(report.Finding{Pos: s.Pos(), End: s.End(), Category: category, Message: message, Related: related})
}

// relatedAt returns a related place, or none if it is in another package.
func relatedAt(pos token.Pos, message string) []analysis.RelatedInformation {
	if !pos.IsValid() {
		return nil
	}
	return []analysis.RelatedInformation{{Pos: pos, Message: message}}
}
