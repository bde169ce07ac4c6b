// Package mutants breaks the shutdown of the key-value server in testdata, one
// step at a time, and sees whether the suite says so. It holds tests alone.
package mutants

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// A mutant is the server with one step of its shutdown removed or broken.
type mutant struct {
	name  string
	file  string // below testdata/kvserver
	edits []edit
	by    string // the rule that is to find it
	flag  string // that it takes, as rule.flag, if it is not found by default
	gap   string // or why none does
}

// An edit replaces text that is there once.
type edit struct{ old, new string }

// fewest is how many mutants there are to be, and share how many of them at
// least stand for one that is not found.
const (
	fewest = 30
	share  = 15
)

func TestMutants(t *testing.T) {
	d, err := newDriver("kvserver")
	if err != nil {
		t.Fatal(err)
	}
	gaps, sound := 0, make(map[string]bool)
	for _, m := range mutants {
		if m.gap != "" {
			gaps++
		}
		t.Run(strings.ReplaceAll(m.name, " ", "-"), func(t *testing.T) {
			set(t, m.flag)
			if !sound[m.flag] {
				sound[m.flag] = true
				wantNone(t, d)
			}
			path, text := m.apply(t)
			found, err := d.run(map[string]string{path: text})
			if err != nil {
				t.Fatalf("the mutant does not compile: %v", err)
			}
			m.judge(t, found)
		})
	}
	if len(mutants) < fewest || gaps*share > len(mutants) {
		t.Errorf("%d mutants, of which %d are not found; want at least %d, and one gap in %d at most", len(mutants), gaps, fewest, share)
	}
}

// set switches a flag on for one test.
func set(t *testing.T, name string) {
	t.Helper()
	if name == "" {
		return
	}
	rule, name, _ := strings.Cut(name, ".")
	for _, a := range analyzers.Suite {
		if f := a.Flags.Lookup(name); a.Name == rule && f != nil {
			old := f.Value.String()
			if err := f.Value.Set("true"); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = f.Value.Set(old) })
			return
		}
	}
	t.Fatalf("%s has no flag %s", rule, name)
}

// wantNone fails if there are findings in the server as it is.
func wantNone(t *testing.T, d *driver) {
	t.Helper()
	found, err := d.run(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("the server as it is: %s", short(f))
	}
}

// apply returns the file that the mutant changes, and its text.
func (m mutant) apply(t *testing.T) (path, text string) {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../../../testdata/kvserver", m.file))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = string(data)
	for _, e := range m.edits {
		if n := strings.Count(text, e.old); n != 1 {
			t.Fatalf("%s has %d times %q, want it once", m.file, n, e.old)
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	return path, text
}

// judge compares the findings with what is expected of the mutant.
func (m mutant) judge(t *testing.T, found []finding) {
	t.Helper()
	var rules []string
	for _, f := range found {
		t.Log(short(f))
		rules = append(rules, f.rule)
	}
	switch {
	case m.gap != "" && len(found) > 0:
		t.Errorf("found by %v; say so in the table, it is no gap any more", rules)
	case m.gap == "" && !slices.Contains(rules, m.by):
		t.Errorf("found by %v, want %s", rules, m.by)
	}
}

// Two mutants that come to the same text would count twice.
func TestMutantsDiffer(t *testing.T) {
	seen := make(map[string]string)
	for _, m := range mutants {
		path, text := m.apply(t)
		if other, ok := seen[path+text]; ok {
			t.Errorf("%q is the same as %q", m.name, other)
		}
		seen[path+text] = m.name
	}
}
