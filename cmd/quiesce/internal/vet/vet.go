// Package vet has 'go vet' run quiesce, and reads what it prints.
package vet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/gocmd"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/golist"
)

// FailedCategory is the category of a finding that says that an analyzer could
// not analyze the package.
const FailedCategory = "analyzer-failed"

// FailedPrefix returns how the message of such a finding begins.
func FailedPrefix(analyzer string) string { return analyzer + " failed: " }

// A Request is what to run.
type Request struct {
	Tool     string   // the executable
	Flags    []string // for the go command and for the tool
	Patterns []string
	Roots    []golist.Package // the packages that the patterns name
	URL      func(analyzer, category string) string
	Log      io.Writer // where to copy what go vet says, if not nil
}

// A Result is what came of it.
type Result struct {
	Findings []finding.Finding // in the packages asked for, sorted
	Failures []Failure
	Messages string // what go vet has said, if it was not copied
	Complete bool   // go vet knows of no package that it could not analyze
}

// A Failure says that an analyzer could not analyze a package.
type Failure struct {
	Package, Analyzer, Message string
}

// Run runs go vet. That packages cannot be analyzed is no error.
func Run(ctx context.Context, g *gocmd.Go, r Request) (*Result, error) {
	stdout, write := io.Pipe()
	tree := newTree(r)
	parsed := make(chan error, 1)
	go func() {
		err := tree.read(stdout)
		stdout.CloseWithError(err) // go vet is not to wait for a reader that has gone
		parsed <- err
	}()
	var messages strings.Builder
	stderr := r.Log
	if stderr == nil {
		stderr = &messages
	}
	args := slices.Concat([]string{"vet", "-vettool=" + r.Tool, "-json"}, r.Flags, []string{"--"}, r.Patterns)
	runErr := g.Run(ctx, write, stderr, args...)
	_ = write.Close() // never fails
	readErr := <-parsed
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	_, exited := errors.AsType[*exec.ExitError](runErr)
	if runErr != nil && !exited {
		return nil, runErr
	}
	if readErr != nil {
		return nil, fmt.Errorf("output of go vet: %w", readErr)
	}
	result := tree.result()
	result.Messages = withoutHeadings(messages.String())
	result.Complete = runErr == nil
	return result, nil
}

// withoutHeadings returns text without the lines that name the package that
// the next lines are about.
func withoutHeadings(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "# ") {
			b.WriteString(line)
		}
	}
	return b.String()
}
