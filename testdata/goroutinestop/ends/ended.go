// Package ends has endless loops that have to end before the process does, and
// some of which nothing says so.
package ends

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Journal is kept for each tenant.
type Journal struct {
	mu   sync.Mutex
	out  io.WriteCloser
	size int64
	once sync.Once
}

// OpenJournal opens one.
func OpenJournal(out io.WriteCloser) *Journal {
	j := &Journal{out: out}
	go j.measure() // want `goroutine runs an endless loop`
	return j
}

func (j *Journal) measure() {
	for range time.Tick(5 * time.Second) {
		j.mu.Lock()
		log.Printf("%d bytes", j.size)
		j.mu.Unlock()
	}
}

// Append starts the flushing with the first entry.
func (j *Journal) Append(entry []byte) error {
	j.once.Do(j.startFlushing)
	j.mu.Lock()
	defer j.mu.Unlock()
	n, err := j.out.Write(entry)
	j.size += int64(n)
	return err
}

func (j *Journal) startFlushing() {
	go func() { // want `goroutine runs an endless loop`
		for {
			time.Sleep(time.Minute)
			_, _ = j.out.Write(nil)
		}
	}()
}

// Close closes what is written to, and leaves both loops behind.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.out.Close()
}

type tail struct{ lines chan string }

func (t *tail) Read([]byte) (int, error) { return 0, io.EOF }
func (t *tail) Close() error             { close(t.lines); return nil }

// Follow returns what can be closed.
func Follow(read func() string) io.ReadCloser {
	t := &tail{lines: make(chan string)}
	go func() { // want `goroutine runs an endless loop`
		for {
			log.Print(read())
			time.Sleep(time.Second)
		}
	}()
	return t
}

// FollowAll returns several of them.
func FollowAll(read func() string) []*tail {
	go func() { // want `goroutine runs an endless loop`
		for {
			log.Print(read())
			time.Sleep(time.Second)
		}
	}()
	return []*tail{{lines: make(chan string)}}
}

// Refresh is given a context that it does not take along.
func Refresh(ctx context.Context, refresh func() error) error {
	if err := refresh(); err != nil {
		return err
	}
	go func() { // want `goroutine runs an endless loop`
		for range time.Tick(time.Minute) {
			_ = refresh()
		}
	}()
	return ctx.Err()
}

// Handle leaves a goroutine behind for each request.
func Handle(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	go func() { // want `goroutine runs an endless loop`
		for {
			log.Print(path)
			time.Sleep(time.Second)
		}
	}()
}

// Greet leaves one behind for each connection.
func Greet(conn net.Conn) {
	go beat(conn) // want `goroutine runs an endless loop`
}

func beat(conn net.Conn) {
	for range time.Tick(time.Second) {
		_, _ = conn.Write([]byte{0})
	}
}

// Ids returns a channel, and whoever has it may stop to receive.
func Ids() <-chan int {
	ids := make(chan int)
	go func() { // want `goroutine runs an endless loop`
		for i := 0; ; i++ {
			ids <- i
		}
	}()
	return ids
}

// Crawl never comes to its Wait.
func Crawl(fetch func() string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `goroutine runs an endless loop`
		defer wg.Done()
		for {
			log.Print(fetch())
		}
	}()
	wg.Go(func() { // want `goroutine runs an endless loop`
		for {
			log.Print(fetch())
		}
	})
	wg.Wait()
}
