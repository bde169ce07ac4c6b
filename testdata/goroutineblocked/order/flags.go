package order

import (
	"sync"
	"sync/atomic"
)

// A Timer runs entries until it is stopped.
type Timer struct {
	mu      sync.Mutex
	running bool
	added   chan string
	removed chan string
	renamed chan string
	quit    chan struct{}
	entries []string
}

// NewTimer makes one.
func NewTimer() *Timer {
	return &Timer{added: make(chan string), removed: make(chan string), renamed: make(chan string), quit: make(chan struct{})}
}

// Start starts the loop.
func (t *Timer) Start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.running = true
	go t.run()
}

func (t *Timer) run() {
	for {
		select {
		case e := <-t.added:
			t.entries = append(t.entries, e)
		case <-t.removed:
			t.entries = nil
		case <-t.renamed:
		case <-t.quit:
			return
		}
	}
}

// Stop says so under the lock.
func (t *Timer) Stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.running {
		t.quit <- struct{}{}
		t.running = false
	}
}

// Add sends under the lock under which it has asked.
func (t *Timer) Add(e string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.running {
		t.entries = append(t.entries, e)
		return
	}
	t.added <- e // ok: Stop waits for the lock
}

// Remove lets go of the lock before it sends.
func (t *Timer) Remove(e string) {
	t.mu.Lock()
	running := t.running
	t.mu.Unlock()
	if running {
		t.removed <- e // want `send on "removed" blocks forever once its receiver has stopped`
	}
}

// Rename does so, too, and asks the field itself.
func (t *Timer) Rename(e string) {
	t.mu.Lock()
	if !t.running {
		t.mu.Unlock()
		return
	}
	t.mu.Unlock()
	t.renamed <- e // want `send on "renamed" blocks forever once its receiver has stopped`
}

// A Sheet is for one goroutine at a time, but for its loop.
type Sheet struct {
	open  bool
	lines chan string
	quit  chan struct{}
}

// OpenSheet starts the loop.
func OpenSheet(write func(string)) *Sheet {
	s := &Sheet{open: true, lines: make(chan string), quit: make(chan struct{})}
	go func() {
		for {
			select {
			case l := <-s.lines:
				write(l)
			case <-s.quit:
				return
			}
		}
	}()
	return s
}

// Write writes no more when it is closed.
func (s *Sheet) Write(line string) {
	if s.open {
		s.lines <- line // ok: Close has said so, without any lock
	}
}

// Close closes it.
func (s *Sheet) Close() {
	s.open = false
	close(s.quit)
}

// A Mailer asks the signal itself, or a flag that goroutines share.
type Mailer struct {
	mu      sync.RWMutex
	closed  atomic.Bool
	letters chan string
	cards   chan string
	parcels chan string
	quit    chan struct{}
}

// NewMailer starts the loop.
func NewMailer(mail func(string)) *Mailer {
	m := &Mailer{letters: make(chan string), cards: make(chan string), parcels: make(chan string), quit: make(chan struct{})}
	go func() {
		for {
			select {
			case l := <-m.letters:
				mail(l)
			case c := <-m.cards:
				mail(c)
			case p := <-m.parcels:
				mail(p)
			case <-m.quit:
				return
			}
		}
	}()
	return m
}

// Letter holds the lock until the letter has been taken.
func (m *Mailer) Letter(l string) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	select {
	case <-m.quit:
		return false
	default:
	}
	m.letters <- l // ok: Close waits for the lock
	return true
}

// Card does so, too, and asks the flag.
func (m *Mailer) Card(c string) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed.Load() {
		return
	}
	m.cards <- c // ok: Close waits for the lock
}

// Parcel asks, and has no lock.
func (m *Mailer) Parcel(p string) {
	if m.closed.Load() {
		return
	}
	m.parcels <- p // want `send on "parcels" blocks forever once its receiver has stopped`
}

// Close closes it under the lock.
func (m *Mailer) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed.Store(true)
	close(m.quit)
}

// A Roster has methods that are called with the lock, and after the question.
type Roster struct {
	mu     sync.Mutex
	open   bool
	joined chan string
	left   chan string
	moved  chan string
	quit   chan struct{}
}

// NewRoster makes one.
func NewRoster() *Roster {
	return &Roster{open: true, joined: make(chan string), left: make(chan string), moved: make(chan string), quit: make(chan struct{})}
}

// Run keeps it.
func (r *Roster) Run(note func(string)) {
	for {
		select {
		case name := <-r.joined:
			note(name)
		case name := <-r.left:
			note(name)
		case name := <-r.moved:
			note(name)
		case <-r.quit:
			return
		}
	}
}

// Join asks, under the lock.
func (r *Roster) Join(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open {
		r.join(name)
	}
}

func (r *Roster) join(name string) {
	r.joined <- name // ok: Join has asked, and holds the lock
}

// Leave has the lock when it is called.
func (r *Roster) Leave(name string) {
	r.mu.Lock()
	r.leave(name)
	r.mu.Unlock()
}

func (r *Roster) leave(name string) {
	if !r.open {
		return
	}
	r.left <- name // ok: so does Leave
}

// Move asks for itself, and has let go of the lock.
func (r *Roster) Move(name string) {
	r.mu.Lock()
	open := r.open
	r.mu.Unlock()
	if open {
		r.move(name)
	}
}

func (r *Roster) move(name string) {
	r.moved <- name // want `send on "moved" blocks forever once its receiver has stopped`
}

// Close ends it.
func (r *Roster) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = false
	close(r.quit)
}
