package kvserver_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

const (
	goodbye = "-CLOSING server is shutting down\n"

	// patience is how long anything may take before a test fails instead of
	// hanging. It is no part of what is measured.
	patience = time.Minute
)

// loadClient sends requests over one connection and checks every reply.
type loadClient struct {
	nc    net.Conn
	r     *bufio.Reader
	key   string
	depth int // requests in flight at a time
	sent  int
	tally tally
}

// tally is what has become of the requests of a client. A request is in one of
// them, or it is lost.
type tally struct{ answered, refused int }

// exchange is a request and the reply that it must get.
type exchange struct{ request, reply string }

func dialLoad(addr, key string, depth int) (*loadClient, error) {
	nc, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		return nil, err
	}
	if err := nc.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, errors.Join(err, nc.Close())
	}
	return &loadClient{nc: nc, r: bufio.NewReader(nc), key: key, depth: depth}, nil
}

// next returns the next request. The client is the only one that uses its key,
// so it knows what the server has to answer.
func (c *loadClient) next() exchange {
	n := c.sent
	c.sent++
	switch n % 6 {
	case 0:
		return exchange{fmt.Sprintf("SET %s %d EX 3600\n", c.key, n), "+OK\n"}
	case 1:
		return exchange{fmt.Sprintf("GET %s\r\n", c.key), fmt.Sprintf("=\"%d\"\n", n-1)}
	case 2:
		return exchange{"PING\n", "+PONG\n"}
	case 3:
		return exchange{fmt.Sprintf("DEL %s\n", c.key), ":1\n"}
	case 4:
		return exchange{fmt.Sprintf("GET %s\n", c.key), "_\n"}
	default:
		return exchange{"FLUSH\n", "-ERR unknown command \"FLUSH\"\n"}
	}
}

// batch sends as many requests as may be in flight and reads their replies. It
// reports whether the server has said goodbye instead of the last of them. Any
// other end of the connection is an error, and so is half a line.
func (c *loadClient) batch() (stopped bool, err error) {
	var pending []exchange
	var requests strings.Builder
	for range c.depth {
		x := c.next()
		pending = append(pending, x)
		requests.WriteString(x.request)
	}
	// A failed write is no failure yet: what counts is whether the server has
	// refused the requests, which the replies tell.
	_, writeErr := io.WriteString(c.nc, requests.String())
	for i, x := range pending {
		reply, err := c.r.ReadString('\n')
		switch {
		case err != nil:
			return false, fmt.Errorf("%d requests outstanding, got %q: %w", len(pending)-i, reply, errors.Join(err, writeErr))
		case reply == goodbye:
			c.tally.refused += len(pending) - i
			return true, c.expectEOF()
		case reply != x.reply:
			return false, fmt.Errorf("%q is answered with %q, want %q", x.request, reply, x.reply)
		}
		c.tally.answered++
	}
	return false, writeErr
}

// expectEOF reads the end of the connection, before which nothing may come.
func (c *loadClient) expectEOF() error {
	rest, err := io.ReadAll(c.r)
	if err != nil {
		return fmt.Errorf("after the last line: %w", err)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%q after the last line", rest)
	}
	return nil
}

// check compares what the client has sent with what has become of it.
func (c *loadClient) check(t *testing.T) {
	t.Helper()
	if got := c.tally.answered + c.tally.refused; got != c.sent {
		t.Errorf("%s: %d requests sent, but %d answered or refused", c.key, c.sent, got)
	}
	if c.tally.answered == 0 || c.tally.refused == 0 {
		t.Errorf("%s: %d answered, %d refused: the shutdown did not come in the middle",
			c.key, c.tally.answered, c.tally.refused)
	}
}
