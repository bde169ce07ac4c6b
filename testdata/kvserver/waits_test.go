package kvserver

import (
	"context"
	"errors"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// These tests make the window wide that a missing wait leaves open: something
// that is told to stop takes its time.

// lateListener accepts one more connection after it has been closed, as a
// listener does whose Accept has just returned.
type lateListener struct {
	*pipeListener
	late net.Conn
}

func (ln *lateListener) Accept() (net.Conn, error) {
	nc, err := ln.pipeListener.Accept()
	if errors.Is(err, net.ErrClosed) && ln.late != nil {
		time.Sleep(time.Second)
		nc, ln.late = ln.late, nil
		return nc, nil
	}
	return nc, err
}

func TestShutdownWaitsForAcceptLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := net.Pipe()
		srv := Start(&lateListener{newPipeListener(), server}, Config{})
		done := shutdown(t.Context(), srv)
		select {
		case err := <-done:
			t.Fatalf("Shutdown returned %v while the accept loop was running", err)
		case <-srv.Done():
			t.Fatal("the accept loop ended before the late connection")
		default:
		}
		late := newPipeClient(t, client)
		late.expect(goodbye)
		client.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// reluctantConn notices only a second later that it has been closed.
type reluctantConn struct{ net.Conn }

func (c reluctantConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		time.Sleep(time.Second)
	}
	return n, err
}

func TestShutdownWaitsForClosedConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{Linger: time.Hour})
		c := ln.dialAs(t, func(nc net.Conn) net.Conn { return reluctantConn{nc} })
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		begin := time.Now()
		done := shutdown(ctx, srv)
		c.expect(goodbye)
		if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Shutdown returned %v, want the deadline", err)
		}
		if got, want := time.Since(begin), 4*time.Second; got != want {
			t.Errorf("Shutdown took %v, want %v", got, want)
		}
	})
}

// slowInterrupt takes a second to interrupt a read.
type slowInterrupt struct{ net.Conn }

func (c slowInterrupt) SetReadDeadline(deadline time.Time) error {
	if deadline.Equal(longAgo) {
		time.Sleep(time.Second)
	}
	return c.Conn.SetReadDeadline(deadline)
}

func TestInterruptionDoesNotCutLinger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{Linger: time.Minute})
		c := ln.dialAs(t, func(nc net.Conn) net.Conn { return slowInterrupt{nc} })
		c.send("PING\n")
		done := shutdown(t.Context(), srv)
		c.expect("+PONG\n") // the connection is told while it sends this
		c.expect(goodbye)
		time.Sleep(2 * time.Second)
		c.send("PING\n")
		c.nc.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestCloseWaitsForPurger(t *testing.T) {
	for range 100 {
		OpenDB().Close()
		buf := make([]byte, 1<<20)
		if stacks := string(buf[:runtime.Stack(buf, true)]); strings.Contains(stacks, "(*DB).purge(") {
			t.Fatalf("the purger runs after Close:\n%s", stacks)
		}
	}
}
