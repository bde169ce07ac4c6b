// Package helpers starts its goroutines through helpers that may refuse.
package helpers

import "sync"

type node struct {
	mu      sync.Mutex
	running bool
	wg      sync.WaitGroup
	peers   sync.WaitGroup
}

// spawn does not run f when the node is stopping.
func (n *node) spawn(f func()) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.running {
		return false
	}
	n.wg.Add(1)
	go func() {
		defer n.wg.Done()
		f()
	}()
	return true
}

// always runs f.
func (n *node) always(f func()) {
	n.wg.Add(1)
	go func() {
		defer n.wg.Done()
		f()
	}()
}

func (n *node) catchUp(peer string) {
	n.peers.Add(1) // want `"peers" is counted here, but spawn may return without running the func that calls Done`
	n.spawn(func() {
		defer n.peers.Done()
		send(peer)
	})
}

func (n *node) catchUpMethod() {
	n.peers.Add(1) // want `"peers" is counted here, but spawn may return without running the func that calls Done`
	n.spawn(n.runCatchUp)
}

func (n *node) runCatchUp() {
	defer n.peers.Done()
	send("all")
}

func (n *node) catchUpWaiting(peer string) {
	var ready sync.WaitGroup
	n.peers.Add(1) // want `"peers" is counted here, but spawn may return without running the func that calls Done`
	ready.Add(1)   // ok: undone below
	if !n.spawn(func() { n.announce(peer, &ready) }) {
		ready.Done()
	}
	ready.Wait()
}

func (n *node) announce(peer string, ready *sync.WaitGroup) {
	defer n.peers.Done()
	send(peer)
	ready.Done()
}

func (n *node) catchUpUndone(peer string) {
	n.peers.Add(1) // ok: undone if it does not start
	started := n.spawn(func() {
		defer n.peers.Done()
		send(peer)
	})
	if !started {
		n.peers.Done()
	}
}

func (n *node) catchUpAlways(peer string) {
	n.peers.Add(1) // ok: always starts it
	n.always(func() {
		defer n.peers.Done()
		send(peer)
	})
}

func (n *node) catchUpTold(peer string) bool {
	n.peers.Add(1)
	return n.spawn(func() { // ok: the caller hears of it and can undo
		defer n.peers.Done()
		send(peer)
	})
}

func (n *node) stop() {
	n.mu.Lock()
	n.running = false
	n.mu.Unlock()
	n.peers.Wait()
	n.wg.Wait()
}

// probe runs f unless one is under way.
func (n *node) probe(f func()) {
	if !n.running {
		return
	}
	go f()
}

func probeOnce(n *node) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: no probe is under way yet, and nobody is told otherwise
	n.probe(func() {
		defer wg.Done()
		send("all")
	})
	wg.Wait()
}

type stream struct{ monitor sync.WaitGroup }

func (s *stream) watch() {
	if s != nil {
		defer s.monitor.Done()
	}
	send("watch")
}

func (n *node) monitor(s *stream) {
	s.monitor.Add(1) // want `"monitor" is counted here, but spawn may return without running the func that calls Done`
	n.spawn(func() { s.watch() })
}

func (n *node) monitorUndone(s *stream) {
	s.monitor.Add(1) // ok: undone if it does not start
	if !n.spawn(func() { s.watch() }) {
		s.monitor.Done()
	}
}

func (s *stream) stop() { s.monitor.Wait() }

func each(xs []string, f func(string)) {
	for _, x := range xs {
		f(x)
	}
}

func visit(xs []string) {
	var wg sync.WaitGroup
	each(xs, func(x string) {
		wg.Add(1) // ok: the goroutine calls Done
		go func() {
			defer wg.Done()
			send(x)
		}()
	})
	wg.Wait()
}

func send(peer string) { println(peer) }
