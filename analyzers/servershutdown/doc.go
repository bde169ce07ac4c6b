// Package servershutdown defines an Analyzer that reports servers that are
// not shut down in order, and cleanups with a context that is already done.
//
// # Analyzer servershutdown
//
// servershutdown: report servers that are not shut down in order
//
// The analyzer reports servers that are cut off in the middle of their
// shutdown, and servers that nothing can shut down:
//
//	<-ctx.Done()
//	srv.Shutdown(ctx) // (*http.Server).Shutdown is given a context that is already cancelled
//
// A server is one of net/http, or any type with a Serve, ListenAndServe or Run
// that blocks and a Shutdown, GracefulStop, Stop or Close beside it, as those
// of grpc and fasthttp have, and what echo, fiber and gin call Start, Listen
// and Run. It is followed through variables, fields and parameters of the
// package. Methods of other packages that serve with one are known by what they
// do, whatever their names.
//
// idle-cancel, idle-wait, waits-first and ignored-context are about the steps of
// a shutdown that come to nothing, whatever it is that shuts down. They stand
// here because the goroutines and the counts are in order, each by itself: what
// is broken is who tells whom, and when.
//
// # Categories
//
//   - main-returns-first: Shutdown runs in a goroutine, and the process ends
//     as soon as Serve returns, which is when the Shutdown begins; or the
//     goroutine is started just before the process ends, or before a method
//     called Shutdown, Stop or Close returns. Also a function of a
//     library, called Serve, Run or Start, that starts this goroutine itself and
//     returns when Serve does, so that its caller takes it for stopped. The
//     Serve of grpc waits for the GracefulStop, so it is no case.
//   - dead-context: Shutdown, or another function with a name such as Close,
//     Flush, Delete or Release, gets a context that is done on every way that
//     leads there: behind a receive from its Done channel, its cancel or a test
//     of its Err, in a deferred call that runs after one of these, in a function
//     that context.AfterFunc runs, or in a helper that is called there. A
//     context that derives from a done one is done.
//   - closed-is-fatal: the error of a Serve comes to an exit or a panic
//     without a comparison with ErrServerClosed, which it is as soon as the
//     server is shut down; directly, or through functions of the package and
//     the Wait of an errgroup. So is a command that returns it, and fails.
//   - never-shut-down: a server in a goroutine that the package neither shuts
//     down nor hands to anyone who might, or one for which Shutdown is called
//     on another object, or one in a function that is handed a channel to stop
//     on and does not look at it. Only where the code around it is there to be
//     stopped: it belongs to a type that can be, or is given a context, or
//     handles signals. So is a field whose value has a goroutine of its own and
//     that the type does not close when it is stopped, and what a Start of
//     another package returns, in a function that handles signals.
//   - idle-cancel: a cancel function in an unexported field that nothing
//     calls, so that a step of the shutdown is missing, or one whose context
//     nobody has. Where a goroutine can end in no other way, that is reported
//     where it is started, by goroutinestop.
//   - idle-wait: the Wait of a group in an unexported field with which nothing
//     is counted, and a goroutine that waits for a group and does no more.
//   - waits-first: a method called Shutdown, Stop or Close that receives what a
//     goroutine closes at its end, before it has told anyone anything, and then
//     cancels the context or closes the channel that the goroutine looks at.
//   - ignored-context: a method called Shutdown, Stop or Close that does not
//     look at its context and hands on one that is never done; and a receive
//     from Done of context.Background, or an AfterFunc of it.
//   - no-drain: with -servershutdown.nodrain, a server of package main that
//     runs until the process is killed.
//   - no-deadline: with -servershutdown.nodeadline, a shutdown that may wait
//     for ever for one connection.
//   - borrowed-context: a cleanup with the context of the caller. After a
//     failure, in a deferred function, the context may be what failed; that is
//     reported where a call below has the context, and the cleanup may look at
//     it. In a closer that is put in a list which leaves the function, the call
//     that the context belongs to is over. With -servershutdown.borrowed, also
//     where nothing says that it may have been the context, and in a closer
//     that is returned.
//
// # Why it matters
//
// A Shutdown that is cut off drops requests in the middle, and the deploy that
// caused it is the one moment when this happens to every client. A context
// that is done makes the drain, the flush of the last spans or the release of
// a lock fail before it begins. Tokio's graceful shutdown has the same three
// parts: detect, tell, and wait for those who have been told.
//
// # Silent on
//
//   - a fresh context for the Shutdown, also one of context.WithoutCancel.
//   - a main that waits after Serve for whoever shuts down: by a channel, a
//     WaitGroup, an errgroup, a run.Group.
//   - Shutdown handed on as a value: to context.AfterFunc, RegisterOnShutdown,
//     a hook of fx, a field of a runnable.
//   - errors that are compared with ErrServerClosed, or that come to an exit
//     only behind a condition on something else.
//   - a server without a name in a function that names net/http/pprof.
//   - servers that code out of sight may shut down: returned, in exported
//     fields, handed to unknown functions.
//   - servers whose listener the package closes, unless the server has no name;
//     what is made for one connection and ends with it; and a http.Server
//     without a handler, which serves what is registered for the process.
//   - dead contexts in test files, and servers there that are not shut down.
//   - functions that take a context for its values alone: loggers, tracers, and
//     the methods of an interface whose implementations beside it do no more.
//   - a done context for a function of another package that returns no error, or
//     is called Close: it does what it can, and the context limits that; and a
//     Rollback, which the other side does as well.
//   - a context without a time limit that is made for one call and cancelled
//     before that: the call is to take no time.
//   - generated files.
//
// # I mean it
//
//	//lint:ignore quiesce/servershutdown what is left is cut off on purpose
//	srv.Shutdown(ctx)
//
// # Flags
//
//   - -servershutdown.nodrain: report servers of package main that nothing
//     shuts down.
//   - -servershutdown.nodeadline: report shutdowns without a deadline.
//   - -servershutdown.borrowed: report all cleanups with the context of the
//     caller after a failure, or in a closer.
package servershutdown
