package analyzers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/seed42e405a4/quiesce/"

// helpers are what a rule may use.
var helpers = []string{
	"analyzers/internal/flow",
	"analyzers/internal/known",
	"analyzers/internal/lifecycle",
	"analyzers/internal/report",
	"analyzers/internal/ruledoc",
	"analyzers/internal/signals",
}

// layers tells which packages of this module a package may import: imports go
// downwards only, and no rule imports another.
func layers() map[string][]string {
	layers := map[string][]string{
		"cmd": {"analyzers"},

		"analyzers": {"analyzers/internal/lifecycle", "analyzers/internal/ruledoc"},

		"analyzers/internal/lifecycle": {"analyzers/internal/flow", "analyzers/internal/known", "analyzers/internal/report"},
		"analyzers/internal/flow":      nil,
		"analyzers/internal/known":     nil,
		"analyzers/internal/report":    nil,
		"analyzers/internal/ruledoc":   nil,
		"analyzers/internal/ruletest":  nil,
		"analyzers/internal/signals":   {"analyzers/internal/lifecycle"},
	}
	for _, a := range rules() {
		layers["analyzers/"+a.Name] = helpers
		layers["analyzers"] = append(layers["analyzers"], "analyzers/"+a.Name)
	}
	return layers
}

func TestImports(t *testing.T) {
	layers := layers()
	for _, f := range sources(t) {
		allowed, ok := layers[f.layer]
		if !ok {
			t.Errorf("%s: package %s is new; add a rule to Suite, and say in layers what a helper may import", f.name, f.layer)
			continue
		}
		for _, spec := range f.file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			if ours, ok := strings.CutPrefix(path, module); ok {
				if sameLayer := f.layer == "cmd" && strings.HasPrefix(ours, "cmd/"); !sameLayer && !slices.Contains(allowed, ours) {
					t.Errorf("%s: %s imports %s; imports go downwards only, see layers", f.at(spec), f.layer, ours)
				}
			} else if why := refused(f.layer, path); why != "" {
				t.Errorf("%s: %s imports %s: %s", f.at(spec), f.layer, path, why)
			}
		}
	}
}

// refused returns why a package of that layer does not import what is not of
// this module, or the empty string.
func refused(layer, path string) string {
	first, _, _ := strings.Cut(path, "/")
	std := !strings.Contains(first, ".")
	switch {
	case layer == "analyzers/internal/known" && !std:
		return "the tables depend on go/types alone"
	case layer == "cmd" || layer == "analyzers/internal/ruletest":
		return ""
	case !std && !strings.HasPrefix(path, "golang.org/x/tools/") && !strings.HasPrefix(path, "honnef.co/go/tools/"):
		return "every program that links an analyzer gets this module too"
	case path == "golang.org/x/tools/go/analysis/passes/buildssa":
		return "it builds SSA for every package; build it in Run, for the functions that need it"
	case slices.Contains([]string{"os", "os/exec", "io/ioutil", "log", "syscall", "net", "net/http"}, path):
		return "an analyzer neither ends the process nor looks at anything but its Pass"
	}
	return ""
}

// What an analyzer package never does. It cannot end the process, since it
// imports neither os nor log.
func TestNoPanicNoRegistry(t *testing.T) {
	for _, f := range sources(t) {
		if f.layer == "cmd" || f.layer == "analyzers/internal/ruletest" {
			continue
		}
		ast.Inspect(f.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" {
					t.Errorf("%s: call of panic; return an error, it fails one package and not the run", f.at(n))
				}
			}
			return true
		})
		for _, decl := range f.file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				for _, stmt := range fn.Body.List {
					if !registersFlag(stmt) {
						t.Errorf("%s: an init does more than register flags; drivers link analyzers that they do not run", f.at(stmt))
					}
				}
			}
		}
	}
}

// registersFlag reports whether stmt is Analyzer.Flags.XVar(...).
func registersFlag(stmt ast.Stmt) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	flags, ok := method.X.(*ast.SelectorExpr)
	if !ok || flags.Sel.Name != "Flags" {
		return false
	}
	id, ok := flags.X.(*ast.Ident)
	return ok && id.Name == "Analyzer"
}

// Limits of what a reader can take in at once, in lines.
const (
	maxFile = 300
	maxFunc = 50
)

func TestLength(t *testing.T) {
	for _, f := range sources(t) {
		if n := f.fset.Position(f.file.FileEnd).Line; n > maxFile {
			t.Errorf("%s has %d lines, more than %d; give a part of it a file of its own", f.name, n, maxFile)
		}
		for _, decl := range f.file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := 1 + f.fset.Position(fn.End()).Line - f.fset.Position(fn.Pos()).Line; n > maxFunc {
				t.Errorf("%s: %s has %d lines, more than %d; split it", f.at(fn), fn.Name.Name, n, maxFunc)
			}
		}
	}
}

// A source is a Go file of this repository that is no test.
type source struct {
	name  string // slash-separated, from the root
	layer string // the folder; cmd for what is below it
	file  *ast.File
	fset  *token.FileSet
}

// at returns the file and line of n.
func (s source) at(n ast.Node) string {
	return s.name + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

// sources parses the files below analyzers and cmd.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	fset := token.NewFileSet()
	for _, root := range []string{"analyzers", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && d.Name() == "testdata" {
				return filepath.SkipDir
			}
			if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			rel := strings.TrimPrefix(filepath.ToSlash(name), "../")
			layer := filepath.ToSlash(filepath.Dir(rel))
			if strings.HasPrefix(layer, "cmd/") {
				layer = "cmd"
			}
			list = append(list, source{rel, layer, file, fset})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// stringsIn returns the string literals in the files that match pattern.
func stringsIn(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					list = append(list, s)
				}
			}
			return true
		})
	}
	return list
}
