package sarif

import (
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"honnef.co/go/tools/sarif"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/fingerprint"
)

// fingerprintName ends with the version of the keys of package fingerprint.
const fingerprintName = "findingKey/v1"

// results converts findings.
type results struct {
	root    string
	rules   *rules
	sources sources
	keys    *fingerprint.Keys
	seen    map[fingerprint.Key]int
}

func newResults(root string, rules *rules) *results {
	return &results{root, rules, make(sources), fingerprint.New(root), make(map[fingerprint.Key]int)}
}

func (r *results) of(findings []finding.Finding) []result {
	list := make([]result, 0, len(findings))
	for _, f := range findings {
		list = append(list, r.result(f))
	}
	return list
}

func (r *results) result(f finding.Finding) result {
	id := fingerprint.Rule(f)
	res := result{
		Result: sarif.Result{
			RuleID:    id,
			Kind:      sarif.Fail,
			Level:     sarif.Warning,
			Message:   message(f.Message),
			Locations: []sarif.Location{{PhysicalLocation: r.place(f.Span)}},
		},
		RuleIndex:           r.rules.indexOf(id, f.URL),
		PartialFingerprints: map[string]string{fingerprintName: r.fingerprint(f)},
	}
	for i, rel := range f.Related {
		text := message(rel.Message)
		res.RelatedLocations = append(res.RelatedLocations, sarif.Location{ID: i + 1, Message: &text, PhysicalLocation: r.place(rel.Span)})
	}
	for _, fix := range f.Fixes {
		if changes := r.changes(fix.Edits); len(changes) > 0 {
			res.Fixes = append(res.Fixes, sarif.Fix{Description: message(fix.Message), ArtifactChanges: changes})
		}
	}
	return res
}

// fingerprint tells findings with the same key apart by their order.
func (r *results) fingerprint(f finding.Finding) string {
	key := r.keys.Of(f)
	r.seen[key]++
	return fmt.Sprintf("%s:%d", key.Sum(), r.seen[key])
}

// place returns the location of a span. An end that is not known is left out.
func (r *results) place(s finding.Span) sarif.PhysicalLocation {
	src := r.sources.file(s.File)
	region := sarif.Region{StartLine: max(s.Line, 1), StartColumn: src.column(s.Line, s.Col)}
	if s.EndLine > 0 {
		region.EndLine, region.EndColumn = s.EndLine, src.column(s.EndLine, s.EndCol)
	}
	return sarif.PhysicalLocation{ArtifactLocation: r.location(s.File), Region: region}
}

// changes returns the edits by file, or nil if they do not all fit the files.
func (r *results) changes(edits []finding.Edit) []sarif.ArtifactChange {
	var changes []sarif.ArtifactChange
	index := make(map[string]int)
	for _, e := range edits {
		region, ok := r.sources.file(e.File).region(e.Start, e.End)
		if !ok {
			return nil
		}
		i, ok := index[e.File]
		if !ok {
			i = len(changes)
			index[e.File] = i
			changes = append(changes, sarif.ArtifactChange{ArtifactLocation: r.location(e.File)})
		}
		changes[i].Replacements = append(changes[i].Replacements, sarif.Replacement{
			DeletedRegion:   region,
			InsertedContent: sarif.ArtifactContent{Text: e.New},
		})
	}
	return changes
}

// location returns the address of a file, relative to the root if it is below
// it.
func (r *results) location(file string) sarif.ArtifactLocation {
	rel := fingerprint.Relative(r.root, file)
	if !filepath.IsLocal(filepath.FromSlash(rel)) {
		return sarif.ArtifactLocation{URI: fileURI(file)}
	}
	return sarif.ArtifactLocation{URI: (&url.URL{Path: rel}).String(), URIBaseID: srcRoot}
}

// fileURI returns the address of an absolute path.
func fileURI(file string) string {
	name := path.Clean(filepath.ToSlash(file))
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a volume
	}
	return strings.TrimSuffix((&url.URL{Scheme: "file", Path: name}).String(), "/")
}
