package flow_test

import (
	"go/ast"
	"slices"
	"testing"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// called sweeps a body from its first node on and returns the names of the
// functions that are called on the way, sorted, without what
// comes after a call of stop; ends is the number of ends that it comes to.
func called(t *testing.T, body string, from int) (names []string, ends int) {
	t.Helper()
	g := parse(t, body).g
	flow.Sweep{
		Graph: g,
		Node: func(n ast.Node) bool {
			goesOn := true
			flow.Calls(n, func(call *ast.CallExpr, _ flow.How) {
				if id, ok := call.Fun.(*ast.Ident); ok {
					names = append(names, id.Name)
					goesOn = id.Name != "stop"
				}
			})
			return goesOn
		},
		End: func(*cfg.Block) { ends++ },
	}.From(g.Blocks[0], from)
	slices.Sort(names)
	return names, ends
}

func TestSweep(t *testing.T) {
	for _, test := range []struct {
		body string
		from int
		want []string
		ends int
	}{
		{"a(); b()", 0, []string{"a", "b"}, 1},
		{"a(); b()", 1, []string{"b"}, 1},
		{"a(); stop(); b()", 0, []string{"a", "stop"}, 0},
		{"if c { stop() } else { a() }; b()", 0, []string{"a", "b", "stop"}, 1},
		{"for c { a() }; b()", 0, []string{"a", "b"}, 1},
		{"for { a(); stop() }", 0, []string{"a", "stop"}, 0},
		{"a(); for { b() }", 1, []string{"b"}, 0},
	} {
		got, ends := called(t, test.body, test.from)
		if !slices.Equal(got, test.want) || ends != test.ends {
			t.Errorf("%s from %d: %v and %d ends, want %v and %d", test.body, test.from, got, ends, test.want, test.ends)
		}
	}
}
