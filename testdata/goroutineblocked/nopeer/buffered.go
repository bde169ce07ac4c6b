package nopeer

// An outbox is filled, and nobody empties it.
type outbox struct {
	in   chan string
	out  chan string
	once chan string
	done chan struct{}
}

func newOutbox(size int, backlog []string) *outbox {
	o := &outbox{
		in:   make(chan string, size),
		out:  make(chan string, size),
		once: make(chan string, size),
		done: make(chan struct{}),
	}
	go o.run(backlog)
	return o
}

func (o *outbox) run(backlog []string) {
	defer close(o.done)
	for _, line := range backlog {
		o.put(line)
	}
	for line := range o.in {
		println(line)
	}
	o.once <- "end" // ok: there may be room for one
}

func (o *outbox) put(line string) {
	o.out <- line // want `send on "out" waits forever once its buffer is full \(nothing receives from it\)`
}

func (o *outbox) stop() {
	close(o.in)
	<-o.done
}

func keep(lines []string) int {
	kept := make(chan string, len(lines))
	for _, line := range lines {
		kept <- line // ok: there is room for each
	}
	return len(kept)
}

var _ = []any{newOutbox, (*outbox).stop, keep}
