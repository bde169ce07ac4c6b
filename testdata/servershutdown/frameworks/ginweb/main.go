// The program serves with gin, whose Engine makes a server of its own.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/gin-gonic/gin"
)

func main() {
	router := gin.Default()
	router.GET("/ping", func(c *gin.Context) { c.String(http.StatusOK, "pong") })
	if err := router.Run(":8080"); err != nil { // ok: a program that runs until it is killed; see optin
		log.Fatal(err)
	}
}

// beside has a Shutdown, but of a server that nothing serves with.
func beside(router *gin.Engine) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	srv := &http.Server{Addr: ":8080", Handler: router}
	go router.Run(":8080") // want `\(\*gin\.Engine\)\.Run runs a server of its own \(Shutdown of "srv" does not reach it\)`
	<-ctx.Done()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	srv.Shutdown(drain)
}

// handled runs the Engine as the handler of a server that has a Shutdown.
func handled(router *gin.Engine) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	srv := &http.Server{Addr: ":8080", Handler: router}
	failed := make(chan error, 1)
	go func() {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // ok: it is shut down below
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return srv.Shutdown(drain)
}

// An Admin can be stopped, but for what it serves.
type Admin struct {
	router *gin.Engine
	cancel context.CancelFunc
	sock   net.Listener
}

func (a *Admin) Start(cert, key string) {
	go a.router.RunTLS(":8443", cert, key)       // want `\(\*gin\.Engine\)\.RunTLS in a goroutine runs a server that nothing can shut down`
	go a.router.RunUnix("/run/admin.sock")       // want `\(\*gin\.Engine\)\.RunUnix in a goroutine`
	go func() { a.router.RunListener(a.sock) }() // want `\(\*gin\.Engine\)\.RunListener in a goroutine runs a server that nothing can shut down`
}

func (a *Admin) Stop() { a.cancel() }
