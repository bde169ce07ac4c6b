package unguarded

import "context"

type entry struct{ name string }

// Merge forgets the context for the last of its sends.
func Merge(ctx context.Context, in []chan entry, out chan<- entry) error {
	done := ctx.Done()
	if len(in) == 1 {
		for {
			select {
			case <-done:
				return ctx.Err()
			case e, ok := <-in[0]:
				if !ok {
					return nil
				}
				select {
				case <-done:
					return ctx.Err()
				case out <- e:
				}
			}
		}
	}
	for last := ""; ; {
		best, ok := <-in[0]
		if !ok {
			return nil
		}
		if best.name > last {
			out <- best // want `send on "out" cannot be stopped, as the one on line 22 can`
			last = best.name
		}
	}
}

// Summarize sends once more after the loop: the receiver waits for that.
func Summarize(ctx context.Context, in <-chan entry, out chan<- entry) {
	var last entry
	for e := range in {
		select {
		case <-ctx.Done():
		case out <- e:
		}
		last = e
	}
	out <- last // ok: it comes once, at the end
}

// Flushing sends what is left when it is told to stop.
func Flushing(ctx context.Context, in <-chan entry, out chan<- entry) {
	var rest []entry
	for {
		select {
		case e := <-in:
			select {
			case out <- e:
			case <-ctx.Done():
				for _, e := range rest {
					out <- e // ok: somebody receives up to the end
				}
				return
			}
		default:
		}
	}
}

// roomy has room for all.
func roomy(ctx context.Context, names []string) []entry {
	out := make(chan entry, len(names))
	for i, name := range names {
		if i == 0 {
			select {
			case out <- entry{name}:
			case <-ctx.Done():
				return nil
			}
			continue
		}
		out <- entry{name} // ok: there is room
	}
	close(out)
	var all []entry
	for e := range out {
		all = append(all, e)
	}
	return all
}

// A Feed drops its oldest line if there is no room for a new one.
type Feed struct {
	Lines chan string
	done  chan struct{}
}

// Run feeds.
func (f *Feed) Run(next func() string) {
	for {
		line := next()
		select {
		case <-f.done:
			return
		case f.Lines <- line:
		default:
			select {
			case <-f.Lines:
			default:
			}
			f.Lines <- line // ok: it has just made room
		}
	}
}

// Close ends Run.
func (f *Feed) Close() { close(f.done) }

// Batch sends what it has, or nothing, and ends with its input.
func Batch(in chan entry, out chan []entry) {
	for {
		var batch []entry
		select {
		case e, ok := <-in:
			if !ok {
				return
			}
			batch = append(batch, e)
		case out <- nil:
			continue
		}
		out <- batch // ok: the input is no stop signal
	}
}

// Enter gives Batch something to do, and Leave ends it.
func Enter(entries []entry, out chan []entry) func() {
	in := make(chan entry)
	go Batch(in, out)
	for _, e := range entries {
		in <- e
	}
	return func() { close(in) }
}
