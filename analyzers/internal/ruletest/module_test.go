package ruletest

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/txtar"
)

// withDependency is a testdata module that requires another module.
const withDependency = `
-- testdata/go.mod --
module example.com/fleet

go 1.26

require example.com/waiter v1.0.0
-- testdata/exitcall/wait/wait.go --
package wait

import "example.com/waiter"

func Stop() {
	waiter.Wait() // ok: returns
}
`

// proxy makes a module proxy, in a folder, that has example.com/waiter alone, and
// makes the go command use it, with an empty module cache.
func proxy(t *testing.T) {
	t.Helper()
	const goMod = "module example.com/waiter\n\ngo 1.26\n"
	dir := t.TempDir()
	versions := filepath.Join(dir, "example.com", "waiter", "@v")
	err := writeFiles(versions, &txtar.Archive{Files: []txtar.File{
		{Name: "list", Data: []byte("v1.0.0\n")},
		{Name: "v1.0.0.info", Data: []byte(`{"Version": "v1.0.0"}`)},
		{Name: "v1.0.0.mod", Data: []byte(goMod)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(versions, "v1.0.0.zip"))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	for name, text := range map[string]string{"go.mod": goMod, "waiter.go": "package waiter\n\nfunc Wait() {}\n"} {
		e, err := w.Create("example.com/waiter@v1.0.0/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "file://"+filepath.ToSlash(dir))
	t.Setenv("GOSUMDB", "off")
	t.Setenv("GOFLAGS", "-modcacherw") // so that the cache can be removed
	t.Setenv("GOMODCACHE", t.TempDir())
}

// goCommand runs the go command in the testdata module.
func goCommand(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = filepath.FromSlash("../../testdata")
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %v: %v\n%s", args, err, out)
	}
}

// TestDownload starts with an empty module cache, as on a new machine.
func TestDownload(t *testing.T) {
	proxy(t)
	r := repository(t, withDependency)
	goCommand(t, "mod", "tidy") // writes go.sum
	t.Setenv("GOMODCACHE", t.TempDir())

	run(r, exitcall(), analysistest.Run, []string{"wait"})
	r.expect()
}

// TestOffline has all that is needed in the module cache, and no network.
func TestOffline(t *testing.T) {
	proxy(t)
	r := repository(t, withDependency)
	goCommand(t, "mod", "tidy")
	goCommand(t, "mod", "download")
	t.Setenv("GOPROXY", "off")

	run(r, exitcall(), analysistest.Run, []string{"wait"})
	r.expect()
}

// TestOfflineWithoutAll lacks a module that go.mod requires and no folder under
// test needs. The download fails, and the test goes on.
func TestOfflineWithoutAll(t *testing.T) {
	proxy(t)
	r := repository(t, withDependency+`-- testdata/exitcall/direct/direct.go --
package direct

func Stop() {} // ok: returns
`)
	goCommand(t, "mod", "tidy")
	t.Setenv("GOMODCACHE", t.TempDir())
	t.Setenv("GOPROXY", "off")

	module, err := testdata()
	if err != nil {
		t.Fatal(err)
	}
	if err := download(module); err == nil {
		t.Error("download succeeded without a network")
	}
	run(r, exitcall(), analysistest.Run, []string{"direct"})
	r.expect()
}
