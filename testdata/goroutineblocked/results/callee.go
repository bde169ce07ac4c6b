package results

import (
	"context"
	"io"
	"time"
)

// keepAlive writes a blank now and then, and leaves with the client.
func keepAlive(ctx context.Context, w io.Writer, answers <-chan string) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := io.WriteString(w, " "); err != nil {
				return
			}
		case a := <-answers:
			io.WriteString(w, a)
			return
		}
	}
}

// Heal leaves it to keepAlive to receive.
func Heal(ctx context.Context, w io.Writer, force bool, heal func(bool) string) {
	answers := make(chan string)
	switch {
	case force:
		go func() { answers <- heal(true) }() // want `send on "answers" blocks forever once its receiver has returned on line 16 \(nobody else receives\)`
	default:
		go func() { answers <- heal(false) }()
	}
	keepAlive(ctx, w, answers)
}

// HealLocal has the receiver in a literal.
func HealLocal(ctx context.Context, heal func() string) (answer string) {
	answers := make(chan string)
	wait := func() {
		select {
		case answer = <-answers:
		case <-ctx.Done():
			return
		}
	}
	go func() {
		answers <- heal() // want `send on "answers" blocks forever once its receiver has returned on line 47`
	}()
	wait()
	return answer
}

// HealRoom has room for the answer.
func HealRoom(ctx context.Context, heal func() string) (answer string) {
	answers := make(chan string, 1)
	go func() {
		answers <- heal() // ok: there is room
	}()
	return await(ctx, answers)
}

func await(ctx context.Context, answers <-chan string) string {
	select {
	case a := <-answers:
		return a
	case <-ctx.Done():
		return ""
	}
}

// HealAll has a callee that receives in any case.
func HealAll(heal func() string) string {
	answers := make(chan string)
	go func() {
		answers <- heal() // ok
	}()
	return receive(answers)
}

func receive(answers <-chan string) string { return <-answers }
