package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/gopls/suite"
)

// gopls is the module, and the program in it. Its version is in go.mod.
const gopls = "golang.org/x/tools/gopls"

// added is a file of package settings of gopls, in which the list of all
// analyzers is. The list is made anew in every session of an editor from what
// the package holds then, so that it is enough to make it longer.
//
//go:embed settings.go.txt
var added []byte

// build builds gopls with the suite and returns the name of the file: out, or a
// name in the folder of go install. It is to be run in the folder of this module.
//
// gopls takes no plugins, its packages are internal, and the go command replaces
// no file of a downloaded module. So a copy of the module with one file added
// takes its place, for as long as the build takes, in a go.mod that is a copy
// too; everything else is as go.mod and go.sum of this module pin it.
func build(ctx context.Context, out string, flags []string) (_ string, err error) {
	source, err := download(ctx)
	if err != nil {
		return "", err
	}
	if out == "" {
		if out, err = installed(ctx); err != nil {
			return "", err
		}
	}
	tmp, err := os.MkdirTemp("", "gopls-quiesce-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	modfile, err := replace(ctx, source, tmp)
	if err != nil {
		return "", err
	}
	// With the folder left out, the build cache knows the copy again.
	_, err = goCommand(ctx, "build", "-modfile="+modfile, "-trimpath", "-ldflags="+
		"-X=main.version="+source.Version+"+quiesce -X="+suite.Variable+"="+suite.Encode(flags),
		"-o", out, gopls)
	return out, err
}

// replace copies source to a folder in tmp, adds to it, and returns the name of
// a go.mod in which it takes the place of gopls.
func replace(ctx context.Context, source module, tmp string) (string, error) {
	copied := filepath.Join(tmp, "gopls")
	if err := os.CopyFS(copied, os.DirFS(source.Dir)); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(copied, "internal", "settings", "quiesce.go"), added, 0o666); err != nil {
		return "", err
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(tmp, name), data, 0o666); err != nil {
			return "", err
		}
	}
	modfile := filepath.Join(tmp, "go.mod")
	_, err := goCommand(ctx, "mod", "edit", "-replace="+gopls+"="+copied, modfile)
	return modfile, err
}

// A module is what the go command says of a module.
type module struct{ Version, Dir string }

// download returns gopls as it is in the module cache.
func download(ctx context.Context) (module, error) {
	var m module
	data, err := goCommand(ctx, "mod", "download", "-json", gopls)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(data, &m)
}

// installed returns the name of the result in the folder where go install puts
// programs. It is not gopls, which someone may want to keep.
func installed(ctx context.Context) (string, error) {
	data, err := goCommand(ctx, "env", "GOBIN", "GOPATH")
	if err != nil {
		return "", err
	}
	gobin, gopath, _ := strings.Cut(string(data), "\n")
	if gobin == "" {
		first := filepath.SplitList(strings.TrimSpace(gopath))
		if len(first) == 0 {
			return "", fmt.Errorf("go env has neither GOBIN nor GOPATH: name a file with -o")
		}
		gobin = filepath.Join(first[0], "bin")
	}
	name := "gopls-quiesce"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(gobin, name), nil
}

// goCommand runs the go command and returns what it prints.
func goCommand(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s%s", args[0], err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.Bytes(), nil
}
