package ruletest

import (
	"bytes"
	"go/format"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/txtar"
)

// A fixed is what files are after a fix.
type fixed struct {
	title string            // of the fix, or empty if all fixes have been applied
	files map[string][]byte // by name
}

// checkGolden fails if a golden file in the folders dirs is not compared with
// anything, or if what it says is not what a fix should leave behind. That the
// fixes lead to it has been tested before.
func checkGolden(t tester, a *analysis.Analyzer, module string, dirs []string, results []*analysistest.Result) {
	t.Helper()
	compared := editedFiles(results)
	all := fixed{files: make(map[string][]byte)}
	var single []fixed
	for _, golden := range goldenFiles(t, a, module, dirs) {
		name := strings.TrimSuffix(golden, ".golden")
		if !compared[name] {
			t.Errorf("%s: no fix changes %s", golden, filepath.Base(name))
			continue
		}
		archive, err := txtar.ParseFile(golden)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if len(archive.Files) == 0 {
			all.files[name] = archive.Comment
		}
		for _, section := range archive.Files {
			single = append(single, fixed{section.Name, map[string][]byte{name: section.Data}})
		}
	}
	if len(all.files) == 0 && len(single) == 0 {
		t.Errorf("%s: no golden file in %s", a.Name, strings.Join(dirs, ", "))
		return
	}
	if len(all.files) > 0 {
		single = append(single, all)
	}
	for _, f := range single {
		checkFixed(t, a, module, dirs, f)
	}
}

// editedFiles returns the names of the files that fixes change.
func editedFiles(results []*analysistest.Result) map[string]bool {
	edited := make(map[string]bool)
	for _, r := range results {
		for _, d := range r.Action.Diagnostics {
			for _, fix := range d.SuggestedFixes {
				for _, e := range fix.TextEdits {
					edited[r.Action.Package.Fset.File(e.Pos).Name()] = true
				}
			}
		}
	}
	return edited
}

// goldenFiles returns the names of the golden files in the folders dirs.
func goldenFiles(t tester, a *analysis.Analyzer, module string, dirs []string) []string {
	t.Helper()
	files := make(map[string]bool)
	for _, dir := range dirs {
		root := filepath.Join(module, a.Name, filepath.FromSlash(dir))
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(name, ".go.golden") {
				files[name] = true
			}
			return err
		})
		if err != nil {
			t.Errorf("%v", err)
		}
	}
	return slices.Sorted(maps.Keys(files))
}

// checkFixed fails if the fixed files are not formatted, do not compile, or get
// the fix offered again.
func checkFixed(t tester, a *analysis.Analyzer, module string, dirs []string, f fixed) {
	t.Helper()
	for name, text := range f.files {
		if formatted, err := format.Source(text); err == nil && !bytes.Equal(formatted, text) {
			t.Errorf("%s.golden: not formatted", name)
		}
	}
	pkgs, err := load(module, f.files, patterns(a, dirs)...)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("fixed file does not compile: %v", err)
		}
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	for _, act := range graph.Roots {
		checkNotOffered(t, act, f)
	}
}

// checkNotOffered fails if a finding in a fixed file offers what was applied.
func checkNotOffered(t tester, act *checker.Action, f fixed) {
	t.Helper()
	for _, d := range act.Diagnostics {
		posn := act.Package.Fset.Position(d.Pos)
		if _, ok := f.files[posn.Filename]; !ok {
			continue
		}
		for _, fix := range d.SuggestedFixes {
			if f.title == "" || f.title == fix.Message {
				t.Errorf("%s: in the fixed file %q is offered again for %q", posn, fix.Message, d.Message)
			}
		}
	}
}
