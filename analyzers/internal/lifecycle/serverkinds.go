package lifecycle

import (
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// serveName reports whether a function of that name may be one that blocks
// until its server is shut down.
func serveName(name string) bool {
	switch name {
	case "Serve", "ServeTLS", "Run", "Listen", "ListenTLS", "Start", "StartTLS", "StartAutoTLS":
		return true
	}
	return strings.HasPrefix(name, "ListenAndServe") || rowName(name)
}

// rowName reports whether a function that only its row tells has that name.
func rowName(name string) bool {
	switch name {
	case "RunTLS", "RunUnix", "RunListener", "Listener", "ListenTLSWithCertificate", "ListenMutualTLS":
		return true
	}
	return false
}

// stopNames are the methods that end a Serve.
var stopNames = []string{"Shutdown", "ShutdownWithContext", "ShutdownWithTimeout", "GracefulStop", "Stop", "Close"}

// StopName reports whether a method of that name is there to stop its
// receiver.
func StopName(name string) bool {
	return slices.Contains(stopNames, name)
}

// soundsLikeStop reports whether a method may stop something by its name.
func soundsLikeStop(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"stop", "shut", "clos", "cancel", "kill", "halt", "quit", "exit", "end", "finish", "done", "wait", "destroy", "term", "reset", "dispose", "release"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// StopMethod returns the name of the method that ends what a value of the type
// does, or "".
func StopMethod(named *types.Named) string {
	for _, name := range stopNames {
		if hasMethod(named, name) {
			return name
		}
	}
	return ""
}

// Drains reports whether a method of that name lets work in hand come to
// its end.
func Drains(name string) bool {
	return strings.HasPrefix(name, "Shutdown") || name == "GracefulStop"
}

// serves reports whether fn blocks until its server is shut down, by row or
// by shape: its type has a method that ends it, and nothing that it is given
// is there to end it.
func (r *Result) serves(fn *types.Func) bool {
	if fn == nil || !serveName(fn.Name()) {
		return false
	}
	if _, ok := known.Serves.Lookup(fn); ok || r.servedBy(fn) != ServesNot {
		return true
	}
	sig := fn.Signature()
	if sig.Recv() == nil || strings.HasPrefix(fn.Name(), "Start") || rowName(fn.Name()) || !plainResults(sig) || takesStop(sig) {
		return false
	}
	named := known.Named(sig.Recv().Type())
	if named == nil {
		return false
	}
	switch fn.Name() {
	case "Run": // whether it blocks, only its body tells
		return fn.Pkg() == r.pass.Pkg && hasMethod(named, "Shutdown", "GracefulStop", "Stop", "Close") && !r.runsOut(fn)
	case "Listen", "ListenTLS":
		return hasMethod(named, "Shutdown")
	}
	return hasMethod(named, stopNames...)
}

// plainResults reports whether a function returns an error at most.
func plainResults(sig *types.Signature) bool {
	switch sig.Results().Len() {
	case 0:
		return true
	case 1:
		return isError(sig.Results().At(0).Type())
	}
	return false
}

// takesStop reports whether a parameter can tell the function to stop.
func takesStop(sig *types.Signature) bool {
	for param := range sig.Params().Variables() {
		if isChan(param.Type()) || isContextType(param.Type()) {
			return true
		}
	}
	return false
}

// runsOut reports whether fn is a function of this package that has no loop
// to stay in: a Run that just runs.
func (r *Result) runsOut(fn *types.Func) bool {
	f := r.declared[fn.Origin()]
	return f != nil && !f.endLoop && len(f.blocks) == 0
}

// hasMethod reports whether a pointer to the type has one of the methods.
func hasMethod(named *types.Named, names ...string) bool {
	for _, name := range names {
		obj, _, _ := types.LookupFieldOrMethod(named, true, named.Obj().Pkg(), name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// servesClosing reports whether fn returns an error named ErrServerClosed
// when its server is shut down: its package has one, or a table or fact says so.
func (r *Result) servesClosing(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	if kind := r.servedBy(fn); kind != ServesNot {
		return kind == ServesClosing
	}
	if v, ok := fn.Pkg().Scope().Lookup(closedError).(*types.Var); ok && isError(v.Type()) {
		return true
	}
	_, serves := known.Serves.Lookup(fn)
	_, plain := known.ServesUntilShutdown.Lookup(fn)
	return serves && !plain
}

// servesEarly reports whether fn returns as soon as its server is shut down,
// and not when that has come to its end, as that of grpc does.
func (r *Result) servesEarly(fn *types.Func) bool {
	_, plain := known.ServesUntilShutdown.Lookup(fn)
	return plain || r.servesClosing(fn) || r.servedBy(fn) == ServesEarly
}

// closedError is what libraries call the error after a Shutdown.
const closedError = "ErrServerClosed"

func isContextType(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}
