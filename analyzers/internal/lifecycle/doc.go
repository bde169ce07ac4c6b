// Package lifecycle finds out how functions end: which of them end the
// process, which never return, and who waits for counted goroutines. It
// reports nothing; the rules read its [Result].
//
// # Words
//
// The rules, their messages and their pages use these words in this
// sense.
//
//   - spawn: a go statement, or a call that runs its func argument in a
//     new goroutine: (*sync.WaitGroup).Go, (*errgroup.Group).Go and TryGo,
//     a wrapper of one of these, or a row that a user adds.
//   - body: the function that the spawned goroutine runs, and what it
//     calls.
//   - endless: every return of the body is reached only through a stop
//     signal, or there is no return. A range over a ticker's channel or over
//     time.Tick has no exit: nothing ever closes these. A loop that does
//     nothing but handle signals is not meant: it serves the process.
//   - instant: no channel operation, lock, sleep, I/O or unknown call;
//     loops are bounded.
//   - stop signal: what makes a body return when someone else acts: a
//     context that is observed; a channel that someone closes or sends on;
//     the closing of the listener, connection, server, pipe or process
//     that the body blocks on; a flag that is polled; a deadline.
//   - observe: the body has a path from the stop signal to a return.
//     Naming a context is not observing it.
//   - live signal: a stop signal that someone can fire. What is exported,
//     returned, passed to unknown code or stored in an interface counts as
//     fireable; what is unexported needs a visible close, send, cancel or
//     shutdown.
//   - wait: someone blocks until the body has ended: a WaitGroup, an
//     errgroup, a receive on a channel that the body closes or sends on at
//     its end.
//   - owner: whoever can fire the stop signal, or waits.
//   - exit: a call that ends the process. A function exits always if every
//     path through it does. It exits on error if an exit, in it or in a
//     helper of its package, is behind a test of an error, an ok or nil, or
//     if it hands its error to a function that exits on error.
//   - level: what the one function of a logger for all levels compares before it
//     exits. What is named Fatal and hands over that level always exits.
//   - hook: a function that has been registered to be called before an exit.
//   - root: an exit that calls nothing further in sight: os.Exit, a logger's
//     Fatal, a row that a user adds.
//   - tracker: what counts goroutines and can be waited for: sync.WaitGroup,
//     errgroup.Group.
//
// # Facts
//
// Facts are about exported functions, methods of exported types and
// exported variables of func type: how the function exits, with the names
// that lead to the exit; that it is endless; which of its tracker parameters
// it waits for or keeps; what it does with its channel parameters; and that
// it cleans up with the context that it is given. Everything else is needed inside one package only and is part of the
// result.
//
// Code in files named _test.go is no evidence for code outside them: some
// drivers analyse a package with its tests, others also without, and all
// must come to the same findings.
package lifecycle
