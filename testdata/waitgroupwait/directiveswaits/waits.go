// Package directiveswaits waits through functions that a user has named.
package directiveswaits

import (
	"sync"

	"example.com/fleet/waitgroupwait/directiveswaits/jobs"
)

func work() {}

//quiesce:waits
func finish(wg *sync.WaitGroup) { println(wg) }

func print(wg *sync.WaitGroup) { println(wg == nil) }

func declaredHere() {
	var wg sync.WaitGroup
	wg.Go(work) // ok: a directive says that finish waits
	finish(&wg)
}

func notDeclared() {
	var wg sync.WaitGroup
	wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	print(&wg)
}

func declaredThere() {
	var wg sync.WaitGroup
	wg.Go(work) // ok: a directive says that Join waits
	jobs.Join(&wg)
}

func row() {
	var wg sync.WaitGroup
	wg.Go(work) // ok: a row says that Await waits
	jobs.Await(&wg)
}

func rowEarly(quick bool) {
	var wg sync.WaitGroup
	wg.Go(work)
	if quick {
		return // want `return may be reached before "wg" is waited for`
	}
	jobs.Await(&wg)
}
