package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// chain is a module of three packages, a below b below c. Analyzer crashing
// panics on a; analyzer rootonly panics, and nothing recovers, on log.
const chain = `
-- go.mod --
module example.com/chain

go 1.26
-- a/a.go --
package a

import "log"

func MarkReady() int { log.Print("ready"); return 1 }

func start() int { return MarkReady() }

var _ = start
-- b/b.go --
package b

import "example.com/chain/a"

func MarkSteady() int { return a.MarkReady() }
-- c/c.go --
package c

import "example.com/chain/b"

func Go() int { return b.MarkSteady() }
`

var trial = []string{trialEnv + "=1"}

// What is found in the packages above the one that crashes a rule, and what
// the other rules find in that package.
var chainFindings = []string{
	"a/a.go:7:27: call of a.MarkReady",
	"b/b.go:5:32: call of a.MarkReady",
	"b/b.go:5:6: declared MarkSteady",
	"c/c.go:5:24: call of b.MarkSteady",
	"c/c.go:5:6: declared Go",
}

const crash = "crashing failed: crashing: panic while analyzing example.com/chain/a: "

// What go vet prints of the crash: the error and, as related information, the
// calls that led to it.
var crashLines = []string{
	"a/a.go:1:9: \tinnermost call",
	"a/a.go:1:9: \tits caller",
	"a/a.go:1:9: " + crash,
}

func testBinary(t *testing.T) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

// The panic is printed for the package, in the second run too, in which the go
// command answers from its cache; nothing else is lost, in that package or
// above it.
func TestPanicUnderVet(t *testing.T) {
	dir := extract(t, txtar.Parse([]byte(chain)))
	want := slices.Concat(crashLines, chainFindings)
	for _, name := range []string{"first run", "cached run"} {
		got := run(t, dir, trial, "go", "vet", "-vettool="+testBinary(t), "./...")
		if got.status == 0 {
			t.Errorf("%s: exit status 0", name)
		}
		checkCrash(t, name, dir, got.stderr, want)
	}
}

// As a mere dependency the package is analyzed for its facts alone: the rule
// that would panic does not run on it.
func TestPanicInDependencyUnderVet(t *testing.T) {
	dir := extract(t, txtar.Parse([]byte(chain)))
	got := run(t, dir, trial, "go", "vet", "-vettool="+testBinary(t), "./b", "./c")
	if got.status == 0 {
		t.Error("exit status 0")
	}
	checkCrash(t, "dependency", dir, got.stderr, chainFindings[1:])
}

func TestPanicFromSource(t *testing.T) {
	dir := extract(t, txtar.Parse([]byte(chain)))
	got := run(t, dir, trial, testBinary(t), "-source", "./...")
	if got.status != 1 {
		t.Errorf("exit status %d, want 1", got.status)
	}
	found, rest := findings(outputLines(dir, got.stderr))
	if !slices.Equal(found, chainFindings) {
		t.Errorf("findings:\n%s\nwant:\n%s", strings.Join(found, "\n"), strings.Join(chainFindings, "\n"))
	}
	if len(rest) == 0 || !strings.HasPrefix(rest[0], "crashing: crashing: panic while analyzing example.com/chain/a: ") {
		t.Errorf("other output = %q, want the error of crashing on example.com/chain/a", rest)
	}
}

// checkCrash compares the lines on stderr with want. Of the line about the
// crash, what the runtime says after the prefix is not compared.
func checkCrash(t *testing.T, name, dir, stderr string, want []string) {
	t.Helper()
	found, rest := findings(outputLines(dir, stderr))
	for i, line := range found {
		if before, _, ok := strings.Cut(line, crash); ok {
			found[i] = before + crash
		}
	}
	if !slices.Equal(found, want) {
		t.Errorf("%s: findings:\n%s\nwant:\n%s", name, strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
	if len(rest) > 0 {
		t.Errorf("%s: unexpected output %q", name, rest)
	}
}

// go fix applies the fixes to the packages that were asked for, although it
// runs the tool on their dependencies too and a rule panics on one of them.
func TestFixtool(t *testing.T) {
	dir := extract(t, txtar.Parse([]byte(chain)))
	tool := "-fixtool=" + testBinary(t)

	got := run(t, dir, trial, "go", "fix", tool, "-diff", "./...")
	if got.status != 1 || !strings.Contains(got.stdout, "+func Go() int { return 1 }") {
		t.Errorf("go fix -diff: status %d, want 1; stdout:\n%s%s", got.status, got.stdout, got.stderr)
	}

	// crashing reports on a, without a fix; calling has fixes for all three.
	got = run(t, dir, trial, "go", "fix", tool, "./b", "./c")
	if got.status != 0 || got.stderr != "" {
		t.Errorf("go fix: status %d, stderr:\n%s", got.status, got.stderr)
	}
	for name, want := range map[string]string{
		"a/a.go": "func start() int { return MarkReady() }", // not asked for
		"b/b.go": "func MarkSteady() int { return 1 }",
		"c/c.go": "func Go() int { return 1 }",
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), want) {
			t.Errorf("%s lacks %q:\n%s", name, want, data)
		}
	}
}

// In a package that cgo has prepared the panic is told at a file that is there.
func TestPanicInCgoPackage(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Fatal("the tests need gcc: install it")
	}
	dir := extract(t, txtar.Parse([]byte(`
-- go.mod --
module example.com/chain

go 1.26
-- a/a.go --
package a

// static int weight(void) { return 1; }
import "C"

func Weigh() int { return int(C.weight()) }
`)))
	env := slices.Concat(trial, []string{"CGO_ENABLED=1"})
	got := run(t, dir, env, "go", "vet", "-vettool="+testBinary(t), "./...")
	checkCrash(t, "cgo", dir, got.stderr, crashLines)
}
