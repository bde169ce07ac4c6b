// Package nopeer waits where nobody comes.
package nopeer

import (
	"os"
	"os/signal"
	"time"
)

// A Watcher has channels that some of its methods were meant to use.
type Watcher struct {
	ready   chan struct{}
	closed  chan struct{}
	results chan string
	updates chan string
	Events  chan string
}

// New makes all of them.
func New() *Watcher {
	return &Watcher{
		ready:   make(chan struct{}),
		closed:  make(chan struct{}),
		results: make(chan string),
		updates: make(chan string, 8),
		Events:  make(chan string),
	}
}

// WaitReady waits for what never comes.
func (w *Watcher) WaitReady() {
	<-w.ready // want `receive from "ready" waits forever \(nothing sends on it or closes it\)`
}

// Close closes one of the two.
func (w *Watcher) Close() { close(w.closed) }

// WaitClosed waits for Close.
func (w *Watcher) WaitClosed() {
	<-w.closed // ok: Close closes it
}

func (w *Watcher) publish(s string) {
	w.results <- s // want `send on "results" waits forever \(nothing receives from it\)`
	w.updates <- s // want `send on "updates" waits forever once its buffer is full \(nothing receives from it\)`
	w.Events <- s  // ok: other packages receive
}

// Publish publishes.
func Publish(w *Watcher, list []string) {
	for _, s := range list {
		w.publish(s)
	}
}

// Started waits for a goroutine that has no use for the channel it is given.
func Started(probe func()) {
	done := make(chan struct{})
	go runProbe(probe, done)
	<-done // want `receive from "done" waits forever \(nothing sends on it or closes it\)`
}

func runProbe(probe func(), done chan struct{}) { probe() }

// Select has but one case.
func Select(w *Watcher) {
	idle := make(chan bool)
	select {
	case <-idle: // want `receive from "idle" waits forever`
	}
	w.Close()
}

// Timed has another way out.
func Timed(wait time.Duration) {
	idle := make(chan bool)
	select {
	case <-idle: // ok: the timer ends it
	case <-time.After(wait):
	}
}

// Nil uses variables that have no channel.
func Nil(w *Watcher) {
	var answers, questions, replies chan string
	go func() {
		questions <- "ready?" // want `"questions" is nil here, where control blocks forever \(nothing is assigned to it\)`
	}()
	go func() {
		<-replies // ok: goroutinestop says that nothing ends this
	}()
	<-answers // want `"answers" is nil here, where control blocks forever`
}

// NilCase switches a case off with a nil channel.
func NilCase(in <-chan string, out chan<- string) {
	var pending []string
	for {
		var to chan<- string
		var next string
		if len(pending) > 0 {
			to, next = out, pending[0]
		}
		select {
		case s, ok := <-in:
			if !ok {
				return
			}
			pending = append(pending, s)
		case to <- next: // ok: it is set above
			pending = pending[1:]
		}
	}
}

// Interrupt waits for what package signal sends.
func Interrupt() {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	<-interrupts // ok: someone else sends
}

// hook is set by tests.
var hook = make(chan struct{})

// Hooked waits for a test.
func Hooked() {
	<-hook // ok: a variable of the package
}

// Param gets its channel from whoever calls it.
func Param(done chan struct{}) {
	<-done // ok: nobody knows who holds the other end
}

// OnlyParam is not called at all.
func onlyParam(done chan struct{}) {
	<-done // ok: there is no channel
}

// Returned hands the channel on.
func Returned() chan<- string {
	lines := make(chan string)
	go func() {
		<-lines // ok: the caller sends
	}()
	return lines
}

var _ = onlyParam

// Freeze waits forever, and means it.
func Freeze() {
	<-make(chan struct{}) // ok: nobody could ever send
}

// Only the tests of a package call what follows.

func answerSoon(ask func() string) <-chan string {
	answers := make(chan string)
	go func() {
		answers <- ask() // ok: who calls it receives
	}()
	return answers
}

func feed(lines chan string) {
	for l := range lines { // ok: who calls it closes
		println(l)
	}
}

var _ = feedTwice

func feedTwice() {
	first, second := make(chan string, 1), make(chan string, 1)
	first <- "a"
	second <- "b"
	feed2(first)
	feed2(second)
}

func feed2(lines chan string) {
	for l := range lines { // want `range over "lines" never ends`
		println(l)
	}
}

var _ = runTwice

// runTwice has nothing to stop the commands with.
func runTwice(run func()) {
	first, second := make(chan struct{}), make(chan struct{})
	runUntil(first, run)
	runUntil(second, run)
}

func runUntil(stop <-chan struct{}, run func()) {
	for {
		select {
		case <-stop: // ok: run may end the process
			return
		default:
			run()
		}
	}
}
