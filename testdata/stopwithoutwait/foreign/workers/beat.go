package workers

import (
	"fmt"
	"io"
	"time"
)

// A Beat writes a line each second.
type Beat struct {
	w    io.Writer
	quit chan struct{}
}

// NewBeat returns a running Beat.
func NewBeat(w io.Writer) *Beat {
	b := &Beat{w: w, quit: make(chan struct{})}
	go b.run() // it writes to what its caller may close
	return b
}

func (b *Beat) run() {
	for {
		select {
		case <-b.quit:
			return
		case <-time.After(time.Second):
			fmt.Fprintln(b.w, "alive")
		}
	}
}

// Stop tells it to stop.
func (b *Beat) Stop() { close(b.quit) }

// Log writes the line each second, until the returned function is called.
func Log(w io.Writer, line string) (stop func()) {
	quit := make(chan struct{})
	go func() {
		for {
			select {
			case <-quit:
				return
			case <-time.After(time.Second):
				_, _ = io.WriteString(w, line)
			}
		}
	}()
	return func() { close(quit) }
}
