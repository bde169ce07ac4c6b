package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// TestReadme runs the first command of the README and checks that it shows
// findings of every rule, and those that the README prints.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	args := commandArgs(t, string(readme))
	out := run(t, "../..", nil, quiesce(t), args...)
	found := strings.Split(filepath.ToSlash(out.stdout), "\n")
	if count := fmt.Sprintf("quiesce: %d findings: ", strings.Count(out.stdout, "\n")-strings.Count(out.stdout, "\n\t")); out.status != 1 || !strings.HasPrefix(out.stderr, count) {
		t.Errorf("quiesce %s: status %d, want 1, and on standard error %q, want %q", strings.Join(args, " "), out.status, out.stderr, count)
	}
	for _, line := range printed(t, string(readme)) {
		if !slices.Contains(found, line) {
			t.Errorf("README.md shows a line that the command does not print:\n%s\nit prints:\n%s", line, strings.Join(found, "\n"))
		}
	}
	for _, page := range analyzers.Pages() {
		if !slices.ContainsFunc(found, func(line string) bool { return strings.HasSuffix(line, "("+page.Name+")") }) {
			t.Errorf("the sample shows no finding of %s", page.Name)
		}
	}
}

// commandArgs returns what the README's first command gives to quiesce.
func commandArgs(t *testing.T, readme string) []string {
	t.Helper()
	_, rest, found := strings.Cut(readme, "go run ./cmd/quiesce ")
	line, _, _ := strings.Cut(rest, "\n")
	if !found {
		t.Fatal("README.md no longer runs ./cmd/quiesce")
	}
	return strings.Fields(line)
}

// printed returns the lines of output that the README shows.
func printed(t *testing.T, readme string) []string {
	t.Helper()
	_, rest, found := strings.Cut(readme, "<!-- sample:")
	_, rest, fence := strings.Cut(rest, "```\n")
	block, _, end := strings.Cut(rest, "```\n")
	if !found || !fence || !end {
		t.Fatal("README.md no longer shows what the sample command prints")
	}
	return strings.Split(strings.TrimSuffix(block, "\n"), "\n")
}
