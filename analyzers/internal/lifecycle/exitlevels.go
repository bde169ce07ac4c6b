package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A logger of one's own often has one function for all levels, which compares
// the level with the one that ends the process:
//
//	func Fatalf(format string, args ...any) { logAt(levelFatal, format, args) }
//
//	func logAt(l level, format string, args []any) {
//		...
//		if l == levelFatal {
//			os.Exit(1)
//		}
//	}
//
// logAt is no exit. Fatalf is one, by its name and by what it hands over: it
// says in its name that it ends the process, and control can come to the exit
// with its level.

// A levelExit says that a function comes to an exit if what it is handed
// compares so with a constant.
type levelExit struct {
	param int
	op    token.Token
	value constant.Value
	root  string        // what ends the process
	call  *ast.CallExpr // where it is called
}

func (l levelExit) same(m levelExit) bool {
	return m.param == l.param && m.op == l.op && m.call == l.call && m.value.ExactString() == l.value.ExactString()
}

// findLevels gives those functions their exits that hand a level to an exit
// and are named for it. It reports whether there are any.
func (r *Result) findLevels(sites map[*Func][]*exitSite) bool {
	found := false
	levels := make(map[*Func][]levelExit)
	var work []*Func
	for _, f := range r.funcs {
		if f.exit.Kind != NoExit || f.Obj == nil || f.Obj.Signature().Params().Len() == 0 {
			continue
		}
		for _, s := range sites[f] {
			if exit := r.targetExit(s.to, r.Directives.InTest(s.call.Pos())); exit.Kind == Always && r.place(f, s) {
				levels[f] = append(levels[f], r.guardLevels(f, s, exit)...)
			}
		}
		if levels[f] != nil {
			work = append(work, f)
		}
	}
	for len(work) > 0 {
		to := work[0]
		work = work[1:]
		for _, f := range to.callers {
			if f.exit.Kind == NoExit && f.Obj != nil && r.handOn(f, to, levels) {
				work = append(work, f)
			}
			found = found || f.byLevel
		}
	}
	return found
}

// guardLevels returns the comparisons of parameters of f with constants on
// which a site depends.
func (r *Result) guardLevels(f *Func, s *exitSite, exit Exit) []levelExit {
	root := r.targetName(s.to)
	if len(exit.Via) > 0 {
		root = exit.Via[len(exit.Via)-1]
	}
	var found []levelExit
	add := func(x ast.Expr, op token.Token, y ast.Expr) {
		if i, value := r.paramOf(f, x), r.info.Types[y].Value; i >= 0 && value != nil {
			found = append(found, levelExit{i, op, value, root, s.call})
		}
	}
	for _, g := range flow.Guards(r.CFG(f), f.Body(), s.block) {
		if g.Tag != nil {
			if g.Truth {
				add(g.Tag, token.EQL, g.Cond)
			}
			continue
		}
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			test, ok := part.(*ast.BinaryExpr)
			switch {
			case !ok:
			case truth && (test.Op == token.EQL || test.Op == token.GEQ || test.Op == token.LEQ):
				add(test.X, test.Op, test.Y)
			case !truth && test.Op == token.NEQ:
				add(test.X, token.EQL, test.Y)
			}
		})
	}
	return found
}

// paramOf returns the index of the parameter of f that e names, or -1.
func (r *Result) paramOf(f *Func, e ast.Expr) int {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return -1
	}
	params := f.Obj.Signature().Params()
	for i := range params.Len() {
		if r.info.Uses[id] == params.At(i) {
			return i
		}
	}
	return -1
}

// handOn looks at the calls of to in f, which hand it a level: one of the
// parameters of f, or a constant. It reports whether f is news to its callers.
func (r *Result) handOn(f, to *Func, levels map[*Func][]levelExit) bool {
	news := false
	for _, call := range f.calls {
		if r.Callee(call).Func != to || r.allowed(f, call.Pos()) {
			continue
		}
		for _, l := range levels[to] {
			if l.param >= len(call.Args) {
				continue
			}
			arg := call.Args[l.param]
			if value := r.info.Types[arg].Value; value != nil {
				if saysFatal(f.Obj) && value.Kind() == l.value.Kind() && constant.Compare(value, l.op, l.value) {
					f.exit = Exit{Kind: Always, Via: []string{l.root}, Module: r.module()}
					f.byLevel = true
					if r.levelCalls == nil {
						r.levelCalls = make(map[*ast.CallExpr]bool)
					}
					r.levelCalls[l.call] = true
					return false
				}
				continue
			}
			if i := r.paramOf(f, arg); i >= 0 {
				l.param = i
				if !slices.ContainsFunc(levels[f], l.same) {
					levels[f] = append(levels[f], l)
					news = true
				}
			}
		}
	}
	return news
}

// IsLevelExit reports whether the call is the exit of a function for all levels,
// to which one comes that says in its name that it ends the process: calls of
// that one are what counts.
func (r *Result) IsLevelExit(call *ast.CallExpr) bool { return r.levelCalls[call] }

// saysFatal reports whether a function is named for ending the process, for
// other packages or for its own.
func saysFatal(fn *types.Func) bool {
	return SaysExit(fn) || len(fn.Name()) >= 5 && fn.Name()[:5] == "fatal"
}
