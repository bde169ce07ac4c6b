package analyzers_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/seed42e405a4/quiesce/analyzers"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// testdata is the module with the code that the rules are tested on.
var testdata = filepath.Join("..", "testdata")

// A finding is what one rule reports about the code under testdata.
type finding struct {
	analysis.Diagnostic
	rule string
	file *ast.File
	posn token.Position // of Pos; the name is relative to testdata, with slashes
}

// A run is the whole suite over all packages of the testdata module.
type run struct {
	pkgs     []*packages.Package
	findings []finding
	strict   []finding // with every flag on that is off by default
	graph    *checker.Graph
	changed  []string // files whose syntax is not what it was before
}

// runSuite loads and analyzes once what several tests look at. All packages
// come from source, for the facts about them.
var runSuite = sync.OnceValues(func() (*run, error) {
	pkgs, err := loadTestdata()
	if err != nil {
		return nil, err
	}
	r := &run{pkgs: pkgs}
	before := printed(pkgs)
	if r.graph, r.findings, err = analyze(pkgs); err != nil {
		return nil, err
	}
	defer switchOn(analyzers.Suite)()
	if _, r.strict, err = analyze(pkgs); err != nil {
		return nil, err
	}
	after := printed(pkgs)
	for name, text := range before {
		if text != after[name] {
			r.changed = append(r.changed, name)
		}
	}
	return r, nil
})

// suiteRun returns the run that the tests of this package share.
func suiteRun(t *testing.T) *run {
	t.Helper()
	r, err := runSuite()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func loadTestdata() ([]*packages.Package, error) {
	env := append(os.Environ(), "GO111MODULE=on", "GOWORK=off")
	download := exec.Command("go", "mod", "download")
	download.Dir, download.Env = testdata, env
	if out, err := download.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go mod download: %v\n%s", err, out) // the module cache may have it all
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadAllSyntax | packages.NeedModule,
		Dir:   testdata,
		Env:   env,
		Tests: true,
	}, "./...")
	if err != nil {
		return nil, err
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			return nil, err // code that does not compile belongs into txtar files
		}
	}
	return pkgs, nil
}

func analyze(pkgs []*packages.Package) (*checker.Graph, []finding, error) {
	graph, err := checker.Analyze(analyzers.Suite, pkgs, nil)
	if err != nil {
		return nil, nil, err
	}
	root, err := filepath.Abs(testdata)
	if err != nil {
		return nil, nil, err
	}
	var findings []finding
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, nil, act.Err
		}
		for _, d := range act.Diagnostics {
			posn := act.Package.Fset.Position(d.Pos)
			if rel, err := filepath.Rel(root, posn.Filename); err == nil {
				posn.Filename = filepath.ToSlash(rel)
			}
			findings = append(findings, finding{d, act.Analyzer.Name, fileOf(act.Package, d.Pos), posn})
		}
	}
	return graph, findings, nil
}

func fileOf(pkg *packages.Package, pos token.Pos) *ast.File {
	for _, f := range pkg.Syntax {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}

// strictest holds the flags that take more than true, with the value that
// reports most about the code under testdata.
var strictest = map[string]string{
	"goroutinestop.require": "context",
	"goroutinestop.bare":    "example.com/fleet/goroutinestop/barego",
}

// switchOn sets the flags of the analyzers that are off by default. The result
// puts them back.
func switchOn(list []*analysis.Analyzer) (restore func()) {
	var undo []func()
	for _, a := range list {
		a.Flags.VisitAll(func(f *flag.Flag) {
			old := f.Value.String()
			if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() && old == "false" {
				undo = append(undo, func() { _ = f.Value.Set(old) })
				_ = f.Value.Set("true")
			}
			if value, ok := strictest[a.Name+"."+f.Name]; ok {
				undo = append(undo, func() { reset(f.Value, old) })
				_ = f.Value.Set(value)
			}
		})
	}
	return func() {
		for _, f := range undo {
			f()
		}
	}
}

// reset gives a flag its old value; one that takes a list is empty again.
func reset(v flag.Value, old string) {
	if list, ok := v.(*known.Scopes); ok {
		*list = known.Scopes{}
	}
	_ = v.Set(old)
}

// printed returns the syntax of the packages as text, by file name.
func printed(pkgs []*packages.Package) map[string]string {
	files := make(map[string]string)
	for _, pkg := range pkgs {
		for _, f := range pkg.Syntax {
			var b bytes.Buffer
			if err := printer.Fprint(&b, pkg.Fset, f); err != nil {
				b.WriteString(err.Error())
			}
			files[pkg.ID+" "+pkg.Fset.File(f.FileStart).Name()] = b.String()
		}
	}
	return files
}

// Other analyzers look at the same syntax, at the same time.
func TestSyntaxUnchanged(t *testing.T) {
	for _, name := range suiteRun(t).changed {
		t.Errorf("%s: an analyzer has changed the syntax; work on a copy", name)
	}
}

const maxMessage = 120 // bytes

// noAdvice are words that tell the reader what to do. The title of a fix and the
// page do that; a message states a fact.
var noAdvice = []string{"should", "must", "please", "consider", "instead", "avoid"}

// The wording of everything that the suite says about the code under testdata.
func TestMessages(t *testing.T) {
	r := suiteRun(t)
	seen := make(map[string]bool)
	for _, f := range slices.Concat(r.findings, r.strict) {
		if seen[f.rule+f.posn.String()+f.Message] {
			continue
		}
		seen[f.rule+f.posn.String()+f.Message] = true
		for _, problem := range wording(f) {
			t.Errorf("%s: %s: %q: %s", f.posn, f.rule, f.Message, problem)
		}
		for _, rel := range f.Related {
			if rel.Message == "" || strings.ContainsAny(rel.Message, "\n") || strings.HasSuffix(rel.Message, ".") || len(rel.Message) > maxMessage {
				t.Errorf("%s: %s: related %q: one line of at most %d bytes without a full stop", f.posn, f.rule, rel.Message, maxMessage)
			}
		}
	}
	if len(seen) == 0 {
		t.Error("the suite has no finding under testdata")
	}
}

// wording returns what is wrong with a message.
func wording(f finding) []string {
	var problems []string
	first, _, _ := strings.Cut(f.Message, " ")
	if begin, _ := utf8.DecodeRuneInString(first); unicode.IsUpper(begin) && !declares(f.file, first) {
		problems = append(problems, "begin in lower case, or with a name from the source")
	}
	if strings.Contains(f.Message, "\n") {
		problems = append(problems, "put it on one line")
	}
	if len(f.Message) > maxMessage {
		problems = append(problems, "shorten it to 120 bytes; leave the consequence out if it does not fit")
	}
	if strings.HasSuffix(f.Message, ".") {
		problems = append(problems, "leave the full stop out")
	}
	for word := range strings.FieldsSeq(strings.ToLower(f.Message)) {
		word = strings.Trim(word, `.,:;()"`)
		for _, advice := range noAdvice {
			if word == advice {
				problems = append(problems, "leave the advice out: state what is, and what comes of it")
			}
		}
		for _, name := range namesOf(analyzers.Suite) {
			if word == name {
				problems = append(problems, "leave the analyzer's name out; drivers add it")
			}
		}
	}
	if f.End.IsValid() && f.End < f.Pos {
		problems = append(problems, "the end is before the position")
	}
	return problems
}

// declares reports whether the first word of a message, such as Service.Run, is
// made of identifiers of the file.
func declares(file *ast.File, word string) bool {
	idents := make(map[string]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			idents[id.Name] = true
		}
		return true
	})
	for part := range strings.SplitSeq(strings.Trim(word, `()*"`), ".") {
		if !idents[strings.Trim(part, `()*"`)] {
			return false
		}
	}
	return true
}
