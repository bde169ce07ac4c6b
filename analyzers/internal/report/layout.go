package report

import (
	"go/ast"
	"go/token"
)

// A layout tells what a comment stands beside or above. Both indexes are made
// when a first directive asks: few files have one.
type layout struct {
	fset *token.FileSet
	file *ast.File
	node map[*ast.CommentGroup]ast.Node // what a comment group belongs to
	code map[int]token.Pos              // where the code on a line begins, by the line of the file as it is on disk
}

// covered returns the lines that a //lint:ignore in the comment c of group g
// speaks about.
//
// Like honnef.co/go/tools it goes by [ast.CommentMap]: a comment alone on a
// line belongs to the node below, whatever comments or blank lines stand
// between them, or to the node that ends on the line above if a blank line
// follows it. For a comment behind code,
//
//	go func() { //lint:ignore quiesce/goroutinestop ends with the process
//
// the map gives the first statement of the block, so that the directive would
// miss the line it stands on. There we take that line alone.
func (l *layout) covered(c *ast.Comment, g *ast.CommentGroup) []line {
	node := l.belongs(g)
	if !l.beside(c) {
		if node == nil {
			return nil
		}
		return []line{l.line(node.Pos())}
	}
	covered := []line{l.line(c.Pos())}
	if node != nil && node.Pos() < c.Pos() {
		if first := l.line(node.Pos()); first != covered[0] {
			covered = append(covered, first)
		}
	}
	return covered
}

// belongs returns the node that g belongs to, or nil.
func (l *layout) belongs(g *ast.CommentGroup) ast.Node {
	if l.node == nil {
		l.node = make(map[*ast.CommentGroup]ast.Node)
		for node, groups := range ast.NewCommentMap(l.fset, l.file, l.file.Comments) {
			for _, g := range groups {
				l.node[g] = node
			}
		}
	}
	return l.node[g]
}

// beside reports whether code stands before c on its line.
func (l *layout) beside(c *ast.Comment) bool {
	if l.code == nil {
		l.code = make(map[int]token.Pos)
		ast.Inspect(l.file, func(n ast.Node) bool {
			switch n.(type) {
			case nil, *ast.CommentGroup:
				return false
			}
			l.addCode(n.Pos())
			l.addCode(n.End() - 1)
			return true
		})
	}
	first, ok := l.code[l.diskLine(c.Pos())]
	return ok && first < c.Pos()
}

// addCode records that there is code at pos. The ends of nodes are enough:
// no line of code is without one that begins or ends there.
func (l *layout) addCode(pos token.Pos) {
	if pos <= 0 {
		return
	}
	n := l.diskLine(pos)
	if first, ok := l.code[n]; !ok || pos < first {
		l.code[n] = pos
	}
}

func (l *layout) line(pos token.Pos) line {
	p := l.fset.Position(pos)
	return line{p.Filename, p.Line}
}

func (l *layout) diskLine(pos token.Pos) int {
	return l.fset.PositionFor(pos, false).Line
}
