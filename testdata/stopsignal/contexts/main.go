// Contexts is a program that asks for signals by context.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

type program struct {
	ctx  context.Context
	stop context.CancelFunc
}

func main() {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // want `the stop function of signal\.NotifyContext is discarded \(signals are caught until the process ends\)`
	run(ctx)
	new(program).start()
}

func run(ctx context.Context) {
	sub, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM) // want `the stop function stop of signal\.NotifyContext is never called \(signals are caught until the process ends\)`
	_ = stop
	<-sub.Done()
}

func (p *program) start() {
	p.ctx, p.stop = signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // want `the stop function stop of signal\.NotifyContext is never called`
	ctx, stop := signals()
	defer stop()
	<-ctx.Done()
	func() {
		ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM) // ok: handed on
		context.AfterFunc(ctx, stop)
	}()
	var cancel context.CancelFunc
	ctx, cancel = signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM) // ok: called
	if ctx.Err() != nil {
		cancel()
	}
}

func signals() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // ok: returned
}

// A listener has a method that calls it.
type listener struct {
	ctx  context.Context
	stop context.CancelFunc
}

func (l *listener) open() {
	l.ctx, l.stop = signal.NotifyContext(context.Background(), os.Interrupt) // ok: close calls it
}

func (l *listener) close() { l.stop() }

// A Shared one leaves that to whoever has it.
type Shared struct {
	Ctx  context.Context
	Stop context.CancelFunc
}

func (s *Shared) open() {
	s.Ctx, s.Stop = signal.NotifyContext(context.Background(), os.Interrupt) // ok: anyone may call it
}

func unheard() {
	_, stop := signal.NotifyContext(context.Background(), os.Interrupt) // want `signals go to a context that nobody has \(the process cannot be interrupted\)`
	defer stop()
}
