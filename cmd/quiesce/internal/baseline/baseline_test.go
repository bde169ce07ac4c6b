package baseline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

const server = `package server

func (s *Server) Start() {
	go s.poll()
	go s.poll()
}

func (s *Server) Restart() {
	go s.poll()
}
`

// polls returns a finding for each go statement of the text, written to
// server/server.go below dir.
func polls(t *testing.T, dir, text string) []finding.Finding {
	t.Helper()
	file := filepath.Join(dir, "server", "server.go")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var findings []finding.Finding
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "\tgo ") {
			findings = append(findings, finding.Finding{
				Analyzer: "goroutinestop", Category: "no-stop",
				Message: "goroutine runs an endless loop and has no way to stop",
				Span:    finding.Span{File: file, Line: i + 1, Col: 2},
			})
		}
	}
	return findings
}

func lines(findings []finding.Finding) (lines []int) {
	for _, f := range findings {
		lines = append(lines, f.Line)
	}
	return lines
}

func TestFilter(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "quiesce.json")
	if err := Write(path, polls(t, dir, server)); err != nil {
		t.Fatal(err)
	}
	base, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		from, to string
		fresh    []int
		known    int
	}{
		"unchanged": {"", "", nil, 3},
		"moved":     {"package server\n", "package server\n\nimport \"net\"\n\nvar l net.Listener\n", nil, 3},
		"one more":  {"go s.poll()\n}\n\n", "go s.poll()\n\tgo s.poll()\n}\n\n", []int{6}, 3},
		"one less":  {"\tgo s.poll()\n\tgo s.poll()\n", "\tgo s.poll()\n", nil, 2},
		"new func":  {"Restart() {", "Restart() {}\n\nfunc (s *Server) Reload() {", []int{11}, 2},
	} {
		fresh, known := base.Filter(polls(t, dir, strings.Replace(server, c.from, c.to, 1)))
		if !slices.Equal(lines(fresh), c.fresh) || known != c.known {
			t.Errorf("%s: fresh on lines %v and %d known, want %v and %d", name, lines(fresh), known, c.fresh, c.known)
		}
	}
}

// A baseline means the same in another checkout, and wherever in it quiesce is
// run.
func TestFilterElsewhere(t *testing.T) {
	dir := t.TempDir()
	if err := Write(filepath.Join(dir, "quiesce.json"), polls(t, dir, server)); err != nil {
		t.Fatal(err)
	}
	other := t.TempDir()
	findings := polls(t, other, server)
	data, err := os.ReadFile(filepath.Join(dir, "quiesce.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "quiesce.json"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(other, "server"))
	base, err := Load("../quiesce.json")
	if err != nil {
		t.Fatal(err)
	}
	if fresh, known := base.Filter(findings); len(fresh) > 0 || known != 3 {
		t.Errorf("fresh %v and %d known, want none and 3", fresh, known)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	findings := polls(t, dir, server)
	slices.Reverse(findings)
	path := filepath.Join(dir, "quiesce.json")
	if err := Write(path, findings); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
  "version": 1,
  "findings": [
    {
      "file": "server/server.go",
      "func": "(*Server).Restart",
      "rule": "goroutinestop/no-stop",
      "message": "goroutine runs an endless loop and has no way to stop",
      "count": 1
    },
    {
      "file": "server/server.go",
      "func": "(*Server).Start",
      "rule": "goroutinestop/no-stop",
      "message": "goroutine runs an endless loop and has no way to stop",
      "count": 2
    }
  ]
}
`
	if string(got) != want {
		t.Errorf("wrote\n%s\nwant\n%s", got, want)
	}
}

// A clean run leaves a baseline that can be read.
func TestWriteNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "quiesce.json")
	if err := Write(path, nil); err != nil {
		t.Fatal(err)
	}
	base, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if fresh, known := base.Filter(polls(t, dir, server)); len(fresh) != 3 || known != 0 {
		t.Errorf("%d fresh and %d known, want 3 and 0", len(fresh), known)
	}
}

func TestLoadErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quiesce.json")
	for text, want := range map[string]string{
		"":                                  "EOF",
		`{"version": 2, "findings": []}`:    "version 2",
		`{"version": 1, "findings": []} {}`: "after the end",
		`{"version": 1, "suppressed": []}`:  "suppressed",
		`{"version": 1, "findings": [{"file": "a.go", "rule": "waitgroupwait/no-wait"}]}`: "without",
		"<<<<<<< HEAD\n": "invalid character",
	} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("Load(%q) fails with %v, want %q and the path", text, err, want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Load of no file fails with %v", err)
	}
}
