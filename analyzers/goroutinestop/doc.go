// Package goroutinestop defines an Analyzer that reports goroutines that
// cannot be told to stop.
//
// # Analyzer goroutinestop
//
// goroutinestop: report goroutines that cannot be told to stop
//
// The analyzer reports goroutines whose body never ends, whatever the rest
// of the program does:
//
//	go func() { // goroutine runs an endless loop and has no way to stop
//		for {
//			refresh()
//			time.Sleep(time.Minute)
//		}
//	}()
//
// The body may be a literal, a function, a method, or a function of another
// package, and the loop may be in a function that the body calls. What
// starts a goroutine is a go statement, (*sync.WaitGroup).Go,
// (*errgroup.Group).Go or TryGo, or a function named by -lifecycle.spawns.
//
// # Categories
//
//   - no-stop: the body comes to a loop that it cannot leave: a for without a
//     condition, or a range over a ticker's channel or over time.Tick, which
//     nothing ever closes; no return, break, goto or runtime.Goexit leads out
//     of it. Or it comes to a select without cases.
//   - deaf: the same, and a context comes to the body, as a parameter, a
//     captured variable, a field or that of a request: it is never checked, or
//     handed on only, or checked without a way out, as by a break that leaves
//     no more than the select.
//   - dead-signal: the body has ways to its end, and all of them are behind
//     signals that nobody fires: a channel that is closed and sent on nowhere,
//     a context that is context.Background() or whose cancel function nobody
//     calls.
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
//     channel, an error, a flag or a count; a range over a channel that can be
//     closed; a loop with a condition.
//   - accept and read loops that return when the listener or the connection is
//     closed.
//   - the goroutine that waits for signals, to handle nothing else or to end
//     the process.
//   - function values and interface methods whose body is not in sight.
//   - generated files, and test files unless -goroutinestop.tests is set: there
//     the process ends with the test, and run-time leak checkers look.
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
//   - -goroutinestop.tests: look at test files too.
//   - -lifecycle.spawns: more functions that run their argument in a goroutine.
package goroutinestop
