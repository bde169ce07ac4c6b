package ruletest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"golang.org/x/tools/go/packages"
)

// testdata returns the folder of the testdata module: it is beside the go.mod
// that the working directory of the test belongs to.
func testdata() (string, error) {
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := wd; ; dir = filepath.Dir(dir) {
		switch _, err := os.Stat(filepath.Join(dir, "go.mod")); {
		case err == nil:
			module := filepath.Join(dir, "testdata")
			if _, err := os.Stat(filepath.Join(module, "go.mod")); err != nil {
				return "", fmt.Errorf("no testdata module: %v", err)
			}
			// The go command names files by their real paths.
			return filepath.EvalSymlinks(module)
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		case dir == filepath.Dir(dir):
			return "", fmt.Errorf("no go.mod above %s", wd)
		}
	}
}

// downloads holds a func() error for each module folder.
var downloads sync.Map

// download puts the modules that the module in dir requires into the module
// cache, once in the life of the process: analysistest forbids the go command to
// do so when it needs them.
func download(dir string) error {
	once, _ := downloads.LoadOrStore(dir, sync.OnceValue(func() error {
		cmd := exec.Command("go", "mod", "download")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GO111MODULE=on", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go mod download in %s: %v\n%s", dir, err, out)
		}
		return nil
	}))
	return once.(func() error)()
}

// loadMode is what checker.Analyze needs: dependencies from source, for facts.
const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
	packages.NeedImports | packages.NeedDeps | packages.NeedModule |
	packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedTypesSizes

// load loads packages of the module in dir as analysistest does, which gives its
// callers no way to change a file or to get at packages that do not compile.
func load(dir string, overlay map[string][]byte, patterns ...string) ([]*packages.Package, error) {
	return packages.Load(&packages.Config{
		Mode:    loadMode,
		Dir:     dir,
		Tests:   true,
		Overlay: overlay,
		Env:     environ(),
	}, patterns...)
}

// environ returns the environment in which the go command loads packages, the
// same as that of analysistest.
func environ() []string {
	return append(os.Environ(), "GO111MODULE=on", "GOPROXY=off", "GOWORK=off")
}
