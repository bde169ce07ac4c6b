package lifecycle

import (
	"go/ast"
	"go/types"
	"strings"
)

// Who makes a channel and hands it to a function of another package cannot
// see what becomes of it there:
//
//	lines := make(chan string)
//	go tail.Follow(path, lines) // sends in a loop, and closes lines
//
// The fact about the function tells, if all that it does with the channel is
// in sight.

// ChanDoes is what a function does with a channel that it is given.
type ChanDoes uint8

const (
	ChanSends    ChanDoes = 1 << iota // waits until somebody receives
	ChanTwice                         // does so twice on some way through it
	ChanMany                          // or more often
	ChanGuards                        // sends in a select that has another case, or behind that
	ChanReceives                      // receives, and may leave some
	ChanDrains                        // receives all up to the close
	ChanCloses
	ChanAsync // does all that in a goroutine of its own
)

// names of the effects, in their order
var chanNames = [...]string{"sends", "twice", "many", "guards", "receives", "drains", "closes", "async"}

// A ChanParam tells what a function does with the channel that is its
// Index-th parameter. There is none for a channel that it keeps.
type ChanParam struct {
	Index int
	Does  ChanDoes
}

// ChanParam returns what the target does with the channel that is its i-th
// argument; ok is false if that is not known.
func (r *Result) ChanParam(to Target, i int) (does ChanDoes, ok bool) {
	r.chanMu.Lock()
	defer r.chanMu.Unlock()
	return r.chanParam(to, i)
}

func (r *Result) chanParam(to Target, i int) (does ChanDoes, ok bool) {
	var list []ChanParam
	switch {
	case to.Func != nil:
		list = r.chans().of(to.Func)
	case to.Obj != nil && visible(to.Obj) && !isInterfaceMethod(to.Obj) && hasChanParam(to.Obj.Signature()):
		list = r.imported(to.Obj).Chans
	}
	for _, p := range list {
		if p.Index == i {
			return p.Does, true
		}
	}
	return 0, false
}

// A ChanHanding is a call that gets a channel as an argument.
type ChanHanding struct {
	Call *ast.CallExpr
	Does ChanDoes
	Go   bool // in another goroutine than the one that the function around it runs in
}

// ChanHandings returns to which calls function f, or a literal in it, hands
// the channel that local variable v holds; kept is true if something else
// may get hold of it, or the variable of another channel.
func (r *Result) ChanHandings(v *types.Var, f *Func) (list []ChanHanding, kept bool) {
	r.chanMu.Lock()
	defer r.chanMu.Unlock()
	s := r.chans().scan(v, f)
	for _, site := range s.sites {
		if site.call != nil {
			list = append(list, ChanHanding{site.call, site.does, site.async})
		}
	}
	return list, s.kept
}

// A chanFinder finds the channel parameters of the functions of one package.
// While a function is being looked at, nothing is known of it.
type chanFinder struct {
	*Result
	known map[*Func][]ChanParam
}

func (r *Result) chans() *chanFinder {
	if r.chanParams == nil {
		r.chanParams = &chanFinder{Result: r, known: make(map[*Func][]ChanParam)}
	}
	return r.chanParams
}

func (cf *chanFinder) of(f *Func) []ChanParam {
	if list, ok := cf.known[f]; ok {
		return list
	}
	cf.known[f] = nil
	if f.Body() == nil {
		return nil
	}
	var list []ChanParam
	for i, v := range cf.contexts().params(f) {
		if v == nil || !isChan(v.Type()) || cf.isVariadic(f, i) {
			continue
		}
		if s := cf.scan(v, f); !s.kept {
			list = append(list, ChanParam{i, cf.sum(s, f)})
		}
	}
	cf.known[f] = list
	return list
}

func (cf *chanFinder) isVariadic(f *Func, i int) bool {
	sig, ok := cf.info.TypeOf(f.Type()).(*types.Signature)
	return ok && sig.Variadic() && i == sig.Params().Len()-1
}

// sum tells what all the sites in f come to.
func (cf *chanFinder) sum(s *chanScan, f *Func) ChanDoes {
	var does ChanDoes
	async := len(s.sites) > 0
	for _, site := range s.sites {
		does |= site.does &^ (ChanAsync | ChanSends | ChanTwice | ChanMany)
		async = async && (site.async || site.does&ChanAsync != 0)
	}
	switch n := cf.sent(s, f); {
	case n > 2:
		does |= ChanSends | ChanMany
	case n == 2:
		does |= ChanSends | ChanTwice
	case n == 1:
		does |= ChanSends
	}
	if async {
		does |= ChanAsync
	}
	return does
}

func hasChanParam(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if isChan(v.Type()) {
			return true
		}
	}
	return false
}

// String returns the names of what happens.
func (d ChanDoes) String() string {
	var s strings.Builder
	for i, name := range chanNames {
		if d&(1<<i) != 0 {
			s.WriteString(" " + name)
		}
	}
	return s.String()
}
