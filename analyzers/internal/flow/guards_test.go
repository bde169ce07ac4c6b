package flow_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// The guards of the block that calls target.
func TestGuards(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"none", `target()`, ""},
		{"if", `if a { target() }`, "a"},
		{"else", `if a { x() } else { target() }`, "!a"},
		{"else if", `if a { x() } else if b { target() }`, "!a, b"},
		{"after a branch that left", `if a { return }; target()`, "!a"},
		{"after a branch that panicked", `if a { panic(1) }; target()`, "!a"},
		{"after a branch that came back", `if a { x() }; target()`, ""},
		{"nested", `if a { if b { x() } else { target() } }`, "a, !b"},
		{"and", `if a && !b { target() }`, "a && !b"},
		{"for", `for i < n { target() }`, "i < n"},
		{"after for", `for i < n { x() }; target()`, "!(i < n)"},
		{"after for with break", `for i < n { if b { break } }; target()`, ""},
		{"range", `for range xs { target() }`, ""},
		{"both ways", `if a { x() } else { y() }; target()`, ""},
		{"switch", `switch x { case 1: target() }`, "x == 1"},
		{"second case", `switch x { case 1: y(); case 2: target() }`, "!(x == 1), x == 2"},
		{"default", `switch x { case 1: y(); default: target() }`, "!(x == 1)"},
		{"default first", `switch x { default: target(); case 1: y() }`, "!(x == 1)"},
		{"several values", `switch x { case 1, 2: target() }`, "x == 1, x == 2"},
		{"case of several values before", `switch x { case 1, 2: y(); case 3: target() }`, "!(x == 1), x == 3, !(x == 2)"},
		{"after switch", `switch x { case 1: y() }; target()`, ""},
		{"after switch that left", `switch x { case 1: return }; target()`, "!(x == 1)"},
		{"switch without tag", `switch { case a: y(); case b: target() }`, "!a, b"},
		{"fallthrough", `switch x { case 1: fallthrough; case 2: target() }`, "x == 2"},
		{"type switch", `switch x.(type) { case int: target() }`, ""},
		{"select", `select { case <-c: if a { target() }; case <-d: }`, "a"},
		{"select with default", `select { case <-c: return; default: target() }`, ""},
		{"label", `loop: for { if a { break loop } }; target()`, "a"},
		{"literal in a branch", `if a { f(func() { target() }) }`, "a"},
	}
	for _, test := range tests {
		s := parse(t, test.body)
		var at token.Pos
		ast.Inspect(s.body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == "target" {
				at = id.Pos()
			}
			return true
		})
		b := flow.BlockOf(s.g, at)
		if b == nil {
			t.Errorf("%s: no block at target", test.name)
			continue
		}
		var got []string
		for _, g := range flow.Guards(s.g, s.body, b) {
			got = append(got, guardString(g))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %q, want %q for %s", test.name, got, test.want, test.body)
		}
	}
}

func guardString(g flow.Guard) string {
	s := types.ExprString(g.Cond)
	if g.Tag != nil {
		s = types.ExprString(g.Tag) + " == " + s
	}
	if g.Truth {
		return s
	}
	if strings.Contains(s, " ") {
		s = "(" + s + ")"
	}
	return "!" + s
}

func TestBlockOfDeadCode(t *testing.T) {
	s := parse(t, `return; dead()`)
	if b := flow.BlockOf(s.g, s.body.List[1].Pos()); b != nil {
		t.Errorf("got %v for code that control cannot reach, want nil", b)
	}
}

func TestLeavesAndHolds(t *testing.T) {
	tests := []struct {
		cond          string
		truth         bool
		leaves, holds string
	}{
		{"a", true, "a", "a"},
		{"a", false, "!a", "!a"},
		{"!a", true, "!a", "!a"},
		{"!(!a)", false, "!a", "!a"},
		{"a && b", true, "a, b", "a, b"},
		{"a && b", false, "!a, !b", "!(a && b)"},
		{"a || b", true, "a, b", "a || b"},
		{"a || b", false, "!a, !b", "!a, !b"},
		{"!(a && b)", true, "!a, !b", "!(a && b)"},
		{"!(a || b)", true, "!a, !b", "!a, !b"},
		{"a && (b || !c)", true, "a, b, !c", "a, b || !c"},
		{"(x == nil)", true, "x == nil", "x == nil"},
	}
	list := func(split func(ast.Expr, bool, func(ast.Expr, bool)), cond ast.Expr, truth bool) string {
		var parts []string
		split(cond, truth, func(part ast.Expr, truth bool) {
			parts = append(parts, guardString(flow.Guard{Cond: part, Truth: truth}))
		})
		return strings.Join(parts, ", ")
	}
	for _, test := range tests {
		cond, err := parser.ParseExpr(test.cond)
		if err != nil {
			t.Fatal(err)
		}
		if got := list(flow.Leaves, cond, test.truth); got != test.leaves {
			t.Errorf("Leaves(%s, %t): got %s, want %s", test.cond, test.truth, got, test.leaves)
		}
		if got := list(flow.Holds, cond, test.truth); got != test.holds {
			t.Errorf("Holds(%s, %t): got %s, want %s", test.cond, test.truth, got, test.holds)
		}
	}
}
