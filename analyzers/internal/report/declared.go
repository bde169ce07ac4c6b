package report

import (
	"go/ast"
	"go/token"
	"slices"
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
	args, _, ok = d.Declared(word, node)
	return args, ok
}

// Declared is like [Directives.Declares], and also returns where the directive
// stands.
func (d *Directives) Declared(word string, node ast.Node) (args string, pos token.Pos, ok bool) {
	if node == nil || !node.Pos().IsValid() {
		return "", token.NoPos, false
	}
	first := d.line(node.Pos())
	list := d.above[first]
	if d.line(node.End()) == first {
		list = append(slices.Clip(list), d.beside[first]...)
	}
	for _, dir := range list {
		if dir.Name == word {
			return withoutRemark(dir.Args), dir.Slash, true
		}
	}
	return "", token.NoPos, false
}

// Declarations returns where all directives //quiesce:word stand, in no order.
func (d *Directives) Declarations(word string) []token.Pos {
	var list []token.Pos
	for _, at := range []map[line][]ast.Directive{d.above, d.beside} {
		for _, dirs := range at {
			for _, dir := range dirs {
				if dir.Name == word {
					list = append(list, dir.Slash)
				}
			}
		}
	}
	return list
}

// withoutRemark cuts a comment off the arguments of a directive.
func withoutRemark(args string) string {
	args, _, _ = strings.Cut(" "+args, " //")
	return strings.TrimSpace(args)
}
