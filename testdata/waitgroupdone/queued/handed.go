package queued

import (
	"sync"
)

// fewWorker is helped by a function that marks what it leaves out.
func fewWorker(jobs <-chan job, wg *sync.WaitGroup) {
	for j := range jobs {
		if err := j.run(); err != nil {
			continue
		}
		wg.Done() // ok: someone else marks the others
	}
}

func markRest(wg *sync.WaitGroup, n int) {
	for range n {
		wg.Done()
	}
}

func eachByFew(list []job) {
	var group sync.WaitGroup
	jobs := make(chan job)
	go fewWorker(jobs, &group)
	for _, j := range list {
		group.Add(1)
		jobs <- j
	}
	close(jobs)
	markRest(&group, 1)
	group.Wait()
}
