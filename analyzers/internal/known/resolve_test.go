package known_test

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// testModule requires the real libraries of the tables.
const testModule = "../../../testdata"

// tables are the tables of the package, by name.
var tables = map[string]known.Table{
	"Exits":               known.Exits,
	"ExitsOnError":        known.ExitsOnError,
	"Flushes":             known.Flushes,
	"Removals":            known.Removals,
	"Serves":              known.Serves,
	"ServesUntilShutdown": known.ServesUntilShutdown,
	"Spawns":              known.Spawns,
	"Counts":              known.Counts,
	"Dones":               known.Dones,
	"Waits":               known.Waits,
}

// An entry is a row with the names of its table and its package.
type entry struct {
	table, key string
	row        known.Row
}

// pending is a set of entries that a test has yet to see.
type pending map[entry]bool

// entriesOf returns the entries of the named tables.
func entriesOf(names ...string) pending {
	p := make(pending)
	for _, name := range names {
		for key, rows := range tables[name] {
			for _, row := range rows {
				p[entry{name, key, row}] = true
			}
		}
	}
	return p
}

// see takes the entries that stand for fn out of the set. Each key is asked
// on its own, for what it finds.
func (p pending) see(fn *types.Func) {
	for name, table := range tables {
		for key, rows := range table {
			if row, ok := (known.Table{key: rows}).Lookup(fn); ok {
				delete(p, entry{name, key, row})
			}
		}
	}
}

// wants reports whether an entry of that package is still in the set.
func (p pending) wants(path string) bool {
	for e := range p {
		if keyOf(e.key).MatchString(path) {
			return true
		}
	}
	return false
}

// keyOf matches the paths of the packages that a key stands for.
func keyOf(key string) *regexp.Regexp {
	return regexp.MustCompile(`^` + regexp.QuoteMeta(key) + `([/.]v[0-9]+)?$`)
}

// load loads packages of the test module for a system, "" being this one.
func load(t *testing.T, goos string, mode packages.LoadMode, patterns ...string) []*packages.Package {
	t.Helper()
	env := append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	if goos != "" {
		env = append(env, "GOOS="+goos, "CGO_ENABLED=0")
	}
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: testModule, Env: env}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Fatalf("package %s: %v", pkg.PkgPath, err)
		}
	}
	return pkgs
}

// loadWanted loads the export data of the packages that an entry of p is
// still pending for.
func loadWanted(t *testing.T, goos string, p pending) []*packages.Package {
	t.Helper()
	var paths []string
	for _, pkg := range load(t, goos, packages.NeedName, "all") {
		if p.wants(pkg.PkgPath) {
			paths = append(paths, pkg.PkgPath)
		}
	}
	if len(paths) == 0 {
		return nil
	}
	return load(t, goos, packages.LoadTypes, paths...)
}

// systems are tried in this order until each row has been seen: "" is the
// system that the test runs on.
var systems = []string{"", "windows", "linux"}

// Each row stands for a function of the real library.
func TestRowsResolve(t *testing.T) {
	missing := entriesOf("Exits", "ExitsOnError", "Flushes", "Removals", "Serves", "ServesUntilShutdown", "Spawns", "Counts", "Dones", "Waits")
	for _, goos := range systems {
		for _, pkg := range loadWanted(t, goos, missing) {
			for fn := range functions(pkg.Types) {
				missing.see(fn)
			}
		}
	}
	for e := range missing {
		t.Errorf("%s: %q has no %+v", e.table, e.key, e.row)
	}
}

// functions yields the functions of pkg and the methods of its types, which
// for an interface are those that it declares itself.
func functions(pkg *types.Package) func(yield func(*types.Func) bool) {
	return func(yield func(*types.Func) bool) {
		for _, name := range pkg.Scope().Names() {
			switch obj := pkg.Scope().Lookup(name).(type) {
			case *types.Func:
				if !yield(obj) {
					return
				}
			case *types.TypeName:
				for _, m := range methods(obj) {
					if !yield(m) {
						return
					}
				}
			}
		}
	}
}

// methods returns the methods that the declaration of a type gives it.
func methods(obj *types.TypeName) []*types.Func {
	named, ok := obj.Type().(*types.Named)
	if !ok {
		return nil
	}
	ms := slices.Collect(named.Methods())
	if iface, ok := named.Underlying().(*types.Interface); ok {
		ms = slices.AppendSeq(ms, iface.ExplicitMethods())
	}
	return ms
}

// Each row of the exits is used in the test data, on a line with a want. Code
// cannot name a type of an internal package: its row is used if the row of the
// package above it is.
func TestExitsHaveExamples(t *testing.T) {
	missing := entriesOf("Exits", "ExitsOnError")
	pkg := load(t, "", packages.LoadSyntax, "./exitoutsidemain/loggers")[0]
	for _, file := range pkg.Syntax {
		missing.seeWanted(pkg.Fset, file, pkg.TypesInfo)
	}
	for _, goos := range systems[1:] {
		for _, name := range pkg.IgnoredFiles {
			if builtFor(t, goos, name) {
				fset, file, info := checkFile(t, goos, name)
				missing.seeWanted(fset, file, info)
			}
		}
	}
	for e := range missing {
		public, internal := strings.CutSuffix(e.key, "/internal")
		if internal && !missing[entry{e.table, public, e.row}] {
			continue
		}
		t.Errorf("%s: no example of %+v of %q", e.table, e.row, e.key)
	}
}

// seeWanted takes out the entries of the functions that file uses on lines
// with a want comment.
func (p pending) seeWanted(fset *token.FileSet, file *ast.File, info *types.Info) {
	wanted := make(map[int]bool)
	for _, group := range file.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "// want ") {
				wanted[fset.Position(c.Pos()).Line] = true
			}
		}
	}
	for id, obj := range info.Uses {
		fn, ok := obj.(*types.Func)
		if ok && fset.File(id.Pos()) == fset.File(file.Pos()) && wanted[fset.Position(id.Pos()).Line] {
			p.see(fn)
		}
	}
}

// builtFor reports whether a file belongs to its package on that system.
func builtFor(t *testing.T, goos, name string) bool {
	t.Helper()
	ctxt := build.Default
	ctxt.GOOS, ctxt.CgoEnabled = goos, false
	ok, err := ctxt.MatchFile(filepath.Split(name))
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

// checkFile type-checks one file of the test data on its own, for a system.
func checkFile(t *testing.T, goos, name string) (*token.FileSet, *ast.File, *types.Info) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range file.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	imports := make(mapImporter)
	for _, dep := range load(t, goos, packages.LoadTypes, paths...) {
		imports[dep.PkgPath] = dep.Types
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
	conf := types.Config{Importer: imports}
	if _, err := conf.Check(file.Name.Name, fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	return fset, file, info
}
