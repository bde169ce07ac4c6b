package analyzers_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"go/types"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// A nogo runs analyzers as nogo of Bazel's rules_go does: package by package, on
// what is in the module cache but not on the standard library, without a module
// and without files to read, and with facts that go through a file.
type nogo struct {
	analyzers []*analysis.Analyzer
	facts     map[factKey][]byte
	done      map[*packages.Package]bool
	findings  []string // FILE:LINE:COLUMN: message (rule)
}

type factKey struct {
	object types.Object
	fact   reflect.Type
}

// analyze analyzes what pkg imports, and then pkg.
func (n *nogo) analyze(pkg *packages.Package) error {
	if n.done[pkg] || pkg.Module == nil {
		return nil
	}
	n.done[pkg] = true
	for _, imported := range pkg.Imports {
		if err := n.analyze(imported); err != nil {
			return err
		}
	}
	results := make(map[*analysis.Analyzer]any)
	for _, a := range n.analyzers {
		if err := n.exec(pkg, a, results); err != nil {
			return err
		}
	}
	return nil
}

// exec runs an analyzer on a package, after those that it requires.
func (n *nogo) exec(pkg *packages.Package, a *analysis.Analyzer, results map[*analysis.Analyzer]any) error {
	if _, ok := results[a]; ok {
		return nil
	}
	for _, fact := range a.FactTypes {
		gob.Register(fact)
	}
	inputs := make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		if err := n.exec(pkg, req, results); err != nil {
			return err
		}
		inputs[req] = results[req]
	}
	var failed error
	result, err := a.Run(&analysis.Pass{
		Analyzer: a, Fset: pkg.Fset, Files: pkg.Syntax, Pkg: pkg.Types, TypesInfo: pkg.TypesInfo,
		TypesSizes: pkg.TypesSizes, ResultOf: inputs,
		Report: func(d analysis.Diagnostic) {
			n.findings = append(n.findings, fmt.Sprintf("%s: %s (%s)", pkg.Fset.Position(d.Pos), d.Message, a.Name))
		},
		ImportObjectFact: n.importFact,
		ExportObjectFact: func(object types.Object, fact analysis.Fact) {
			if err := n.exportFact(object, fact); err != nil {
				failed = err
			}
		},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportPackageFact: func(fact analysis.Fact) { failed = fmt.Errorf("%s exports %T about a package", a.Name, fact) },
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
	})
	results[a] = result
	if err == nil {
		err = failed
	}
	return err
}

func (n *nogo) importFact(object types.Object, fact analysis.Fact) bool {
	data, ok := n.facts[factKey{object, reflect.TypeOf(fact)}]
	return ok && gob.NewDecoder(bytes.NewReader(data)).Decode(fact) == nil
}

func hasPath(object types.Object) bool {
	_, err := objectpath.For(object)
	return err == nil
}

func (n *nogo) exportFact(object types.Object, fact analysis.Fact) error {
	if !hasPath(object) {
		return nil // so there is no place for it in the file either
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		return err
	}
	n.facts[factKey{object, reflect.TypeOf(fact)}] = b.Bytes()
	return nil
}

// What is found in the sample service and in the examples, nogo finds, without
// facts about the standard library.
func TestNogo(t *testing.T) {
	r := suiteRun(t)
	shown := regexp.MustCompile(`^(sample/|[a-z]+/example/)`)
	root, err := filepath.Abs(testdata)
	if err != nil {
		t.Fatal(err)
	}
	n := &nogo{analyzers: rules(), facts: make(map[factKey][]byte), done: make(map[*packages.Package]bool)}
	for _, pkg := range r.pkgs {
		// A package and the same with its tests are two here, and one for Bazel.
		if dir, err := filepath.Rel(root, pkg.Dir); err == nil && !strings.Contains(pkg.ID, " [") && shown.MatchString(filepath.ToSlash(dir)+"/") {
			if err := n.analyze(pkg); err != nil {
				t.Error(err)
			}
		}
	}
	var got, want []string
	for _, f := range n.findings {
		if rel, err := filepath.Rel(root, f); err == nil && shown.MatchString(filepath.ToSlash(rel)) {
			got = append(got, filepath.ToSlash(rel))
		}
	}
	for _, f := range r.findings {
		if shown.MatchString(f.posn.Filename) && !strings.HasSuffix(f.posn.Filename, "_test.go") {
			want = append(want, fmt.Sprintf("%s: %s (%s)", f.posn, f.Message, f.rule))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if want = slices.Compact(want); len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("nogo finds:\n%s\nother drivers:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The page about nogo lists every rule, and sets flags that there are to values
// that they accept, as nogo does.
func TestNogoPage(t *testing.T) {
	name := filepath.Join("..", "docs", "nogo.md")
	page := read(t, name)
	var listed []string
	for _, m := range regexp.MustCompile(`"@com_github_seed42e405a4_quiesce//analyzers/(\w+)"`).FindAllStringSubmatch(page, -1) {
		listed = append(listed, m[1])
	}
	if want := namesOf(rules()); !slices.Equal(listed, want) {
		t.Errorf("%s lists the analyzers %q; list %q", name, listed, want)
	}
	_, rest, _ := strings.Cut(page, "```json\n")
	text, _, _ := strings.Cut(rest, "```")
	var configs map[string]struct {
		Flags   map[string]string `json:"analyzer_flags"`
		Exclude map[string]string `json:"exclude_files"`
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&configs); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for rule, config := range configs {
		for flag, value := range config.Flags {
			i := slices.IndexFunc(analyzers.Suite, func(a *analysis.Analyzer) bool { return a.Name == rule })
			if i < 0 || analyzers.Suite[i].Flags.Lookup(flag) == nil {
				t.Errorf("%s: %s.%s is no flag", name, rule, flag)
				continue
			}
			f := analyzers.Suite[i].Flags.Lookup(flag)
			before := f.Value.String()
			if err := f.Value.Set(value); err != nil {
				t.Errorf("%s: %s.%s = %q: %v", name, rule, flag, value, err)
			}
			if err := f.Value.Set(before); err != nil {
				t.Error(err)
			}
		}
	}
}
