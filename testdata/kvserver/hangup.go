package kvserver

import (
	"io"
	"time"
)

// hangUp sends the last line, which refuses what has not been answered, and
// waits for the client to leave, at most for the time Config.Linger.
//
// To close at once would lose that line: a connection that is closed while
// requests are still on their way to it is reset, and a reset discards what the
// client has not read yet.
func (c *conn) hangUp(reason error) {
	if err := c.nc.SetReadDeadline(time.Now().Add(c.cfg.Linger)); err != nil {
		return
	}
	if err := c.write(replyClosing(reason)); err != nil {
		return
	}
	if half, ok := c.nc.(interface{ CloseWrite() error }); ok {
		if err := half.CloseWrite(); err != nil {
			return
		}
	}
	// Ends with the client's end of file or with the deadline: both are fine.
	_, _ = io.Copy(io.Discard, c.nc)
}
