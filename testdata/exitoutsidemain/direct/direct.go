// Package direct ends the process by the functions of the standard library,
// however the code names them.
package direct

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	stdlog "log"
	"os"
	sys "syscall"
	"time"
)

// ErrNoDepot is returned for a vehicle that belongs nowhere.
var ErrNoDepot = errors.New("no depot")

// Migrate brings the schema of the registry up to date.
func Migrate(ctx context.Context, steps []func(context.Context) error) {
	for i, step := range steps {
		if err := step(ctx); err != nil {
			stdlog.Printf("step %d: %v", i, err)
			os.Exit(1) // want `^call to os\.Exit ends the process outside main \(deferred calls and other goroutines are cut off\)$`
		}
	}
}

// Reload replaces the running binary.
func Reload(path string) {
	err := sys.Exec(path, os.Args, os.Environ())
	stdlog.Println("reload:", err)
	sys.Exit(126) // want `call to syscall\.Exit ends the process outside main`
}

// Depots reads the list of depots.
func Depots(path string) []byte {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		stdlog.Fatalf("depots: %v", err) // want `call to log\.Fatalf ends the process outside main`
	}
	return data
}

// A Station charges vehicles. Its logger is embedded.
type Station struct {
	*stdlog.Logger
	slots chan string
}

// Charge takes the vehicle when a slot is free.
func (s *Station) Charge(ctx context.Context, vehicle string) error {
	select {
	case s.slots <- vehicle:
		s.Printf("charging %s", vehicle) // ok: Printf returns
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Hour):
		s.Fatalf("no slot for %s within an hour", vehicle) // want `call to \(\*log\.Logger\)\.Fatalf ends the process outside main`
	}
	return ErrNoDepot
}

// An Event is what a log line says. A defined type has none of the methods of
// the type it is made of.
type Event stdlog.Logger

// Fatal marks the event as the last one of its kind.
func (e *Event) Fatal(kind string) { fmt.Fprintln(os.Stderr, "last of", kind) }

// A Journal is a logger by another name.
type Journal = stdlog.Logger

// Seal writes the last line of a journal.
func Seal(j *Journal, e *Event, kind string) {
	e.Fatal(kind) // ok: not the method of log.Logger
	if kind == "" {
		j.Fatal("journal has no kind") // want `call to \(\*log\.Logger\)\.Fatal ends the process outside main`
	}
	if j.Prefix() == "" {
		(*stdlog.Logger).Fatalln(j, "journal has no prefix") // want `call to \(\*log\.Logger\)\.Fatalln ends the process outside main`
	}
}

// First returns the first of the vehicles that is in the depot.
func First[V interface{ In(depot string) bool }](vehicles []V, depot string) V {
	for _, v := range vehicles {
		if v.In(depot) {
			return v
		}
	}
	(os.Exit)(3) // want `call to os\.Exit ends the process outside main`
	panic("not reached")
}

// Walk visits the files of an import, and leaves at the first that is broken.
func Walk(dir fs.FS, read func(string) error) error {
	return fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if err := read(name); err != nil {
			stdlog.Fatalln(name, err) // want `call to log\.Fatalln ends the process outside main`
		}
		return nil
	})
}

// Guard runs f, and counts on no one above it.
func Guard(f func()) {
	defer func() {
		if p := recover(); p != nil {
			stdlog.Fatal("panic: ", p) // ok: the process would end anyway
		}
	}()
	f()
}
