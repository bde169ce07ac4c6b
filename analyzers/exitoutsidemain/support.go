package exitoutsidemain

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What is there for tests ends with the test, as the code in _test.go files
// does, and examples show something else than a clean end. By the habits of Go
// such code tells by its name what it is for: folders test, testutil, e2e and
// examples, files testing.go and foo_test_helpers.go, packages that are called
// footest and import testing.

// isForTests reports whether the node of cur is in such code, and cannot end
// the test instead of the process: where a testing.T is at hand, it can, unless
// it is another module that exits.
func (c *checker) isForTests(cur inspector.Cursor, exit lifecycle.Exit) bool {
	var file *ast.File
	for at := range cur.Enclosing((*ast.File)(nil)) {
		file = at.Node().(*ast.File)
	}
	theirs := exit.Kind == lifecycle.OnError && !exit.Root && exit.Module != c.lc.Module()
	if file == nil || !theirs && c.hasTesting(c.lc.Enclosing(cur)) {
		return false
	}
	if c.aids == nil {
		c.aids = c.testFiles()
	}
	return c.aids[file]
}

// testFiles tells of the files of the package whether they are for tests.
func (c *checker) testFiles() map[*ast.File]bool {
	all := areForTests(folders(c.pass.Pkg, c.lc.Module()))
	files := make(map[*ast.File]bool)
	if c.pass.Pkg.Path() == "testing" {
		return files // it is what these are called after
	}
	for _, file := range c.pass.Files {
		name := filepath.Base(c.pass.Fset.Position(file.Package).Filename)
		all = all || strings.HasSuffix(c.pass.Pkg.Name(), "test") && !c.lc.Directives.InTest(file.Package) && importsTesting(file)
		files[file] = isTestFile(words(strings.TrimSuffix(name, ".go")))
	}
	for file := range files {
		files[file] = files[file] || all
	}
	return files
}

// folders returns the elements of the import path of pkg that are folders of the
// repository, as far as the path of the module tells them from its name.
func folders(pkg *types.Package, module string) []string {
	path := pkg.Path()
	if strings.HasSuffix(pkg.Name(), "_test") {
		path = strings.TrimSuffix(path, "_test")
	}
	all, name := strings.Split(path, "/"), strings.Split(module, "/")
	if strings.Contains(name[0], ".") {
		all = all[min(len(name), len(all), 3):] // host, owner and repository
		if len(all) > 0 && strings.Trim(all[0], "0123456789") == "v" {
			all = all[1:] // major version
		}
		return all
	}
	return all[min(len(name), len(all)):]
}

func importsTesting(file *ast.File) bool {
	return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"testing"` })
}

func words(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' })
}

// isTestFile reports whether the words of the name of a file say that it helps
// tests: testing, testutil, test_helpers. One that is called test may be a
// command of that name.
func isTestFile(words []string) bool {
	for i, word := range words {
		if word != "test" && word != "tests" && isTestWord(word) || i > 0 && words[i-1] == "test" && isTestWord("test"+word) {
			return true
		}
	}
	return false
}

// tops are what folders of a repository are called that have tests, and
// programs that are run as tests. Further down these may be commands, as the
// one of go test is, or parts of a program.
var tops = []string{"bench", "benchmark", "benchmarks", "example", "integration", "interop", "test"}

// areForTests reports whether one of the folders says that what is below it is
// for tests, or shows how something is used.
func areForTests(folders []string) bool {
	for i, folder := range folders {
		if i == 0 && slices.Contains(tops, folder) || folder == "examples" || folder != "test" && slices.ContainsFunc(words(folder), isTestWord) {
			return true
		}
	}
	return false
}

// testThings are what is called a test something.
var testThings = []string{
	"", "app", "bed", "case", "client", "data", "env", "fixture", "framework", "harness", "helper", "infra", "ing", "kit",
	"runner", "server", "suite", "support", "task", "tool", "util",
}

// testKinds are what some tests are called.
var testKinds = []string{"acceptance", "conformance", "e2e", "functional", "integration", "load", "regression", "smoke", "system", "unit"}

func isTestWord(word string) bool {
	word = strings.TrimSuffix(word, "s")
	if kind, ok := strings.CutSuffix(word, "test"); ok && slices.Contains(testKinds, kind) {
		return true
	}
	thing, ok := strings.CutPrefix(word, "test")
	return word == "e2e" || ok && slices.Contains(testThings, thing)
}

// hasTesting reports whether f, or what encloses it, is handed something of
// package testing.
func (c *checker) hasTesting(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		for _, field := range f.Type().Params.List {
			if named := namedOf(c.pass.TypesInfo.TypeOf(field.Type)); named != nil && named.Pkg() != nil && named.Pkg().Path() == "testing" {
				return true
			}
		}
	}
	return false
}
