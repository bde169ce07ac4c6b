package stopsignal

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

const name = "stopsignal"

//go:embed doc.go
var doc string

// Analyzer reports signals that lead nowhere and handlers that exit.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer},
}

var cleanup, pair, second, release bool

func init() {
	Analyzer.Flags.BoolVar(&cleanup, "cleanup", false, "report all handlers that clean up and then exit, those of package main, too")
	Analyzer.Flags.BoolVar(&pair, "pair", false, "report that of os.Interrupt and SIGTERM only one is asked for")
	Analyzer.Flags.BoolVar(&second, "second", false, "report that a second signal is swallowed while the program stops")
	Analyzer.Flags.BoolVar(&release, "release", false, "report a signal.Notify in a function that returns without signal.Stop")
}

// Categories of findings.
const (
	handlerExits  report.Category = "handler-exits"      // on the first signal
	cleanupExits  report.Category = "exit-after-cleanup" // after something that may clean up
	lostStop      report.Category = "lost-stop"          // of signal.NotifyContext
	unreadChannel report.Category = "unread-channel"     // nobody receives
	oneSignal     report.Category = "one-signal"         // with -pair
	noSecond      report.Category = "second-swallowed"   // with -second
	noRelease     report.Category = "no-release"         // with -release
)

type checker struct {
	pass  *analysis.Pass
	lc    *lifecycle.Result
	out   *report.Reporter
	root  inspector.Cursor
	calls []notification
}

// A notification is a call of signal.Notify or signal.NotifyContext.
type notification struct {
	cur     inspector.Cursor
	call    *ast.CallExpr
	context bool       // NotifyContext
	signals []ast.Expr // those that it asks for; none means all of them
	in      *lifecycle.Func
}

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	out := report.New(pass, lc.Directives)
	if slices.ContainsFunc(pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == "os/signal" }) {
		c := &checker{pass: pass, lc: lc, out: out, root: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()}
		c.collect()
		c.checkHandlers()
		for _, n := range c.calls {
			c.check(n)
		}
	}
	out.Flush()
	return nil, nil
}

// collect finds the calls that ask for signals.
func (c *checker) collect() {
	for cur := range c.root.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		fn := c.lc.Callee(call).Obj
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "os/signal" || len(call.Args) == 0 {
			continue
		}
		if fn.Name() == "Notify" || fn.Name() == "NotifyContext" {
			c.calls = append(c.calls, notification{cur, call, fn.Name() == "NotifyContext", call.Args[1:], c.lc.Enclosing(cur)})
		}
	}
}

// check judges one call that asks for signals.
func (c *checker) check(n notification) {
	if n.context {
		c.checkStop(n)
		c.checkSecond(n)
	} else {
		c.checkChannel(n)
	}
	c.checkPair(n)
}

// uses returns the mentions of v but for its declaration.
func (c *checker) uses(v types.Object) []inspector.Cursor {
	var uses []inspector.Cursor
	for cur := range c.root.Preorder((*ast.Ident)(nil)) {
		if use, ok := c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)].(*types.Var); ok && use.Origin() == v {
			uses = append(uses, cur)
		}
	}
	return uses
}
