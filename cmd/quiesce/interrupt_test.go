//go:build unix

package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// A signal ends quiesce and all that it has started, and no file is left.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		signal os.Signal
		env    string
	}{
		{"interrupt", os.Interrupt, "_=_"},
		{"terminate", syscall.SIGTERM, "_=_"},
		{"stubborn child", os.Interrupt, stubbornEnv + "=1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			interrupted(t, test.signal, test.env)
		})
	}
}

func interrupted(t *testing.T, sig os.Signal, env string) {
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	if err := listener.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	cmd := exec.Command(quiesce(t), "-toolexec="+testBinary(t), "./...")
	cmd.Dir = extract(t, txtar.Parse([]byte("-- go.mod --\nmodule example.com/shop\n\ngo 1.26\n-- cart.go --\npackage cart\n")))
	cmd.Env = append(os.Environ(), "PWD="+cmd.Dir, "GOFLAGS=", "GOWORK=off", "TMPDIR="+temp,
		hangEnv+"="+listener.Addr().String(), env)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	conn, err := listener.Accept() // the tool runs
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	_, exited := errors.AsType[*exec.ExitError](cmd.Wait())
	if !exited || cmd.ProcessState.ExitCode() != statusFailure || !strings.Contains(stderr.String(), "signal received") {
		t.Errorf("exit status %d, want 2; standard error:\n%s", cmd.ProcessState.ExitCode(), stderr.String())
	}
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the tool still runs")
	}
	left, err := os.ReadDir(temp)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("left in the temporary directory: %v", left)
	}
}
