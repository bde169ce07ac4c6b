package fields

import (
	"bufio"
	"log"
	"net"
	"sync"
)

// A tunnel holds one count of its queue from the start on.
type tunnel struct {
	mu     sync.Mutex
	closed bool
	conn   net.Conn
	queue  *packets
}

type packets struct {
	c     chan string
	users sync.WaitGroup
}

func newPackets() *packets {
	q := &packets{c: make(chan string, 16)}
	q.users.Add(1)
	go func() {
		q.users.Wait()
		close(q.c)
	}()
	return q
}

func newTunnel(conn net.Conn) *tunnel {
	t := &tunnel{conn: conn, queue: newPackets()}
	go t.read()
	return t
}

// read closes the tunnel from a goroutine of its own, as others may.
func (t *tunnel) read() {
	lines := bufio.NewScanner(t.conn)
	for lines.Scan() {
		t.queue.c <- lines.Text()
	}
	go t.Close()
}

// Close gives the count back once.
func (t *tunnel) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return // ok: somebody has closed it before
	}
	t.closed = true
	_ = t.conn.Close()
	t.queue.users.Done()
}

// A roller counts its one goroutine unless it is an old one.
type roller struct {
	mill    chan bool
	once    sync.Once
	counted bool
	wg      sync.WaitGroup
}

func (r *roller) roll() {
	r.once.Do(func() {
		r.mill = make(chan bool, 1)
		r.counted = true
		r.wg.Add(1)
		go r.run()
	})
	r.mill <- true
}

func (r *roller) run() {
	if r.counted {
		defer r.wg.Done() // ok: it has been counted if it says so
	}
	for range r.mill {
		log.Print("rolled")
	}
}

func (r *roller) close() {
	close(r.mill)
	r.wg.Wait()
}
