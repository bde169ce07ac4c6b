package analyzers_test

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// FuzzSuite checks that no analyzer fails on any file that parses, whether
// it type-checks or not. Drivers skip ill-typed packages today; editors
// may not tomorrow, and code of next year's Go is ill-typed to this one.
func FuzzSuite(f *testing.F) {
	err := filepath.WalkDir("../testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err == nil {
			f.Add(string(src))
			f.Add(strings.Replace(string(src), "import", "//", 1)) // nothing resolves
		}
		return err
	})
	f.Add("package orders\n\nfunc ()stop() { start() }\n\nfunc start()\n") // a method without a receiver
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, src string) {
		pkg := load(src)
		if pkg == nil {
			return // does not parse
		}
		graph, err := checker.Analyze(analyzers.Suite, []*packages.Package{pkg}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for act := range graph.All() {
			if act.Err != nil {
				t.Errorf("%s: %v", act.Analyzer.Name, act.Err)
			}
		}
	})
}

// std imports packages of the standard library from source, each once.
var std = struct {
	sync.Mutex
	fset *token.FileSet
	types.Importer
}{fset: token.NewFileSet()}

// load type-checks src as far as it goes and passes it off as a package
// without errors, so that the analyzers run.
func load(src string) *packages.Package {
	std.Lock()
	defer std.Unlock()
	if std.Importer == nil {
		build.Default.CgoEnabled = false // package net, without the help of a C compiler
		std.Importer = importer.ForCompiler(std.fset, "source", nil)
	}
	file, err := parser.ParseFile(std.fset, "fuzz.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	info := &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	conf := types.Config{Importer: std.Importer, Error: func(error) {}, Sizes: types.SizesFor("gc", "amd64")}
	pkg, _ := conf.Check("example.com/fuzz", std.fset, []*ast.File{file}, info) // errors are the point
	return &packages.Package{
		ID: "example.com/fuzz", Name: pkg.Name(), PkgPath: pkg.Path(), Fset: std.fset,
		Syntax: []*ast.File{file}, Types: pkg, TypesInfo: info, TypesSizes: conf.Sizes,
	}
}
