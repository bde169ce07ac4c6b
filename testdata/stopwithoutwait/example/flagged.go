package example

// Close stops run and closes the driver, in which run may still be.
func (l *RingLogger) Close() error {
	close(l.quit)
	return l.driver.Close()
}

// NewRingLogger returns a logger that hands messages on in the background.
func NewRingLogger(d Driver) *RingLogger {
	l := &RingLogger{driver: d, messages: make(chan string, 100), quit: make(chan struct{})}
	go l.run() // want `goroutine may be running and still uses l.driver when \(\*RingLogger\).Close closes it on line 6 \(nothing waits for it\)`
	return l
}

func (l *RingLogger) run() {
	for {
		select {
		case <-l.quit:
			return
		case msg := <-l.messages:
			l.driver.Log(msg)
		}
	}
}

// A RingLogger hands messages on to a driver.
type RingLogger struct {
	driver   Driver
	messages chan string
	quit     chan struct{}
}

// A Driver writes messages.
type Driver interface {
	Log(msg string)
	Close() error
}
