// The program serves with echo, whose Start returns ErrServerClosed.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/labstack/echo/v4"
)

func main() {
	e := echo.New()
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	go func() {
		<-quit
		drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := e.Shutdown(drain); err != nil {
			log.Print(err)
		}
	}()
	if err := e.Start(":8080"); err != nil && !errors.Is(err, http.ErrServerClosed) { // want `\(\*echo\.Echo\)\.Start returns when Shutdown begins, and the process ends`
		log.Print(err)
	}
}

// recipe is the one of the documentation.
func recipe(e *echo.Echo) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	go func() {
		if err := e.Start(":8080"); err != nil && !errors.Is(err, http.ErrServerClosed) { // ok: it is shut down below
			e.Logger.Fatal("shutting down the server")
		}
	}()
	<-ctx.Done()
	drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := e.Shutdown(drain); err != nil {
		log.Print(err)
	}
}

func fatal(cert, key string) {
	e := echo.New()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	go func() {
		if err := e.StartTLS(":8443", cert, key); err != nil {
			log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed when Shutdown begins \(the drain is cut off\)`
		}
	}()
	<-ctx.Done()
	e.Shutdown(ctx) // want `\(\*echo\.Echo\)\.Shutdown is given a context that is already cancelled`
}

// A Gateway never stops the second of its servers.
type Gateway struct{ public, admin *echo.Echo }

func NewGateway() *Gateway { return &Gateway{public: echo.New(), admin: echo.New()} }

func (g *Gateway) Open() {
	go g.public.StartAutoTLS(":443") // ok: Close closes it
	go g.admin.Start(":8081")        // want `goroutine serves on "admin", which nothing shuts down or closes`
}

func (g *Gateway) Close() error { return g.public.Close() }
