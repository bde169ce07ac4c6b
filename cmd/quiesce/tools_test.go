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

// A rule that panics, or lifecycle under it, is told with status 2, and the
// findings of the others are printed.
func TestPanicInFront(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(chain)))
	for _, name := range []string{"first run", "cached run"} {
		got := run(t, dir, trial, testBinary(t), "./...")
		lines, _ := findings(outputLines(dir, plain(got).stderr))
		if !slices.Equal(lines, chainFindings) || got.status != statusFailure {
			t.Errorf("%s: status %d, want 2; findings:\n%s\nwant:\n%s", name, got.status, strings.Join(lines, "\n"), strings.Join(chainFindings, "\n"))
		}
		if want := "quiesce: example.com/chain/a: " + crash; !strings.Contains(got.stderr, want) || !strings.Contains(got.stderr, "\n\tinnermost call\n\tits caller\n") {
			t.Errorf("%s: no %q in\n%s", name, want, got.stderr)
		}
	}
	got := run(t, dir, trial, testBinary(t), "-json", "./a")
	if want := `"error": "crashing: panic while analyzing example.com/chain/a: `; !strings.Contains(got.stdout, want) || got.status != statusFailure {
		t.Errorf("-json: status %d, no %q in\n%s", got.status, want, got.stdout)
	}
	// As a dependency it is of no concern.
	if got := run(t, dir, trial, testBinary(t), "./b", "./c"); got.status != statusFindings {
		t.Errorf("./b ./c: status %d, want 1:\n%s", got.status, got.stderr)
	}
}

func TestFix(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(chain)))
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	got := run(t, dir, trial, testBinary(t), "-diff", "./b", "./c")
	if !strings.Contains(got.stdout, "\n+func Go() int { return 1 }\n") || got.status != statusFindings {
		t.Errorf("-diff: status %d:\n%s%s", got.status, got.stdout, got.stderr)
	}
	if text := read("c/c.go"); !strings.Contains(text, "b.MarkSteady()") {
		t.Errorf("-diff has changed a file:\n%s", text)
	}
	got = run(t, dir, trial, testBinary(t), "-fix", "./b", "./c")
	want := "b/b.go:3 c/c.go:3" // what has no fix
	if found(got) != want || got.status != statusFindings || !strings.Contains(got.stderr, "quiesce: 2 fixed\n") {
		t.Errorf("-fix: status %d, found %s, want %s\n%s", got.status, found(got), want, got.stderr)
	}
	for name, want := range map[string]string{"a/a.go": "return MarkReady()", "b/b.go": "return 1", "c/c.go": "return 1"} {
		if text := read(name); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q:\n%s", name, want, text)
		}
	}
}

func TestBaseline(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(shop)))
	got := run(t, dir, nil, quiesce(t), "-baseline=known.json", "-write-baseline", "./cart", "./stock")
	if got.status != statusClean || got.stdout != "" || got.stderr != "quiesce: 4 written to known.json\n" {
		t.Fatalf("-write-baseline: status %d:\n%s%s", got.status, got.stdout, got.stderr)
	}
	// Lines move, and one finding is new.
	name := filepath.Join(dir, "cart", "cart.go")
	text := "// Package cart sells.\npackage cart\n\nimport (\n\t\"os\"\n\n\t\"example.com/shop/stock\"\n)\n" + `
func (c *Cart) Start() {
	go stock.Poll(c.full)
}

type Cart struct{ items int }

func (c *Cart) full() bool { return c.items > 100 }

func Shut() {
	println("shut")
	os.Exit(1)
}
`
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	got = run(t, dir, nil, quiesce(t), "-baseline=known.json", "./cart", "./stock")
	if want := "cart/cart.go:20"; found(got) != want || got.status != statusFindings || !strings.Contains(got.stderr, "not shown: 4 known from known.json") {
		t.Errorf("-baseline: status %d, found %s, want %s\n%s", got.status, found(got), want, got.stderr)
	}
	got = run(t, dir, nil, quiesce(t), "-baseline=unknown.json", "./cart")
	if got.status != statusFailure || !strings.Contains(got.stderr, "unknown.json") {
		t.Errorf("no such baseline: status %d:\n%s", got.status, got.stderr)
	}
	if err := os.WriteFile(name, []byte("package cart\n\nfunc Open() { shut() }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	got = run(t, dir, nil, quiesce(t), "-baseline=known.json", "-write-baseline", "./cart", "./stock")
	if got.status != statusFailure || !strings.Contains(got.stderr, "baseline not written") {
		t.Errorf("broken package: status %d:\n%s", got.status, got.stderr)
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("the tests need git: install it")
	}
	dir := extract(t, txtar.Parse([]byte(shop)))
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "shop"}} {
		if got := run(t, dir, nil, "git", args...); got.status != 0 {
			t.Fatalf("git %v: %s", args, got.stderr)
		}
	}
	name := filepath.Join(dir, "stock", "stock.go")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, "\nfunc Shut() {\n\tprintln(\"shut\")\n\tos.Exit(2)\n}\n"...)
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	got := run(t, dir, nil, quiesce(t), "-since=HEAD", "./...")
	if want := "stock/stock.go:19"; found(got) != want || got.status != statusFindings {
		t.Errorf("status %d, found %s, want %s\n%s", got.status, found(got), want, got.stderr)
	}
	got = run(t, dir, nil, quiesce(t), "-since=nosuchrevision", "./cart")
	if got.status != statusFailure || !strings.Contains(got.stderr, "nosuchrevision") {
		t.Errorf("no such revision: status %d:\n%s", got.status, got.stderr)
	}
}

// What is written is tested where it is made; here, that it is written.
func TestOtherOutputs(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(shop)))
	for _, test := range []struct {
		args   string
		status int
		want   []string
	}{
		{"-sarif ./cart", 1, []string{`"version": "2.1.0"`, `"ruleId": "goroutinestop/no-stop"`, `"exitCode": 1`, `"uri": "cart/cart.go"`}},
		{"-sarif .", 0, []string{`"results": []`, `"id": "goroutinestop/no-stop"`}},
		{"explain goroutinestop", 0, []string{"Why it matters"}},
		{"explain no-stop", 0, []string{"goroutinestop/no-stop"}},
		{"help goroutinestop", 0, []string{"-goroutinestop.tests"}},
		{"help", 0, []string{"-write-baseline"}},
		{"-json -h", 0, []string{"usage: quiesce"}},
		{"-version", 0, []string{"built with go"}},
	} {
		got := run(t, dir, nil, quiesce(t), strings.Fields(test.args)...)
		if got.status != test.status {
			t.Errorf("quiesce %s: status %d, want %d:\n%s", test.args, got.status, test.status, got.stderr)
		}
		for _, want := range test.want {
			if !strings.Contains(got.stdout, want) {
				t.Errorf("quiesce %s: no %q in\n%s", test.args, want, got.stdout)
			}
		}
	}
}

// The go command takes a tool whose path has a space in it.
func TestSpaceInPath(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(quiesce(t))
	if err != nil {
		t.Fatal(err)
	}
	tool := filepath.Join(t.TempDir(), "program files", "quiesce")
	if err := os.Mkdir(filepath.Dir(tool), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(tool, data, 0o777); err != nil {
		t.Fatal(err)
	}
	dir := extract(t, txtar.Parse([]byte(shop)))
	if got := run(t, dir, nil, tool, "./cart"); found(got) != "cart/cart.go:6" {
		t.Errorf("front end: status %d:\n%s", got.status, got.stderr)
	}
	if got := run(t, dir, nil, "go", "vet", "-vettool="+tool, "./cart"); !strings.Contains(got.stderr, "cart/cart.go:6:2: goroutine") {
		t.Errorf("go vet: status %d:\n%s", got.status, got.stderr)
	}
}
