package lifecycle

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// How servers are followed: every mention of a variable or field of a type
// that serves is one of
//
//	srv.Shutdown(ctx)      a method call or a method value
//	s.srv = srv            another name: both are one server
//	stop(srv)              a parameter: another name, if the function is here
//	srv.Handler = mux      nothing
//
// and all else puts it out of sight, where anything may happen to it. So do
// a receiver, an exported field, and a value that comes from unknown code,
// unless the function that made it is called New.
type serverFinder struct {
	*Result
	makers []string // what the names begin with of functions that make a server and keep nothing
	strict bool     // any method of this package may stop a server, whatever its name
	types  map[*types.Named]bool
	byVar  map[*types.Var]*Server
	order  []*Server
}

// findServers returns the servers of the types that something serves with.
func (r *Result) findServers(calls []*ServeCall) []*Server {
	sf := &serverFinder{Result: r, makers: []string{"New", "new"}, strict: true, types: make(map[*types.Named]bool), byVar: make(map[*types.Var]*Server)}
	for _, c := range calls {
		sf.addTypes(c)
	}
	sf.visit()
	for _, c := range calls {
		sf.place(c)
	}
	return sf.servers()
}

// Owned returns what holds values of the types, as servers are found: types
// that have goroutines of their own, and methods that stop them.
func (r *Result) Owned(set map[*types.Named]bool) []*Server {
	sf := &serverFinder{Result: r, makers: []string{"New", "new", "Open", "open", "Start", "start"}, types: set, byVar: make(map[*types.Var]*Server)}
	sf.visit()
	return sf.servers()
}

// visit looks at every mention of a server.
func (sf *serverFinder) visit() {
	for c := range sf.insp.Root().Preorder((*ast.Ident)(nil)) {
		id := c.Node().(*ast.Ident)
		if v, ok := sf.info.Defs[id].(*types.Var); ok && sf.isServer(v) {
			sf.define(c, sf.server(v))
		} else if v, ok := sf.info.Uses[id].(*types.Var); ok && sf.isServer(v) && sf.counts(id, v) {
			sf.use(c, sf.server(v))
		}
	}
}

// counts reports whether a mention of v counts: those in test files do for
// what they declare themselves.
func (sf *serverFinder) counts(id *ast.Ident, v *types.Var) bool {
	return !sf.Directives.InTest(id.Pos()) || sf.Directives.InTest(v.Pos())
}

// servers returns what has been found, in order of position.
func (sf *serverFinder) servers() []*Server {
	var servers []*Server
	for _, s := range sf.order {
		if s.parent == nil {
			slices.SortFunc(s.Stops, func(a, b StopCall) int { return cmp.Compare(a.Pos, b.Pos) })
			servers = append(servers, s)
		}
	}
	slices.SortFunc(servers, func(a, b *Server) int { return cmp.Compare(a.Var.Pos(), b.Var.Pos()) })
	return servers
}

// addTypes notes the type that c serves with; for http.Serve, which makes a
// server, that of the server that it makes, and for the Run of gin that of
// net/http.
func (sf *serverFinder) addTypes(c *ServeCall) {
	if recv := c.Func.Signature().Recv(); recv != nil && !sf.makesServer(c.Func) {
		if sel, ok := ast.Unparen(c.Call.Fun).(*ast.SelectorExpr); ok {
			if named := known.Named(sf.info.TypeOf(sel.X)); named != nil {
				sf.types[named.Origin()] = true
			}
		}
		if named := known.Named(recv.Type()); named != nil {
			sf.types[named.Origin()] = true
		}
		return
	}
	for _, pkg := range append(sf.pass.Pkg.Imports(), c.Func.Pkg()) {
		if pkg != c.Func.Pkg() && pkg.Path() != "net/http" {
			continue
		}
		if obj, ok := pkg.Scope().Lookup("Server").(*types.TypeName); ok {
			if named, ok := obj.Type().(*types.Named); ok {
				sf.types[named] = true
			}
		}
	}
}

func (sf *serverFinder) isServer(v *types.Var) bool {
	named := known.Named(v.Type())
	return named != nil && sf.types[named.Origin()]
}

// server returns the server for v, made at the first mention.
func (sf *serverFinder) server(v *types.Var) *Server {
	v = v.Origin()
	s := sf.byVar[v]
	if s == nil {
		s = &Server{Var: v, Names: []*types.Var{v}}
		s.Open = v.Pkg() != sf.pass.Pkg || v.Exported() && (v.IsField() || isPackageLevel(v)) || v.IsField() && v.Embedded()
		sf.byVar[v] = s
		sf.order = append(sf.order, s)
	}
	return s.find()
}

// join makes one server of two names.
func (sf *serverFinder) join(s *Server, e ast.Expr) bool {
	v := sf.serverVar(e)
	if v == nil {
		return false
	}
	sf.unite(s, sf.server(v))
	return true
}

func (sf *serverFinder) unite(a, b *Server) {
	a, b = a.find(), b.find()
	if a == b {
		return
	}
	b.parent = a
	a.Open = a.Open || b.Open
	a.Makes = append(a.Makes, b.Makes...)
	a.Names = append(a.Names, b.Names...)
	a.Stops = append(a.Stops, b.Stops...)
	a.Serves = append(a.Serves, b.Serves...)
}

// serverVar returns the variable or field that e names or points to.
func (sf *serverFinder) serverVar(e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.UnaryExpr:
			if x.Op != token.AND {
				return nil
			}
			e = x.X
			continue
		case *ast.StarExpr:
			e = x.X
			continue
		}
		break
	}
	v := sf.Variable(e)
	if v == nil || !sf.isServer(v) {
		return nil
	}
	return v
}

// define looks at the declaration of a variable.
func (sf *serverFinder) define(c inspector.Cursor, s *Server) {
	ek, i := c.ParentEdge()
	switch parent := c.Parent().Node().(type) {
	case *ast.AssignStmt:
		sf.set(s, valueAt(parent.Lhs, parent.Rhs, i))
	case *ast.ValueSpec:
		if ek == edge.ValueSpec_Names && len(parent.Values) > 0 {
			sf.set(s, valueAt(parent.Names, parent.Values, i))
		}
	case *ast.Field:
		sf.defineField(c, s)
	default: // a range, a type switch
		s.Open = true
	}
}

// defineField looks at the declaration of a field, a parameter or a result.
// What is handed to a function that only code of this package calls is known.
func (sf *serverFinder) defineField(c inspector.Cursor, s *Server) {
	list := c.Parent().Parent()
	switch list.ParentEdgeKind() {
	case edge.StructType_Fields:
	case edge.FuncType_Params:
		f := sf.enclosing(c)
		s.Open = s.Open || f == nil || f.Obj == nil || f.Obj.Exported()
	default: // receivers and results
		s.Open = true
	}
}

// set looks at a value that a server is given: nil if it is not known.
func (sf *serverFinder) set(s *Server, value ast.Expr) {
	s = s.find()
	switch {
	case value == nil:
		s.Open = true
	case isLiteral(value), sf.info.Types[value].IsNil(), sf.join(s, value), sf.makes(s, value):
	default:
		s.Open = true
	}
}

// makes reports whether e is new(T) or a call of a function called New, and
// notes it.
func (sf *serverFinder) makes(s *Server, e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	for _, maker := range sf.makers {
		if strings.HasPrefix(flow.CalledName(call), maker) {
			s.Makes = append(s.Makes, call)
			return true
		}
	}
	return false
}

// use looks at an identifier that mentions a server.
func (sf *serverFinder) use(c inspector.Cursor, s *Server) {
	c = operand(c)
	ek, i := c.ParentEdge()
	switch parent := c.Parent().Node().(type) {
	case *ast.SelectorExpr:
		sf.member(c.Parent(), parent, s)
		return
	case *ast.BinaryExpr, *ast.ExprStmt:
		return
	case *ast.CallExpr:
		if ek == edge.CallExpr_Args && sf.handed(s, parent, i) {
			return
		}
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Lhs {
			sf.set(s, valueAt(parent.Lhs, parent.Rhs, i))
			return
		}
		if len(parent.Lhs) == len(parent.Rhs) && (isBlank(parent.Lhs[i]) || sf.join(s, parent.Lhs[i])) {
			return
		}
	case *ast.ValueSpec:
		if i < len(parent.Names) && (isBlank(parent.Names[i]) || sf.join(s, parent.Names[i])) {
			return
		}
	case *ast.KeyValueExpr:
		if ek == edge.KeyValueExpr_Key {
			sf.set(s, parent.Value)
			return
		}
		if sf.join(s, parent.Key) {
			return
		}
	}
	s.find().Open = true
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
