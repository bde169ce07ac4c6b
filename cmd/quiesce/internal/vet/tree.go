package vet

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/golist"
)

// WithTests ends the name of a unit with test files in it. The other ones are
// packages without their tests:
//
//	example.com/shop                a package
//	example.com/shop [tests]        the package with its tests
//	example.com/shop_test [tests]   the tests beside it
const WithTests = " [tests]"

// A tree collects what the units print.
type tree struct {
	roots map[string]golist.Package
	url   func(analyzer, category string) string
	units []printed
}

// A printed is what one unit prints, by its name and analyzer.
type printed map[string]map[string]json.RawMessage

func newTree(r Request) *tree {
	t := &tree{
		roots: make(map[string]golist.Package),
		url:   r.URL,
	}
	for _, p := range r.Roots {
		t.roots[p.ImportPath] = p
	}
	return t
}

// read reads a stream of JSON objects, one of each unit.
func (t *tree) read(stdout io.Reader) error {
	for dec := json.NewDecoder(stdout); ; {
		var unit printed
		if err := dec.Decode(&unit); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		t.units = append(t.units, unit)
	}
}

// result returns the findings of the units that were asked for. The go command
// may analyze a package more than once, where the tests of others replace what
// it imports.
func (t *tree) result() *Result {
	result := new(Result)
	for _, printed := range t.units {
		for id, analyzers := range printed {
			p, ok := t.asked(id)
			if !ok {
				continue
			}
			for name, data := range analyzers {
				t.add(result, unit{p.ImportPath, p.Dir, name}, data)
			}
		}
	}
	result.Findings = finding.Sort(result.Findings)
	slices.SortFunc(result.Failures, func(a, b Failure) int {
		return cmp.Or(strings.Compare(a.Package, b.Package),
			strings.Compare(a.Analyzer, b.Analyzer), strings.Compare(a.Message, b.Message))
	})
	result.Failures = slices.Compact(result.Failures)
	return result
}

// asked returns the package that the unit is of, and whether its findings are
// wanted. Of a package that has tests in it they are not if the unit is without
// them: then it has been analyzed as a dependency of another.
func (t *tree) asked(id string) (golist.Package, bool) {
	path, tests := strings.CutSuffix(id, WithTests)
	if p, ok := t.roots[path]; ok {
		return p, tests == (len(p.TestGoFiles) > 0)
	}
	p, ok := t.roots[strings.TrimSuffix(path, "_test")]
	return p, ok && tests
}

// A unit is one analyzer on one package.
type unit struct {
	pkg, dir, analyzer string
}

// add adds what an analyzer has to say about a package.
func (t *tree) add(result *Result, u unit, data json.RawMessage) {
	var failed struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(data, &failed) == nil && failed.Error != "" {
		result.Failures = append(result.Failures, Failure{u.pkg, u.analyzer, failed.Error})
		return
	}
	var diags []diagnostic
	if err := json.Unmarshal(data, &diags); err != nil {
		result.Failures = append(result.Failures, Failure{u.pkg, u.analyzer, err.Error()})
		return
	}
	for _, d := range diags {
		if d.Category == FailedCategory {
			result.Failures = append(result.Failures, Failure{u.pkg, u.analyzer, d.failure(u.analyzer)})
			continue
		}
		f := d.finding(u)
		f.URL = t.url(u.analyzer, d.Category)
		result.Findings = append(result.Findings, f)
	}
}

// failure returns the text of a finding about an analyzer that has failed. The
// related places hold the other lines, such as the calls that led to a panic.
func (d *diagnostic) failure(analyzer string) string {
	lines := []string{strings.TrimPrefix(d.Message, FailedPrefix(analyzer))}
	for _, r := range d.Related {
		lines = append(lines, r.Message)
	}
	return strings.Join(lines, "\n\t")
}

// A diagnostic is a finding as x/tools prints it.
type diagnostic struct {
	place
	Category string
	Fixes    []struct {
		Message string
		Edits   []struct {
			Filename, New string
			Start, End    int
		}
	} `json:"suggested_fixes"`
	Related []place
}

// A place is a position, written file:line:column, and what is there.
type place struct {
	Posn, End, Message string
}

func (d *diagnostic) finding(u unit) finding.Finding {
	f := finding.Finding{
		Package:  u.pkg,
		Analyzer: u.analyzer,
		Category: d.Category,
		Message:  d.Message,
		Span:     d.span(u.dir),
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, finding.Related{Span: r.span(u.dir), Message: r.Message})
	}
	for _, fix := range d.Fixes {
		edits := make([]finding.Edit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = finding.Edit{File: absolute(u.dir, e.Filename), Start: e.Start, End: e.End, New: e.New}
		}
		f.Fixes = append(f.Fixes, finding.Fix{Message: fix.Message, Edits: edits})
	}
	return f
}

// span returns the range of the place in a package in dir.
func (p place) span(dir string) finding.Span {
	file, line, col := split(p.Posn)
	s := finding.Span{File: absolute(dir, file), Line: line, Col: col}
	if end, endLine, endCol := split(p.End); end == file {
		s.EndLine, s.EndCol = endLine, endCol
	}
	return s
}

func absolute(dir, file string) string {
	if filepath.IsAbs(file) {
		return filepath.Clean(file)
	}
	return filepath.Join(dir, file)
}

// split takes a position apart. The name of the file may have colons in it; the
// column is absent if the file has //line comments without one.
func split(posn string) (file string, line, col int) {
	file, last := cutNumber(posn)
	if before, n := cutNumber(file); n > 0 {
		return before, n, last
	}
	return file, last, 0
}

func cutNumber(s string) (string, int) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n <= 0 {
		return s, 0
	}
	return s[:i], n
}
