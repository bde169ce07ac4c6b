package exits

import (
	"fmt"
	"os"
)

type level int

const (
	levelInfo level = iota
	levelError
	levelFatal
)

var muted level

// write has the exit of all levels.
func write(l level, msg string) {
	if l < muted {
		return
	}
	fmt.Fprintln(os.Stderr, msg)
	if l >= levelFatal {
		os.Exit(1)
	}
}

func writef(depth int, l level, format string, args ...any) {
	write(l, fmt.Sprintf(format, args...))
}

// Infof is no exit.
func Infof(format string, args ...any) { writef(1, levelInfo, format, args...) }

// NonFatalf is none, whatever it is called.
func NonFatalf(format string, args ...any) { writef(1, levelError, format, args...) }

// Fatalf ends the process.
func Fatalf(format string, args ...any) { // want Fatalf:`^exits os\.Exit$`
	writef(1, levelFatal, format, args...)
}

// Severe ends it too, but for what is muted, and does not say so.
func Severe(msg string) { write(levelFatal, msg) }

// LostFatal hands over a level that it is given.
func LostFatal(l level) { write(l, "lost") }

// Sunk comes to a Fatalf.
func Sunk() { // want Sunk:`^exits exits\.Fatalf os\.Exit$`
	Fatalf("sunk")
}

// Logger has a method for all levels.
type Logger struct{ prefix string }

func (l *Logger) log(severity, msg string) {
	fmt.Fprintln(os.Stderr, l.prefix, severity, msg)
	switch severity {
	case "ERROR":
		fmt.Fprintln(os.Stderr, "error")
	case "FATAL", "BUG":
		os.Exit(2)
	}
}

// Error is no exit.
func (l *Logger) Error(msg string) { l.log("ERROR", msg) }

// Fatal is one.
func (l *Logger) Fatal(msg string) { l.log("FATAL", msg) } // want Fatal:`^exits os\.Exit$`

// FatalIf is one on error.
func (l *Logger) FatalIf(err error) { // want FatalIf:`^exits on error \(\*exits\.Logger\)\.Fatal os\.Exit$`
	if err != nil {
		l.Fatal(err.Error())
	}
}
