package kvserver

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func acceptError(errno syscall.Errno) error {
	return &net.OpError{Op: "accept", Net: "tcp", Err: os.NewSyscallError("accept", errno)}
}

func TestAcceptBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener(
			acceptError(syscall.EMFILE), acceptError(syscall.ENFILE), acceptError(syscall.ECONNABORTED))
		begin := time.Now()
		srv := Start(ln, Config{})
		c := ln.dial(t)
		c.send("PING\n")
		c.expect("+PONG\n")
		if got, want := time.Since(begin), (5+10+20)*time.Millisecond; got != want {
			t.Errorf("accepted after %v, want %v", got, want)
		}
		c.nc.Close()
		if err := srv.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestAcceptBackOffIsLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var errs []error
		for range 20 {
			errs = append(errs, acceptError(syscall.EMFILE))
		}
		ln := newPipeListener(errs...)
		begin := time.Now()
		srv := Start(ln, Config{})
		c := ln.dial(t)
		c.send("PING\n")
		c.expect("+PONG\n")
		// Eight delays below a second, 5 ms to 640 ms, and twelve of a second.
		if got, want := time.Since(begin), 1275*time.Millisecond+12*time.Second; got != want {
			t.Errorf("accepted after %v, want %v", got, want)
		}
		c.nc.Close()
		if err := srv.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestShutdownEndsBackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var errs []error
		for range 20 {
			errs = append(errs, acceptError(syscall.EMFILE))
		}
		srv := Start(newPipeListener(errs...), Config{})
		time.Sleep(1500 * time.Millisecond) // within one of the delays of a second
		begin := time.Now()
		if err := srv.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if got := time.Since(begin); got != 0 {
			t.Errorf("Shutdown waited for %v of a back-off", got)
		}
	})
}

func TestAcceptGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener(acceptError(syscall.EMFILE))
		srv := Start(ln, Config{})
		c := ln.dial(t)
		c.send("PING\n")
		c.expect("+PONG\n")
		synctest.Wait()
		select {
		case <-srv.Done():
			t.Error("Done is closed while the server accepts connections")
		default:
		}

		ln.Close() // the listener fails although nobody has called Shutdown
		<-srv.Done()
		c.send("PING\n")
		c.expect("+PONG\n") // who has been accepted is still served

		var err error
		stopped := make(chan struct{})
		go func() {
			defer close(stopped)
			err = srv.Shutdown(t.Context())
		}()
		c.expect("-CLOSING server is shutting down\n")
		c.nc.Close()
		<-stopped
		if !errors.Is(err, net.ErrClosed) {
			t.Errorf("Shutdown returned %v, want the error of the listener", err)
		}
	})
}

func TestConnectionLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{MaxConns: 2})
		first, second, third := ln.dial(t), ln.dial(t), ln.dial(t)
		for _, c := range []*pipeClient{first, second} {
			c.send("PING\n")
			c.expect("+PONG\n")
		}
		if n := accepted(srv); n != 2 {
			t.Errorf("%d connections are served, want 2", n)
		}
		first.nc.Close()
		third.send("PING\n")
		third.expect("+PONG\n")
		if n := accepted(srv); n != 2 {
			t.Errorf("%d connections are served, want 2", n)
		}

		// The accept loop waits for a slot now, and has to be told, too.
		second.nc.Close()
		fourth := ln.dial(t)
		fourth.send("PING\n")
		fourth.expect("+PONG\n")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		go func() {
			for _, c := range []*pipeClient{third, fourth} {
				c.expect("-CLOSING server is shutting down\n")
				c.nc.Close()
			}
		}()
		if err := srv.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
}
