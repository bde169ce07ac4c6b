// Package skippedclose waits for goroutines by a channel.
package skippedclose

import (
	"fmt"
	"io"
	"time"
)

// Consume leaves at the first error, past the close.
func Consume(events <-chan string, w io.Writer) {
	done := make(chan struct{})
	go func() {
		for e := range events {
			if _, err := fmt.Fprintln(w, e); err != nil {
				return // want `return leaves "done" unclosed, and the receive on line 21 waits forever`
			}
		}
		close(done)
	}()
	<-done
}

// Answer says nothing when there is nothing to say.
func Answer(ask func() (string, error)) string {
	answers := make(chan string)
	go func() {
		answer, err := ask()
		if err != nil {
			return // want `return leaves "answers" unclosed, and the receive on line 34 waits forever`
		}
		answers <- answer
	}()
	return <-answers
}

// Deferred closes on every way out.
func Deferred(events <-chan string, w io.Writer) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e := range events {
			if _, err := fmt.Fprintln(w, e); err != nil {
				return // ok: the close is deferred
			}
		}
	}()
	<-done
}

// DeferredLiteral closes in a literal.
func DeferredLiteral(events <-chan string, w io.Writer) {
	done := make(chan struct{})
	go func() {
		defer func() { close(done) }()
		for e := range events {
			if _, err := fmt.Fprintln(w, e); err != nil {
				return // ok: the close is deferred
			}
		}
	}()
	<-done
}

// Each says something on every path.
func Each(ask func() (string, error)) string {
	answers := make(chan string)
	go func() {
		answer, err := ask()
		if err != nil {
			answers <- ""
			return // ok: it has sent
		}
		answers <- answer
	}()
	return <-answers
}

// Timed does not wait forever.
func Timed(ask func() (string, error)) string {
	answers := make(chan string, 1)
	go func() {
		answer, err := ask()
		if err != nil {
			return // ok: there is a timeout
		}
		answers <- answer
	}()
	select {
	case answer := <-answers:
		return answer
	case <-time.After(time.Second):
		return ""
	}
}

// Conditional waits only if there is something to wait for.
func Conditional(events <-chan string, w io.Writer, quiet bool) {
	done := make(chan struct{})
	go func() {
		if quiet {
			return // ok: then nobody waits
		}
		for e := range events {
			fmt.Fprintln(w, e)
		}
		close(done)
	}()
	if !quiet {
		<-done
	}
}

// Two goroutines: the other one may close it.
func Two(first, second func() bool) {
	done := make(chan struct{}, 1)
	go func() {
		if !first() {
			return // ok: the other one may send
		}
		done <- struct{}{}
	}()
	go func() {
		if second() {
			done <- struct{}{}
		}
	}()
	<-done
}
