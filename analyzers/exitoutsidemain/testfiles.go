package exitoutsidemain

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// testExempt reports whether an exit in a test file is right: where there is
// no test yet, in TestMain, init and the initialisers of variables; in an
// example; in a process that the test has started anew from its own binary,
// which a test of os.Getenv or os.Args tells; or in a function that only
// those call.
func (c *checker) testExempt(cur inspector.Cursor, seen []*lifecycle.Func) bool {
	f, at := c.runsIn(wholeName(cur), nil)
	if f == nil {
		return at == mainItself
	}
	if f.Decl == nil || slices.Contains(seen, f) {
		return false
	}
	if isEntry(f) || c.inChild(cur) {
		return true
	}
	if f.Obj == nil || f.Obj.Exported() && !strings.HasSuffix(c.pass.Pkg.Name(), "_test") {
		return false // an external test package may call it
	}
	return c.everyUse(f, func(use inspector.Cursor) bool {
		return c.lc.Directives.InTest(use.Node().Pos()) && c.testExempt(use, append(slices.Clip(seen), f))
	})
}

// isEntry reports whether f is a function of a test file that package
// testing or the runtime calls, and that has no testing.T.
func isEntry(f *lifecycle.Func) bool {
	if f.Decl.Recv != nil {
		return false
	}
	switch name := f.Decl.Name.Name; name {
	case "init":
		return true
	case "TestMain":
		return hasParam(f.Obj, "testing", "M")
	default:
		return strings.HasPrefix(name, "Example")
	}
}

// ownProcess reports whether an exit with a status stands in a function of
// a test file that no test can pass its testing.T to: the main of a helper
// process, found by name in a table, or a generator. A Fatal of a logger
// there is one that should have been the test's.
func (c *checker) ownProcess(cur inspector.Cursor, obj types.Object) bool {
	return takesStatus(obj) && !c.hasTesting(c.lc.Enclosing(cur))
}

func namedOf(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

func hasParam(fn *types.Func, pkg, name string) bool {
	if fn == nil || fn.Signature().Params().Len() != 1 {
		return false
	}
	tn := namedOf(fn.Signature().Params().At(0).Type())
	return tn != nil && tn.Name() == name && tn.Pkg() != nil && tn.Pkg().Path() == pkg
}
