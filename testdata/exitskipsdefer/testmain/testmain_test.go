package testmain

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "fleet")
	if err != nil {
		os.Exit(1) // ok: nothing is pending yet
	}
	defer os.RemoveAll(dir)
	os.Exit(m.Run()) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 13`
}

func TestFatal(t *testing.T) {
	dir, err := os.MkdirTemp("", "fleet")
	if err != nil {
		t.Fatal(err) // ok: runs what is deferred
	}
	defer os.RemoveAll(dir)
	t.Fatal("not yet") // ok: runs what is deferred
}
