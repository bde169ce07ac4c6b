// Package waitgroupwait defines an Analyzer that reports counted work that
// nobody waits for.
//
// # Analyzer waitgroupwait
//
// waitgroupwait: report WaitGroups and errgroups that nobody waits for
//
// The analyzer reports a sync.WaitGroup or errgroup.Group that counts
// goroutines and is never waited for, a return that leaves a function before
// its goroutines have been waited for, and a Wait that comes too early, or
// before what the goroutines need to end:
//
//	g, ctx := errgroup.WithContext(ctx)
//	g.Go(func() error { return copyShard(ctx, from, to) })
//	if err := index(ctx, to); err != nil {
//		return err // return may be reached before "g" is waited for
//	}
//	return g.Wait()
//
// The groups and pools of github.com/sourcegraph/conc, tombs and run groups
// are groups, too, and so is a type with methods that count and wait with one
// in a field of it.
//
// # Categories
//
//   - never-waited: a local variable, an unexported field or an unexported
//     package variable on which something calls Add or Go, and nothing Wait.
//     Aliases, captures and functions to which it is handed are followed, into
//     other packages too. The finding stands where goroutines are counted
//     first.
//   - skipped-wait: a return between the start of a goroutine and the Wait, on
//     a path that comes past no Wait; or a break or continue there, if each round
//     of the loop has a group of its own.
//   - wait-deadlock: a Wait that cannot return: it stands in a goroutine that the
//     group counts, in the loop that starts what has been counted before it, or
//     before the receive that the goroutines need to get rid of their results.
//   - notify-after-wait: a Wait that comes before the close of the channel, or
//     the cancellation of the context, that the goroutines end with. Deferred
//     calls run last in first out.
//   - early-wait: the only Wait comes before anything is counted.
//   - early-result: a return of a variable that goroutines assign until the
//     deferred Wait, which runs when the value has been taken.
//   - spent-context: a call that can fail is given the context of a group when
//     the group has been waited for, and has cancelled it.
//   - parent-context: a goroutine of a group is given the context from which the
//     group's derives, and not the group's, so it does not learn that another one
//     has failed.
//   - limited-only: a buffered channel limits how many goroutines of a function
//     run at a time, and nobody fills it up or waits for them otherwise.
//   - fed-only: a function feeds a goroutine through a channel, closes it and
//     returns, and the goroutine may still write to the caller's writer.
//   - partial-wait: a function leaves the only Wait to a goroutine that tells
//     nobody and does more than to close what was used, and then returns an error
//     or none. With -partial also if it returns nothing, or if it receives the end
//     of one of several goroutines and returns.
//
// # Why it matters
//
// Whoever counts goroutines and does not wait returns while they still run:
// results are lost, errors of an errgroup are never seen, and what the
// goroutines use is torn down under them. In Tokio a TaskTracker that nobody
// waits for tracks nothing; the Go guides ask to wait for goroutines to exit.
//
// # Silent on
//
//   - what is handed to someone who may wait: returned, stored, sent, passed to
//     unknown code, reachable through an exported field or variable, or embedded
//     in a type that other packages or an interface with a method Wait can get.
//   - a worker that is handed a group by pointer and only calls Done.
//   - deferred Waits, and a Wait in a literal or goroutine that is started
//     before the return.
//   - a Wait under a condition, below which the function returns, unless the
//     condition tests an error.
//   - a return behind a receive of what the only goroutine sends, or closes, as
//     the last thing that it does.
//   - a return if the goroutines call Done before all else: then who waits only
//     learns that they run.
//   - a return behind a start that has failed.
//   - a return that leaves a goroutine which has nothing in hand but variables of
//     the function; one that only reads, with a context that the function
//     cancels by a deferred call; and one that is counted by a field, too, which
//     something waits for. What a deferred call closes or frees is another matter.
//   - a return of what a goroutine has failed with, beside a case in which the
//     function waits: its caller ends the others.
//   - a return before a goroutine that waits and closes a channel for nobody.
//   - paths that end in a panic, in t.Fatal or in an exit of the process.
//   - conditions that exclude each other, as long as nothing in them is
//     assigned in between, and conditions on an account of what was started.
//   - what is counted on and off without a goroutine.
//   - goroutines that may end without the signal that comes after the Wait, or
//     with a context whose parent the function has seen to end; signals that
//     someone else may fire.
//   - channels with room for all that is sent, or with a receiver elsewhere.
//   - contexts that are handed to logs, traces and what counts errors, or to a
//     function of the package that reads values of them.
//   - limits of goroutines that serve: started in a loop that accepts, or takes
//     from a channel.
//
// Waits in test files do not count for code outside them: what is built for
// users has none. A field or package variable that is there for tests has to say
// so: the word test in the comment on its declaration is enough.
//
// # I mean it
//
//	//lint:ignore quiesce/waitgroupwait the probes may outlive the check
//	wg.Add(1)
//
// # Flags
//
//   - -waitgroupwait.partial: report all of partial-wait: the first of two copies
//     that ends may be meant to end both, and work to be set going and left.
//   - -lifecycle.waits: more functions that wait for the tracker that is their
//     receiver or argument. In code, //quiesce:waits on a declaration.
package waitgroupwait
