// Package channels asks for signals by channel.
package channels

import (
	"os"
	"os/signal"
	"syscall"
)

type daemon struct {
	signals chan os.Signal
	unread  chan os.Signal
	Public  chan os.Signal
}

var global = make(chan os.Signal, 1)

// Lost is never read.
func Lost(run func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)                                        // want `signals go to channel "c", which nothing receives from \(the process cannot be interrupted\)`
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM) // want `signals go to a channel, which nothing receives from`
	signal.Notify(global)                                                 // want `signals go to channel "global", which nothing receives from`
	run()
}

// Ignored are signals that do not ask for a stop. Child processes do not
// inherit this, as they do with signal.Ignore.
func Ignored() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // ok: the way to ignore it here alone
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP) // ok: so is this
}

// Child lets a child process decide about Ctrl-C.
func Child(run func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // ok: given back afterwards
	defer signal.Stop(c)
	run()
}

// Read is read in all sorts of ways.
func Read(handle func(<-chan os.Signal), list []chan os.Signal) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM) // ok: handed on
	handle(c)
	d := make(chan os.Signal, 1)
	signal.Notify(d, os.Interrupt, syscall.SIGTERM) // ok: ranged over
	go func() {
		for range d {
		}
	}()
	signal.Notify(list[0], os.Interrupt, syscall.SIGTERM) // ok: not known who reads it
}

// Fields are read by other methods.
func (d *daemon) Fields() {
	d.signals = make(chan os.Signal, 1)
	d.unread = make(chan os.Signal, 1)
	signal.Notify(d.signals, os.Interrupt, syscall.SIGTERM) // ok: wait receives
	signal.Notify(d.unread, os.Interrupt, syscall.SIGTERM)  // want `signals go to channel "unread", which nothing receives from`
	signal.Notify(d.Public, os.Interrupt, syscall.SIGTERM)  // ok: other packages may receive
	d.wait()
}

func (d *daemon) wait() { <-d.signals }

// Param belongs to the caller.
func Param(c chan os.Signal) {
	signal.Notify(c, os.Interrupt, syscall.SIGTERM) // ok: the caller receives
}

var tested = make(chan os.Signal, 1)

// Tested is read by a test.
func Tested() {
	signal.Notify(tested, os.Interrupt, syscall.SIGTERM) // want `signals go to channel "tested", which nothing receives from`
}

// Started is called by a test, too.
func (d *daemon) Started() { go d.handle() }

func (d *daemon) handle() {
	<-d.signals
	os.Exit(1) // want `call to os\.Exit ends the process in a signal handler`
}
