package goroutineblocked

import (
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// endsProcess reports whether the process ends when f returns, or shortly
// after: what it leaves behind harms nobody.
func (c *checker) endsProcess(f *lifecycle.Func) bool {
	if f == nil {
		return false
	}
	return c.isCommand(f) || !tests && c.isTest(f) || c.lastInMain(f)
}

// isCommand reports whether f is what a command of a program runs: it gets
// the command line, as libraries for these hand it out.
//
//	func runExport(cmd *cobra.Command, args []string) error
//	func (c *exportCommand) Run(args []string) int
func (c *checker) isCommand(f *lifecycle.Func) bool {
	sig := c.signature(f)
	if sig == nil {
		return false
	}
	if f.Decl != nil && f.Decl.Recv != nil && f.Decl.Name.Name == "Run" && isRun(sig) {
		return true
	}
	for v := range sig.Params().Variables() {
		if isCommandLine(v.Type()) {
			return true
		}
	}
	return false
}

// isRun reports whether sig is func(args []string) int: the result is the
// status with which the process ends.
func isRun(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && types.TypeString(sig.Params().At(0).Type(), nil) == "[]string" &&
		sig.Results().Len() == 1 && types.TypeString(sig.Results().At(0).Type(), nil) == "int"
}

// isCommandLine reports whether a value of type t holds the command line:
// it is that of a library, or embeds one.
func isCommandLine(t types.Type) bool {
	named := pointed(t)
	if named == nil {
		return false
	}
	if known.CommandLines.HasType(named.Obj()) {
		return true
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for field := range st.Fields() {
		if embedded := pointed(field.Type()); field.Embedded() && embedded != nil && known.CommandLines.HasType(embedded.Obj()) {
			return true
		}
	}
	return false
}

// isTest reports whether f, or a function around it, is for tests: it gets
// the test.
func (c *checker) isTest(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		sig := c.signature(f)
		if sig == nil {
			continue
		}
		for v := range sig.Params().Variables() {
			if named := pointed(v.Type()); named != nil && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "testing" {
				return true
			}
		}
	}
	return false
}

// pointed returns the named type that t is, or is a pointer to, or nil.
func pointed(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

func (c *checker) signature(f *lifecycle.Func) *types.Signature {
	if f.Obj != nil {
		return f.Obj.Signature()
	}
	if f.Lit == nil {
		return nil
	}
	sig, _ := c.pass.TypesInfo.TypeOf(f.Lit.Type).(*types.Signature)
	return sig
}
