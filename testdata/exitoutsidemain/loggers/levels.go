package loggers

import (
	"fmt"
	"os"
)

type severity string

const (
	warning severity = "WARN"
	fatal   severity = "FATAL"
)

// A Journal is a logger with one function for all severities.
type Journal struct{ name string }

func (j *Journal) write(s severity, msg string) {
	fmt.Fprintln(os.Stderr, j.name, s, msg)
	if s == fatal {
		os.Exit(1) // ok: reported where Fatal is called
	}
	if s == "PANIC" {
		os.Exit(2) // want `call to os\.Exit ends the process outside main`
	}
}

// Warn returns.
func (j *Journal) Warn(msg string) { j.write(warning, msg) }

// Fatal does not.
func (j *Journal) Fatal(msg string) { j.write(fatal, msg) }

// Journals calls its own logger.
func Journals(j *Journal, err error) error {
	if err != nil {
		j.Warn("not yet") // ok: another severity
		j.Fatal("no way") // want `^call to \(\*Journal\)\.Fatal ends the process outside main \(it calls os\.Exit\)$`
	}
	return err
}
