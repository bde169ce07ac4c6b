package analyzers_test

import (
	"go/constant"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/seed42e405a4/quiesce/analyzers"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
)

// A category is known by its name alone, in baselines and in the output of
// -json, so no two rules share one, but for those about directives.
func TestCategoriesUnique(t *testing.T) {
	owner := make(map[string]string)
	for _, c := range ruledoc.Directives {
		owner[c.Name] = "every rule"
	}
	for _, page := range analyzers.Pages() {
		for _, c := range ownCategories(page) {
			if other, ok := owner[c]; ok {
				t.Errorf("category %s belongs to %s and to %s; rename one", c, other, page.Name)
			}
			owner[c] = page.Name
		}
	}
}

// What the code of a rule can report is what its documentation lists, and the
// test data has a finding of each.
func TestCategoriesDocumented(t *testing.T) {
	found := make(map[string]bool)
	r := suiteRun(t)
	for _, f := range slices.Concat(r.findings, r.strict) {
		found[f.rule+" "+f.Category] = true
	}
	used := categoriesInCode(t)
	for _, page := range analyzers.Pages() {
		for _, c := range ownCategories(page) {
			if !used[page.Name][c] {
				t.Errorf("%s/doc.go describes the category %s, which the code does not report; drop it or mend the name", page.Name, c)
			}
		}
		for c := range used[page.Name] {
			if !slices.Contains(ownCategories(page), c) {
				t.Errorf("%s reports the category %q, which doc.go does not describe; add it to the section Categories", page.Name, c)
			}
		}
		for _, c := range page.Categories {
			if !found[page.Name+" "+c.Name] {
				t.Errorf("no finding of %s under testdata has the category %s; add a case that shows it (testdata/%s/stale is for directives)",
					page.Name, c.Name, page.Name)
			}
		}
	}
	for _, page := range analyzers.Pages() {
		for _, c := range page.Categories {
			delete(found, page.Name+" "+c.Name)
		}
	}
	for rest := range found {
		rule, category, _ := strings.Cut(rest, " ")
		t.Errorf("a finding of %s has the category %q, which its page does not have; describe it in doc.go", rule, category)
	}
}

// The directives of package report, in the words of package ruledoc, and the
// names that a directive may use: neither package can ask the other.
func TestDirectives(t *testing.T) {
	var names []string
	for _, c := range ruledoc.Directives {
		names = append(names, c.Name)
	}
	if want := []string{string(report.StaleDirective), string(report.DirectiveNoReason)}; !slices.Equal(names, want) {
		t.Errorf("ruledoc.Directives has %v; describe %v", names, want)
	}
	if want := namesOf(rules()); !slices.Equal(report.Rules, want) {
		t.Errorf("report.Rules is %v; make it the names of the rules of Suite: %v", report.Rules, want)
	}
	var judges []string
	for rule, categories := range categoriesInCode(t) {
		if categories[string(report.DirectiveNoRule)] {
			judges = append(judges, rule)
		}
	}
	if len(judges) != 1 {
		t.Errorf("%v call AddStrays; exactly one rule has to, or names that are no rules are reported more than once or not at all", judges)
	}
}

// A flag that is on in one run and off in the next must not make a directive
// come and go. In test files a flag may bring a rule with it.
func TestStaleWhateverTheFlags(t *testing.T) {
	stale := func(list []finding) map[string]bool {
		at := make(map[string]bool)
		for _, f := range list {
			if f.Category == string(report.StaleDirective) && !strings.HasSuffix(f.posn.Filename, "_test.go") {
				at[f.posn.String()+": "+f.rule] = true
			}
		}
		return at
	}
	r := suiteRun(t)
	byDefault, strict := stale(r.findings), stale(r.strict)
	for at := range byDefault {
		if !strict[at] {
			t.Errorf("%s: the directive is stale unless a flag is set; call OptIn where that flag decides", at)
		}
	}
	for at := range strict {
		if !byDefault[at] {
			t.Errorf("%s: the directive is stale when a flag is set; call OptIn where that flag decides", at)
		}
	}
	if len(byDefault) == 0 {
		t.Error("no stale directive under testdata")
	}
}

// ownCategories returns the categories of a page but for those of every rule.
func ownCategories(page analyzers.Page) []string {
	var names []string
	for _, c := range page.Categories {
		if !slices.Contains(ruledoc.Directives, c) {
			names = append(names, c.Name)
		}
	}
	return names
}

// categoriesInCode returns, by rule, the constants that are used as a
// report.Category. A call of AddStrays stands for the category of its findings.
func categoriesInCode(t *testing.T) map[string]map[string]bool {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax,
		Env:  append(os.Environ(), "GOWORK=off"),
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	used := make(map[string]map[string]bool)
	for _, pkg := range pkgs {
		rule := strings.TrimPrefix(pkg.PkgPath, module+"analyzers/")
		if !slices.Contains(namesOf(rules()), rule) {
			continue
		}
		names := make(map[string]bool)
		for _, tv := range pkg.TypesInfo.Types {
			if tv.Value != nil && tv.Type.String() == module+"analyzers/internal/report.Category" {
				names[constant.StringVal(tv.Value)] = true
			}
		}
		for _, obj := range pkg.TypesInfo.Uses {
			if obj.Name() == "AddStrays" {
				names[string(report.DirectiveNoRule)] = true
			}
		}
		used[rule] = names
	}
	if len(used) != len(rules()) {
		t.Fatalf("loaded %v, want all rules", slices.Sorted(maps.Keys(used)))
	}
	return used
}
