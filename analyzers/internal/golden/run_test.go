package golden

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A target is a code base that a list is about.
type target struct {
	file    string // of the list, in testdata/golden
	code    string
	pattern string // of packages, in the folder that module is in
	module  string // which module, or "" for the one with the standard library
}

var targets = []target{
	{file: "std.txt", code: "std", pattern: "std"},
	{file: "cmd.txt", code: "cmd", pattern: "cmd"},
	{file: "xtools.txt", code: "golang.org/x/tools", pattern: "./...", module: "golang.org/x/tools"},
}

const (
	goos   = "linux"
	goarch = "amd64"
)

// pinned is the environment for commands about the code under analysis: the same
// files and the same findings on every machine, with what is installed.
var pinned = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local",
	"GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")

// analyze returns what the suite finds in the target.
func (t target) analyze(tool string) (list, error) {
	root, version, err := t.locate()
	if err != nil {
		return list{}, err
	}
	l := list{code: t.code, version: fmt.Sprintf("%s, %s/%s without cgo", version, goos, goarch)}
	l.entries, err = vet(tool, root, t.code, t.pattern)
	return l, err
}

// vet runs the named binary of quiesce on packages of the code below root.
//
// The go command of Go 1.26 caches what a tool has printed about a package, by
// the tool, its flags and the package, but not by whether the package was asked
// for, or was analyzed for the facts that another one needs: then the go command
// is silent about it ever after. A row for a function that does not exist changes
// no finding, but makes a cache for each code base, in which a package is always
// of the same kind.
func vet(tool, root, code, pattern string) ([]entry, error) {
	key := "-lifecycle.exits=" + code + ".Golden"
	out, err := command(root, pinned, "go", "vet", "-json", "-vettool="+tool, key, pattern)
	if err != nil {
		return nil, err
	}
	return findings(root, out)
}

// locate returns the folder with the code, and its version. For a module that is
// the version in go.mod, in the module cache.
func (t target) locate() (root, version string, err error) {
	args := []string{"env", "GOROOT", "GOVERSION"}
	if t.module != "" {
		args = []string{"list", "-m", "-f", "{{.Dir}}\n{{.Version}}", t.module}
	}
	out, err := command("", os.Environ(), "go", args...)
	if err != nil {
		return "", "", err
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 || lines[0] == "" {
		return "", "", fmt.Errorf("%s is not in the module cache; run go mod download", t.code)
	}
	root, version = strings.TrimSpace(lines[0]), strings.TrimSpace(lines[1])
	if t.module == "" {
		root = filepath.Join(root, "src")
	}
	return root, version, nil
}

// command runs a command in dir and returns its standard output.
func command(dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", fmt.Errorf("%s: %v\n%s", cmd, err, exit.Stderr)
	}
	return string(out), err
}

// A diagnostic is a finding as the go command prints it.
type diagnostic struct{ Category, Posn, Message string }

// findings returns what go vet -json has printed as entries without a verdict.
// It prints a tree for each package and once more for the package with its
// tests: what is in both is one finding.
func findings(root, output string) ([]entry, error) {
	var entries []entry
	seen := make(map[diagnostic]bool)
	for decoder := json.NewDecoder(strings.NewReader(output)); ; {
		var tree map[string]map[string]json.RawMessage // by package and analyzer
		err := decoder.Decode(&tree)
		if err == io.EOF {
			slices.SortFunc(entries, compare)
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		for pkg, results := range tree {
			for analyzer, result := range results {
				var diagnostics []diagnostic
				if err := json.Unmarshal(result, &diagnostics); err != nil {
					return nil, fmt.Errorf("%s failed on %s: %s", analyzer, pkg, result)
				}
				for _, d := range diagnostics {
					if !seen[d] {
						e, err := d.entry(root)
						if err != nil {
							return nil, err
						}
						seen[d] = true
						entries = append(entries, e)
					}
				}
			}
		}
	}
}

func (d diagnostic) entry(root string) (entry, error) {
	name, column, _ := cutLast(d.Posn, ":")
	name, number, _ := cutLast(name, ":")
	line, err := strconv.Atoi(number)
	if _, colErr := strconv.Atoi(column); err != nil || colErr != nil {
		return entry{}, fmt.Errorf("position %q is not FILE:LINE:COLUMN", d.Posn)
	}
	path, err := filepath.Rel(root, name)
	if err != nil || !filepath.IsLocal(path) {
		return entry{}, fmt.Errorf("finding in %s, outside %s", name, root)
	}
	if d.Category == "analyzer-failed" {
		return entry{}, fmt.Errorf("%s: %s", d.Posn, d.Message)
	}
	return entry{path: filepath.ToSlash(path), line: line, category: d.Category, message: d.Message, verdict: unjudged}, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
