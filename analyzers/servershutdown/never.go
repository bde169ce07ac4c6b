package servershutdown

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkNever reports servers in goroutines that nothing shuts down, and with
// flags those that main serves with.
func (c *checker) checkNever() {
	for _, serve := range c.serving.Calls {
		if serve.Test || serve.In == nil {
			continue
		}
		switch {
		case serve.Alone:
			c.checkAlone(serve)
		case serve.Server != nil && len(serve.Server.StopsOutsideTests()) == 0 && !serve.Server.Open:
			c.checkUnstopped(serve)
		}
	}
	for _, s := range c.serving.Servers {
		c.checkDeadline(s)
	}
}

// checkUnstopped looks at a server that nothing shuts down.
func (c *checker) checkUnstopped(serve *lifecycle.ServeCall) {
	if serve.Listen != nil && c.listener(serve.Listen) != keptOpen || c.servesOne(serve) {
		return
	}
	ignored := c.ignoredStop(serve.In)
	switch {
	case ignored != nil:
		c.reportNever(serve, c.name(serve.Func)+" serves on "+quoted(serve.Server.Var)+" whatever "+quoted(ignored)+" says"+" (nothing shuts it down)")
	case !c.serving.InGoroutine(serve) && c.pass.Pkg.Name() != "main":
	case !c.serving.InGoroutine(serve) || !c.meansToStop(serve) || c.bareServer(serve):
		c.reportDrain(serve)
	default:
		c.reportNever(serve, "goroutine serves on "+quoted(serve.Server.Var)+", which nothing shuts down or closes")
	}
}

// checkAlone looks at a server that has no name, such as that of http.Serve.
func (c *checker) checkAlone(serve *lifecycle.ServeCall) {
	if other := c.idleServer(serve); other != nil {
		stop := other.StopsOutsideTests()[0]
		c.reportNever(serve, report.Fit(c.name(serve.Func)+" runs a server of its own", "("+stop.Func.Name()+" of "+quoted(other.Var)+" does not reach it)"))
		return
	}
	if !c.serving.InGoroutine(serve) && c.pass.Pkg.Name() != "main" {
		return
	}
	if !c.serving.InGoroutine(serve) || !isToldToStop(outermost(serve.In)) || c.defaultMux(serve) || c.forDebugging(serve) {
		c.reportDrain(serve)
		return
	}
	message := c.name(serve.Func) + " in a goroutine runs a server that nothing can shut down"
	if serve.Listen != nil {
		switch c.listener(serve.Listen) {
		case unknown:
			return
		case closed:
			message = report.Fit(message, "(closing its listener leaves connections)")
		}
	}
	c.reportNever(serve, message)
}

// idleServer returns a server of the same type or function that is shut down
// and that nothing serves with.
func (c *checker) idleServer(serve *lifecycle.ServeCall) *lifecycle.Server {
	for _, s := range c.serving.Servers {
		if len(s.Serves) > 0 || s.Open || len(s.StopsOutsideTests()) == 0 {
			continue
		}
		if named := known.Named(s.Var.Type()); named == nil || named.Obj().Pkg() != serve.Func.Pkg() && named.Obj().Pkg().Path() != "net/http" {
			continue
		}
		if slices.ContainsFunc(s.Names, func(v *types.Var) bool { return c.belongs(v, outermost(serve.In)) }) {
			return s
		}
	}
	return nil
}

// belongs reports whether v is declared in f, or a field of its receiver.
func (c *checker) belongs(v *types.Var, f *lifecycle.Func) bool {
	if !v.IsField() {
		return f.Pos() <= v.Pos() && v.Pos() < f.Body().End()
	}
	if f.Obj == nil || f.Obj.Signature().Recv() == nil {
		return false
	}
	named := known.Named(f.Obj.Signature().Recv().Type())
	if named == nil {
		return false
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for field := range st.Fields() {
		if field.Origin() == v {
			return true
		}
	}
	return false
}

func (c *checker) reportNever(serve *lifecycle.ServeCall, message string) {
	f := report.Finding{Pos: serve.Call.Pos(), End: serve.Call.End(), Category: neverShutDown, Message: message}
	if serve.Server != nil {
		f.Related = []analysis.RelatedInformation{{Pos: serve.Server.Var.Pos(), Message: "the server"}}
	}
	c.out.Report(f)
}

// reportDrain is about a server that runs until the process is killed.
func (c *checker) reportDrain(serve *lifecycle.ServeCall) {
	if c.forDebugging(serve) || c.defaultMux(serve) && c.imports("net/http/pprof") {
		return
	}
	if !reportNoDrain {
		c.out.OptIn(serve.Call.Pos())
		return
	}
	c.out.Report(report.Finding{
		Pos: serve.Call.Pos(), End: serve.Call.End(), Category: noDrain,
		Message: c.name(serve.Func) + " serves until the process is killed (requests in hand are cut off)",
	})
}

// meansToStop reports whether the code that starts a server is there to be
// stopped, so that the server is, too: it is told to, or stops something
// itself. All else may live as long as the process.
func (c *checker) meansToStop(serve *lifecycle.ServeCall) bool {
	f := outermost(serve.In)
	if f.Body() == nil || isToldToStop(f) {
		return f.Body() != nil
	}
	for _, s := range c.serving.Servers {
		for _, stop := range s.StopsOutsideTests() {
			if f.Pos() <= stop.Pos && stop.Pos < f.Body().End() {
				return true
			}
		}
	}
	return c.handlesSignals(f)
}

// isToldToStop reports whether f is a method of a type that can be stopped, or
// a function that is handed a context or a channel that tells it to.
func isToldToStop(f *lifecycle.Func) bool {
	if f.Obj == nil {
		return false
	}
	if recv := f.Obj.Signature().Recv(); recv != nil && hasStop(recv.Type()) {
		return true
	}
	for param := range f.Obj.Signature().Params().Variables() {
		if ch, ok := param.Type().Underlying().(*types.Chan); ok && isEmptyStruct(ch.Elem()) || contextType(param.Type()) {
			return true
		}
	}
	return false
}

// hasStop reports whether a type has a method that stops it. One that is given
// something else to stop is none.
func hasStop(t types.Type) bool {
	named := known.Named(t)
	if named == nil {
		return false
	}
	for m := range named.Methods() {
		for _, word := range []string{"Stop", "Shutdown", "Close"} {
			if strings.Contains(m.Name(), word) && !isGivenMore(m.Signature()) {
				return true
			}
		}
	}
	return false
}

// isGivenMore reports whether a parameter is more than the way to stop: a
// context, an error, a limit of time or a switch.
func isGivenMore(sig *types.Signature) bool {
	for param := range sig.Params().Variables() {
		switch t := param.Type(); {
		case contextType(t), types.Identical(t, types.Typ[types.Bool]), types.Identical(t, types.Universe.Lookup("error").Type()):
		case types.TypeString(t, nil) == "time.Duration":
		default:
			return true
		}
	}
	return false
}

// handlesSignals reports whether f asks for the signals that come to the
// process.
func (c *checker) handlesSignals(f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		fn := c.callee(call)
		found = fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "os/signal" && strings.HasPrefix(fn.Name(), "Notify")
		return !found
	})
	return found
}

// defaultMux reports whether http.Serve is given nil, and so serves what
// packages such as net/http/pprof have registered.
func (c *checker) defaultMux(serve *lifecycle.ServeCall) bool {
	return len(serve.Call.Args) > 1 && c.pass.TypesInfo.Types[serve.Call.Args[1]].IsNil()
}

// forDebugging reports whether a server is there for package net/http/pprof,
// which may be asked for as long as the process lives.
func (c *checker) forDebugging(serve *lifecycle.ServeCall) bool {
	found := false
	ast.Inspect(outermost(serve.In).Body(), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok {
			pkg, isPackage := c.pass.TypesInfo.Uses[id].(*types.PkgName)
			found = found || isPackage && pkg.Imported().Path() == "net/http/pprof"
		}
		return !found
	})
	return found
}

// imports reports whether the package imports another itself.
func (c *checker) imports(path string) bool {
	return slices.ContainsFunc(c.pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == path })
}

// ignoredStop returns the parameter of a function that is there to tell it to
// stop, a channel of empty structs, and that nothing in it mentions.
func (c *checker) ignoredStop(f *lifecycle.Func) *types.Var {
	for _, field := range f.Type().Params.List {
		ch, ok := c.pass.TypesInfo.TypeOf(field.Type).Underlying().(*types.Chan)
		if !ok || ch.Dir() != types.RecvOnly || !isEmptyStruct(ch.Elem()) {
			continue
		}
		for _, name := range field.Names {
			v, ok := c.pass.TypesInfo.Defs[name].(*types.Var)
			if ok && name.Name != "_" && !c.mentioned(f, v) {
				return v
			}
		}
	}
	return nil
}

func isEmptyStruct(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// mentioned reports whether the body of f names v.
func (c *checker) mentioned(f *lifecycle.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.pass.TypesInfo.Uses[id] == v
		return !found
	})
	return found
}

func quoted(v *types.Var) string { return `"` + v.Name() + `"` }
