//go:build unix

package kvserver_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// process is the command, running.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	addr   string
	stdout *bufio.Reader
	stderr bytes.Buffer
}

// startProcess runs the program and waits until it listens.
func startProcess(t *testing.T, program string, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	p := &process{t: t, cmd: exec.CommandContext(ctx, program, append(args, "-addr", "127.0.0.1:0")...)}
	p.cmd.Stderr = &p.stderr
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.stdout = bufio.NewReader(stdout)
	line, err := p.stdout.ReadString('\n')
	addr, ok := strings.CutPrefix(line, "listening on ")
	if err != nil || !ok {
		t.Fatalf("the program printed %q, %v; and failed with %v: %s", line, err, p.wait(), &p.stderr)
	}
	p.addr = strings.TrimSuffix(addr, "\n")
	return p
}

func (p *process) terminate() error {
	return p.cmd.Process.Signal(syscall.SIGTERM)
}

// wait returns what [exec.Cmd.Wait] returns, nil for the exit status 0.
func (p *process) wait() error {
	rest, readErr := io.ReadAll(p.stdout)
	if len(rest) > 0 {
		p.t.Errorf("the program printed %q", rest)
	}
	return errors.Join(p.cmd.Wait(), readErr)
}

// holdConn returns a client that stays connected after the server has said
// goodbye, so that the drain cannot end.
func (p *process) holdConn() *loadClient {
	p.t.Helper()
	c, err := dialLoad(p.addr, "key", 1)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { c.nc.Close() })
	if stopped, err := c.batch(); stopped || err != nil {
		p.t.Fatalf("stopped=%t, %v", stopped, err)
	}
	if err := p.terminate(); err != nil {
		p.t.Fatal(err)
	}
	if line, err := c.r.ReadString('\n'); line != goodbye || err != nil {
		p.t.Errorf("the server sent %q, %v; want %q", line, err, goodbye)
	}
	return c
}

func TestProcess(t *testing.T) {
	program := filepath.Join(t.TempDir(), "kvserver")
	if out, err := exec.Command("go", "build", "-o", program, "./cmd/kvserver").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}

	t.Run("signal under load", func(t *testing.T) {
		p := startProcess(t, program, "-drain", fmt.Sprint(patience), "-linger", fmt.Sprint(patience))
		runLoad(t, p.addr, p.terminate)
		if err := p.wait(); err != nil {
			t.Errorf("the program ended with %v: %s", err, &p.stderr)
		}
	})

	t.Run("drain too short", func(t *testing.T) {
		p := startProcess(t, program, "-drain", "50ms", "-linger", fmt.Sprint(patience))
		p.holdConn()
		err := p.wait()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			t.Errorf("the program ended with %v, want exit status 1", err)
		}
		if !strings.Contains(p.stderr.String(), "1 still connected: context deadline exceeded") {
			t.Errorf("the program does not say what it has cut off: %s", &p.stderr)
		}
	})

	t.Run("second signal", func(t *testing.T) {
		p := startProcess(t, program, "-drain", fmt.Sprint(patience), "-linger", fmt.Sprint(patience))
		p.holdConn()
		if err := p.terminate(); err != nil {
			t.Fatal(err)
		}
		err := p.wait()
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatalf("the program ended with %v, want its end by a signal", err)
		}
		status, ok := exit.Sys().(syscall.WaitStatus)
		if !ok || !status.Signaled() || status.Signal() != syscall.SIGTERM {
			t.Errorf("the program ended with %v, want its end by SIGTERM", err)
		}
	})

	t.Run("address in use", func(t *testing.T) {
		p := startProcess(t, program)
		out, err := exec.Command(program, "-addr", p.addr).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || !bytes.Contains(out, []byte("address already in use")) {
			t.Errorf("a second server ended with %v: %s", err, out)
		}
		if err := p.terminate(); err != nil {
			t.Fatal(err)
		}
		if err := p.wait(); err != nil {
			t.Errorf("the program ended with %v: %s", err, &p.stderr)
		}
	})

	t.Run("usage", func(t *testing.T) {
		out, err := exec.Command(program, "-max-conns", "0").CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 2 || !bytes.Contains(out, []byte("Usage")) {
			t.Errorf("the program ended with %v: %s", err, out)
		}
	})
}
