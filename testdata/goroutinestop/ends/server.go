package ends

import (
	"context"
	"log"
	"net"
	"sync"
	"time"
)

// A Server can be shut down.
type Server struct {
	leader *leader
	mu     sync.Mutex
	open   bool
}

type leader struct{ name string }

// KeepConnected asks for the leader until ctx is cancelled.
func (l *leader) KeepConnected(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			l.name += "."
		}
	}
}

// NewServer returns one.
func NewServer() *Server {
	s := &Server{leader: new(leader), open: true}
	go s.leader.KeepConnected(context.Background()) // want `goroutine stops on context.Background\(\), which nothing cancels`
	go s.sweep()                                    // want `goroutine runs an endless loop`
	return s
}

func (s *Server) sweep() {
	for range time.Tick(time.Minute) {
		s.mu.Lock()
		s.open = s.leader.name != ""
		s.mu.Unlock()
	}
}

// Shutdown says that nobody is to come any more.
func (s *Server) Shutdown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = false
}

// RunShell asks for the leader as long as the shell runs.
func RunShell(read func() (string, error)) {
	l := new(leader)
	ctx := context.Background()
	go l.KeepConnected(ctx) // ok: nothing says that the process outlives the shell
	for {
		if _, err := read(); err != nil {
			return
		}
	}
}

// A throttled listener holds another one.
type throttled struct{ net.Listener }

// AcceptSlowly accepts after a while.
func (t throttled) AcceptSlowly() (net.Conn, error) {
	time.Sleep(time.Millisecond)
	return t.Accept()
}

// ServeSlowly spins once somebody closes the listener.
func ServeSlowly(address string, handle func(net.Conn)) {
	go acceptAll(address, handle) // want `goroutine comes to an endless loop and has no way to stop then`
}

func acceptAll(address string, handle func(net.Conn)) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return
	}
	slow := throttled{ln}
	for {
		conn, err := slow.AcceptSlowly()
		if err != nil {
			log.Print(err)
			continue
		}
		go handle(conn)
	}
}

// A pool has slots, of which Close closes one.
type pool struct {
	mu    sync.Mutex
	slots map[string]int
}

func (p *pool) Close(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.slots, name)
}

// sweep is called for the one pool of the server.
func (p *pool) sweep() {
	go func() { // ok: what Close closes is no pool
		for range time.Tick(time.Minute) {
			p.mu.Lock()
			clear(p.slots)
			p.mu.Unlock()
		}
	}()
}

// NewPool returns a pool that nothing ends.
func NewPool() *pool {
	p := &pool{slots: map[string]int{}}
	go func() { // want `goroutine runs an endless loop`
		for range time.Tick(time.Minute) {
			p.mu.Lock()
			clear(p.slots)
			p.mu.Unlock()
		}
	}()
	return p
}
