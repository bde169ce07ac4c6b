package testmain

import (
	"os"
	"sync"
	"testing"
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "fleet")
	if err != nil {
		os.Exit(1) // ok: nothing is pending yet
	}
	defer os.RemoveAll(dir)
	os.Exit(m.Run()) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 14`
}

func TestFatal(t *testing.T) {
	dir, err := os.MkdirTemp("", "fleet")
	if err != nil {
		t.Fatal(err) // ok: runs what is deferred
	}
	defer os.RemoveAll(dir)
	t.Fatal("not yet") // ok: runs what is deferred
}

func Example() {
	dir, err := os.MkdirTemp("", "fleet")
	if err != nil {
		os.Exit(1) // ok: an example
	}
	defer os.RemoveAll(dir)
	if dir == "" {
		os.Exit(1) // ok: an example
	}
}

func helper(run func()) {
	var wg sync.WaitGroup
	wg.Go(run)
	defer wg.Wait()
	if len(os.Args) == 1 {
		os.Exit(1) // ok: a process of a test
	}
}
