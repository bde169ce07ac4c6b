package example

import (
	"context"
	"errors"
	"log"
	"net"
	"time"
)

// StartUntil keeps the registry fresh until ctx is done.
func (r *Registry) StartUntil(ctx context.Context) {
	go func() { // ok: it returns when ctx is done
		ticker := time.NewTicker(time.Minute)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			if err := r.refresh(); err != nil {
				log.Print(err)
			}
		}
	}()
}

// ListenUntilClosed takes reports from vehicles until l is closed.
func ListenUntilClosed(l net.Listener, handle func(net.Conn)) {
	go acceptUntilClosed(l, handle) // ok: it returns when l is closed
}

func acceptUntilClosed(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			log.Print(err)
			continue
		}
		go handle(conn)
	}
}
