package exitskipsdefer

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// fixes offers what can be done without a change of the signature.
func (c *checker) fixes(skips []skip) []analysis.SuggestedFix {
	if fix := c.returnFromTestMain(skips); fix != nil {
		return fix
	}
	return c.callBefore(skips)
}

// returnFromTestMain offers to let TestMain return: since Go 1.15 package
// testing exits with the result of Run when it does.
//
//	os.Exit(m.Run())
func (c *checker) returnFromTestMain(skips []skip) []analysis.SuggestedFix {
	s := skips[0]
	if len(skips) > 1 || s.in.Decl == nil || s.in.Decl.Name.Name != "TestMain" || len(s.call.Args) != 1 {
		return nil
	}
	list := s.in.Body().List
	last, ok := list[len(list)-1].(*ast.ExprStmt)
	if !ok || last.X != s.call {
		return nil
	}
	exit, result := c.lc.Callee(s.call).Obj, ast.Unparen(s.call.Args[0])
	run, ok := result.(*ast.CallExpr)
	if !ok || exit == nil || exit.FullName() != "os.Exit" || !c.runsTests(run) || !c.alsoUses(s.call, exit.Pkg()) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "Return from TestMain, which exits with the result of Run",
		TextEdits: []analysis.TextEdit{
			{Pos: s.call.Pos(), End: run.Pos()},
			{Pos: run.End(), End: s.call.End()},
		},
	}}
}

// runsTests reports whether the call is m.Run().
func (c *checker) runsTests(call *ast.CallExpr) bool {
	fn := c.lc.Callee(call).Obj
	return fn != nil && fn.FullName() == "(*testing.M).Run"
}

// alsoUses reports whether the file of the call names the package elsewhere,
// so that its import stays of use.
func (c *checker) alsoUses(call *ast.CallExpr, pkg *types.Package) bool {
	uses := 0
	for _, file := range c.pass.Files {
		if file.FileStart <= call.Pos() && call.Pos() < file.FileEnd {
			ast.Inspect(file, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					if p, ok := c.pass.TypesInfo.Uses[id].(*types.PkgName); ok && p.Imported() == pkg {
						uses++
					}
				}
				return true
			})
		}
	}
	return uses > 1
}
