package exitskipsdefer

import (
	_ "embed"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

const name = "exitskipsdefer"

//go:embed doc.go
var doc string

// Analyzer reports exits of the process that skip deferred calls.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer},
}

var closes, releases bool

func init() {
	Analyzer.Flags.BoolVar(&closes, "close", false, "report skipped calls of Close on files that are written, too")
	Analyzer.Flags.BoolVar(&releases, "release", false, "report skipped calls that free what the system frees when the process ends, too: Close, Unlock, Rollback")
}

// Categories of findings, the most important first.
const (
	skipsFlush   report.Category = "skips-flush"   // what is buffered is lost
	skipsCleanup report.Category = "skips-cleanup" // something is left behind
	skipsWait    report.Category = "skips-wait"    // what is under way is cut off
	skipsClose   report.Category = "skips-close"   // with -close: a file that is written
	skipsRelease report.Category = "skips-release" // with -release: what the system frees
)

type checker struct {
	pass *analysis.Pass
	lc   *lifecycle.Result
	out  *report.Reporter
	root inspector.Cursor
}

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	root := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
	c := &checker{pass, lc, report.New(pass, lc.Directives), root}
	defers := make(map[*lifecycle.Func][]*ast.DeferStmt)
	for cur := range root.Preorder((*ast.DeferStmt)(nil)) {
		f := lc.Enclosing(cur)
		defers[f] = append(defers[f], cur.Node().(*ast.DeferStmt))
	}
	if len(defers) > 0 {
		for _, f := range lc.Funcs() {
			if stmts := defers[f]; stmts != nil && !c.inExample(f) {
				c.check(f, stmts)
			}
		}
	}
	c.out.Flush()
	return nil, nil
}

// inExample reports whether f is an example of the documentation, or in one:
// those show a call and no clean end.
func (c *checker) inExample(f *lifecycle.Func) bool {
	for f.Parent != nil {
		f = f.Parent
	}
	return c.lc.Directives.InTest(f.Pos()) && f.Decl != nil && f.Decl.Recv == nil && strings.HasPrefix(f.Decl.Name.Name, "Example")
}

// check looks for exits in f, which defers calls.
func (c *checker) check(f *lifecycle.Func, stmts []*ast.DeferStmt) {
	exits := make(map[*ast.CallExpr]lifecycle.Exit)
	for _, call := range f.Calls() {
		if exit := c.lc.CallExit(call); exit.Kind != lifecycle.NoExit {
			exits[call] = exit
		}
	}
	if len(exits) == 0 {
		return
	}
	var pending []deferral
	for _, stmt := range stmts {
		for _, e := range c.effectsOf(stmt.Call) {
			pending = append(pending, deferral{stmt, e})
		}
	}
	if len(pending) == 0 {
		return
	}
	g := c.lc.CFG(f)
	if g == nil {
		return
	}
	w := &walker{checker: c, f: f, g: g, exits: exits}
	c.reportAll(w.skips(pending))
}
