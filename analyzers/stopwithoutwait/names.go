package stopwithoutwait

import (
	"go/types"
	"slices"
	"strings"
	"unicode"
)

// Methods are known by name where no body is in sight. The lists are those
// of the standard library and of what services call their own.

// stopNames are what functions are called that stop all of something.
var stopNames = []string{
	"close", "stop", "shutdown", "quit", "terminate", "teardown", "halt", "destroy", "dispose", "kill", "cancel", "disconnect",
	"finish", "finalize", "unsubscribe", "gracefulstop", "closewitherror", "closeall", "stopall", "cleanup", "release",
}

// isStopName reports whether a function of that name stops something.
func isStopName(name string) bool {
	return slices.Contains(stopNames, strings.ToLower(name)) || stopsPart(name)
}

// stopsPart reports whether a function of that name stops a part of what it
// belongs to: stopPolling, closeConns.
func stopsPart(name string) bool {
	for _, verb := range []string{"stop", "close", "shutdown", "unsubscribe"} {
		if hasPrefixFold(name, verb) && len(name) > len(verb) && unicode.IsUpper(rune(name[len(verb)])) {
			return true
		}
	}
	return false
}

// closeName reports whether a method of that name makes what it belongs to
// unusable.
func closeName(name string) bool {
	return slices.Contains([]string{"Close", "close", "Shutdown", "Destroy", "Disconnect", "CloseNow"}, name)
}

// blockName reports whether a method of that name may block until what it
// belongs to is closed: the goroutine ends by it, so closing it is how to
// stop the goroutine.
func blockName(name string) bool {
	return hasPrefixFold(name, "accept", "read", "recv", "receive", "next", "pop", "dequeue", "poll", "fetch", "consume",
		"serve", "listen", "run", "wait", "scan", "subscribe", "watch", "get", "dial", "start", "copy", "take", "done", "pull", "discover")
}

// idleName reports whether a function of that name lets time pass, or waits
// for something that nobody in sight signals.
func idleName(name string) bool { return hasPrefixFold(name, "sleep", "drain", "acquire") }

// unseenWait reports whether fn, a function of another package, waits for
// what nobody can tell. Which goroutines a sync.WaitGroup counts is in sight.
func unseenWait(fn *types.Func) bool {
	return waitName(fn.Name()) && (fn.Name() != "Join" || fn.Signature().Recv() != nil) && fn.Pkg() != nil && fn.Pkg().Path() != "sync"
}

// waitName reports whether a function of that name waits.
func waitName(name string) bool {
	lower := strings.ToLower(name)
	return idleName(name) || strings.Contains(lower, "wait") || strings.Contains(lower, "join") || lower == "done"
}

// connected reports whether closing a value of type t is how others are
// told to stop: connections, listeners, pipes, servers and the like, which
// someone blocks on. An *os.File is not.
func connected(t types.Type) bool {
	if named, ok := types.Unalias(deref(t)).(*types.Named); ok {
		obj := named.Obj()
		if obj.Pkg() != nil && obj.Pkg().Path() == "os" && obj.Name() == "File" {
			return false
		}
		if obj.Pkg() != nil && obj.Pkg().Path() == "time" {
			return true // tickers and timers, which others cannot break
		}
	}
	for _, name := range []string{"Read", "Accept", "Recv", "RecvMsg", "ReadMessage", "ReadFrom", "Next", "Receive", "Serve", "ListenAndServe", "Events", "Done", "RoundTrip"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name); obj != nil {
			if _, ok := obj.(*types.Func); ok {
				return true
			}
		}
	}
	return false
}

// lasting reports whether values of type t are closed after use, and not to
// make others stop who block on them.
func lasting(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Close")
	_, ok := obj.(*types.Func)
	return ok && !connected(t)
}

// waitable reports whether values of type t have a method Wait.
func waitable(t types.Type) bool {
	if t == nil {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Wait")
	_, ok := obj.(*types.Func)
	return ok
}

// sendable reports whether who has a value of type t can close it.
func sendable(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	return ok && ch.Dir() != types.RecvOnly
}

func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
