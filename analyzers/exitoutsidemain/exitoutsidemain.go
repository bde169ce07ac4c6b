package exitoutsidemain

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

//go:embed doc.go
var doc string

// Analyzer reports exits of the process outside func main of package main.
var Analyzer = &analysis.Analyzer{
	Name:     lifecycle.ExitRule,
	Doc:      ruledoc.Doc(lifecycle.ExitRule, doc),
	URL:      ruledoc.URL(lifecycle.ExitRule),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer},
}

var strict, mainHelpers, testHelpers bool

func init() {
	Analyzer.Flags.Var(&lifecycle.AllowExit, "allow", "comma-separated `functions or packages` that may end the process: example.com/x.Usage,example.com/cli/...")
	Analyzer.Flags.BoolVar(&strict, "strict", false, "report exits in main too: let main return")
	Analyzer.Flags.BoolVar(&mainHelpers, "mainhelpers", true, "allow exits in functions that only main, init and commands use, in Must functions, and those that only answer for the version or the usage")
	Analyzer.Flags.BoolVar(&testHelpers, "testhelpers", false, "report exits in packages and files that are for tests, and in examples, too")
}

// Categories of findings.
const (
	direct    = "direct"    // a call of a function that ends the process by itself
	wrapper   = "wrapper"   // a call of a function that always comes to an exit
	onError   = "on-error"  // a call of another module's function that exits on error
	reference = "reference" // such a function as a value
	inMain    = "in-main"   // with -strict: an exit in main
)

type checker struct {
	pass *analysis.Pass
	lc   *lifecycle.Result
	out  *report.Reporter
	root inspector.Cursor
	uses map[*types.Func][]inspector.Cursor // see usesOf
	aids map[*ast.File]bool                 // see isForTests

	itsOwn bool // see endsTool
}

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	insp := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	c := &checker{pass: pass, lc: lc, out: report.New(pass, lc.Directives), root: insp.Root()}
	for cur := range c.root.Preorder((*ast.Ident)(nil)) {
		obj := pass.TypesInfo.Uses[cur.Node().(*ast.Ident)]
		switch obj.(type) {
		case *types.Func, *types.Var:
			if exit := lc.ExitOf(obj, cur.Node().Pos()); exit.Kind != lifecycle.NoExit {
				c.check(cur, obj, exit)
			}
		}
	}
	c.out.AddStrays() // someone has to
	c.out.Flush()
	return nil, nil
}

// check judges one mention of something that ends the process.
func (c *checker) check(cur inspector.Cursor, obj types.Object, exit lifecycle.Exit) {
	cur = wholeName(cur)
	called := cur.ParentEdgeKind() == edge.CallExpr_Fun
	if !called && !c.handsOn(cur, obj) {
		return
	}
	if !c.lc.ExitCounts(obj, exit, called) {
		return // reported where it exits
	}
	f := c.lc.Enclosing(cur)
	if called && exit.Kind == lifecycle.Always && c.isAboutSignal(f, cur) {
		return // stopsignal judges what a signal brings about
	}
	if c.isSilent(cur, exit, called) {
		return
	}
	switch where := c.place(cur, obj, exit); {
	case where == exempt, where == mainItself && (!called || c.lastStatement(cur, obj)):
		return
	case where == mainItself && !strict, where == mainHelper && mainHelpers, where == forTests && !testHelpers,
		mainHelpers && called && c.showsOnly(cur, exit), c.lc.ExitAllowed(f):
		c.out.OptIn(cur.Node().Pos()) // a flag decides
	default:
		c.report(cur, obj, exit, where, called)
	}
}

// isSilent reports whether the use at cur is one that somebody else answers for:
// who calls the function around it, who has asked for it, or another rule.
func (c *checker) isSilent(cur inspector.Cursor, exit lifecycle.Exit, called bool) bool {
	if c.isExitByName(c.lc.Enclosing(cur)) || c.isAskedFor(cur) || c.cannotFail(cur) || c.inFinalizer(cur) {
		return true
	}
	if !called {
		return false
	}
	call := cur.Parent().Node().(*ast.CallExpr)
	return c.isAboutServer(cur) || c.lc.IsLevelExit(call) || c.passesOn(cur) || c.isStub(cur) ||
		exit.Kind == lifecycle.Always && c.endsCommand(cur)
}

// wholeName climbs from an identifier to the expression that names the
// function: log.Fatal, (app.log).Fatal, run[int].
func wholeName(cur inspector.Cursor) inspector.Cursor {
	for {
		switch cur.ParentEdgeKind() {
		case edge.SelectorExpr_Sel, edge.ParenExpr_X, edge.IndexExpr_X, edge.IndexListExpr_X:
			cur = cur.Parent()
		default:
			return cur
		}
	}
}

// isExitByName reports whether f is a function whose declaration says that
// it ends the process: by a row, by a directive, by its name or comment. It is
// reported where it is called.
func (c *checker) isExitByName(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if f.Obj == nil {
			continue
		}
		exit := c.lc.ExitOf(f.Obj, f.Pos())
		if !mainHelpers && c.pass.Pkg.Name() == "main" {
			return exit.Root // main is to say it itself
		}
		return exit.Root || exit.Said || f.SaysExit()
	}
	return false
}
