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
