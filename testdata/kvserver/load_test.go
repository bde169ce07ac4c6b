package kvserver_test

import (
	"context"
	"fmt"
	"net"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"example.com/fleet/kvserver"
)

const (
	loadClients = 200
	warmBatches = 20      // before the shutdown
	maxBatches  = 100_000 // never reached unless the shutdown does not come
)

// runLoad lets clients talk to the server at addr, all of them at a time, calls
// stop when each of them is in the middle of it, and returns when the server has
// sent them away.
func runLoad(t *testing.T, addr string, stop func() error) {
	t.Helper()
	var clients [loadClients]*loadClient
	for i := range clients {
		// Every other client keeps eight requests in flight.
		c, err := dialLoad(addr, fmt.Sprint("key:", i), 1+i%2*7)
		if err != nil {
			t.Fatal(err)
		}
		defer c.nc.Close()
		clients[i] = c
	}

	var warm sync.WaitGroup
	warm.Add(len(clients))
	var load errgroup.Group
	for _, c := range clients {
		load.Go(func() error {
			if err := runClient(c, warm.Done); err != nil {
				return fmt.Errorf("%s: %w", c.key, err)
			}
			return nil
		})
	}
	warm.Wait()
	stopErr := stop()
	if err := load.Wait(); err != nil {
		t.Error(err)
	}
	if stopErr != nil {
		t.Error(stopErr)
	}
	for _, c := range clients {
		c.check(t)
	}
}

// runClient runs c until the server says goodbye. It calls warm once: when it is
// under way, or has failed before.
func runClient(c *loadClient, warm func()) error {
	warm = sync.OnceFunc(warm)
	defer warm()
	defer c.nc.Close()
	for n := range maxBatches {
		if n == warmBatches {
			warm()
		}
		stopped, err := c.batch()
		if stopped || err != nil {
			return err
		}
	}
	return fmt.Errorf("not sent away after %d requests", c.sent)
}

// Shutdown under load: every request is answered or refused, and no goroutine
// is left.
func TestLoadInProcess(t *testing.T) {
	before := goroutines()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := kvserver.Start(ln, kvserver.Config{Linger: patience})
	runLoad(t, ln.Addr().String(), func() error {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		return srv.Shutdown(ctx)
	})
	wantNoNewGoroutines(t, before)
}

// Clients over the limit wait for their turn.
func TestLoadOverTheLimit(t *testing.T) {
	before := goroutines()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := kvserver.Start(ln, kvserver.Config{MaxConns: 4})
	var load errgroup.Group
	for i := range 40 {
		load.Go(func() error {
			c, err := dialLoad(ln.Addr().String(), fmt.Sprint("key:", i), 8)
			if err != nil {
				return err
			}
			defer c.nc.Close()
			for range warmBatches {
				if stopped, err := c.batch(); stopped || err != nil {
					return fmt.Errorf("%s: stopped=%t, %w", c.key, stopped, err)
				}
			}
			return nil
		})
	}
	if err := load.Wait(); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		t.Error(err)
	}
	wantNoNewGoroutines(t, before)
}
