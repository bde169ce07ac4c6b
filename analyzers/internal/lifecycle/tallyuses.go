package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A use is what a call does to a tracker.
type use struct {
	role   Role
	delta  int      // what Add adds, if that is constant
	direct bool     // it is a method of the tracker
	to     *Tracker // the parameter that gets the tracker
	fn     *Func    // whose parameter that is
	dones  Span     // what a function of another package does with it
}

// uses are all uses of one tracker, under other names too.
type uses struct {
	calls map[*ast.CallExpr][]use
	dones []*Func // functions in which it is marked as done
	adds  []*Func // functions in which it is added to
	steps []Step
}

// usesOf collects the uses of t.
func (ta *Tallies) usesOf(t *Tracker) *uses {
	if u := ta.uses[t]; u != nil {
		return u
	}
	u := &uses{calls: make(map[*ast.CallExpr][]use)}
	ta.uses[t] = u
	ta.collect(u, t, t, make(map[*Tracker]bool))
	return u
}

func (ta *Tallies) collect(u *uses, t, top *Tracker, seen map[*Tracker]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	for _, s := range t.sites {
		if s.test && !top.test {
			continue
		}
		what := ta.useAt(t, s)
		if s.Call != nil {
			u.calls[s.Call] = append(u.calls[s.Call], what)
			u.step(s, what)
		}
		if what.marks() && s.In != nil {
			u.dones = append(u.dones, s.In)
		}
		if what.adds() && s.In != nil {
			u.adds = append(u.adds, s.In)
		}
	}
	for _, h := range t.handed {
		switch {
		case h.site.test && !top.test:
		case h.alias:
			ta.collect(u, h.to, top, seen)
		default:
			fn := ta.r.Callee(h.site.Call).Func
			u.calls[h.site.Call] = append(u.calls[h.site.Call], use{role: h.to.Roles(), to: h.to, fn: fn})
			if h.to.Roles()&Done != 0 && h.site.In != nil {
				u.dones = append(u.dones, h.site.In)
			}
			if h.to.Roles()&Counts != 0 && h.site.In != nil {
				u.adds = append(u.adds, h.site.In)
			}
		}
	}
}

// marks reports whether the use marks the tracker as done.
func (u use) marks() bool { return u.role&Done != 0 || u.delta < 0 || u.dones.Max > 0 }

// adds reports whether the use adds to the tracker and leaves it to others to
// mark that as done.
func (u use) adds() bool { return u.role&Counts != 0 && u.role&Spawns == 0 && u.delta >= 0 }

// useAt tells what happens at one site.
func (ta *Tallies) useAt(t *Tracker, s Site) use {
	u := use{role: s.Role}
	if s.Call == nil {
		return u
	}
	fn := typeutil.StaticCallee(ta.r.info, s.Call)
	if fn == nil {
		return u
	}
	if t.own != nil && methodRole(fn) == 0 {
		return ta.ownUse(t, s, fn)
	}
	if methodRole(fn) == 0 {
		u.role &^= Done // that was a guess
		u.dones = ta.importedDones(t, s.Call, fn)
		return u
	}
	u.direct = true
	if _, ok := known.Dones.Lookup(fn); !ok && len(s.Call.Args) == 1 && s.Role == Counts {
		u.delta = ta.delta(s.Call.Args[0])
	}
	return u
}

// delta returns what Add adds: 0 if that is not constant and not known to
// be negative.
func (ta *Tallies) delta(arg ast.Expr) int {
	if v := ta.r.info.Types[arg].Value; v != nil {
		if n, ok := constant.Int64Val(constant.ToInt(v)); ok {
			return int(max(-64, min(n, 64)))
		}
	}
	if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op.String() == "-" {
		return -Many
	}
	return 0
}

// importedDones tells what a function of another package that is given
// the tracker does with it.
func (ta *Tallies) importedDones(t *Tracker, call *ast.CallExpr, fn *types.Func) Span {
	for i, arg := range call.Args {
		e := ast.Unparen(arg)
		if u, ok := e.(*ast.UnaryExpr); ok {
			e = u.X
		}
		if v := ta.r.Variable(e); v == nil || v != t.Var {
			continue
		}
		for _, p := range ta.r.imported(fn).Params {
			if p.Index != i {
				continue
			}
			switch p.Dones {
			case MarkedAlways:
				return once
			case MarkedNever:
				return Span{}
			}
		}
	}
	return maybe
}

// maxCalls is how many calls deep a mark is looked for.
const maxCalls = 2

// reaches returns the functions in which, or in what they call, start or
// hand on, the subject may happen, with the number of calls to it. What is
// deeper than maxCalls is too far away for an account.
func (ta *Tallies) reaches(s subject) map[*Func]int {
	set := ta.reach[s]
	if set == nil {
		if s.tracker != nil {
			u := ta.usesOf(s.tracker)
			set = ta.spread(u.dones, u.settles)
		} else {
			set = ta.mentions(s)
		}
		ta.reach[s] = set
	}
	return set
}

// Adds reports whether f, or what it calls, starts or hands on, adds to t, at
// most so many calls deep.
func (ta *Tallies) Adds(t *Tracker, f *Func) bool {
	set := ta.adders[t]
	if set == nil {
		set = ta.spread(ta.usesOf(t).adds, nil)
		ta.adders[t] = set
	}
	calls, ok := set[f]
	return ok && calls <= maxCalls
}

// settles reports whether f adds to the tracker and leaves it to what it
// starts or calls to mark that as done.
func (u *uses) settles(f *Func) bool {
	return slices.Contains(u.adds, f) && !slices.Contains(u.dones, f)
}

// spread adds to the given functions those that enclose, call, start or
// hand on one of them, with the number of calls in between. What ends the
// chain is a function that settles the account itself.
func (ta *Tallies) spread(from []*Func, settles func(*Func) bool) map[*Func]int {
	set := make(map[*Func]int)
	for calls := 0; len(from) > 0; calls++ {
		var next []*Func
		for _, f := range from {
			for ; f != nil; f = f.Parent {
				if _, ok := set[f]; ok {
					break
				}
				set[f] = calls
				if settles != nil && settles(f) {
					break
				}
				next = append(next, ta.usersOf(f)...)
			}
		}
		from = next
	}
	return set
}

// mentions returns the functions that mention the variable of s, and those
// around them: all stand in the one that declares it.
func (ta *Tallies) mentions(s subject) map[*Func]int {
	set := make(map[*Func]int)
	for _, f := range ta.r.funcs {
		if f.Pos() < s.owner.Pos() || f.Body() == nil || s.owner.Body().End() <= f.Pos() {
			continue
		}
		inspectOwn(f, func(n ast.Node) {
			if id, ok := n.(*ast.Ident); ok && ta.r.info.Uses[id] == s.callee {
				for g := f; g != nil; g = g.Parent {
					set[g] = 0
				}
			}
		})
	}
	return set
}

// usersOf returns the functions that call f, or hand it to a call.
func (ta *Tallies) usersOf(f *Func) []*Func {
	if ta.users == nil {
		ta.users = make(map[*Func][]*Func)
		for _, user := range ta.r.funcs {
			for _, call := range user.calls {
				if to := ta.r.Callee(call).Func; to != nil {
					ta.users[to] = append(ta.users[to], user)
				}
				for _, arg := range call.Args {
					if to := ta.funcValue(arg); to != nil {
						ta.users[to] = append(ta.users[to], user)
					}
				}
			}
		}
	}
	return ta.users[f]
}

// funcValue returns the function of this package that e stands for.
func (ta *Tallies) funcValue(e ast.Expr) *Func {
	if t := ta.r.info.TypeOf(e); t == nil {
		return nil
	} else if _, ok := t.Underlying().(*types.Signature); !ok {
		return nil
	}
	return ta.r.Value(e).Func
}
