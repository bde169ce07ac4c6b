// Package testonly has trackers that only its tests wait for, or only count.
package testonly

import "sync"

func work() {}

// A Mailer sends mails in the background.
type Mailer struct{ sending sync.WaitGroup }

// Send sends a mail.
func (m *Mailer) Send() {
	m.sending.Go(work) // want `sync.WaitGroup "sending" counts goroutines but is never waited for`
}

// A Queue is counted by tests only.
type Queue struct{ items sync.WaitGroup }

// Close closes the queue.
func (q *Queue) Close() {
	q.items.Done()
}
