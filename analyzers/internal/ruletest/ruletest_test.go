package ruletest

import (
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/types/typeutil"
	"golang.org/x/tools/txtar"
)

// A replacement is a fix that replaces a call by a text, for a call with the given
// argument or, if that is empty, for any.
type replacement struct{ title, text, arg string }

// exitcall returns an analyzer that reports calls of proc.Exit and offers fixes.
// The packages under test import nothing
// of the standard library if they can, since that is loaded from source.
func exitcall(fixes ...replacement) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "exitcall",
		Doc:  "report calls of proc.Exit",
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.Files {
				ast.Inspect(f, func(n ast.Node) bool {
					call, ok := n.(*ast.CallExpr)
					if !ok {
						return true
					}
					if fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func); ok && fn.FullName() == "example.com/fleet/proc.Exit" {
						pass.Report(exit(call, fixes))
					}
					return true
				})
			}
			return nil, nil
		},
	}
}

func exit(call *ast.CallExpr, fixes []replacement) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Message: "call to proc.Exit"}
	for _, fix := range fixes {
		if fix.arg != "" && fix.arg != types.ExprString(call.Args[0]) {
			continue
		}
		d.SuggestedFixes = append(d.SuggestedFixes, analysis.SuggestedFix{
			Message:   fix.title,
			TextEdits: []analysis.TextEdit{{Pos: call.Pos(), End: call.End(), NewText: []byte(fix.text)}},
		})
	}
	return d
}

// A recorder remembers what a test would have failed with.
type recorder struct {
	*testing.T
	failures []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// expect fails unless each failure has the corresponding text in it.
func (r *recorder) expect(want ...string) {
	r.Helper()
	if len(r.failures) != len(want) {
		r.T.Errorf("%d failures, want %d:\n%s", len(r.failures), len(want), strings.Join(r.failures, "\n"))
		return
	}
	for i, text := range want {
		if !strings.Contains(r.failures[i], text) {
			r.T.Errorf("failure %q, want %q in it", r.failures[i], text)
		}
	}
}

// write writes a file, by its name relative to the folder of the rule.
func (r *recorder) write(name, text string) {
	r.Helper()
	if err := os.WriteFile(filepath.FromSlash(name), []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

// repository makes a repository of an archive and goes to the folder of a rule
// in it.
func repository(t *testing.T, archive string) *recorder {
	t.Helper()
	root := t.TempDir()
	files := txtar.Parse([]byte(archive))
	files.Files = append(files.Files,
		txtar.File{Name: "go.mod", Data: []byte("module example.com/tool\n\ngo 1.26\n")},
		txtar.File{Name: "analyzers/exitcall/doc.go", Data: []byte("package exitcall\n")})
	if err := writeFiles(root, files); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(root, "analyzers", "exitcall"))
	return &recorder{T: t}
}

// fleet is a testdata module with one folder of each sort.
const fleet = `
-- testdata/go.mod --
module example.com/fleet

go 1.26
-- testdata/proc/proc.go --
package proc

func Exit(code int) {}
-- testdata/exitcall/direct/store/store.go --
package store

import "example.com/fleet/proc"

func Open(path string) string {
	if path == "" {
		proc.Exit(1) // want "call to proc.Exit"
	}
	return path
}
-- testdata/exitcall/lookalike/lookalike.go --
package lookalike

type process struct{ code int }

func (p *process) Exit(code int) { p.code = code }

func stop(proc *process) {
	proc.Exit(1) // ok: a method that returns
}
-- testdata/exitcall/bare/bare.go --
package bare

func Ping() string { return "pong" } // okay: says nothing, and we want nothing
-- testdata/exitcall/mute/mute.go --
package mute

func Ping() string { return "pong" } // ok:
-- testdata/exitcall/missed/missed.go --
package missed

func Ping() {} // want "call to proc.Exit"
-- testdata/exitcall/surplus/surplus.go --
package surplus

import "example.com/fleet/proc"

func Ping() {} // ok: returns

func Stop() { proc.Exit(3) }
-- testdata/exitcall/illtyped/illtyped.go --
package illtyped

import "example.com/fleet/proc"

func Stop() { proc.Exit("3") } // want "call to proc.Exit"
-- testdata/exitcall/onlytest/stop_test.go --
package onlytest

import (
	"testing"

	"example.com/fleet/proc"
)

func TestStop(t *testing.T) {
	if testing.Short() {
		proc.Exit(3) // want "call to proc.Exit"
	}
}
-- testdata/exitcall/empty/README.txt --
No package here.
`

func TestFolders(t *testing.T) {
	r := repository(t, fleet)
	for _, test := range []struct {
		name string
		dirs []string
		want []string
	}{
		{"finding", []string{"direct"}, nil},
		{"near miss", []string{"lookalike"}, nil},
		{"tests", []string{"onlytest"}, nil},
		{"several", []string{"direct", "lookalike"}, nil},
		{"folder inside", []string{"direct/store"}, nil},
		{"none", nil, []string{"no folder is named"}},
		{"nothing shown", []string{"bare"}, []string{"the folder shows nothing"}},
		{"nothing shown beside one that does", []string{"direct", "mute"}, []string{"mute: neither a want"}},
		{"no package", []string{"direct", "empty"}, []string{"empty: no package"}},
		{"no folder", []string{"direct", "direkt"}, []string{"direkt"}},
		{"no finding", []string{"missed"}, []string{"no diagnostic was reported"}},
		{"finding too many", []string{"surplus"}, []string{"unexpected diagnostic"}},
		{"not analyzed", []string{"illtyped"}, []string{"error analyzing"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &recorder{T: t}
			run(r, exitcall(), analysistest.Run, test.dirs)
			r.expect(test.want...)
		})
	}
	Run(r.T, exitcall(), "direct", "lookalike")
}

func TestNoModule(t *testing.T) {
	r := repository(t, "-- testdata/exitcall/direct/direct.go --\npackage direct\n")
	run(r, exitcall(), analysistest.Run, []string{"direct"})
	r.expect("no testdata module")

	outside := t.TempDir()
	for dir := outside; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			t.Fatalf("the folder for temporary files is in the module of %s", dir)
		}
	}
	t.Chdir(outside)
	r = &recorder{T: t}
	run(r, exitcall(), analysistest.Run, []string{"direct"})
	r.expect("no go.mod above")
}
