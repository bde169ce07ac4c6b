package never

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// mailbox accepts connections until it is closed, and leaves to those that it
// has when they end.
type mailbox struct {
	ln   net.Listener
	quit context.CancelFunc
}

// session answers one client, and has the methods of a server.
type session struct {
	conn net.Conn
	once sync.Once
}

func newSession(id int, conn net.Conn) *session { return &session{conn: conn} }

// Serve answers until the client hangs up.
func (s *session) Serve() {
	lines := bufio.NewScanner(s.conn)
	for lines.Scan() {
		s.conn.Write(lines.Bytes())
	}
	s.Close()
}

// Close hangs up.
func (s *session) Close() { s.once.Do(func() { s.conn.Close() }) }

func (m *mailbox) Serve() error {
	for id := 0; ; id++ {
		conn, err := m.ln.Accept()
		if err != nil {
			return err
		}
		sess := newSession(id, conn)
		go sess.Serve() // ok: it ends with its connection
	}
}

func (m *mailbox) Shutdown() error {
	m.quit()
	return m.ln.Close()
}

// probes serve what packages register for the process.
func (m *mailbox) probes(handler http.Handler) {
	srv := &http.Server{Addr: ":8081", ReadTimeout: time.Minute}
	go srv.ListenAndServe() // ok: the default mux is for the process
	own := &http.Server{Addr: ":8082"}
	own.Handler = handler
	go own.ListenAndServe() // want `goroutine serves on "own", which nothing shuts down or closes`
}
