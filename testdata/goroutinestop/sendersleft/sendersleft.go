// Package sendersleft has receivers that wait for workers which may have
// been told to stop.
package sendersleft

import (
	"context"
	"sync"
)

type part struct{ path string }

func (p part) upload() error { return nil }

// uploadAll counts on a result for each part.
func uploadAll(ctx context.Context, parts []part) error {
	work := make(chan part, len(parts))
	results := make(chan error, len(parts))
	workCtx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for p := range work {
				select {
				case <-workCtx.Done():
					return
				default:
				}
				results <- p.upload()
			}
		})
	}
	for _, p := range parts {
		work <- p
	}
	close(work)
	var err error
	for range parts {
		if err = <-results; err != nil { // want `receive from results waits forever once its senders have stopped on workCtx \(on line 25\)`
			cancel()
			break
		}
	}
	wg.Wait()
	return err
}

// uploadSome looks at the context of the workers.
func uploadSome(ctx context.Context, parts []part) error {
	results := make(chan error)
	for _, p := range parts {
		go func() {
			select {
			case <-ctx.Done():
			case results <- p.upload():
			}
		}()
	}
	for range parts {
		select {
		case err := <-results: // ok: it knows about ctx
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// firstUpload is the one who stops the workers.
func firstUpload(parts []part) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	results := make(chan error)
	for _, p := range parts {
		go func() {
			select {
			case <-ctx.Done():
			case results <- p.upload():
			}
		}()
	}
	return <-results // ok: nobody else cancels ctx
}

// drained closes the channel when the workers have gone.
func drained(ctx context.Context, parts []part) error {
	results := make(chan error)
	var wg sync.WaitGroup
	for _, p := range parts {
		wg.Go(func() {
			select {
			case <-ctx.Done():
			case results <- p.upload():
			}
		})
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	return <-results // ok: it is closed
}

// answered has workers that send a last word.
func answered(ctx context.Context, p part) error {
	results := make(chan error, 1)
	go func() {
		select {
		case <-ctx.Done():
			results <- ctx.Err()
			return
		default:
		}
		results <- p.upload()
	}()
	return <-results // ok: there is an answer, cancelled or not
}

type request struct {
	path  string
	reply chan error
}

type server struct {
	requests chan request
	quit     chan struct{}
}

func newServer() *server {
	s := &server{requests: make(chan request), quit: make(chan struct{})}
	go s.serve()
	return s
}

func (s *server) serve() {
	for {
		select {
		case r := <-s.requests:
			r.reply <- part{r.path}.upload()
		case <-s.quit:
			return
		}
	}
}

func (s *server) Close() { close(s.quit) }

func (s *server) Do(path string) error {
	r := request{path, make(chan error)}
	select {
	case s.requests <- r:
		return <-r.reply // ok: a request that is taken is answered
	case <-s.quit:
		return nil
	}
}

// limited takes a token back that it has put there itself.
func limited(ctx context.Context, parts []part) {
	tokens := make(chan struct{}, 4)
	go func() {
		for _, p := range parts {
			select {
			case <-ctx.Done():
				return
			case tokens <- struct{}{}:
			}
			go func() {
				defer func() { <-tokens }() // ok: the token is there
				p.upload()
			}()
		}
	}()
}

type lease struct{ id int }

type leases struct {
	current chan lease
	stop    chan struct{}
}

func newLeases() *leases {
	l := &leases{current: make(chan lease), stop: make(chan struct{})}
	go l.hold()
	return l
}

func (l *leases) hold() {
	for id := 0; ; id++ {
		select {
		case l.current <- lease{id}:
		case <-l.stop:
			return
		}
	}
}

func (l *leases) Close() { close(l.stop) }

func (l *leases) Get() lease {
	return <-l.current // want `receive from l.current waits forever once its senders have stopped on l.stop \(on line 196\)`
}

type lanes struct {
	turns []chan bool
}

func newLanes() *lanes {
	return &lanes{turns: []chan bool{make(chan bool), make(chan bool)}}
}

func (l *lanes) give(ctx context.Context) {
	for _, turn := range l.turns {
		select {
		case turn <- true:
		case <-ctx.Done():
			return
		}
	}
}

func (l *lanes) Run(ctx context.Context) {
	go l.give(ctx)
	for _, turn := range l.turns {
		select {
		case <-turn:
		case <-ctx.Done():
			go func() {
				for _, turn := range l.turns {
					<-turn // want `receive from turn waits forever once its senders have stopped on ctx \(on line 220\)`
				}
			}()
			return
		}
	}
}

// A generator makes names in advance.
type generator struct {
	letters chan byte
	names   chan string
}

// newGenerator returns what stops it, too.
func newGenerator() (*generator, context.CancelFunc) {
	g := &generator{letters: make(chan byte, 8), names: make(chan string, 8)}
	ctx, cancel := context.WithCancel(context.Background())
	go g.makeLetters(ctx)
	go g.makeNames(ctx)
	return g, cancel
}

func (g *generator) next() string {
	return <-g.names // ok: whoever calls it has what stops the generator
}

func (g *generator) makeLetters(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
			g.letters <- 'a'
		}
	}
}

func (g *generator) makeNames(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
			letter := <-g.letters // want `receive from g.letters waits forever once its senders have stopped on ctx`
			g.names <- string(letter)
		}
	}
}

// Names returns two names.
func Names() [2]string {
	g, stop := newGenerator()
	defer stop()
	return [2]string{g.next(), g.next()}
}
