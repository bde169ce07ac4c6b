package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// position matches how both doors begin the lines of a finding, and of the
// places related to it.
var position = regexp.MustCompile(`^[^\s:]+\.go:\d+:\d+: `)

var heading = regexp.MustCompile(`^(-: )?# \[?example\.`)

// outputLines returns the lines that a tool run in dir wrote to standard error,
// with file names relative to dir. The headings with which the go command names
// the package that the next lines are about are left out, if it is a package of
// the test: one of the standard library is of no concern to the user.
func outputLines(dir, stderr string) []string {
	var lines []string
	for line := range strings.Lines(stderr) {
		line = strings.TrimRight(line, "\n")
		line = strings.ReplaceAll(line, dir+string(filepath.Separator), "")
		line = strings.TrimPrefix(line, "./")
		if line == "" || heading.MatchString(line) {
			continue
		}
		lines = append(lines, filepath.ToSlash(line))
	}
	return lines
}

var (
	relatedLine  = regexp.MustCompile(`^\t([^\t]+\.go:\d+:\d+: )(.*)$`)
	analyzerName = regexp.MustCompile(`^([^\s:]+\.go:\d+:\d+: .*) \([a-z]+\)$`)
)

// plain returns an outcome of the front end with its findings written, and where,
// as the other doors do.
func plain(got outcome) outcome {
	var b strings.Builder
	for line := range strings.Lines(got.stdout) {
		line = strings.TrimSuffix(line, "\n")
		line = relatedLine.ReplaceAllString(line, "$1\t$2")
		b.WriteString(analyzerName.ReplaceAllString(line, "$1") + "\n")
	}
	return outcome{status: got.status, stderr: b.String() + got.stderr}
}

// findings returns the lines that begin with a position, sorted, and the other
// lines in their order.
func findings(lines []string) (found, rest []string) {
	for _, line := range lines {
		if position.MatchString(line) {
			found = append(found, line)
		} else {
			rest = append(rest, line)
		}
	}
	slices.Sort(found)
	return found, rest
}
