package mutants

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// A driver analyses changed packages over and over. What they import is loaded
// and analysed once, for its facts: x/tools' checker would do so every time.
type driver struct {
	fset    *token.FileSet
	imports map[string]*types.Package
	pkgs    []*packages.Package // those that are changed, a package after those it imports
	facts   map[factKey]analysis.Fact
}

type factKey struct {
	obj types.Object // nil for the fact of a package
	pkg *types.Package
	typ reflect.Type
}

// newDriver loads the packages below testdata/NAME and analyses what they
// import.
func newDriver(name string) (*driver, error) {
	d := &driver{fset: token.NewFileSet(), imports: make(map[string]*types.Package), facts: make(map[factKey]analysis.Fact)}
	roots, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  "../../../testdata",
		Fset: d.fset,
		Env:  append(os.Environ(), "GO111MODULE=on", "GOWORK=off", "CGO_ENABLED=0"),
	}, "./"+name+"/...")
	if err != nil {
		return nil, err
	}
	wanted := make(map[*packages.Package]bool)
	for _, pkg := range roots {
		wanted[pkg] = true
	}
	packages.Visit(roots, nil, func(pkg *packages.Package) { // imported packages come first
		if err == nil && len(pkg.Errors) > 0 {
			err = pkg.Errors[0]
		}
		if wanted[pkg] {
			d.pkgs = append(d.pkgs, pkg)
			return
		}
		d.imports[pkg.PkgPath] = pkg.Types
		if err == nil {
			_, err = d.analyse(&unit{pkg, pkg.Syntax, pkg.Types, pkg.TypesInfo}, false)
		}
	})
	return d, err
}

// A unit is a package to analyse.
type unit struct {
	pkg   *packages.Package
	files []*ast.File
	types *types.Package
	info  *types.Info
}

// A finding is what a rule has reported.
type finding struct {
	rule, category, message string
	posn                    token.Position
}

func (f finding) String() string {
	return fmt.Sprintf("%s: %s/%s: %s", f.posn, f.rule, f.category, f.message)
}

// run returns the findings in the packages, with the text of some of their
// files replaced. An error says that the text does not compile.
func (d *driver) run(texts map[string]string) ([]finding, error) {
	importer := importerFunc(func(path string) (*types.Package, error) {
		if pkg := d.imports[path]; pkg != nil {
			return pkg, nil
		}
		return nil, fmt.Errorf("no package %s", path)
	})
	var all []finding
	for _, pkg := range d.pkgs {
		u := &unit{pkg: pkg, info: &types.Info{
			Types:        make(map[ast.Expr]types.TypeAndValue),
			Defs:         make(map[*ast.Ident]types.Object),
			Uses:         make(map[*ast.Ident]types.Object),
			Implicits:    make(map[ast.Node]types.Object),
			Instances:    make(map[*ast.Ident]types.Instance),
			Scopes:       make(map[ast.Node]*types.Scope),
			Selections:   make(map[*ast.SelectorExpr]*types.Selection),
			FileVersions: make(map[*ast.File]string),
		}}
		for _, name := range pkg.CompiledGoFiles {
			var src any
			if text, ok := texts[name]; ok {
				src = text
			}
			file, err := parser.ParseFile(d.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			u.files = append(u.files, file)
		}
		conf := types.Config{Importer: importer, GoVersion: "go" + pkg.Module.GoVersion, Sizes: pkg.TypesSizes}
		var err error
		if u.types, err = conf.Check(pkg.PkgPath, d.fset, u.files, u.info); err != nil {
			return nil, err
		}
		d.imports[pkg.PkgPath] = u.types
		found, err := d.analyse(u, true)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// analyse runs the suite on a package: all of it, or what has facts.
func (d *driver) analyse(u *unit, wanted bool) ([]finding, error) {
	var found []finding
	results := make(map[*analysis.Analyzer]any)
	var run func(a *analysis.Analyzer) error
	run = func(a *analysis.Analyzer) error {
		if _, done := results[a]; done {
			return nil
		}
		for _, req := range a.Requires {
			if err := run(req); err != nil {
				return err
			}
		}
		pass := d.pass(a, u, results)
		pass.Report = func(diag analysis.Diagnostic) {
			found = append(found, finding{a.Name, diag.Category, diag.Message, d.fset.Position(diag.Pos)})
		}
		result, err := a.Run(pass)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", u.types.Path(), a.Name, err)
		}
		results[a] = result
		return nil
	}
	for _, a := range analyzers.Suite {
		if wanted || len(a.FactTypes) > 0 {
			if err := run(a); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// pass returns what an analyzer is given to work on.
func (d *driver) pass(a *analysis.Analyzer, u *unit, results map[*analysis.Analyzer]any) *analysis.Pass {
	pass := &analysis.Pass{
		Analyzer: a, Fset: d.fset, Files: u.files, Pkg: u.types, TypesInfo: u.info,
		TypesSizes: u.pkg.TypesSizes, ResultOf: make(map[*analysis.Analyzer]any), ReadFile: os.ReadFile,
	}
	if m := u.pkg.Module; m != nil {
		pass.Module = &analysis.Module{Path: m.Path, Version: m.Version, GoVersion: m.GoVersion}
	}
	for _, req := range a.Requires {
		pass.ResultOf[req] = results[req]
	}
	get := func(key factKey, fact analysis.Fact) bool {
		known, ok := d.facts[key]
		if ok {
			reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(known).Elem())
		}
		return ok
	}
	pass.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
		return get(factKey{obj: obj, typ: reflect.TypeOf(fact)}, fact)
	}
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		d.facts[factKey{obj: obj, typ: reflect.TypeOf(fact)}] = fact
	}
	pass.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool {
		return get(factKey{pkg: pkg, typ: reflect.TypeOf(fact)}, fact)
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		d.facts[factKey{pkg: u.types, typ: reflect.TypeOf(fact)}] = fact
	}
	pass.AllObjectFacts = func() []analysis.ObjectFact { return nil }
	pass.AllPackageFacts = func() []analysis.PackageFact { return nil }
	return pass
}

// short is the place of a finding without the folders above.
func short(f finding) string {
	text := f.String()
	if i := strings.Index(text, "/testdata/"); i >= 0 {
		text = text[i+len("/testdata/"):]
	}
	return text
}
