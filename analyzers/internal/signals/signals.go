package signals

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Analyzer hands out the [*Index] of a package. The work is done when a
// rule first asks.
var Analyzer = &analysis.Analyzer{
	Name: "signals",
	Doc: `find out who closes, cancels and receives

This analyzer reports nothing. It joins the variables and fields that hold
the same channel, context or cancel function.`,
	URL:        "https://pkg.go.dev/github.com/seed42e405a4/quiesce/analyzers/internal/signals",
	Run:        run,
	Requires:   []*analysis.Analyzer{inspect.Analyzer, lifecycle.Analyzer},
	ResultType: reflect.TypeFor[*Index](),
}

func run(pass *analysis.Pass) (any, error) {
	return &Index{pass: pass, info: pass.TypesInfo}, nil
}

// An Index holds the signals of one package. Its methods may be called
// from several goroutines.
type Index struct {
	pass *analysis.Pass
	info *types.Info
	lc   *lifecycle.Result
	insp *inspector.Inspector

	once    sync.Once
	err     error
	nodes   map[*types.Var]*node
	signals []*Signal
	loose   map[*types.Func]bool // functions that are used as values
	dynamic map[string]bool      // names of interface methods that the package declares
}

// Of returns the index for the package of pass, or the error with which
// the analysis of the package failed.
func Of(pass *analysis.Pass) (*Index, error) {
	x := pass.ResultOf[Analyzer].(*Index)
	x.once.Do(func() {
		x.insp = x.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
		if x.lc, x.err = lifecycle.Of(x.pass); x.err == nil {
			x.build()
		}
	})
	return x, x.err
}

// A Kind tells what a signal is.
type Kind uint8

const (
	Channel Kind = iota
	Context
	Cancel // a func(): what it does, if it comes from package context
)

// A Signal is the channel, context or cancel function that some variables
// hold between them, or several of them that cannot be told apart.
type Signal struct {
	Kind    Kind
	Vars    []*types.Var // in order of position
	Makes   []Make       // where values come from, in order of position
	Uses    []Use        // what happens to them, in order of position
	Foreign bool         // a value may come from out of sight
	Gone    bool         // code out of sight may do anything with it
	Shown   bool         // code out of sight may receive from it
}

// An Origin tells how a value is made.
type Origin uint8

const (
	MadeChan   Origin = iota // make(chan T) or make(chan T, n)
	Root                     // context.Background or TODO: nobody cancels it
	Detached                 // context.WithoutCancel: nobody cancels it either
	Cancelable               // context.WithCancel, WithCancelCause
	Grouped                  // errgroup.WithContext: it ends with the first error, or with Wait
	Timed                    // context.WithTimeout, WithDeadline: it ends by itself
	Notified                 // signal.NotifyContext
	Derived                  // context.WithValue: as its parent
	CancelFunc               // the other result of what makes a context
)

// A Make is a place where a value of a signal is made.
type Make struct {
	Origin Origin
	Call   *ast.CallExpr
	In     *lifecycle.Func // nil outside functions
	Buffer int64           // of a channel: its capacity, -1 if not constant
	Parent ast.Expr        // of a context: what it derives from, nil for a root
	Stop   *types.Var      // of a context: what holds its cancel function; nil if it is dropped
	Ctx    *types.Var      // of a cancel function: what holds its context
}

// An Op is what happens to a signal at one place.
type Op uint8

const (
	Send    Op = iota
	Receive    // also from what ctx.Done returns
	Range
	Close
	Call  // of a cancel function
	Err   // of a context: Err or Cause asked for
	Given // of a context: handed to a callee
	Len   // len or cap asked for
)

// A Use is a place where something happens to a signal.
type Use struct {
	Op     Op
	Node   ast.Node        // the send, receive, call or range statement
	In     *lifecycle.Func // nil outside functions
	Var    *types.Var      // by which it is named here
	Select *ast.SelectStmt // whose case it is, or nil
	Clause *ast.CommClause // that case
	Defer  bool            // the call is deferred
	Go     bool            // the call is that of a go statement
	Test   bool            // it stands in a test file
}

// Pos returns where the use starts.
func (u Use) Pos() token.Pos { return u.Node.Pos() }

// Signal returns the signal that v holds, or nil if v holds none.
func (x *Index) Signal(v *types.Var) *Signal {
	if v == nil {
		return nil
	}
	if n := x.nodes[v.Origin()]; n != nil {
		return n.find().signal
	}
	return nil
}

// Signals returns the signals of the package in order of position.
func (x *Index) Signals() []*Signal { return x.signals }

// Of returns the signal that an expression stands for: a variable, field,
// element, parameter or result that holds one, or the Done channel of a
// context. It is nil if the expression is something else.
func (x *Index) Of(e ast.Expr) *Signal {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if ctx := x.doneOf(call); ctx != nil {
			return x.Of(ctx)
		}
	}
	return x.Signal(x.place(e))
}
