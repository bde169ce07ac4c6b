package flow_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

func TestCalls(t *testing.T) {
	tests := []struct{ stmt, want string }{
		{`f(g(x), h(y))`, "runs g, runs h, runs f"},
		{`x := a() && b()`, "runs a, may run b"},
		{`x := a() || b() && c()`, "runs a, may run b, may run c"},
		{`x := f(a() && b())`, "runs a, may run b, runs f"},
		{`x := a() && f(b())`, "runs a, may run b, may run f"},
		{`go f(a())`, "runs a, spawns f"},
		{`defer f(a())()`, "runs a, runs f, defers f(a())"},
		{`go func() { f() }()`, "spawns func() literal"},
		{`defer func() { f() }()`, "defers func() literal"},
		{`func() { f() }()`, "runs func() literal"},
		{`x := func() { f() }`, ""},
		{`f(func() { g() })`, "runs f"},
		{`s.m(a()).n(b())`, "runs a, runs s.m, runs b, runs s.m(a()).n"},
		{`x[a()] = <-b()`, "runs a, runs b"},
		{`return a(), b()`, "runs a, runs b"},
	}
	how := map[flow.How]string{flow.Runs: "runs", flow.MayRun: "may run", flow.Deferred: "defers", flow.Spawned: "spawns"}
	for _, test := range tests {
		s := parse(t, test.stmt)
		var got []string
		flow.Calls(s.body.List[0], func(call *ast.CallExpr, h flow.How) {
			name := "func() literal"
			if _, lit := call.Fun.(*ast.FuncLit); !lit {
				name = types.ExprString(call.Fun)
			}
			got = append(got, how[h]+" "+name)
		})
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.stmt, got, test.want)
		}
	}
}
