package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A goroutine that waits for a process ends when the process does. At level
// owner somebody has to be able to end that:
//
//	cmd := exec.Command("ffmpeg", args...) // and no CommandContext
//	go func() { log.Print(cmd.Wait()) }()  // and nobody has cmd.Process
//
// Only a command in a local variable is looked at that nothing but what
// shapes, starts and waits for it is done with.

// quietCmd are the fields and methods of a command by which nobody can end
// the process.
var quietCmd = []string{"Wait", "Start", "Run", "Output", "CombinedOutput", "StdinPipe", "StdoutPipe", "StderrPipe",
	"Stdin", "Stdout", "Stderr", "Dir", "Env", "Args", "Path", "String"}

// waitsForCommand returns what there is to say about the goroutine that s
// starts if it waits for a process that nobody can end.
func (c *checker) waitsForCommand(s *lifecycle.Spawn) (message string) {
	f := s.Body.Func
	if f == nil {
		return ""
	}
	for _, call := range f.Calls() {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Wait" && sel.Sel.Name != "Run" {
			continue
		}
		id, ok := ast.Unparen(sel.X).(*ast.Ident)
		if !ok {
			continue
		}
		if v, ok := c.pass.TypesInfo.Uses[id].(*types.Var); ok && c.freshCommand(v) && c.onlyWaitedFor(v) {
			return fmt.Sprintf("goroutine waits for the process of %q, which nothing kills", v.Name())
		}
	}
	return ""
}

// freshCommand reports whether v is a local variable that is declared with
// a call of exec.Command.
func (c *checker) freshCommand(v *types.Var) bool {
	if v.Kind() != types.LocalVar {
		return false
	}
	call, ok := ast.Unparen(c.lc.InitialValue(v)).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.lc.Callee(call).Obj
	return fn != nil && fn.FullName() == "os/exec.Command"
}

// onlyWaitedFor reports whether v is used for nothing by which the process
// could be ended.
func (c *checker) onlyWaitedFor(v *types.Var) bool {
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)] != v {
			continue
		}
		sel, ok := cur.Parent().Node().(*ast.SelectorExpr)
		if !ok || cur.ParentEdgeKind() != edge.SelectorExpr_X || !slices.Contains(quietCmd, sel.Sel.Name) {
			return false
		}
	}
	return true
}
