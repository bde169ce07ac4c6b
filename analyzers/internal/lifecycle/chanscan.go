package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A chanScan is what a function and the literals in it do with one variable.
type chanScan struct {
	cf    *chanFinder
	v     *types.Var
	stack []ast.Node
	sites []chanSite
	kept  bool // it is out of sight from somewhere on
}

// A chanSite is a place where something happens to a channel.
type chanSite struct {
	pos   token.Pos
	does  ChanDoes
	in    *Func
	call  *ast.CallExpr // that gets the channel, or nil
	async bool          // in a goroutine that the function starts
	held  bool          // in a literal that may be called at any time
}

// scan looks at what becomes of v in f.
func (cf *chanFinder) scan(v *types.Var, f *Func) *chanScan {
	s := &chanScan{cf: cf, v: v}
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if n == nil {
			s.stack = s.stack[:len(s.stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && cf.info.Uses[id] == v {
			s.use(f, id)
		}
		s.stack = append(s.stack, n)
		return true
	})
	return s
}

// use looks at one mention, whose parents are on the stack.
func (s *chanScan) use(f *Func, id *ast.Ident) {
	top := len(s.stack) - 1
	var e ast.Node = id
	for ; top >= 0; top-- {
		if _, paren := s.stack[top].(*ast.ParenExpr); !paren {
			break
		}
		e = s.stack[top]
	}
	switch parent := s.stack[top].(type) {
	case *ast.SendStmt:
		if parent.Chan != e {
			s.kept = true
			return
		}
		if s.guarded(top) || s.beside(top) {
			s.add(f, id, ChanGuards, nil)
		} else {
			s.add(f, id, ChanSends, nil)
		}
	case *ast.UnaryExpr:
		if parent.Op == token.ARROW {
			s.add(f, id, ChanReceives, nil)
		} else {
			s.kept = true
		}
	case *ast.RangeStmt:
		switch {
		case parent.X != e:
			s.kept = true
		case leavesLoop(parent.Body):
			s.add(f, id, ChanReceives, nil)
		default:
			s.add(f, id, ChanReceives|ChanDrains, nil)
		}
	case *ast.CallExpr:
		s.argument(f, id, parent, e)
	case *ast.BinaryExpr:
	case *ast.AssignStmt:
		s.kept = s.kept || !toBlank(parent, e)
	default:
		s.kept = true
	}
}

// argument looks at a channel that is an argument of a call.
func (s *chanScan) argument(f *Func, id *ast.Ident, call *ast.CallExpr, e ast.Node) {
	if fun, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if _, builtin := s.cf.info.Uses[fun].(*types.Builtin); builtin {
			switch fun.Name {
			case "close":
				s.add(f, id, ChanCloses, nil)
			case "len", "cap":
			default:
				s.kept = true
			}
			return
		}
	}
	for i, arg := range call.Args {
		if arg != e {
			continue
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && s.cf.info.Selections[sel] != nil &&
			s.cf.info.Selections[sel].Kind() == types.MethodExpr {
			break // the receiver comes first: leave it
		}
		if does, ok := s.cf.chanParam(s.cf.Callee(call), i); ok {
			s.add(f, id, does, call)
			return
		}
	}
	s.kept = true
}

func (s *chanScan) add(f *Func, id *ast.Ident, does ChanDoes, call *ast.CallExpr) {
	site := chanSite{pos: id.Pos(), does: does, in: f, call: call}
	for i, n := range s.stack {
		switch n := n.(type) {
		case *ast.FuncLit:
			site.in = s.cf.literals[n]
			started, runs := s.cf.runsAt(s.stack[:i], n)
			site.async = site.async || started
			site.held = site.held || !runs
		case *ast.GoStmt:
			site.async = site.async || n.Call == call
		}
	}
	s.sites = append(s.sites, site)
}

// runsAt tells whether a goroutine runs the literal, whose parents are
// given, and whether that or a call runs it where it stands.
func (cf *chanFinder) runsAt(parents []ast.Node, lit *ast.FuncLit) (started, runs bool) {
	for _, parent := range slices.Backward(parents) {
		switch n := parent.(type) {
		case *ast.ParenExpr:
		case *ast.CallExpr:
			if arg, ok := cf.SpawnArg(n); ok && ast.Unparen(arg) == lit {
				return true, true
			}
			if ast.Unparen(n.Fun) != lit {
				return false, false
			}
			runs = true
		case *ast.GoStmt:
			return true, true
		default:
			return false, runs
		}
	}
	return false, runs
}

// guarded reports whether the send at that height of the stack is a case of
// a select that has another one.
func (s *chanScan) guarded(top int) bool {
	if top < 3 {
		return false
	}
	clause, ok := s.stack[top-1].(*ast.CommClause)
	if !ok || clause.Comm != s.stack[top] {
		return false
	}
	body, ok := s.stack[top-2].(*ast.BlockStmt)
	return ok && len(body.List) > 1
}

// beside reports whether the send stands in a case of a select that also waits
// for something else, which may be the receiver's farewell. In between there
// is little time for the receiver to leave.
func (s *chanScan) beside(top int) bool {
	for i := top - 1; i >= 2; i-- {
		switch n := s.stack[i].(type) {
		case *ast.FuncLit:
			return false
		case *ast.CommClause:
			if body, ok := s.stack[i-1].(*ast.BlockStmt); ok && waitsForOther(body, n) {
				return true
			}
		}
	}
	return false
}

// waitsForOther reports whether another case of a select receives.
func waitsForOther(body *ast.BlockStmt, own *ast.CommClause) bool {
	for _, stmt := range body.List {
		if clause, ok := stmt.(*ast.CommClause); ok && clause != own && receiveIn(clause.Comm) != nil {
			return true
		}
	}
	return false
}

func toBlank(stmt *ast.AssignStmt, e ast.Node) bool {
	for i, rhs := range stmt.Rhs {
		if rhs == e && i < len(stmt.Lhs) {
			id, ok := stmt.Lhs[i].(*ast.Ident)
			return ok && id.Name == "_"
		}
	}
	return false
}

// leavesLoop reports whether something in the body may leave the loop.
func leavesLoop(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Tok != token.CONTINUE
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

const manySent = 3

// sent returns how often one run of f waits for a receiver at most: never,
// once, twice, or more often. What a literal sends counts where it stands.
func (cf *chanFinder) sent(s *chanScan, f *Func) int {
	g := cf.CFG(f)
	if g == nil || len(s.sites) == 0 {
		return 0
	}
	most := 0
	walk := flow.Walk[int]{
		Graph: g,
		Info:  cf.info,
		Node: func(n int, _ *cfg.Block, node ast.Node) (int, bool) {
			for _, site := range s.sites {
				if node.Pos() <= site.pos && site.pos < node.End() {
					n = min(n+cf.sentBy(f, site), manySent)
				}
			}
			most = max(most, n)
			return n, true
		},
		End: func(int, *cfg.Block) {},
	}
	walk.From(g.Blocks[0], 0)
	return most
}

// sentBy returns how often one run of f sends at the site, which control
// comes to once, or in literals.
func (cf *chanFinder) sentBy(f *Func, site chanSite) int {
	switch {
	case site.does&ChanSends == 0:
		return 0
	case site.does&ChanMany != 0 || site.held:
		return manySent
	}
	for in := site.in; in != nil && in != f; in = in.Parent {
		if g := cf.CFG(in); g != nil {
			if b := flow.BlockOf(g, site.pos); b == nil || flow.Loops(g, b, nil) {
				return manySent
			}
		}
	}
	if site.does&ChanTwice != 0 {
		return 2
	}
	return 1
}
