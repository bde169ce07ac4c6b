package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the findings of -source to the archives in testdata")

// TestDoors runs the three doors on the modules in testdata/*.txtar and compares what
// they find: a service with tests, broken code, code that turns on itself, code
// that the go command prepares in a way of its own, wrong command lines.
//
// The comment of an archive may hold lines "flag: ...", "env: ...", "packages:
// ..." (default ./...) and "needs: ..." (a program). Section want/findings has
// the findings of all doors, sorted; want/vet-findings is there if the go
// command stops before it runs the tool. Sections want/source, want/vet and
// want/front have the exit status of one door and, line by line, texts that its
// other output must contain. Any line that is neither fails the test, so a panic does.
func TestDoors(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives in testdata (%v)", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			runArchive(t, name)
		})
	}
}

func runArchive(t *testing.T, name string) {
	ar := parseFile(t, filepath.Base(name))
	set := settings(t, ar)
	if len(set.needs) > 0 {
		if _, err := exec.LookPath(set.needs[0]); err != nil {
			t.Fatalf("the tests need %s: install it", set.needs[0])
		}
	}
	dir := extract(t, ar)
	tool := quiesce(t)
	source := run(t, dir, set.env, tool, slices.Concat([]string{"-source"}, set.args)...)
	vet := run(t, dir, set.env, "go", slices.Concat([]string{"vet", "-vettool=" + tool}, set.args)...)
	if *update {
		found := compare(t, nil, dir, "source", source, section(t, ar, "want/source"))
		updateFindings(t, name, ar, found)
		return
	}
	want := section(t, ar, "want/findings")
	compare(t, want, dir, "source", source, section(t, ar, "want/source"))
	front := run(t, dir, set.env, tool, set.args...)
	compare(t, want, dir, "front end", plain(front), section(t, ar, "want/front"))
	if slices.ContainsFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want/vet-findings" }) {
		want = section(t, ar, "want/vet-findings")
	}
	compare(t, want, dir, "vet", vet, section(t, ar, "want/vet"))
}

// compare checks one door. Of expect, the first line is "exit N" and the others
// are texts in the output. It returns the findings, which it compares with want
// unless it is going to be updated.
func compare(t *testing.T, want []string, dir, door string, got outcome, expect []string) []string {
	t.Helper()
	if exit := "exit " + strconv.Itoa(got.status); expect[0] != exit {
		t.Errorf("%s: %s, want %s", door, exit, expect[0])
	}
	lines := outputLines(dir, got.stderr)
	for _, text := range expect[1:] {
		without := slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
			return strings.Contains(line, text)
		})
		if len(without) == len(lines) {
			t.Errorf("%s: output lacks %q:\n%s", door, text, got.stderr)
		}
		lines = without
	}
	found, rest := findings(lines)
	if len(rest) > 0 {
		t.Errorf("%s: unexpected output:\n%s", door, strings.Join(rest, "\n"))
	}
	if !*update && !slices.Equal(found, want) {
		t.Errorf("%s: findings:\n%s\nwant:\n%s", door, strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
	return found
}

// archiveSettings is what the comment of an archive asks for.
type archiveSettings struct {
	args, env, needs []string
}

func settings(t *testing.T, ar *txtar.Archive) archiveSettings {
	t.Helper()
	var set archiveSettings
	packages := []string{"./..."}
	for line := range strings.Lines(string(ar.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "flag":
			set.args = append(set.args, value)
		case "env":
			set.env = append(set.env, value)
		case "needs":
			set.needs = append(set.needs, value)
		case "packages":
			packages = strings.Fields(value)
		}
	}
	set.args = append(set.args, packages...)
	return set
}

// section returns the lines of a section, which must be there.
func section(t *testing.T, ar *txtar.Archive, name string) []string {
	t.Helper()
	for _, f := range ar.Files {
		if f.Name == name {
			return strings.FieldsFunc(string(f.Data), func(r rune) bool { return r == '\n' })
		}
	}
	t.Fatalf("archive has no section %s", name)
	return nil
}

func updateFindings(t *testing.T, name string, ar *txtar.Archive, found []string) {
	t.Helper()
	for i, f := range ar.Files {
		if f.Name == "want/findings" {
			ar.Files[i].Data = []byte(strings.Join(append(found, ""), "\n"))
		}
	}
	if err := os.WriteFile(name, txtar.Format(ar), 0o666); err != nil {
		t.Fatal(err)
	}
}
