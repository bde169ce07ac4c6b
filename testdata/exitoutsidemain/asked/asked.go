// Package asked ends the process where a caller, or nothing at all, asks for it.
package asked

import (
	"crypto/rand"
	"encoding/json"
	"flag"
	"io"
	"log"
	"os"
	"os/signal"
)

// A Reaction is what is done about an error.
type Reaction int

// The reactions.
const (
	Ignore Reaction = iota
	Return
	ExitOnError
)

// A Fleet is set up by its owner.
type Fleet struct {
	reaction    Reaction
	exitOnError bool
	strict      bool
	name        string
}

// Parse reacts as its owner has asked for.
func (f *Fleet) Parse(err error) error {
	switch f.reaction {
	case Return:
		return err
	case ExitOnError:
		os.Exit(2) // ok: asked for
	}
	if f.reaction == ExitOnError && err != nil {
		log.Fatal(err) // ok: asked for
	}
	if f.exitOnError {
		log.Fatal(err) // ok: asked for
	}
	if f.strict {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	if f.reaction != ExitOnError {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return nil
}

// An ExitCoder is an error with a status.
type ExitCoder interface{ ExitCode() int }

// Handle is given what a command returns.
func Handle(err error) {
	if coder, ok := err.(ExitCoder); ok {
		os.Exit(coder.ExitCode()) // ok: whoever has made the error asks for it
	}
	if _, ok := err.(interface{ Timeout() bool }); ok {
		os.Exit(3) // want `call to os\.Exit ends the process outside main`
	}
}

// checked is true in a build for tests.
const checked = false

// Check is of no use otherwise.
func (f *Fleet) Check(moving int) {
	if checked && moving > 9 {
		log.Fatal("too many") // ok: not in this build
	}
	if !checked && moving < 0 {
		log.Fatal("too few") // want `call to log\.Fatal ends the process outside main`
	}
}

type record struct {
	Name  string
	Seats []int
	Tags  map[string]*string
	next  *record
}

type tree struct {
	Name     string
	Children []*tree
}

type measure struct{ Speed float64 }

// Encode has errors that cannot be.
func Encode(r record, t *tree, m measure, any map[string]any) [][]byte {
	one, err := json.Marshal(r)
	if err != nil {
		log.Fatal(err) // ok: there is no such error
	}
	two, err := json.Marshal(map[string]string{"name": r.Name})
	if err != nil {
		log.Fatal(err) // ok: there is no such error
	}
	three, err := json.Marshal(t)
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	four, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	five, err := json.Marshal(any)
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return [][]byte{one, two, three, four, five}
}

// Key makes a key.
func Key(from io.Reader) (key, salt [16]byte) {
	if _, err := io.ReadFull(rand.Reader, key[:]); err != nil {
		log.Fatal(err) // ok: there is no such error
	}
	if _, err := rand.Read(salt[:]); err != nil {
		log.Fatal(err) // ok: there is no such error
	}
	if _, err := io.ReadFull(from, salt[:]); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return key, salt
}

// RegisterFlags is called before the command line is read.
func (f *Fleet) RegisterFlags(fs *flag.FlagSet) {
	host, err := os.Hostname()
	if err != nil {
		log.Fatal(err) // ok: nothing runs yet
	}
	fs.StringVar(&f.name, "name", host, "`name` of the fleet")
}

// Read could return the error.
func (f *Fleet) Read(fs *flag.FlagSet) error {
	if err := fs.Parse(nil); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return nil
}

// Recover is deferred.
func (f *Fleet) Recover() {
	if v := recover(); v != nil {
		log.Fatal(v) // ok: the process would end anyway
	}
	if f.name == "" {
		log.Fatal("no name") // want `call to log\.Fatal ends the process outside main`
	}
}

// Await ends the day in order.
func (f *Fleet) Await() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	if _, ok := <-signals; !ok {
		return
	}
	f.Close()
	os.Exit(1) // ok: the last step of an orderly end
}

// Close closes the fleet.
func (f *Fleet) Close() { f.name = "" }

// Leave forgets to close.
func (f *Fleet) Leave() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
	os.Exit(1) // want `call to os\.Exit ends the process outside main`
}
