// Package text prints findings for people.
package text

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// A Printer prints findings as lines that begin with file:line:column.
type Printer struct {
	W      io.Writer
	Dir    string // what names of files are relative to
	Source bool   // show the line of a finding
	Color  bool

	files map[string][][]byte // lines of the files read
}

// Escape sequences of terminals.
const (
	bold, red, green, dim, reset = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"
)

// Print prints one finding and the places related to it.
func (p *Printer) Print(f finding.Finding) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %s\n", p.paint(bold, p.place(f.Span)), p.paint(red, f.Message), p.paint(dim, "("+f.Analyzer+")"))
	p.source(&b, f.Span)
	for _, r := range f.Related {
		fmt.Fprintf(&b, "\t%s: %s\n", p.place(r.Span), r.Message)
	}
	_, err := io.WriteString(p.W, b.String())
	return err
}

func (p *Printer) paint(style, s string) string {
	if !p.Color {
		return s
	}
	return style + s + reset
}

// place returns the position of s as compilers print it.
func (p *Printer) place(s finding.Span) string {
	name := Relative(p.Dir, s.File)
	switch {
	case s.Line == 0:
		return name
	case s.Col == 0:
		return fmt.Sprintf("%s:%d", name, s.Line)
	}
	return fmt.Sprintf("%s:%d:%d", name, s.Line, s.Col)
}

// Relative returns the name of file relative to dir, or file itself if it is
// not below dir.
func Relative(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return file
}

// source writes the line at which s begins, and below it what s covers of it.
func (p *Printer) source(b *strings.Builder, s finding.Span) {
	line, ok := p.line(s.File, s.Line)
	if !p.Source || !ok || s.Col < 1 || s.Col > len(line) {
		return
	}
	end := len(line)
	if s.EndLine == s.Line {
		end = min(end, s.EndCol-1)
	}
	end = max(end, s.Col) // a caret at least
	text := strings.TrimLeft(line, " \t")
	indent := len(line) - len(text)
	start := max(s.Col-1, indent)
	before := strings.Map(blank, line[indent:start])
	marks := "^" + strings.Repeat("~", max(0, len([]rune(line[start:max(start, end)]))-1))
	fmt.Fprintf(b, "\t%s\n\t%s%s\n", text, before, p.paint(green, marks))
}

// blank returns what stands below r, so that columns stay in line.
func blank(r rune) rune {
	if r == '\t' {
		return r
	}
	return ' '
}

// line returns a line of a file, and whether there is one.
func (p *Printer) line(file string, n int) (string, bool) {
	lines, ok := p.files[file]
	if !ok {
		data, err := os.ReadFile(file)
		if err == nil {
			lines = bytes.Split(data, []byte("\n"))
		}
		if p.files == nil {
			p.files = make(map[string][][]byte)
		}
		p.files[file] = lines
	}
	if n < 1 || n > len(lines) {
		return "", false
	}
	return strings.TrimRight(string(lines[n-1]), "\r"), true
}

// Count returns how many findings there are, in all and of each analyzer, the
// most first.
func Count(findings []finding.Finding) string {
	counts := make(map[string]int)
	for _, f := range findings {
		counts[f.Analyzer]++
	}
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	noun := "findings"
	if len(findings) == 1 {
		noun = "finding"
	}
	return fmt.Sprintf("%d %s: %s", len(findings), noun, strings.Join(names, ", "))
}
