package main

import (
	"slices"
	"strings"
)

// A mode is one of the ways in which the binary is run. It is chosen from the
// command line alone, before package flag sees it: the go command, the user
// and the analyzers' flags do not agree on one set of flags.
type mode int

const (
	frontMode    mode = iota // quiesce [flags] [packages]
	sourceMode               // quiesce -source [flags] packages...
	unitMode                 // quiesce [flags] unit.cfg, from go vet and go fix
	identityMode             // quiesce -V=full, from the go command
	passMode                 // -flags, help NAME: answered by multichecker
	helpMode                 // quiesce help
	explainMode              // quiesce explain NAME...
	versionMode              // quiesce -version
	usageMode                // from source, but nothing to analyze
)

// modeOf returns the mode that args, the command line without the name of the
// program and without -C, asks for.
func modeOf(args []string) mode {
	if len(args) == 0 {
		return frontMode
	}
	// The go command puts the unit last, behind flags that may be of any name.
	if strings.HasSuffix(args[len(args)-1], ".cfg") {
		return unitMode
	}
	first := args[0]
	if strings.HasPrefix(first, "--") {
		first = first[1:] // package flag takes two dashes for one
	}
	switch first {
	case "-V=full":
		return identityMode
	case "-flags":
		return passMode
	case "help":
		if len(args) > 1 {
			return passMode
		}
		return helpMode
	case "explain":
		return explainMode
	case "-help", "-h":
		return helpMode
	case "-version":
		return versionMode
	}
	switch {
	case !slices.ContainsFunc(args, isSourceFlag):
		return frontMode
	case noPackages(args):
		return usageMode
	}
	return sourceMode
}
