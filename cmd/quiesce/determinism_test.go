package main

import (
	"strconv"
	"testing"
)

// What -source prints is the same, byte for byte, in each run and for each
// number of processors.
func TestSourceIsDeterministic(t *testing.T) {
	dir := extract(t, parseFile(t, "service.txtar"))
	first := run(t, dir, nil, quiesce(t), "-source", "./...")
	if first.status != 3 {
		t.Fatalf("exit status %d, want 3:\n%s", first.status, first.stderr)
	}
	for _, procs := range []int{1, 2, 8} {
		for range 3 {
			env := []string{"GOMAXPROCS=" + strconv.Itoa(procs)}
			again := run(t, dir, env, quiesce(t), "-source", "./...")
			if again != first {
				t.Fatalf("GOMAXPROCS=%d: status %d and output\n%s\nfirst run: status %d and output\n%s",
					procs, again.status, again.stderr, first.status, first.stderr)
			}
		}
	}
}
