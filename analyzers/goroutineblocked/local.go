package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A signal is all that a parameter may hold, and so a function that is
// called with two channels makes one of both; and it ends where a function of
// another package begins. What lifecycle knows of the parameters of functions
// tells apart what happens to a channel that a local variable holds.
//
//	go notify(first, err)  // func notify(c chan<- error, err error)
//	<-first
//	go notify(second, err)
//	<-second

// local looks at each channel of the signal that a local variable holds and
// that is handed to nothing but functions of which is known what they do with
// it.
func (c *checker) local(s *signals.Signal) {
	if len(s.Makes) == 1 && !s.Foreign && !s.Gone && !s.Shown {
		return // all is in sight anyway
	}
	for _, m := range s.Makes {
		v := c.holder(m)
		if v == nil {
			continue
		}
		handed, kept := c.lc.ChanHandings(v, m.In)
		if kept || len(handed) == 0 && len(s.Makes) == 1 {
			continue
		}
		one := &signals.Signal{Kind: signals.Channel, Vars: []*types.Var{v}, Makes: []signals.Make{m}}
		for _, u := range s.Uses {
			if u.Var == v {
				one.Uses = append(one.Uses, u)
			}
		}
		ch := c.newChannel(one)
		ch.handed = handed
		for _, find := range []func(*channel) bool{c.alone, c.early, c.unclosed, c.abandoned} {
			if find(ch) {
				break
			}
		}
	}
}

// holder returns the local variable that the channel is declared with, or nil.
func (c *checker) holder(m signals.Make) *types.Var {
	cur, ok := c.insp.Root().FindNode(m.Call)
	if !ok || m.In == nil {
		return nil
	}
	var id *ast.Ident
	ek, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Rhs && i < len(parent.Lhs) {
			id, _ = parent.Lhs[i].(*ast.Ident)
		}
	case *ast.ValueSpec:
		if ek == edge.ValueSpec_Values && i < len(parent.Names) {
			id = parent.Names[i]
		}
	}
	if id == nil {
		return nil
	}
	v, _ := c.pass.TypesInfo.Defs[id].(*types.Var)
	if v == nil || v.Parent() == c.pass.Pkg.Scope() {
		return nil
	}
	return v
}

// hands reports whether the channel goes to a function that does one of
// these things with it.
func (ch *channel) hands(does lifecycle.ChanDoes) bool {
	for _, h := range ch.handed {
		if h.Does&does != 0 {
			return true
		}
	}
	return false
}

// handsInline reports whether it goes to one that does so while the function
// that makes the channel waits for it.
func (ch *channel) handsInline(does lifecycle.ChanDoes) bool {
	for _, h := range ch.handed {
		if h.Does&does != 0 && !h.Go && h.Does&lifecycle.ChanAsync == 0 {
			return true
		}
	}
	return false
}

// handsReceiver reports whether it goes to a function that receives some,
// and may leave others.
func (ch *channel) handsReceiver() bool {
	for _, h := range ch.handed {
		if h.Does&lifecycle.ChanReceives != 0 && (h.Does&lifecycle.ChanDrains == 0 || h.Go) {
			return true
		}
	}
	return false
}

// handing returns what the call does with the channel.
func (ch *channel) handing(call *ast.CallExpr) (lifecycle.ChanHanding, bool) {
	for _, h := range ch.handed {
		if h.Call == call {
			return h, true
		}
	}
	return lifecycle.ChanHanding{}, false
}

// sentBy returns how often a call sends that the channel is handed to.
func sentBy(h lifecycle.ChanHanding) int {
	switch {
	case h.Does&lifecycle.ChanMany != 0:
		return many
	case h.Does&lifecycle.ChanTwice != 0:
		return 2
	case h.Does&lifecycle.ChanSends != 0:
		return 1
	}
	return 0
}

// describeSend names a send for a message. One that is out of sight is that
// of the function that is called.
func describeSend(u signals.Use) string {
	call, ok := u.Node.(*ast.CallExpr)
	if !ok {
		return "send on " + describe(u)
	}
	return fmt.Sprintf("send on %s in %s", describe(u), types.ExprString(call.Fun))
}
