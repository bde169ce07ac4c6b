package report

import (
	"go/ast"
	"testing"
)

func TestNolint(t *testing.T) {
	const src = `package feed

import "log"

func trailing() {
	log.Fatal("silenced: ours") //nolint:quiesce
	log.Fatal("silenced: all linters") //nolint
	log.Fatal("silenced: all by name") //nolint:all
	log.Fatal("silenced: one of several") //nolint:forbidigo,quiesce // start-up only
	log.Fatal("silenced: blanks and case") // nolint:revive, Quiesce
	log.Fatal("silenced: a remark") //nolint // start-up only
	log.Fatal("silenced: all among others") //nolint:revive,all
	log.Fatal("silenced: all, with a remark that is none") //nolint:all start-up only

	log.Fatal("reported: another linter") //nolint:forbidigo
	log.Fatal("reported: named in the remark only") //nolint:forbidigo // and quiesce, too
	log.Fatal("reported: no such word") //nolintquiesce
	log.Fatal("reported: longer word") //nolint:quiesce2
	log.Fatal("reported: block comment") /*nolint:quiesce*/
	log.Fatal("reported: in a sentence") // golangci-lint would need nolint here
	log.Fatal("reported: empty list") //nolint:
}

func above(err error) {
	//nolint:quiesce
	if err != nil {
		log.Fatal("silenced: inside the statement")
	}
	log.Fatal("reported: next statement")

	//nolint:quiesce

	log.Fatal("reported: a blank line between")

	//nolint:quiesce // the reason,
	// which goes on here.
	go func() {
		log.Fatal("silenced: below the group of comments")
	}()
	if err != nil { //nolint:quiesce
		log.Fatal("reported: at the end of a line it is for that line")
	}
}

// mustOpen is for start-up.
//
//nolint:quiesce
func mustOpen(err error) {
	if err != nil {
		log.Fatal("silenced: whole function")
	}
}

//nolint:quiesce
var (
	onError = func() { log.Fatal("silenced: whole group") }
	onPanic = func() {
		log.Fatal("silenced: whole group")
	}
)

func after() { log.Fatal("reported: next declaration") }
`
	checkExits(t, "feed.go", src, true)
}

func TestNolintWholeFile(t *testing.T) {
	const src = `//nolint:quiesce // a command-line tool of one function
package main

import "log"

func main() { run() }

func run() {
	log.Fatal("silenced: first")
}

func stop() { log.Fatal("silenced: last") }
`
	checkExits(t, "main.go", src, true)
}

func TestNolintLeftToOthers(t *testing.T) {
	const src = `package feed

import "log"

func run() {
	log.Fatal("reported: golangci-lint reads its comments itself") //nolint:quiesce
	//nolint
	log.Fatal("reported: this one too")
	//lint:ignore quiesce/exitoutsidemain not a nolint comment
	log.Fatal("silenced: ours")
}
`
	checkExits(t, "feed.go", src, false)
}

// Whoever silences the finding, the place is answered for.
func TestNolintAnswers(t *testing.T) {
	const src = `package feed

func run() {
	stop() //nolint:quiesce
	stop() //nolint:forbidigo
	stop()
}
`
	fset, files := parse(t, "feed.go", src)
	for _, honour := range []bool{true, false} {
		d := Scan(fset, files, honour)
		for i, stmt := range files[0].Decls[0].(*ast.FuncDecl).Body.List {
			if got, want := d.Nolint(stmt.Pos()), i == 0; got != want {
				t.Errorf("honour %t: Nolint of statement %d = %t, want %t", honour, i, got, want)
			}
			if got, want := d.Covered("exitoutsidemain", stmt.Pos()), honour && i == 0; got != want {
				t.Errorf("honour %t: Covered of statement %d = %t, want %t", honour, i, got, want)
			}
		}
	}
}

func TestNolintIsNoProblem(t *testing.T) {
	const src = `package feed

func run() {} //nolint:quiesce

//nolint:quiesce/exitoutsidemain,nosuchlinter
func stop() {}
`
	fset, files := parse(t, "feed.go", src)
	for _, nolint := range []bool{true, false} {
		d := Scan(fset, files, nolint)
		for _, rule := range []string{"exitoutsidemain", ""} {
			if p := d.Problems(rule, func(string) bool { return false }); len(p) > 0 {
				t.Errorf("nolint %t: Problems(%q) = %v", nolint, rule, p)
			}
		}
	}
}
