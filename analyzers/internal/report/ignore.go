package report

import (
	"go/ast"
	"go/token"
	"path"
	"strings"
	"sync/atomic"
)

// prefix is what the rules are called after in //lint directives, which other
// tools read too.
const prefix = "quiesce/"

// A name is one of the names in a //lint directive.
type name struct {
	text      string // folded to lower case, with the prefix
	pos, end  token.Pos
	directive *ast.Comment
	reason    bool
	used      atomic.Bool
}

// addIgnore records the names of ours in a comment that starts with //lint:.
func (d *Directives) addIgnore(c *ast.Comment, g *ast.CommentGroup, l *layout) {
	dir, ok := ast.ParseDirective(c.Slash, c.Text)
	if !ok || dir.Name != "ignore" && dir.Name != "file-ignore" {
		return
	}
	names := parseNames(c, dir)
	if len(names) == 0 {
		return
	}
	d.names = append(d.names, names...)
	if dir.Name == "file-ignore" {
		file := d.line(c.Slash).file
		d.whole[file] = append(d.whole[file], names...)
		return
	}
	for _, at := range l.covered(c, g) {
		d.lines[at] = append(d.lines[at], names...)
	}
}

// parseNames returns the names of ours in a directive of the form
//
//	//lint:ignore NAME[,NAME] reason
func parseNames(c *ast.Comment, dir ast.Directive) []*name {
	list, reason := dir.Args, ""
	if i := strings.IndexAny(list, " \t"); i >= 0 {
		list, reason = list[:i], list[i:]
	}
	var names []*name
	pos := dir.ArgsPos
	for text := range strings.SplitSeq(list, ",") {
		end := pos + token.Pos(len(text))
		if folded := strings.ToLower(text); folded+"/" == prefix || strings.HasPrefix(folded, prefix) {
			names = append(names, &name{
				text:      folded,
				pos:       pos,
				end:       end,
				directive: c,
				reason:    strings.Trim(reason, "/ \t") != "",
			})
		}
		pos = end + token.Pos(len(","))
	}
	return names
}

// silences reports whether n silences rule at pos, which is on a line that its
// directive covers. A directive does not silence what is reported about itself.
func (n *name) silences(rule string, pos token.Pos) bool {
	if !n.reason || n.directive.Pos() <= pos && pos < n.directive.End() {
		return false
	}
	match, err := path.Match(n.text, strings.ToLower(prefix+rule))
	return err == nil && match
}

// rule returns the rule that n names: what follows the prefix. It is empty for
// a bare "quiesce".
func (n *name) rule() string {
	_, rule, _ := strings.Cut(n.text, "/")
	return rule
}

// pattern reports whether n is a pattern, which names no single rule.
func (n *name) pattern() bool { return strings.ContainsAny(n.text, `*?[\`) }

// valid reports whether n is well formed as a pattern.
func (n *name) valid() bool {
	_, err := path.Match(n.text, "")
	return err == nil
}
