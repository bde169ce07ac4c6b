package sarif

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"honnef.co/go/tools/sarif"

	"github.com/seed42e405a4/quiesce/analyzers"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

const relay = `package relay

import "log"

func (r *Relay) Start(peers []string) {
	for _, p := range peers {
		_ = "🛰 größer"; go r.poll(p)
		_ = "🛰"; log.Fatal(p)
	}
}
`

// put writes a file below dir.
func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// span returns the place of a text in a file, as Go counts.
func span(t *testing.T, file, text string) finding.Span {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(data), text)
	if !ok {
		t.Fatalf("%s has no %q", file, text)
	}
	line, col := 1+strings.Count(before, "\n"), len(before)-strings.LastIndex(before, "\n")
	return finding.Span{File: file, Line: line, Col: col, EndLine: line, EndCol: col + len(text)}
}

// decoded writes the findings, checks them against the schema, and reads them
// again.
func decoded(t *testing.T, findings []finding.Finding, opts Options) run {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, findings, analyzers.Pages(), opts); err != nil {
		t.Fatal(err)
	}
	validate(t, b.Bytes())
	var content log
	if err := json.Unmarshal(b.Bytes(), &content); err != nil {
		t.Fatal(err)
	}
	if len(content.Runs) != 1 {
		t.Fatalf("%d runs, want 1", len(content.Runs))
	}
	return content.Runs[0]
}

// relayFindings returns findings of a file below root and of one outside.
func relayFindings(t *testing.T, root string) []finding.Finding {
	t.Helper()
	file := put(t, root, "internal/re lay#1/relay.go", relay)
	other := put(t, filepath.Dir(root), "outside/poll.go", "package outside\n\nfunc poll() {}\n")
	leak := finding.Finding{
		Package: "example.com/relay", Analyzer: "goroutinestop", Category: "no-stop",
		Message: "goroutine runs an endless loop and has no way to stop (started on line 7)",
		URL:     "https://example.com/goroutinestop#no-stop",
		Span:    span(t, file, "go r.poll"),
		Related: []finding.Related{
			{Span: span(t, other, "func poll"), Message: "poll[T](x) loops here"},
			{Span: finding.Span{File: file, Line: 5, Col: 1}, Message: "started by this method"},
		},
	}
	start := strings.Index(relay, "log.Fatal(p)")
	exit := finding.Finding{
		Analyzer: "exitoutsidemain", Category: "direct",
		Message: "call to log.Fatal ends the process outside main",
		Span:    span(t, file, "log.Fatal(p)"),
		Fixes: []finding.Fix{
			{Message: "Print it", Edits: []finding.Edit{
				{File: file, Start: start, End: start + len("log.Fatal"), New: "log.Print"},
				{File: other, Start: 0, End: 0, New: "// Package outside polls.\n"},
				{File: file, Start: strings.Index(relay, "package"), End: strings.Index(relay, "package"), New: "// <é>\n"},
			}},
			{Message: "Does not fit", Edits: []finding.Edit{{File: file, Start: 0, End: len(relay) + 1}}},
		},
	}
	again := leak
	again.Related = nil
	return []finding.Finding{leak, again, exit}
}

func TestWriteResults(t *testing.T) {
	root := filepath.Join(t.TempDir(), "repo")
	got := decoded(t, relayFindings(t, root), Options{Root: root, Version: "v1.2.0", ExitCode: 1})
	if got.ColumnKind != "utf16CodeUnits" || got.OriginalURIBaseIDs["%SRCROOT%"].URI != "file://"+filepath.ToSlash(root)+"/" {
		t.Errorf("columns in %s below %v", got.ColumnKind, got.OriginalURIBaseIDs)
	}
	if len(got.Results) != 3 {
		t.Fatalf("%d results, want 3", len(got.Results))
	}
	leak, exit := got.Results[0], got.Results[2]
	file := sarif.ArtifactLocation{URI: "internal/re%20lay%231/relay.go", URIBaseID: "%SRCROOT%"}
	outside := sarif.ArtifactLocation{URI: "file://" + filepath.ToSlash(filepath.Dir(root)) + "/outside/poll.go"}

	// 🛰 is two units and four bytes, ö and ß are one unit and two bytes.
	want := sarif.PhysicalLocation{ArtifactLocation: file, Region: sarif.Region{StartLine: 7, StartColumn: 20, EndLine: 7, EndColumn: 29}}
	if leak.RuleID != "goroutinestop/no-stop" || leak.Level != "warning" || leak.Locations[0].PhysicalLocation != want {
		t.Errorf("%s is a %s at %+v, want %+v", leak.RuleID, leak.Level, leak.Locations[0].PhysicalLocation, want)
	}
	related := leak.RelatedLocations
	if len(related) != 2 || related[0].PhysicalLocation.ArtifactLocation != outside || related[0].Message.Text != `poll\[T\](x) loops here` ||
		related[1].PhysicalLocation.Region != (sarif.Region{StartLine: 5, StartColumn: 1}) {
		t.Errorf("related locations %+v", related)
	}

	if len(exit.Fixes) != 1 || exit.Fixes[0].Description.Text != "Print it" {
		t.Fatalf("fixes %+v, want the one that fits", exit.Fixes)
	}
	wantChanges := []sarif.ArtifactChange{
		{ArtifactLocation: file, Replacements: []sarif.Replacement{
			{DeletedRegion: sarif.Region{StartLine: 8, StartColumn: 13, EndLine: 8, EndColumn: 22}, InsertedContent: sarif.ArtifactContent{Text: "log.Print"}},
			{DeletedRegion: sarif.Region{StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 1}, InsertedContent: sarif.ArtifactContent{Text: "// <é>\n"}},
		}},
		{ArtifactLocation: outside, Replacements: []sarif.Replacement{
			{DeletedRegion: sarif.Region{StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 1}, InsertedContent: sarif.ArtifactContent{Text: "// Package outside polls.\n"}},
		}},
	}
	if changes := exit.Fixes[0].ArtifactChanges; !reflect.DeepEqual(changes, wantChanges) {
		t.Errorf("changes\n%+v\nwant\n%+v", changes, wantChanges)
	}
}

// Two equal findings have two fingerprints, and a finding keeps its own when
// code is added above and the repository is somewhere else.
func TestWriteFingerprints(t *testing.T) {
	root := filepath.Join(t.TempDir(), "repo")
	findings := relayFindings(t, root)
	before := fingerprints(decoded(t, findings, Options{Root: root}))
	if len(slices.Compact(slices.Sorted(slices.Values(before)))) != 3 {
		t.Errorf("fingerprints %v are not distinct", before)
	}
	root = filepath.Join(t.TempDir(), "clone")
	moved := relayFindings(t, root)
	put(t, root, "internal/re lay#1/relay.go", strings.Replace(relay, "import", "// x\n\nimport", 1))
	for i := range moved {
		moved[i].Line += 2
		moved[i].EndLine += 2
		moved[i].Message = strings.Replace(moved[i].Message, "line 7", "line 9", 1)
	}
	if after := fingerprints(decoded(t, moved, Options{Root: root})); !slices.Equal(after, before) {
		t.Errorf("fingerprints %v became %v", before, after)
	}
}

func fingerprints(r run) (list []string) {
	for _, res := range r.Results {
		list = append(list, res.PartialFingerprints["findingKey/v1"])
	}
	return list
}

// A clean run says what was looked for.
func TestWriteClean(t *testing.T) {
	got := decoded(t, nil, Options{Root: t.TempDir(), Version: "v1.2.0-rc.1", Arguments: []string{"-sarif", "./..."}})
	if got.Results == nil || len(got.Results) > 0 {
		t.Errorf("results %v, want an empty list", got.Results)
	}
	d := got.Tool.Driver
	if d.Name != "quiesce" || d.Version != "v1.2.0-rc.1" || d.SemanticVersion != "1.2.0-rc.1" {
		t.Errorf("tool %s %s (%s)", d.Name, d.Version, d.SemanticVersion)
	}
	i := got.Invocations[0]
	if !i.ExecutionSuccessful || i.ExitCode != 0 || !slices.Equal(i.Arguments, []string{"-sarif", "./..."}) {
		t.Errorf("invocation %+v", i)
	}
	n := 0
	for _, page := range analyzers.Pages() {
		for _, c := range page.Categories {
			r := d.Rules[n]
			n++
			if r.ID != page.Name+"/"+c.Name || r.HelpURI != page.URL()+"#"+c.Name || !strings.Contains(r.Help.Text, c.Text) ||
				r.FullDescription.Text != c.Text || !strings.HasPrefix(r.Help.Markdown, "# "+r.ID+"\n") || !slices.Equal(r.Properties.Tags, []string{page.Name}) {
				t.Errorf("rule of %s/%s is %+v", page.Name, c.Name, r)
			}
			for _, s := range page.Sections {
				if !strings.Contains(r.Help.Text, s.Text) || !strings.Contains(r.Help.Markdown, "\n## "+s.Title+"\n") {
					t.Errorf("help of %s has no section %q", r.ID, s.Title)
				}
			}
		}
	}
	if n == 0 || n != len(d.Rules) {
		t.Errorf("%d rules, want %d", len(d.Rules), n)
	}
}

// What was not analyzed makes the run a failure. A version of a development
// build is not semantic.
func TestWriteFailure(t *testing.T) {
	got := decoded(t, nil, Options{Root: t.TempDir(), Version: "(devel)", ExitCode: 2, Failures: []string{"example.com/relay: cannot find package"}})
	i := got.Invocations[0]
	if i.ExecutionSuccessful || i.ExitCode != 2 || len(i.Notifications) != 1 || i.Notifications[0].Message.Text != "example.com/relay: cannot find package" {
		t.Errorf("invocation %+v", i)
	}
	if v := got.Tool.Driver.SemanticVersion; v != "" {
		t.Errorf("semantic version %q, want none", v)
	}
}

// The index of a rule is its place in the list, also for one without a page and
// for a finding whose file has gone.
func TestWriteRuleIndex(t *testing.T) {
	root := t.TempDir()
	findings := relayFindings(t, filepath.Join(root, "repo"))
	gone := finding.Finding{
		Analyzer: "printf", Message: "wrong type", Span: finding.Span{File: filepath.Join(root, "gone.go"), Line: 3, Col: 9},
		Fixes: []finding.Fix{{Message: "Mend", Edits: []finding.Edit{{File: filepath.Join(root, "gone.go")}}}},
	}
	got := decoded(t, append(findings, gone, gone), Options{Root: root})
	for _, res := range got.Results {
		if id := got.Tool.Driver.Rules[res.RuleIndex].ID; id != res.RuleID {
			t.Errorf("result of %s has the index of %s", res.RuleID, id)
		}
	}
	last := got.Results[len(got.Results)-1]
	if last.RuleID != "printf" || last.Fixes != nil || last.Locations[0].PhysicalLocation.Region != (sarif.Region{StartLine: 3, StartColumn: 9}) {
		t.Errorf("result %+v", last)
	}
}
