package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A loop that accepts or reads ends with an error, when somebody closes what
// it reads from. A listener or connection that nobody closes is a stop signal
// that nobody fires:
//
//	ln, err := net.Listen("tcp", addr)
//	go func() {
//		for {
//			conn, err := ln.Accept()
//			if err != nil {
//				return
//			}
//			go handle(conn)
//		}
//	}()
//
// Somebody may close it if it is closed anywhere in the package, under this
// name or one that it is assigned to, or if it leaves what is in sight: it is
// handed on, returned, exported, or has come from outside.

// blocks are the methods that wait for the other side until the value is
// closed; harmless are those that let nothing out and end nothing.
var (
	blocks   = []string{"Accept", "AcceptTCP", "AcceptUnix", "Read", "ReadFrom", "ReadFromUDP", "ReadFromUDPAddrPort", "ReadMsgUDP"}
	harmless = append([]string{"Addr", "LocalAddr", "RemoteAddr", "Write", "WriteTo", "WriteToUDP", "WriteToUDPAddrPort", "WriteMsgUDP",
		"SetReadBuffer", "SetWriteBuffer", "SetWriteDeadline", "SetKeepAlive", "SetKeepAlivePeriod", "SetNoDelay"}, blocks...)
)

// isSource reports whether t is one of the listeners and connections of
// package net.
func isSource(t types.Type) bool {
	if t == nil {
		return false
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "net" {
		return false
	}
	switch named.Obj().Name() {
	case "Listener", "TCPListener", "UnixListener", "Conn", "TCPConn", "UDPConn", "UnixConn", "IPConn", "PacketConn":
		return true
	}
	return false
}

// sources are the variables that hold listeners and connections.
type sources struct {
	parent map[*types.Var]*types.Var // of those that hold the same
	closed map[*types.Var]bool       // somebody may close it, by its root
}

func (s *sources) find(v *types.Var) *types.Var {
	for s.parent[v] != nil {
		v = s.parent[v]
	}
	return v
}

func (s *sources) join(v, w *types.Var) {
	if v, w = s.find(v), s.find(w); v != w {
		s.parent[v] = w
		s.closed[w] = s.closed[w] || s.closed[v]
	}
}

func (s *sources) close(v *types.Var) { s.closed[s.find(v)] = true }

// deadSource reports the goroutine that s starts if it loops over a source
// that nobody closes.
func (c *checker) deadSource(s *lifecycle.Spawn) bool {
	f := s.Body.Func
	if f == nil {
		return false
	}
	call, v := c.readLoop(f)
	if call == nil {
		for _, inner := range f.Calls() {
			if to := c.lc.Callee(inner).Func; call == nil && to != nil && to.Body() != nil {
				call, v = c.readLoop(to)
			}
		}
	}
	if call == nil || c.listening().closed[c.sources.find(v)] {
		return false
	}
	if c.level == requireStop && c.ofMain(s) {
		c.out.OptIn(s.Pos())
		return true
	}
	sel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	c.report(s, deadSignal, fmt.Sprintf("goroutine ends when %s is closed, which nobody does", text(sel.X)),
		relatedAt(call.Pos(), "where it waits")...)
	return true
}

// readLoop returns the call in f that accepts or reads in a loop without a
// condition, and what it reads from. A function that listens to a channel
// or looks at a context has another way to stop.
func (c *checker) readLoop(f *lifecycle.Func) (call *ast.CallExpr, v *types.Var) {
	if len(c.mentions(f)) > 0 {
		return nil, nil
	}
	loops, listens := 0, false
	var walk func(n ast.Node) bool
	walk = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			listens = true
		case *ast.UnaryExpr:
			listens = listens || n.Op == token.ARROW
		case *ast.ForStmt:
			if n.Cond == nil {
				loops++
				ast.Inspect(n.Body, walk)
				loops--
				return false
			}
		case *ast.CallExpr:
			if w := c.reads(n); w != nil && loops > 0 && call == nil {
				call, v = n, w
			}
		}
		return true
	}
	ast.Inspect(f.Body(), walk)
	if listens {
		return nil, nil
	}
	return call, v
}

// reads returns the variable or field with the source that the call accepts
// or reads from, or nil.
func (c *checker) reads(call *ast.CallExpr) *types.Var {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !slices.Contains(blocks, sel.Sel.Name) {
		return nil
	}
	return c.sourceVar(sel.X)
}

// sourceVar returns the variable or field of this package that e names, if
// it holds a source.
func (c *checker) sourceVar(e ast.Expr) *types.Var {
	v := c.lc.Variable(e)
	if v == nil || v.Pkg() != c.pass.Pkg || !isSource(v.Type()) {
		return nil
	}
	return v
}

// listening looks at all mentions of sources, once.
func (c *checker) listening() *sources {
	if c.sources != nil {
		return c.sources
	}
	c.sources = &sources{parent: make(map[*types.Var]*types.Var), closed: make(map[*types.Var]bool)}
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		v := c.sourceVar(id)
		if v == nil || c.lc.Directives.InTest(id.Pos()) {
			continue
		}
		if v.Exported() && (v.IsField() || v.Parent() == c.pass.Pkg.Scope()) || v.Kind() == types.ParamVar || v.Kind() == types.ResultVar {
			c.sources.close(v) // and what it is assigned to
		}
		if cur.ParentEdgeKind() == edge.SelectorExpr_Sel {
			cur = cur.Parent()
		}
		c.mention(cur, v)
	}
	return c.sources
}

// mention looks at one mention of a source.
func (c *checker) mention(cur inspector.Cursor, v *types.Var) {
	ek, i := cur.ParentEdge()
	switch p := cur.Parent().Node().(type) {
	case *ast.SelectorExpr:
		if cur.Parent().ParentEdgeKind() != edge.CallExpr_Fun || !slices.Contains(harmless, p.Sel.Name) {
			c.sources.close(v)
		}
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Lhs {
			if len(p.Lhs) != len(p.Rhs) {
				i = 0 // the results of one call
			}
			c.arrives(p.Rhs[i], v)
			return
		}
		c.goesTo(p.Lhs, i, v)
	case *ast.KeyValueExpr:
		if ek == edge.KeyValueExpr_Key {
			c.arrives(p.Value, v)
		} else {
			c.goesTo([]ast.Expr{p.Key}, 0, v)
		}
	case *ast.BinaryExpr, *ast.Field:
	case *ast.ValueSpec:
		if ek == edge.ValueSpec_Values {
			c.sources.close(v)
		} else if ek == edge.ValueSpec_Names && len(p.Values) > 0 {
			c.arrives(p.Values[min(i, len(p.Values)-1)], v)
		}
	default:
		c.sources.close(v)
	}
}

// goesTo notes that what v holds is assigned to the i-th of the places.
func (c *checker) goesTo(places []ast.Expr, i int, v *types.Var) {
	if i < len(places) {
		if w := c.sourceVar(places[i]); w != nil {
			c.sources.join(v, w)
			return
		}
	}
	c.sources.close(v)
}

// arrives notes that v is set to a value. What makes a new one is a function
// of package net, or a method that accepts; anything else may have given it to
// others, too.
func (c *checker) arrives(value ast.Expr, v *types.Var) {
	if c.sourceVar(value) != nil {
		return // which is seen there
	}
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok || !c.makesSource(call) {
		c.sources.close(v)
	}
}

// makesSource reports whether the call makes a listener or connection that
// nobody else has.
func (c *checker) makesSource(call *ast.CallExpr) bool {
	fn := c.lc.Callee(call).Obj
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "net", "crypto/tls":
		return true
	}
	return false
}
