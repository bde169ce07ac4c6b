package main

import (
	"go/ast"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/vet"
)

// unitSuite returns what to run on the unit that cfgFile describes.
func unitSuite(suite []*analysis.Analyzer, cfgFile string) []*analysis.Analyzer {
	if factsOnly(cfgFile) {
		return factsSuite(suite)
	}
	var wrapped []*analysis.Analyzer
	for _, a := range suite {
		wrapped = append(wrapped, failureAsFinding(a))
	}
	return wrapped
}

// failureAsFinding returns a copy of a that reports an error of its Run as a
// finding on the package clause.
//
// The go command does no good to errors: go vet prints the first of a package
// and none of the package's findings by other analyzers, and it caches the
// package as clean, so that the second run is silent. What is reported as a
// finding is printed beside the others, every time.
//
// An analyzer that others may require, for its result or for its facts, has to
// stay itself and is returned as it is.
func failureAsFinding(a *analysis.Analyzer) *analysis.Analyzer {
	if a.ResultType != nil || len(a.FactTypes) > 0 {
		return a
	}
	wrapped := *a
	wrapped.Run = func(pass *analysis.Pass) (any, error) {
		_, err := a.Run(pass)
		if err == nil || len(pass.Files) == 0 {
			return nil, err
		}
		pass.Report(failureFinding(pass, err))
		return nil, nil
	}
	return &wrapped
}

// failureFinding returns the finding for an error of the analyzer of pass. What
// follows the error's first line, such as the calls that led to a panic, becomes
// related information line by line.
func failureFinding(pass *analysis.Pass, err error) analysis.Diagnostic {
	name := packageClause(pass)
	lines := strings.Split(strings.TrimRight(err.Error(), "\n"), "\n")
	finding := analysis.Diagnostic{
		Pos:      name.Pos(),
		End:      name.End(),
		Category: vet.FailedCategory,
		Message:  vet.FailedPrefix(pass.Analyzer.Name) + lines[0],
	}
	for _, line := range lines[1:] {
		finding.Related = append(finding.Related, analysis.RelatedInformation{
			Pos:     name.Pos(),
			End:     name.End(),
			Message: strings.TrimSpace(line),
		})
	}
	return finding
}

// packageClause returns the name in the package clause of the first file, other
// than the files that cgo adds to a package: those lie in a directory that will
// be gone. What cgo makes of the package's own files knows where it came from.
func packageClause(pass *analysis.Pass) *ast.Ident {
	for _, file := range pass.Files {
		name := filepath.Base(pass.Fset.Position(file.Package).Filename)
		if !strings.HasPrefix(name, "_cgo_") {
			return file.Name
		}
	}
	return pass.Files[0].Name
}
