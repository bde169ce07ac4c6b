// Package stopwithoutwait defines an analyzer that reports Close methods
// that signal goroutines and do not wait for them.
//
// # Analyzer stopwithoutwait
//
// stopwithoutwait: report Close methods that signal and do not wait
//
// A type starts goroutines; its Close, Stop or Shutdown tells them to stop,
// and goes on to close what they use while they still run:
//
//	func (l *RingLogger) Close() error {
//		close(l.messages)
//		return l.driver.Close() // run may still be in l.driver.Log
//	}
//
//	func (l *RingLogger) run() {
//		for msg := range l.messages {
//			l.driver.Log(msg)
//		}
//	}
//
// The methods of a type are read together, with the helpers that they
// call: what the goroutine stops on, uses and sends on, and what the method
// signals, waits for and closes. A function that another one returns, to stop
// the goroutine that it starts, is read like a method.
//
// The finding stands at the go statement, where the way to wait begins, and
// names the method. A goroutine is reported once. Of a goroutine that a function
// of another package starts, lifecycle tells what it uses and how it is stopped:
// then the finding stands where that is done, or forgotten.
//
// # Categories
//
//   - torn-down: the method, or its caller right after it, closes or sets to
//     nil what the goroutine may still use, or closes a channel that it may
//     still send on. So with goroutines that serve one connection each, when the
//     loop that accepts them is stopped.
//   - cut-off: the goroutine flushes, syncs, commits or saves something once it
//     has been told to stop, or releases what its starter has set up, and the
//     method does not wait for that.
//   - still-working: the method returns while the goroutine may be about to
//     do something with what users of the package have handed to its type: it
//     writes to a database, sends by a client, calls back. Whoever handed it in
//     takes it that he has it back.
//   - never-stopped: a local variable whose goroutine only ends by its stop
//     method, or by a function that was returned for that, which is not called,
//     or not on the way to a return that is shown; or a goroutine whose stop
//     signal only a function fires that nothing calls.
//   - not-joined: the method signals the goroutine and returns; nothing
//     waits for the goroutine to end, and it does not show that anybody misses
//     that: it works with what is its own, or only asks. Off by default, see
//     Flags.
//
// # Why it matters
//
// To signal is not to wait. Between the signal and the end of the goroutine
// there may be a request, a write, a batch: it finds the file closed, the
// pool gone, the channel closed, which panics. It happens once in a
// thousand stops, and then in the middle of a deploy.
//
// # Silent on
//
//   - goroutines that tell someone that they end: by a WaitGroup or another
//     tracker, a channel that they close or send a last word on and that
//     someone receives from, a context that they cancel, a function that
//     they defer and were given.
//   - methods that send on a channel without a buffer, which the goroutine has
//     to take first, that let time pass, or that call something of another
//     package whose name says that it waits.
//   - methods that the goroutine itself calls: they cannot wait for it.
//   - methods that are told which of many things to stop, for what their
//     goroutine may be at work with: that may be another one.
//   - methods of other types than the one that the goroutine belongs to:
//     whose method it runs or calls, or that starts it.
//   - what the goroutine may block on, as Read, Accept, Recv or Next do, or
//     <-bus.Messages(): closing that is how to stop it. So with connections,
//     listeners, pipes, servers, tickers and timers.
//   - goroutines without a loop, for what they use: they are about to end.
//   - what the goroutine uses under a lock that the method takes too: under it
//     the goroutine can find out that it is too late.
//   - calls that log, count or tell others what has happened, as OnError does,
//     calls that ask, which means that their results are used, and calls that
//     neither may fail nor be cancelled: who asks too late is told so, and who
//     tells has done no harm. So with callbacks that return nothing and have
//     no better name than handler or cb; others count.
//   - calls that are given the context which the method cancels, or any other
//     of which it does not show that nobody cancels it.
//   - calls on what the package makes itself, and on what comes and goes with
//     the work: what a goroutine receives brings its own.
//   - what the goroutine does once it has been told to stop, unless it saves or
//     releases something.
//   - methods whose comment says that they do not wait, for what their
//     goroutine may be at work with.
//   - methods that wait for the work, and not for the goroutine: by what it
//     sends or closes, or a WaitGroup that counts what there is to do.
//   - goroutines that give back a lock at their end which their starter has
//     taken for them: who takes it next waits for them.
//   - what a cancel function of package context leaves running, which is
//     documented not to wait, unless what the goroutine uses is closed right
//     after it.
//   - goroutines that a group starts: whether that is waited for is
//     waitgroupwait's.
//   - functions that may start nothing and succeed, for what their callers
//     forget to stop.
//   - variables that are returned, stored, handed on or captured: who has them
//     may stop them.
//   - functions out of sight, generated files, and test files unless
//     -stopwithoutwait.tests is set.
//
// # I mean it
//
// Where the goroutine can live with what it finds:
//
//	//lint:ignore quiesce/stopwithoutwait a line that comes too late may be lost
//	go l.run()
//
// # Flags
//
//   - -stopwithoutwait.notjoined: report not-joined too.
//   - -stopwithoutwait.tests: look at test files too.
package stopwithoutwait
