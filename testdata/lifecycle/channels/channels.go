// Package channels has functions that are given channels.
package channels

import (
	"bufio"
	"io"
	"sync"
)

// Report sends once.
func Report(errc chan<- error, err error) { // want Report:"chan 0 sends$"
	errc <- err
}

// ReportOr sends once, on each of two ways.
func ReportOr(n int, errc chan<- error, err error) { // want ReportOr:"chan 1 sends$"
	if n > 0 {
		errc <- nil
		return
	}
	errc <- err
}

// ReportTwice has no return after the first send.
func ReportTwice(errc chan<- error, err error) { // want ReportTwice:"chan 0 sends twice$"
	if err != nil {
		errc <- err
	}
	errc <- nil
}

// Lines sends in a loop, and closes.
func Lines(r io.Reader, lines chan<- string) { // want Lines:"chan 1 sends many closes$"
	defer close(lines)
	for s := bufio.NewScanner(r); s.Scan(); {
		lines <- s.Text()
	}
}

// Follow does so in a goroutine.
func Follow(r io.Reader, lines chan<- string) { // want Follow:"chan 1 sends many closes async$"
	go Lines(r, lines)
}

// FollowGroup does so in one that a group counts.
func FollowGroup(r io.Reader, lines chan string, wg *sync.WaitGroup) { // want FollowGroup:"chan 1 sends async"
	wg.Go(func() {
		line, _ := bufio.NewReader(r).ReadString('\n')
		lines <- line
	})
}

// Deferred sends when it returns.
func Deferred(errc chan error, do func() error) { // want Deferred:"chan 0 sends$"
	var err error
	defer func() { errc <- err }()
	err = do()
}

// Held sends whenever the caller likes.
func Held(errc chan error) func(error) { // want Held:"chan 0 sends many$"
	return func(err error) { errc <- err }
}

// Offer looks at a stop signal, too.
func Offer(stop <-chan struct{}, work chan<- int, n int) { // want Offer:"chan 0 receives; chan 1 guards$"
	select {
	case work <- n:
	case <-stop:
	}
}

// Notify looks at it just before it sends.
func Notify(sent <-chan struct{}, notify chan<- bool, stop <-chan struct{}) { // want Notify:"chan 0 receives; chan 1 guards; chan 2 receives$"
	select {
	case <-sent:
		notify <- true
	case <-stop:
	}
}

// NotifyOr has nothing else to wait for.
func NotifyOr(sent <-chan struct{}, notify chan<- bool) { // want NotifyOr:"chan 0 receives; chan 1 sends$"
	select {
	case <-sent:
		notify <- true
	default:
	}
}

// Alone has a select of one case.
func Alone(work chan<- int) { // want Alone:"chan 0 sends$"
	select {
	case work <- 1:
	}
}

// Sum receives all.
func Sum(work <-chan int) (sum int) { // want Sum:"chan 0 receives drains$"
	for n := range work {
		sum += n
	}
	return sum
}

// Find leaves some.
func Find(work <-chan int, n int) bool { // want Find:"chan 0 receives$"
	for m := range work {
		if m == n {
			return true
		}
	}
	return false
}

// First receives one.
func First(work <-chan int) int { return <-work } // want First:"chan 0 receives$"

// Count looks from outside.
func Count(work chan int) int { // want Count:"chan 0$"
	if work == nil {
		return 0
	}
	return len(work)
}

// Through hands it on.
func Through[T any](work chan T, v T) { // want Through:"chan 0 sends$"
	through(work, v)
}

func through[T any](work chan T, v T) { work <- v }

// A Box keeps one.
type Box struct{ work chan int }

// Keep keeps it.
func (b *Box) Keep(work chan int) { b.work = work }

// Give returns it.
func Give(work chan int) <-chan int { return work }

// Pass passes it to something unknown.
func Pass(work chan int, f func(chan int)) { f(work) }

// Send sends it.
func Send(all chan chan int, work chan int) { // want Send:"chan 0 sends$"
	all <- work
}

// Replace has another one in the end.
func Replace(work chan int) {
	work = make(chan int, 1)
	work <- 1
}

// Nothing ignores it.
func Nothing(_ chan int, work chan int) {} // want Nothing:"chan 1$"

// Each calls itself.
func Each(work chan int, n int) {
	if n > 0 {
		Each(work, n-1)
	}
	work <- n
}

// Many takes a list.
func Many(work ...chan int) {
	for _, w := range work {
		w <- 1
	}
}
