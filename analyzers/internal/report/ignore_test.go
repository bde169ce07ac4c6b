package report

import (
	"go/ast"
	"go/token"
	"slices"
	"sync"
	"testing"

	"honnef.co/go/tools/analysis/lint"
)

// exitsWithDirectives has a //lint:ignore in each place where people put one.
const exitsWithDirectives = `// Package ingest reads orders from the partner feeds.
package ingest

import (
	"errors"
	"log"
	"os"
)

func trailing(path string) {
	if path == "" {
		log.Fatal("silenced: no path") //lint:ignore quiesce/exitoutsidemain called from main before anything runs
		log.Fatal("reported: a line further")
	}
}

func alone(path string) {
	log.Fatal("reported: a line before")
	//lint:ignore quiesce/exitoutsidemain the feed cannot be read at all
	log.Fatal("silenced: below")
	log.Fatal("reported: two below")
}

func firstInBlock(path string) {
	// The partner sends an empty manifest on bank holidays.
	//lint:ignore quiesce/exitoutsidemain operators restart it by hand
	// See the runbook for what they do.
	log.Fatal("silenced: below a block of comments")
}

func apart() {
	log.Fatal("reported: above, but a blank line is between")

	//lint:ignore quiesce/exitoutsidemain the queue is gone

	log.Fatal("silenced: a blank line between")
}

func attachedAbove() {
	log.Fatal("silenced: right above, and a blank line follows")
	//lint:ignore quiesce/exitoutsidemain the queue is gone

	log.Fatal("reported: the comment belongs to what is above it")
}

// mustEnv returns the value of a variable.
//
//lint:ignore quiesce/exitoutsidemain a doc comment speaks of the line of the declaration
func mustEnv(key string) string {
	value, ok := os.LookupEnv(key)
	if !ok {
		log.Fatal("reported: inside the declaration")
	}
	return value
}

//lint:ignore quiesce/exitoutsidemain one line
func die() { log.Fatal("silenced: on the line of the declaration") }

func ifElse(err error) {
	//lint:ignore quiesce/exitoutsidemain only the first line counts
	if err != nil {
		log.Fatal("reported: inside the statement")
	}
	if errors.Is(err, os.ErrNotExist) { //lint:ignore quiesce/exitoutsidemain stands on the line of the if
		log.Fatal("reported: the first statement of the block is another line")
	}
}

func multiline(ids []string) {
	log.Fatal("silenced: the comment trails the statement that begins here",
		len(ids),
	) //lint:ignore quiesce/exitoutsidemain no ids, no work
	func(args ...any) {
		log.Fatal("reported: inside a call whose end has the comment")
	}(
		len(ids),
	) //lint:ignore quiesce/exitoutsidemain no ids, no work
}

var handlers = []func(){
	//lint:ignore quiesce/exitoutsidemain last resort
	func() { log.Fatal("silenced: element of a literal") },
	func() { log.Fatal("reported: next element") },
	func() { log.Fatal("silenced: element with a comment behind") }, //lint:ignore quiesce/exitoutsidemain last resort
}

func choose(c <-chan error) {
	select {
	//lint:ignore quiesce/exitoutsidemain the channel is closed on fatal errors only
	case <-c:
		log.Fatal("reported: below the clause")
	default: //lint:ignore quiesce/exitoutsidemain stands on the line of the clause
		log.Fatal("reported: below the clause")
	}
}
`

func TestIgnorePlaces(t *testing.T) {
	checkExits(t, "ingest.go", exitsWithDirectives, false)
}

// TestLikeStaticcheck compares what a directive covers with the line of the node
// to which honnef.co/go/tools attaches it. The one difference is documented at
// (*layout).covered: a comment behind the opening of a block.
func TestLikeStaticcheck(t *testing.T) {
	fset, files := parse(t, "ingest.go", exitsWithDirectives)
	d := Scan(fset, files, false)

	theirs := lint.ParseDirectives(files, fset)
	if len(theirs) != len(d.names) {
		t.Fatalf("%d directives, want %d", len(d.names), len(theirs))
	}
	l := layout{fset: fset, file: files[0]}
	var opening int
	for _, dir := range theirs {
		node := fset.Position(dir.Node.Pos())
		i := slices.IndexFunc(d.names, func(n *name) bool { return n.directive == dir.Directive })
		covers := slices.Contains(d.lines[line{node.Filename, node.Line}], d.names[i])
		if dir.Node.Pos() > dir.Directive.Pos() && l.beside(dir.Directive) {
			opening++
			covers = !covers
		}
		if !covers {
			t.Errorf("%s: directive covers line %d: %t, honnef.co/go/tools disagrees",
				fset.Position(dir.Directive.Pos()), node.Line, !covers)
		}
	}
	if opening != 2 {
		t.Errorf("%d comments behind the opening of a block, want 2", opening)
	}
}

func TestIgnoreNames(t *testing.T) {
	const src = `package jobs

import "log"

func run() {
	//lint:ignore SA4006,quiesce/goroutinestop,quiesce/exitoutsidemain several
	log.Fatal("silenced: one of several names")
	//lint:ignore Quiesce/ExitOutsideMain staticcheck folds case as well
	log.Fatal("silenced: upper case")
	//lint:ignore quiesce/* nothing here may fail a build
	log.Fatal("silenced: pattern")
	//lint:ignore quiesce/exit* nothing here may fail a build
	log.Fatal("silenced: pattern for some rules")
	//lint:ignore   quiesce/exitoutsidemain   indented by hand
	log.Fatal("silenced: more blanks")
	//lint:ignore quiesce/exitoutsidemain	after a tab
	log.Fatal("silenced: tab")

	//lint:ignore quiesce/goroutinestop about something else
	log.Fatal("reported: another rule")
	//lint:ignore quiesce/wait* about something else
	log.Fatal("reported: pattern for other rules")
	//lint:ignore quiesce/exitoutsidemain
	log.Fatal("reported: no reason")
	//lint:ignore quiesce/exitoutsidemain //
	log.Fatal("reported: an empty remark is no reason")
	//lint:ignore exitoutsidemain the prefix is missing
	log.Fatal("reported: name of another tool")
	//lint:ignore quiesce names no rule
	log.Fatal("reported: no rule")
	//lint:ignore quiesce/[ malformed
	log.Fatal("reported: malformed pattern")
	//lint:ignore quiesce/exitoutside half a name
	log.Fatal("reported: prefix of the name")
	// lint:ignore quiesce/exitoutsidemain a blank makes it a plain comment
	log.Fatal("reported: plain comment")
	/*lint:ignore quiesce/exitoutsidemain block comments are none*/
	log.Fatal("reported: block comment")
	//lint:ignored quiesce/exitoutsidemain no such directive
	log.Fatal("reported: other word")
	//lint:
	log.Fatal("reported: no word")
	//lint:ignore
	log.Fatal("reported: no name")
}
`
	checkExits(t, "jobs.go", src, false)
}

// TestIgnoreFoldsRule has a rule whose own name is not in lower case.
func TestIgnoreFoldsRule(t *testing.T) {
	const src = `package jobs

func run() {} //lint:ignore quiesce/exitInInit as the analyzer spells it
`
	fset, files := parse(t, "jobs.go", src)
	d := Scan(fset, files, false)
	if stale := d.Problems("exitInInit", nil); len(stale) != 1 || stale[0].Kind != Stale {
		t.Errorf("Problems = %v, want the directive, unused", stale)
	}
	if !d.Ignored("exitInInit", find(t, files[0], src, "func run", 0)) {
		t.Error("not silenced")
	}
	if used := d.Problems("exitInInit", nil); len(used) != 0 {
		t.Errorf("Problems = %v after use", used)
	}
}

func TestFileIgnore(t *testing.T) {
	const legacy = `package billing

import "log"

func run() { log.Fatal("silenced: above the directive") }

//lint:file-ignore quiesce/exitoutsidemain goes away with the old ledger
//lint:file-ignore quiesce/goroutinestop

func stop() { log.Fatal("silenced: below it") }
`
	d := checkExits(t, "ledger.go", legacy, false)
	if d.Ignored("goroutinestop", d.names[0].pos) {
		t.Error("a file-ignore without a reason silences its rule")
	}

	const other = `package billing

func pay() {}
`
	fset, files := parse(t, "ledger.go", legacy, "pay.go", other)
	d = Scan(fset, files, false)
	if d.Ignored("exitoutsidemain", find(t, files[1], other, "func pay", 0)) {
		t.Error("a file-ignore silences another file")
	}
}

// TestIgnoreConcurrently lets several rules ask at once, as drivers do. The race
// detector sees what is not guarded.
func TestIgnoreConcurrently(t *testing.T) {
	const src = `package worker

func start() {
	//lint:ignore quiesce/goroutinestop,quiesce/exitoutsidemain lives as long as the process
	go func() { select {} }()
}
`
	fset, files := parse(t, "worker.go", src)
	d := Scan(fset, files, true)
	pos := find(t, files[0], src, "go func", 0)
	var wg sync.WaitGroup
	for range 8 {
		for _, rule := range []string{"goroutinestop", "exitoutsidemain"} {
			wg.Go(func() {
				if !d.Ignored(rule, pos) {
					t.Errorf("%s is not silenced", rule)
				}
			})
		}
	}
	wg.Wait()
}

func TestNoPosition(t *testing.T) {
	d := Scan(token.NewFileSet(), []*ast.File{{Name: ast.NewIdent("p")}}, true)
	if d.Ignored("goroutinestop", token.NoPos) || d.InTest(token.NoPos) || d.Generated(token.NoPos) {
		t.Error("something is known about no position")
	}
	if _, ok := d.Declares("exits", ast.NewIdent("p")); ok {
		t.Error("a node without position declares something")
	}
}
