// Package lookalike has what is called like an exit and is none, and loggers
// of its own that are.
package lookalike

import (
	"errors"
	"fmt"
	"io"
	stdlog "log"
	stdos "os"
	"runtime"
	"sync"
	"testing"
)

// ErrFull is returned when no vehicle fits in.
var ErrFull = errors.New("full")

// A ferry takes vehicles across the lake.
type ferry struct {
	name string
	mu   sync.Mutex
	left []string
}

// Exit lets the vehicle off.
func (f *ferry) Exit(vehicle string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = append(f.left, vehicle)
	return nil
}

// Exit1 is a function that returns.
func Exit1(code int) error { return fmt.Errorf("status %d", code) }

// log has the methods of package log, and none of them ends anything.
type log struct{ out io.Writer }

func (l log) Fatal(args ...any)              { fmt.Fprintln(l.out, args...) }
func (l log) Fatalf(format string, a ...any) { panic(fmt.Sprintf(format, a...)) }

// A Court has fatal errors of another kind.
type Court interface {
	Fatal(error) error
	Exit(code int)
}

// Names calls what has the name of an exit.
func Names(f *ferry, log log, os Court, t testing.TB) error {
	log.Fatal("the lake is frozen")       // ok: a value of a type called log
	log.Fatalf("%s is stuck", f.name)     // ok: panics, so deferred calls run
	os.Exit(1)                            // ok: os is a parameter
	if err := f.Exit("bus"); err != nil { // ok: a method that returns
		t.Fatal(err) // ok: ends the test
	}
	if Exit1(3) != nil { // ok: a function that returns
		runtime.Goexit() // ok: ends the goroutine, and runs its deferred calls
	}
	exit := func(int) {}
	exit(1)                  // ok: a literal that returns
	return os.Fatal(ErrFull) // ok: an interface of this package
}

// A Logger is the logger of the fleet. It says in its name what it does.
type Logger struct{ std *stdlog.Logger }

// Fatal logs and ends the process.
func (l *Logger) Fatal(args ...any) {
	l.std.Print(args...)
	stdos.Exit(1) // ok: reported where Fatal is called
}

// Fatalf logs and ends the process.
func (l *Logger) Fatalf(format string, args ...any) {
	l.std.Fatalf(format, args...) // ok: reported where Fatalf is called
}

// FatalIf ends the process if there is an error.
func (l *Logger) FatalIf(err error) {
	if err != nil {
		l.Fatal(err) // ok: reported where FatalIf is called
	}
}

// FlushAndExit writes what is left, and ends the process.
func FlushAndExit(out io.Closer) {
	defer func() {
		stdos.Exit(0) // ok: reported where FlushAndExit is called
	}()
	out.Close()
}

// ExitCode is no exit, whatever it is called.
func ExitCode(err error) int {
	if err == nil {
		return 0
	}
	if errors.Is(err, ErrFull) {
		stdos.Exit(2) // want `call to os\.Exit ends the process outside main`
	}
	return 1
}

// fatal is not for other packages, and says what it does all the same.
func fatal(args ...any) {
	stdlog.Fatal(args...) // ok: reported where fatal is called
}

// Cross calls the loggers of the fleet.
func Cross(l *Logger, out io.Closer, vehicles []string) {
	if len(vehicles) == 0 {
		l.Fatal("nobody to take across") // want `^call to \(\*Logger\)\.Fatal ends the process outside main \(it calls os\.Exit\)$`
	}
	if len(vehicles) == 1 {
		l.Fatalf("only %s", vehicles[0]) // want `^call to \(\*Logger\)\.Fatalf ends the process outside main \(it calls \(\*log\.Logger\)\.Fatalf\)$`
	}
	l.FatalIf(ErrFull)          // want `^call to \(\*Logger\)\.FatalIf may end the process outside main \(on error ends in os\.Exit\)$`
	if ExitCode(ErrFull) == 2 { // ok: returns
		fatal("full") // want `^call to fatal ends the process outside main \(it calls log\.Fatal\)$`
	}
	FlushAndExit(out) // want `^call to FlushAndExit ends the process outside main \(it calls os\.Exit\)$`
}

// Exits of a program that replaces the standard streams first.
func redirect(to *stdos.File) (restore func()) {
	old := stdos.Stderr
	stdos.Stderr = to // ok: a stream is no way out
	return func() { stdos.Stderr = old }
}

var _ = redirect
