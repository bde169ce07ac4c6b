package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/fix"
)

// maxRounds bounds how often fixes are applied, should those of one round undo
// those of another.
const maxRounds = 10

// fix applies the fixes of the findings and analyzes again, until there are no
// more: a fix may be in the way of another, or make a new finding.
func (f *front) fix(ctx context.Context) error {
	opts, err := f.fixOptions(ctx)
	if err != nil {
		return err
	}
	total := 0
	for range maxRounds {
		result, err := fix.Apply(f.findings, opts)
		if err != nil {
			f.fail(err.Error())
		}
		total += result.Applied
		if result.Applied == 0 {
			break
		}
		if err := f.find(ctx); err != nil {
			return err
		}
	}
	if total > 0 {
		f.say(fmt.Sprintf("%d fixed", total))
	}
	return nil
}

// diff prints what the first round of fix would change.
func (f *front) diff(ctx context.Context) error {
	opts, err := f.fixOptions(ctx)
	if err != nil {
		return err
	}
	_, err = fix.Diff(f.stdout, f.findings, opts)
	return err
}

// fixOptions protects what is not the user's.
func (f *front) fixOptions(ctx context.Context) (fix.Options, error) {
	out, err := f.gocmd.Output(ctx, "env", "GOROOT", "GOMODCACHE")
	if err != nil {
		return fix.Options{}, err
	}
	return fix.Options{Root: f.sourceRoot(), Protected: strings.Fields(string(out))}, nil
}

// sourceRoot returns the folder that holds the source: the repository; without
// one, the main module.
func (f *front) sourceRoot() string {
	dir := f.gocmd.Dir()
	for _, p := range f.roots {
		if p.Main() && p.Module.Dir != "" {
			dir = p.Module.Dir
			break
		}
	}
	for top := dir; ; top = filepath.Dir(top) {
		if _, err := os.Stat(filepath.Join(top, ".git")); err == nil {
			return top
		}
		if top == filepath.Dir(top) {
			return dir
		}
	}
}
