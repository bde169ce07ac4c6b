package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis/multichecker"
	"golang.org/x/tools/txtar"
)

// trialEnv makes the test binary behave as a quiesce with the real suite, damaged
// here and there, and the trial suite, so that the go command can be given it as
// a tool. The variable must not choose between suites: the go command caches by
// the content of the tool.
const trialEnv = "QUIESCE_TRIAL_SUITE"

func TestMain(m *testing.M) {
	if os.Getenv(hangEnv) != "" {
		os.Exit(hang(os.Args[1:]))
	}
	if os.Getenv(trialEnv) != "" {
		p := newPlan(slices.Concat(sabotagedSuite(), trialSuite), os.Args)
		if status, done := p.run(); done {
			os.Exit(status)
		}
		multichecker.Main(p.suite...)
	}
	status := m.Run()
	if built.dir != "" {
		if err := os.RemoveAll(built.dir); err != nil && status == 0 {
			status = 1
		}
	}
	os.Exit(status)
}

// built is the real binary, built at most once.
var built struct {
	once sync.Once
	dir  string
	err  error
}

// quiesce returns the path of the real binary.
func quiesce(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		built.dir, built.err = os.MkdirTemp("", "quiesce")
		if built.err != nil {
			return
		}
		out, err := exec.Command("go", "build", "-o", built.dir, ".").CombinedOutput()
		if err != nil {
			built.err = errors.New(string(out))
		}
	})
	if built.err != nil {
		t.Fatalf("building quiesce: %v", built.err)
	}
	return filepath.Join(built.dir, "quiesce")
}

// An outcome is what a run of a command left behind.
type outcome struct {
	status         int
	stdout, stderr string
}

// run runs a command in dir. Its environment keeps it to what is in dir, in the
// caches and in the installed Go; env comes on top.
func run(t *testing.T, dir string, env []string, name string, args ...string) outcome {
	t.Helper()
	cmd := exec.Command(name, args...)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir,
		"GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local")
	cmd.Env = append(cmd.Env, env...)
	if err := cmd.Run(); err != nil {
		if _, exited := errors.AsType[*exec.ExitError](err); !exited {
			t.Fatal(err)
		}
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// extract writes the files of an archive, except those under want, to a new
// directory. The directory has no symbolic link in its name, as some systems'
// temporary directories have, so that the tools print it as it was given.
func extract(t *testing.T, ar *txtar.Archive) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
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

// parseFile reads the named archive under testdata.
func parseFile(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return ar
}
