// Package fix applies the suggested fixes of findings to files.
//
//	result, err := fix.Apply(findings, fix.Options{Root: root, Protected: []string{goroot, modcache}})
//	result, err := fix.Diff(os.Stdout, findings, opts)
//
// Of each finding the first fix counts. A fix is applied as a whole or not at
// all. One that overlaps an earlier one is deferred: what it changes is not what
// its analyzer has seen, so the caller analyzes again, until nothing is applied.
package fix

import (
	"errors"
	"fmt"
	"io"

	"github.com/aymanbagabas/go-udiff"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// Options say which files may be changed: Go files of the user that are below
// Root, in no vendor folder, and writable.
type Options struct {
	Root      string   // folder, absolute
	Protected []string // folders of others, such as GOROOT and GOMODCACHE
}

// A Result tells what became of the fixes.
type Result struct {
	Applied  int      // fixes
	Deferred int      // fixes that overlap applied ones: analyze again
	Refused  int      // fixes of files that must not be changed, or that do not fit
	Files    []string // that were changed, sorted
}

// Apply changes the files. Fixes that do not fit the files, or after which a
// file could no longer be parsed, are refused and named by the error, while the
// others are applied. If a file cannot be written, those before it are changed
// and those after it are not.
func Apply(findings []finding.Finding, opts Options) (Result, error) {
	p := newPlan(findings, opts)
	err := p.err()
	for _, c := range p.changes {
		if writeErr := write(c); writeErr != nil {
			err = errors.Join(err, writeErr)
			break
		}
		p.done[c.file] = true
	}
	return p.result(), err
}

// Diff writes what Apply would change as a unified diff, with names relative to
// the root, and changes nothing. The Files of the result are those of the diff.
func Diff(w io.Writer, findings []finding.Finding, opts Options) (Result, error) {
	p := newPlan(findings, opts)
	for _, c := range p.changes {
		name := p.guard.relative(c.file)
		old := string(c.old)
		diff, err := udiff.ToUnified("a/"+name, "b/"+name, old, udiff.Lines(old, string(c.new)), udiff.DefaultContextLines)
		if err != nil {
			return Result{}, fmt.Errorf("diff of %s: %w", name, err)
		}
		if _, err := io.WriteString(w, diff); err != nil {
			return Result{}, fmt.Errorf("write diff: %w", err)
		}
		p.done[c.file] = true
	}
	return p.result(), p.err()
}
