package exitskipsdefer

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// What a function does whose body is not at hand is told by the tables and
// by its name. Names are taken at their word only where the word has one
// meaning: Stop, Close, Done and Release mean anything, so they count as what
// the system does by itself when the process ends.

// harmless stands for what changes nothing outside the process.
var harmless report.Category

// classify returns the category of a call of fn, a function that is not of
// this package or a variable, or harmless.
func (c *checker) classify(call *ast.CallExpr, fn types.Object) report.Category {
	if f, ok := fn.(*types.Func); ok {
		if _, ok := known.Flushes.Lookup(f); ok {
			return skipsFlush
		}
		if _, ok := known.Removals.Lookup(f); ok {
			return skipsCleanup
		}
		switch {
		case f.FullName() == "(*os.File).Sync":
			return harmless // against a crash of the machine: what has been written is out of the process
		case f.Name() == "Close" && f.Signature().Recv() != nil:
			return c.classifyClose(call, f)
		}
	}
	return c.classifyName(call, fn)
}

// classifyName judges by the name alone.
func (c *checker) classifyName(call *ast.CallExpr, fn types.Object) report.Category {
	word := strings.ToLower(fn.Name())
	_, isVar := fn.(*types.Var)
	switch {
	case strings.HasPrefix(word, "flush"), word == "forceflush", word == "sync" && len(call.Args) == 0,
		word == "commit" && !isVar:
		return skipsFlush
	case c.takesAway(call, fn.Name()):
		return skipsCleanup
	case strings.HasPrefix(word, "cleanup"), strings.HasPrefix(word, "teardown"), word == "unlink", word == "unmount", word == "umount":
		return skipsCleanup
	case word == "restore" && fn.Pkg() != nil && strings.HasPrefix(fn.Pkg().Name(), "term"):
		return skipsCleanup // golang.org/x/term: the shell is left without echo
	case word == "wait" && !isVar, word == "shutdown", word == "gracefulstop":
		return skipsWait
	case word == "unlock", word == "runlock", word == "rollback", word == "release", word == "stop":
		return skipsRelease
	}
	return harmless
}

// classifyClose judges a method Close. That of a writer or an encoder writes
// what it has kept back.
//
//	zw := gzip.NewWriter(f)
//	defer zw.Close()
func (c *checker) classifyClose(call *ast.CallExpr, fn *types.Func) report.Category {
	switch typ := recvName(fn); {
	case typ == "File" && fn.Pkg() != nil && fn.Pkg().Path() == "os":
		if c.written(c.operand(call)) {
			return skipsClose
		}
	case typ == "PipeWriter" && fn.Pkg() != nil && fn.Pkg().Path() == "io":
		return harmless // within the process
	case strings.HasSuffix(typ, "Writer"), strings.HasSuffix(typ, "Encoder"):
		return skipsFlush
	}
	return skipsRelease
}

// recvName returns the name of the type of the receiver, or "".
func recvName(fn *types.Func) string {
	t := types.Unalias(fn.Signature().Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok && !types.IsInterface(named) {
		return named.Obj().Name()
	}
	return ""
}

// written reports whether v is declared as a file that is open for writing.
func (c *checker) written(v types.Object) bool {
	local, ok := v.(*types.Var)
	if !ok || local.Kind() != types.LocalVar {
		return false
	}
	call, ok := ast.Unparen(c.lc.InitialValue(local)).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.lc.Callee(call).Obj
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "os" {
		return false
	}
	switch fn.Name() {
	case "Create", "CreateTemp":
		return true
	case "OpenFile":
		return len(call.Args) == 3 && c.opensForWriting(call.Args[1])
	}
	return false
}

// opensForWriting reports whether the flags of os.OpenFile name one of those
// that write.
func (c *checker) opensForWriting(flags ast.Expr) bool {
	writes := false
	ast.Inspect(flags, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			k, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
			writes = writes || ok && (k.Name() == "O_WRONLY" || k.Name() == "O_RDWR") &&
				constant.Compare(k.Val(), token.NEQ, constant.MakeInt64(0))
		}
		return true
	})
	return writes
}
