package fix

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A guard knows which files may be changed.
type guard struct {
	root      string
	protected []string
}

func newGuard(opts Options) guard {
	g := guard{root: resolve(opts.Root)}
	for _, dir := range opts.Protected {
		if dir != "" {
			g.protected = append(g.protected, resolve(dir))
		}
	}
	return g
}

// relative returns the name of a file below the root, with slashes.
func (g guard) relative(file string) string {
	rel, err := filepath.Rel(g.root, file)
	if err != nil {
		rel = file
	}
	return filepath.ToSlash(rel)
}

// resolve returns the path with links followed, so that no two names of a file
// are taken for two files, and no link leads out of the root.
func resolve(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return filepath.Clean(path)
}

// allows reports whether the file, a path without links, may be changed.
func (g guard) allows(file string) bool {
	if filepath.Ext(file) != ".go" || !below(g.root, file) {
		return false
	}
	if slices.Contains(strings.Split(g.relative(file), "/"), "vendor") {
		return false
	}
	for _, dir := range g.protected {
		if below(dir, file) {
			return false
		}
	}
	// Renaming would get around the permissions of the file.
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o200 != 0
}

// below reports whether the file is in the folder or below it.
func below(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && filepath.IsLocal(rel)
}
