package main

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// sabotagedSuite returns the real suite so damaged that each rule panics on
// packages named badrules, and the analyzer with facts on those named badfacts.
// The damage is done under the wrapping that the analyzers come with. The
// analyzer with facts is changed in place, since the rules refer to it.
func sabotagedSuite() []*analysis.Analyzer {
	var suite []*analysis.Analyzer
	for _, a := range analyzers.Suite {
		run := a.Run
		if len(a.FactTypes) == 0 {
			rule := *a
			rule.Run = func(pass *analysis.Pass) (any, error) {
				if pass.Pkg.Name() == "badrules" {
					damaged := *pass
					damaged.ResultOf = nil
					pass = &damaged
				}
				return run(pass)
			}
			a = &rule
		} else {
			a.Run = func(pass *analysis.Pass) (any, error) {
				if pass.Pkg.Name() == "badfacts" {
					damaged := *pass
					damaged.Files = []*ast.File{nil}
					pass = &damaged
				}
				return run(pass)
			}
		}
		suite = append(suite, a)
	}
	return suite
}

const sabotaged = `
-- go.mod --
module example.com/shop

go 1.26
-- badrules/abort.go --
package badrules

import "os"

func Abort() {
	println("out of stock")
	os.Exit(3)
}
-- badfacts/abort.go --
package badfacts

import (
	"os"

	"example.com/shop/badrules"
)

func Abort() {
	println("out of stock")
	badrules.Abort()
	os.Exit(4)
}
-- cart/cart.go --
package cart

import (
	"log"

	"example.com/shop/badfacts"
	"example.com/shop/badrules"
)

func Checkout(items []string) {
	switch len(items) {
	case 0:
		log.Fatal("cart: nothing to pay for")
	case 1:
		badrules.Abort()
	case 2:
		badfacts.Abort()
	}
}
`

// What is found in package cart: the facts of badrules are there, though no
// rule could report on it; those of badfacts are not.
var sabotageFindings = []string{
	"cart/cart.go:13:3: call to log.Fatal ends the process outside main",
	"cart/cart.go:15:3: call to badrules.Abort ends the process outside main",
}

// A real rule that panics, or lifecycle under all of them, is an error of that
// package, told by each rule that could not work, and the packages above it
// have their findings.
func TestRealSuiteSurvivesPanics(t *testing.T) {
	dir := extract(t, txtar.Parse([]byte(sabotaged)))
	vet := run(t, dir, trial, "go", "vet", "-vettool="+testBinary(t), "./...")
	source := run(t, dir, trial, testBinary(t), "-source", "./...")
	if vet.status != 1 || source.status != 1 {
		t.Errorf("exit status: vet %d, source %d, want 1 and 1", vet.status, source.status)
	}
	for _, a := range analyzers.Suite {
		if len(a.FactTypes) > 0 {
			continue
		}
		for _, want := range []struct{ output, text string }{
			{vet.stderr, "badrules/abort.go:1:9: " + a.Name + " failed: " + a.Name + ": panic while analyzing example.com/shop/badrules: "},
			{vet.stderr, "badfacts/abort.go:1:9: " + a.Name + " failed: lifecycle: panic while analyzing example.com/shop/badfacts: "},
			{source.stderr, a.Name + ": " + a.Name + ": panic while analyzing example.com/shop/badrules: "},
			{source.stderr, a.Name + ": lifecycle: panic while analyzing example.com/shop/badfacts: "},
		} {
			if !strings.Contains(want.output, want.text) {
				t.Errorf("output lacks %q:\n%s", want.text, want.output)
			}
		}
	}
	for door, output := range map[string]string{"vet": vet.stderr, "source": source.stderr} {
		found, _ := findings(outputLines(dir, output))
		found = slices.DeleteFunc(found, func(line string) bool {
			return !strings.HasPrefix(line, "cart/") || strings.Contains(line, ": declared ")
		})
		for i, line := range found {
			found[i], _, _ = strings.Cut(line, " (")
		}
		if !slices.Equal(found, sabotageFindings) {
			t.Errorf("%s: findings in cart:\n%s\nwant:\n%s", door, strings.Join(found, "\n"), strings.Join(sabotageFindings, "\n"))
		}
	}
}
