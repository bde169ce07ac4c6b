package goroutinestop

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A level is how much is asked of every goroutine. It implements
// flag.Value.
type level uint8

const (
	requireStop    level = iota // a body that does not end by itself can be told to stop
	requireOwner                // or, if it does end, somebody waits for it
	requireContext              // it is given a context
)

var levels = []string{requireStop: "stop", requireOwner: "owner", requireContext: "context"}

// String returns the level as Set reads it.
func (l *level) String() string {
	if l == nil {
		return levels[requireStop]
	}
	return levels[*l]
}

// Set sets the level to the one of that name.
func (l *level) Set(name string) error {
	i := slices.Index(levels, name)
	if i < 0 {
		return errors.New("want one of " + strings.Join(levels, ", "))
	}
	*l = level(i)
	return nil
}

// required returns the level for the package: what its comment says, or
// else the flag. A comment that names no level is reported, as the flag would
// not have taken that name either, and so is one that no package clause
// follows.
func (c *checker) required() level {
	found := require
	for _, f := range slices.Backward(c.pass.Files) {
		name, pos, ok := c.lc.Directives.Declared("require", f)
		if !ok || !tests && c.lc.Directives.InTest(f.Package) {
			continue // in a test file it would not be there in all runs
		}
		if l := found; l.Set(name) == nil {
			found = l
		} else {
			c.badLevel(pos, fmt.Sprintf("directive requires %.40q, which is no level (it changes nothing; the levels are %s)",
				name, strings.Join(levels, ", ")))
		}
	}
	for _, pos := range c.lc.Directives.Declarations("require") {
		if !slices.ContainsFunc(c.pass.Files, func(f *ast.File) bool {
			return f.Doc != nil && f.Doc.Pos() <= pos && pos < f.Doc.End()
		}) {
			c.badLevel(pos, "directive stands right above no package clause (it changes nothing)")
		}
	}
	return found
}

func (c *checker) badLevel(pos token.Pos, message string) {
	end := pos + token.Pos(len("//quiesce:require"))
	c.out.Report(report.Finding{Pos: pos, End: end, Category: badLevel, Message: message})
}

// strict reports a goroutine that ends by itself, if that is not enough at
// this level. A goroutine that another level reports may carry a directive
// against that.
func (c *checker) strict(s *lifecycle.Spawn) {
	if !tests && (c.lc.ByTesting(s) || c.lc.HelpsTests(s.In) || s.Body.Func != nil && c.lc.HelpsTests(s.Body.Func)) {
		c.out.OptIn(s.Pos())
		return
	}
	if c.level != requireStop && (c.serves(s) || c.toldAlready(s)) {
		return
	}
	covered := c.lc.Directives.Covered(name, s.Pos())
	if c.level == requireStop && !covered {
		return
	}
	lacksContext, lacksOwner, bound := false, false, ""
	if c.level == requireContext || covered {
		lacksContext = !c.givenContext(s)
	}
	var d conduct
	if c.level == requireOwner || covered {
		d, bound = c.conductOf(s), cmp.Or(c.bound(s), c.waitsForCommand(s))
		lacksOwner = !d.owned && d.work != nil
	}
	switch {
	case c.level == requireContext && lacksContext:
		c.report(s, noContext, "goroutine is given no context")
	case c.level == requireOwner && bound != "":
		c.report(s, deadSignal, bound)
	case c.level == requireOwner && lacksOwner:
		c.unowned(s, d)
	case lacksContext || lacksOwner || bound != "":
		c.out.OptIn(s.Pos())
	}
}

// toldAlready reports whether s is a goroutine that a spawner starts which
// runs in one itself: one finding says it of both.
//
//	go s.accept(ln, func(conn net.Conn) { s.handle(conn) })
func (c *checker) toldAlready(s *lifecycle.Spawn) bool {
	return s.Go == nil && slices.ContainsFunc(c.lc.Spawns(), func(outer *lifecycle.Spawn) bool {
		return outer.Go != nil && outer.Call == s.Call
	})
}

// givenContext reports whether a context that somebody can cancel comes to
// the goroutine: as an argument, or to its body.
func (c *checker) givenContext(s *lifecycle.Spawn) bool {
	if slices.ContainsFunc(s.Call.Args, func(arg ast.Expr) bool {
		return c.likeContext(c.pass.TypesInfo.TypeOf(arg)) && c.mayFire(arg)
	}) {
		return true
	}
	if s.Body.Func == nil {
		return s.Go != nil && c.callHears(s.Call, 0)
	}
	// What a spawner calls its argument with is for the spawner.
	byParam := s.Go == nil && c.contextParam(s.Body.Func) != nil
	return byParam || c.hears(s.Body.Func, 0)
}

// serves reports whether the goroutine is that of a server, or shuts one
// down: a rule of its own is about them.
func (c *checker) serves(s *lifecycle.Spawn) bool {
	serving := c.lc.Serving()
	return serving != nil && (shutsDown(serving, s) || slices.ContainsFunc(serving.Calls, func(call *lifecycle.ServeCall) bool {
		return call.Call == s.Call || s.Body.Func != nil && call.In == s.Body.Func
	}))
}
