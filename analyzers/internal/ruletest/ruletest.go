// Package ruletest runs an analyzer over its folders of the testdata module at
// the top of the repository, and fails where a folder would prove nothing.
//
// The folders of a rule are testdata/RULE/BEHAVIOUR, each with its packages. As
// in [analysistest], a comment
//
//	go s.poll() // want `goroutine runs an endless loop`
//
// asks for a finding on its line, and a finding that nothing asks for is an
// error. A near miss, which a careless analyzer would report, says why it is
// none:
//
//	go s.poll(ctx) // ok: poll returns when ctx is done
//
// A folder must match a package, and must have a want comment or, if it is there
// to show that the analyzer keeps silent, an ok comment with a reason.
//
// [analysistest]: https://pkg.go.dev/golang.org/x/tools/go/analysis/analysistest
package ruletest

import (
	"path"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// Run tests the findings of a in the named folders below testdata/NAME, where
// NAME is that of the analyzer, and in all folders inside them.
func Run(t *testing.T, a *analysis.Analyzer, dirs ...string) {
	t.Helper()
	run(t, a, analysistest.Run, dirs)
}

// RunWithFixes is like [Run] and also tests the suggested fixes. What a file is
// after all fixes is in a file beside it whose name has .golden added; if a
// finding offers several fixes, the golden file is a txtar archive with one
// section for each title.
//
// A golden file that nothing is compared with is an error, and so is a fixed
// file that does not compile, is not formatted, or gets the same fix offered
// again.
func RunWithFixes(t *testing.T, a *analysis.Analyzer, dirs ...string) {
	t.Helper()
	if module, results, ok := run(t, a, analysistest.RunWithSuggestedFixes, dirs); ok {
		checkGolden(t, a, module, dirs, results)
	}
}

// A tester is what is needed of a *testing.T. The tests of this package have one
// that remembers what failed.
type tester interface {
	Helper()
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	TempDir() string
}

// A runner is one of the run functions of analysistest.
type runner func(t analysistest.Testing, dir string, a *analysis.Analyzer, patterns ...string) []*analysistest.Result

// run applies run to the folders dirs of a. It returns the folder of the module
// and the results, and false if the run did not come about.
func run(t tester, a *analysis.Analyzer, run runner, dirs []string) (string, []*analysistest.Result, bool) {
	t.Helper()
	if len(dirs) == 0 {
		t.Errorf("%s: no folder is named", a.Name)
		return "", nil, false
	}
	module, err := testdata()
	if err != nil {
		t.Errorf("%v", err)
		return "", nil, false
	}
	if err := download(module); err != nil {
		// Whatever is needed may be in the module cache all the same.
		t.Logf("%v", err)
	}
	// One load for all folders: dependencies are checked from source, which
	// takes longer than all else.
	results := run(t, module, a, patterns(a, dirs)...)
	if len(results) == 0 {
		return "", nil, false // analysistest has said why
	}
	for _, dir := range dirs {
		checkFolder(t, filepath.Join(module, a.Name, filepath.FromSlash(dir)), results)
	}
	return module, results, true
}

// patterns returns the package patterns for the folders dirs of a.
func patterns(a *analysis.Analyzer, dirs []string) []string {
	var list []string
	for _, dir := range dirs {
		list = append(list, "./"+path.Join(a.Name, dir)+"/...")
	}
	return list
}
