package known_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A mapImporter holds what a package under test may import.
type mapImporter map[string]*types.Package

func (m mapImporter) Import(path string) (*types.Package, error) {
	if pkg := m[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// check type-checks src as the package of that path.
func check(t *testing.T, path, src string, imports ...*types.Package) (*types.Package, *types.Info) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "src.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
	m := make(mapImporter)
	for _, pkg := range imports {
		m[pkg.Path()] = pkg
	}
	conf := types.Config{Importer: m}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, info
}

// function returns a function, or a method if typ is not "", as the package
// declares it.
func function(t *testing.T, pkg *types.Package, typ, name string) *types.Func {
	t.Helper()
	if typ == "" {
		return pkg.Scope().Lookup(name).(*types.Func)
	}
	obj, _, _ := types.LookupFieldOrMethod(pkg.Scope().Lookup(typ).Type(), true, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		t.Fatalf("%s has no method %s", typ, name)
	}
	return fn
}

// used returns the function that the last identifier of that name in the
// source stands for.
func used(t *testing.T, info *types.Info, name string) *types.Func {
	t.Helper()
	var last *ast.Ident
	for id, obj := range info.Uses {
		if _, ok := obj.(*types.Func); ok && id.Name == name && (last == nil || id.Pos() > last.Pos()) {
			last = id
		}
	}
	if last == nil {
		t.Fatalf("no use of %s", name)
	}
	return info.Uses[last].(*types.Func)
}

// libSource is a library with a function and methods of every kind that are
// all called Fatal.
const libSource = `package lib

func Fatal(args ...any) {}
func Fatalf(format string, args ...any) {}

type Logger struct{}
func (*Logger) Fatal(args ...any) {}

type Value struct{}
func (Value) Fatal(args ...any) {}

type Pool[T any] struct{}
func (*Pool[T]) Go(limit int, f func(T)) {}

type Iface interface{ Fatal(args ...any) }
type Wide interface{ Iface; Sync() }
type Sink[T any] interface{ Drop(T) }

type Alias = Logger

type Embeds struct{ *Logger }

func Each[T any](f func(T)) {}

var lit interface{ Fatal(args ...any) }

func local() {
	type Iface interface{ Fatal(args ...any); Bye() }
	var l Iface
	l.Bye()
}

func use() {
	new(Pool[int]).Go(1, nil)
	var s Sink[string]
	s.Drop("")
	Each(func(string) {})
	lit.Fatal()
}
`

var libTable = known.Table{"example.com/lib": {
	{Name: "Fatal"},
	{Recv: "Logger", Name: "Fatal"},
	{Recv: "Pool", Name: "Go", Arg: 1},
	{Recv: "Iface", Name: "Fatal"},
	{Recv: "Iface", Name: "Bye"},
	{Recv: "Sink", Name: "Drop"},
	{Name: "Each"},
}}

func TestTableLookup(t *testing.T) {
	pkg, info := check(t, "example.com/lib", libSource)
	tests := []struct {
		what string
		fn   *types.Func
		want known.Row
	}{
		{"function", function(t, pkg, "", "Fatal"), known.Row{Name: "Fatal"}},
		{"pointer method", function(t, pkg, "Logger", "Fatal"), known.Row{Recv: "Logger", Name: "Fatal"}},
		{"method by an alias", function(t, pkg, "Alias", "Fatal"), known.Row{Recv: "Logger", Name: "Fatal"}},
		{"promoted method", function(t, pkg, "Embeds", "Fatal"), known.Row{Recv: "Logger", Name: "Fatal"}},
		{"generic method", function(t, pkg, "Pool", "Go"), known.Row{Recv: "Pool", Name: "Go", Arg: 1}},
		{"instantiated method", used(t, info, "Go"), known.Row{Recv: "Pool", Name: "Go", Arg: 1}},
		{"instantiated function", used(t, info, "Each"), known.Row{Name: "Each"}},
		{"interface method", function(t, pkg, "Iface", "Fatal"), known.Row{Recv: "Iface", Name: "Fatal"}},
		{"method of an embedded interface", function(t, pkg, "Wide", "Fatal"), known.Row{Recv: "Iface", Name: "Fatal"}},
		{"method of an instantiated interface", used(t, info, "Drop"), known.Row{Recv: "Sink", Name: "Drop"}},
		{"function of another name", function(t, pkg, "", "Fatalf"), known.Row{}},
		{"method of another type", function(t, pkg, "Value", "Fatal"), known.Row{}},
		{"method of an interface literal", used(t, info, "Fatal"), known.Row{}},
		{"method of a local interface", used(t, info, "Bye"), known.Row{}},
		{"universe method", types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0), known.Row{}},
		{"nil", nil, known.Row{}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			got, ok := libTable.Lookup(tt.fn)
			if want := tt.want != (known.Row{}); got != tt.want || ok != want {
				t.Errorf("Lookup(%v) = %+v, %v, want %+v, %v", tt.fn, got, ok, tt.want, want)
			}
		})
	}
}

func TestTableLookupPath(t *testing.T) {
	table := known.Table{
		"k8s.io/klog":                 {{Name: "Fatal"}},
		"golang.org/x/sync/errgroup":  {{Name: "Fatal"}},
		"gopkg.in/alecthomas/kingpin": {{Name: "Fatal"}},
		"example.com/api":             {{Name: "Fatal"}},
	}
	tests := map[string]bool{
		"k8s.io/klog":                           true,
		"k8s.io/klog/v2":                        true,
		"k8s.io/klog/v12":                       true,
		"vendor/k8s.io/klog/v2":                 true,
		"cmd/vendor/golang.org/x/sync/errgroup": true,
		"example.com/app/vendor/k8s.io/klog":    true,
		"gopkg.in/alecthomas/kingpin.v2":        true,
		"gopkg.in/alecthomas/kingpin.v0":        true,
		"example.com/api/v2":                    true,
		"example.com/api/v1":                    false, // a package of that name, not a module version
		"example.com/api/v0":                    false,
		"example.com/api/v02":                   false,
		"example.com/api/v2beta1":               false,
		"example.com/api/v":                     false,
		"example.com/api/2":                     false,
		"example.com/api.v2":                    false, // only gopkg.in has versions after a dot
		"example.com/api/v2/v3":                 false,
		"k8s.io/klog/v2/internal":               false,
		"example.com/multivendor/k8s.io/klog":   false,
		"example.com/fork/k8s.io/klog":          false,
		"vendor":                                false,
		"v2":                                    false,
		"main":                                  false,
	}
	for path, want := range tests {
		pkg, _ := check(t, path, "package p\nfunc Fatal() {}")
		if _, got := table.Lookup(function(t, pkg, "", "Fatal")); got != want {
			t.Errorf("Lookup in package %q = %v, want %v", path, got, want)
		}
	}
}

// exported returns pkg as a reader of its export data sees it.
func exported(t *testing.T, pkg *types.Package) *types.Package {
	t.Helper()
	var data bytes.Buffer
	fset := token.NewFileSet()
	if err := gcexportdata.Write(&data, fset, pkg); err != nil {
		t.Fatal(err)
	}
	read, err := gcexportdata.Read(&data, fset, make(map[string]*types.Package), pkg.Path())
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// The methods of a type that is defined by another package's interface have
// one receiver in source and another in export data: two rows find both.
func TestLookupDefinedInterface(t *testing.T) {
	internal, _ := check(t, "example.com/log/internal", "package internal; type Logger interface{ Fatal() }")
	source, _ := check(t, "example.com/log", `package log
import "example.com/log/internal"
type Logger internal.Logger
type Alias = internal.Logger
type Wide interface{ internal.Logger }
`, internal)
	logger := []known.Row{{Recv: "Logger", Name: "Fatal"}}
	table := known.Table{"example.com/log": logger, "example.com/log/internal": logger}
	var rows known.Rows
	if err := rows.Set("(example.com/log.Logger).Fatal,(example.com/log/internal.Logger).Fatal"); err != nil {
		t.Fatal(err)
	}
	for form, pkg := range map[string]*types.Package{"source": source, "export data": exported(t, source)} {
		for _, typ := range []string{"Logger", "Alias", "Wide"} {
			fn := pkg.Scope().Lookup(typ).Type().Underlying().(*types.Interface).Method(0)
			_, inTable := table.Lookup(fn)
			_, inRows := rows.Lookup(fn)
			if !inTable || !inRows {
				t.Errorf("%s: %s.Fatal, which is %s: in table %v, in rows %v", form, typ, fn.FullName(), inTable, inRows)
			}
		}
	}
	one := known.Table{"example.com/log/internal": logger}
	if _, ok := one.Lookup(exported(t, source).Scope().Lookup("Logger").Type().Underlying().(*types.Interface).Method(0)); ok {
		t.Error("the row of one package finds both forms: the tables need no second one")
	}
}

func TestLookupAllocates(t *testing.T) {
	pkg, info := check(t, "vendor/example.com/lib/v3", libSource)
	fns := []*types.Func{
		function(t, pkg, "", "Fatal"),
		function(t, pkg, "", "local"),
		function(t, pkg, "Wide", "Fatal"),
		used(t, info, "Go"),
		used(t, info, "Drop"),
	}
	var rows known.Rows
	var scopes known.Scopes
	for _, err := range []error{
		rows.Set("(*example.com/lib/v3.Pool).Go#1,example.com/lib.Fatal"),
		scopes.Set("example.com/app/...,(*example.com/lib/v3.Pool).Go,example.com/lib"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	got := testing.AllocsPerRun(100, func() {
		for _, fn := range fns {
			libTable.Lookup(fn)
			rows.Lookup(fn)
			scopes.HasFunc(fn)
			scopes.HasPackage(fn.Pkg().Path())
		}
	})
	if got != 0 {
		t.Errorf("%v allocations in %d lookups", got, len(fns))
	}
	if _, ok := libTable.Lookup(fns[0]); !ok {
		t.Error("the lookups that were measured find nothing")
	}
}
