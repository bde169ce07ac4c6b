package waitgroupdone

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
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
// to someone else: it is not followed once a condition has decided about it.
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
		if t != f.t && p == types.Object(t.Var) {
			return &finder{pass: f.pass, lc: f.lc, out: f.out, tallies: f.tallies, t: t, dones: f.tallies.Steps(t)}
		}
	}
	return f
}

// renamed returns the parameter of body that stands for what is started with
// obj as an argument, or obj.
func (f *finder) renamed(s *lifecycle.Spawn, body *lifecycle.Func, obj types.Object) types.Object {
	if s.Go == nil {
		return obj
	}
	i := 0
	for _, field := range body.Type().Params.List {
		for _, name := range field.Names {
			if i < len(s.Call.Args) && f.argument(s.Call.Args[i]) == obj {
				return f.pass.TypesInfo.Defs[name]
			}
			i++
		}
	}
	return obj
}

// argument returns the variable that an argument is, or points to.
func (f *finder) argument(e ast.Expr) types.Object {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	return f.object(e)
}

// sentAfter returns the channel, a variable or field, on which what the Add
// counts is sent by the next statement.
func (f *finder) sentAfter(add lifecycle.Step) types.Object {
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
	return f.object(send.Chan)
}

func (f *finder) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.pass.TypesInfo.Uses[e]
	case *ast.SelectorExpr:
		return f.pass.TypesInfo.Uses[e.Sel]
	}
	return nil
}

// A taker is a place in a loop that takes one job from a channel.
type taker struct {
	fn   *lifecycle.Func
	loop ast.Stmt
	from *cfg.Block   // where it has the job
	job  types.Object // the variable that holds it, or nil
	done *ast.CallExpr
}

// takers returns the places in body that take from the channel, and mark what
// they have taken as done in the same round.
func (f *finder) takers(body *lifecycle.Func, ch types.Object) []taker {
	var list []taker
	g := f.lc.CFG(body)
	for _, b := range g.Blocks {
		t := taker{fn: body, from: b}
		switch stmt := b.Stmt.(type) {
		case *ast.RangeStmt:
			if b.Kind != cfg.KindRangeBody || f.object(stmt.X) != ch {
				continue
			}
			t.loop, t.job = stmt, f.defined(stmt.Key)
		case *ast.CommClause:
			if b.Kind != cfg.KindSelectCaseBody || !f.takes(stmt.Comm, ch) {
				continue
			}
			if assign, ok := stmt.Comm.(*ast.AssignStmt); ok {
				t.job = f.defined(assign.Lhs[0])
			}
			t.loop = innermostLoop(body.Body(), stmt.Pos())
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

// defined returns the variable that the expression declares or names.
func (f *finder) defined(e ast.Expr) types.Object {
	if id, ok := e.(*ast.Ident); ok {
		return f.pass.TypesInfo.ObjectOf(id)
	}
	return nil
}

// takes reports whether the communication receives from the channel.
func (f *finder) takes(comm ast.Stmt, ch types.Object) bool {
	found := false
	if comm != nil {
		ast.Inspect(comm, func(n ast.Node) bool {
			u, ok := n.(*ast.UnaryExpr)
			found = found || ok && u.Op == token.ARROW && f.object(u.X) == ch
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

// loses reports whether a round may come to its end, or leave the loop, past
// no mark, with a job that nobody else has got.
func (f *finder) loses(t taker) bool {
	lost, marks := false, false
	type way struct{ decided bool }
	walk := flow.Walk[way]{Graph: f.lc.CFG(t.fn), Asked: f.tallies.Asked(t.fn)}
	walk.Node = func(w way, _ *cfg.Block, n ast.Node) (way, bool) {
		does := f.tallies.Effect(f.t, t.fn, n)
		marks = marks || does.Max > 0
		return w, does.Max == 0 && !does.Kept && !(w.decided && f.passesOn(n, t.job))
	}
	walk.Edge = func(w way, e flow.Edge) (way, bool) {
		to := e.To()
		if to.Stmt == t.loop && (isHead(to) || to.Kind == cfg.KindForDone || to.Kind == cfg.KindRangeDone) {
			lost = lost || w.decided
			return w, false
		}
		w.decided = w.decided || flow.Condition(e.From) != nil
		return w, true
	}
	walk.End = func(w way, b *cfg.Block) { lost = lost || w.decided && b.Return() != nil }
	walk.From(t.from, way{})
	return lost && marks
}

// passesOn reports whether the node may leave the job to someone else: it
// sends, starts or stores something, or does more with it than to log it.
func (f *finder) passesOn(n ast.Node, job types.Object) bool {
	passes := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.FuncLit:
			passes = true
		case *ast.Ident:
			passes = passes || job != nil && f.pass.TypesInfo.Uses[n] == job || f.isBuiltin(n, "append")
		case *ast.CallExpr:
			return !logs(n)
		}
		return !passes
	})
	return passes
}

func (f *finder) isBuiltin(id *ast.Ident, name string) bool {
	_, ok := f.pass.TypesInfo.Uses[id].(*types.Builtin)
	return ok && id.Name == name
}

// logs reports whether the call, by its name, is one that logs or prints.
func logs(call *ast.CallExpr) bool {
	name := strings.ToLower(types.ExprString(call.Fun))
	return strings.Contains(name, "log") || strings.Contains(name, "print")
}

func (f *finder) reportLost(add lifecycle.Step, t taker) {
	finding := f.at(t.done, doneSkipped, "a round of the loop may end without this Done for %s (Wait never returns)", f.name())
	finding.Related = []analysis.RelatedInformation{related(add.Call, "each job is counted here")}
	f.out.Report(finding)
}
