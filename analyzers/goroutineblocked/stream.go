package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function is given a context, starts a goroutine and returns the channel
// on which that sends. The context is how its caller says that he has had
// enough, and the goroutine does not look at it while it sends:
//
//	func (c *client) List(ctx context.Context) (<-chan Item, error) {
//		items := make(chan Item)
//		go func() {
//			defer close(items)
//			for dec.More() {
//				items <- next(dec)
//			}
//		}()
//		return items, nil
//	}
//
// The channel may also be in a field of what it returns, and the context that
// of a request.

// stream reports the first such send.
func (c *checker) stream(ch *channel) bool {
	if ch.Foreign || len(ch.Makes) != 1 || ch.Makes[0].Buffer != 0 || ch.Makes[0].In == nil {
		return false
	}
	f := ch.Makes[0].In
	ctx := c.contextOf(f)
	if ctx == nil || !c.returns(ch, f) || len(ch.receives) > 0 && !c.mayLeave(ch) {
		return false
	}
	for _, u := range ch.sends {
		if !bare(u) {
			return false // it looks at something else, here and there
		}
	}
	for _, u := range ch.sends {
		if u.In == f || !c.startedBy(f, u.In) || !c.repeats(u.In, u.Pos()) && len(ch.receives) > 0 || c.heeds(u.In) {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      u.Pos(),
			End:      u.Node.End(),
			Category: streamSend,
			Message: fmt.Sprintf("send on %s ignores %s (it blocks forever once the caller has stopped receiving)",
				describe(u), contextName(ctx)),
			Related: []analysis.RelatedInformation{{Pos: ctx.Pos(), Message: "the caller's context"}},
		})
		return true
	}
	return false
}

// mayLeave reports whether one of the receivers in sight stops with a
// signal.
func (c *checker) mayLeave(ch *channel) bool {
	return slices.ContainsFunc(ch.receives, func(u signals.Use) bool { return c.stopBeside(ch, u) != nil })
}

// heeds reports whether a case in f waits for a context.
func (c *checker) heeds(f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil {
			s := c.received(clause)
			found = found || s != nil && s.Kind == signals.Context
		}
		return !found
	})
	return found
}

// contextName names a context, or the request that has it.
func contextName(v *types.Var) string {
	if isRequest(v.Type()) {
		return fmt.Sprintf("the context of %q", v.Name())
	}
	return strconv.Quote(v.Name())
}

func isRequest(t types.Type) bool { return types.TypeString(t, nil) == "*net/http.Request" }

// contextOf returns the parameter of f that is a context, or has one, or nil.
func (c *checker) contextOf(f *lifecycle.Func) *types.Var {
	for _, field := range f.Type().Params.List {
		for _, name := range field.Names {
			v, _ := c.pass.TypesInfo.Defs[name].(*types.Var)
			if v != nil && v.Name() != "_" && (isRequest(v.Type()) || types.TypeString(v.Type(), nil) == "context.Context") {
				return v
			}
		}
	}
	return nil
}

// holdsField reports whether e is of a type that holds the channel in a field.
func (c *checker) holdsField(e ast.Expr, ch *channel) bool {
	t := c.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	named := known.Named(t)
	return named != nil && holds(named, ch.Vars)
}

// returns reports whether f returns the channel, or what holds it.
func (c *checker) returns(ch *channel, f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok {
			for _, e := range ret.Results {
				found = found || c.x.Of(e) == ch.Signal || ch.inField() && c.holdsField(e, ch)
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return found
}
