// Package since tells which lines have changed since a revision of a git
// repository.
//
//	lines, err := since.Changed(ctx, dir, "origin/main")
//	kept, dropped := lines.Filter(findings)
//
// A finding counts if the line of its position has changed; its related
// positions and the lines below do not matter. A line that was deleted changes
// no line that is still there.
package since

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// Lines are the changed lines of a work tree.
type Lines struct {
	files   map[string][]lineRange // by path, absolute and without links
	targets map[string]string      // paths without links, by path
}

// A lineRange has both lines in it.
type lineRange struct{ first, last int }

// Changed returns the lines of the work tree around dir that differ from those
// of the revision, committed or not; of files that git neither tracks nor
// ignores, every line. A renamed file has only those changed that were edited.
//
// It fails if dir is in no git repository, if the revision is not there, or if
// git is not installed.
func Changed(ctx context.Context, dir, rev string) (*Lines, error) {
	g := git{ctx, dir}
	top, err := g.run("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("since %s: %w", rev, err)
	}
	commit, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, g.noRevision(rev)
	}
	diff, err := g.run("-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0",
		"--no-color", "--no-ext-diff", "--no-textconv", "--text", "--no-relative", "--find-renames",
		"--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", strings.TrimSpace(commit), "--")
	if err != nil {
		return nil, fmt.Errorf("since %s: %w", rev, err)
	}
	untracked, err := g.run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
	if err != nil {
		return nil, fmt.Errorf("since %s: %w", rev, err)
	}
	files, err := parseDiff(diff)
	if err != nil {
		return nil, fmt.Errorf("since %s: %w", rev, err)
	}
	for name := range strings.SplitSeq(untracked, "\x00") {
		if name != "" {
			files[name] = []lineRange{allLines}
		}
	}
	return newLines(strings.TrimRight(top, "\r\n"), files), nil
}

// newLines returns the Lines of files with names relative to the folder top.
func newLines(top string, files map[string][]lineRange) *Lines {
	l := &Lines{make(map[string][]lineRange), make(map[string]string)}
	for name, ranges := range files {
		l.files[l.resolve(filepath.Join(top, filepath.FromSlash(name)))] = ranges
	}
	return l
}

// Has reports whether the line of the file, an absolute path, has changed.
func (l *Lines) Has(file string, line int) bool {
	for _, r := range l.files[l.resolve(file)] {
		if r.first <= line && line <= r.last {
			return true
		}
	}
	return false
}

// Filter returns the findings on changed lines, in their order, and the number
// of the others.
func (l *Lines) Filter(findings []finding.Finding) (kept []finding.Finding, dropped int) {
	for _, f := range findings {
		if l.Has(f.File, f.Line) {
			kept = append(kept, f)
		} else {
			dropped++
		}
	}
	return kept, dropped
}

// resolve returns the path with links followed: git and the go command do not
// agree on whether to follow them.
func (l *Lines) resolve(file string) string {
	target, ok := l.targets[file]
	if !ok {
		var err error
		if target, err = filepath.EvalSymlinks(file); err != nil {
			target = filepath.Clean(file)
		}
		l.targets[file] = target
	}
	return target
}

// git runs the git command in a folder.
type git struct {
	ctx context.Context
	dir string
}

// run returns what git prints. Its error has what git says about it.
func (g git) run(args ...string) (string, error) {
	cmd := exec.CommandContext(g.ctx, "git", args...)
	cmd.Dir = g.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if text := strings.TrimSpace(stderr.String()); err != nil && text != "" && g.ctx.Err() == nil {
		err = errors.New(strings.TrimPrefix(text, "fatal: "))
	}
	return string(out), err
}

// noRevision returns the error for a revision that git does not know.
func (g git) noRevision(rev string) error {
	if err := g.ctx.Err(); err != nil {
		return err
	}
	err := fmt.Errorf("since %s: git knows no commit of that name", rev)
	if shallow, _ := g.run("rev-parse", "--is-shallow-repository"); strings.TrimSpace(shallow) == "true" {
		err = fmt.Errorf("%w (the clone is shallow: fetch more of its history)", err)
	}
	return err
}
