package streams

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
)

type size struct{ Width, Height int }

// A session is what a request has opened.
type session struct {
	resizes chan size
	body    io.Reader
}

// open hands the channel to the one who runs the session, if anybody does.
func open(w http.ResponseWriter, req *http.Request) (*session, bool) {
	s := &session{body: req.Body}
	if s.body == nil {
		http.Error(w, "no body", http.StatusBadRequest)
		return nil, false
	}
	s.resizes = make(chan size)
	go readSizes(s.body, s.resizes)
	return s, true
}

func readSizes(r io.Reader, sizes chan<- size) {
	defer close(sizes)
	dec := json.NewDecoder(r)
	for {
		var s size
		if dec.Decode(&s) != nil {
			return
		}
		sizes <- s // want `send on "sizes" ignores the context of "req" \(it blocks forever once the caller has stopped receiving\)`
	}
}

// A Runner runs sessions.
type Runner interface {
	Run(body io.Reader, resizes <-chan size) error
}

// Serve may not come as far as Run.
func Serve(r Runner, w http.ResponseWriter, req *http.Request) {
	if s, ok := open(w, req); ok {
		if err := r.Run(s.body, s.resizes); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

// A guarded session looks at the context of its request.
type guarded struct{ resizes chan size }

func openGuarded(req *http.Request) *guarded {
	g := &guarded{resizes: make(chan size)}
	go readGuarded(req.Context(), req.Body, g.resizes)
	return g
}

func readGuarded(ctx context.Context, r io.Reader, sizes chan<- size) {
	defer close(sizes)
	dec := json.NewDecoder(r)
	for {
		var s size
		if dec.Decode(&s) != nil {
			return
		}
		select {
		case sizes <- s: // ok
		case <-ctx.Done():
			return
		}
	}
}

// ServeGuarded runs it.
func ServeGuarded(r Runner, req *http.Request) error {
	return r.Run(nil, openGuarded(req).resizes)
}

// A tail is read to its end by its own method.
type tail struct{ sizes chan size }

func follow(req *http.Request) *tail {
	t := &tail{sizes: make(chan size)}
	go t.read(json.NewDecoder(req.Body))
	return t
}

func (t *tail) read(dec *json.Decoder) {
	defer close(t.sizes)
	for {
		var s size
		if dec.Decode(&s) != nil {
			return
		}
		t.sizes <- s // ok: sum receives all
	}
}

func (t *tail) sum() (n int) {
	for s := range t.sizes {
		n += s.Width * s.Height
	}
	return n
}

// Sum adds up.
func Sum(req *http.Request) int { return follow(req).sum() }
