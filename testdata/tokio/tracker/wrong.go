// Package tracker counts tasks, as a TaskTracker does, and does not wait for
// them, or cannot.
package tracker

import "sync"

// Index returns before the work is done.
func Index(files []string, index func(string)) {
	var wg sync.WaitGroup
	for _, name := range files {
		wg.Add(1) // finds waitgroupwait/never-waited
		go func() {
			defer wg.Done()
			index(name)
		}()
	}
}

// Check waits for ever if one check fails.
func Check(files []string, check func(string) error) {
	var wg sync.WaitGroup
	for _, name := range files {
		wg.Add(1)
		go func() {
			if check(name) != nil {
				return // finds waitgroupdone/done-skipped
			}
			wg.Done()
		}()
	}
	wg.Wait()
}
