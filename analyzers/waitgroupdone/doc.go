// Package waitgroupdone defines an Analyzer that reports WaitGroups whose
// count cannot balance.
//
// # Analyzer waitgroupdone
//
// waitgroupdone: report WaitGroups whose Add and Done cannot balance
//
// The analyzer reports a sync.WaitGroup that is not marked as done as often as
// it is added to, or that is added to where Wait may come first:
//
//	wg.Add(1)
//	go func() {
//		if err := copyShard(ctx, from, to); err != nil {
//			log.Print(err)
//			return // return skips the Done for "wg"
//		}
//		wg.Done()
//	}()
//	wg.Wait()
//
// Goroutines are followed into functions of the package, under the names that
// the WaitGroup has there, and by facts into functions of other packages. A type
// with a WaitGroup in it is one, too, if a method of it does nothing to that but
// Add, another nothing but Done, and a third waits.
//
// # Categories
//
//   - no-done: work is counted and waited for, and nothing calls Done.
//   - done-skipped: a goroutine, or a func that is handed to one that runs it,
//     may return without the Done that it calls on other ways: by an early
//     return, a break, or a panic that it recovers from.
//   - double-done: a way on which Done is called a second time for work that is
//     counted once, or a Done that is deferred in a loop.
//   - done-in-go: Done in a func that Go of the same WaitGroup runs, which calls
//     Done itself.
//   - add-in-goroutine: an Add in the goroutine that it counts, or in a function
//     that this goroutine calls. Wait may come before it.
//   - add-after-go: an Add that follows the go statement of what it counts.
//   - unbalanced-add: an Add with a way to the end of the function, to Wait or to
//     the next round of a loop that neither starts the goroutine nor calls Done.
//   - count-mismatch: an Add of a number that differs from that of the goroutines
//     that are started, fewer or more, or counts rounds of a loop that may start
//     nothing.
//
// # Why it matters
//
// A count that is too high makes Wait block forever: the program does not stop,
// or stops when someone kills it. One that is too low lets Wait return while the
// work still runs, or panics. In Tokio a TaskTracker counts the task that it
// spawns and nothing else; with a WaitGroup only Go does that.
//
// # Silent on
//
//   - a worker that is handed a group and only calls Done, on every way.
//   - Done in what gets out of sight: stored, sent, or handed to code that is
//     not known.
//   - workers that call Done in a loop, once for each job, and the Adds for
//     their jobs, as long as a job that is not marked is handed on or kept.
//   - ways that end in a panic or with the process, and ways that contradict
//     themselves: the condition under which work is counted is most often the
//     one under which it is started.
//   - a round that sends to workers which are there already and call Done.
//   - a return before the value is set that those who wait go on with.
//   - a Done under a condition that could have decided on the Add, too.
//   - a local group that is given up before Wait: nobody notices.
//   - an Add under a lock, and one that who waits has heard of.
//   - an Add that is the first statement of its goroutine: go vet reports it.
//   - Done that is not deferred, as long as no panic is recovered from.
//
// # I mean it
//
//	//lint:ignore quiesce/waitgroupdone the last peer calls Done
//	wg.Add(1)
package waitgroupdone
