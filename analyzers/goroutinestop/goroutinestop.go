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
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer},
}

var tests bool

func init() {
	Analyzer.Flags.BoolVar(&tests, "tests", false, "look at goroutines that test files start, too")
}

// noStop is the category of goroutines whose body never ends.
const noStop = "no-stop"

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	out := report.New(pass, lc.Directives)
	if !tests {
		out.SkipTests() // the process ends with the test
	}
	insp := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for n := range insp.PreorderSeq((*ast.GoStmt)(nil), (*ast.CallExpr)(nil)) {
		body, at, ok := spawned(lc, n)
		if !ok {
			continue
		}
		if end, place := lc.Endless(body); end != lifecycle.MayEnd {
			out.Report(finding(at, end, place))
		}
	}
	out.Flush()
	return nil, nil
}

// spawned returns the function that n runs in a goroutine of its own, if
// it does, and the source of that goroutine. A finding is placed at the go
// keyword, or at the name of the function that spawns.
func spawned(lc *lifecycle.Result, n ast.Node) (body lifecycle.Target, at ast.Node, ok bool) {
	switch n := n.(type) {
	case *ast.GoStmt:
		return lc.Callee(n.Call), goKeyword(n.Go), true
	case *ast.CallExpr:
		if arg, ok := lc.SpawnArg(n); ok {
			return lc.Value(arg), n.Fun, true
		}
	}
	return body, nil, false
}

// goKeyword is the range of the keyword alone: the rest of the statement
// may hold the whole body.
type goKeyword token.Pos

func (g goKeyword) Pos() token.Pos { return token.Pos(g) }
func (g goKeyword) End() token.Pos { return token.Pos(g) + token.Pos(len("go")) }

// finding is about a goroutine that is started at at and never ends
// because of what is at place.
func finding(at ast.Node, end lifecycle.Ending, place token.Pos) report.Finding {
	message, related := "goroutine runs an endless loop and has no way to stop (no context, channel or return)", "the loop that it never leaves"
	if end == lifecycle.BlocksForever {
		message, related = "goroutine blocks in an empty select and has no way to stop", "the select that it never leaves"
	}
	f := report.Finding{Pos: at.Pos(), End: at.End(), Category: noStop, Message: message}
	if place.IsValid() { // else in another package
		f.Related = []analysis.RelatedInformation{{Pos: place, Message: related}}
	}
	return f
}
