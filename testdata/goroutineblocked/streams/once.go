package streams

import "context"

// Ask is given a context, and forgets it: who has stopped waiting leaves the
// goroutine behind.
func Ask(ctx context.Context, ask func() string) <-chan string {
	answer := make(chan string)
	go func() {
		answer <- ask() // want `send on "answer" ignores "ctx" \(it blocks forever once the caller has stopped receiving\)`
	}()
	return answer
}

// AskRoom has room for the answer.
func AskRoom(ctx context.Context, ask func() string) <-chan string {
	answer := make(chan string, 1)
	go func() {
		answer <- ask() // ok
	}()
	return answer
}

// askHere has its one caller in sight.
func askHere(ctx context.Context, ask func() string) <-chan string {
	answer := make(chan string)
	go func() {
		answer <- ask() // ok: Answer receives
	}()
	return answer
}

// Answer receives.
func Answer(ctx context.Context, ask func() string) string { return <-askHere(ctx, ask) }
