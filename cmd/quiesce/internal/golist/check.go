package golist

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/gocmd"
)

// A Broken is a package that cannot be analyzed.
type Broken struct {
	ImportPath string
	Reason     string
}

// Check compiles the packages that the patterns name, with their tests if tests
// is set, and tells those that can be analyzed from the others.
func Check(ctx context.Context, g *gocmd.Go, flags, patterns []string, tests bool) (good []string, broken []Broken, err error) {
	args := []string{"-deps", "-export", "-json=ImportPath,DepOnly,ForTest,Deps,Error"}
	if tests {
		args = append(args, "-test")
	}
	pkgs, err := list(ctx, g, slices.Concat(args, flags, []string{"--"}, patterns))
	if err != nil {
		return nil, nil, err
	}
	faults := make(map[string]*Package)
	for i, p := range pkgs {
		if p.Error != nil {
			faults[p.ImportPath] = &pkgs[i]
		}
	}
	reasons := make(map[string]string) // by root; empty if it is good
	for _, p := range pkgs {
		if root, ok := p.root(); ok && reasons[root] == "" {
			reasons[root] = p.reason(faults)
		}
	}
	for _, root := range slices.Sorted(maps.Keys(reasons)) {
		if reason := reasons[root]; reason == "" {
			good = append(good, root)
		} else {
			broken = append(broken, Broken{root, reason})
		}
	}
	return good, broken, nil
}

// root returns the package that was asked for, of which p is a part: p itself,
// p with its tests, or the tests beside it. The program that runs the tests is
// not analyzed.
func (p *Package) root() (string, bool) {
	if p.ForTest != "" {
		return p.ForTest, !p.DepOnly
	}
	return p.ImportPath, !p.DepOnly && !strings.HasSuffix(p.ImportPath, ".test")
}

// reason returns why p cannot be analyzed, or the empty string.
func (p *Package) reason(faults map[string]*Package) string {
	if p.Error != nil {
		return p.Error.String()
	}
	for _, dep := range p.Deps {
		fault := faults[dep]
		if fault == nil {
			continue
		}
		path, _, _ := strings.Cut(dep, " ")
		if fault.DepOnly {
			return "it imports " + path + ": " + fault.Error.String()
		}
		return "it imports " + path // which has a line of its own
	}
	return ""
}

// String returns the error on one line. The go command heads what the compiler
// says with the name of the package, and ends a line in a colon if the next one
// belongs to it.
func (e *Error) String() string {
	text := ""
	for line := range strings.Lines(e.Err) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		text = strings.TrimSpace(text + " " + line)
		if !strings.HasSuffix(text, ":") {
			break
		}
	}
	if text == "" {
		text = "it cannot be compiled"
	}
	if e.Pos != "" && !strings.HasPrefix(text, e.Pos) {
		return e.Pos + ": " + text
	}
	return text
}
