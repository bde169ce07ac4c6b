package order

import "sync"

// A Store stops its journal when the others have ended.
type Store struct {
	workers sync.WaitGroup
	journal *journal
	index   *index
}

type journal struct {
	records chan string
	quit    chan struct{}
}

func newJournal() *journal {
	j := &journal{records: make(chan string), quit: make(chan struct{})}
	go j.run()
	return j
}

func (j *journal) run() {
	for {
		select {
		case <-j.records:
		case <-j.quit:
			return
		}
	}
}

func (j *journal) add(r string) {
	j.records <- r // ok: close comes after the workers
}

func (j *journal) close() { close(j.quit) }

type index struct {
	keys chan string
	quit chan struct{}
}

func newIndex() *index {
	x := &index{keys: make(chan string), quit: make(chan struct{})}
	go x.run()
	return x
}

func (x *index) run() {
	for {
		select {
		case <-x.keys:
		case <-x.quit:
			return
		}
	}
}

func (x *index) add(key string) {
	x.keys <- key // want `send on "keys" blocks forever once its receiver has stopped`
}

func (x *index) close() { close(x.quit) }

// OpenStore opens a store.
func OpenStore(work func(journal, index func(string))) *Store {
	s := &Store{journal: newJournal(), index: newIndex()}
	s.workers.Go(func() { work(s.journal.add, s.index.add) })
	return s
}

// Close stops the index too early.
func (s *Store) Close() {
	s.index.close()
	s.workers.Wait()
	s.journal.close()
}

// A Link ends its events when it has read all.
type Link struct {
	events chan string
	pings  chan string
	done   chan struct{}
	closed chan struct{}
}

// Connect starts both loops.
func Connect(next func() (string, bool), handle func(string)) *Link {
	l := &Link{events: make(chan string), pings: make(chan string), done: make(chan struct{}), closed: make(chan struct{})}
	go l.read(next)
	go l.handle(handle)
	go l.answer(handle)
	return l
}

func (l *Link) read(next func() (string, bool)) {
	defer close(l.done)
	for {
		e, ok := next()
		if !ok {
			return
		}
		l.dispatch(e)
	}
}

func (l *Link) dispatch(e string) {
	if e == "ping" {
		l.pings <- e // want `send on "pings" blocks forever once its receiver has stopped`
		return
	}
	l.events <- e // ok: whoever reads stops the loop, afterwards
}

func (l *Link) handle(handle func(string)) {
	for {
		select {
		case e := <-l.events:
			handle(e)
		case <-l.done:
			return
		}
	}
}

func (l *Link) answer(answer func(string)) {
	for {
		select {
		case p := <-l.pings:
			answer(p)
		case <-l.closed:
			return
		}
	}
}

// Close stops the answers.
func (l *Link) Close() { close(l.closed) }

// A Scale is closed when its reader has said that it is done.
type Scale struct {
	weights chan int
	halt    chan struct{}
	ended   chan struct{}
	quit    chan struct{}
}

// OpenScale starts both.
func OpenScale(read func() int, show func(int)) *Scale {
	s := &Scale{weights: make(chan int), halt: make(chan struct{}), ended: make(chan struct{}), quit: make(chan struct{})}
	go s.read(read)
	go s.show(show)
	return s
}

func (s *Scale) read(read func() int) {
	defer close(s.ended)
	for {
		select {
		case <-s.halt:
			return
		default:
		}
		s.weights <- read() // ok: Close hears of the end before it stops the other
	}
}

func (s *Scale) show(show func(int)) {
	for {
		select {
		case w := <-s.weights:
			show(w)
		case <-s.quit:
			return
		}
	}
}

// Close stops the reader first.
func (s *Scale) Close() {
	close(s.halt)
	<-s.ended
	close(s.quit)
}

// A Feed is read by one goroutine, which says when it fails.
type Feed struct {
	items  chan string
	notes  chan string
	failed chan struct{}
	left   chan struct{}
}

// OpenFeed starts both.
func OpenFeed(next func() (string, error), show func(string)) *Feed {
	f := &Feed{items: make(chan string), notes: make(chan string), failed: make(chan struct{}), left: make(chan struct{})}
	go f.read(next)
	go f.show(show)
	go f.annotate(show)
	return f
}

func (f *Feed) read(next func() (string, error)) {
	for {
		item, err := next()
		if err != nil {
			f.fail()
			return
		}
		f.accept(item)
	}
}

func (f *Feed) fail() { close(f.failed) }

func (f *Feed) accept(item string) {
	f.notes <- item // want `send on "notes" blocks forever once its receiver has stopped`
	f.items <- item // ok: nothing comes after a failure
}

func (f *Feed) show(show func(string)) {
	for {
		select {
		case item := <-f.items:
			show(item)
		case <-f.failed:
			return
		}
	}
}

func (f *Feed) annotate(show func(string)) {
	for {
		select {
		case note := <-f.notes:
			show(note)
		case <-f.left:
			return
		}
	}
}

// Leave ends the notes.
func (f *Feed) Leave() { close(f.left) }
