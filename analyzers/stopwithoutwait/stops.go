package stopwithoutwait

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A stop is a function that stops things.
type stop struct {
	fn      *lifecycle.Func // nil for a cancel function
	cancel  *types.Var      // that holds it
	from    *handout        // nil for a declared function
	foreign *foreign        // of another package, and nothing else is known of it
	name    string          // in messages
	pos     token.Pos
	end     token.Pos
	fires   map[*signals.Signal]bool // closed or cancelled
	sends   map[*signals.Signal]bool // sent on, which may be work as well
	fired   []aUse                   // both, and calls of cancel functions
	raised  []*types.Var             // flags
	closes  []deed
	clears  []deed
	chans   []aUse // close(ch)
	locks   []*types.Var
	idles   bool // lets time pass, or waits out of sight
	meets   bool // sends what the other side has to take
}

// stops returns the functions of the package that by their name stop
// something, or are handed out for that.
func (c *checker) stops() []*stop {
	if c.stopped {
		return c.allStops
	}
	c.stopped = true
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || f.Body() == nil || !isStopName(f.Obj.Name()) || c.lc.Directives.InTest(f.Pos()) {
			continue
		}
		s := c.stopOf(f)
		s.name, s.pos, s.end = funcName(f.Obj), f.Decl.Name.Pos(), f.Decl.Name.End()
		c.allStops = append(c.allStops, s)
	}
	c.allStops = append(c.allStops, c.handouts()...)
	// What users call comes first in a message.
	slices.SortStableFunc(c.allStops, func(a, b *stop) int {
		return cmp.Compare(a.hidden(), b.hidden())
	})
	return c.allStops
}

func (s *stop) hidden() int {
	switch {
	case s.from != nil:
		return 2
	case s.fn.Obj.Exported():
		return 0
	}
	return 1
}

// selects reports whether the function stops one of many things, by name or
// number: what is left at work is as often another one.
//
//	func (c *Conn) Cancel(id RequestID)
func (s *stop) selects() bool {
	if s.fn == nil || s.fn.Obj == nil {
		return false
	}
	for param := range s.fn.Obj.Signature().Params().Variables() {
		switch t := param.Type(); t.String() {
		case "context.Context", "time.Duration", "error", "bool":
		default:
			switch t.Underlying().(type) {
			case *types.Basic, *types.Struct:
				return true
			}
		}
	}
	return false
}

// helpers is how many calls deep the work of a stop function is looked for.
// What lies deeper belongs to something else.
const helpers = 2

// stopOf returns what a stop function does.
func (c *checker) stopOf(f *lifecycle.Func) *stop {
	s := &stop{fn: f, fires: make(map[*signals.Signal]bool), sends: make(map[*signals.Signal]bool)}
	near := c.near(f, helpers)
	c.all(near, func(d *deeds) {
		s.idles = s.idles || d.idles
		s.raised = append(s.raised, d.raised...)
		s.closes = append(s.closes, d.closes...)
		s.clears = append(s.clears, d.clears...)
		s.locks = append(s.locks, d.locks...)
	})
	for _, u := range c.usesIn(near) {
		switch u.Op {
		case signals.Close:
			s.fires[u.of] = true
			s.fired = append(s.fired, u)
			s.chans = append(s.chans, u)
		case signals.Send:
			s.sends[u.of] = true
			s.fired = append(s.fired, u)
			s.meets = s.meets || meets(u.of)
		case signals.Call:
			s.fired = append(s.fired, u)
			for _, m := range u.of.Makes {
				if ctx := c.signals.Signal(m.Ctx); ctx != nil && !near[m.In] {
					s.fires[ctx] = true
				}
			}
		}
	}
	byPos := func(a, b deed) int { return cmp.Compare(a.node.Pos(), b.node.Pos()) }
	slices.SortFunc(s.closes, byPos)
	slices.SortFunc(s.clears, byPos)
	slices.SortFunc(s.chans, func(a, b aUse) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return s
}

// meets reports whether a send on the channel is taken before it returns:
// it has no buffer.
func meets(s *signals.Signal) bool {
	return !slices.ContainsFunc(s.Makes, func(m signals.Make) bool { return m.Buffer != 0 })
}

// signalsTo reports whether s is meant to stop b: it fires what b observes
// or raises a flag that b polls.
func (s *stop) signalsTo(b *body) bool {
	for sig := range s.fires {
		if b.observed[sig] {
			return true
		}
	}
	for sig := range s.sends {
		if b.leavesBy[sig] {
			return true
		}
	}
	return overlap(s.raised, b.polled) || s.unblocks(b)
}

// unblocks reports whether s closes a connection, a listener or the like on
// which b blocks round by round.
func (s *stop) unblocks(b *body) bool {
	return b.loops && slices.ContainsFunc(s.closes, func(d deed) bool {
		return slices.Contains(b.blockers, d.what) && known.ClosedToStop(d.what.Type())
	})
}
