// Kvserver serves a key-value store over TCP. The protocol is described in
// package kvserver.
//
// SIGINT and SIGTERM stop it in order: it exits with status 0 when every
// request has been answered or refused, with status 1 if the time of -drain was
// too short for that. A second signal ends it at once.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/fleet/kvserver"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with a status to return, so that deferred calls are made.
func run(args []string, stdout, stderr io.Writer) int {
	opts, err := parseFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	logger := slog.New(slog.NewTextHandler(stderr, nil))
	if err := serve(opts, stdout, logger); err != nil {
		logger.Error("stopped", "err", err)
		return 1
	}
	logger.Info("stopped")
	return 0
}

type options struct {
	addr     string
	maxConns int
	linger   time.Duration
	drain    time.Duration
}

// parseFlags prints what is wrong with args to stderr before it returns an
// error.
func parseFlags(args []string, stderr io.Writer) (options, error) {
	var opts options
	fs := flag.NewFlagSet("kvserver", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&opts.addr, "addr", "127.0.0.1:6380", "`address` to listen on")
	fs.IntVar(&opts.maxConns, "max-conns", 256, "connections served at a time")
	fs.DurationVar(&opts.linger, "linger", time.Second, "how long a refused client may take to hang up")
	fs.DurationVar(&opts.drain, "drain", 10*time.Second, "how long connections may take to end")
	if err := fs.Parse(args); err != nil {
		return options{}, err
	}
	if fs.NArg() > 0 || opts.maxConns < 1 {
		fs.Usage()
		return options{}, errors.New("invalid arguments")
	}
	return opts, nil
}

// serve runs the server until a signal comes or the listener fails, and drains
// it.
func serve(opts options, stdout io.Writer, logger *slog.Logger) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	ln, err := net.Listen("tcp", opts.addr)
	if err != nil {
		return err
	}
	srv := kvserver.Start(ln, kvserver.Config{
		MaxConns: opts.maxConns,
		Linger:   opts.linger,
		Logger:   logger,
	})
	fmt.Fprintf(stdout, "listening on %s\n", ln.Addr())

	select {
	case <-ctx.Done():
		logger.Info("stopping", "cause", context.Cause(ctx))
	case <-srv.Done():
	}
	// From here on a second signal has its default effect and ends the process.
	stop()

	// A context of its own: ctx is done, and would leave no time to drain.
	drainCtx, cancel := context.WithTimeout(context.Background(), opts.drain)
	defer cancel()
	return srv.Shutdown(drainCtx)
}
