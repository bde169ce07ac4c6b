package deadsignal

import "time"

type reader struct{ lines []string }

// newTestReader is called by tests alone.
func newTestReader() (*reader, chan string) {
	stop := make(chan string, 1)
	r := new(reader)
	go r.read(stop) // ok: whoever called it would have the channel
	return r, stop
}

func newReader() (*reader, chan string) {
	stop := make(chan string, 1)
	r := new(reader)
	go r.poll(stop) // want `goroutine stops on stop, which nothing closes`
	return r, stop
}

// Read reads, and does not stop.
func Read() []string {
	r, _ := newReader()
	time.Sleep(time.Second)
	return r.lines
}

func (r *reader) read(stop <-chan string) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Millisecond):
			r.lines = append(r.lines, "line")
		}
	}
}

func (r *reader) poll(stop <-chan string) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Second):
			r.lines = r.lines[:0]
		}
	}
}
