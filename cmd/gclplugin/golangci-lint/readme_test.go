package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/mod/modfile"
)

// plugin is the folder of the linter.
const plugin = ".."

// What the page says to copy is a configuration that works.
func TestReadme(t *testing.T) {
	dir := extract(t, "settings.txtar")
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(read(t, filepath.Join(plugin, "README.md")), -1)
	if len(blocks) == 0 {
		t.Fatal("README.md has no configuration")
	}
	for _, block := range blocks {
		if _, err := lint(t, dir, block[1], "./..."); err != nil {
			t.Errorf("%s: %v", block[1], err)
		}
	}
}

// The sample for 'golangci-lint custom' makes what is built here: the same
// version, the linter, and the modules of this checkout. The command itself
// would clone golangci-lint.
func TestCustom(t *testing.T) {
	var custom struct {
		Version, Name string
		Plugins       []struct{ Module, Import, Path string }
	}
	dec := yaml.NewDecoder(bytes.NewReader([]byte(read(t, filepath.Join(plugin, ".custom-gcl.yml")))))
	dec.KnownFields(true)
	if err := dec.Decode(&custom); err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", []byte(read(t, "go.mod")), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, req := range mod.Require {
		if req.Mod.Path == upstream && req.Mod.Version != custom.Version {
			t.Errorf(".custom-gcl.yml asks for %s, and go.mod for %s", custom.Version, req.Mod.Version)
		}
	}
	replaced := make(map[string]string)
	for _, r := range mod.Replace {
		replaced[r.Old.Path] = filepath.Clean(r.New.Path)
	}
	imported := false
	for _, p := range custom.Plugins {
		if got, want := filepath.Join(plugin, p.Path), replaced[p.Module]; got != want {
			t.Errorf("%s: the path is that of %s, want %s", p.Module, got, want)
		}
		delete(replaced, p.Module)
		imported = imported || p.Import == "" && strings.Contains(read(t, "main.go"), `_ "`+p.Module+`"`)
	}
	if len(replaced) > 0 {
		t.Errorf("no plugin stands for %v", replaced)
	}
	if !imported {
		t.Error("main.go imports none of the plugins")
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
