package stopsignals

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os/exec"
	"time"

	"golang.org/x/sync/errgroup"
)

type gateway struct {
	listener net.Listener
	packets  net.PacketConn
	pipe     *io.PipeReader
}

func (g *gateway) close() {
	g.listener.Close()
	g.packets.Close()
}

func (g *gateway) start(conn net.Conn, cmd *exec.Cmd, srv *http.Server) {
	go g.accept()           // ok: it returns when the listener is closed
	go g.acceptTemporary()  // ok: it retries, and returns when the listener is closed
	go g.receive()          // ok: it returns when the socket is closed
	go g.read(conn)         // ok: it returns when the connection is closed
	go g.write(conn, nil)   // ok: it returns when the connection is closed
	go g.scan(conn)         // ok: it ends when the connection is closed
	go g.decode()           // ok: it returns when the pipe is closed
	go g.supervise(cmd)     // ok: it returns when the process ends well
	go srv.ListenAndServe() // ok: Shutdown makes it return
	go g.serve(srv)         // ok: Shutdown makes ListenAndServe return
	go g.deaf()             // want `goroutine runs an endless loop`
	go g.restart(srv)       // want `goroutine runs an endless loop`

	var group errgroup.Group
	group.Go(func() error { // ok: it returns when the listener is closed
		for {
			conn, err := g.listener.Accept()
			if err != nil {
				return err
			}
			group.Go(func() error { return g.read(conn) })
		}
	})
	if err := group.Wait(); err != nil {
		log.Print(err)
	}
}

func (g *gateway) accept() {
	for {
		conn, err := g.listener.Accept()
		if err != nil {
			return
		}
		go g.read(conn)
	}
}

func (g *gateway) acceptTemporary() {
	delay := 5 * time.Millisecond
	for {
		conn, err := g.listener.Accept()
		if ne, ok := err.(net.Error); ok && ne.Timeout() {
			time.Sleep(delay)
			continue
		}
		if err != nil {
			log.Print(err)
			return
		}
		go g.read(conn)
	}
}

func (g *gateway) receive() {
	buf := make([]byte, 1500)
	for {
		if _, _, err := g.packets.ReadFrom(buf); err != nil {
			if errors.Is(err, net.ErrClosed) {
				break
			}
			log.Print(err)
		}
	}
}

func (g *gateway) read(conn net.Conn) error {
	defer conn.Close()
	r := bufio.NewReader(conn)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		log.Print(line)
	}
}

func (g *gateway) write(conn net.Conn, lines <-chan string) {
	for {
		select {
		case line := <-lines:
			if _, err := io.WriteString(conn, line); err != nil {
				return
			}
		case <-time.After(time.Minute):
			if _, err := io.WriteString(conn, "ping\n"); err != nil {
				return
			}
		}
	}
}

func (g *gateway) scan(conn net.Conn) {
	for s := bufio.NewScanner(conn); s.Scan(); {
		log.Print(s.Text())
	}
}

func (g *gateway) decode() {
	for dec := json.NewDecoder(g.pipe); ; {
		var event struct{ Name string }
		switch err := dec.Decode(&event); {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			log.Print(err)
		default:
			log.Print(event.Name)
		}
	}
}

func (g *gateway) supervise(cmd *exec.Cmd) {
	for {
		if err := cmd.Run(); err == nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func (g *gateway) serve(srv *http.Server) {
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		log.Print(err)
	}
}

// A closed listener keeps this loop busy.
func (g *gateway) deaf() {
	for {
		conn, err := g.listener.Accept()
		if err != nil {
			log.Print(err)
			continue
		}
		go g.read(conn)
	}
}

// Shutdown makes ListenAndServe return, and the loop calls it again.
func (g *gateway) restart(srv *http.Server) {
	for {
		err := srv.ListenAndServe()
		log.Print("serving again after ", err)
		time.Sleep(time.Second)
	}
}
