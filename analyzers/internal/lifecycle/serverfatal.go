package lifecycle

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// What becomes of the error with which a Serve returns once its server is
// shut down. It is followed from the call through the one way that control
// takes with that very error: where a condition asks something else about
// the world, such as whether a stop has been asked for, it is followed no
// further.
//
//	if err := srv.Serve(l); err != nil {          // true: ErrServerClosed
//		if !errors.Is(err, http.ErrServerClosed) { // false
//			log.Fatal(err)                         // not reached

// A FatalServe is an exit or a panic that control comes to when a server is
// shut down.
type FatalServe struct {
	Serve *ServeCall
	Stop  StopCall // that makes the Serve return
	Exit  *ast.CallExpr
	In    *Func
	Err   *types.Var    // that holds the error, or nil
	Test  ast.Expr      // the one condition that has let it pass, or nil
	Waits bool          // control waits for something on the way
	Value *ast.CallExpr // the call that the error comes from: the Serve, or what returns its error
}

// FatalServe reports whether a call ends the process because a server is
// shut down. It is a finding about the server, not about the exit.
func (r *Result) FatalServe(call *ast.CallExpr) bool {
	s := r.Serving()
	return s != nil && s.fatal[call]
}

// A fatalFinder follows the error of one Serve.
type fatalFinder struct {
	*Result
	serving *Serving
	serve   *ServeCall
	stop    StopCall
	waited  bool // the error has come through the Wait of a group
	seen    map[*ast.CallExpr]bool
}

// findFatal follows the errors of all servers that the package shuts down.
func (r *Result) findFatal(s *Serving) {
	for _, c := range s.Calls {
		if c.Server == nil || !c.Closed || c.Go && c.Call.Fun == nil {
			continue
		}
		if stop := r.stopAside(c); stop != nil {
			ff := &fatalFinder{Result: r, serving: s, serve: c, stop: *stop, seen: make(map[*ast.CallExpr]bool)}
			if _, ok := r.SpawnArg(c.Call); ok {
				ff.waits(c.Call)
			} else if !c.Go {
				ff.source(c.Call, c.In)
			}
		}
	}
}

// source follows the error that call returns in f.
func (ff *fatalFinder) source(call *ast.CallExpr, f *Func) {
	if ff.seen[call] || ff.CFG(f) == nil {
		return
	}
	ff.seen[call] = true
	c, ok := ff.insp.Root().FindNode(call)
	if !ok {
		return
	}
	for {
		ek, i := c.ParentEdge()
		c = c.Parent()
		switch n := c.Node().(type) {
		case *ast.ParenExpr:
			continue
		case *ast.CallExpr:
			if ek == edge.CallExpr_Args && ff.ends(n, true) {
				ff.add(&FatalServe{Serve: ff.serve, Stop: ff.stop, Exit: n, In: f, Waits: ff.waited, Value: call})
				return
			}
			if ek != edge.CallExpr_Args || !ff.wraps(n) {
				return
			}
			continue
		case *ast.ReturnStmt:
			ff.noteReturn(f, false)
			ff.returned(f)
		case *ast.AssignStmt:
			if ek == edge.AssignStmt_Rhs && len(n.Lhs) == len(n.Rhs) {
				ff.walk(f, call, n, ff.Variable(n.Lhs[i]))
			}
		}
		return
	}
}

// ends reports whether a call ends the process or the goroutine, given the
// error.
func (ff *fatalFinder) ends(call *ast.CallExpr, given bool) bool {
	if ff.isBuiltin(call, "panic") {
		return true
	}
	switch ff.targetExit(ff.Callee(call), ff.Directives.InTest(call.Pos())).Kind {
	case Always:
		return true
	case OnError:
		return given
	}
	return false
}

// wraps reports whether a call makes another error of the one it is given.
func (ff *fatalFinder) wraps(call *ast.CallExpr) bool {
	return isErrorOrNil(ff.info.TypeOf(call)) && ff.Callee(call).Func == nil
}

func isErrorOrNil(t types.Type) bool { return t != nil && isError(t) }

func (ff *fatalFinder) add(f *FatalServe) {
	if !ff.serving.fatal[f.Exit] {
		ff.serving.fatal[f.Exit] = true
		ff.serving.Fatal = append(ff.serving.Fatal, f)
	}
}

// returned follows the error out of f: to its callers, or to the Wait of the
// group that runs it.
func (ff *fatalFinder) returned(f *Func) {
	for _, spawn := range ff.Spawns() {
		if spawn.Body.Func == f && spawn.Go == nil {
			ff.waits(spawn.Call)
		}
	}
	for _, g := range ff.funcs {
		for _, call := range g.calls {
			if ff.Callee(call).Func == f && !ff.goes(call) {
				ff.source(call, g)
			}
		}
	}
}

// waits follows the error that a goroutine returns to the Wait of its group.
func (ff *fatalFinder) waits(start *ast.CallExpr) {
	group := ff.receiver(start)
	if group == nil {
		return
	}
	before := ff.waited
	ff.waited = true
	defer func() { ff.waited = before }()
	for _, f := range ff.funcs {
		for _, call := range f.calls {
			if flow.CalledName(call) == "Wait" && ff.receiver(call) == group && isErrorOrNil(ff.info.TypeOf(call)) {
				ff.source(call, f)
			}
		}
	}
}

// receiver returns the variable or field whose method is called.
func (ff *fatalFinder) receiver(call *ast.CallExpr) *types.Var {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	return ff.Variable(sel.X)
}

// walk follows control from the assignment at by which v gets the error.
func (ff *fatalFinder) walk(f *Func, value *ast.CallExpr, at ast.Node, v *types.Var) {
	g := ff.CFG(f)
	b := flow.BlockOf(g, at.Pos())
	if v == nil || b == nil {
		return
	}
	found := &FatalServe{Serve: ff.serve, Stop: ff.stop, In: f, Err: v, Waits: ff.waited, Value: value}
	start := 0
	for b.Nodes[start].End() < at.End() {
		start++
	}
	nodes := b.Nodes[start+1:]
	for range len(g.Blocks) {
		for _, n := range nodes {
			if ff.step(found, n) {
				return
			}
		}
		switch len(b.Succs) {
		case 1:
			b = b.Succs[0]
		case 2:
			cond := branch(b)
			truth, known := ff.decide(cond, v)
			if !known {
				return
			}
			if truth {
				b = b.Succs[0]
			} else {
				b = b.Succs[1]
			}
			found.Test = cond
		default:
			return
		}
		nodes = b.Nodes
	}
}

// branch returns the condition at which b branches, or nil.
func branch(b *cfg.Block) ast.Expr {
	if cond := flow.Condition(b); cond != nil {
		return cond
	}
	clause, ok := b.Succs[0].Stmt.(*ast.CaseClause)
	if !ok || b.Succs[0].Kind != cfg.KindSwitchCaseBody || len(b.Nodes) == 0 || len(clause.List) != 1 {
		return nil
	}
	cond, _ := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	return cond
}

// step looks at one node on the way, and reports whether it ends.
func (ff *fatalFinder) step(found *FatalServe, n ast.Node) bool {
	done := false
	found.Waits = found.Waits || waitsAt(n)
	flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
		if done || how != flow.Runs {
			return
		}
		given := ff.mentions(call, found.Err)
		if (given || found.Test != nil) && ff.ends(call, given) {
			done = true
			found.Exit = call
			ff.add(found)
		}
	})
	if done {
		return true
	}
	switch n := n.(type) {
	case *ast.ReturnStmt:
		if len(n.Results) > 0 && ff.passesOn(n.Results[len(n.Results)-1], found.Err) {
			ff.noteReturn(found.In, found.Waits)
			ff.returned(found.In)
		}
		return true
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if ff.Variable(lhs) == found.Err && (len(n.Lhs) != len(n.Rhs) || !ff.passesOn(n.Rhs[i], found.Err)) {
				return true
			}
		}
	}
	return false
}
