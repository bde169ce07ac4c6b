package lifecycle

import (
	"go/ast"
	"go/types"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// cleanups are the words that the names of functions begin with that end,
// undo or put away something, and need a context that still lives for it.
var cleanups = []string{
	"Shutdown", "ShutDown", "GracefulStop", "GracefulShutdown", "Stop", "Close", "Drain", "Flush", "ForceFlush",
	"Cleanup", "CleanUp", "Teardown", "TearDown", "Destroy", "Delete", "Remove", "Release", "Revoke",
	"Deregister", "Unregister", "Disconnect", "Rollback", "RollBack", "Abort", "Kill", "Leave", "Deinit",
	"Terminate", "Unlock", "Detach", "Unmount", "Undo", "Revert",
}

// byLetter has the words by their first letter: every call of a package is
// asked for its name.
var byLetter = func() map[byte][]string {
	words := make(map[byte][]string)
	for _, word := range cleanups {
		words[word[0]] = append(words[word[0]], word)
	}
	return words
}()

// CleansUp reports whether a name begins with one of the words.
func CleansUp(name string) bool {
	if name == "" {
		return false
	}
	first := name[0] &^ 0x20 // upper case
	for _, word := range byLetter[first] {
		if len(name) < len(word) || name[1:len(word)] != word[1:] {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(name[len(word):]); len(name) == len(word) || !unicode.IsLower(next) {
			return true
		}
	}
	return false
}

// cleansWith reports whether f cleans up with its first parameter, a context,
// so that it has to be alive when f is called. It may be given a deadline
// first, as by ctx, cancel := context.WithTimeout(ctx, limit).
func (r *Result) cleansWith(f *Func) bool {
	params := f.Obj.Signature().Params()
	if params.Len() == 0 || !isContextType(params.At(0).Type()) {
		return false
	}
	ctx := params.At(0)
	for _, call := range f.calls {
		if len(call.Args) == 0 || !CleansUp(flow.CalledName(call)) {
			continue
		}
		if id, ok := ast.Unparen(call.Args[0]).(*ast.Ident); ok && r.info.Uses[id] == ctx && !r.replaced(f, ctx) {
			return true
		}
	}
	return false
}

// replaced reports whether f assigns to its context one that does not derive
// from it.
func (r *Result) replaced(f *Func, ctx *types.Var) bool {
	replaced := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if stmt, ok := n.(*ast.AssignStmt); ok && slices.ContainsFunc(stmt.Lhs, func(e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return ok && r.info.Uses[id] == ctx
		}) {
			replaced = replaced || !r.derives(stmt, ctx)
		}
		return !replaced
	})
	return replaced
}

// derives reports whether what is assigned is made of ctx by a function of
// package context.
func (r *Result) derives(stmt *ast.AssignStmt, ctx *types.Var) bool {
	call, ok := ast.Unparen(stmt.Rhs[0]).(*ast.CallExpr)
	if !ok || len(stmt.Rhs) != 1 || len(call.Args) == 0 {
		return false
	}
	fn := r.Callee(call).Obj
	parent, ok := ast.Unparen(call.Args[0]).(*ast.Ident)
	return ok && r.info.Uses[parent] == ctx && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && fn.Name() != "WithoutCancel"
}

// CleansWith reports whether a function of another package cleans up with the
// context that is its first argument.
func (r *Result) CleansWith(fn *types.Func) bool {
	params := fn.Signature().Params()
	return params.Len() > 0 && isContextType(params.At(0).Type()) && r.imported(fn.Origin()).Cleans
}
