package servershutdown

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

const name = "servershutdown"

//go:embed doc.go
var doc string

// Analyzer reports servers that are not shut down in order.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer, signals.Analyzer},
}

var reportNoDrain, reportNoDeadline, reportBorrowed bool

func init() {
	Analyzer.Flags.BoolVar(&reportNoDrain, "nodrain", false, "report servers of package main that nothing shuts down")
	Analyzer.Flags.BoolVar(&reportNoDeadline, "nodeadline", false, "report shutdowns that may take for ever")
	Analyzer.Flags.BoolVar(&reportBorrowed, "borrowed", false, "report all cleanups with the context of the caller")
}

// Categories of findings.
const (
	mainReturnsFirst = "main-returns-first" // the process ends while Shutdown drains
	deadContext      = "dead-context"       // a cleanup with a context that is done
	closedIsFatal    = "closed-is-fatal"    // ErrServerClosed ends the process
	neverShutDown    = "never-shut-down"    // a server goroutine that nothing ends
	idleCancel       = "idle-cancel"        // a cancel function that tells nobody
	idleWait         = "idle-wait"          // a Wait that waits for nothing
	ignoredContext   = "ignored-context"    // a context that is not looked at, or never done
	waitsFirst       = "waits-first"        // a stop that waits before it tells
	noDrain          = "no-drain"           // with a flag: main serves until it is killed
	noDeadline       = "no-deadline"        // with a flag: the drain has no limit
	borrowedContext  = "borrowed-context"   // a cleanup with the caller's context
)

type checker struct {
	pass    *analysis.Pass
	lc      *lifecycle.Result
	out     *report.Reporter
	insp    *inspector.Inspector
	serving *lifecycle.Serving // nil if nothing serves

	pairing *pairing
	waits   map[*lifecycle.Func][]int
	early   map[*lifecycle.ServeCall]bool // nothing waits for the drain
	cut     map[token.Pos]bool            // a drain that is reported to be cut off
	uses    map[*lifecycle.Func][]use
}

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	c := &checker{
		pass:  pass,
		lc:    lc,
		out:   report.New(pass, lc.Directives),
		insp:  pass.ResultOf[inspect.Analyzer].(*inspector.Inspector),
		waits: make(map[*lifecycle.Func][]int),
		early: make(map[*lifecycle.ServeCall]bool),
		cut:   make(map[token.Pos]bool),
		uses:  make(map[*lifecycle.Func][]use),
	}
	if c.serving = lc.Serving(); c.serving != nil {
		c.checkFatal()
		c.checkMain()
		c.checkReturns()
		c.checkCommands()
		c.checkNever()
	}
	c.checkAside()
	c.checkOwned()
	c.checkWaits()
	if err := c.checkOrder(); err != nil {
		return nil, err
	}
	if c.importsContexts() {
		c.checkIgnored()
		c.checkNeverDone()
		c.checkContexts()
		if err := c.checkCancels(); err != nil {
			return nil, err
		}
	}
	c.out.Flush()
	return nil, nil
}
