package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// config is a configuration with the linter alone, showing all that it finds.
// Its settings, if any, are indented by ten blanks.
func config(settings string) string {
	if settings != "" {
		settings = "        settings:\n" + settings
	}
	return `version: "2"
linters:
  default: none
  enable: [quiesce]
  settings:
    custom:
      quiesce:
        type: module
` + settings + `
issues: {max-issues-per-linter: 0, max-same-issues: 0, uniq-by-line: false}
`
}

// All of the test data, the directives in it too: what //nolint silences
// golangci-lint itself does, and behind the other door quiesce.
func TestSameFindings(t *testing.T) {
	found, err := lint(t, samples, config(""), "./...")
	if err != nil {
		t.Fatal(err)
	}
	want := vet(t, samples, "./...")
	if len(want) == 0 {
		t.Fatal("the vettool finds nothing")
	}
	same(t, found, want)
}

// Settings do what the flags of the same names do, and they do something.
func TestSettings(t *testing.T) {
	dir := extract(t, "settings.txtar")
	byDefault, err := lint(t, dir, config(""), "./...")
	if err != nil {
		t.Fatal(err)
	}
	same(t, byDefault, vet(t, dir, "./..."))
	for _, test := range []struct {
		settings string
		flags    []string
	}{
		{"          goroutinestop: false\n", []string{"-goroutinestop=false"}},
		{"          goroutinestop: {tests: true}\n", []string{"-goroutinestop.tests"}},
		{"          goroutinestop: {require: owner}\n", []string{"-goroutinestop.require=owner"}},
		{"          exitoutsidemain: {strict: true}\n", []string{"-exitoutsidemain.strict"}},
		{"          exitoutsidemain: {allow: [example.com/shop/Conf/..., example.com/shop/stock.Fill]}\n",
			[]string{"-exitoutsidemain.allow=example.com/shop/Conf/...,example.com/shop/stock.Fill"}},
		{"          lifecycle: {exits: ['(*example.com/shop/console.Bell).Alarm']}\n",
			[]string{"-lifecycle.exits=(*example.com/shop/console.Bell).Alarm"}},
	} {
		found, err := lint(t, dir, config(test.settings), "./...")
		if err != nil {
			t.Errorf("%s: %v", test.settings, err)
			continue
		}
		if slices.Equal(found, byDefault) {
			t.Errorf("%s: no finding more or less", test.settings)
		}
		same(t, found, vet(t, dir, append(test.flags, "./...")...))
	}
}

// A category that is dropped takes its findings with it, and no others.
func TestDropCategories(t *testing.T) {
	dir := extract(t, "settings.txtar")
	all, err := lint(t, dir, config(""), "./...")
	if err != nil {
		t.Fatal(err)
	}
	left, err := lint(t, dir, config("          exitoutsidemain: {drop-categories: [wrapper]}\n"), "./...")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(slices.Clone(all), func(f finding) bool { return strings.Contains(f.message, "(it calls") })
	if len(want) == len(all) || !slices.Equal(left, want) {
		t.Errorf("without wrappers: %v\nwant: %v", left, want)
	}
}

func TestSettingsRefused(t *testing.T) {
	dir := extract(t, "settings.txtar")
	for _, test := range []struct{ settings, want string }{
		{"          goroutinestopp: false\n", `no analyzer is named "goroutinestopp"`},
		{"          exitoutsidemain: {strikt: true}\n", `exitoutsidemain: no setting is named "strikt"`},
		{"          lifecycle: {exits: ['(*example.com/shop']}\n", "lifecycle: exits:"},
		{"          exitoutsidemain: {drop-categories: [all]}\n", `no category is named "all"`},
	} {
		if _, err := lint(t, dir, config(test.settings), "./..."); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.settings, err, test.want)
		}
	}
}

// The comments belong to golangci-lint, which can tell the ones that silence
// something from those that do not.
func TestNolint(t *testing.T) {
	dir := extract(t, "nolint.txtar")
	with := strings.Replace(config(""), "[quiesce]", "[quiesce, nolintlint]", 1)
	found, err := lint(t, dir, with, "./...")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%s:%d: %s: %s", filepath.Base(f.file), f.line, f.rule, f.message))
	}
	want := section(t, "nolint.txtar", "want/findings")
	if !slices.Equal(got, want) {
		t.Errorf("findings:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Where a finding has a second place, the message says where.
func TestPlaces(t *testing.T) {
	out, err := lintOutput(t, extract(t, "settings.txtar"), config(""), "./stock")
	if err != nil {
		t.Fatal(err)
	}
	if want := "no way to stop (no context, channel or return); line 23: the loop that it never leaves"; !strings.Contains(string(out), want) {
		t.Errorf("output lacks %q:\n%s", want, out)
	}
	if strings.Contains(string(out), "related information") {
		t.Errorf("related positions are issues of their own:\n%s", out)
	}
}

// extract writes an archive to a new folder.
func extract(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parse(t, archive).Files {
		if strings.HasPrefix(f.Name, "want/") {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// section returns the lines of a file of an archive.
func section(t *testing.T, archive, name string) []string {
	t.Helper()
	for _, f := range parse(t, archive).Files {
		if f.Name == name {
			return strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		}
	}
	t.Fatalf("%s has no file %s", archive, name)
	return nil
}

func parse(t *testing.T, archive string) *txtar.Archive {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("testdata", archive))
	if err != nil {
		t.Fatal(err)
	}
	return ar
}
