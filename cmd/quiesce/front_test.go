package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// shop has findings in a package, in its tests, in main, and in a file that only
// a build tag selects.
const shop = `
-- go.mod --
module example.com/shop

go 1.26
-- alternative.mod --
module example.com/store

go 1.26
-- main.go --
package main

import "os"

func main() {
	if len(os.Args) > 1 {
		os.Exit(1)
	}
	println("open")
}
-- stock/stock.go --
package stock

import "os"

// Poll never returns.
func Poll(check func() bool) {
	for {
		check()
	}
}

func Close() {
	println("closed")
	os.Exit(1)
}
-- stock/stock_test.go --
package stock

import (
	"log"
	"testing"
)

func TestLeave(t *testing.T) {
	if t.Name() == "" {
		log.Fatal("closed")
	}
}
-- stock/check_test.go --
package stock_test

import (
	"log"
	"testing"
)

func TestLeave(t *testing.T) {
	if t.Name() == "" {
		log.Fatal("closed")
	}
}
-- cart/cart.go --
package cart

import "example.com/shop/stock"

func (c *Cart) Start() {
	go stock.Poll(c.full)
}

// A Cart is full some day.
type Cart struct{ items int }

func (c *Cart) full() bool { return c.items > 100 }
-- cart/cart_till.go --
//go:build till

package cart

import "os"

func Bell() {
	println("ring")
	os.Exit(5)
}
-- cart/cart_race.go --
//go:build race

package cart

import "os"

func Race() {
	println("race")
	os.Exit(6)
}
-- prices/prices_test.go --
package prices

import (
	"log"
	"testing"
)

func TestLeave(t *testing.T) {
	if t.Name() == "" {
		log.Fatal("closed")
	}
}
-- overlay.json --
{"Replace": {"cart/cart.go": "cart/cart.go.new"}}
-- cart/cart.go.new --
package cart

import "os"

func Open() {
	println("closed")
	os.Exit(8)
}
`

var lineOf = regexp.MustCompile(`(?m)^([^\s:]+\.go(?:\.new)?:\d+):`)

// found returns the places of the findings in what the front end has printed.
func found(got outcome) string {
	var places []string
	for _, m := range lineOf.FindAllStringSubmatch(filepath.ToSlash(got.stdout), -1) {
		places = append(places, m[1])
	}
	return strings.Join(places, " ")
}

// The flags, as they change what is found.
func TestFlags(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(shop)))
	tests := "stock/check_test.go:10 stock/stock.go:14 stock/stock_test.go:10"
	for _, test := range []struct{ args, want string }{
		{"./...", "cart/cart.go:6 prices/prices_test.go:10 " + tests},
		{"", ""},
		{"./stock", tests},
		{"example.com/shop/stock", tests},
		{"-C stock", "check_test.go:10 stock.go:14 stock_test.go:10"},
		{"-tests=false ./...", "cart/cart.go:6 stock/stock.go:14"},
		{"-tests=false ./prices", ""},
		{"-exitoutsidemain=false ./...", "cart/cart.go:6"},
		{"-goroutinestop ./...", "cart/cart.go:6"},
		{"-exitoutsidemain.allow=example.com/shop/stock,example.com/shop/stock_test ./cart ./stock", "cart/cart.go:6"},
		{"-strict .", "main.go:7"},
		{"-strict -exitoutsidemain.strict=false .", ""},
		{"-tags till ./cart", "cart/cart.go:6 cart/cart_till.go:9"},
		{"-tags=till ./cart", "cart/cart.go:6 cart/cart_till.go:9"},
		{"-mod=mod ./cart", "cart/cart.go:6"},
		{"-modfile=alternative.mod ./stock", tests},
		{"-overlay overlay.json ./cart", "cart/cart.go.new:7"},
		{"-overlay overlay.json -tests=false ./cart ./stock", "cart/cart.go.new:7 stock/stock.go:14"},
		{"-trimpath -buildvcs=false -p 1 -gcflags=-N ./cart", "cart/cart.go:6"},
		{"-- ./cart", "cart/cart.go:6"},
		{"cart/cart.go", "cart/cart.go:6"},
		{"-tests=false cart/cart.go", "cart/cart.go:6"},
	} {
		got := run(t, dir, nil, quiesce(t), strings.Fields(test.args)...)
		status := statusFindings
		if test.want == "" {
			status = statusClean
		}
		if found(got) != test.want || got.status != status {
			t.Errorf("quiesce %s: status %d, found %s\nwant %d and %s\n%s", test.args, got.status, found(got), status, test.want, got.stderr)
		}
	}
}

// Flag -race needs a C compiler on most systems.
func TestRaceFlag(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(shop)))
	env := []string{"CGO_ENABLED=1"}
	if vet := run(t, dir, env, "go", "vet", "-race", "./cart"); vet.status != 0 {
		t.Fatal("go vet -race: " + vet.stderr)
	}
	got := run(t, dir, env, quiesce(t), "-race", "./cart")
	if want := "cart/cart.go:6 cart/cart_race.go:9"; found(got) != want {
		t.Errorf("found %s, want %s\n%s", found(got), want, got.stderr)
	}
}

// Bad command lines cost one line and status 2.
func TestFrontRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ args, want string }{
		{"-nosuchflag ./...", "quiesce: flag provided but not defined: -nosuchflag\n"},
		{"-tags", "quiesce: flag needs an argument: -tags\n"},
		{"-color=blue", "quiesce: invalid value \"blue\" for flag -color: must be auto, always or never\n"},
		{"-json -sarif", "quiesce: -json and -sarif: only one of them can be printed\n"},
		{"-write-baseline", "quiesce: -write-baseline: -baseline names the file\n"},
		{"explain", "quiesce: explain: no analyzer or category given; 'quiesce help' lists the analyzers\n"},
		{"-lifecycle.roots=all", "quiesce: flag provided but not defined: -lifecycle.roots\n"},
	} {
		got := run(t, t.TempDir(), nil, quiesce(t), strings.Fields(test.args)...)
		if got.status != 2 || got.stderr != test.want || got.stdout != "" {
			t.Errorf("quiesce %s: status %d, stderr %q, want 2 and %q; stdout %q", test.args, got.status, got.stderr, test.want, got.stdout)
		}
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(shop)))
	got := run(t, dir, nil, quiesce(t), "-json", "./cart")
	var tree map[string]map[string][]map[string]any
	if err := json.Unmarshal([]byte(got.stdout), &tree); err != nil || got.status != statusFindings {
		t.Fatalf("status %d, %v:\n%s%s", got.status, err, got.stdout, got.stderr)
	}
	list := tree["example.com/shop/cart"]["goroutinestop"]
	if len(tree) != 1 || len(list) != 1 {
		t.Fatalf("want one finding of goroutinestop in cart:\n%s", got.stdout)
	}
	for key, want := range map[string]string{
		"category": "no-stop",
		"posn":     filepath.Join(dir, "cart", "cart.go") + ":6:2",
		"end":      filepath.Join(dir, "cart", "cart.go") + ":6:4",
		"url":      "https://github.com/seed42e405a4/quiesce/blob/main/analyzers/goroutinestop/README.md#no-stop",
	} {
		if list[0][key] != want {
			t.Errorf("%s = %v, want %s", key, list[0][key], want)
		}
	}
	if clean := run(t, dir, nil, quiesce(t), "-json"); clean.stdout != "{}\n" || clean.status != statusClean {
		t.Errorf("clean package: status %d, output %q", clean.status, clean.stdout)
	}
}

// With colour there is the source, with a mark below the place of the finding.
func TestColor(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(shop)))
	got := run(t, dir, nil, quiesce(t), "-color=always", "./cart")
	for _, want := range []string{"\x1b[1mcart/cart.go:6:2\x1b[0m", "\n\tgo stock.Poll(c.full)\n\t\x1b[32m^~\x1b[0m\n"} {
		if !strings.Contains(filepath.ToSlash(got.stdout), want) {
			t.Errorf("output lacks %q:\n%q", want, got.stdout)
		}
	}
	for _, flag := range []string{"-color=never", "-color=auto"} { // no terminal
		got := run(t, dir, nil, quiesce(t), flag, "./cart")
		if strings.Contains(got.stdout, "\x1b") || strings.Count(got.stdout, "\n") != 1 {
			t.Errorf("%s: output %q", flag, got.stdout)
		}
	}
}

// The go command takes a package analyzed as a dependency for one without
// findings, and the findings of one asked for for those of a dependency.
func TestDependencyIsNoRoot(t *testing.T) {
	t.Parallel()
	const module = `
-- go.mod --
module example.com/shop

go 1.26
-- lib/lib.go --
package lib

import "os"

func Close() {
	println("closed")
	os.Exit(1)
}
-- app/app.go --
package app

import "example.com/shop/lib"

func Run() {
	defer println("done")
	lib.Close()
}
`
	const app, lib = "app/app.go:7", "lib/lib.go:7"
	for _, order := range [][]string{{"./app", "./lib", "./app", "./..."}, {"./lib", "./app", "./...", "./lib"}} {
		dir := extract(t, txtar.Parse([]byte(module)))
		for _, pattern := range order {
			want := map[string]string{"./app": app, "./lib": lib, "./...": app + " " + lib}[pattern]
			if got := run(t, dir, nil, quiesce(t), pattern); found(got) != want {
				t.Errorf("%s of %v: found %s, want %s", pattern, order, found(got), want)
			}
		}
	}
}

// A second run analyzes nothing; one after a change, what depends on the change.
// What another set of packages was asked for is of no matter.
func TestWarmRun(t *testing.T) {
	t.Parallel()
	dir := extract(t, txtar.Parse([]byte(chain)))
	analyzed := func(patterns ...string) []string {
		t.Helper()
		got := run(t, dir, nil, quiesce(t), append([]string{"-x"}, patterns...)...)
		if got.status != statusClean {
			t.Fatalf("status %d:\n%s", got.status, got.stderr)
		}
		var dirs []string
		for _, m := range toolRun.FindAllStringSubmatch(got.stderr, -1) {
			if rel, err := filepath.Rel(dir, m[1]); err == nil && filepath.IsLocal(rel) {
				dirs = append(dirs, rel)
			}
		}
		slices.Sort(dirs)
		return dirs
	}
	if got := analyzed("./..."); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("first run analyzes %v", got)
	}
	for _, pattern := range []string{"./...", "./a", "./c", "./..."} {
		if got := analyzed(pattern); len(got) > 0 {
			t.Errorf("second run on %s analyzes %v", pattern, got)
		}
	}
	name := filepath.Join(dir, "b", "b.go")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(data, "\nfunc Halt() { println(\"b\") }\n"...), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := analyzed("./..."); !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("after a change of b the run analyzes %v", got)
	}
}

// toolRun matches what the go command prints before it runs the tool.
var toolRun = regexp.MustCompile(`(?m)^cd (.*)\n.* -json .*vet\.cfg$`)
