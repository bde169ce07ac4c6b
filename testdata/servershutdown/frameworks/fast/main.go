// The program serves with fasthttp, whose Serve returns nil when a Shutdown
// begins.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"os/signal"
	"syscall"

	"github.com/valyala/fasthttp"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, &fasthttp.Server{Handler: hello}); err != nil {
		log.Fatal(err)
	}
}

func hello(ctx *fasthttp.RequestCtx) { ctx.WriteString("hello") }

func serve(ctx context.Context, srv *fasthttp.Server) error {
	go func() {
		<-ctx.Done()
		srv.Shutdown()
	}()
	return srv.ListenAndServe(":8080") // want `\(\*fasthttp\.Server\)\.ListenAndServe returns when Shutdown begins, and the process ends`
}

// drained waits for the Shutdown.
func drained(ctx context.Context, srv *fasthttp.Server, ln net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }() // ok: it is shut down below
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	return errors.Join(srv.ShutdownWithContext(context.WithoutCancel(ctx)), <-failed)
}

func cancelled(ctx context.Context, srv *fasthttp.Server) error {
	go srv.ListenAndServeTLS(":8443", "cert.pem", "key.pem") // ok: it is shut down below
	<-ctx.Done()
	return srv.ShutdownWithContext(ctx) // want `\(\*fasthttp\.Server\)\.ShutdownWithContext is given a context that is already cancelled`
}

// A Front has four ways to make a server that nobody can get at.
type Front struct{ ln net.Listener }

func (f *Front) Start() error {
	ln, err := net.Listen("tcp", ":8081")
	if err != nil {
		return err
	}
	go fasthttp.ListenAndServe(":8080", hello)                           // want `fasthttp\.ListenAndServe in a goroutine runs a server that nothing can shut down`
	go fasthttp.ListenAndServeTLS(":8443", "cert.pem", "key.pem", hello) // want `fasthttp\.ListenAndServeTLS in a goroutine runs a server`
	go fasthttp.Serve(ln, hello)                                         // want `fasthttp\.Serve in a goroutine runs a server that nothing can shut down`
	go fasthttp.ServeTLS(f.ln, "cert.pem", "key.pem", hello)             // want `fasthttp\.ServeTLS in a goroutine runs a server that nothing can shut down \(closing its listener leaves connections\)`
	go (&fasthttp.Server{}).ServeTLS(ln, "cert.pem", "key.pem")          // want `\(\*fasthttp\.Server\)\.ServeTLS in a goroutine runs a server that nothing can shut down`
	return nil
}

func (f *Front) Stop() error { return f.ln.Close() }
