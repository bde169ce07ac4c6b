package stopwithoutwait

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

const name = "stopwithoutwait"

//go:embed doc.go
var doc string

// Analyzer reports Close methods that signal goroutines and do not wait.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{lifecycle.Analyzer, signals.Analyzer},
}

var tests, notJoined bool

func init() {
	Analyzer.Flags.BoolVar(&tests, "tests", false, "look at goroutines that test files start, too")
	Analyzer.Flags.BoolVar(&notJoined, "notjoined", false, "report stop methods that signal a goroutine and return while it may still run, whatever they close")
}

// Categories of findings.
const (
	tornDown     = "torn-down"
	cutOff       = "cut-off"
	neverStopped = "never-stopped"
	notAwaited   = "not-joined"
	atWork       = "still-working"
)

// A checker looks at one package.
type checker struct {
	pass    *analysis.Pass
	info    *types.Info
	lc      *lifecycle.Result
	signals *signals.Index
	out     *report.Reporter
	foreign []*foreign
	bodies  []*body

	deeds    map[*lifecycle.Func]*deeds
	reached  map[*lifecycle.Func]map[*lifecycle.Func]bool
	byFunc   map[*lifecycle.Func][]aUse
	stopped  bool
	allStops []*stop
	comes    map[*types.Var][]*types.Var
	literals map[*types.Var][]*lifecycle.Func // that fields hold
	derived  map[*types.Var][]*types.Var      // as comes, for what is made of something
	values   map[*types.Var][]ast.Expr        // that are made, and put into variables
	results  map[*types.Var][]result
	pairs    map[*ast.CallExpr][2]*types.Var

	mentioned  map[*types.Func]bool
	interfaces map[string]bool
	params     map[*types.Var]*lifecycle.Func
	sites      map[*lifecycle.Func][]siteCall

	sequelsDone bool
	allSequels  []sequel
}

func run(pass *analysis.Pass) (any, error) {
	lc, err := lifecycle.Of(pass)
	if err != nil {
		return nil, err
	}
	out := report.New(pass, lc.Directives)
	if !tests {
		out.SkipTests()
	}
	defer out.Flush()
	spawns, foreign := lc.Spawns(), foreigners(pass, lc)
	if len(spawns) == 0 && len(foreign) == 0 {
		return nil, nil
	}
	x, err := signals.Of(pass)
	if err != nil {
		return nil, err
	}
	c := &checker{
		pass: pass, info: pass.TypesInfo, lc: lc, signals: x, out: out, foreign: foreign,
		deeds:   make(map[*lifecycle.Func]*deeds),
		reached: make(map[*lifecycle.Func]map[*lifecycle.Func]bool),
	}
	for _, s := range spawns {
		if lc.Directives.InTest(s.Pos()) && !tests {
			continue
		}
		if b := c.bodyOf(s); b != nil {
			c.bodies = append(c.bodies, b)
		}
	}
	for _, b := range c.bodies {
		c.check(b)
	}
	c.checkForeign()
	return nil, nil
}
