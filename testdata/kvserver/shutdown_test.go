package kvserver

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const goodbye = "-CLOSING server is shutting down\n"

// shutdown lets the server accept who has dialled and calls Shutdown in a
// goroutine. It returns a channel for its result, once it has done what it can
// without the clients.
func shutdown(ctx context.Context, srv *Server) <-chan error {
	synctest.Wait()
	done := make(chan error, 1)
	go func() { done <- srv.Shutdown(ctx) }()
	synctest.Wait()
	return done
}

func TestShutdownWithoutClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := Start(newPipeListener(), Config{})
		for range 2 {
			if err := srv.Shutdown(t.Context()); err != nil {
				t.Error(err)
			}
		}
		<-srv.Done()
	})
}

func TestShutdownTellsIdleConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{})
		fresh, used := ln.dial(t), ln.dial(t)
		used.send("SET user:7 ada EX 60\n")
		used.expect("+OK\n")
		done := shutdown(t.Context(), srv)
		for _, c := range []*pipeClient{fresh, used} {
			c.expect(goodbye)
			c.nc.Close()
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestShutdownAnswersRequestInHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{})
		c := ln.dial(t)
		c.send("SET user:7 ada\nSET user:7 grace\nPING\nSET user:7") // the server waits with the first reply
		done := shutdown(t.Context(), srv)
		c.expect("+OK\n")
		c.expect(goodbye)
		c.nc.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if got, ok := srv.db.Get("user:7"); got != "ada" {
			t.Errorf("user:7 = %q, %t: a refused request had an effect", got, ok)
		}
	})
}

// A request that is sent while the last line is on its way is read, so that it
// does not reset the connection.
func TestShutdownReadsLateRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{Linger: time.Minute})
		c := ln.dial(t)
		done := shutdown(t.Context(), srv)
		c.expect(goodbye)
		c.send("PING\n")
		c.send(strings.Repeat("SET user:7 ada\n", 10_000))
		c.nc.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestShutdownLingers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{Linger: 2 * time.Second})
		c := ln.dial(t)
		begin := time.Now()
		done := shutdown(t.Context(), srv)
		c.expect(goodbye)
		c.expectEOF() // the client stays, the server does not
		if err := <-done; err != nil {
			t.Error(err)
		}
		if got, want := time.Since(begin), 2*time.Second; got != want {
			t.Errorf("the server hung up after %v, want %v", got, want)
		}
	})
}

func TestShutdownDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{WriteTimeout: time.Hour, Linger: time.Hour})
		stuck, polite, silent := ln.dial(t), ln.dial(t), ln.dial(t)
		stuck.send("PING\n") // and never reads the answer
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		begin := time.Now()
		done := shutdown(ctx, srv)
		polite.expect(goodbye)
		polite.nc.Close()
		silent.expect(goodbye) // and never hangs up

		err := <-done
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "2 still connected") {
			t.Errorf("Shutdown returned %v, want 2 still connected at the deadline", err)
		}
		if got, want := time.Since(begin), 3*time.Second; got != want {
			t.Errorf("Shutdown took %v, want %v", got, want)
		}
		stuck.expectEOF()
		silent.expectEOF()
	})
}

func TestLimitsOfAConnection(t *testing.T) {
	for _, test := range []struct {
		name, request, want string
		after               time.Duration
	}{
		{"too long", "PING\n" + strings.Repeat("x", maxLine), "+PONG\n-CLOSING line too long\n", 0},
		{"idle", "PING\n", "+PONG\n-CLOSING idle for too long\n", time.Minute},
		{"half a line", "PING\nSET user:7 ", "+PONG\n-CLOSING idle for too long\n", time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ln := newPipeListener()
				srv := Start(ln, Config{IdleTimeout: time.Minute})
				c := ln.dial(t)
				begin := time.Now()
				go c.send(test.request)
				c.expect(test.want)
				if got := time.Since(begin); got != test.after {
					t.Errorf("the server hung up after %v, want %v", got, test.after)
				}
				c.nc.Close()
				if n := accepted(srv); n != 0 {
					t.Errorf("%d connections are still open", n)
				}
				if err := srv.Shutdown(t.Context()); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// A client that does not read gives up its slot after Config.WriteTimeout.
func TestWriteTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := newPipeListener()
		srv := Start(ln, Config{WriteTimeout: 5 * time.Second})
		c := ln.dial(t)
		c.send("PING\n")
		if n := accepted(srv); n != 1 {
			t.Errorf("%d connections are open, want 1", n)
		}
		time.Sleep(5 * time.Second)
		if n := accepted(srv); n != 0 {
			t.Errorf("%d connections are open, want 0", n)
		}
		c.expectEOF()
		if err := srv.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
