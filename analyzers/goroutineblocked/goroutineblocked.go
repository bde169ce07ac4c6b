package goroutineblocked

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

const name = "goroutineblocked"

//go:embed doc.go
var doc string

// Analyzer reports goroutines that wait forever on a channel whose other
// side has gone.
var Analyzer = &analysis.Analyzer{
	Name:     name,
	Doc:      ruledoc.Doc(name, doc),
	URL:      ruledoc.URL(name),
	Run:      report.Run(run),
	Requires: []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer, signals.Analyzer},
}

var tests bool

func init() {
	Analyzer.Flags.BoolVar(&tests, "tests", false, "look at channels in test files, too")
}

// Categories of findings.
const (
	receiverLeft  = "receiver-left"
	surplusSend   = "surplus-send"
	noPeer        = "no-peer"
	neverClosed   = "never-closed"
	skippedClose  = "skipped-close"
	peerStopped   = "peer-stopped"
	unguardedSend = "unguarded-send"
	streamSend    = "stream-send"
	oneOfMany     = "one-of-many"
)

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
	if communicates(insp) {
		x, err := signals.Of(pass)
		if err != nil {
			return nil, err
		}
		c := &checker{
			pass: pass, lc: lc, x: x, insp: insp, out: out,
			lastOfMain: make(map[*lifecycle.Func]bool),
			questions:  make(map[*lifecycle.Func]*flow.Questions),
		}
		for _, s := range x.Signals() {
			if s.Kind == signals.Channel && (s.Does(signals.Send) || s.Does(signals.Receive) || s.Does(signals.Range)) {
				if !c.check(c.newChannel(s)) {
					c.local(s)
				}
			}
		}
	}
	out.Flush()
	return nil, nil
}

// communicates reports whether the package sends, receives or ranges at
// all: most do not, and need no index of their channels.
func communicates(insp *inspector.Inspector) bool {
	for n := range insp.PreorderSeq((*ast.SendStmt)(nil), (*ast.UnaryExpr)(nil)) {
		if u, ok := n.(*ast.UnaryExpr); !ok || u.Op == token.ARROW {
			return true
		}
	}
	return false
}

// A checker looks at the channels of one package.
type checker struct {
	pass *analysis.Pass
	lc   *lifecycle.Result
	x    *signals.Index
	insp *inspector.Inspector
	out  *report.Reporter

	lastOfMain map[*lifecycle.Func]bool // see lastInMain
	questions  map[*lifecycle.Func]*flow.Questions
}

// asked returns what the branches of f ask.
func (c *checker) asked(f *lifecycle.Func) *flow.Questions {
	q := c.questions[f]
	if q == nil {
		q = flow.Ask(c.lc.CFG(f), c.pass.TypesInfo)
		c.questions[f] = q
	}
	return q
}

// check reports what is wrong with one channel, once: one defect is one
// finding.
func (c *checker) check(ch *channel) bool {
	finds := []func(*channel) bool{c.stream}
	if !ch.confined() {
		finds = append(finds, c.unguarded)
	}
	if !ch.Foreign && !ch.Gone { // else someone else may do what is missing
		finds = append(finds, c.alone, c.early, c.unclosed, c.skipsClose, c.abandoned, c.consumerLeft, c.stopped, c.onlyOne)
	}
	finds = append(finds, c.beside, c.forsaken)
	for _, find := range finds {
		if find(ch) {
			return true
		}
	}
	return false
}
