package lifecycle

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A function may start a goroutine that goes on after it has returned, and
// return what stops it:
//
//	func NewReaper(db *sql.DB) *Reaper   // and (*Reaper).Stop
//	func Watch(db *sql.DB) (stop func())
//
// Its callers in other packages have to know that somebody has to stop the
// goroutine, and that what they handed in is in use until it has ended,
// which is later than the stop function returns if that does not wait.

// Started is what the callers of such a function need to know.
type Started struct {
	Result int    // which of its results stops the goroutine, or has the method that does
	Stop   string // that method; empty for a func
	Uses   []int  // parameters that the goroutine uses and may still use when Stop has returned, sorted
	Only   bool   // nothing but Stop ends the goroutine
}

// startFact is what other packages need to know about such a function.
type startFact struct{ Started }

// AFact implements [analysis.Fact].
func (*startFact) AFact() {}

func (f *startFact) String() string {
	s := []string{fmt.Sprintf("starts what result %d", f.Result)}
	if f.Stop != "" {
		s = append(s, "."+f.Stop)
	}
	if f.Only {
		s = append(s, " alone")
	}
	s = append(s, " stops")
	if len(f.Uses) > 0 {
		s = append(s, fmt.Sprintf(" without waiting, uses %d", f.Uses))
	}
	return strings.Join(s, "")
}

var _ analysis.Fact = (*startFact)(nil)

// StartedBy returns what is known of a goroutine that a call of fn, a
// function of another package, leaves behind; ok says whether there is one.
func (r *Result) StartedBy(fn *types.Func) (s Started, ok bool) {
	if fn.Pkg() == nil || fn.Pkg() == r.pass.Pkg || r.pass.ImportObjectFact == nil {
		return Started{}, false
	}
	var fact startFact
	ok = r.pass.ImportObjectFact(fn.Origin(), &fact)
	return fact.Started, ok
}

// exportStarted hands out what other packages need to know about the
// goroutines that functions of this package leave behind. Of several it is
// the first whose stop function does not wait.
func (r *Result) exportStarted() {
	st := &starter{Result: r}
	best := make(map[*Func]Started)
	for c := range r.insp.Root().Preorder((*ast.GoStmt)(nil)) {
		n := c.Node().(*ast.GoStmt)
		in, body := r.enclosing(c), r.Callee(n.Call).Func
		if in == nil || body == nil || body.Body() == nil || r.Directives.InTest(n.Pos()) {
			continue
		}
		for _, maker := range st.makers(outer(in)) {
			if s, ok := st.started(n, outer(in), body, maker); ok {
				if old, known := best[maker]; !known || len(old.Uses) == 0 && len(s.Uses) > 0 {
					best[maker] = s
				}
			}
		}
	}
	for maker, s := range best {
		r.pass.ExportObjectFact(maker.Obj, &startFact{s})
	}
}

// outer returns the declared function that f stands in, or f itself.
func outer(f *Func) *Func {
	for f.Lit != nil && f.Parent != nil {
		f = f.Parent
	}
	return f
}

// makers returns the functions that other packages may call to have f run:
// f itself, or those that make a value of the type that f is a method of.
func (st *starter) makers(f *Func) []*Func {
	if f.Obj == nil {
		return nil
	}
	recv := f.Obj.Signature().Recv()
	if recv == nil {
		if visible(f.Obj) && f.Obj.Signature().Results().Len() > 0 {
			return []*Func{f}
		}
		return nil
	}
	var makers []*Func
	for _, maker := range st.funcs {
		if maker.Obj != nil && maker.Body() != nil && maker.Obj.Signature().Recv() == nil && visible(maker.Obj) && st.makes(maker, known.Named(recv.Type())) >= 0 {
			makers = append(makers, maker)
		}
	}
	return makers
}

// makes returns which result of f is of a type, -1 if none is.
func (st *starter) makes(f *Func, named *types.Named) int {
	for i := range f.Obj.Signature().Results().Len() {
		if t := known.Named(f.Obj.Signature().Results().At(i).Type()); t != nil && named != nil && t.Obj() == named.Obj() {
			return i
		}
	}
	return -1
}

// started returns what maker leaves behind with the goroutine that n starts
// in f.
func (st *starter) started(n *ast.GoStmt, f *Func, body *Func, maker *Func) (Started, bool) {
	g := st.goroutine(n, body)
	if len(g.ends) == 0 {
		return Started{}, false
	}
	result, name, stop := st.stopOf(g, f, maker)
	if stop == nil {
		return Started{}, false
	}
	s := Started{Result: result, Stop: name}
	if !g.tells && !st.waits(stop, g) {
		s.Uses = st.params(g, maker)
	}
	s.Only = f == maker && st.only(g, stop, body) && st.SureStart(f, n)
	return s, s.Only || len(s.Uses) > 0
}

// only reports whether the goroutine goes on as long as nobody calls the stop
// function.
func (st *starter) only(g *goroutine, stop *stopper, body *Func) bool {
	silence := new(Silence)
	for _, e := range g.ends {
		if st.meet(e.v, stop.fires) {
			silence.Add(e.node, e.in, e.clause, e.sel)
		}
	}
	if !st.rooted(stop) {
		return false
	}
	w := st.Without(silence).Waits(Target{Func: body})
	return w.Use != nil && !w.Maybe
}

// params returns the parameters of maker that the goroutine uses.
func (st *starter) params(g *goroutine, maker *Func) []int {
	var used []int
	sig := maker.Obj.Signature()
	for i := range min(sig.Params().Len(), 8) {
		if slices.ContainsFunc(g.uses, func(v *types.Var) bool { return st.comesFrom(v, sig.Params().At(i)) }) {
			used = append(used, i)
		}
	}
	return used
}
