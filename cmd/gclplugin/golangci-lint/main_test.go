package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the module of quiesce, and samples the one with its test data.
const (
	root    = "../../.."
	samples = root + "/testdata"
)

// lintEnv makes the test binary the program itself, so that the many packages
// of golangci-lint are linked once.
const lintEnv = "QUIESCE_GOLANGCI_LINT"

// shared is a folder for what the tests share: the program quiesce, and a cache
// of findings that is empty when they begin.
var shared string

func TestMain(m *testing.M) {
	if os.Getenv(lintEnv) != "" {
		main()
		return
	}
	var err error
	if shared, err = os.MkdirTemp("", "golangci-lint"); err != nil {
		log.Fatal(err)
	}
	status := m.Run()
	if err := os.RemoveAll(shared); err != nil {
		log.Fatal(err)
	}
	os.Exit(status)
}

// A finding is what a door says, in a form that all doors can be brought to.
type finding struct {
	file      string
	line, col int
	rule      string
	message   string
}

// places are the related positions that the linter puts behind a message.
var places = regexp.MustCompile(`; (line \d+|[^ ]+\.go:\d+): .*`)

// receiver is the type of a method in a message. Where one package defines a
// type by that of another, their methods are one in the eyes of a type checker
// that reads source, and two when it reads what the compiler exports.
var receiver = regexp.MustCompile(`\((\*?)\w+\.(\w+)\)\.`)

func newFinding(posn, rule, message string) finding {
	parts := strings.Split(posn, ":")
	n := len(parts)
	line, _ := strconv.Atoi(parts[n-2])
	col, _ := strconv.Atoi(parts[n-1])
	message = receiver.ReplaceAllString(message, "($1$2).")
	return finding{strings.Join(parts[:n-2], ":"), line, col, rule, message}
}

// lint runs the program in dir with a configuration and returns its findings,
// related positions left out, and how it ended.
func lint(t *testing.T, dir, config string, args ...string) ([]finding, error) {
	t.Helper()
	out, err := lintOutput(t, dir, config, args...)
	if err != nil {
		return nil, err
	}
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.NewDecoder(bytes.NewReader(out)).Decode(&report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var found []finding
	for _, issue := range report.Issues {
		rule, message, _ := strings.Cut(issue.Text, ": ")
		if issue.FromLinter != "quiesce" {
			rule, message = issue.FromLinter, issue.Text
		}
		posn := issue.Pos.Filename + ":" + strconv.Itoa(issue.Pos.Line) + ":" + strconv.Itoa(issue.Pos.Column)
		found = append(found, newFinding(posn, rule, places.ReplaceAllString(message, "")))
	}
	return order(found), nil
}

// lintOutput returns what the program prints with that configuration.
func lintOutput(t *testing.T, dir, config string, args ...string) ([]byte, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "golangci.yml")
	if err := os.WriteFile(name, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, slices.Concat([]string{"run", "-c", name, "--path-mode=abs", "--timeout=20m",
		"--issues-exit-code=0", "--show-stats=false", "--output.json.path=stdout", "--allow-parallel-runners"}, args)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), lintEnv+"=1", "GOLANGCI_LINT_CACHE="+filepath.Join(shared, "cache"), "GOFLAGS=", "GOWORK=off", "NO_COLOR=1")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, errors.New(stderr.String())
	}
	return stdout.Bytes(), nil
}

// vet runs quiesce in dir, which has go vet run it as a vettool.
func vet(t *testing.T, dir string, args ...string) []finding {
	t.Helper()
	cmd := exec.Command(quiesce(t), slices.Concat([]string{"-json"}, args)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("quiesce: %v\n%s", err, stderr.Bytes())
	}
	var tree map[string]map[string][]struct{ Posn, Message string }
	if err := json.Unmarshal(stdout.Bytes(), &tree); err != nil {
		t.Fatal(err)
	}
	var found []finding
	for _, rules := range tree {
		for rule, list := range rules {
			for _, d := range list {
				found = append(found, newFinding(d.Posn, rule, d.Message))
			}
		}
	}
	return order(found)
}

// quiesce builds the program quiesce, once, and returns its name.
func quiesce(t *testing.T) string {
	t.Helper()
	name := filepath.Join(shared, "quiesce")
	if _, err := os.Stat(name); err == nil {
		return name
	}
	build := exec.Command("go", "build", "-C", root, "-o", name, "./cmd/quiesce")
	build.Env = append(os.Environ(), "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// order sorts findings and drops those that are there twice: a package with
// its tests is analyzed beside the package.
func order(list []finding) []finding {
	slices.SortFunc(list, func(a, b finding) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col),
			strings.Compare(a.rule, b.rule), strings.Compare(a.message, b.message))
	})
	return slices.Compact(list)
}

// same fails unless two doors find the same.
func same(t *testing.T, lint, vet []finding) {
	t.Helper()
	for _, f := range lint {
		if !slices.Contains(vet, f) {
			t.Errorf("golangci-lint alone finds %v", f)
		}
	}
	for _, f := range vet {
		if !slices.Contains(lint, f) {
			t.Errorf("the vettool alone finds %v", f)
		}
	}
}
