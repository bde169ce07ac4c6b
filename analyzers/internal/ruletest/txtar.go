package ruletest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// RunTxtar tests the findings of a in a module of its own: an archive in the
// named file below testdata/NAME, where NAME is that of the analyzer. It is for
// code that other tools would trip over, because it is broken or has odd file
// names. The archive has a go.mod and can use the standard library alone.
//
// A line in the text above the first file of the archive
//
//	skipped: example.com/fleet/broken
//
// says that the analysis is skipped for a package and its tests, because the
// package, or one that it imports, does not type-check. It is an error if the
// package is analyzed.
//
// Without patterns the analyzer is run on all packages of the module.
func RunTxtar(t *testing.T, a *analysis.Analyzer, file string, patterns ...string) {
	t.Helper()
	runTxtar(t, a, file, patterns)
}

func runTxtar(t tester, a *analysis.Analyzer, file string, patterns []string) {
	t.Helper()
	module, err := testdata()
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	archive, err := txtar.ParseFile(filepath.Join(module, a.Name, filepath.FromSlash(file)))
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	dir, err := extract(t, archive)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	skipped := skippedPackages(archive)
	rest, err := list(dir, patterns)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	for _, path := range skipped {
		i := slices.Index(rest, path)
		if i < 0 {
			t.Errorf("%s: no package %s", file, path)
			continue
		}
		rest = slices.Delete(rest, i, i+1)
		checkSkipped(t, a, dir, path)
	}
	// analysistest has to be kept from the skipped ones: it takes a package that
	// is not analyzed for a failure, and does nothing at all if one of them has
	// not even a package clause.
	var p proof
	if len(rest) > 0 {
		for _, r := range analysistest.Run(t, dir, a, rest...) {
			p.add(r.Action.Package)
		}
	}
	if p.wants+p.oks+len(skipped) == 0 {
		t.Errorf("%s: no want comment, no ok comment with a reason, and no skipped package; the archive shows nothing", file)
	}
}

// extract writes the files of an archive to a new folder.
func extract(t tester, archive *txtar.Archive) (string, error) {
	hasModule := slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return f.Name == "go.mod" })
	if !hasModule {
		return "", errors.New("no go.mod in the archive")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		return "", err
	}
	return dir, writeFiles(dir, archive)
}

// writeFiles writes the files of an archive into dir.
func writeFiles(dir string, archive *txtar.Archive) error {
	for _, f := range archive.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
			return &fs.PathError{Op: "extract", Path: f.Name, Err: fs.ErrInvalid}
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// skippedPackages returns the package paths that the archive says are skipped.
func skippedPackages(archive *txtar.Archive) []string {
	var paths []string
	for line := range strings.Lines(string(archive.Comment)) {
		if path, ok := strings.CutPrefix(line, "skipped: "); ok {
			paths = append(paths, strings.TrimSpace(path))
		}
	}
	return paths
}

// list returns the paths of the packages that match patterns, broken or not.
func list(dir string, patterns []string) ([]string, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName, Dir: dir, Env: environ()}, patterns...)
	var paths []string
	for _, pkg := range pkgs {
		paths = append(paths, pkg.PkgPath)
	}
	return paths, err
}

// checkSkipped fails if a package is analyzed in spite of its errors, or has
// none. Of a package and its variants with tests at least one
// must be broken, and none that is may be analyzed.
func checkSkipped(t tester, a *analysis.Analyzer, dir, path string) {
	t.Helper()
	pkgs, err := load(dir, nil, path)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	broken := slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool { return !pkg.IllTyped && len(pkg.Errors) == 0 })
	if len(broken) == 0 {
		t.Errorf("%s: has no errors, is not skipped", path)
		return
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, broken, nil)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	for _, act := range graph.Roots {
		if act.Err == nil {
			t.Errorf("%s: analyzed in spite of its errors, with %d findings", act.Package.ID, len(act.Diagnostics))
		}
	}
}
