// Package bodies defers functions of its own, and literals.
package bodies

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"sync"
)

// A Spool keeps jobs in a folder.
type Spool struct {
	dir  string
	w    *bufio.Writer
	wg   sync.WaitGroup
	lock string
	jobs map[string]int
}

// Close removes the lock.
func (s *Spool) Close() error {
	s.wg.Wait()
	return s.unlock()
}

func (s *Spool) unlock() error { return os.Remove(s.lock) }

func (s *Spool) forget() { clear(s.jobs) }

func discard(dir string) {
	if err := os.RemoveAll(dir); err != nil {
		log.Print(err)
	}
}

// Methods are looked into.
func Methods(s *Spool) {
	defer s.Close()
	if s.jobs == nil {
		log.Fatal("no jobs") // want `log\.Fatal skips the call to \(\*Spool\)\.Close deferred on line 39 \(which calls os\.Remove\)`
	}
}

// Memory is no loss.
func Memory(s *Spool) {
	defer s.forget()
	if s.jobs == nil {
		log.Fatal("no jobs") // ok: forget clears a map
	}
}

// Helpers are, too, and what they do to their arguments is known.
func Helpers(dir string) {
	defer discard(dir)
	if dir == "/" {
		os.Exit(1) // want `os\.Exit skips the call to discard deferred on line 55 \(which calls os\.RemoveAll\)`
	}
	if dir == "." {
		os.RemoveAll(dir)
		os.Exit(1) // ok: done
	}
	discard(dir)
	os.Exit(0) // ok: done
}

// Literals say what they call.
func Literals(s *Spool) {
	defer func() {
		if err := s.w.Flush(); err != nil {
			log.Print(err)
		}
		discard(s.dir)
	}()
	if s.jobs == nil {
		log.Fatal("no jobs") // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 69`
	}
}

// Nested literals and deferred calls inside are followed.
func Nested(s *Spool) {
	defer func() {
		defer func() { discard(s.dir) }()
		fmt.Println(len(s.jobs))
	}()
	if s.jobs == nil {
		log.Fatal("no jobs") // want `log\.Fatal skips the call to discard deferred on line 82 \(which calls os\.RemoveAll\)`
	}
}

// Background work is not what the deferred call does.
func Background(s *Spool) {
	defer func() {
		go discard(s.dir)
	}()
	if s.jobs == nil {
		log.Fatal("no jobs") // ok: that goroutine would be cut off anyway
	}
}

// Helper cleans up in a literal that is called before the exit, too.
func Helper(s *Spool) {
	cleanup := func() { discard(s.dir) }
	defer cleanup()
	if s.jobs == nil {
		cleanup()
		os.Exit(1) // ok: done
	}
	die := func(msg string) {
		cleanup()
		log.Fatal(msg)
	}
	if s.lock == "" {
		die("no lock") // ok: it cleans up
	}
	if s.w == nil {
		os.Exit(1) // want `os\.Exit skips the call to discard deferred on line 104 \(which calls os\.RemoveAll\)`
	}
}

// Turn calls itself.
func (s *Spool) turn(n int) {
	if n > 0 {
		s.turn(n - 1)
		return
	}
	s.unlock()
}

// Recursive defers such a function.
func Recursive(s *Spool) {
	defer s.turn(3)
	if s.jobs == nil {
		os.Exit(1) // want `os\.Exit skips the call to \(\*Spool\)\.turn deferred on line 132 \(which calls os\.Remove\)`
	}
}
