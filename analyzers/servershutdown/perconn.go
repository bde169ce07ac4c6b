package servershutdown

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// servesOne reports whether what serves was made for one connection, which has
// been accepted already: it ends with that, as all handlers of connections do.
//
//	for {
//		conn, err := l.Accept()
//		...
//		session := s.newSession(conn)
//		go session.Serve()
//	}
func (c *checker) servesOne(serve *lifecycle.ServeCall) bool {
	makes := serve.Server.Makes
	if call, ok := ast.Unparen(c.lc.InitialValue(serve.Server.Var)).(*ast.CallExpr); ok {
		makes = append([]*ast.CallExpr{call}, makes...)
	}
	for _, call := range makes {
		for _, arg := range call.Args {
			if isConn(c.pass.TypesInfo.TypeOf(arg)) {
				return true
			}
		}
	}
	return false
}

// isConn reports whether t is a connection, by the methods that net.Conn has
// and a listener has not.
func isConn(t types.Type) bool {
	if t == nil {
		return false
	}
	for _, name := range []string{"Read", "Write", "RemoteAddr", "SetDeadline"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); !ok {
			return false
		}
	}
	return true
}

// bareServer reports whether the server is a literal of http.Server without a
// handler: like that of http.Serve, it serves what others have registered, for
// as long as the process lives.
func (c *checker) bareServer(serve *lifecycle.ServeCall) bool {
	e := ast.Unparen(c.lc.InitialValue(serve.Server.Var))
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(u.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok || types.TypeString(c.pass.TypesInfo.TypeOf(lit), nil) != "net/http.Server" {
		return false
	}
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Handler" && !c.pass.TypesInfo.Types[kv.Value].IsNil() {
			return false
		}
	}
	return !c.setsHandler(serve.Server.Var)
}

// setsHandler reports whether the field Handler of v is assigned.
func (c *checker) setsHandler(v *types.Var) bool {
	for n := range c.insp.PreorderSeq((*ast.AssignStmt)(nil)) {
		for _, lhs := range n.(*ast.AssignStmt).Lhs {
			if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok && sel.Sel.Name == "Handler" && c.lc.Variable(sel.X) == v {
				return true
			}
		}
	}
	return false
}
