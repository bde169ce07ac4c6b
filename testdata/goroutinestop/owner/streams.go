package owner

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"time"
)

var errRefused = errors.New("refused")

// A throttle lets some work at a time, and takes its errors.
type throttle struct{ slots chan struct{} }

func (t *throttle) Finish() error { return nil }

// A loader loads tables.
type loader interface {
	Done(err error)
	Finish() error
}

// Load opens all tables.
func Load(l loader, names []string) error {
	for _, name := range names {
		go func() { // ok: it is counted off, with its error
			l.Done(os.Remove(name))
		}()
	}
	return l.Finish()
}

// Feed writes to what the command reads.
func Feed(cmd *exec.Cmd, spec string) ([]byte, error) {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	go func() { // ok: the other end of the pipe is closed with the command
		defer stdin.Close()
		_, _ = io.WriteString(stdin, spec)
	}()
	return cmd.CombinedOutput()
}

// Limit closes the connection after a while, which ends what reads from it.
func Limit(conn net.Conn, d time.Duration) error {
	go func() { // ok: who reads from the connection hears of it
		time.Sleep(d)
		_ = conn.Close()
	}()
	_, err := io.Copy(io.Discard, conn)
	return err
}

type pinger interface {
	WritePing(deadline time.Time) error
}

// Beat pings until the peer is gone.
func Beat(p pinger, every time.Duration) {
	go func() { // ok: it ends when the connection is closed
		for {
			time.Sleep(every)
			if err := p.WritePing(time.Now().Add(every)); err != nil {
				return
			}
		}
	}()
}

// Dump writes a file that nobody else knows.
func Dump(name string, data []byte) {
	go func() { // want `goroutine calls os.Create, and nobody waits for it or can stop it`
		f, err := os.Create(name)
		if err != nil {
			return
		}
		defer f.Close()
		_, _ = f.Write(data)
	}()
}

// Warm reads ahead.
func Warm(name string) {
	go func() { // ok: nothing is lost when it is cut off
		data, err := os.ReadFile(name)
		if err == nil {
			log.Print(len(data))
		}
	}()
}

// Settle is over soon.
func (s *store) Settle(d time.Duration) {
	go func() { // ok: nobody minds a second
		time.Sleep(time.Second)
		s.forget()
	}()
	go func() { // want `goroutine calls time.Sleep, and nobody waits for it or can stop it`
		time.Sleep(d)
		s.forget()
	}()
	go func() { // want `goroutine calls time.Sleep, and nobody waits for it or can stop it`
		for range 100 {
			time.Sleep(time.Second)
			s.forget()
		}
	}()
}

// Quit ends the process in a moment.
func Quit(code int, d time.Duration) {
	go func() { // ok: it is what ends the process
		time.Sleep(d)
		os.Exit(code)
	}()
}

func fatal(err error) {
	_, _ = os.Stderr.Write([]byte(err.Error()))
	os.Exit(1)
}

// Check ends the process if something is wrong.
func Check(check func() error, other *store) {
	go func() { // ok: what the end of the process does is not cut off by it
		if other.dir == "" {
			fatal(errRefused)
		}
	}()
}

type node struct {
	ctx   context.Context
	close context.CancelFunc
}

func (n *node) Context() context.Context { return n.ctx }

// A scope is the context of a plugin.
type scope struct {
	context.Context
	name string
}

type adder interface {
	Add(context.Context, string) error
}

// Add adds a file.
func Add(a adder, get func() *node, sc scope, name string) {
	n := get()
	go func() { // ok: the node has a context
		if err := os.Remove(name); err == nil {
			_ = a.Add(n.Context(), name)
		}
	}()
	go func() { // ok: a scope is a context
		select {
		case <-time.After(time.Hour):
		case <-sc.Done():
		}
		_ = os.Remove(name)
	}()
}

type gate interface{ Invoke(f func()) error }

// in runs f somewhere else, and returns when it has run.
func in(g gate, f func()) error { return g.Invoke(f) }

// Enter enters the gate.
func Enter(g gate, name string) error {
	return in(g, func() { _ = os.Remove(name) }) // ok: no goroutine of ours
}

// Sign writes a file next to the old one.
func Sign(name string, lines []string) {
	go sign(name, lines) // want `goroutine calls io.WriteString, and nobody waits for it or can stop it`
}

func sign(name string, lines []string) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	writeLines(f, lines)
}

func writeLines(w io.Writer, lines []string) {
	for _, line := range lines {
		_, _ = io.WriteString(w, line)
	}
}

// Nudge sends a signal.
func Nudge(p *os.Process) {
	go func() { _ = p.Signal(os.Interrupt) }() // ok: that is done at once
}
