// Package fed has goroutines that are fed through channels.
package fed

import (
	"encoding/json"
	"io"
	"net/http"
	"sync"
)

type record struct{ name string }

type writer struct{}

func (*writer) encode(w io.Writer, records <-chan record) {
	enc := json.NewEncoder(w)
	for r := range records {
		enc.Encode(r)
	}
}

func records() []record { return nil }

func transfer(w http.ResponseWriter, r *http.Request) {
	feed := make(chan record)
	defer close(feed)
	go new(writer).encode(w, feed) // want `goroutine is fed by "feed" but not waited for: the function returns while it may write to "w"`
	for _, rec := range records() {
		feed <- rec
	}
}

func transferWaited(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	feed := make(chan record)
	wg.Go(func() { new(writer).encode(w, feed) }) // ok: a group waits
	for _, rec := range records() {
		feed <- rec
	}
	close(feed)
	wg.Wait()
}

func transferJoined(w http.ResponseWriter, r *http.Request) {
	feed := make(chan record)
	ended := make(chan struct{})
	go func() { // ok: it tells that it is through
		defer close(ended)
		new(writer).encode(w, feed)
	}()
	for _, rec := range records() {
		feed <- rec
	}
	close(feed)
	<-ended
}

func dump(w io.Writer, list []record) error {
	feed := make(chan record, 16)
	go func() { // want `goroutine is fed by "feed" but not waited for: the function returns while it may write to "w"`
		for r := range feed {
			io.WriteString(w, r.name)
		}
	}()
	for _, r := range list {
		feed <- r
	}
	close(feed)
	return nil
}

func dumpTo(w io.Writer, list []record, done func()) error {
	feed := make(chan record, 16)
	go func() { // ok: the caller is told
		defer done()
		for r := range feed {
			io.WriteString(w, r.name)
		}
	}()
	for _, r := range list {
		feed <- r
	}
	close(feed)
	return nil
}

func count(list []record) {
	feed := make(chan record)
	go func() { // ok: it has nothing of the caller's
		n := 0
		for range feed {
			n++
		}
	}()
	for _, r := range list {
		feed <- r
	}
	close(feed)
}

func start(w io.Writer) chan<- record {
	feed := make(chan record)
	go new(writer).encode(w, feed) // ok: the caller feeds it
	return feed
}

// answer echoes until the client has been quiet for too long.
func answer(conn io.ReadWriteCloser, idle <-chan struct{}) {
	failed := make(chan error, 1)
	defer close(failed)
	go func() { // ok: it hangs up, and writes nothing
		for range failed {
		}
		conn.Close()
	}()
	buf := make([]byte, 512)
	for {
		if _, err := io.ReadFull(conn, buf); err != nil {
			failed <- err
			return
		}
		conn.Write(buf)
	}
}
