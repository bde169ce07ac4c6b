// Package references hands functions that end the process to someone who
// calls them.
package references

import (
	"errors"
	"log"
	"os"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"example.com/fleet/exitoutsidemain/wrapper/cli"
	"example.com/fleet/exitoutsidemain/wrapper/sys"
)

// A Watchdog calls expired when nobody has fed it for a while.
type Watchdog struct {
	expired func(...any)
	exit    func(code int)
	timer   *time.Timer
}

// New returns a watchdog that barks.
func New(after time.Duration) *Watchdog {
	w := &Watchdog{
		expired: log.Fatal, // want `^log\.Fatal is handed on as a value \(whoever calls it ends the process outside main\)$`
	}
	w.exit = os.Exit // ok: it can be replaced
	w.timer = time.AfterFunc(after, func() {
		w.expired("watchdog: not fed") // ok: reported where the field is set
		w.exit(1)                      // ok: nobody knows what it is
	})
	return w
}

// NewQuiet returns one that only logs.
func NewQuiet(after time.Duration) *Watchdog {
	return &Watchdog{expired: log.Println, exit: func(int) {}} // ok: neither ends the process
}

// Positional returns one by position.
func Positional(t *time.Timer) Watchdog {
	return Watchdog{log.Fatalln, os.Exit, t} // want `^log\.Fatalln is handed on`
}

// Later defers an exit.
func Later(f func()) {
	defer os.Exit(1) // want `^deferred call to os\.Exit ends the process outside main \(deferred calls and other goroutines are cut off\)$`
	f()
}

// Background serves in the background.
func Background(serve func() error) {
	go log.Fatal(serve()) // want `^call to log\.Fatal ends the process outside main \(deferred calls and other goroutines are cut off\)$`
}

// Local keeps an exit in a variable.
func Local(err error) {
	die := log.Fatalf // want `^log\.Fatalf is handed on as a value`
	if err != nil {
		die("local: %v", err) // ok: reported where the variable is set
	}
	var leave func(int) = os.Exit // want `^os\.Exit is handed on as a value`
	leave(0)
}

// Arguments passes exits to other functions.
func Arguments(l *log.Logger, once *sync.Once) {
	onErr(l.Fatal)                // want `^\(\*log\.Logger\)\.Fatal is handed on as a value`
	onErr((*log.Logger).Fatal)    // want `^\(\*log\.Logger\)\.Fatal is handed on as a value`
	onErr(l.Print)                // ok: Print returns
	once.Do(cli.Usage)            // want `^cli\.Usage is handed on as a value`
	onErr(cli.Impossible[*phase]) // want `^cli\.Impossible is handed on as a value`
	onErr(cli.Check)              // ok: on error, and as a value no one knows
	onErr(sys.Exit)               // want `^sys\.Exit is handed on as a value`
	logrus.DeferExitHandler(func() {
		l.Print("left") // ok: Print returns
	})
	_ = log.Fatal // ok: no one can call it
}

// Choose returns the reaction to an error.
func Choose(strict bool) func(...any) {
	if strict {
		return log.Fatal // want `^log\.Fatal is handed on as a value`
	}
	return log.Print
}

// Send gives the reaction to someone else.
func Send(reactions chan<- func(int)) {
	reactions <- os.Exit // ok: it can be replaced
}

func onErr(reaction any) { _ = reaction }

type phase struct{}

func (*phase) String() string { return "new moon" }

// ErrTide is returned when the ferry waits for the tide.
var ErrTide = errors.New("low tide")
