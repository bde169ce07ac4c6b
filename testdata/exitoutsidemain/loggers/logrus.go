package loggers

import (
	"os"

	"github.com/sirupsen/logrus"
)

// A Tracker follows vehicles on the road.
type Tracker struct {
	log    *logrus.Logger
	fields logrus.FieldLogger
	std    logrus.StdLogger
	feeds  []string
}

// Check looks at the configuration before the first feed is opened.
func (t *Tracker) Check() {
	switch len(t.feeds) {
	case 0:
		t.log.Fatal("no feeds") // want `call to \(\*logrus\.Logger\)\.Fatal ends the process outside main`
	case 1:
		t.log.Warn("a single feed") // ok: Warn returns
	}
	for i, feed := range t.feeds {
		if feed == "" {
			t.log.Fatalf("feed %d has no name", i) // want `call to \(\*logrus\.Logger\)\.Fatalf ends the process outside main`
		}
	}
	if _, err := os.Stat("/etc/fleet/tracker.pem"); err != nil {
		t.log.Fatalln("certificate:", err) // want `call to \(\*logrus\.Logger\)\.Fatalln ends the process outside main`
	}
	if t.fields == nil {
		t.log.FatalFn(func() []any { return []any{"no field logger for ", len(t.feeds), " feeds"} }) // want `call to \(\*logrus\.Logger\)\.FatalFn ends the process outside main`
	}
}

// Follow reads one feed until it ends.
func (t *Tracker) Follow(feed string, read func() (string, error)) {
	entry := t.log.WithField("feed", feed)
	pos, err := read()
	if err != nil {
		entry.WithError(err).Fatal("feed is broken") // want `call to \(\*logrus\.Entry\)\.Fatal ends the process outside main`
	}
	if pos == "" {
		entry.Fatalf("feed %s gives no positions", feed) // want `call to \(\*logrus\.Entry\)\.Fatalf ends the process outside main`
	}
	if len(pos) > 128 {
		entry.Fatalln("position is too long:", len(pos)) // want `call to \(\*logrus\.Entry\)\.Fatalln ends the process outside main`
	}
	entry.Error("feed has ended")               // ok: Error returns
	entry.Log(logrus.FatalLevel, "end of feed") // ok: Log only writes, at every level
}

// Report goes through the interfaces that libraries take.
func (t *Tracker) Report(err error) {
	t.std.Print("report of ", len(t.feeds), " feeds") // ok: Print returns
	if len(t.feeds) > 100 {
		t.std.Fatal("too many feeds") // want `call to \(logrus\.StdLogger\)\.Fatal ends the process outside main`
	}
	if os.IsPermission(err) {
		t.std.Fatalln("report:", err) // want `call to \(logrus\.StdLogger\)\.Fatalln ends the process outside main`
	}
	if err != nil {
		t.fields.Fatalf("report: %v", err) // want `call to \(logrus\.StdLogger\)\.Fatalf ends the process outside main`
	}
}

// OpenFeed uses the standard logger of logrus.
func OpenFeed(name string, open func(string) error) {
	switch name {
	case "":
		logrus.Fatal("feed has no name") // want `call to logrus\.Fatal ends the process outside main`
	case "legacy":
		logrus.Fatalln("feed", name, "was retired") // want `call to logrus\.Fatalln ends the process outside main`
	case "selftest":
		logrus.FatalFn(func() []any { return []any{"self test is not built in"} }) // want `call to logrus\.FatalFn ends the process outside main`
	}
	if err := open(name); err != nil {
		logrus.Fatalf("feed %s: %v", name, err) // want `call to logrus\.Fatalf ends the process outside main`
	}
	logrus.WithField("feed", name).Info("open") // ok: Info returns
}

// Leave runs the exit handlers of logrus first.
func (t *Tracker) Leave(code int) {
	logrus.RegisterExitHandler(func() { _ = os.Remove("/run/fleet/tracker.pid") }) // ok: only registered
	if t.log != nil {
		t.log.Exit(code) // want `call to \(\*logrus\.Logger\)\.Exit ends the process outside main`
	}
	logrus.Exit(code) // want `call to logrus\.Exit ends the process outside main`
}
