package analyzers_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

// The tests of this package are the rules of the house: what holds for every
// analyzer, and what a new one must not forget. Each says what to do.

// rules returns the analyzers that report something: all but the last.
func rules() []*analysis.Analyzer {
	return analyzers.Suite[:len(analyzers.Suite)-1]
}

func TestSuite(t *testing.T) {
	if err := analysis.Validate(analyzers.Suite); err != nil {
		t.Error(err)
	}
	if last := analyzers.Suite[len(analyzers.Suite)-1]; last != lifecycle.Analyzer {
		t.Errorf("the last analyzer of Suite is %s; put lifecycle.Analyzer there", last.Name)
	}
	names := namesOf(rules())
	if !slices.IsSorted(names) {
		t.Errorf("Suite lists %s; sort the rules by name", strings.Join(names, ", "))
	}
	for _, a := range rules() {
		if len(a.FactTypes) > 0 || a.ResultType != nil {
			t.Errorf("%s has facts or a result; move them to lifecycle, which all drivers run on all packages", a.Name)
		}
		if !slices.Contains(a.Requires, lifecycle.Analyzer) {
			t.Errorf("%s does not require lifecycle.Analyzer, which reads the directives; add it to Requires", a.Name)
		}
		if want := ruledoc.URL(a.Name); a.URL != want {
			t.Errorf("%s has the URL %s; set it to ruledoc.URL(%q)", a.Name, a.URL, a.Name)
		}
	}
}

// Every folder here is a rule of Suite, and the other way round, and a rule
// brings its specification, its tests and test data that the tests name.
func TestFolders(t *testing.T) {
	names := namesOf(rules())
	for _, dir := range subfolders(t, ".") {
		if dir != "internal" && !slices.Contains(names, dir) {
			t.Errorf("analyzers/%s is not in Suite; add %s.Analyzer to it, or move a helper to analyzers/internal", dir, dir)
		}
	}
	for _, name := range names {
		for _, file := range []string{"doc.go", name + ".go", name + "_test.go"} {
			if _, err := os.Stat(filepath.Join(name, file)); err != nil {
				t.Errorf("analyzers/%s/%s is missing; CONTRIBUTING.md says what is in it", name, file)
			}
		}
		tested := stringsIn(t, filepath.Join(name, "*_test.go"))
		dirs := subfolders(t, filepath.Join(testdata, name))
		for _, dir := range dirs {
			if !slices.Contains(tested, dir) {
				t.Errorf("no test names testdata/%s/%s; add %q to the call of ruletest.Run in analyzers/%s", name, dir, dir, name)
			}
		}
		for _, file := range examples {
			if _, err := os.Stat(filepath.Join(testdata, name, "example", file)); err != nil {
				t.Errorf("testdata/%s/example/%s is missing; the page shows it, so keep it short and like real code", name, file)
			}
		}
	}
}

// flagName is how documentation writes a flag: with the name of its analyzer.
var flagName = regexp.MustCompile(`-([a-z]+)\.([a-z]+)\b`)

func TestDocumentation(t *testing.T) {
	flags := make(map[string]*flag.FlagSet)
	for _, a := range analyzers.Suite {
		flags[a.Name] = &a.Flags
	}
	for _, a := range rules() {
		page, err := ruledoc.PageOf(a.Name, a.Doc)
		if err != nil {
			t.Errorf("%v; see the package comment of ruledoc for the form of doc.go", err)
			continue
		}
		if len(page.Categories) == 0 {
			t.Errorf("%s/doc.go has no section Categories; list what the rule reports", a.Name)
		}
		for _, title := range []string{"Why it matters", "Silent on", "I mean it"} {
			if page.Section(title) == "" {
				t.Errorf("%s/doc.go has no section %q; add it", a.Name, title)
			}
		}
		documented := make(map[string]bool)
		for _, m := range flagName.FindAllStringSubmatch(a.Doc, -1) {
			documented[m[1]+"."+m[2]] = true
			if set := flags[m[1]]; set == nil || set.Lookup(m[2]) == nil {
				t.Errorf("%s/doc.go names %s, which is no flag; mend the name", a.Name, m[0])
			}
		}
		a.Flags.VisitAll(func(f *flag.Flag) {
			if name := a.Name + "." + f.Name; !strings.Contains(page.Section("Flags"), "-"+name) || !documented[name] {
				t.Errorf("%s/doc.go does not describe -%s; add it to the section Flags", a.Name, name)
			}
		})
	}
	if pages := analyzers.Pages(); len(pages) != len(rules()) {
		t.Errorf("Pages has %d pages for %d rules; the errors above say why", len(pages), len(rules()))
	}
}

func namesOf(list []*analysis.Analyzer) []string {
	var names []string
	for _, a := range list {
		names = append(names, a.Name)
	}
	return names
}

// subfolders returns the names of the folders in dir; none if dir is missing.
func subfolders(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}
