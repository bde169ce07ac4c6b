// Package exits has functions that end the process always, on error, or in
// neither way. What is known about them is in the facts that are asked for.
package exits

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"time"
)

// Straight has one way.
func Straight() { // want Straight:`^exits os\.Exit$`
	fmt.Println("bye")
	os.Exit(0)
}

// Both branches exit.
func Both(ok bool) { // want Both:`^exits os\.Exit$`
	if ok {
		os.Exit(0)
	} else {
		log.Fatal("not ok")
	}
}

// Cases has a default.
func Cases(n int) { // want Cases:`^exits os\.Exit$`
	switch n {
	case 0:
		os.Exit(0)
	case 1:
		fallthrough
	default:
		log.Fatal(n)
	}
}

// NoDefault may come to its end.
func NoDefault(n int) { // ok: no case for 2
	switch n {
	case 0:
		os.Exit(0)
	case 1:
		log.Fatal(n)
	}
}

// Types has a default.
func Types(v any) { // want Types:`^exits log\.Fatal$`
	switch v := v.(type) {
	case error:
		log.Fatal(v)
	default:
		log.Fatalf("%T", v)
	}
}

// Selected waits for one of two reasons to go.
func Selected(ctx context.Context, quit chan int) { // want Selected:`^exits log\.Fatal; chan 1 receives$`
	select {
	case <-ctx.Done():
		log.Fatal(ctx.Err())
	case code := <-quit:
		os.Exit(code)
	}
}

// Polled returns if there is no reason to go.
func Polled(quit chan int) { // want Polled:"^chan 0 receives$"
	select {
	case code := <-quit:
		os.Exit(code)
	default:
	}
}

// AfterLoop exits when the loop has ended.
func AfterLoop(jobs []func()) { // want AfterLoop:`^exits os\.Exit$`
	for _, job := range jobs {
		job()
	}
	for i := 0; i < 3; i++ {
		time.Sleep(time.Second)
	}
	os.Exit(0)
}

// InLoop may have nothing to range over.
func InLoop(codes []int) { // ok: codes may be empty
	for _, code := range codes {
		os.Exit(code)
	}
}

// FirstRound comes to the exit in the first round.
func FirstRound(next func() int) { // want FirstRound:`^exits os\.Exit$`
	for {
		os.Exit(next())
	}
}

// SomeRound may never come to it.
func SomeRound(next func() int) { // want SomeRound:`^endless$`
	for {
		if code := next(); code > 0 {
			os.Exit(code)
		}
	}
}

// Forever never comes to what follows the loop.
func Forever(work func()) { // want Forever:`^endless$`
	for {
		work()
	}
	os.Exit(1)
}

// Blocked stays where it is.
func Blocked(n int) { // want Blocked:`endless`
	if n == 0 {
		os.Exit(1)
	}
	select {}
}

// Panics ends in another way, which does not count.
func Panics(n int) { // want Panics:`^exits os\.Exit$`
	if n < 0 {
		panic("negative")
	}
	os.Exit(n)
}

// OnlyPanics is no exit.
func OnlyPanics(n int) { // ok: a panic runs deferred calls
	if n < 0 {
		panic("negative")
	}
	panic("positive")
}

// Goexit ends the goroutine on one path.
func Goexit(n int) { // ok: not on every path
	if n < 0 {
		runtime.Goexit()
	}
	os.Exit(n)
}

// Deferred exits when it has ended.
func Deferred(work func()) { // want Deferred:`^exits os\.Exit$`
	defer os.Exit(0)
	work()
}

// DeferredLiteral does the same in a literal, which has no name.
func DeferredLiteral(work func()) { // want DeferredLiteral:`^exits os\.Exit$`
	defer func() {
		os.Exit(0)
	}()
	work()
}

// DeferredLate may return before.
func DeferredLate(work func() bool) { // ok: returns if there was no work
	if !work() {
		return
	}
	defer os.Exit(0)
}

// Spawned goes on beside the exit.
func Spawned() { // ok: the exit is in another goroutine
	go os.Exit(1)
	go func() {
		log.Fatal("spawned")
	}()
}

// Handed is not the one who calls it.
func Handed(on func(func(int))) { // ok: no one knows what on does
	on(os.Exit)
	on(func(code int) { os.Exit(code) })
}

// Evaluated may not come to the right side.
func Evaluated(ok bool) bool { // ok: only if ok
	return ok && status() == 0
}

// EvaluatedFirst comes to the left side.
func EvaluatedFirst(ok bool) bool { // want EvaluatedFirst:`^exits exits\.status os\.Exit$`
	return status() == 0 && ok
}

// Argument is evaluated before the call.
func Argument() { // want Argument:`^exits exits\.status os\.Exit$`
	fmt.Println(errors.New("status"), status())
}

func status() int {
	os.Exit(1)
	return 1
}

// Jumps jumps over the exit, and back.
func Jumps(n int) { // want Jumps:`^exits os\.Exit$`
	if n > 0 {
		goto end
	}
	n++
end:
	os.Exit(n)
}

// Labelled leaves the outer loop.
func Labelled(rows [][]int) { // want Labelled:`^exits os\.Exit$`
rows:
	for _, row := range rows {
		for _, n := range row {
			if n < 0 {
				break rows
			}
		}
	}
	os.Exit(0)
}

// Unreachable is never run.
func Unreachable() int { // ok: returns before
	return 1
	os.Exit(1)
	return 2
}
