package exitskipsdefer

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What is given a context talks to someone, and what that one keeps is still
// there when the process has ended: a container, a topic, a lock with a lease.
//
//	defer container.Terminate(ctx)
//	defer mutex.Unlock(ctx)

// ends are the words of lifecycle.CleansUp that end a conversation and leave
// nothing behind, or that have a category of their own.
var ends = []string{"abort", "close", "disconnect", "drain", "flush", "forceflush", "graceful", "rollback", "shutdown", "stop"}

// takesAway reports whether the function that is called takes something away
// that is kept outside the process.
func (c *checker) takesAway(call *ast.CallExpr, name string) bool {
	if len(call.Args) == 0 || !isContext(c.pass.TypesInfo.TypeOf(call.Args[0])) {
		return false
	}
	word := strings.ToLower(name)
	if slices.ContainsFunc(ends, func(end string) bool { return strings.HasPrefix(word, end) }) {
		return false
	}
	return lifecycle.CleansUp(name) || strings.HasSuffix(name, "Remove") || strings.HasSuffix(name, "Delete")
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}
