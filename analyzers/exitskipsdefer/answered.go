package exitskipsdefer

import (
	"go/ast"
	"slices"
	"strings"
)

// twin is the linter of golangci-lint that has the same check, exitAfterDefer.
// Who has silenced it at an exit has looked at what is skipped there.
const twin = "gocritic"

// answeredFor reports whether the line of the exit, or the comment right above
// it, silences the other linter.
//
//	//nolint:gocritic // the lock goes with the process
//	os.Exit(status)
func (c *checker) answeredFor(call *ast.CallExpr) bool {
	at := c.pass.Fset.File(call.Pos())
	if at == nil {
		return false
	}
	line := at.Line(call.Pos())
	for _, f := range c.pass.Files {
		if f.FileStart > call.Pos() || call.Pos() >= f.FileEnd {
			continue
		}
		for _, g := range f.Comments {
			if from, to := at.Line(g.Pos()), at.Line(g.End()); (from == line || to == line-1) && slices.ContainsFunc(g.List, silencesTwin) {
				return true
			}
		}
	}
	return false
}

// silencesTwin reports whether a comment is a //nolint with the name of the
// other linter.
func silencesTwin(comment *ast.Comment) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(comment.Text, "/ "), "nolint:")
	if !ok {
		return false
	}
	list, _, _ := strings.Cut(rest, "//")
	return slices.ContainsFunc(strings.Split(list, ","), func(item string) bool {
		return strings.EqualFold(strings.TrimSpace(item), twin)
	})
}
