// Package testhelpers has what the tests of other packages have in common.
package testhelpers

import (
	"testing"
	"time"
)

// RunSuite runs all tests of a store.
func RunSuite(t *testing.T, open func() map[string]int) {
	t.Run("writes", func(t *testing.T) { // ok: the test waits for its parts
		m := open()
		go func() { // ok: it ends with the test
			for {
				time.Sleep(time.Millisecond)
				clear(m)
			}
		}()
	})
	t.Run("reads", reads) // ok: the same
}

func reads(t *testing.T) {
	go func() { // ok: it ends with the test
		t.Log("reads")
	}()
}

// Background is not known to be there for tests.
func Background(open func() map[string]int) {
	m := open()
	go func() { // want `goroutine runs an endless loop`
		for {
			time.Sleep(time.Millisecond)
			clear(m)
		}
	}()
	go func() { // want `goroutine is given no context`
		clear(m)
	}()
}

type suite struct{ t *testing.T }

// together runs f in several goroutines.
func together(t *testing.T, f func(*testing.T)) {
	for range 3 {
		go f(t) // ok: it ends with the test
	}
}

// TestTogether is a test of the suite.
func (s *suite) TestTogether() {
	together(s.t, func(t *testing.T) { t.Log("runs") }) // ok: what it runs is a part of the test
}

// A Base is what suites embed.
type Base struct{ t *testing.T }

// T returns the test that runs.
func (b *Base) T() *testing.T { return b.t }

// A ServerSuite restarts its server.
type ServerSuite struct {
	Base
	restart chan struct{}
}

// SetupSuite starts the server.
func (s *ServerSuite) SetupSuite() {
	go func() { // ok: it ends with the tests of the suite
		for {
			<-s.restart
			s.T().Log("restarts")
		}
	}()
}
