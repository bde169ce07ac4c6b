package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// run does what main did. All that is left for main is
//
//	if err := run(os.Args[1:]); err != nil {
//		log.Fatal(err)
//	}
func run(trips []string) error {
	dir, err := os.MkdirTemp("", "trips")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, trip := range trips {
		fmt.Fprintln(w, trip)
		if err := play(dir, trip); err != nil {
			return err // ok: runs what is deferred
		}
	}
	return nil
}

func play(dir, trip string) error {
	return os.WriteFile(filepath.Join(dir, trip), nil, 0o600)
}
