package named

import (
	"context"
	"sync"
	"time"
)

// A Queue hands items to one consumer.
type Queue[T any] struct {
	mu    sync.Mutex
	items []T
	done  chan struct{}
}

// Start begins to hand out items.
func (q *Queue[T]) Start(handle func(T)) {
	go q.pump(handle)  // want `goroutine runs an endless loop`
	go q.serve(handle) // ok: it returns when done is closed
}

func (q *Queue[T]) pump(handle func(T)) {
	for {
		for _, item := range q.take() {
			handle(item)
		}
		time.Sleep(time.Millisecond)
	}
}

func (q *Queue[T]) serve(handle func(T)) {
	for {
		select {
		case <-q.done:
			return
		case <-time.After(time.Millisecond):
			for _, item := range q.take() {
				handle(item)
			}
		}
	}
}

// Close ends what Start has begun.
func (q *Queue[T]) Close() { close(q.done) }

func (q *Queue[T]) take() []T {
	q.mu.Lock()
	defer q.mu.Unlock()
	items := q.items
	q.items = nil
	return items
}

func forward[K comparable, V any](in <-chan map[K]V, out chan<- V) {
	for {
		for _, v := range <-in {
			out <- v
		}
	}
}

func merge[V any](out chan<- V, ins ...<-chan V) {
	for _, in := range ins {
		for v := range in {
			out <- v
		}
	}
	close(out)
}

// Forward starts instances of generic functions.
func Forward(ctx context.Context, in <-chan map[string]int, out chan<- int, counts <-chan int) {
	go forward[string, int](in, out) // want `goroutine runs an endless loop`
	go forward(in, out)              // want `goroutine runs an endless loop`
	go merge(out, counts)            // ok: the channels can be closed

	q := &Queue[string]{}
	go q.pump(func(string) {}) // want `goroutine runs an endless loop`
}
