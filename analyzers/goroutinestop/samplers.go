package goroutinestop

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What main or a command starts, and does no more than count, take samples
// and print, may be cut off anywhere by the end of the process:
//
//	go func() {
//		for range time.Tick(interval) {
//			budget.Store(perTick)
//		}
//	}()

// onlySamples reports whether s is such a goroutine.
func (c *checker) onlySamples(s *lifecycle.Spawn) bool {
	f := s.Body.Func
	if s.Go == nil || s.In == nil || f == nil || f.Lit == nil || !c.lc.IsMain(s.In) && !c.lc.IsCommand(s.In) {
		return false
	}
	harmless := true
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt, *ast.DeferStmt, *ast.GoStmt, *ast.FuncLit, *ast.SelectStmt:
			harmless = false
		case *ast.UnaryExpr:
			harmless = harmless && n.Op != token.ARROW
		case *ast.CallExpr:
			harmless = harmless && c.samples(n)
		}
		return harmless
	})
	return harmless
}

// samplers are the packages whose functions a goroutine may call that only
// counts, takes samples and prints.
var samplers = []string{"time", "sync/atomic", "runtime", "runtime/debug", "runtime/metrics", "math", "strconv", "log", "log/slog"}

// samples reports whether a call is one of these, or prints with package
// fmt, or is a conversion or of a builtin function.
func (c *checker) samples(call *ast.CallExpr) bool {
	if tv := c.pass.TypesInfo.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return true
	}
	fn := c.lc.Callee(call).Obj
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if fn.Pkg().Path() == "fmt" {
		return slices.Contains([]string{"Print", "Printf", "Println", "Sprint", "Sprintf", "Sprintln"}, fn.Name())
	}
	return slices.Contains(samplers, fn.Pkg().Path())
}
