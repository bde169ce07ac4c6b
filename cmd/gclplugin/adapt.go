package gclplugin

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// adapt returns an analyzer that finds what a finds, less the categories that
// are dropped, in a form that golangci-lint shows well: it makes an issue of its
// own of each related position, so these go into the message.
func adapt(a *analysis.Analyzer, dropped map[string]bool) *analysis.Analyzer {
	adapted := &analysis.Analyzer{
		Name:             a.Name,
		Doc:              a.Doc,
		URL:              a.URL,
		Flags:            a.Flags,
		RunDespiteErrors: a.RunDespiteErrors,
		Requires:         a.Requires,
		ResultType:       a.ResultType,
		FactTypes:        a.FactTypes,
	}
	adapted.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			if dropped[d.Category] {
				return
			}
			d.Message += placesOf(pass, d)
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return adapted
}

// placesOf returns the related positions of d in words: their lines, and their
// files where these are not that of d.
func placesOf(pass *analysis.Pass, d analysis.Diagnostic) string {
	var b strings.Builder
	file := pass.Fset.Position(d.Pos).Filename
	for _, r := range d.Related {
		if at := pass.Fset.Position(r.Pos); at.Filename == file {
			fmt.Fprintf(&b, "; line %d: %s", at.Line, r.Message)
		} else {
			fmt.Fprintf(&b, "; %s:%d: %s", filepath.Base(at.Filename), at.Line, r.Message)
		}
	}
	return b.String()
}
