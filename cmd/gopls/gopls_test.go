package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/tools/txtar"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// root is the module of quiesce.
const root = "../.."

// shared is a folder for what the tests share: the programs, and a cache of
// gopls that is empty when they begin.
var shared string

func TestMain(m *testing.M) {
	var err error
	if shared, err = os.MkdirTemp("", "gopls-test-"); err != nil {
		log.Fatal(err)
	}
	status := m.Run()
	if err := os.RemoveAll(shared); err != nil {
		log.Fatal(err)
	}
	os.Exit(status)
}

// program returns the name of a program, which make makes if it is not there.
func program(t *testing.T, name string, build func(out string) error) string {
	t.Helper()
	out := filepath.Join(shared, name)
	if _, err := os.Stat(out); err == nil {
		return out
	}
	if err := build(out); err != nil {
		t.Fatal(err)
	}
	return out
}

// goplsWith returns the name of a gopls with that flags, each NAME.FLAG=VALUE.
func goplsWith(t *testing.T, flags ...string) string {
	t.Helper()
	return program(t, "gopls"+strings.Join(flags, ""), func(out string) error {
		_, err := build(context.Background(), out, flags)
		return err
	})
}

// A report is a finding in the output of quiesce.
type report struct {
	Category, Posn, Message, URL string
	Fixes                        []struct{ Message string } `json:"suggested_fixes"`
}

// vet returns what quiesce, which has go vet run it as a vettool, finds in dir,
// and the titles of the fixes.
func vet(t *testing.T, dir string, flags ...string) ([]finding, map[finding][]string) {
	t.Helper()
	tool := program(t, "quiesce", func(out string) error {
		_, err := goCommand(context.Background(), "build", "-C", root, "-o", out, "./cmd/quiesce")
		return err
	})
	cmd := exec.Command(tool, slices.Concat([]string{"-json"}, flags, []string{"./..."})...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("quiesce: %v\n%s", err, stderr.Bytes())
	}
	var tree map[string]map[string][]report
	if err := json.Unmarshal(stdout.Bytes(), &tree); err != nil {
		t.Fatal(err)
	}
	var found []finding
	fixes := make(map[finding][]string)
	for _, byRule := range tree {
		for rule, list := range byRule {
			for _, d := range list {
				f := finding{rule: rule, category: d.Category, message: sameNames(d.Message), url: d.URL}
				f.file, f.line, f.col = place(t, d.Posn)
				found = append(found, f)
				fixes[f] = nil
				for _, fix := range d.Fixes {
					fixes[f] = append(fixes[f], fix.Message)
				}
			}
		}
	}
	return order(found), fixes
}

// place reads FILE:LINE:COLUMN. The column is one in bytes, and becomes one in
// UTF-16.
func place(t *testing.T, posn string) (file string, line, col int) {
	t.Helper()
	parts := strings.Split(posn, ":")
	n := len(parts)
	file = strings.Join(parts[:n-2], ":")
	line, _ = strconv.Atoi(parts[n-2])
	col, _ = strconv.Atoi(parts[n-1])
	text := strings.Split(readFile(t, file), "\n")[line-1]
	return file, line, 1 + len(utf16.Encode([]rune(text[:col-1])))
}

// receiver is the type of a method in a message. Where one package defines a
// type by that of another, their methods are one in the eyes of a type checker
// that reads source, and two when it reads what the compiler exports.
var receiver = regexp.MustCompile(`\((\*?)\w+\.(\w+)\)\.`)

func sameNames(message string) string {
	return receiver.ReplaceAllString(message, "($1$2).")
}

// order sorts findings and drops those that are there twice: a package with
// its tests is analyzed beside the package.
func order(list []finding) []finding {
	slices.SortFunc(list, func(a, b finding) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col),
			strings.Compare(a.rule, b.rule), strings.Compare(a.category, b.category), strings.Compare(a.message, b.message))
	})
	return slices.Compact(list)
}

// rules returns the names of the analyzers that find something.
func rules() []string {
	var names []string
	for _, page := range analyzers.Pages() {
		names = append(names, page.Name)
	}
	return names
}

// goFiles returns the names of the Go files in dir that the go command builds
// here: gopls looks at those for other systems, too.
func goFiles(t *testing.T, dir string) []string {
	t.Helper()
	var format strings.Builder
	for _, list := range []string{"GoFiles", "CgoFiles", "TestGoFiles", "XTestGoFiles"} {
		fmt.Fprintf(&format, "{{range .%s}}{{$.Dir}}/{{.}}\n{{end}}", list)
	}
	out, err := goCommand(context.Background(), "list", "-C="+dir, "-f", format.String(), "./...")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// extract writes an archive to a new folder.
func extract(t *testing.T, archive string) string {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("testdata", archive))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
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

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
