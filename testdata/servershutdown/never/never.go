// Package never has servers that nothing shuts down.
package never

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"example.com/fleet/servershutdown/rpc"
	"golang.org/x/sync/errgroup"
)

type proxy struct {
	public  *http.Server
	metrics *http.Server
	health  http.Server
	calls   *rpc.Server
	admin   *http.Server
	mux     *http.ServeMux
}

func (p *proxy) Start(l net.Listener) {
	go p.public.ListenAndServe() // ok: Stop shuts it down
	go func() {
		if err := p.metrics.ListenAndServe(); err != nil { // want `goroutine serves on "metrics", which nothing shuts down or closes`
			log.Print(err)
		}
	}()
	go p.serveHealth()
	go p.calls.Serve(l) // ok: whoever has made the listener may close it
	go p.admin.ListenAndServe()
}

func (p *proxy) serveHealth() {
	if err := p.health.ListenAndServe(); err != nil { // want `goroutine serves on "health", which nothing shuts down or closes`
		log.Print(err)
	}
}

func (p *proxy) Stop(ctx context.Context) error {
	return errors.Join(p.public.Shutdown(ctx), stopLater(ctx, p.admin))
}

// stopLater has the server under the name of its parameter.
func stopLater(ctx context.Context, srv *http.Server) error {
	time.Sleep(time.Second)
	return srv.Shutdown(ctx) // ok: the context of the caller
}

func (p *proxy) callsOwn() error {
	l, err := net.Listen("tcp", ":9090")
	if err != nil {
		return err
	}
	calls := rpc.NewServer()
	calls.RegisterService("fleet", p)
	go calls.Serve(l) // want `goroutine serves on "calls", which nothing shuts down or closes`
	return nil
}

func (p *proxy) callsHandedOut() (*rpc.Server, error) {
	l, err := net.Listen("tcp", ":9090")
	if err != nil {
		return nil, err
	}
	calls := rpc.NewServer()
	go calls.Serve(l) // ok: the caller has it
	return calls, nil
}

func (p *proxy) callsOnClosedListener(ctx context.Context) error {
	l, err := net.Listen("tcp", ":9090")
	if err != nil {
		return err
	}
	calls := rpc.NewServer()
	go calls.Serve(l) // ok: it ends with its listener
	<-ctx.Done()
	return l.Close()
}

func (p *proxy) grouped(ctx context.Context) error {
	var g errgroup.Group
	debug := &http.Server{Addr: ":6060", Handler: p.mux}
	g.Go(debug.ListenAndServe) // want `goroutine serves on "debug", which nothing shuts down or closes`
	return g.Wait()
}

// nameless has servers without a name.
type nameless struct{ mux *http.ServeMux }

func (n *nameless) Stop() {}

func (n *nameless) Start() {
	go http.ListenAndServe(":6060", n.mux) // want `http\.ListenAndServe in a goroutine runs a server that nothing can shut down`
	go http.ListenAndServe(":6061", nil)   // ok: the default mux is for the process, as pprof is
	go func() {
		err := (&http.Server{Addr: ":6062"}).ListenAndServe() // want `\(\*http\.Server\)\.ListenAndServe in a goroutine runs a server that nothing can shut down`
		log.Print(err)
	}()
}

// health answers probes until its listener is closed.
type health struct {
	ln  net.Listener
	mux *http.ServeMux
}

func (h *health) OnStartup() error {
	ln, err := net.Listen("tcp", ":8080")
	if err != nil {
		return err
	}
	h.ln = ln
	go func() { http.Serve(h.ln, h.mux) }() // want `http\.Serve in a goroutine runs a server that nothing can shut down \(closing its listener leaves connections\)`
	return nil
}

func (h *health) OnShutdown() error { return h.ln.Close() }

func (h *health) secure(ln net.Listener) {
	go http.ServeTLS(ln, h.mux, "cert.pem", "key.pem")               // ok: whoever has made the listener may close it
	go http.ListenAndServeTLS(":8443", "cert.pem", "key.pem", h.mux) // want `http\.ListenAndServeTLS in a goroutine runs a server that nothing can shut down`
}

// site shuts down a server that it does not serve with.
type site struct {
	srv *http.Server
	mux *http.ServeMux
}

func newSite(mux *http.ServeMux) *site {
	return &site{mux: mux, srv: &http.Server{Addr: ":8080", Handler: mux}}
}

func (s *site) ListenAndServe() error {
	l, err := net.Listen("tcp", s.srv.Addr)
	if err != nil {
		return err
	}
	return http.Serve(l, s.mux) // want `http\.Serve runs a server of its own \(Shutdown of "srv" does not reach it\)`
}

func (s *site) Shutdown(ctx context.Context) error { return s.srv.Shutdown(ctx) }

// group runs functions until the first of them returns.
type group struct {
	members []func(stop <-chan struct{}) error
}

func (g *group) add(f func(stop <-chan struct{}) error) { g.members = append(g.members, f) }

func addServers(g *group) {
	g.add(func(stop <-chan struct{}) error {
		l, err := net.Listen("tcp", ":9090")
		if err != nil {
			return err
		}
		s := rpc.NewServer()
		return s.Serve(l) // want `\(\*rpc\.Server\)\.Serve serves on "s" whatever "stop" says \(nothing shuts it down\)`
	})
	g.add(func(stop <-chan struct{}) error {
		l, err := net.Listen("tcp", ":9091")
		if err != nil {
			return err
		}
		s := rpc.NewServer()
		go func() {
			<-stop
			s.Stop()
		}()
		return s.Serve(l) // ok: it is stopped
	})
}

// forProcess has no one to tell it when to stop.
func forProcess(mux *http.ServeMux) {
	srv := &http.Server{Addr: ":8080", Handler: mux}
	go srv.ListenAndServe() // ok: it may live as long as the process
}

// pool hands its servers to a registry that may stop them.
type pool struct {
	mu      sync.Mutex
	servers []*http.Server
}

func (p *pool) Start(addrs []string) {
	for _, addr := range addrs {
		srv := &http.Server{Addr: addr}
		p.mu.Lock()
		p.servers = append(p.servers, srv)
		p.mu.Unlock()
		go srv.ListenAndServe() // ok: it is in a list
	}
}

func (p *pool) Close() error {
	for _, srv := range p.servers {
		if err := srv.Close(); err != nil {
			return err
		}
	}
	return nil
}

// poller has the shape of a server: a Run that blocks, and a Stop.
type poller struct {
	poll *ticks
	idle *ticks
}

// ticks calls a function now and then.
type ticks struct{ quit chan struct{} }

func newTicks() *ticks { return &ticks{quit: make(chan struct{})} }

// Run returns when Stop is called.
func (t *ticks) Run() {
	for {
		select {
		case <-t.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

// Stop ends Run.
func (t *ticks) Stop() { close(t.quit) }

func (p *poller) Start() {
	p.poll, p.idle = newTicks(), newTicks()
	go p.poll.Run() // ok: Close stops it
	go p.idle.Run() // want `goroutine serves on "idle", which nothing shuts down or closes`
}

func (p *poller) Close() { p.poll.Stop() }
