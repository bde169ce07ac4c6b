// Package early waits for those who have not been started yet.
package early

import "errors"

var errOdd = errors.New("odd")

// Report sends before anybody receives.
func Report(check func() error, show func(error)) {
	errc := make(chan error)
	errc <- check() // want `send on "errc" waits forever \(no goroutine that receives from it has been started\)`
	go func() {
		for err := range errc {
			show(err)
		}
	}()
	errc <- check() // ok
	close(errc)
}

// ReportRoom has room for the first.
func ReportRoom(check func() error, show func(error)) {
	errc := make(chan error, 1)
	errc <- check() // ok: there is room
	go func() {
		for err := range errc {
			show(err)
		}
	}()
	errc <- check()
	close(errc)
}

// ReportTwo has room for one of two.
func ReportTwo(check func() error, show func(error)) {
	errc := make(chan error, 1)
	errc <- check()
	errc <- check() // want `send on "errc" waits forever`
	close(errc)
	for err := range errc {
		show(err)
	}
}

// Tokens takes out what it has put in.
func Tokens(n int) int {
	tokens := make(chan int, 2)
	tokens <- n
	tokens <- n + 1
	sum := <-tokens + <-tokens
	return sum + <-tokens // want `receive from "tokens" waits forever \(no goroutine that sends on it has been started\)`
}

// Ready waits for the goroutine that it starts after that.
func Ready(serve func()) {
	ready := make(chan struct{})
	<-ready // want `receive from "ready" waits forever`
	go func() {
		close(ready)
		serve()
	}()
}

// Closed receives from what is closed.
func Closed() int {
	nums := make(chan int, 1)
	nums <- 1
	close(nums)
	sum := 0
	for n := range nums { // ok: it ends
		sum += n
	}
	return sum + <-nums // ok: closed
}

// Collect ranges over what nobody closes.
func Collect() (sum int) {
	nums := make(chan int, 1)
	nums <- 1
	for n := range nums { // want `receive from "nums" waits forever`
		sum += n
	}
	close(nums)
	return sum
}

// Sum starts as many as there are.
func Sum(fs []func() int) (sum int) {
	nums := make(chan int)
	for _, f := range fs {
		go func() { nums <- f() }()
	}
	for range fs {
		sum += <-nums // ok: one for each that has been started
	}
	return sum
}

// Start starts a goroutine on one of two ways.
func Start(n int, f func() int) int {
	nums := make(chan int, 1)
	if n%2 == 0 {
		go func() { nums <- f() }()
	} else {
		nums <- n
	}
	return <-nums // ok: it is there in any case
}

// Deferred is started when the function returns.
func Deferred(f func() int) int {
	nums := make(chan int)
	defer func() { nums <- f() }() // want `send on "nums" waits forever \(nothing receives from it\)`
	return 0
}

// Named has a function that is called later.
func Named(f func() int) int {
	nums := make(chan int)
	start := func() { go func() { nums <- f() }() }
	start()
	return <-nums // ok
}

// Other knows the channel by another name.
func Other(f func(chan int)) int {
	nums := make(chan int)
	c := nums
	f(c)
	return <-nums // ok: f may start something
}

// Offered has another way to go on.
func Offered(n int) (int, error) {
	nums := make(chan int)
	select {
	case nums <- n: // ok: there is a default
	default:
		return 0, errOdd
	}
	return n, nil
}

// Rounds has a new channel in each round.
func Rounds(n int) (sum int) {
	for i := range n {
		c := make(chan int, 1)
		c <- i // ok: there is room in each
		sum += <-c
	}
	return sum
}
