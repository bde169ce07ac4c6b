package report

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// linter is the name by which golangci-lint knows the suite.
const linter = "quiesce"

// A lineRange is a range of lines, both ends included.
type lineRange struct{ from, to int }

// A span is what a comment group with a //nolint covers by itself: its own
// lines, from which golangci-lint goes on to the node below it if that begins
// in the same column.
type span struct {
	file string
	lineRange
	column int
}

// silencesUs reports whether a comment is a //nolint for all linters or for
// ours. golangci-lint allows blanks before the word, and another comment after
// the list.
func silencesUs(text string) bool {
	text = strings.TrimLeft(text, "/ ")
	rest, ok := strings.CutPrefix(text, "nolint")
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != ':' {
		return false
	}
	list, ok := strings.CutPrefix(rest, ":")
	if !ok || strings.HasPrefix(list, "all") {
		return true
	}
	list, _, _ = strings.Cut(list, "//")
	return slices.ContainsFunc(strings.Split(list, ","), func(item string) bool {
		item = strings.ToLower(strings.TrimSpace(item))
		return item == linter || item == "all"
	})
}

// Nolint reports whether a //nolint for us covers pos. Where another program is
// left to silence the finding there, someone has still answered for the place.
func (d *Directives) Nolint(pos token.Pos) bool {
	at := d.line(pos)
	return slices.ContainsFunc(d.nolint[at.file], func(r lineRange) bool {
		return r.from <= at.n && at.n <= r.to
	})
}

func newSpan(fset *token.FileSet, g *ast.CommentGroup) span {
	pos := fset.Position(g.Pos())
	return span{
		file:      pos.Filename,
		lineRange: lineRange{pos.Line, fset.Position(g.End()).Line},
		column:    pos.Column,
	}
}

// addSpans records what the //nolint comments of a file cover. For one above
// the package clause that is the file, a node like others.
func (d *Directives) addSpans(f *ast.File, spans []span) {
	for _, s := range spans {
		d.nolint[s.file] = append(d.nolint[s.file], s.lineRange)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		pos := d.fset.Position(n.Pos())
		for _, s := range spans {
			if s.file != pos.Filename || s.to != pos.Line-1 || s.column != pos.Column {
				continue
			}
			below := lineRange{s.from, d.fset.Position(n.End()).Line}
			if below.to > s.to {
				d.nolint[s.file] = append(d.nolint[s.file], below)
			}
			break
		}
		return true
	})
}
