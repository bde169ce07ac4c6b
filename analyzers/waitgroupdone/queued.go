package waitgroupdone

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// queued looks at the other end of a channel on which jobs are sent that are
// counted one by one: who takes a job marks it as done on some ways, and goes
// on to the next one on others.
//
//	for job := range jobs {
//		if err := job.run(); err != nil {
//			log.Print(err)
//			continue // this one is never marked
//		}
//		wg.Done()
//	}
//	...
//	wg.Add(1)
//	jobs <- job
//
// A way on which the job is handed on, sent, or put aside may leave the mark
// to someone else: it is not followed once a condition has decided about it. A
// condition on the job itself decides nothing: the one that tells workers to
// end is not counted.
func (f *finder) queued() {
	for _, add := range f.adds {
		ch := f.sentAfter(add)
		if ch == nil {
			continue
		}
		for _, s := range f.lc.Spawns() {
			body := s.Body.Func
			if body == nil || body.Body() == nil {
				continue
			}
			inside := f.handedTo(s, body)
			if !f.onlyMarkedBy(body) || !inside.onlyIn([]*lifecycle.Func{body}) {
				continue
			}
			for _, t := range inside.takers(body, f.renamed(s, body, ch)) {
				if inside.loses(t) {
					inside.reportLost(add, t)
					return
				}
			}
		}
	}
}

// onlyMarkedBy reports whether nothing but body, and what is started with it,
// is there to mark the tracker as done.
func (f *finder) onlyMarkedBy(body *lifecycle.Func) bool {
	for _, s := range f.t.Sites() {
		if s.Role&lifecycle.Done == 0 || s.In != nil && within(body.Body(), s.Pos) {
			continue
		}
		if s.Call == nil || f.lc.Callee(s.Call).Func != body {
			return false
		}
	}
	return true
}

// handedTo returns the finder for the parameter of body that is the tracker, or
// f if body names the tracker itself.
func (f *finder) handedTo(s *lifecycle.Spawn, body *lifecycle.Func) *finder {
	p := f.renamed(s, body, f.t.Var)
	for _, t := range f.lc.Trackers() {
		if t != f.t && p == t.Var {
			return &finder{pass: f.pass, lc: f.lc, out: f.out, tallies: f.tallies, t: t, dones: f.tallies.Steps(t)}
		}
	}
	return f
}

// renamed returns the parameter of body that stands for what is started with
// v as an argument, or v.
func (f *finder) renamed(s *lifecycle.Spawn, body *lifecycle.Func, v *types.Var) *types.Var {
	if s.Go == nil {
		return v
	}
	i := 0
	for _, field := range body.Type().Params.List {
		for _, name := range field.Names {
			if i < len(s.Call.Args) && f.argument(s.Call.Args[i]) == v {
				return f.lc.Variable(name)
			}
			i++
		}
	}
	return v
}

// argument returns the variable that an argument is, or points to.
func (f *finder) argument(e ast.Expr) *types.Var {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	return f.lc.Variable(e)
}

// sentAfter returns the channel, a variable or field, on which what the Add
// counts is sent by the next statement.
func (f *finder) sentAfter(add lifecycle.Step) *types.Var {
	if add.In == nil || add.N != 1 {
		return nil
	}
	list, at := siblings(add.In.Body(), add.Call)
	if at+1 >= len(list) {
		return nil
	}
	send, ok := list[at+1].(*ast.SendStmt)
	if !ok {
		return nil
	}
	return f.lc.Variable(send.Chan)
}

// A taker is a place in a loop that takes one job from a channel.
type taker struct {
	fn   *lifecycle.Func
	loop ast.Stmt
	from *cfg.Block // where it has the job
	comm ast.Node   // of a case: the graph has it before the select
	job  *types.Var // the variable that holds it, or nil
	ok   *types.Var // the one that tells whether there is one, or nil
	done *ast.CallExpr
}

// takers returns the places in body that take from the channel, and mark what
// they have taken as done in the same round.
func (f *finder) takers(body *lifecycle.Func, ch *types.Var) []taker {
	var list []taker
	g := f.lc.CFG(body)
	for _, b := range g.Blocks {
		t := taker{fn: body, from: b}
		switch stmt := b.Stmt.(type) {
		case *ast.RangeStmt:
			if b.Kind != cfg.KindRangeBody || f.lc.Variable(stmt.X) != ch {
				continue
			}
			t.loop, t.job = stmt, f.variable(stmt.Key)
		case *ast.CommClause:
			if b.Kind != cfg.KindSelectCaseBody || !f.takes(stmt.Comm, ch) {
				continue
			}
			if assign, ok := stmt.Comm.(*ast.AssignStmt); ok {
				t.job = f.lc.Variable(assign.Lhs[0])
				if len(assign.Lhs) == 2 {
					t.ok = f.lc.Variable(assign.Lhs[1])
				}
			}
			t.loop, t.comm = innermostLoop(body.Body(), stmt.Pos()), stmt.Comm
		}
		if t.loop == nil || !b.Live {
			continue
		}
		for _, d := range f.dones {
			if d.In == body && within(t.loop, d.Call.Pos()) && innermostLoop(body.Body(), d.Call.Pos()) == t.loop {
				t.done = d.Call
			}
		}
		if t.done != nil {
			list = append(list, t)
		}
	}
	return list
}

// variable is Variable for what may not be there.
func (f *finder) variable(e ast.Expr) *types.Var {
	if e == nil {
		return nil
	}
	return f.lc.Variable(e)
}

// takes reports whether the communication receives from the channel.
func (f *finder) takes(comm ast.Stmt, ch *types.Var) bool {
	found := false
	if comm != nil {
		ast.Inspect(comm, func(n ast.Node) bool {
			u, ok := n.(*ast.UnaryExpr)
			found = found || ok && u.Op == token.ARROW && f.lc.Variable(u.X) == ch
			return !found
		})
	}
	return found
}

// innermostLoop returns the innermost loop of the function around pos, or nil.
func innermostLoop(body *ast.BlockStmt, pos token.Pos) ast.Stmt {
	var loop ast.Stmt
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || !within(n, pos) {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			loop = nil
		case *ast.ForStmt:
			loop = n
		case *ast.RangeStmt:
			loop = n
		}
		return true
	})
	return loop
}

func (f *finder) reportLost(add lifecycle.Step, t taker) {
	finding := f.at(t.done, doneSkipped, "a round of the loop may end without this Done for %s (Wait never returns)", f.name())
	finding.Related = []analysis.RelatedInformation{related(add.Call, "each job is counted here")}
	f.out.Report(finding)
}
