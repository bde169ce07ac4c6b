package loggers

import (
	"context"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"
)

// A Dispatcher sends vehicles to jobs.
type Dispatcher struct {
	log   *zap.Logger
	sugar *zap.SugaredLogger
	dial  func(ctx context.Context, addr string) error
}

// NewDispatcher returns a dispatcher that logs to log.
func NewDispatcher(log *zap.Logger, dial func(context.Context, string) error) *Dispatcher {
	if dial == nil {
		log.Named("dispatch").Fatal("no dialer", zap.String("component", "dispatcher")) // want `call to \(\*zap\.Logger\)\.Fatal ends the process outside main`
	}
	return &Dispatcher{log: log, sugar: log.Sugar(), dial: dial}
}

// Connect dials the depots, each with a timeout of its own.
func (d *Dispatcher) Connect(ctx context.Context, addrs []string) {
	if len(addrs) == 0 {
		d.sugar.Fatal("no depots") // want `call to \(\*zap\.SugaredLogger\)\.Fatal ends the process outside main`
	}
	for i, addr := range addrs {
		if addr == "" {
			d.sugar.Fatalln("depot", i, "has no address") // want `call to \(\*zap\.SugaredLogger\)\.Fatalln ends the process outside main`
		}
		dialCtx, cancel := context.WithTimeout(ctx, 5*time.Second)
		err := d.dial(dialCtx, addr)
		cancel()
		switch {
		case err == nil:
			d.log.Info("connected", zap.String("depot", addr)) // ok: Info returns
		case ctx.Err() != nil:
			d.sugar.Fatalf("depot %s: %v", addr, context.Cause(ctx)) // want `call to \(\*zap\.SugaredLogger\)\.Fatalf ends the process outside main`
		case i == 0:
			d.sugar.Fatalw("main depot is down", "depot", addr, "err", err) // want `call to \(\*zap\.SugaredLogger\)\.Fatalw ends the process outside main`
		default:
			d.sugar.Errorw("depot is down", "depot", addr, "err", err) // ok: Errorw returns
			d.log.DPanic("depot is down", zap.Error(err))              // ok: a panic unwinds, and in development only
		}
	}
}

// Watch keeps a connection to every depot until one of them is lost.
func (d *Dispatcher) Watch(ctx context.Context, addrs []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, addr := range addrs {
		if !g.TryGo(func() error { return d.dial(ctx, addr) }) {
			d.log.Warn("too many depots", zap.String("depot", addr)) // ok: Warn returns
		}
	}
	g.Go(func() error {
		<-ctx.Done()
		d.log.Fatal("lost a depot", zap.Error(context.Cause(ctx))) // want `call to \(\*zap\.Logger\)\.Fatal ends the process outside main`
		return nil
	})
	return g.Wait()
}

// Audit writes at a level that is chosen at run time.
func (d *Dispatcher) Audit(entry string) {
	if ce := d.log.Check(zap.ErrorLevel, entry); ce != nil { // ok: no exit below the fatal level
		ce.Write(zap.Time("at", time.Now()))
	}
}
