package main

import "strings"

// A mode is one of the ways in which the binary is run. It is chosen from the
// command line alone, before package flag sees it: the go command, the user
// and the analyzers' flags do not agree on one set of flags.
type mode int

const (
	sourceMode  mode = iota // quiesce [-source] [flags] packages...
	unitMode                // quiesce [flags] unit.cfg, from go vet and go fix
	passMode                // -V=full, -flags, help NAME: answered by multichecker
	helpMode                // quiesce help
	versionMode             // quiesce -version
	usageMode               // nothing to analyze
)

// modeOf returns the mode that args, the command line without the name of the
// program and without -C, asks for.
func modeOf(args []string) mode {
	if len(args) == 0 {
		return usageMode
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
	case "-V=full", "-flags":
		return passMode
	case "help":
		if len(args) > 1 {
			return passMode
		}
		return helpMode
	case "-help", "-h":
		return helpMode
	case "-version":
		return versionMode
	}
	if noPackages(args) {
		return usageMode
	}
	return sourceMode
}
