package loggers

import (
	"fmt"
	"io"
	"log"
	"sync"
)

// A recorder keeps what a real logger would have died with; the replay tool
// shows it afterwards. Its methods have the names of those that exit.
type recorder struct {
	mu    sync.Mutex
	lines []string
}

func (r *recorder) Fatal(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, fmt.Sprint(args...))
}

func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }

func (r *recorder) Exit(code int) { r.Fatalf("exit status %d", code) }

// fataler is what the replay tool asks of a logger.
type fataler interface {
	Fatal(args ...any)
	Exit(code int)
}

// A Logger shares its name, and the names of its methods, with those of zap,
// logrus, echo and the standard library.
type Logger struct{ out io.Writer }

func (l *Logger) Fatal(args ...any)                 { fmt.Fprintln(l.out, args...) }
func (l *Logger) Fatalf(format string, args ...any) { fmt.Fprintf(l.out, format, args...) }
func (l *Logger) FatalIfError(err error)            { fmt.Fprintln(l.out, err) }

// A vehicleOS is the system of a vehicle; a variable of it is called os.
type vehicleOS struct{ version string }

func (v vehicleOS) Exit(code int) { log.Printf("vehicle OS %s left with %d", v.version, code) }

// Replay feeds a recorded run to everything that looks like an exit.
func Replay(out io.Writer, events []string) []string {
	r := new(recorder)
	var f fataler = r
	l := &Logger{out: out}
	os := vehicleOS{version: "7.2"}
	for i, event := range events {
		r.Fatalf("event %d: %s", i, event) // ok: the recorder's Fatalf returns
		f.Fatal(event)                     // ok: an interface of this package
		f.Exit(i)                          // ok: an interface of this package
		l.Fatal(event)                     // ok: a type that is named like a library's
		l.Fatalf("%s\n", event)            // ok: a type that is named like a library's
		l.FatalIfError(ErrNoRegion)        // ok: a type that is named like a library's
		os.Exit(i)                         // ok: os is a variable
	}
	fatal := func(args ...any) { r.Fatal(args...) }
	fatal("end of replay") // ok: the literal returns
	return r.lines
}
