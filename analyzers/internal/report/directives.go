package report

import (
	"go/ast"
	"go/token"
	"strings"
)

// Directives holds what the comments of the files of one package say to the
// analyzers. Its methods may be called from several goroutines.
type Directives struct {
	fset   *token.FileSet
	files  map[*token.File]fileInfo
	honour bool // //nolint silences findings

	names  []*name                  // all that //lint directives name, in the order of files
	lines  map[line][]*name         // //lint:ignore
	whole  map[string][]*name       // //lint:file-ignore
	nolint map[string][]lineRange   // //nolint
	above  map[line][]ast.Directive // //quiesce: alone, by the line below its comment group
	beside map[line][]ast.Directive // //quiesce: at the end of a line
}

// A line is a line of a source file, as drivers print it.
type line struct {
	file string
	n    int
}

// Scan reads the comments of the files once. With nolint, findings are silenced
// by //nolint:quiesce, //nolint:all and a bare //nolint, too.
func Scan(fset *token.FileSet, files []*ast.File, nolint bool) *Directives {
	d := &Directives{
		fset:   fset,
		honour: nolint,
		files:  make(map[*token.File]fileInfo),
		lines:  make(map[line][]*name),
		whole:  make(map[string][]*name),
		nolint: make(map[string][]lineRange),
		above:  make(map[line][]ast.Directive),
		beside: make(map[line][]ast.Directive),
	}
	for _, f := range files {
		tf := fset.File(start(f))
		if tf == nil {
			continue // no position, nothing to find it by
		}
		d.files[tf] = inspectFile(fset, f)
		d.scan(f)
	}
	return d
}

// scan reads the comments of one file.
func (d *Directives) scan(f *ast.File) {
	l := layout{fset: d.fset, file: f}
	var spans []span
	for _, g := range f.Comments {
		for _, c := range g.List {
			// Nearly no comment is a directive of ours, and all packages
			// that a program depends on are scanned.
			switch {
			case strings.HasPrefix(c.Text, "//lint:"):
				d.addIgnore(c, g, &l)
			case strings.HasPrefix(c.Text, "//quiesce:"):
				d.addDeclared(c, g, &l)
			case strings.Contains(c.Text, "nolint") && silencesUs(c.Text):
				spans = append(spans, newSpan(d.fset, g))
			}
		}
	}
	if len(spans) > 0 {
		d.addSpans(f, spans)
	}
}

// Ignored reports whether a directive silences rule at pos, and marks every
// directive that does as used.
func (d *Directives) Ignored(rule string, pos token.Pos) bool {
	return d.ignored(rule, pos, func(n *name) { n.used.Store(true) })
}

// Covered is like [Directives.Ignored] and marks nothing: it is for those who
// only want to know, and do not judge what a directive is good for.
func (d *Directives) Covered(rule string, pos token.Pos) bool {
	return d.ignored(rule, pos, func(*name) {})
}

func (d *Directives) ignored(rule string, pos token.Pos, mark func(*name)) bool {
	if !pos.IsValid() {
		return false
	}
	at := d.line(pos)
	ignored := false
	for _, names := range [][]*name{d.lines[at], d.whole[at.file]} {
		for _, n := range names {
			if n.silences(rule, pos) {
				mark(n)
				ignored = true
			}
		}
	}
	return ignored || d.honour && d.Nolint(pos)
}

// line returns the line of pos.
func (d *Directives) line(pos token.Pos) line {
	p := d.fset.Position(pos)
	return line{p.Filename, p.Line}
}

// start returns a position inside the file f.
func start(f *ast.File) token.Pos {
	if f.FileStart.IsValid() {
		return f.FileStart
	}
	return f.Package
}
