package goroutinestop

import (
	"fmt"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A house may have a function of its own that starts goroutines: it names
// them, counts them, recovers from their panics. In the packages of the flag
// bare a go statement anywhere else is a finding.
//
//	-goroutinestop.spawner='(*example.com/x/run.Group).Go' -goroutinestop.bare=example.com/x/...

var (
	spawners  known.Scopes // functions that may have a go statement
	forbidden known.Scopes // packages that may have none elsewhere
)

func init() {
	Analyzer.Flags.Var(&spawners, "spawner", "comma-separated `functions` that start the goroutines of the house; go statements in them are in order")
	Analyzer.Flags.Var(&forbidden, "bare", "comma-separated `packages` in which a go statement outside the functions of -goroutinestop.spawner is reported")
}

// bareGo reports the go statement of s, if the house has a function for it.
func (c *checker) bareGo(s *lifecycle.Spawn) {
	if s.Go == nil || forbidden.Empty() || !forbidden.HasPackage(c.pass.Pkg.Path()) {
		return
	}
	for f := s.In; f != nil; f = f.Parent {
		if f.Obj != nil && spawners.HasFunc(f.Obj) {
			return
		}
	}
	message := "bare go statement in a package that has a spawner for goroutines"
	if name := spawners.String(); name != "" && len(name) < 60 {
		message = fmt.Sprintf("bare go statement where goroutines are started by %s", name)
	}
	c.report(s, bareGo, message)
}
