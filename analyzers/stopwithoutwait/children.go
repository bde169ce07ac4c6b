package stopwithoutwait

import (
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A server's loop starts a goroutine for each connection. Close ends the
// loop, and not these:
//
//	func (s *Server) serve() { for { conn, err := s.ln.Accept(); ...; go s.handle(conn) } }
//	func (s *Server) Close() error { s.ln.Close(); return s.db.Close() } // handle may be in s.db.Exec

// outlives reports a goroutine that serves a connection, is started by a
// loop that s ends, and uses what s closes.
func (c *checker) outlives(b *body) bool {
	if b.tells || !c.serves(b) {
		return false
	}
	for _, parent := range c.bodies {
		if parent == b || !c.near(parent.fn, 1)[b.spawn.In] || !c.inLoop(b.spawn.In, b.spawn.Call) {
			continue
		}
		for _, s := range c.stops() {
			if s.idles || !c.concerns(parent, s) || !s.signalsTo(parent) || s.fn != nil && c.reach(b.fn)[s.fn] {
				continue
			}
			if c.closesUsed(b, s) {
				return true
			}
		}
	}
	return false
}

// serves reports whether the goroutine was handed a connection, or the like,
// that it works on.
func (c *checker) serves(b *body) bool {
	is := func(v *types.Var) bool { return v != nil && known.ClosedToStop(v.Type()) && !v.IsField() }
	for _, arg := range b.spawn.Call.Args {
		if is(c.holder(arg)) {
			return true
		}
	}
	return b.fn.Lit != nil && (slices.ContainsFunc(b.blockers, is) || slices.ContainsFunc(b.uses, func(d deed) bool { return is(d.what) }))
}
