package kvserver

import (
	"bufio"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

// pipeListener hands out the ends of in-memory pipes. Unlike sockets they work
// in synctest bubbles, and a write to one waits until the other end reads, so a
// test can hold the server in the middle of a reply.
type pipeListener struct {
	queue  chan net.Conn
	errs   chan error // what Accept returns first
	closed chan struct{}
	once   sync.Once
}

func newPipeListener(errs ...error) *pipeListener {
	ln := &pipeListener{
		queue:  make(chan net.Conn, 16),
		errs:   make(chan error, len(errs)),
		closed: make(chan struct{}),
	}
	for _, err := range errs {
		ln.errs <- err
	}
	return ln
}

func (ln *pipeListener) Accept() (net.Conn, error) {
	select {
	case err := <-ln.errs:
		return nil, err
	default:
	}
	select {
	case nc := <-ln.queue:
		return nc, nil
	case <-ln.closed:
		return nil, net.ErrClosed
	}
}

func (ln *pipeListener) Close() error {
	err := net.ErrClosed
	ln.once.Do(func() {
		close(ln.closed)
		err = nil
	})
	return err
}

func (ln *pipeListener) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "pipe"} }

// pipeClient is the other end of a connection.
type pipeClient struct {
	t  *testing.T
	nc net.Conn
	r  *bufio.Reader
}

func newPipeClient(t *testing.T, nc net.Conn) *pipeClient {
	return &pipeClient{t: t, nc: nc, r: bufio.NewReader(nc)}
}

// dial queues a connection. It does not wait until it is accepted.
func (ln *pipeListener) dial(t *testing.T) *pipeClient {
	return ln.dialAs(t, func(server net.Conn) net.Conn { return server })
}

// dialAs is dial with a server's end that misbehaves.
func (ln *pipeListener) dialAs(t *testing.T, wrap func(net.Conn) net.Conn) *pipeClient {
	client, server := net.Pipe()
	ln.queue <- wrap(server)
	return newPipeClient(t, client)
}

// send returns when the server has read all of request.
func (c *pipeClient) send(request string) {
	c.t.Helper()
	if _, err := io.WriteString(c.nc, request); err != nil {
		c.t.Errorf("sending %.20q: %v", request, err)
	}
}

// expect reads what the server sends and compares it.
func (c *pipeClient) expect(want string) {
	c.t.Helper()
	for line := range strings.Lines(want) {
		if got, err := c.r.ReadString('\n'); got != line || err != nil {
			c.t.Errorf("the server sent %q, %v; want %q", got, err, line)
			return
		}
	}
}

// expectEOF reads the end of the connection.
func (c *pipeClient) expectEOF() {
	c.t.Helper()
	if rest, err := io.ReadAll(c.r); len(rest) > 0 || err != nil {
		c.t.Errorf("the server sent %q, %v; want the end of the connection", rest, err)
	}
}

// accepted returns how many connections are being served, once every goroutine
// of the bubble waits.
func accepted(s *Server) int {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}
