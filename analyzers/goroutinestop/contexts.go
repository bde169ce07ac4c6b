package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A mention is a context that the body of a function names, though it comes
// from outside, and what the body does with it.
type mention struct {
	expr ast.Expr
	how  hearing
}

// mentions returns the contexts that come into f and that its body names:
// parameters, captured variables, fields, and those of requests.
func (c *checker) mentions(f *lifecycle.Func) []mention {
	var list []mention
	var stack []ast.Node
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if e, ok := n.(ast.Expr); ok && isContext(c.pass.TypesInfo.TypeOf(e)) && c.comesFrom(e, f) {
			list = append(list, mention{e, useOf(e, stack)})
			return false // and no nil follows
		}
		stack = append(stack, n)
		return true
	})
	return list
}

// useOf returns what happens to a context, given the nodes around it.
func useOf(e ast.Expr, stack []ast.Node) hearing {
	var child ast.Node = e
	for _, s := range slices.Backward(stack) {
		switch p := s.(type) {
		case *ast.ParenExpr:
			child = p
			continue
		case *ast.SelectorExpr:
			if p.Sel.Name == "Done" || p.Sel.Name == "Err" {
				return checked
			}
		case *ast.CallExpr:
			if p.Fun != child {
				return handedOn
			}
		}
		return unheard
	}
	return unheard
}

// comesFrom reports whether the context that e stands for comes from
// outside f: it is a parameter, a variable that is declared elsewhere, a
// field of one, or the context of a request.
func (c *checker) comesFrom(e ast.Expr, f *lifecycle.Func) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if v, ok := c.pass.TypesInfo.Uses[x.Sel].(*types.Var); ok && !v.IsField() {
				return true // of another package
			}
			e = x.X
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Context" || len(x.Args) > 0 {
				return false
			}
			e = sel.X
		case *ast.Ident:
			v, ok := c.pass.TypesInfo.Uses[x].(*types.Var)
			return ok && (v.Pos() < f.Body().Pos() || v.Pos() > f.Body().End())
		default:
			return false
		}
	}
}

// contextParam returns the first parameter of f that is a context, or nil.
func (c *checker) contextParam(f *lifecycle.Func) *ast.Ident {
	if f == nil {
		return nil
	}
	for _, field := range f.Type().Params.List {
		if !isContext(c.pass.TypesInfo.TypeOf(field.Type)) {
			continue
		}
		for _, id := range field.Names {
			if id.Name != "_" {
				return id
			}
		}
	}
	return nil
}

// argument returns a context that the call of a function of another package
// is given.
func (c *checker) argument(call *ast.CallExpr) (name string, how hearing) {
	for _, arg := range call.Args {
		if isContext(c.pass.TypesInfo.TypeOf(arg)) && c.mayFire(arg) {
			return text(arg), ignored
		}
	}
	return "", unheard
}

// isContext reports whether t is context.Context.
func isContext(t types.Type) bool {
	if t == nil {
		return false
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}

// mayFire reports whether someone can cancel the context that e stands for.
func (c *checker) mayFire(e ast.Expr) bool {
	if c.isRoot(e) {
		return false
	}
	if c.signals == nil {
		return true
	}
	s := c.signals.Of(e)
	return s == nil || c.signals.CanFire(s)
}

// isRoot reports whether e makes a context that nobody can cancel.
func (c *checker) isRoot(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.lc.Callee(call).Obj
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" {
		return false
	}
	switch fn.Name() {
	case "Background", "TODO", "WithoutCancel":
		return true
	case "WithValue":
		return c.isRoot(call.Args[0])
	}
	return false
}

// maxText is the length of an expression that a message has room for.
const maxText = 40

// text returns an expression as it stands in the source, or the last name
// of it if that is too long.
func text(e ast.Expr) string {
	s := types.ExprString(e)
	if len(s) <= maxText {
		return s
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.CallExpr:
		return text(e.Fun) + "()"
	case *ast.IndexExpr:
		return text(e.X) + "[...]"
	}
	return strings.ToValidUTF8(s[:maxText], "") + "..."
}
