// Package handed gives groups to functions, here and in another package.
package handed

import (
	"log"
	"sync"

	"example.com/fleet/waitgroupdone/handed/workers"
)

func always(jobs []string) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1) // ok: Run calls Done on every way
		go workers.Run(&wg, job)
	}
	wg.Wait()
}

func never(jobs []string) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1) // want `"wg" is counted here, but nothing calls Done`
		go workers.Log(&wg, job)
	}
	wg.Wait()
}

func notThisOne(jobs []string) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: Run calls Done
	go workers.Run(&wg, jobs[0])
	wg.Add(1) // want `"wg" is counted here and may not be marked as done before Wait on line 35`
	go workers.Log(&wg, jobs[1])
	wg.Wait()
}

func sometimes(jobs []string) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1) // ok: what is wrong is reported where Try is declared
		go workers.Try(&wg, job)
	}
	wg.Wait()
}

func doneInGo(jobs []string) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Go(func() { workers.Run(&wg, job) }) // want `Done of "wg" in a func that its Go runs`
	}
	wg.Wait()
}

func worker(wg *sync.WaitGroup, job string) {
	defer wg.Done() // ok: the caller counts
	log.Print(job)
}

func skipping(wg *sync.WaitGroup, job string) {
	if job == "" {
		return // want `return skips the Done for "wg" on line 65`
	}
	log.Print(job)
	wg.Done()
}

func start(jobs []string) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(2)
		go worker(&wg, job)
		go skipping(&wg, job)
	}
	wg.Wait()
}

func alias(jobs []string) {
	var wg sync.WaitGroup
	p := &wg
	for _, job := range jobs {
		p.Add(1)
		go func() {
			if job == "" {
				return // want `return skips the Done for "wg" on line 88`
			}
			log.Print(job)
			p.Done()
		}()
	}
	wg.Wait()
}
