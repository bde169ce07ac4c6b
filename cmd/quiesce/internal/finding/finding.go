// Package finding holds what the front end knows about one finding, on its
// way from the go command to the reader.
package finding

import (
	"cmp"
	"slices"
)

// A Finding is what an analyzer has reported.
type Finding struct {
	Package  string // import path, without the suffix of a test variant
	Analyzer string
	Category string
	Message  string
	URL      string // page of the category
	Span
	Related []Related
	Fixes   []Fix
}

// A Span is a range in a file. Lines and columns count from 1, columns in
// bytes; the end is zero if it is not known.
type Span struct {
	File            string // absolute
	Line, Col       int
	EndLine, EndCol int
}

// A Related is a second place that a finding is about.
type Related struct {
	Span
	Message string
}

// A Fix is a set of edits that belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes of a file from Start to End, counted from 0.
type Edit struct {
	File       string // absolute
	Start, End int
	New        string
}

// Sort orders findings by file, line, column, analyzer and message, and
// drops the copies that come from analysing a package with its tests and
// without.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Analyzer, b.Analyzer),
			cmp.Compare(a.Category, b.Category),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(findings, func(a, b Finding) bool {
		return a.Span == b.Span && a.Analyzer == b.Analyzer && a.Category == b.Category && a.Message == b.Message
	})
}
