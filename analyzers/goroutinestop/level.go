package goroutinestop

import (
	"cmp"
	"errors"
	"go/ast"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
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
		return errors.New("want stop, owner or context")
	}
	*l = level(i)
	return nil
}

// required returns the level for the package: what its comment says, or
// else the flag.
func (c *checker) required() level {
	for _, f := range c.pass.Files {
		if name, ok := c.lc.Directives.Declares("require", f); ok {
			var l level
			if l.Set(name) == nil {
				return l
			}
		}
	}
	return require
}

// strict reports a goroutine that ends by itself, if that is not enough at
// this level. A goroutine that another level reports may carry a directive
// against that.
func (c *checker) strict(s *lifecycle.Spawn) {
	if c.level != requireStop && c.serves(s) {
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

// givenContext reports whether a context comes to the goroutine: as an
// argument, as a parameter of what runs, or by a name in its body.
func (c *checker) givenContext(s *lifecycle.Spawn) bool {
	if slices.ContainsFunc(s.Call.Args, func(arg ast.Expr) bool { return isContext(c.pass.TypesInfo.TypeOf(arg)) }) {
		return true
	}
	f := s.Body.Func
	return f != nil && (c.contextParam(f) != nil || len(c.mentions(f)) > 0)
}

// serves reports whether the goroutine is that of a server, which a rule of
// its own is about.
func (c *checker) serves(s *lifecycle.Spawn) bool {
	serving := c.lc.Serving()
	return serving != nil && slices.ContainsFunc(serving.Calls, func(call *lifecycle.ServeCall) bool {
		return call.Call == s.Call || s.Body.Func != nil && call.In == s.Body.Func
	})
}
