// Package closers has values that can be closed.
//
//quiesce:require owner
package closers

import (
	"context"
	"io"
	"log"
	"net"
	"os/exec"
	"time"
)

// Global ends with the process.
var Global context.Context

type agent interface {
	Accept(ctx context.Context) (net.Conn, error)
	Name(ctx context.Context) string
}

type quicListener interface {
	agent
	io.Closer
}

type transport struct {
	quic  quicListener
	agent agent
	ctx   context.Context
	stop  context.CancelFunc
	trash chan string
}

func newTransport(a agent) *transport {
	t := &transport{agent: a, trash: make(chan string)}
	t.ctx, t.stop = context.WithCancel(Global)
	go t.clean(Global) // want `goroutine of a transport stops on Global alone, which Close does not end`
	go t.clean(t.ctx)  // ok: Close cancels it
	go t.once(Global)  // ok: it ends by itself, too
	return t
}

func (t *transport) clean(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.trash:
		case <-time.After(time.Hour):
		}
	}
}

func (t *transport) once(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Hour):
	}
}

func (t *transport) start() error {
	_ = t.agent.Name(context.Background())      // ok: it does not wait for anybody
	conn, err := t.agent.Accept(context.TODO()) // want `Accept blocks on context.TODO\(\), which nothing cancels \(Close cannot end it\)`
	if err == nil {
		err = conn.Close()
	}
	return err
}

func (t *transport) startUntil() error {
	conn, err := t.agent.Accept(t.ctx) // ok: Close cancels it
	if err == nil {
		err = conn.Close()
	}
	return err
}

func (t *transport) startQUIC() error {
	conn, err := t.quic.Accept(context.Background()) // ok: Close closes what it accepts from
	if err == nil {
		err = conn.Close()
	}
	return err
}

// Close ends the transport.
func (t *transport) Close() {
	t.stop()
	_ = t.quic.Close()
}

// A tokenLimiter lets through so many in a second.
type tokenLimiter interface {
	Wait(ctx context.Context) error
}

func (t *transport) replicate(l tokenLimiter) error {
	return l.Wait(context.Background()) // ok: it is let through soon
}

// A dialer cannot be closed.
type dialer struct{ agent agent }

func (d *dialer) dial() (net.Conn, error) {
	return d.agent.Accept(context.Background()) // ok: nobody asks it to end
}

// Encode starts processes.
func Encode(ctx context.Context, args ...string) error {
	cmd := exec.Command("ffmpeg", args...)
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { // want `goroutine waits for the process of "cmd", which nothing kills`
		log.Print(cmd.Wait())
	}()
	killed := exec.Command("ffmpeg", args...)
	go func() { // ok: the timer kills it
		log.Print(killed.Run())
	}()
	time.AfterFunc(time.Minute, func() { _ = killed.Process.Kill() })
	bound := exec.CommandContext(ctx, "ffmpeg", args...)
	go func() { // ok: the context ends it
		log.Print(bound.Run())
	}()
	return nil
}
