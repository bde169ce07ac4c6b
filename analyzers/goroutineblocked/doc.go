// Package goroutineblocked defines an Analyzer that reports goroutines that
// wait forever on a channel whose other side has gone.
//
// # Analyzer goroutineblocked
//
// goroutineblocked: report sends and receives that wait forever
//
// The analyzer reports goroutines that block on a channel because whoever was
// to receive, to send or to close it has left, or was never there:
//
//	errc := make(chan error)
//	go func() {
//		errc <- fetch() // blocks forever once the function has returned
//	}()
//	select {
//	case err := <-errc:
//		return err
//	case <-ctx.Done():
//		return ctx.Err()
//	}
//
// It counts what goroutines send against what is received on every way through
// the function that makes the channel, and what the buffer has room for.
// Functions that get the channel as an argument are followed: those of the
// package by their code, those of other packages by what is known of them,
// which is whether they send, receive, drain or close.
//
// # Categories
//
//   - receiver-left: the only receiver may return before it has received: on an
//     error, a timeout, another case of its select. What is sent after that
//     blocks. If the channel goes to the sender in a request, or comes from a
//     function that starts the sender, the finding stands where the receiver
//     gets it. A stream from a function out of sight is meant, too, if nothing
//     has been handed over with which its sender can be told to stop.
//   - surplus-send: more is sent than the only receiver receives before it
//     returns: the first of many answers, one of two directions.
//   - no-peer: nothing sends on the channel or closes it, or nothing receives,
//     or it is nil; or whoever is to do so is started after that.
//   - never-closed: a range over a channel that nothing closes, and that nothing
//     in the loop leaves. If a field holds the channel, its type has a method that
//     is to end things (Close, Stop, Shutdown and the like).
//   - skipped-close: the goroutine that closes a channel, or sends the one value,
//     has a return that skips it, and its starter waits for that.
//   - peer-stopped: all receivers of a channel in a field are loops that end with
//     a stop signal, which the sender does not look at; and there is less room
//     than places that send.
//   - unguarded-send: the loop of a goroutine ends with a stop signal, and beside
//     the select that knows it there is a bare send to somebody out of sight; or
//     a function sends bare in a loop what it elsewhere sends in such a select.
//   - stream-send: a function with a context, or a request, returns a channel or
//     what holds it, and the goroutine that sends on it does not look at the
//     context.
//   - one-of-many: one value is sent to stop goroutines that are started in a
//     loop, locally or in a method that is to end things: it goes to one of them.
//
// # Why it matters
//
// A goroutine that is blocked on a channel cannot be told to stop and holds on
// to all that it refers to; a service that leaves one behind for each timeout
// runs out of memory just when it is slow. That a WaitGroup counts it makes it
// worse: then the Wait blocks, too. In Tokio a oneshot sender never waits and
// fails when its receiver is dropped; in Go a buffer of one does the same.
//
// # Silent on
//
//   - senders that a group counts which is waited for before anything is
//     received: that Wait is waitgroupwait's.
//   - channels that have room for all that is sent, or whose capacity is not
//     constant.
//   - sends and receives in a select with another case or a default.
//   - channels that are drained, be it in a defer or on every path; and counts of
//     what was received, which are taken to be right.
//   - what other packages may get at: channels in exported fields and variables,
//     parameters and results of exported functions, what is handed to unknown
//     code. Variables of the package count as such for the categories no-peer and
//     never-closed.
//   - receives that goroutines wait in for what never comes: goroutinestop says
//     so; and <-make(chan T), with which someone means to wait forever.
//   - main and what it calls last, and what a command of a program runs (a function
//     that gets the command line from package flag, cobra, cli and the like):
//     there the process ends. Paths that end in a panic or an exit, or with a
//     signal of the system.
//   - goroutines that answer one question of the receiver at a time, with room for
//     the answer, or that are not started again before the last one has answered.
//   - channels that belong to one request or task, with room for what is sent on
//     any one way; and a deferred send in place of one that a panic, or a flag,
//     has kept from being made.
//   - senders that the function knows to be done when it leaves: the channel is
//     closed, they have cancelled the context, or somebody has waited for them.
//   - senders that cannot come too late: they ask, and the receiver is stopped,
//     under one lock; or whoever stops it waits for a group, or for the sender,
//     before; or it is the sender who stops it when he is done.
//   - workers that answer through a channel of the object which they have the
//     question from; and senders for which whoever stops them waits.
//   - generated files; test files, and functions that get a *testing.T, unless
//     -goroutineblocked.tests is set: there the process ends with the test. What only tests close is not closed.
//
// # I mean it
//
//	//lint:ignore quiesce/goroutineblocked the process ends after the probe
//	answers <- ask()
//
// # Flags
//
//   - -goroutineblocked.tests: look at test files too.
//   - -lifecycle.spawns: more functions that run their argument in a goroutine.
package goroutineblocked
