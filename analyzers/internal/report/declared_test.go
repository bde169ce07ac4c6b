package report

import (
	"go/ast"
	"strings"
	"testing"
)

const declarations = `// Package agent runs on each host.
//
//quiesce:require owner // see the house rules
package agent

import "os"

// Abort leaves a core file and ends the process.
//
//quiesce:exits
func Abort(reason string) {
	abortHook(reason)
	os.Stdout.Sync()
}

func Quit(code int) { exit(code) } //quiesce:exits

func Drain() {}

//quiesce:exits
var exit = os.Exit

var abortHook = func(string) {} //quiesce:exits // the default is replaced at start-up

var (
	spawn = defaultSpawn //quiesce:spawns 0
	//quiesce:waits
	join = defaultJoin
	both = defaultJoin
)

//quiesce:waits
var (
	joinAll = defaultJoin
)

// A Pool runs jobs.
type Pool interface {
	// Go runs f.
	//
	//quiesce:spawns  f   
	Go(f func())
	Wait() //quiesce:waits
	Len() int
}

func Restart(args []string) { //quiesce:exits
	exit(0)
}

//quiesce:exitsnot
func Reload() {}

// quiesce:exits is written as a sentence here.
func Describe() {}

//quiesce:exits

func Detached() {}

func defaultSpawn(func()) {}
func defaultJoin()        {}
`

// carries says which declarations carry which words, with the arguments.
var carries = map[string]map[string]string{
	"agent":     {"require": "owner"},
	"Abort":     {"exits": ""},
	"Quit":      {"exits": ""},
	"exit":      {"exits": ""},
	"abortHook": {"exits": ""},
	"spawn":     {"spawns": "0"},
	"join":      {"waits": ""},
	"Go":        {"spawns": "f"},
	"Wait":      {"waits": ""},
	"Reload":    {"exitsnot": ""},
	"var (":     {"waits": ""},
}

func TestDeclares(t *testing.T) {
	fset, files := parse(t, "agent.go", declarations)
	d := Scan(fset, files, false)
	checked := make(map[string]bool)
	check := func(name string, node ast.Node) {
		checked[name] = true
		for _, word := range []string{"exits", "spawns", "waits", "require", "exitsnot"} {
			wantArgs, want := carries[name][word]
			args, ok := d.Declares(word, node)
			if ok != want || args != wantArgs {
				t.Errorf("%s: Declares(%q) = %q, %t, want %q, %t", name, word, args, ok, wantArgs, want)
			}
		}
	}
	ast.Inspect(files[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.File:
			check(n.Name.Name, n)
		case *ast.FuncDecl:
			check(n.Name.Name, n)
			return false
		case *ast.GenDecl:
			if spec, ok := n.Specs[0].(*ast.ValueSpec); ok && spec.Names[0].Name == "joinAll" {
				check("var (", n)
			}
		case *ast.ValueSpec:
			check(n.Names[0].Name, n)
		case *ast.Field:
			if len(n.Names) > 0 {
				check(n.Names[0].Name, n)
			}
			return false
		}
		return true
	})
	for name := range carries {
		if !checked[name] {
			t.Errorf("no declaration %s in the source", name)
		}
	}
	if t.Failed() || len(checked) <= len(carries) {
		t.Errorf("checked %d declarations, of which %d carry something", len(checked), len(carries))
	}
}

// TestDeclaresGenDecl asks about the declaration rather than its specification.
func TestDeclaresGenDecl(t *testing.T) {
	fset, files := parse(t, "agent.go", declarations)
	d := Scan(fset, files, false)
	for _, decl := range files[0].Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || len(gen.Specs) != 1 {
			continue
		}
		spec, ok := gen.Specs[0].(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "exit" {
			continue
		}
		if _, ok := d.Declares("exits", gen); !ok {
			t.Error("the declaration of exit does not carry //quiesce:exits")
		}
		return
	}
	t.Error("no declaration of exit")
}

// TestDeclarations finds the directives wherever they stand.
func TestDeclarations(t *testing.T) {
	fset, files := parse(t, "agent.go", declarations)
	d := Scan(fset, files, false)
	for word, want := range map[string]int{
		"require": strings.Count(declarations, "//quiesce:require"),
		"waits":   strings.Count(declarations, "//quiesce:waits"),
		"moves":   0,
	} {
		if got := d.Declarations(word); len(got) != want {
			t.Errorf("Declarations(%q) = %d positions, want %d", word, len(got), want)
		}
	}
	if _, pos, ok := d.Declared("require", files[0]); !ok || fset.Position(pos).Line != 3 {
		t.Errorf("Declared finds //quiesce:require in %v", fset.Position(pos))
	}
}
