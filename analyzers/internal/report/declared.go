package report

import (
	"go/ast"
	"strings"
)

// addDeclared records a comment that starts with //quiesce:.
func (d *Directives) addDeclared(c *ast.Comment, g *ast.CommentGroup, l *layout) {
	dir, ok := ast.ParseDirective(c.Slash, c.Text)
	if !ok {
		return
	}
	if l.beside(c) {
		at := d.line(c.Pos())
		d.beside[at] = append(d.beside[at], dir)
		return
	}
	below := d.line(g.End())
	below.n++
	d.above[below] = append(d.above[below], dir)
}

// Declares reports whether the declaration node carries //quiesce:word: in its
// doc comment or the comments right above it, or behind it if it is on one
// line. It returns what follows the word, without the blanks around it and
// without a trailing // remark.
//
// The node may also be a specification in a group, a field, a statement, or the
// file for the comment above its package clause.
func (d *Directives) Declares(word string, node ast.Node) (args string, ok bool) {
	if node == nil || !node.Pos().IsValid() {
		return "", false
	}
	first := d.line(node.Pos())
	for _, dir := range d.above[first] {
		if dir.Name == word {
			return withoutRemark(dir.Args), true
		}
	}
	if d.line(node.End()) != first {
		return "", false
	}
	for _, dir := range d.beside[first] {
		if dir.Name == word {
			return withoutRemark(dir.Args), true
		}
	}
	return "", false
}

// withoutRemark cuts a comment off the arguments of a directive.
func withoutRemark(args string) string {
	args, _, _ = strings.Cut(" "+args, " //")
	return strings.TrimSpace(args)
}
