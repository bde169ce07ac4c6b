package known

import (
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// Scopes names functions and packages, for flags that allow something in one
// place or ask for more in another:
//
//	example.com/x              the package, with its external test package
//	example.com/x/...          the package and all below it
//	...                        every package
//	example.com/x.Usage        the function
//	(*example.com/x.T).Run     the method
//
// The spelling of gopkg.in/yaml.v3, a package, is that of example.com/x.usage,
// a function. Both readings are kept and each is compared in full, so neither
// needs a mark: a package gopkg.in/yaml with a function v3 does not exist.
//
// Scopes implements flag.Value. Its zero value is empty and ready to use; a
// nil *Scopes is empty.
type Scopes struct {
	items    []string        // as String prints them, sorted
	funcs    Table           // keyed by the full path
	packages map[string]bool // full paths
	trees    []string        // full paths without /..., "" for every package
}

// Set adds the functions and packages of a comma-separated list. If one of
// them is malformed, nothing is added and the error says what is wrong and
// what is asked for.
func (s *Scopes) Set(list string) error {
	items, err := fields(list)
	if err != nil {
		return err
	}
	next := Scopes{slices.Clone(s.items), cloneTable(s.funcs), maps.Clone(s.packages), slices.Clone(s.trees)}
	if next.packages == nil {
		next.packages = make(map[string]bool)
	}
	for _, item := range items {
		if slices.Contains(next.items, item) {
			continue
		}
		if err := next.add(item); err != nil {
			return fmt.Errorf("%q names neither a function nor a package: %w (want a name such as example.com/x, example.com/x/..., example.com/x.Usage or (*example.com/x.T).Run)", item, err)
		}
		next.items = append(next.items, item)
	}
	slices.Sort(next.items)
	*s = next
	return nil
}

// add parses item and adds it in each of its readings.
func (s *Scopes) add(item string) error {
	if item == "..." {
		s.trees = append(s.trees, "")
		return nil
	}
	if root, ok := strings.CutSuffix(item, "/..."); ok {
		if err := checkPath(root); err != nil {
			return err
		}
		s.trees = append(s.trees, root)
		return nil
	}
	if strings.Contains(item, "#") {
		return errors.New("no argument index is taken here")
	}
	n, err := parseName(item)
	if err == nil {
		s.funcs[n.path] = append(s.funcs[n.path], n.row)
	}
	if strings.HasPrefix(item, "(") {
		return err
	}
	if err := checkPath(item); err != nil {
		return err
	}
	s.packages[item] = true
	return nil
}

// String returns the functions and packages as Set reads them, sorted.
func (s *Scopes) String() string {
	if s == nil {
		return ""
	}
	return strings.Join(s.items, ",")
}

// Empty reports whether nothing is named.
func (s *Scopes) Empty() bool { return s == nil || len(s.items) == 0 }

// HasFunc reports whether fn itself is named, or its package is.
func (s *Scopes) HasFunc(fn *types.Func) bool {
	if s.Empty() || fn == nil || fn.Pkg() == nil {
		return false
	}
	if _, ok := s.funcs.lookupExact(fn); ok {
		return true
	}
	return s.HasPackage(fn.Pkg().Path())
}

// HasPackage reports whether the package of that path is named, or is below
// one that is named with /... . An external test package goes with the
// package it tests, a vendored one with the original.
func (s *Scopes) HasPackage(path string) bool {
	if s.Empty() {
		return false
	}
	if s.covers(path) {
		return true
	}
	bare := strings.TrimSuffix(trimVendor(path), "_test")
	return bare != path && s.covers(bare)
}

// covers reports whether path, taken as it stands, is named.
func (s *Scopes) covers(path string) bool {
	if s.packages[path] {
		return true
	}
	for _, root := range s.trees {
		rest, ok := strings.CutPrefix(path, root)
		if ok && (root == "" || rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}
