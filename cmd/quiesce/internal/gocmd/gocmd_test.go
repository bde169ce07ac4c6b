package gocmd

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutput(t *testing.T) {
	dir := t.TempDir()
	g, err := New(dir)
	if err != nil {
		t.Fatal(err)
	}
	out, err := g.Output(t.Context(), "env", "GOTMPDIR")
	if got := strings.TrimSpace(string(out)); err != nil || got != g.Temp() {
		t.Errorf("GOTMPDIR = %s, %v; want %s", got, err, g.Temp())
	}
	// The error of a command that fails is what it says.
	if _, err := g.Output(t.Context(), "list", "-nosuchflag"); err == nil || !strings.Contains(err.Error(), "-nosuchflag") {
		t.Errorf("error %v, want what the go command says", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Output(ctx, "version"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if err := os.WriteFile(filepath.Join(g.Temp(), "left"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(g.Temp()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("temporary directory is left: %v", err)
	}
}
