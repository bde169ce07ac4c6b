// Package stopsignal defines an Analyzer that reports signals that do not
// lead to a stop in order.
//
// # Analyzer stopsignal
//
// stopsignal: report signals that lead nowhere, and handlers that exit
//
// The analyzer reports what goes wrong between the signal that asks a program
// to stop and the code that stops it:
//
//	signals := make(chan os.Signal, 1)
//	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
//	go func() {
//		<-signals
//		os.Exit(1) // call to os.Exit ends the process in a signal handler
//	}()
//
// A handler is a goroutine that receives from a channel of os.Signal, or from
// Done of a context of signal.NotifyContext. Exits are the same as for
// exitoutsidemain, which leaves those of handlers to this analyzer, whether
// they are reported here or not.
//
// # Categories
//
//   - handler-exits: a handler that ends the process on the first signal, and
//     calls nothing before but what prints or logs.
//   - exit-after-cleanup: a handler in a library that ends the process on the
//     first signal right after it has told others to stop, by a context or a
//     channel: they get no time to do it; or when it has called the func that
//     it was given for that, whose owner is cut off. With -stopsignal.cleanup
//     all handlers that exit after they have called something that may clean
//     up, in package main, too.
//   - lost-stop: the stop function of signal.NotifyContext is discarded, or
//     held in a variable or an unexported field that nothing calls. vet's
//     lostcancel does not know it. In main a fix defers the call.
//   - unread-channel: a channel is given to signal.Notify for os.Interrupt,
//     SIGTERM or all signals, and nothing receives from it, or the context of
//     signal.NotifyContext is discarded: an interrupt has no effect any more.
//   - one-signal: with -stopsignal.pair, a package handles only one of
//     os.Interrupt and SIGTERM.
//   - second-swallowed: with -stopsignal.second, a function receives from Done,
//     or from the channel, and goes on without calling stop or signal.Stop
//     first, so that a second Ctrl-C does nothing while the program stops.
//   - no-release: with -stopsignal.release, a function of a library receives a
//     signal that it has asked for and returns without signal.Stop; or a
//     goroutine does that can end without a signal.
//
// # Why it matters
//
// A program that asks for a signal takes over what the runtime would have
// done. If its handler exits, nothing is stopped in order: requests are cut,
// buffers lost, and no deferred call of main runs. If the signal leads nowhere,
// only SIGKILL is left. Tokio's signal::ctrl_c is a future that main awaits, so
// that the runtime ends with main; a receive in main, or a context that is
// cancelled, does the same.
//
// # Silent on
//
//   - exits on a second signal: behind a second receive, a counter, a flag that
//     is set, or in a time.AfterFunc that ends a stop that takes too long.
//   - exits on SIGQUIT and SIGABRT alone.
//   - exits in main itself, and where the function that waits for the signal is
//     called and not started with go.
//   - handlers that clean up and whose function, or the one that starts them,
//     gives the signals back by signal.Stop, such as those of a prompt for a
//     password.
//   - test files, for exits and functions that do not give signals back.
//   - a stop function that is called, deferred, returned, passed on or stored in
//     a field.
//   - channels that are parameters or exported, or handed to anyone; those for
//     signals that do not ask for a stop, such as SIGPIPE; and those given to
//     signal.Stop, as around a child process that is to see Ctrl-C alone.
//   - channels without a buffer, which vet's sigchanyzer reports.
//   - generated files.
//
// # I mean it
//
//	//lint:ignore quiesce/stopsignal there is nothing to stop
//	os.Exit(130)
//
// # Flags
//
//   - -stopsignal.cleanup: report all handlers that clean up and then exit.
//   - -stopsignal.pair: report that only one of os.Interrupt and SIGTERM is
//     handled.
//   - -stopsignal.release: report functions of libraries that keep the signals.
//   - -stopsignal.second: report that a second signal is swallowed.
package stopsignal
