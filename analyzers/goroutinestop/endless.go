package goroutinestop

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// endless reports a goroutine that never ends, whoever acts.
func (c *checker) endless(s *lifecycle.Spawn, end lifecycle.Ending, at token.Pos) {
	message, related := "goroutine runs an endless loop and has no way to stop (no context, channel or return)", "the loop that it never leaves"
	if end == lifecycle.BlocksForever {
		message, related = "goroutine blocks in an empty select and has no way to stop", "the select that it never leaves"
	}
	c.neverEnds(s, c.lc.EndlessIn(s.Body), end, message, relatedAt(at, related)...)
}

// comesToLoop reports a goroutine that may return at once, but not any more
// once it has come to its loop, and whether it is such a one.
func (c *checker) comesToLoop(s *lifecycle.Spawn) bool {
	at, in := c.lc.MayLoop(s.Body)
	if in != nil {
		c.neverEnds(s, in, lifecycle.LoopsForever, "goroutine comes to an endless loop and has no way to stop then (no context, channel or return)",
			relatedAt(at, "the loop that it never leaves")...)
	}
	return in != nil
}

// neverEnds reports a goroutine that never ends because of what is in a
// function. If a context comes to it, that is what it is deaf to.
func (c *checker) neverEnds(s *lifecycle.Spawn, in *lifecycle.Func, end lifecycle.Ending, message string, related ...analysis.RelatedInformation) {
	if !tests && c.lc.HelpsTests(s.In) {
		c.out.OptIn(s.Pos())
		return
	}
	at := token.NoPos
	if len(related) > 0 {
		at = related[0].Pos
	}
	c.told[in] = true
	if ctx, how := c.incoming(s, in, at); how != unheard {
		c.report(s, deaf, fmt.Sprintf(deafTo[how], ctx), related...)
		return
	}
	if c.level == requireStop && end == lifecycle.LoopsForever && !c.lc.Directives.InTest(s.Pos()) && (c.janitor(s) || c.saidLifelong(s) || !c.ends(s, in)) {
		c.out.OptIn(s.Pos())
		return
	}
	c.report(s, noStop, message, related...)
}

// hearing tells what an endless function does with a context.
type hearing uint8

const (
	unheard hearing = iota // none comes in
	ignored
	handedOn
	checked
)

var deafTo = [...]string{
	ignored:  "goroutine receives %q but never checks it (cancellation has no effect)",
	handedOn: "goroutine hands %q on in a loop that it never leaves (cancellation has no effect)",
	checked:  "goroutine checks %q but does not end with it (cancellation has no effect)",
}

// incoming returns the name of a context that comes to the goroutine, as
// an argument or by a name that the function with the endless loop uses in
// it, and what becomes of it. What is waited for before the loop may be no
// more than the sign to begin.
func (c *checker) incoming(s *lifecycle.Spawn, in *lifecycle.Func, loop token.Pos) (name string, how hearing) {
	if in == nil {
		return c.argument(s.Call)
	}
	for _, m := range c.mentions(in) {
		if m.how > how && m.expr.Pos() > loop && c.mayFire(m.expr) {
			name, how = text(m.expr), m.how
		}
	}
	if how != unheard {
		return name, how
	}
	for _, f := range []*lifecycle.Func{in, s.Body.Func} {
		if id := c.contextParam(f); id != nil && c.mayFire(id) && !c.mentioned(c.pass.TypesInfo.Defs[id], f) {
			return id.Name, ignored
		}
	}
	return "", unheard
}
