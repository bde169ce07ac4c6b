package example

import (
	"bufio"
	"fmt"
	"os"
)

// ExportAll writes the trips to a file.
func ExportAll(trips []string, path string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, trip := range trips {
		fmt.Fprintln(w, trip)
	}
	return w.Flush() // ok: the caller decides what an error means
}

// CheckAll plays the trips back from a folder of their own.
func CheckAll(trips []string, play func(dir string, trips []string) bool) {
	if !checked(trips, play) {
		os.Exit(1) // ok: the folder is gone
	}
}

func checked(trips []string, play func(dir string, trips []string) bool) bool {
	dir, err := os.MkdirTemp("", "trips")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	return play(dir, trips)
}
