// Package gocmd runs the go command so that nothing of it stays behind, however
// the run ends.
package gocmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// killDelay is how long the go command and what it runs may take to end after
// an interrupt, before they are killed.
const killDelay = time.Second

// A Go runs the go command in one directory.
type Go struct {
	dir  string
	temp string
}

// New returns a Go for the working directory dir. Its Close must be called.
func New(dir string) (*Go, error) {
	// An interrupted go command may leave its working files behind, so they lie
	// in a directory of ours.
	temp, err := os.MkdirTemp(os.Getenv("GOTMPDIR"), "quiesce")
	if err != nil {
		return nil, err
	}
	return &Go{dir: dir, temp: temp}, nil
}

// Dir returns the working directory.
func (g *Go) Dir() string { return g.dir }

// Temp returns a directory that lives until Close.
func (g *Go) Temp() string { return g.temp }

// Close removes all temporary files.
func (g *Go) Close() error { return os.RemoveAll(g.temp) }

// Run runs the go command. When ctx is done it interrupts the go command and
// all that this has started, and returns the error of ctx once they are gone.
func (g *Go) Run(ctx context.Context, stdout, stderr io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = g.dir // with which exec also sets PWD
	cmd.Env = append(os.Environ(), "PWD="+g.dir, "GOTMPDIR="+g.temp)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	ownGroup(cmd)
	cmd.Cancel = func() error { return interruptGroup(cmd) }
	cmd.WaitDelay = killDelay
	err := cmd.Run()
	if ctx.Err() != nil {
		if cmd.Process != nil {
			killGroup(cmd)
		}
		return ctx.Err()
	}
	return err
}

// Output returns what the go command prints. The error of a command that fails
// is what the command says about it.
func (g *Go) Output(ctx context.Context, args ...string) ([]byte, error) {
	var stdout, stderr strings.Builder
	err := g.Run(ctx, &stdout, &stderr, args...)
	if text := strings.TrimSpace(stderr.String()); err != nil && ctx.Err() == nil && text != "" {
		err = fmt.Errorf("%s", text)
	}
	return []byte(stdout.String()), err
}
