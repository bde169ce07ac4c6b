// Package goroutinestop defines an Analyzer that reports goroutines that
// cannot be told to stop.
//
// # Analyzer goroutinestop
//
// goroutinestop: report goroutines that cannot be told to stop
//
// The analyzer reports goroutines whose body never ends, whatever the rest
// of the program does, or ends only when a signal comes that nobody ever
// gives:
//
//	func (s *Store) Start() {
//		go func() { // goroutine runs an endless loop and has no way to stop
//			for {
//				s.compact()
//				time.Sleep(time.Minute)
//			}
//		}()
//	}
//
//	func (s *Store) Close() error { return s.file.Close() }
//
//	go func() { // goroutine stops on quit, which nothing closes
//		for {
//			select {
//			case <-quit:
//				return
//			case <-ticker.C:
//				refresh()
//			}
//		}
//	}()
//
// The body may be a literal, a function, a method, or a function of another
// package, and the loop may be in a function that the body calls. What
// starts a goroutine is a go statement, (*sync.WaitGroup).Go,
// (*errgroup.Group).Go or TryGo, a pool of conc, a function that hands its
// func parameter to one of these, or sends it to workers that run it, in this
// package or another, and a function that -lifecycle.spawns or the comment
// //quiesce:spawns names.
//
// # Levels
//
// How much is asked of a goroutine is what -goroutinestop.require says, or
// the comment //quiesce:require owner above a package clause for that package:
//
//   - stop, the default: a body that does not end by itself can be told to
//     stop, where something says that it has to before the process ends, see
//     below.
//   - owner: and if it does end by itself, but waits or does input and output
//     until then, somebody waits for it or can stop it.
//   - context: and it is given a context, as an argument, by a name in its body
//     or in what that calls, or with a value that has one; nothing else will do.
//
// An endless loop may be wanted until the process ends. At level stop, no-stop
// and the contexts that callers hand out as context.Background() are reported
// only if one of these says that the end comes before:
//
//   - What the goroutine works for, the receiver of who starts it, or what that
//     returns has a method Close, Stop or Shutdown that does something.
//   - Who starts it is given a context or what has one, such as a request, a
//     connection, or what tells when to stop, such as a controller with a method
//     OnShutdown; or it is run whenever something happens.
//   - Who starts it starts another goroutine that waits for a signal to stop.
//   - Who starts it returns a function, the channel that the goroutine sends on,
//     or the object that it works for; or makes values for the methods of
//     another type; or is the method Start of that object; or is exported by a
//     package that others import, and the goroutine works for what it is given.
//   - Somebody waits for it, or it runs for a test.
//   - It writes files, or accepts on when the listener is closed.
//
// A comment at the go statement, or of one of its two functions, that says that
// the goroutine lives as long as the process or exits with it outweighs these.
//
// # Categories
//
//   - no-stop: the body comes to a loop that it cannot leave: a for without a
//     condition, or a range over a ticker's channel or over time.Tick, which
//     nothing ever closes; no return, break, goto or runtime.Goexit leads out
//     of it; a return before the loop does not. Or it comes to a select without
//     cases.
//   - deaf: the same, and a context comes to the body, as a parameter, a
//     captured variable, a field or that of a request: it is never checked, or
//     handed on only, or checked without a way out, as by a break that leaves
//     no more than the select. Also a function that takes a context or a stop
//     channel and never ends, or never looks at it and sleeps in a loop, waits
//     for signals, or sends in a loop to who stops with one; a goroutine that
//     waits to cancel a context but not for that context itself, though others
//     get its cancel function; and a receive, with no other case beside it, from
//     a channel on which nobody sends any more once the goroutines that do have
//     stopped on a signal, or from a timer whose one value the loop has taken.
//     At level owner also a sleep in a loop that hands its context to what it
//     tries again, and does not look at it.
//   - dead-signal: the body has ways to its end, and all of them are behind
//     signals that nobody fires: a channel that is closed and sent on nowhere,
//     a context that is context.Background() or whose cancel function nobody
//     calls, a listener that nobody closes. Or it comes to a wait for such a
//     channel. A signal that is fired by those alone who have waited for it is
//     one of them. Also the call of a function that starts a goroutine which
//     stops on the context that it is given, with a context of that kind, if
//     nothing else can stop it or the call drops what else can. At level owner
//     also a goroutine of a value with a method Close, Stop or Shutdown that
//     stops on a package-level context alone, a method of such a value that
//     blocks with context.Background(), and the wait for a process that nobody
//     can kill.
//   - lost-cancel: a function makes an object, puts the cancel function of a
//     context into it, and returns without a call of that before anybody else
//     has got the object but a goroutine of its own, which waits for the
//     context and does not call it either. Also a loop that is left early, over
//     the channel of a function whose goroutine sends on it until its context
//     is cancelled, if nothing cancels that then. At level owner also a cancel
//     function that is left to a callback of something that could then not be
//     made.
//   - unowned: at level owner, a body that calls time.Sleep for more than a
//     moment, or a function of net, os, io, database/sql and the like that
//     writes or waits and may fail, and no sign of anybody who waits for it or
//     can stop it.
//   - no-context: at level context, a goroutine that no context comes to.
//   - bare-go: a go statement in a package of -goroutinestop.bare that is not
//     in one of the functions of -goroutinestop.spawner.
//   - bad-level: a comment //quiesce:require that names none of the levels, or
//     that no package clause follows at once.
//
// # What is trusted
//
// What cannot be seen is decided by the type of what goes in:
//
//   - A context or a channel that leaves the package, by a call of unknown
//     code, an exported name or an interface, is one that somebody may fire.
//     Only what stays in the package has to be fired there.
//   - A listener or connection that no function of package net has just made may
//     be closed by whoever has given it. Who gets a cancel function beside what
//     it stops does not receive from that any more.
//   - Of a context that is handed to a callee it is taken that the callee ends
//     with it, not that the loop around the call does.
//   - A call of a function value, of an interface method or of code without a
//     body returns: a loop around it is endless only if nothing leads out.
//   - At level owner a context that the body names, a channel that it talks
//     through, a connection or stream that it writes to or closes and has not
//     opened, a method Done, Signal or Broadcast, and a call of a function value
//     that may tell somebody are signs of an owner; what another package does
//     with a goroutine that it is given is its own business.
//
// # Why it matters
//
// A goroutine that cannot hear that the program stops works on while
// everything it uses is torn down under it, or keeps a test, a plugin or a
// reloaded component alive for ever. In Tokio every task gets a
// CancellationToken and selects on it; in Go it is a context, a channel that
// is closed, or the closing of what the goroutine reads from. The Go guides
// ask for it in so many words: never start a goroutine without knowing how it
// will stop.
//
// # Silent on
//
//   - every body with a way to its end: a return or break behind a context, a
//     channel that somebody may close or send on, an error, a flag or a count; a
//     range over a channel; a loop with a condition.
//   - accept and read loops that return when the listener or the connection is
//     closed, unless nobody closes it.
//   - the goroutine that waits for signals, to handle nothing else or to end
//     the process.
//   - at level stop, endless loops of which nothing says that they have to end
//     before the process, see Levels.
//   - at level stop, janitors of the process: an endless loop that names
//     package-level state alone, beside numbers such as how often it is to
//     work, and is started neither by a method nor by a function that returns
//     one to stop it with, or whose state is made by the initialiser of a
//     package-level variable, is put into one for good, or is the only value of
//     its type.
//   - at level stop, the endless loops of main, and of functions that run for
//     main alone, in a program that takes no notice of signals: they end with
//     it, and so do its listeners.
//   - contexts that main and init hand out: they live as long as the process.
//   - function values and interface methods whose body is not in sight.
//   - a send, or a receive beside a select that has a live stop signal, which
//     is for goroutineblocked, and the goroutines of servers, which are for
//     servershutdown.
//   - generated files, and test files and functions that are given a test, unless
//     -goroutinestop.tests is set: there the process ends with the test, and
//     run-time leak checkers look.
//
// # I mean it
//
// For a goroutine that has to live as long as the process:
//
//	//lint:ignore quiesce/goroutinestop the sampler runs until the process ends
//	go sample()
//
// # Flags
//
//   - -goroutinestop.require: stop, owner or context, see above.
//   - -goroutinestop.spawner: the functions that start the goroutines of the
//     house; go statements in them are in order.
//   - -goroutinestop.bare: the packages in which all others are reported.
//   - -goroutinestop.tests: look at test files too.
//   - -lifecycle.spawns: more functions that run their argument in a goroutine.
package goroutinestop
