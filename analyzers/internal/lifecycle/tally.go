package lifecycle

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A Span is how often something happens on a way through a function: at
// least Min times and at most Max times, where Many stands for more.
type Span struct{ Min, Max uint8 }

// Many is two or more.
const Many = 2

var (
	once  = Span{1, 1}
	maybe = Span{0, 1}
)

func (s Span) plus(o Span) Span { return Span{min(Many, s.Min+o.Min), min(Many, s.Max+o.Max)} }

func (s Span) times(o Span) Span { return Span{min(Many, s.Min*o.Min), min(Many, s.Max*o.Max)} }

// A Tally is how often a function does something before it returns, itself
// and through what it calls, starts, defers and hands on. The deferred
// counts from where it is deferred.
type Tally struct {
	Span
	Skips bool // it is certain that some way to a return comes past none
	Loops bool // it happens in a loop, as often as there is work
	Kept  bool // it also gets out of sight, see Effect
}

// A subject is what is tallied: that a tracker is marked as done, or that
// a variable of func type is called.
type subject struct {
	tracker *Tracker
	callee  *types.Var
	owner   *Func // whose parameter the variable is
}

type tallyKey struct {
	subject
	f *Func
}

// Tallies counts how often the functions of a package mark a tracker as
// done, and run the functions that they are given. It is for one goroutine.
type Tallies struct {
	r     *Result
	memo  map[tallyKey]*Tally
	uses  map[*Tracker]*uses
	users map[*Func][]*Func // who calls, starts or hands on a function

	started []started // see startedFuncs
	asked   map[*Func]*flow.Questions

	reach  map[subject]map[*Func]int
	adders map[*Tracker]map[*Func]int
	held   map[tallyKey]map[*types.Var]bool // see holders
}

// Tallies returns a counter for the package.
func (r *Result) Tallies() *Tallies {
	return &Tallies{
		r:    r,
		memo: make(map[tallyKey]*Tally),
		uses: make(map[*Tracker]*uses),

		reach:  make(map[subject]map[*Func]int),
		adders: make(map[*Tracker]map[*Func]int),
		asked:  make(map[*Func]*flow.Questions),
		held:   make(map[tallyKey]map[*types.Var]bool),
	}
}

// Dones tells how often f marks t as done. The literals in f count where
// they are called or handed on.
func (ta *Tallies) Dones(t *Tracker, f *Func) Tally { return ta.tally(subject{tracker: t}, f) }

// Runs tells how often f runs its i-th argument, in a goroutine or not.
func (ta *Tallies) Runs(f *Func, i int) Tally {
	v := ta.r.paramAt(f, i)
	if v == nil {
		return Tally{Span: Span{0, Many}}
	}
	return ta.tally(subject{callee: v, owner: f}, f)
}

// Asked returns the questions that the branches of f ask.
func (ta *Tallies) Asked(f *Func) *flow.Questions {
	q := ta.asked[f]
	if q == nil {
		q = flow.Ask(ta.r.CFG(f), ta.r.info)
		ta.asked[f] = q
	}
	return q
}

func (ta *Tallies) tally(s subject, f *Func) Tally {
	calls, ok := ta.reaches(s)[f]
	switch {
	case f == nil || !ok:
		return Tally{Skips: true}
	case calls > maxCalls:
		return Tally{Span: Span{0, Many}}
	case s.tracker != nil && ta.usesOf(s.tracker).settles(f):
		return Tally{Skips: true} // it marks what it has added
	}
	key := tallyKey{s, f}
	if known := ta.memo[key]; known != nil {
		return *known
	}
	ta.memo[key] = &Tally{Span: Span{0, Many}} // for those that call themselves
	t := ta.count(s, f)
	ta.memo[key] = &t
	return t
}

// A balance is what is known on a way through a function.
type balance struct {
	sum    Span
	credit uint8 // what the function has added itself and is not marked yet
}

// maxCredit stands for any higher number, too.
const maxCredit = 3

// count goes all ways through f. What f adds itself and marks later on is
// nobody else's.
func (ta *Tallies) count(s subject, f *Func) Tally {
	g := ta.r.CFG(f)
	if g == nil {
		return Tally{Span: Span{0, Many}}
	}
	t := Tally{Span: Span{Min: Many}}
	highest, ends := uint8(0), false
	walk := flow.Walk[balance]{Graph: g, Asked: ta.Asked(f)}
	walk.Node = func(at balance, b *cfg.Block, n ast.Node) (balance, bool) {
		at.credit = min(maxCredit, at.credit+ta.addedAt(s, f, n))
		effect := ta.effect(s, f, n)
		t.Kept = t.Kept || effect.Kept
		does := effect.Span
		if does.Max <= at.credit {
			at.credit -= does.Max
			return at, true
		}
		t.Loops = t.Loops || flow.Loops(g, b, nil)
		at.sum = at.sum.plus(does)
		highest = max(highest, at.sum.Max)
		return at, true
	}
	walk.Edge = func(at balance, e flow.Edge) (balance, bool) { return at, !ta.without(s, f, e) }
	walk.End = func(at balance, b *cfg.Block) {
		if b.Return() == nil {
			return // it panics, or its goroutine or the process ends
		}
		ends = true
		t.Min, t.Max = min(t.Min, at.sum.Min), max(t.Max, at.sum.Max)
		t.Skips = t.Skips || at.sum.Max == 0
	}
	walk.From(g.Blocks[0], balance{})
	switch {
	case t.Loops:
		t.Span, t.Skips = Span{0, Many}, false
	case !ends:
		t.Span = Span{0, max(highest, 1)} // it would, if it came to its end
	}
	return t
}

// addedAt returns what node n of f adds to the tracker by itself.
func (ta *Tallies) addedAt(s subject, f *Func, n ast.Node) uint8 {
	if s.tracker == nil {
		return 0
	}
	added := 0
	for _, step := range ta.usesOf(s.tracker).steps {
		if !step.Done && step.In == f && n.Pos() <= step.Call.Pos() && step.Call.Pos() < n.End() {
			added += max(step.N, 1)
		}
	}
	return uint8(min(added, maxCredit))
}
