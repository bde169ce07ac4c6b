package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/cli"
)

func TestStyle(t *testing.T) {
	for _, test := range []struct {
		color         cli.Color
		terminal      bool
		env           string
		source, paint bool
	}{
		{cli.Auto, true, "", true, true},
		{cli.Auto, true, "NO_COLOR=1", true, false},
		{cli.Auto, true, "TERM=dumb", true, false},
		{cli.Auto, false, "", false, false},
		{cli.Always, false, "NO_COLOR=1", true, true},
		{cli.Never, true, "", true, false},
		{cli.Never, false, "", false, false},
	} {
		getenv := func(name string) string {
			value, _ := strings.CutPrefix(test.env, name+"=")
			if value == test.env {
				return ""
			}
			return value
		}
		source, paint := style(test.color, test.terminal, getenv)
		if source != test.source || paint != test.paint {
			t.Errorf("%s, terminal %t, %s: source %t, colour %t", test.color, test.terminal, test.env, source, paint)
		}
	}
}

func TestIsTerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	if isTerminal(file) || isTerminal(new(strings.Builder)) {
		t.Error("a file or a buffer is taken for a terminal")
	}
}

// A long run shows how long it has been going on and removes that at its end;
// a short one shows nothing.
func TestProgress(t *testing.T) {
	for _, test := range []struct {
		lasts time.Duration
		want  string
	}{
		{progressDelay / 2, ""},
		{progressDelay + 3*time.Second/2, "\rquiesce: analyzing 7 packages (2s)\rquiesce: analyzing 7 packages (3s)\r\x1b[K"},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), test.lasts)
			defer cancel()
			var b strings.Builder
			progress(ctx, &b, 7)
			if b.String() != test.want {
				t.Errorf("after %v: %q, want %q", test.lasts, b.String(), test.want)
			}
		})
	}
}
