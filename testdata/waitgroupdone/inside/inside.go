// Package inside counts goroutines that may not have started to count when
// someone waits.
package inside

import (
	"log"
	"net"
	"sync"
)

func literal(addr string) {
	var wg sync.WaitGroup
	go func() {
		log.Print("dialing ", addr)
		wg.Add(1) // want `"wg" is counted in the goroutine itself \(Wait on line 19 may come first\)`
		defer wg.Done()
		dial(addr)
	}()
	wg.Wait()
}

func first(addr string) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1) // ok: go vet reports it
		defer wg.Done()
		dial(addr)
	}()
	wg.Wait()
}

type target struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	locked sync.WaitGroup
	known  sync.WaitGroup
	queue  chan string
	closed bool
	looped chan struct{}
}

func (t *target) start() {
	go func() {
		for entry := range t.queue {
			t.send(entry)
		}
	}()
}

func (t *target) send(entry string) {
	t.wg.Add(1) // want `"wg" is counted inside the goroutine that calls Done \(Wait may come before it\)`
	defer t.wg.Done()
	dial(entry)
}

func (t *target) startMethod() { go t.loop() }

func (t *target) loop() {
	log.Print("loop")
	t.wg.Add(1) // want `"wg" is counted inside the goroutine that calls Done`
	defer t.wg.Done()
	for entry := range t.queue {
		dial(entry)
	}
}

func (t *target) startLocked() { go t.loopLocked() }

func (t *target) loopLocked() {
	t.mu.Lock()
	if t.closed {
		t.mu.Unlock()
		return
	}
	t.locked.Add(1) // ok: close takes the lock, too
	t.mu.Unlock()
	defer t.locked.Done()
	dial("locked")
}

func (t *target) startKnown() {
	go func() {
		defer close(t.looped)
		for entry := range t.queue {
			t.sendKnown(entry)
		}
	}()
}

func (t *target) sendKnown(entry string) {
	t.known.Add(1) // ok: close waits for the loop first
	defer t.known.Done()
	dial(entry)
}

func (t *target) close() {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	close(t.queue)
	t.wg.Wait()
	t.locked.Wait()
}

func (t *target) closeKnown() {
	close(t.queue)
	<-t.looped
	t.known.Wait()
}

// relay joins its loop through a helper.
type relay struct {
	wg     sync.WaitGroup
	queue  chan string
	looped chan struct{}
}

func (r *relay) start() { go r.loop() }

func (r *relay) loop() {
	defer close(r.looped)
	for addr := range r.queue {
		r.forward(addr)
	}
}

func (r *relay) forward(addr string) {
	r.wg.Add(1) // ok: stop joins the loop first
	defer r.wg.Done()
	dial(addr)
}

func (r *relay) join() {
	close(r.queue)
	<-r.looped
}

func (r *relay) stop() {
	r.join()
	r.wg.Wait()
}

// group starts what it counts, through a helper.
type group struct{ wg sync.WaitGroup }

func goSafe(f func()) {
	go func() {
		defer func() { _ = recover() }()
		f()
	}()
}

func (g *group) run(f func()) {
	log.Print("starting")
	g.wg.Add(1) // ok: goSafe starts what is counted
	goSafe(func() {
		defer g.wg.Done()
		f()
	})
}

func (g *group) runAll(fs []func()) {
	for _, f := range fs {
		go g.run(f)
	}
}

func (g *group) wait() { g.wg.Wait() }

func recursion(root string, list func(string) []string) {
	var wg sync.WaitGroup
	var walk func(dir string)
	walk = func(dir string) {
		defer wg.Done()
		for _, sub := range list(dir) {
			wg.Add(1) // ok: the goroutine that adds is counted
			go walk(sub)
		}
	}
	wg.Add(1)
	go walk(root)
	wg.Wait()
}

func worker(wg *sync.WaitGroup, addr string) {
	wg.Add(1) // want `"wg" is counted inside the goroutine that calls Done`
	defer wg.Done()
	dial(addr)
}

func startWorkers(addrs []string) {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		go worker(&wg, addr)
	}
	wg.Wait()
}

func handler(wg *sync.WaitGroup, addr string) {
	wg.Add(1) // ok: it is called, and not started
	defer wg.Done()
	dial(addr)
}

func handle(addrs []string) {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		handler(&wg, addr)
	}
	wg.Wait()
}

func dispatcher(queue <-chan string) {
	go func() {
		var wg sync.WaitGroup
		for addr := range queue {
			wg.Add(1) // ok: who adds is who waits
			go func() {
				defer wg.Done()
				dial(addr)
			}()
		}
		wg.Wait()
	}()
}

func handshake(addr string) {
	var wg sync.WaitGroup
	ready := make(chan struct{})
	go func() {
		log.Print("dialing ", addr)
		wg.Add(1) // ok: Wait comes after the handshake
		defer wg.Done()
		close(ready)
		dial(addr)
	}()
	<-ready
	wg.Wait()
}

func after(addrs []string) {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		go func() {
			defer wg.Done()
			dial(addr)
		}()
		wg.Add(1) // want `"wg" is counted after the goroutine that calls Done has been started \(Wait may come first\)`
	}
	wg.Wait()
}

func (t *target) startAndCount() {
	go t.drain()
	log.Print("started")
	t.wg.Add(1) // want `"wg" is counted after the goroutine that calls Done has been started`
}

func (t *target) drain() {
	defer t.wg.Done()
	for entry := range t.queue {
		dial(entry)
	}
}

func forTheNext(a, b string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		dial(a)
	}()
	wg.Add(1) // ok: for the goroutine below
	go func() {
		defer wg.Done()
		dial(b)
	}()
	wg.Wait()
}

func dial(addr string) {
	if conn, err := net.Dial("tcp", addr); err == nil {
		_ = conn.Close()
	}
}
