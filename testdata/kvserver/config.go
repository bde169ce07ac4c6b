package kvserver

import (
	"cmp"
	"log/slog"
	"time"
)

// Config holds the limits of a [Server]. The zero value of a field stands for
// its default.
type Config struct {
	// MaxConns is how many connections are served at a time, 256 by default.
	// Further ones wait in the listener's queue.
	MaxConns int

	// IdleTimeout is how long a connection may take to send its next request,
	// five minutes by default.
	IdleTimeout time.Duration

	// WriteTimeout is how long a client may take to accept a reply, ten seconds
	// by default.
	WriteTimeout time.Duration

	// Linger is how long a connection that has sent its last line waits for the
	// client to hang up, one second by default.
	Linger time.Duration

	// Logger gets what an operator wants to know. By default there is none.
	Logger *slog.Logger
}

func (c Config) withDefaults() Config {
	c.MaxConns = cmp.Or(c.MaxConns, 256)
	c.IdleTimeout = cmp.Or(c.IdleTimeout, 5*time.Minute)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 10*time.Second)
	c.Linger = cmp.Or(c.Linger, time.Second)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}
