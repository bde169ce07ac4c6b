package flow_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// What control meets on every path from the entry.
func TestInevitable(t *testing.T) {
	tests := []struct {
		name, body string
		want       bool
	}{
		{"straight", `a(); exit()`, true},
		{"return before", `if a() { return }; exit()`, false},
		{"both branches", `if a() { exit() } else { b(); exit() }`, true},
		{"one branch", `if a() { exit() }`, false},
		{"panic in the other branch", `if a() { panic(1) }; exit()`, true},
		{"panic everywhere", `if a() { panic(1) }; panic(2)`, false},
		{"bounded loop before", `for i := 0; i < n; i++ { a() }; exit()`, true},
		{"range before", `for range xs { a() }; exit()`, true},
		{"only in a bounded loop", `for i := 0; i < n; i++ { exit() }`, false},
		{"only in a range", `for range xs { exit() }`, false},
		{"loop that returns", `for range xs { return }; exit()`, false},
		{"search that returns what it finds", `for _, x := range xs { if x == 0 { return } }; exit()`, false},
		{"search that breaks", `for _, x := range xs { if x == 0 { break } }; exit()`, true},
		{"endless loop before", `for { if a() { break } }; exit()`, false},
		{"in an endless loop", `for { a(); exit() }`, true},
		{"on some rounds of an endless loop", `for { if a() { exit() } }`, false},
		{"switch with default", `switch x { case 1: exit(); default: exit() }`, true},
		{"switch without default", `switch x { case 1: exit() }`, false},
		{"type switch with default", `switch x.(type) { case int: exit(); default: exit() }`, true},
		{"all cases of a select", `select { case <-c: exit(); case <-d: exit() }`, true},
		{"one case of a select", `select { case <-c: exit(); case <-d: }`, false},
		{"select with default", `select { case <-c: exit(); default: }`, false},
		{"select of one case", `select { case <-c: exit() }`, true},
		{"behind &&", `_ = a() && exit()`, false},
		{"deferred", `defer exit()`, false},
		{"goto", `goto end; end: exit()`, true},
		{"goto past it", `if a() { goto end }; exit(); end: b()`, false},
		{"empty", ``, false},
	}
	for _, test := range tests {
		s := parse(t, test.body)
		got := flow.Inevitable(s.g,
			func(b *cfg.Block) bool { return calls(b, "exit") },
			func(b *cfg.Block) bool { return calls(b, "panic") })
		if got != test.want {
			t.Errorf("%s: got %t, want %t for %s", test.name, got, test.want, test.body)
		}
	}
}

// Whether control that has called a comes back to that call, and whether it
// comes to one of b.
func TestLoopsAndReachable(t *testing.T) {
	tests := []struct {
		body           string
		loops, reaches bool
	}{
		{`a(); b()`, false, true},
		{`b(); a()`, false, false},
		{`for { a() }; b()`, true, false},
		{`for { a(); break }; b()`, false, true},
		{`for { if a() { continue }; b() }`, true, true},
		{`for i < n { a() }; b()`, true, true},
		{`for range xs { a() }; b()`, true, true},
		{`if a() { return }; b()`, false, true},
		{`a(); return; b()`, false, false},
		{`a(); panic(1); b()`, false, false},
		{`again: a(); if c { goto again }; b()`, true, true},
		{`for { select { case <-c: a(); case <-d: b(); return } }`, true, true},
		{`a(); select {}; b()`, false, false},
	}
	for _, test := range tests {
		s := parse(t, test.body)
		a := s.block(t, "a")
		if got := flow.Loops(s.g, a, nil); got != test.loops {
			t.Errorf("Loops: got %t, want %t for %s", got, test.loops, test.body)
		}
		reached := flow.Reachable(s.g, a, nil)
		got := false
		for _, b := range s.g.Blocks {
			got = got || reached[b.Index] && calls(b, "b") && (b != a || strings.Index(test.body, "a()") < strings.Index(test.body, "b()"))
		}
		if got != test.reaches {
			t.Errorf("Reachable: got %t, want %t for %s", got, test.reaches, test.body)
		}
	}
}

// An edge that is cut is not taken.
func TestCut(t *testing.T) {
	s := parse(t, `for i < n { a() }; b()`)
	a, b := s.block(t, "a"), s.block(t, "b")
	leavesLoop := func(e flow.Edge) bool { return e.To().Kind == cfg.KindForDone }
	if flow.Reachable(s.g, a, leavesLoop)[b.Index] {
		t.Error("b is reached from a over an edge that is cut")
	}
	if !flow.Loops(s.g, a, leavesLoop) {
		t.Error("a is not in a loop, though the edge back is not cut")
	}
	back := func(e flow.Edge) bool { return e.From == a }
	if flow.Loops(s.g, a, back) {
		t.Error("a is in a loop, though the edge back is cut")
	}
}

func TestDominates(t *testing.T) {
	s := parse(t, `if a() { b() }; c()`)
	first := s.block(t, "a")
	for _, test := range []struct {
		i      int
		target string
		want   bool
	}{{0, "b", true}, {1, "b", false}, {0, "c", false}, {1, "c", false}} {
		if got := flow.Dominates(s.g, flow.Edge{From: first, I: test.i}, s.block(t, test.target)); got != test.want {
			t.Errorf("edge %d and the block of %s: got %t, want %t", test.i, test.target, got, test.want)
		}
	}
}
