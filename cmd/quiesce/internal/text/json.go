package text

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/vet"
)

// jsonFinding is a finding in the form of x/tools, with a URL.
type jsonFinding struct {
	Category string      `json:"category,omitempty"`
	Posn     string      `json:"posn"`
	End      string      `json:"end"`
	Message  string      `json:"message"`
	URL      string      `json:"url,omitempty"`
	Fixes    []jsonFix   `json:"suggested_fixes,omitempty"`
	Related  []jsonPlace `json:"related,omitempty"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

type jsonPlace struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

// WriteJSON writes the findings as one object, by package and analyzer. In the
// place of the findings of an analyzer that has failed is its error.
func WriteJSON(w io.Writer, findings []finding.Finding, failures []vet.Failure) error {
	lists := make(map[string]map[string][]jsonFinding)
	tree := make(map[string]map[string]any)
	for _, f := range findings {
		if lists[f.Package] == nil {
			lists[f.Package] = make(map[string][]jsonFinding)
			tree[f.Package] = make(map[string]any)
		}
		list := append(lists[f.Package][f.Analyzer], jsonOf(f))
		lists[f.Package][f.Analyzer], tree[f.Package][f.Analyzer] = list, list
	}
	for _, f := range failures {
		if tree[f.Package] == nil {
			tree[f.Package] = make(map[string]any)
		}
		tree[f.Package][f.Analyzer] = map[string]string{"error": f.Message}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	enc.SetEscapeHTML(false)
	return enc.Encode(tree)
}

func jsonOf(f finding.Finding) jsonFinding {
	j := jsonFinding{Category: f.Category, Message: f.Message, URL: f.URL}
	j.Posn, j.End = positions(f.Span)
	for _, r := range f.Related {
		posn, end := positions(r.Span)
		j.Related = append(j.Related, jsonPlace{posn, end, r.Message})
	}
	for _, fix := range f.Fixes {
		edits := []jsonEdit{}
		for _, e := range fix.Edits {
			edits = append(edits, jsonEdit{e.File, e.Start, e.End, e.New})
		}
		j.Fixes = append(j.Fixes, jsonFix{fix.Message, edits})
	}
	return j
}

// positions returns where s begins and ends. What ends at an unknown place ends
// where it begins, as in x/tools.
func positions(s finding.Span) (start, end string) {
	start = fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Col)
	if s.EndLine == 0 {
		return start, start
	}
	return start, fmt.Sprintf("%s:%d:%d", s.File, s.EndLine, s.EndCol)
}
