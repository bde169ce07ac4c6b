package earlyreturn

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// scout looks for peers, and counts its probes for Close as well.
type scout struct {
	mu     sync.Mutex
	probes sync.WaitGroup
	good   []string
	quit   chan struct{}
}

func (s *scout) probe(addr string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.good = append(s.good, addr)
}

func (s *scout) run(addrs <-chan string) {
	var wg sync.WaitGroup
	for {
		if len(s.good) > 8 {
			return // ok: Close waits for the probes
		}
		select {
		case addr, ok := <-addrs:
			if !ok {
				wg.Wait()
				addrs = nil
				continue
			}
			s.probes.Add(1)
			wg.Add(1)
			go func() {
				defer s.probes.Done()
				defer wg.Done()
				s.probe(addr)
			}()
		case <-s.quit:
			return
		}
	}
}

func (s *scout) Close() {
	close(s.quit)
	s.probes.Wait()
}

// copyChecked looks at a copy that goes through a pipe of its own.
func copyChecked(dst io.Writer, src io.Reader) error {
	r, w := io.Pipe()
	var wg sync.WaitGroup
	marked := false
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer io.Copy(io.Discard, r)
		lines := bufio.NewScanner(r)
		for lines.Scan() {
			marked = marked || strings.HasPrefix(lines.Text(), "END")
		}
	}()
	_, err := io.Copy(dst, io.TeeReader(src, w))
	w.CloseWithError(err)
	if err != nil {
		return err // ok: the goroutine has nothing but the pipe, and ends with that
	}
	wg.Wait()
	if !marked {
		return errors.New("no end")
	}
	return nil
}

type feedLink struct{ lines *bufio.Scanner }

func dialFeed(addr string) *feedLink { return &feedLink{bufio.NewScanner(strings.NewReader(addr))} }

func (s *feedLink) receive() bool          { return s.lines.Scan() }
func (s *feedLink) send(line string) error { return s.lines.Err() }

// publish leaves when the stream has failed, which the goroutine notices, too.
func publish(addr string, lines []string) error {
	s := dialFeed(addr)
	var wg sync.WaitGroup
	wg.Go(func() {
		for s.receive() {
		}
	})
	for _, line := range lines {
		if err := s.send(line); err != nil {
			return err // ok: what the goroutine receives from is broken
		}
	}
	wg.Wait()
	return nil
}

// publishFiles leaves the goroutine with a stream that nobody closes.
func publishFiles(addr string, names []string) error {
	s := dialFeed(addr)
	var wg sync.WaitGroup
	wg.Go(func() {
		for s.receive() {
		}
	})
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err // want `return may be reached before "wg" is waited for`
		}
		if err := s.send(string(data)); err != nil {
			return err
		}
	}
	wg.Wait()
	return nil
}

// copyLogged has a writer of the caller in hand.
func copyLogged(log io.Writer, src io.Reader) error {
	r, w := io.Pipe()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		io.Copy(log, r)
	}()
	_, err := io.Copy(w, src)
	w.Close()
	if err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

type archive struct {
	sizes map[string]int
	last  string
}

func (a *archive) names(ctx context.Context, year int) ([]string, error) {
	return nil, ctx.Err()
}

func parse(query string) ([]int, error) { return nil, nil }

// list drops what comes of a search that it has cancelled.
func (a *archive) list(ctx context.Context, query string) ([]string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, ctx := errgroup.WithContext(ctx)
	var recent []string
	g.Go(func() error {
		var err error
		recent, err = a.names(ctx, 0)
		return err
	})
	years, err := parse(query)
	if err != nil {
		return nil, err // ok: the search is cancelled and only reads
	}
	for _, year := range years {
		g.Go(func() error {
			_, err := a.names(ctx, year)
			return err
		})
	}
	return recent, g.Wait()
}

// listOn is as list, but nobody cancels the search.
func (a *archive) listOn(ctx context.Context, query string) ([]string, error) {
	g, ctx := errgroup.WithContext(ctx)
	var recent []string
	g.Go(func() error {
		var err error
		recent, err = a.names(ctx, 0)
		return err
	})
	if _, err := parse(query); err != nil {
		return nil, err // want `return may be reached before "g" is waited for`
	}
	return recent, g.Wait()
}

// note is cancelled, but changes what others have.
func (a *archive) note(ctx context.Context, query string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	g.Go(func() error {
		names, err := a.names(ctx, 0)
		a.last = names[0]
		return err
	})
	if _, err := parse(query); err != nil {
		return err // want `return may be reached before "g" is waited for`
	}
	return g.Wait()
}

type pages struct{ free [][]byte }

func (p *pages) take() []byte { return p.free[0] }
func (p *pages) unmap()       { p.free = nil }
func newPages() *pages        { return &pages{} }

// uploadPages cancels, and takes the pages away from under those that still run.
func uploadPages(ctx context.Context, put func(context.Context, []byte) error, query string) error {
	buffers := newPages()
	defer buffers.unmap()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	g.Go(func() error { return put(ctx, buffers.take()) })
	if _, err := parse(query); err != nil {
		return err // want `return may be reached before "g" is waited for`
	}
	return g.Wait()
}

// send reads on from what the caller has given it.
func send(ctx context.Context, src io.Reader, name string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			io.CopyN(io.Discard, src, 1024)
		}
	})
	if _, err := os.Stat(name); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

type cache interface {
	Start(ctx context.Context) error
}

// startAll hands the first failure to its caller, who ends the others.
func startAll(ctx context.Context, caches []cache) error {
	var wg sync.WaitGroup
	failed := make(chan error, len(caches))
	for _, c := range caches {
		wg.Go(func() {
			if err := c.Start(ctx); err != nil {
				failed <- err
			}
		})
	}
	select {
	case err := <-failed:
		return err // ok: it waits when it is told to stop, and leaves them to the caller else
	case <-ctx.Done():
		wg.Wait()
		return nil
	}
}

// startFirst waits below, too.
func startFirst(ctx context.Context, caches []cache) error {
	var wg sync.WaitGroup
	failed := make(chan error, len(caches))
	for _, c := range caches {
		wg.Go(func() {
			if err := c.Start(ctx); err != nil {
				failed <- err
			}
		})
	}
	select {
	case err := <-failed:
		return err // want `return may be reached before "wg" is waited for`
	case <-ctx.Done():
	}
	wg.Wait()
	return nil
}
