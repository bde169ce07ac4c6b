package lifecycle

import (
	"go/ast"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/ctrlflow"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// Analyzer computes a [*Result] for each package, and the facts that
// other packages need. It reports nothing.
var Analyzer = &analysis.Analyzer{
	Name: "lifecycle",
	Doc: `find out which functions end the process, never return, or wait

This analyzer reports nothing. It computes what the other analyzers of
the suite know about functions, across packages, and owns the flags with
which users add functions that the analysis cannot see through.`,
	URL:        "https://pkg.go.dev/github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle",
	Run:        run,
	Requires:   []*analysis.Analyzer{inspect.Analyzer, ctrlflow.Analyzer},
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(funcFact), new(ownFact), new(startFact)},
}

// AllowExit holds the functions and packages in which the process may be
// ended; what they contain is no exit for their callers either. It is the
// value of the flag exitoutsidemain.allow.
var AllowExit known.Scopes

var (
	userExits, userSpawns, userWaits known.Rows

	honourNolint = true
)

func init() {
	Analyzer.Flags.Var(&userExits, "exits", "comma-separated `functions` that end the process, as Go prints their names: example.com/x.Quit,(*example.com/x.T).Abort")
	Analyzer.Flags.Var(&userSpawns, "spawns", "comma-separated `functions` that run their func argument in a new goroutine; #N after a name gives the zero-based argument")
	Analyzer.Flags.Var(&userWaits, "waits", "comma-separated `functions` that wait for the tracker that is their receiver or argument")
	// The flag has no effect here. The front end of quiesce sets it, so that the
	// go command, which caches by flags, keeps apart the runs that differ in it.
	Analyzer.Flags.String("roots", "", "not for users: which `packages` the findings are wanted for")
	Analyzer.Flags.BoolVar(&honourNolint, "nolint", honourNolint, "honour //nolint and //nolint:quiesce comments")
}

// ExitRule is the name of the rule that reports exits: an exit that a
// directive silences for it is no exit for the callers either.
const ExitRule = "exitoutsidemain"

// A Result is what is known about one package. Its methods may be called
// from several goroutines.
type Result struct {
	Directives *report.Directives

	pass  *analysis.Pass
	info  *types.Info
	insp  *inspector.Inspector
	graph *ctrlflow.CFGs
	err   error // why the analysis failed, if it did

	funcs    []*Func // in order of position
	declared map[*types.Func]*Func
	literals map[*ast.FuncLit]*Func
	bindings map[*types.Var]*binding
	endings  *Endings
	spawners map[*Func][]int // parameters that a function runs in a goroutine

	levelCalls map[*ast.CallExpr]bool // see IsLevelExit

	mu       sync.Mutex
	external map[types.Object]*funcFact // imported facts and rows, remembered

	spawnsOnce sync.Once
	spawns     []*Spawn

	spawnsBy      map[*Func][]*Spawn // in run alone
	contextMu     sync.Mutex
	contextParams *contextFinder

	chanMu     sync.Mutex
	chanParams *chanFinder

	signalsOnce sync.Once
	signalCtx   map[*types.Var]bool // see signalContexts

	trackersOnce sync.Once
	trackers     []*Tracker
	ownOnce      sync.Once
	ownTrackers  []*Tracker

	servingOnce sync.Once
	serving     *Serving
}

// Of returns the result for the package of pass, or the error with which
// the analysis of this package failed.
func Of(pass *analysis.Pass) (*Result, error) {
	r := pass.ResultOf[Analyzer].(*Result)
	return r, r.err
}

// run never fails: drivers that analyse from source would give up on all
// packages that import this one. The rules report the error instead.
func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:     pass,
		info:     pass.TypesInfo,
		insp:     pass.ResultOf[inspect.Analyzer].(*inspector.Inspector),
		graph:    pass.ResultOf[ctrlflow.Analyzer].(*ctrlflow.CFGs),
		external: make(map[types.Object]*funcFact),
	}
	_, r.err = report.Run(func(pass *analysis.Pass) (any, error) {
		r.Directives = report.Scan(pass.Fset, pass.Files, honourNolint)
		r.index()
		r.findSpawners()
		r.findExits()
		r.findEndless()
		r.exportFacts()
		r.exportStarted()
		return nil, nil
	})(pass)
	return r, nil
}

// CFG returns the control-flow graph of a function of this package, or
// nil if it has no body.
func (r *Result) CFG(f *Func) *cfg.CFG {
	switch {
	case f.Lit != nil:
		return r.graph.FuncLit(f.Lit)
	case f.Obj == nil:
		return nil
	}
	return r.graph.FuncDecl(f.Decl)
}
