package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The page for those who come from other linters says who reports what; here
// these linters do.
func TestComingFrom(t *testing.T) {
	dir := extract(t, "comingfrom.txtar")
	config := `version: "2"
linters:
  default: none
  enable: [contextcheck, forbidigo, gocritic, gosec, quiesce, revive]
  settings:
    custom: {quiesce: {type: module}}
    forbidigo: {analyze-types: true, forbid: [{pattern: '^os\.Exit$'}]}
    gocritic: {disable-all: true, enabled-checks: [exitAfterDefer]}
    gosec: {includes: [G118]}
    revive: {rules: [{name: deep-exit}]}
issues: {max-issues-per-linter: 0, max-same-issues: 0, uniq-by-line: false}
`
	out, err := lintOutput(t, dir, config, "./...")
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.Unmarshal([]byte(strings.SplitN(string(out), "\n", 2)[0]), &report); err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]string)
	for _, issue := range report.Issues {
		by := issue.FromLinter
		switch by {
		case "quiesce":
			by, _, _ = strings.Cut(issue.Text, ":")
		case "gocritic":
			by = "exitAfterDefer"
		case "revive":
			by = "deep-exit"
		}
		at := fmt.Sprintf("%s:%d", issue.Pos.Filename, issue.Pos.Line)
		got[at] = append(got[at], by)
	}
	for _, name := range []string{"fatal/fatal.go", "conf/conf.go", "cmd/import/main.go", "serve/serve.go"} {
		compareReporters(t, filepath.Join(dir, filepath.FromSlash(name)), got)
	}
}

var reporters = regexp.MustCompile(`// by: (.*)`)

// compareReporters compares who reports the lines of a file with its comments.
func compareReporters(t *testing.T, name string, got map[string][]string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		var want []string
		if m := reporters.FindStringSubmatch(line); m != nil {
			want = strings.Fields(m[1])
		}
		by := got[fmt.Sprintf("%s:%d", name, i+1)]
		slices.Sort(by)
		slices.Sort(want)
		if by = slices.Compact(by); !slices.Equal(by, want) {
			t.Errorf("%s:%d: %s\nreported by %q, want %q", filepath.Base(name), i+1, strings.TrimSpace(line), by, want)
		}
	}
}
