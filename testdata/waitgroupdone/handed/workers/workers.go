// Package workers marks groups of others as done.
package workers

import (
	"log"
	"sync"
)

// Run runs a job.
func Run(wg *sync.WaitGroup, job string) {
	defer wg.Done()
	log.Print(job)
}

// Log has no use for the group.
func Log(_ *sync.WaitGroup, job string) { // ok: nothing is promised
	log.Print(job)
}

// Try runs a job, if it is one.
func Try(wg *sync.WaitGroup, job string) {
	if job == "" {
		return // want `return skips the Done for "wg" on line 26`
	}
	log.Print(job)
	wg.Done()
}
