package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// writeUnit writes a description as the go command does, of a package with one
// file and no imports.
func writeUnit(t *testing.T, cfg unitchecker.Config) string {
	t.Helper()
	dir := t.TempDir()
	src := filepath.Join(dir, "cart.go")
	if err := os.WriteFile(src, []byte("package cart\n\nfunc Total() int { return 0 }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cfg.ID, cfg.ImportPath, cfg.Compiler = "example.com/shop/cart", "example.com/shop/cart", "gc"
	cfg.GoFiles = []string{src}
	data, err := json.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "vet.cfg")
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// A unit that the tool cannot analyze ends in a message. The go command of a
// Go release newer than the tool's sends units of the first kind.
func TestUnitThatCannotBeAnalyzed(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "vet.cfg")
	if err := os.WriteFile(broken, []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, cfg, want string }{
		{"newer Go", writeUnit(t, unitchecker.Config{GoVersion: "go1.99"}), "package requires newer Go version go1.99"},
		{"no file", filepath.Join(t.TempDir(), "vet.cfg"), "no such file"},
		{"not JSON", broken, "cannot decode JSON config file"},
	} {
		got := run(t, t.TempDir(), nil, quiesce(t), test.cfg)
		if got.status != 1 || !strings.Contains(got.stderr, test.want) || strings.Contains(got.stderr, "goroutine") {
			t.Errorf("%s: status %d, want 1 and %q in:\n%s", test.name, got.status, test.want, got.stderr)
		}
	}
}

func TestFactsOnly(t *testing.T) {
	for _, want := range []bool{false, true} {
		cfg := writeUnit(t, unitchecker.Config{VetxOnly: want})
		if got := factsOnly(cfg); got != want {
			t.Errorf("VetxOnly %t: factsOnly = %t", want, got)
		}
	}
}

// The stand-ins have the names and flags of the suite, and require the one
// analyzer with facts and nothing that only a rule's own work needs.
func TestFactsSuite(t *testing.T) {
	idle := factsSuite(trialSuite)
	if err := analysis.Validate(idle); err != nil {
		t.Fatal(err)
	}
	for i, a := range idle {
		if a.Name != trialSuite[i].Name {
			t.Errorf("analyzer %d is %s, want %s", i, a.Name, trialSuite[i].Name)
		}
		if len(a.FactTypes) > 0 || !slices.Equal(a.Requires, []*analysis.Analyzer{marking}) {
			t.Errorf("%s requires %v, want marking alone", a.Name, a.Requires)
		}
		// A rule would not run without the pass.
		if _, err := a.Run(nil); err != nil {
			t.Errorf("%s: %v", a.Name, err)
		}
	}
}

// Flags reach the values of the originals, for facts may depend on them; only
// the refusal of a bad value is left to the packages that were asked for.
func TestFactsSuiteFlags(t *testing.T) {
	var limit int
	var strict bool
	a := &analysis.Analyzer{Name: "limits", Doc: "limits", Run: marking.Run, FactTypes: marking.FactTypes}
	a.Flags.IntVar(&limit, "limit", 7, "most of anything")
	a.Flags.BoolVar(&strict, "strict", false, "report more")
	flags := factsSuite([]*analysis.Analyzer{a})[0].Flags
	if err := flags.Parse([]string{"-strict", "-limit=9"}); err != nil || limit != 9 || !strict {
		t.Errorf("limit = %d, strict = %t, error %v; want 9, true, none", limit, strict, err)
	}
	if err := flags.Set("limit", "many"); err != nil {
		t.Errorf("bad value: %v", err)
	}
}
