// Package exitskipsdefer defines an Analyzer that reports exits of the
// process that skip deferred calls.
//
// # Analyzer exitskipsdefer
//
// exitskipsdefer: report exits of the process that skip deferred calls
//
// The analyzer reports what ends the process, in func main too, while a
// deferred call is pending that does something which outlives the process:
//
//	w := bufio.NewWriter(f)
//	defer w.Flush()
//	if _, err := w.WriteString(line); err != nil {
//		log.Fatal(err) // log.Fatal skips the call to (*bufio.Writer).Flush deferred on line 2
//	}
//
// A deferred call is pending if control can come from its defer statement to
// the exit, past no call that does the same. Exits are the same as for
// exitoutsidemain: os.Exit, log.Fatal, the Fatal of the logging libraries, and
// functions that come to one, in whatever package. A function that exits on
// error counts where it is handed the error, or is a helper of package main,
// and only where the deferred call is pending on every path. Literals and
// functions of the package that are deferred are looked into. What an
// exit skips that is called in a function further up is not followed.
//
// The finding names the deferred call that matters most. Exits of one function
// that skip the same one are one finding, which stands at the first of them.
//
// A fix calls before the exits what they skip, where that is one call and means
// the same there, or lets TestMain return, which exits with the result of Run.
//
// exitoutsidemain says that a function outside main ends the process at all,
// this analyzer what is lost by that. Both are reported, since each can be
// mended without the other, and a program that lets its commands exit still
// wants its buffers written. In main only this one is, unless
// -exitoutsidemain.strict is set.
//
// # Categories
//
//   - skips-flush: what is buffered is lost: Flush, Sync, Commit, the Close of
//     a writer or an encoder, the end of a CPU profile or a trace.
//   - skips-cleanup: something is left behind: os.Remove, os.RemoveAll, a
//     child process that is killed, a terminal or a mount that is restored, a
//     function called cleanup or teardown, and what someone else keeps: a method
//     called Terminate, Delete, Unlock, Deregister or the like that is given a
//     context.
//   - skips-wait: what is under way is cut off: the Wait of a WaitGroup, an
//     errgroup or a child process, the Shutdown of a server, a receive of the
//     end of a goroutine.
//   - skips-close: with -exitskipsdefer.close, the Close of a file that is open
//     for writing.
//   - skips-release: with -exitskipsdefer.release, what the system does when the
//     process ends: the Close of other things, Unlock, Rollback, Stop.
//
// # Why it matters
//
// os.Exit runs no deferred calls. The output lacks its end, the temporary
// folder fills the disk, the lock file keeps the next start from coming up, the
// last requests are cut in the middle, and only on the day when something has
// gone wrong already. In Tokio the same happens to destructors on
// std::process::exit. The Uber guide asks for one exit, at the end of main, for
// this reason.
//
// # Silent on
//
//   - deferred calls that change nothing outside the process: cancel functions,
//     stop functions of signals, tickers and timers, Unlock, Done, Print, the
//     end of a span, os.Unsetenv, recover and what is called after a panic only.
//   - Close of what has only been read and of connections, listeners and
//     databases, and Rollback: the system or the other side does that. Close of a
//     file that has been written loses nothing either, as files are not buffered
//     in the process.
//   - exits before which the same has been done, or that do it themselves:
//     a helper that cleans up before it exits, and the Fatal of a logger whose
//     Sync or Flush is deferred; exits of the module that first run functions
//     which have been registered for that, in whatever package; and exits of
//     a library that has been given a function which does the same as the
//     deferred call, as logrus.RegisterExitHandler takes them.
//   - a writer that nothing has been written to, a group that has not started
//     anything and a list of files that is empty when the process ends.
//   - Sync of a file, which is against a crash of the machine.
//   - exits at which gocritic, whose exitAfterDefer is the same check, is
//     silenced by a //nolint.
//   - exits behind the error that says that there is nothing to clean up.
//   - profiles and traces of a run that fails.
//   - a receive that gives a slot of a semaphore back.
//   - deferred functions of other packages and func variables, unless their
//     name says what they do.
//   - examples, and waits, in _test.go files.
//   - panics, runtime.Goexit and t.Fatal, which run deferred calls.
//   - generated files.
//
// # I mean it
//
//	//lint:ignore quiesce/exitskipsdefer half an archive is worth nothing
//	log.Fatal(err)
//
// # Flags
//
//   - -exitskipsdefer.close: report skipped calls of Close on files that are
//     open for writing.
//   - -exitskipsdefer.release: report skipped calls of Close, Unlock, Rollback
//     and the like.
//   - -lifecycle.exits: more functions that end the process.
package exitskipsdefer
