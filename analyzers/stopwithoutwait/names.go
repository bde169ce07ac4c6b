package stopwithoutwait

import (
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
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

// lasting reports whether values of type t are closed after use, and not to
// make others stop who block on them.
func lasting(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Close")
	_, ok := obj.(*types.Func)
	return ok && !known.ClosedToStop(t)
}

// saysSo reports whether the comment on a stop function tells its users that
// it does not wait: then that is for them to live with.
func (s *stop) saysSo() bool {
	f := s.fn
	if s.from != nil {
		f = s.from.maker
	}
	if f == nil || f.Decl == nil || f.Decl.Doc == nil {
		return false
	}
	text := strings.ToLower(strings.Join(strings.Fields(f.Decl.Doc.Text()), " "))
	return slices.ContainsFunc([]string{"not wait", "n't wait", "without waiting", "not block", "n't block", "without blocking", "asynchronous", "immediately"},
		func(words string) bool { return strings.Contains(text, words) })
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

// logs reports whether a function of that name writes a line to a log.
func logs(name string) bool {
	return hasPrefixFold(name, "log", "debug", "info", "warn", "error", "trace", "print", "panic", "fatal")
}

// listens reports whether what has that name is there to be told what happens:
// a listener or the like, or a callback such as OnError.
func listens(name string) bool {
	if hasPrefixFold(name, "on") && len(name) > 2 && unicode.IsUpper(rune(name[2])) {
		return true
	}
	return strings.EqualFold(name, "log") || hasSuffixFold(name,
		"logger", "metric", "metrics", "stat", "stats", "telemetry", "reporter", "recorder", "tracer", "observer", "listener", "notifier", "notify",
		"monitor", "counter", "gauge", "meter", "histogram", "hook", "hooks", "events")
}

// vague reports whether a callback of that name may be anything.
func vague(name string) bool {
	return len(name) < 3 || slices.Contains([]string{"func", "handle"}, strings.ToLower(name)) || hasSuffixFold(name, "callback", "cb", "handler")
}

func hasSuffixFold(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(suffix string) bool {
		return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
	})
}

// tells reports whether a method of that name tells others what happens.
func tells(name string) bool {
	return listens(name) || logs(name) || hasPrefixFold(name, "report", "record", "observe", "notify", "emit", "fire", "count", "mark")
}

// asksFor reports whether a method of that name, by what methods are usually
// called, asks for something and leaves all as it is.
func asksFor(name string) bool {
	return hasPrefixFold(name, "get", "list", "find", "lookup", "load", "read", "fetch", "query", "select", "scan", "check", "validate", "verify",
		"ping", "is", "has", "can", "allow", "count", "err", "wait", "done", "iterate", "range", "walk", "each", "foreach", "view", "probe", "resolve")
}

// isBool reports whether a value of type t is true or false.
func isBool(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Bool
}
