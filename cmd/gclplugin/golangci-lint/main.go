// Golangci-lint is golangci-lint with the linter quiesce in it:
//
//	go install -C cmd/gclplugin/golangci-lint .
//
// It is what golangci-lint custom builds from .custom-gcl.yml, without a clone
// of golangci-lint, and with the versions of go.mod.
package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/seed42e405a4/quiesce/cmd/gclplugin" // the linter
)

// upstream is the module that has all but the linter.
const upstream = "github.com/golangci/golangci-lint/v2"

func main() {
	if err := commands.Execute(buildInfo()); err != nil {
		fmt.Fprintln(os.Stderr, "golangci-lint:", err)
		os.Exit(exitcodes.Failure)
	}
}

// buildInfo says which golangci-lint this is. The version keeps the findings in
// its cache apart: for this one the content of the file does, since there are
// more of these than versions of golangci-lint.
func buildInfo() commands.BuildInfo {
	info := commands.BuildInfo{GoVersion: "unknown", Version: "(devel)", Commit: upstream, Date: "unknown"}
	if build, ok := debug.ReadBuildInfo(); ok {
		info.GoVersion = build.GoVersion
		for _, dep := range build.Deps {
			if dep.Path == upstream {
				info.Commit += "@" + dep.Version
			}
		}
	}
	return info
}
