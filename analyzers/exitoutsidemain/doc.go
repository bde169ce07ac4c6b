// Package exitoutsidemain defines an Analyzer that reports exits of the
// process outside func main.
//
// # Analyzer exitoutsidemain
//
// exitoutsidemain: report exits of the process outside func main
//
// The analyzer reports what ends the process anywhere but in func main of
// package main: calls of os.Exit, syscall.Exit, log.Fatal and the Fatal of
// the logging libraries, calls of functions that come to such an exit, in
// whatever package they are, and all of these as values:
//
//	func Load(path string) *Config {
//		data, err := os.ReadFile(path)
//		if err != nil {
//			log.Fatalf("config: %v", err) // call to log.Fatalf ends the process outside main
//		}
//		...
//
// A function exits always if every path through it comes to an exit. A
// function exits on error if an exit, in it or in a helper of its package, is
// behind a test of an error, an ok or nil, or if it hands its error to such a
// function; unless a parameter, a field or a variable is compared with a
// constant there, as flag.Parse and the loggers do to find out their mode.
// Such functions are known across packages.
//
// # Categories
//
//   - direct: a call of a function that ends the process by itself: of the
//     standard library, of a logging library, or of those named by
//     -lifecycle.exits or //quiesce:exits. Also in a goroutine, a callback or a
//     handler of requests that main starts or hands out, and in a function of
//     package main, or a command, that has an error to return.
//   - wrapper: a call of a function that always exits, from another package,
//     or of a package variable that is set to one; the message names the way
//     to the exit. Within its own package only the exit inside the function is
//     reported, unless the function says that it exits.
//   - on-error: a call of a function that exits on error, from another
//     module, or of one that says so, such as CheckFatal(err), in its own, too.
//     Else the exit inside it is reported in its own module. Of one that tests
//     no error, but only an ok or a nil, because it is used in a wrong way, calls
//     are not reported, nor of one that exits if the type of an error asks for it,
//     nor of a Must function.
//   - reference: one of these functions as a value: handed on as an argument,
//     put in a variable or field, returned. What is assigned to a package
//     variable is reported where the variable is called. A function of an exit
//     status, such as os.Exit, in a field, or for a parameter or result of its
//     type, is not reported: it is there so that another one can take its place.
//   - in-main: with -exitoutsidemain.strict, an exit in main itself.
//   - unknown-rule: a directive that names no analyzer of the suite, such as
//     a misspelt one. It silences nothing.
//
// # Why it matters
//
// An exit in the depth of a program skips every deferred call on every
// goroutine: files are not flushed, connections not closed, locks and
// temporary files not removed, requests cut in the middle. The caller can
// neither handle the error nor test the path. Tokio has the same footgun:
// std::process::exit under a running runtime drops tasks where they are. Go
// guides agree: exit in main, and once; return an error everywhere else.
//
// # Silent on
//
//   - func main of package main, and the literals that it runs on the spot:
//     func() { ... }(), deferred ones, and local ones that are only called.
//   - what stands for main: an exported func Main of another package without an
//     error among its results, and a func without results that runs the commands
//     of the program, as rootCmd.Execute() does, or calls flag.Parse.
//   - what else the program is: the functions of package main, and unexported
//     ones of other packages, that are only used by main, by init, by the commands of the program (bodies of subcommands, a table
//     of them, hooks that init registers) and by each other, on their goroutine.
//     Where one has an error to return, an exit because of an error is reported,
//     unless it is by a function of the program's own module that says that it
//     exits, which is what all of the program ends by.
//   - what runs before main: init, the initialisers of variables, methods that
//     define flags; and Must functions.
//   - what says by its name or in its comment that it ends the process, such as
//     exitWith, LoadOrDie or a CheckErr that "prints the error and exits": its
//     calls are reported, its body is not.
//   - what has been asked for: behind the test of a constant or a setting that is
//     called ExitOnError, FatalLevel or the like, or of an error that is an
//     ExitCoder.
//   - what cannot happen: behind a constant that is false in this build, and behind
//     an error that there never is, as of json.Marshal of a map of strings.
//   - finalizers, and methods that do nothing else, which stand for a panic.
//   - a status that is the result of a call which says that it has done the work.
//   - what only answers a question for the version or the usage: a function
//     without parameters that prints and exits, and an exit with status 0 after
//     something has been printed, because a setting says so.
//   - the last statement of a subcommand's body that has no result, such as Run
//     of a cobra.Command: main returns after it.
//   - code for tests, where no testing.T is at hand: the folders test,
//     integration, interop and benchmark of the repository, folders such as
//     testutil and e2e, files such as test_helpers.go, packages that are named
//     footest and import testing. And what is in a folder examples.
//   - TestMain, examples, init and initialisers in a _test.go file, and
//     processes that a test starts from its own binary: exits behind a test of
//     os.Getenv or os.Args. Tests may hand exits to the code that they test.
//   - processes that a program starts from its own binary: exits in init, and
//     in what only that calls, behind a test that os.Getenv or os.Args says so; in
//     functions that always exit and are registered by init under a name; with
//     status 0 behind such a test; and behind a look at the command line.
//   - the body of a function that is known to exit: a row of the tables, a
//     //quiesce:exits declaration.
//   - goroutines that handle signals, and functions that are handed one or wait
//     for one first. stopsignal judges what a signal brings about.
//   - functions and methods of the same names that return.
//   - runtime.Goexit, panics and t.Fatal, which run deferred calls.
//   - generated files.
//
// # I mean it
//
// Where the process has to end on the spot, say so and give the reason; the
// callers of the function are then silent too:
//
//	//lint:ignore quiesce/exitoutsidemain the child process has no state to clean up
//	os.Exit(code)
//
// A function or a method of an interface that is there to end the process can
// declare it; its calls are reported, its body is not:
//
//	//quiesce:exits
//	func abort(code int) { os.Exit(code) }
//
// # Flags
//
//   - -exitoutsidemain.allow: functions and packages that may end the process,
//     and whose callers may rely on it.
//   - -exitoutsidemain.mainhelpers: allow what else the program is, what runs
//     before main, Must functions, and exits that only answer for the version or
//     the usage. It is on; set it to false to have a single exit, in main itself.
//   - -exitoutsidemain.strict: report exits in main too. An os.Exit that is
//     the last statement of a main without defers stays silent.
//   - -exitoutsidemain.testhelpers: report exits in code for tests, and in
//     examples, too.
//   - -lifecycle.exits: more functions that end the process.
package exitoutsidemain
