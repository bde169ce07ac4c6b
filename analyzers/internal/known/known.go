package known

import (
	"go/types"
	"strings"
)

// A Row names one function or method of the package that keys it in a Table.
type Row struct {
	Recv string // name of the receiver's type without *, or "" for a function
	Name string // name of the function or method
	Arg  int    // zero-based index of the func argument that is run (spawners), else 0
}

// A Table holds rows by package path. The path is written without the suffix
// that tells major versions apart: "k8s.io/klog" stands for k8s.io/klog and
// k8s.io/klog/v2, "gopkg.in/yaml" for gopkg.in/yaml.v3.
type Table map[string][]Row

// Lookup returns the row for fn, by the name that Go prints for it. A generic
// function or method is looked up by its origin, a method of an interface by
// the interface that declares it. The copy of a package in a vendor directory
// counts as the package. A nil fn and a universe-scope method such as
// error.Error have no row.
func (t Table) Lookup(fn *types.Func) (Row, bool) {
	s, ok := symbolOf(fn)
	if !ok {
		return Row{}, false
	}
	return s.find(t.Package(s.path))
}

// Package returns the rows of the package with the given path, which may be
// that of a copy in a vendor directory.
func (t Table) Package(path string) []Row { return t[trimMajor(trimVendor(path))] }

// lookupExact is Lookup with keys that are full paths, the one of a vendor
// directory included.
func (t Table) lookupExact(fn *types.Func) (Row, bool) {
	s, ok := symbolOf(fn)
	if !ok {
		return Row{}, false
	}
	if row, ok := s.find(t[s.path]); ok {
		return row, true
	}
	return s.find(t[trimVendor(s.path)])
}

// A symbol is a function or method taken apart. Its path is that of the
// receiver's type, as in the names that Go prints: for a type that is defined
// by another package's interface, such as type LoggerV2 internal.LoggerV2, the
// methods belong to that other package. Their receiver is internal.LoggerV2
// where the package was type-checked from source, and LoggerV2 itself where it
// was read from export data, so a table needs a row for each.
type symbol struct{ path, recv, name string }

// symbolOf takes fn apart. It reports false for what no row can name: nil, a
// function without a package, and a method of an interface literal or of an
// interface declared inside a function.
func symbolOf(fn *types.Func) (symbol, bool) {
	if fn == nil || fn.Pkg() == nil {
		return symbol{}, false
	}
	fn = fn.Origin()
	recv := fn.Signature().Recv()
	if recv == nil {
		return symbol{path: fn.Pkg().Path(), name: fn.Name()}, true
	}
	t := types.Unalias(recv.Type())
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return symbol{}, false
	}
	obj := named.Obj()
	if obj.Pkg() == nil || obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope() {
		return symbol{}, false
	}
	return symbol{obj.Pkg().Path(), obj.Name(), fn.Name()}, true
}

// find returns the row of rows that stands for s.
func (s *symbol) find(rows []Row) (Row, bool) {
	for _, row := range rows {
		if row.Name == s.name && row.Recv == s.recv {
			return row, true
		}
	}
	return Row{}, false
}

// trimVendor returns path without what leads to the last vendor directory in
// it: "vendor/golang.org/x/net/idna" (as the standard library imports it) and
// "cmd/vendor/golang.org/x/sync/errgroup" lose their prefix.
func trimVendor(path string) string {
	const dir = "vendor/"
	i := strings.LastIndex(path, dir)
	if i < 0 || i > 0 && path[i-1] != '/' {
		return path
	}
	return path[i+len(dir):]
}

// trimMajor returns path without the major version at its end: /v2 and up, as
// modules have it, or .v0 and up below gopkg.in. The package example.com/api/v1
// keeps its name, for no module path ends in /v1.
func trimMajor(path string) string {
	i := len(path)
	for i > 0 && '0' <= path[i-1] && path[i-1] <= '9' {
		i--
	}
	digits := path[i:]
	if digits == "" || i < 2 || path[i-1] != 'v' {
		return path
	}
	gopkg := path[i-2] == '.' && strings.HasPrefix(path, "gopkg.in/")
	module := path[i-2] == '/' && digits[0] != '0' && digits != "1"
	if gopkg || module {
		return path[:i-2]
	}
	return path
}
