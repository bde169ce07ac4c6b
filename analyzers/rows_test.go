package analyzers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// tables are those whose rows the test data has to use. The rows of exits are
// for several systems: the tests of package known look for theirs.
var tables = map[string]known.Table{
	"Counts":              known.Counts,
	"Dones":               known.Dones,
	"Exits":               nil,
	"ExitsOnError":        nil,
	"Flushes":             known.Flushes,
	"Removals":            known.Removals,
	"Serves":              known.Serves,
	"ServesUntilShutdown": known.ServesUntilShutdown,
	"Spawns":              known.Spawns,
	"Waits":               known.Waits,
}

// A rowName names a row of a table.
type rowName struct{ table, path, recv, name string }

// A row is there because a rule needs it: each stands for a function that is
// used, in the folders of the rules, where something is asked of the rule.
func TestRowsUsed(t *testing.T) {
	for _, name := range tableNames(t) {
		if _, ok := tables[name]; !ok {
			t.Errorf("known.%s is a new table; add it to tables", name)
		}
	}
	missing := make(map[rowName]bool)
	for table, rows := range tables {
		for path, list := range rows {
			for _, row := range list {
				missing[rowName{table, path, row.Recv, row.Name}] = true
			}
		}
	}
	for _, pkg := range suiteRun(t).pkgs {
		if ofRule(pkg) {
			see(pkg, missing)
		}
	}
	for row := range missing {
		t.Errorf("row %q %s %s of known.%s: no function under testdata that has a want or an ok comment uses it; add a case, or drop the row",
			row.path, row.recv, row.name, row.table)
	}
}

// ofRule reports whether a package is in the folder of a rule.
func ofRule(pkg *packages.Package) bool {
	if pkg.Module == nil {
		return false
	}
	dir, _, _ := strings.Cut(strings.TrimPrefix(pkg.PkgPath, pkg.Module.Path+"/"), "/")
	return slices.Contains(namesOf(rules()), dir)
}

// see takes out the rows of the functions that a package uses in declarations
// with a want or an ok comment.
func see(pkg *packages.Package, missing map[rowName]bool) {
	for _, file := range pkg.Syntax {
		for _, decl := range file.Decls {
			if !asks(pkg.Fset, file, decl) {
				continue
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				if fn, ok := pkg.TypesInfo.Uses[id].(*types.Func); ok {
					for row := range missing {
						one := known.Table{row.path: {{Recv: row.recv, Name: row.name}}}
						if _, ok := one.Lookup(fn); ok {
							delete(missing, row)
						}
					}
				}
				return true
			})
		}
	}
}

// expectation is a comment that asks for a finding, or for none.
var expectation = regexp.MustCompile("// (want [`\"]|ok: )|/\\* want [`\"]")

// asks reports whether there is an expectation on the lines of decl.
func asks(fset *token.FileSet, file *ast.File, decl ast.Decl) bool {
	first, last := fset.Position(decl.Pos()).Line, fset.Position(decl.End()).Line
	for _, g := range file.Comments {
		for _, c := range g.List {
			line := fset.Position(c.Pos()).Line
			if first <= line && line <= last && expectation.MatchString(c.Text) {
				return true
			}
		}
	}
	return false
}

// tableNames returns the names of the variables of package known that are
// declared as a Table.
func tableNames(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("internal", "known", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				for _, spec := range gen.Specs {
					spec := spec.(*ast.ValueSpec)
					if len(spec.Values) == 1 && isTable(spec.Values[0]) {
						names = append(names, spec.Names[0].Name)
					}
				}
			}
		}
	}
	return names
}

// isTable reports whether e is Table{...}.
func isTable(e ast.Expr) bool {
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return false
	}
	id, ok := lit.Type.(*ast.Ident)
	return ok && id.Name == "Table"
}
