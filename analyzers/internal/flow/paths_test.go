package flow_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// How often mark is called on the ways to a return, 3 for more often.
func TestWalk(t *testing.T) {
	tests := []struct {
		name, body string
		want       []int
	}{
		{"straight", `mark()`, []int{1}},
		{"branch", `if a { mark() }`, []int{0, 1}},
		{"return", `if a { return }; mark()`, []int{0, 1}},
		{"same condition", `if a { mark() }; b(); if a { mark() }`, []int{0, 2}},
		{"negated", `if a { mark() }; if !a { mark() }`, []int{1}},
		{"compared", `if err == nil { mark() }; if err != nil { mark() }`, []int{1}},
		{"less", `if n < 1 { mark() }; if n >= 1 { mark() }`, []int{1}},
		{"part of a condition", `if a && c { mark() }; if !a { mark() }`, []int{0, 1}},
		{"assigned in between", `if a { mark() }; a = c; if !a { mark() }`, []int{0, 1, 2}},
		{"assigned field", `if s.f { mark() }; s.f = c; if !s.f { mark() }`, []int{0, 1, 2}},
		{"declared anew", `if a { mark() }; { a := c; if !a { mark() } }`, []int{0, 1, 2}},
		{"each its own", `if err := b(); err == nil { mark() }; if err := b(); err != nil { mark() }`, []int{0, 1, 2}},
		{"counted up", `if n == 0 { mark() }; n++; if n == 0 { mark() }`, []int{0, 1, 2}},
		{"loop variable", `for _, x := range xs { if x { mark() }; if x { mark() } }`, []int{0, 2, 3}},
		{"loop", `for n < 3 { mark() }`, []int{0, 1, 2, 3}},
		{"panic", `if a { mark(); panic(1) }`, []int{0}},
		{"select", `select { case <-ch: mark(); case <-ch: }`, []int{0, 1}},
		{"switch", `switch { case a: mark(); default: mark(); mark() }`, []int{1, 2}},
	}
	for _, test := range tests {
		g, info := typed(t, test.body)
		var got []int
		walk := flow.Walk[int]{Graph: g, Asked: flow.Ask(g, info)}
		walk.Node = func(sum int, _ *cfg.Block, n ast.Node) (int, bool) {
			flow.Calls(n, func(call *ast.CallExpr, _ flow.How) {
				if types.ExprString(call.Fun) == "mark" {
					sum = min(sum+1, 3)
				}
			})
			return sum, true
		}
		walk.End = func(sum int, b *cfg.Block) {
			if b.Return() != nil && !slices.Contains(got, sum) {
				got = append(got, sum)
			}
		}
		walk.From(g.Blocks[0], 0)
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// A way that Node or Edge gives up has no end.
func TestWalkGivesUp(t *testing.T) {
	g, info := typed(t, `if a { mark(); return }; b()`)
	ends := 0
	walk := flow.Walk[int]{Graph: g, Asked: flow.Ask(g, info), End: func(int, *cfg.Block) { ends++ }}
	walk.Node = func(_ int, _ *cfg.Block, n ast.Node) (int, bool) {
		call, ok := n.(*ast.ExprStmt)
		return 0, !ok || types.ExprString(call.X) != "mark()"
	}
	walk.Edge = func(_ int, e flow.Edge) (int, bool) { return 0, true }
	walk.From(g.Blocks[0], 0)
	if ends != 1 {
		t.Errorf("%d ends with a node that gives up, want 1", ends)
	}
	ends = 0
	walk.Edge = func(_ int, e flow.Edge) (int, bool) { return 0, e.I == 0 }
	walk.From(g.Blocks[0], 0)
	if ends != 0 {
		t.Errorf("%d ends with an edge that gives up, too, want 0", ends)
	}
}

// Many conditions that are asked more than once are no reason to visit each
// block once for each combination of their answers: what is asked no more is
// forgotten, and in a loop, where all may be asked again, some are left out.
func TestWalkManyQuestions(t *testing.T) {
	const asked = 16
	once, inLoop := "", "for n < 3 {\n"
	for i := range asked {
		flag := fmt.Sprintf("flags.f%d", i)
		once += fmt.Sprintf("if %s { mark() }\nif !%s { mark() }\n", flag, flag)
		inLoop += fmt.Sprintf("if %s { mark() }\n", flag)
	}
	for i := range asked {
		inLoop += fmt.Sprintf("if flags.f%d { mark() }\n", i)
	}
	inLoop += "}"
	for _, test := range []struct {
		name, body string
		most       int // visits of a node
	}{
		{"one after the other", once, 8 * asked},
		{"in a loop", inLoop, 1 << 15},
	} {
		g, info := typed(t, test.body)
		visits := 0
		walk := flow.Walk[struct{}]{Graph: g, Asked: flow.Ask(g, info), End: func(struct{}, *cfg.Block) {}}
		walk.Node = func(struct{}, *cfg.Block, ast.Node) (struct{}, bool) {
			visits++
			return struct{}{}, true
		}
		walk.From(g.Blocks[0], struct{}{})
		if visits < asked || visits > test.most {
			t.Errorf("%s: %d visits, want %d at most", test.name, visits, test.most)
		}
	}
}

// typed parses and checks a function body.
func typed(t *testing.T, body string) (*cfg.CFG, *types.Info) {
	t.Helper()
	const decls = `package p
var a, c bool
var n int
var err error
var xs []bool
var ch chan int
var s struct{ f bool }
var flags struct{ f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15 bool }
func mark() {}
func b() error { return nil }
`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "f.go", decls+"func f() {\n"+body+"\n}", parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object)}
	if _, err := new(types.Config).Check("p", fset, []*ast.File{f}, info); err != nil {
		t.Fatal(err)
	}
	fn := f.Decls[len(f.Decls)-1].(*ast.FuncDecl)
	return cfg.New(fn.Body, func(call *ast.CallExpr) bool { return types.ExprString(call.Fun) != "panic" }), info
}
