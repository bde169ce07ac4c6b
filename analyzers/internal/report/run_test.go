package report

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestRunPassesThrough(t *testing.T) {
	pass, _ := newPass(nil, nil, "goroutinestop")
	result, err := Run(func(p *analysis.Pass) (any, error) { return p.Analyzer.Name, nil })(pass)
	if result != "goroutinestop" || err != nil {
		t.Errorf("Run = %v, %v", result, err)
	}
	failed := errors.New("no export data")
	if _, err := Run(func(*analysis.Pass) (any, error) { return nil, failed })(pass); err != failed {
		t.Errorf("error %v, want the one that run returns", err)
	}
}

type node struct{ next *node }

// length fails on a list that is not what it seems, far from where it was called.
func (n *node) length(depth int) int {
	if depth == 0 {
		return len(n.next.next.next.tag())
	}
	return n.length(depth - 1)
}

func (n *node) tag() string { return n.next.tag() }

func TestRunPanic(t *testing.T) {
	pass, _ := newPass(nil, nil, "goroutinestop")
	for _, test := range []struct {
		name  string
		panic func()
		want  string // the innermost call
		text  string
	}{
		{"nil dereference", func() { (&node{new(node)}).length(20) }, "(*node).length", "nil pointer dereference"},
		{"index", func() { _ = []int{}[len(pass.Files)] }, "report.TestRunPanic.func2", "index out of range"},
		{"value", func() { panic("unexpected *ast.BadExpr") }, "report.TestRunPanic.func3", "unexpected *ast.BadExpr"},
		{"error", func() { panic(errors.New("no type")) }, "report.TestRunPanic.func4", "no type"},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := Run(func(*analysis.Pass) (any, error) {
				test.panic()
				return "done", nil
			})(pass)
			if err == nil || result != nil {
				t.Fatalf("Run = %v, %v, want an error alone", result, err)
			}
			lines := strings.Split(err.Error(), "\n")
			head := "goroutinestop: panic while analyzing example.com/fleet/queue: "
			if !strings.HasPrefix(lines[0], head) || !strings.Contains(lines[0], test.text) {
				t.Errorf("first line %q, want %q and %q", lines[0], head, test.text)
			}
			if !strings.Contains(lines[1], test.want) || !strings.Contains(lines[1], "run_test.go:") {
				t.Errorf("innermost call %q, want %s in run_test.go", lines[1], test.want)
			}
			if len(lines) > 1+maxFrames {
				t.Errorf("%d lines:\n%v", len(lines), err)
			}
		})
	}
}
