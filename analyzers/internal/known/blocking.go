package known

import (
	"go/types"
	"slices"
	"strings"
)

// blockingMethods are the methods, in the standard library and in what
// services call their own, that block until the other side has something or
// what they belong to is closed.
var blockingMethods = []string{
	"Read", "Accept", "Recv", "RecvMsg", "ReadMessage", "ReadFrom", "Next", "Receive", "Serve", "ListenAndServe", "Events", "Done", "RoundTrip",
}

// ClosedToStop reports whether closing a value of type t is how others are
// told to stop: connections, listeners, pipes, servers and the like, which
// someone blocks on, and the tickers and timers of package time, which others
// cannot break. An *os.File is not: it is closed after use.
func ClosedToStop(t types.Type) bool {
	if named := Named(t); named != nil && named.Obj().Pkg() != nil {
		switch named.Obj().Pkg().Path() {
		case "os":
			if named.Obj().Name() == "File" {
				return false
			}
		case "time":
			return true
		}
	}
	return slices.ContainsFunc(blockingMethods, func(name string) bool { return hasMethod(t, name) })
}

func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}

// blockingPrefixes begin the names of methods of which the same holds.
var blockingPrefixes = []string{
	"accept", "read", "recv", "receive", "next", "pop", "dequeue", "poll", "fetch", "consume",
	"serve", "listen", "run", "wait", "scan", "subscribe", "watch", "get", "dial", "start", "copy", "take", "done", "pull", "discover",
}

// MayBlock reports whether a method of that name, in any case, may block
// until what it belongs to is closed: the goroutine that calls it ends by that.
func MayBlock(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(blockingPrefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}
