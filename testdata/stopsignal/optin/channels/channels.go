// Package channels receives signals from channels of its own.
package channels

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Drain swallows the second signal.
func Drain(srv *http.Server) error {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM) // want `signals are not given back when the function returns`
	go srv.ListenAndServe()
	<-quit // want `a second signal is swallowed from here on \(signal\.Stop is not called before the program stops\)`
	log.Print("shutting down")
	return srv.Shutdown(context.Background())
}

// DrainOnce gives it back.
func DrainOnce(srv *http.Server) error {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM)
	go srv.ListenAndServe()
	<-quit // ok: given back before the drain
	signal.Stop(quit)
	return srv.Shutdown(context.Background())
}

// Either waits for one of two.
func Either(srv *http.Server, failed chan error) error {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM) // want `signals are not given back when the function returns`
	select {
	case err := <-failed:
		return err
	case <-quit: // want `a second signal is swallowed from here on`
		return srv.Shutdown(context.Background())
	}
}

// Twice counts.
func Twice(stop func()) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-quit // ok: a second one is received
		go stop()
		<-quit
		os.Exit(1)
	}()
}

// Again receives them all.
func Again(reload func()) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM)
	go func() {
		for {
			<-quit // ok: it comes back here
			reload()
		}
	}()
}

// A pool checks its clients, each in a goroutine of its own.
type pool struct{ clients map[string]time.Time }

func (p *pool) check(key string) {
	go func() {
		quit := make(chan os.Signal, 1)
		signal.Notify(quit, os.Interrupt, syscall.SIGTERM) // want `signals are not given back when the function returns \(later ones are swallowed\)`
		ticker := time.NewTicker(time.Minute)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				if time.Since(p.clients[key]) > time.Hour {
					return
				}
			case <-quit:
				return
			}
		}
	}()
}

func (p *pool) watch(stop func()) {
	go func() {
		quit := make(chan os.Signal, 1)
		signal.Notify(quit, os.Interrupt, syscall.SIGTERM) // ok: it ends with a signal alone
		select {
		case <-quit: // want `a second signal is swallowed from here on`
			stop()
		}
	}()
}
