package fingerprint

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

const queue = `package queue

import "context"

var start = func() {
	go drain() // here: start
}

// Queue hands jobs on.
//
//lint:ignore quiesce/goroutinestop here: method
type Queue[T any] struct{ jobs chan T }

// Run hands jobs on until the program ends.
//
//lint:ignore quiesce/goroutinestop here: doc
func (q *Queue[T]) Run(ctx context.Context) {
	go func() {
		defer func() {
			go drain() // here: literal
		}()
		for job := range q.jobs {
			_ = job
		}
	}()
}

func (q Queue[T]) Len() int {
	go drain() // here: value
	return len(q.jobs)
}

func drain() {} // here: plain
`

// lineOf returns the line of the text with the mark in it.
func lineOf(t *testing.T, text, mark string) int {
	t.Helper()
	before, _, ok := strings.Cut(text, "here: "+mark)
	if !ok {
		t.Fatalf("no %q", mark)
	}
	return 1 + strings.Count(before, "\n")
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func leak(file string, line int) finding.Finding {
	return finding.Finding{
		Analyzer: "goroutinestop", Category: "no-stop",
		Message: "goroutine runs an endless loop",
		Span:    finding.Span{File: file, Line: line, Col: 2},
	}
}

func TestEnclosing(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "queue.go", queue)
	keys := New(root)
	for mark, want := range map[string]string{
		"start":   "var start",
		"method":  "", // of a type
		"doc":     "(*Queue).Run",
		"literal": "(*Queue).Run",
		"value":   "Queue.Len",
		"plain":   "drain",
	} {
		if got := keys.Of(leak(file, lineOf(t, queue, mark))).Func; got != want {
			t.Errorf("%s is in %q, want %q", mark, got, want)
		}
	}
	if got := keys.Of(leak(filepath.Join(root, "gone.go"), 3)).Func; got != "" {
		t.Errorf("a file that is not there has the function %q", got)
	}
}

// What is above and below an unfinished function is still found.
func TestEnclosingUnfinished(t *testing.T) {
	text := strings.Replace(queue, "return len(q.jobs)", "return len(", 1)
	file := write(t, t.TempDir(), "queue.go", text)
	if got := New(filepath.Dir(file)).Of(leak(file, lineOf(t, text, "literal"))).Func; got != "(*Queue).Run" {
		t.Errorf("in %q, want (*Queue).Run", got)
	}
}

func TestKeyStable(t *testing.T) {
	root := t.TempDir()
	f := leak(write(t, root, "internal/queue/queue.go", queue), lineOf(t, queue, "literal"))
	f.Message = `return may be reached before "wg" is waited for (goroutines started on line 31)`
	before := New(root).Of(f)
	if want := (Key{
		File:    "internal/queue/queue.go",
		Func:    "(*Queue).Run",
		Rule:    "goroutinestop/no-stop",
		Message: `return may be reached before "wg" is waited for (goroutines started on line N)`,
	}); before != want {
		t.Errorf("key %+v, want %+v", before, want)
	}

	// Another checkout, with code above.
	root = t.TempDir()
	moved := strings.Replace(queue, "var start", "var a, b, c int\n\nvar start", 1)
	f.File, f.Line = write(t, root, "internal/queue/queue.go", moved), f.Line+2
	f.Message = strings.Replace(f.Message, "31", "33", 1)
	after := New(root).Of(f)
	if after != before || after.Sum() != before.Sum() {
		t.Errorf("a moved finding has key %+v, want %+v", after, before)
	}

	f.Message = strings.Replace(f.Message, "wg", "workers", 1)
	if other := New(root).Of(f); other.Sum() == before.Sum() {
		t.Errorf("%+v has the sum of %+v", other, before)
	}
}

func TestRelative(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "cmd/server/main.go", "package main\n")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(root, link); err != nil {
		t.Fatal(err)
	}
	outside := write(t, filepath.Dir(root), "lib/lib.go", "package lib\n")
	for _, c := range []struct{ root, file, want string }{
		{root, file, "cmd/server/main.go"},
		{link, file, "cmd/server/main.go"},
		{root, filepath.Join(link, "cmd/server/main.go"), "cmd/server/main.go"},
		{filepath.Join(root, "cmd/server"), file, "main.go"},
		{root, outside, "../lib/lib.go"},
	} {
		if got := Relative(c.root, c.file); got != c.want {
			t.Errorf("Relative(%s, %s) = %s, want %s", c.root, c.file, got, c.want)
		}
	}
}
