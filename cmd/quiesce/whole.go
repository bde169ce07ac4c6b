package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/cli"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/vet"
)

// The go command does not tell units analyzed for their facts alone from others
// when it caches them. After 'go vet ./app' it takes a package that app imports
// for one without findings, unless that has tests, which make it another unit.
// So where the front end runs the go command, each package of the main module is
// analyzed as if it had been asked for, and the front end drops what nobody asked
// for. Packages of other modules are asked for so rarely that it is enough for
// the front end to name them in a flag, which the go command caches by.
//
// A package that has tests is analyzed with them, and without them for packages
// that import it. The go command names both units alike. The front end, which
// wants the findings of one of them, needs names that differ.

// wholeUnit returns args for a unit to be analyzed as the front end wants it.
func wholeUnit(args []string) ([]string, error) {
	last := len(args) - 1
	if !fromFrontEnd(args) {
		return args, nil
	}
	data, err := os.ReadFile(args[last])
	if err != nil {
		return nil, err
	}
	var unit map[string]any // all that the go command writes
	if err := json.Unmarshal(data, &unit); err != nil {
		return nil, err
	}
	if unit["VetxOnly"] == true && !ofMainModule(unit) {
		return args, nil
	}
	unit["VetxOnly"] = false
	if hasTests(unit) {
		unit["ID"] = fmt.Sprint(unit["ID"], vet.WithTests)
	}
	data, err = json.Marshal(unit)
	if err != nil {
		return nil, err
	}
	name := filepath.Join(filepath.Dir(args[last]), "whole.cfg") // the go command removes the directory
	if err := os.WriteFile(name, data, 0o666); err != nil {
		return nil, err
	}
	return append(args[:last:last], name), nil
}

// hasTests reports whether there are test files in a unit.
func hasTests(unit map[string]any) bool {
	files, _ := unit["GoFiles"].([]any)
	return slices.ContainsFunc(files, func(file any) bool {
		name, _ := file.(string)
		return strings.HasSuffix(name, "_test.go")
	})
}

// fromFrontEnd reports whether the front end has run the go command.
func fromFrontEnd(args []string) bool {
	for _, arg := range args {
		if strings.HasPrefix(arg, "-"+cli.RootsFlag+"=") {
			return true
		}
	}
	return false
}

// ofMainModule reports whether a unit is of the main module or of another module
// of the workspace: those have no version. The standard library has no module.
func ofMainModule(unit map[string]any) bool {
	path, version := unit["ModulePath"], unit["ModuleVersion"]
	if module, ok := unit["Module"].(map[string]any); ok { // since Go 1.27
		path, version = module["Path"], module["Version"]
	}
	named := func(v any) bool { return v != nil && v != "" }
	return named(path) && !named(version)
}
