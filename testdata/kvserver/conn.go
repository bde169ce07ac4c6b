package kvserver

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"time"
)

// Why a connection is closed by the server. The text is sent to the client.
var (
	errStopping = errors.New("server is shutting down")
	errIdle     = errors.New("idle for too long")
	errTooLong  = errors.New("line too long")
)

// longAgo is a deadline that has passed.
var longAgo = time.Unix(1, 0)

// conn is the server's side of one connection. One goroutine uses it.
type conn struct {
	nc  net.Conn
	r   *bufio.Reader
	db  *DB
	cfg Config
}

func newConn(nc net.Conn, db *DB, cfg Config) *conn {
	return &conn{nc: nc, r: bufio.NewReaderSize(nc, maxLine), db: db, cfg: cfg}
}

// serve answers requests until the client leaves, a limit is passed or ctx is
// done, and closes the connection.
func (c *conn) serve(ctx context.Context) {
	defer c.nc.Close()
	interrupted := make(chan struct{})
	release := context.AfterFunc(ctx, func() {
		defer close(interrupted)
		c.nc.SetReadDeadline(longAgo)
	})
	reason := c.answerAll(ctx)
	if !release() {
		// The function has been started: it ends before the deadline is used
		// again.
		<-interrupted
	}
	if reason != nil {
		c.hangUp(reason)
	}
}

// answerAll answers one request after the other. It returns why the server has
// to hang up, or nil if the client is gone.
func (c *conn) answerAll(ctx context.Context) error {
	for {
		if err := c.nc.SetReadDeadline(time.Now().Add(c.cfg.IdleTimeout)); err != nil {
			return nil
		}
		// Looked at after the deadline has been set, or the new deadline could
		// undo the interruption.
		if ctx.Err() != nil {
			return errStopping
		}
		line, err := c.readLine()
		if err != nil {
			return closeReason(ctx, err)
		}
		if err := c.write(answer(c.db, line)); err != nil {
			return nil
		}
	}
}

// closeReason tells what an error of readLine says about the connection.
func closeReason(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return errTooLong
	case !errors.Is(err, os.ErrDeadlineExceeded):
		return nil
	case ctx.Err() != nil:
		return errStopping
	default:
		return errIdle
	}
}

// readLine returns the next line without its end. A line that the client has
// not ended before it left is no request.
func (c *conn) readLine() (string, error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return "", err
	}
	line = bytes.TrimSuffix(line, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	return string(line), nil
}

func (c *conn) write(reply string) error {
	if err := c.nc.SetWriteDeadline(time.Now().Add(c.cfg.WriteTimeout)); err != nil {
		return err
	}
	_, err := io.WriteString(c.nc, reply)
	return err
}
