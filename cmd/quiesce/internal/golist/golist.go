// Package golist asks the go command which packages there are, and which of
// them cannot be analyzed.
package golist

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/gocmd"
)

// A Package is what 'go list' prints about a package, as far as it matters here.
type Package struct {
	ImportPath   string
	Dir          string
	Standard     bool // part of the standard library
	Module       *Module
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	DepOnly      bool
	ForTest      string
	Deps         []string
	Error        *Error
}

// A Module is the module of a package.
type Module struct {
	Path string
	Dir  string
	Main bool // the main module, or one of the workspace
}

// An Error is why a package cannot be loaded or compiled.
type Error struct {
	Pos, Err string
}

// Main reports whether the package is of the main module, or of a module of the
// workspace.
func (p *Package) Main() bool { return !p.Standard && p.Module != nil && p.Module.Main }

// TestFiles returns the names of the test files.
func (p *Package) TestFiles() []string {
	var names []string
	for _, name := range slices.Concat(p.TestGoFiles, p.XTestGoFiles) {
		names = append(names, filepath.Join(p.Dir, name))
	}
	return names
}

const rootFields = "-json=ImportPath,Dir,Standard,Module,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error"

// Roots returns the packages that the patterns name, sorted by import path. It
// looks at no dependencies, so it takes a fraction of what analysis takes.
func Roots(ctx context.Context, g *gocmd.Go, flags, patterns []string) ([]Package, error) {
	return list(ctx, g, slices.Concat([]string{"-find", rootFields}, flags, []string{"--"}, patterns))
}

func list(ctx context.Context, g *gocmd.Go, args []string) ([]Package, error) {
	out, err := g.Output(ctx, slices.Concat([]string{"list", "-e"}, args)...)
	if err != nil {
		return nil, err
	}
	var pkgs []Package
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p Package
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, p)
	}
	slices.SortFunc(pkgs, func(a, b Package) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return pkgs, nil
}
