package exitoutsidemain

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// runsCommands reports whether f is an exported function that runs the command
// line of the program and has nothing to give back:
//
//	func Execute() {
//		if err := rootCmd.Execute(); err != nil {
//			os.Exit(1)
//		}
//	}
func (c *checker) runsCommands(f *lifecycle.Func) bool {
	if f.Obj == nil || !f.Obj.Exported() || f.Decl.Recv != nil || f.Type().Results.NumFields() > 0 {
		return false
	}
	for _, call := range f.Calls() {
		fn := c.lc.Callee(call).Obj
		if fn == nil || !strings.HasPrefix(fn.Name(), "Execute") && !strings.HasPrefix(fn.Name(), "Run") {
			continue
		}
		if recv := fn.Signature().Recv(); recv != nil && isCommand(namedOf(recv.Type())) {
			return true
		}
	}
	return false
}

// isCommand reports whether a type is that of the commands of a program: a
// struct with a function that is handed the command it belongs to.
func isCommand(name *types.TypeName) bool {
	if name == nil {
		return false
	}
	typ, ok := name.Type().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for field := range typ.Fields() {
		if sig, ok := field.Type().Underlying().(*types.Signature); ok && takes(sig, name) {
			return true
		}
	}
	return false
}

// takes reports whether a function has a parameter of the type, or a pointer
// to one.
func takes(sig *types.Signature, name *types.TypeName) bool {
	for p := range sig.Params().Variables() {
		if namedOf(p.Type()) == name {
			return true
		}
	}
	return false
}

// endsCommand reports whether the call of the function at cur is the last
// statement of a subcommand's body that has no way to return an error: when it
// returns, main does.
//
//	var syncCmd = &cobra.Command{
//		Use: "sync",
//		Run: func(cmd *cobra.Command, args []string) {
//			src, dst := open(args)
//			exitWith(sync(src, dst))
//		},
//	}
func (c *checker) endsCommand(cur inspector.Cursor) bool {
	f := c.lc.Enclosing(cur)
	if f == nil || f.Type().Results.NumFields() > 0 || !c.isLast(cur, f) {
		return false
	}
	if f.Lit != nil {
		lit, ok := c.root.FindNode(f.Lit)
		return ok && c.isCommandBody(lit)
	}
	uses := c.usesOf(f.Obj)
	for _, use := range uses {
		if !c.isCommandBody(wholeName(use)) {
			return false
		}
	}
	return len(uses) > 0
}

// isCommandBody reports whether the function at cur becomes the body of a
// command: a field of it, or what a method of it is handed, that is itself handed
// the command, or what knows it.
//
//	cli.Command{Action: func(ctx *cli.Context) error { ... }}
//	app.Command("list", "lists the vehicles").Action(func(ctx *kingpin.ParseContext) error { ... })
func (c *checker) isCommandBody(cur inspector.Cursor) bool {
	var owner types.Type
	ek, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.KeyValueExpr:
		if lit, ok := cur.Parent().Parent().Node().(*ast.CompositeLit); ok && ek == edge.KeyValueExpr_Value {
			owner = c.pass.TypesInfo.TypeOf(lit)
		}
	case *ast.AssignStmt:
		if ek != edge.AssignStmt_Rhs || i >= len(parent.Lhs) {
			return false
		}
		if sel, ok := ast.Unparen(parent.Lhs[i]).(*ast.SelectorExpr); ok {
			owner = c.pass.TypesInfo.TypeOf(sel.X)
		}
	case *ast.CallExpr:
		if fn := c.lc.Callee(parent).Obj; ek == edge.CallExpr_Args && fn != nil && fn.Signature().Recv() != nil {
			owner = fn.Signature().Recv().Type()
		}
	}
	if owner == nil {
		return false
	}
	sig, ok := c.pass.TypesInfo.TypeOf(cur.Node().(ast.Expr)).Underlying().(*types.Signature)
	command := namedOf(owner)
	return ok && command != nil && (takes(sig, command) || takesWhatKnows(sig, command))
}

// takesWhatKnows reports whether a function has a parameter of a struct of the
// package of the type, or a pointer to one, with a field for it.
func takesWhatKnows(sig *types.Signature, name *types.TypeName) bool {
	for p := range sig.Params().Variables() {
		of := namedOf(p.Type())
		if of == nil || of.Pkg() == nil || of.Pkg() != name.Pkg() {
			continue
		}
		typ, ok := of.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for field := range typ.Fields() {
			if namedOf(field.Type()) == name {
				return true
			}
		}
	}
	return false
}

// isChild reports whether the node of cur is reached only in a process that the
// program has started anew from its own binary: in an init function that finds
// out by the environment or the arguments that it is to be something else, in one
// without parameters that always ends the process and is registered by init under
// a name, or in a function that only such ones call. No main runs there.
func (c *checker) isChild(cur inspector.Cursor, seen []*lifecycle.Func) bool {
	f, _ := c.runsIn(wholeName(cur), nil)
	if f == nil || f.Decl == nil || f.Obj == nil {
		return false
	}
	if slices.Contains(seen, f) {
		return false
	}
	if f.Decl.Recv == nil && f.Decl.Name.Name == "init" {
		return c.inChild(cur)
	}
	if f.Obj.Signature().Params().Len() == 0 && c.lc.ExitOf(f.Obj, f.Pos()).Kind == lifecycle.Always && c.allUses(f, c.isRegistered) {
		return true
	}
	return !f.Obj.Exported() && c.everyUse(f, func(use inspector.Cursor) bool { return c.isChild(use, append(seen, f)) })
}

// isRegistered reports whether init hands on the function at cur, along with a
// name for it.
func (c *checker) isRegistered(cur inspector.Cursor) bool {
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok || cur.ParentEdgeKind() != edge.CallExpr_Args || len(call.Args) != 2 || !c.beforeMain(cur) {
		return false
	}
	v := c.pass.TypesInfo.Types[call.Args[0]].Value
	return v != nil && v.Kind() == constant.String
}
