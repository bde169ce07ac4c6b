// Package sources has loops that accept and read.
package sources

import (
	"log"
	"net"
	"net/http"
)

type server struct {
	ln     net.Listener
	admin  net.Listener
	packet *net.UDPConn
	web    net.Listener
}

func newServer(addr string) (*server, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	admin, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return nil, err
	}
	web, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return nil, err
	}
	s := &server{ln: ln, web: web}
	s.admin = admin
	go s.accept()      // ok: Close closes the listener
	go s.acceptAdmin() // want `goroutine ends when s.admin is closed, which nobody does`
	go func() {        // want `goroutine ends when s.admin is closed, which nobody does`
		defer log.Print("no more admins")
		s.acceptAdmin()
	}()
	go s.read()      // want `goroutine ends when s.packet is closed, which nobody does`
	go s.acceptWeb() // ok: the server closes it
	return s, nil
}

func (s *server) listen(addr *net.UDPAddr) (err error) {
	s.packet, err = net.ListenUDP("udp", addr)
	return err
}

func (s *server) accept() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		go s.handle(conn) // ok: it closes the connection itself
	}
}

func (s *server) acceptAdmin() {
	for {
		conn, err := s.admin.Accept()
		if err != nil {
			return
		}
		go s.handle(conn)
	}
}

func (s *server) acceptWeb() {
	for {
		conn, err := s.web.Accept()
		if err != nil {
			return
		}
		go s.handle(conn)
	}
}

func (s *server) read() {
	buf := make([]byte, 1500)
	for {
		n, from, err := s.packet.ReadFromUDP(buf)
		if err != nil {
			return
		}
		_, _ = s.packet.WriteToUDP(buf[:n], from)
	}
}

func (s *server) handle(conn net.Conn) {
	defer conn.Close()
	buf := make([]byte, 512)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		_, _ = conn.Write(buf[:n])
	}
}

func (s *server) Close() error { return s.ln.Close() }

func (s *server) serveWeb() error { return http.Serve(s.web, nil) }

// local: the listener never leaves the function.
func local() error {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	go func() { // want `goroutine ends when ln is closed, which nobody does`
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	return nil
}

// Accept is given its listener.
func Accept(ln net.Listener, stop <-chan struct{}) {
	go func() { // ok: the caller may close it
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	other, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return
	}
	go func() { // ok: it looks at the channel
		for {
			conn, err := other.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
}

// Config says on what a client talks.
type Config struct{ Conn net.PacketConn }

// A Client talks on a connection that its user has opened.
type Client struct {
	conn  net.PacketConn
	named net.PacketConn
	dial  net.Conn
	own   net.PacketConn
}

// NewClient returns one.
func NewClient(config *Config, named net.PacketConn, dial func() (net.Conn, error)) (*Client, error) {
	conn, err := dial()
	if err != nil {
		return nil, err
	}
	own, err := net.ListenPacket("udp", "localhost:0")
	if err != nil {
		return nil, err
	}
	return &Client{conn: config.Conn, named: named, dial: conn, own: own}, nil
}

// Listen reads until what it reads from is closed.
func (c *Client) Listen() {
	go func() { // ok: the user closes it
		buf := make([]byte, 1500)
		for {
			if _, _, err := c.conn.ReadFrom(buf); err != nil {
				return
			}
		}
	}()
	go func() { // ok: the user closes it
		buf := make([]byte, 1500)
		for {
			if _, _, err := c.named.ReadFrom(buf); err != nil {
				return
			}
		}
	}()
	go func() { // ok: whose function it is may close it
		buf := make([]byte, 1500)
		for {
			if _, err := c.dial.Read(buf); err != nil {
				return
			}
		}
	}()
	go func() { // want `goroutine ends when c.own is closed, which nobody does`
		buf := make([]byte, 1500)
		for {
			if _, _, err := c.own.ReadFrom(buf); err != nil {
				return
			}
		}
	}()
}
