package lifecycle

import (
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// IsCommand reports whether f is what a command of a program runs: it gets
// the command line, as libraries for these hand it out.
//
//	func runExport(cmd *cobra.Command, args []string) error
//	func (c *exportCommand) Run(args []string) int
func (r *Result) IsCommand(f *Func) bool {
	sig := r.Signature(f)
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
	named := known.Named(t)
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
		if embedded := known.Named(field.Type()); field.Embedded() && embedded != nil && known.CommandLines.HasType(embedded.Obj()) {
			return true
		}
	}
	return false
}

// Signature returns the type of f, or nil for the function that initialises
// the package.
func (r *Result) Signature(f *Func) *types.Signature {
	if f.Obj != nil {
		return f.Obj.Signature()
	}
	if f.Lit == nil {
		return nil
	}
	sig, _ := r.info.TypeOf(f.Lit.Type).(*types.Signature)
	return sig
}
