package golist

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// HideTests writes an overlay, a file for the flag -overlay of the go command,
// in which the packages have no test files, and returns its name. The go command
// has no flag that makes it vet packages without their tests. What another
// overlay says, which may be empty, is kept.
func HideTests(dir, other string, pkgs []Package) (string, error) {
	overlay := struct{ Replace map[string]string }{make(map[string]string)}
	if other != "" {
		data, err := os.ReadFile(other)
		if err != nil {
			return "", fmt.Errorf("-overlay: %w", err)
		}
		if err := json.Unmarshal(data, &overlay); err != nil {
			return "", fmt.Errorf("-overlay: %s: %w", other, err)
		}
	}
	for _, p := range pkgs {
		for _, name := range p.TestFiles() {
			overlay.Replace[name] = ""
		}
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, data, 0o666)
}

// WithoutTests returns what is left of the packages when their tests are hidden.
func WithoutTests(pkgs []Package) []Package {
	var left []Package
	for _, p := range pkgs {
		if len(p.TestFiles()) > 0 && len(p.GoFiles)+len(p.CgoFiles) == 0 {
			continue
		}
		p.TestGoFiles, p.XTestGoFiles = nil, nil
		left = append(left, p)
	}
	return left
}

// Files is the import path of a package that is given as a list of files.
const Files = "command-line-arguments"

// ImportPaths returns the import paths of the packages.
func ImportPaths(pkgs []Package) []string {
	var paths []string
	for _, p := range pkgs {
		paths = append(paths, p.ImportPath)
	}
	return paths
}
