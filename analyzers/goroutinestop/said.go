package goroutinestop

import (
	"go/ast"
	"regexp"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A comment may say that a goroutine is to live as long as the process:
//
//	// start starts the syncer. It is fine to let it exit with the process.
//
// Whoever wrote that has thought about the end.

var lifelong = regexp.MustCompile(`(?i)\b(with|until|till|as long as|(life|lifetime|duration) of) (the |our |this )?(whole |entire )?(process|program|application|app)\b|\b(process|program|application)[- ]lifetime\b`)

// saidLifelong reports whether a comment says so: at the go statement, or that
// of the function that has it or of the one that it runs.
func (c *checker) saidLifelong(s *lifecycle.Spawn) bool {
	if f := c.declaration(s.In); f != nil && f.Decl != nil && says(f.Decl.Doc) {
		return true
	}
	if f := s.Body.Func; f != nil && f.Decl != nil && says(f.Decl.Doc) {
		return true
	}
	at := c.pass.Fset.Position(s.Pos())
	for _, file := range c.pass.Files {
		if s.Pos() < file.FileStart || file.FileEnd < s.Pos() {
			continue
		}
		for _, g := range file.Comments {
			if line := c.pass.Fset.Position(g.End()).Line; (line == at.Line-1 || line == at.Line) && says(g) {
				return true
			}
		}
	}
	return false
}

func says(g *ast.CommentGroup) bool {
	return lifelong.MatchString(strings.Join(strings.Fields(g.Text()), " "))
}
