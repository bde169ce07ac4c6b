// Package handlers is a library that handles signals.
package handlers

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// A Depot is what has to be stopped.
type Depot struct {
	signals  chan os.Signal
	quit     chan struct{}
	stopping atomic.Bool
	done     chan struct{}
}

// Close stops it.
func (d *Depot) Close() { close(d.quit) }

// Select receives among others.
func (d *Depot) Select(failed <-chan error) {
	signal.Notify(d.signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		for {
			select {
			case sig := <-d.signals:
				slog.Info("stopping", "signal", sig)
				os.Exit(0) // want `call to os\.Exit ends the process in a signal handler \(nothing is stopped in order\)`
			case err := <-failed:
				log.Print(err)
				os.Exit(1) // ok: no signal has come; exitoutsidemain reports it
			case <-d.quit:
				return
			}
		}
	}()
}

// Shutdown closes first, but the library takes main with it.
func (d *Depot) Shutdown() {
	signal.Notify(d.signals, os.Interrupt, syscall.SIGTERM)
	go d.handle()
}

func (d *Depot) handle() {
	<-d.signals
	d.Close()
	os.Exit(0) // want `call to os\.Exit ends the process in a signal handler, after cleanup \(the deferred calls of main are cut off\)`
}

// Trap runs what it is given, in a goroutine for each signal.
func Trap(cleanup func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		count := int32(0)
		for sig := range c {
			go func() {
				log.Printf("received %v", sig)
				if atomic.LoadInt32(&count) < 3 {
					if atomic.AddInt32(&count, 1) == 1 {
						cleanup()
						os.Exit(0) // want `call to os\.Exit ends the process in a signal handler, after cleanup`
					}
					return
				}
				os.Exit(128) // ok: the third one
			}()
		}
	}()
}

// Prompt restores the terminal, for as long as it asks.
func Prompt(restore func(), read func() string) string {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(c)
	go func() {
		<-c
		restore()
		os.Exit(1) // ok: the handler is there for the length of the prompt
	}()
	return read()
}

// PromptWith starts a handler that is a function of its own.
func PromptWith(restore func(), read func() string) string {
	c := make(chan os.Signal, 1)
	answered := make(chan struct{})
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(c)
	defer close(answered)
	go restoreOn(c, answered, restore)
	return read()
}

func restoreOn(c chan os.Signal, answered chan struct{}, restore func()) {
	select {
	case <-c:
		restore()
		os.Exit(1) // ok: as in Prompt
	case <-answered:
	}
}

// hooks are run when the process ends.
var hooks []func()

// RunHooks is how programs that use this package end.
func RunHooks() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-c
		for _, hook := range hooks {
			hook()
		}
		os.Exit(0) // ok: this is what the hooks are registered for
	}()
}

// Cancel tells, and gives nobody the time to hear it.
func Cancel(cancel context.CancelFunc, status func() int) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-c
		cancel()
		os.Exit(status()) // want `call to os\.Exit ends the process in a signal handler, after cleanup`
	}()
}

// CancelAndWait waits for those who have been told.
func CancelAndWait(cancel context.CancelFunc, idle <-chan struct{}) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-c
		cancel()
		<-idle
		os.Exit(0) // ok: all have stopped
	}()
}

// Counted ends the process on a later signal.
func (d *Depot) Counted(cancel context.CancelFunc) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		for i := 0; ; i++ {
			<-c
			if i > 0 {
				os.Exit(1) // ok: not the first
			}
			cancel()
		}
	}()
	go func() {
		for range c {
			if d.stopping.Swap(true) {
				os.Exit(1) // ok: not the first
			}
			go d.Close()
		}
	}()
	go func() {
		for n := 1; ; n++ {
			<-c
			switch n {
			case 1:
				cancel()
			case 2:
				d.Close()
			default:
				os.Exit(1) // ok: not the first
			}
		}
	}()
	go func() {
		stopping := false
		for range c {
			if stopping {
				os.Exit(1) // ok: not the first
			}
			if !d.stopping.CompareAndSwap(false, true) {
				os.Exit(1) // ok: nor this
			}
			stopping = true
		}
	}()
}

// Deadline ends the process if stopping takes too long.
func (d *Depot) Deadline(ctx context.Context) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer stop()
		<-ctx.Done()
		time.AfterFunc(10*time.Second, func() {
			os.Exit(1) // ok: when the time is up
		})
		d.Close()
	}()
}

// Context comes to an end by a signal, too.
func (d *Depot) Context(ctx context.Context) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer stop()
		<-ctx.Done()
		fmt.Println("interrupted")
		log.Fatal("bye") // want `call to log\.Fatal ends the process in a signal handler \(nothing is stopped in order\)`
	}()
	plain, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		<-plain.Done()
		os.Exit(1) // ok: no signal in sight; exitoutsidemain reports it
	}()
}

// Quit is what SIGQUIT asks for.
func Quit(reload func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGQUIT, syscall.SIGHUP)
	go func() {
		for sig := range c {
			switch sig {
			case syscall.SIGQUIT:
				log.Print("quitting at once")
				os.Exit(3) // ok: asked for
			case syscall.SIGHUP:
				reload()
			}
			if sig == syscall.SIGABRT {
				os.Exit(3) // ok: asked for
			}
		}
	}()
}

// First tests whether the channel is open.
func First(c chan os.Signal) {
	go func() {
		sig, ok := <-c
		if ok {
			log.Print(sig)
			os.Exit(1) // want `call to os\.Exit ends the process in a signal handler \(nothing is stopped in order\)`
		}
	}()
}

// Block waits on the goroutine of its caller.
func Block(c chan os.Signal) {
	<-c
	os.Exit(1) // ok: no goroutine of its own; exitoutsidemain reports it
}
