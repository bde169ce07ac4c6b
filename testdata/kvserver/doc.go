// Package kvserver is a small key-value server over TCP that stops in order.
//
// # Protocol
//
// A request is one line, a reply is one line, and replies come in the order of
// their requests, which may be pipelined. Lines end in "\n"; a "\r" before it
// is dropped. Words are separated by blanks, and a word that contains blanks or
// control characters is written as a Go string literal in double quotes.
//
//	PING                        +PONG
//	SET key value               +OK
//	SET key value EX seconds    +OK
//	GET key                     ="value", or _ if there is none
//	DEL key                     :1, or :0 if there was none
//
// A request that is not understood is answered with a line that starts with
// "-ERR ", and the connection goes on. A line that starts with "-CLOSING " is
// the last one of a connection and gives the reason: every request that has not
// been answered before it is refused and has had no effect.
//
// # Stopping
//
// A [Server] owns its goroutines: the accept loop, one for each connection, and
// one that purges expired entries. [Server.Shutdown] tells each of them to stop
// and waits for it, in this order: first the accept loop, so that no connection
// joins later; then the connections, which answer the request in hand, refuse
// the others and hang up; at last the purging of the store that they used. What
// is still connected when the deadline of the drain has come is closed, and the
// error of Shutdown says so.
package kvserver
