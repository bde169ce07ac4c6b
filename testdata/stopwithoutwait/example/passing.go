package example

// Stop waits for the end of run before it closes the driver.
func (q *QueueLogger) Stop() error {
	close(q.quit)
	<-q.done
	return q.driver.Close()
}

// NewQueueLogger returns a logger that hands messages on in the background.
func NewQueueLogger(d Driver) *QueueLogger {
	q := &QueueLogger{driver: d, messages: make(chan string, 100), quit: make(chan struct{}), done: make(chan struct{})}
	go q.run() // ok: Stop receives what it closes at its end
	return q
}

func (q *QueueLogger) run() {
	defer close(q.done)
	for {
		select {
		case <-q.quit:
			return
		case msg := <-q.messages:
			q.driver.Log(msg)
		}
	}
}

// A QueueLogger hands messages on to a driver.
type QueueLogger struct {
	driver   Driver
	messages chan string
	quit     chan struct{}
	done     chan struct{}
}
