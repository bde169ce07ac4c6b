// Package queued has workers that mark jobs as done that others count.
package queued

import (
	"errors"
	"log"
	"sync"
)

type job struct {
	name  string
	tries int
}

var errTired = errors.New("tired")

func (j job) run() error { return nil }

func each(list []job) {
	var wg sync.WaitGroup
	jobs := make(chan job)
	go func() {
		for j := range jobs {
			if err := j.run(); err != nil {
				log.Printf("%s: %v", j.name, err)
				continue
			}
			wg.Done() // want `a round of the loop may end without this Done for "wg"`
		}
	}()
	for _, j := range list {
		wg.Add(1)
		jobs <- j
	}
	wg.Wait()
	close(jobs)
}

func eachMarked(list []job) {
	var wg sync.WaitGroup
	jobs := make(chan job)
	go func() {
		for j := range jobs {
			if err := j.run(); err != nil {
				log.Print(err)
				wg.Done() // ok: each way has one
				continue
			}
			wg.Done() // ok: each way has one
		}
	}()
	for _, j := range list {
		wg.Add(1)
		jobs <- j
	}
	wg.Wait()
	close(jobs)
}

func eachRetried(list []job) {
	var wg sync.WaitGroup
	jobs := make(chan job, len(list))
	go func() {
		for j := range jobs {
			if err := j.run(); err != nil && j.tries < 3 {
				j.tries++
				jobs <- j
				continue
			}
			wg.Done() // ok: the job comes back
		}
	}()
	for _, j := range list {
		wg.Add(1)
		jobs <- j
	}
	wg.Wait()
	close(jobs)
}

func eachSetAside(list []job) []job {
	var wg sync.WaitGroup
	var late []job
	jobs := make(chan job)
	go func() {
		for j := range jobs {
			if j.tries > 0 {
				late = append(late, j)
				continue
			}
			_ = j.run()
			wg.Done() // ok: who has the late ones marks them
		}
	}()
	for _, j := range list {
		wg.Add(1)
		jobs <- j
	}
	close(jobs)
	for range late {
		wg.Done()
	}
	wg.Wait()
	return late
}

type pool struct {
	wg   sync.WaitGroup
	jobs chan job
	quit chan struct{}
}

func (p *pool) start() { go p.work() }

func (p *pool) work() {
	for {
		select {
		case j := <-p.jobs:
			if err := j.run(); errors.Is(err, errTired) {
				log.Print(err)
				return
			}
			p.wg.Done() // want `a round of the loop may end without this Done for "wg"`
		case <-p.quit:
			return // ok: there is no job
		}
	}
}

func (p *pool) submit(j job) {
	p.wg.Add(1)
	p.jobs <- j
}

func (p *pool) drain() { p.wg.Wait() }

type calmPool struct {
	wg   sync.WaitGroup
	jobs chan job
	quit chan struct{}
}

func (p *calmPool) start() { go p.work() }

func (p *calmPool) work() {
	for {
		select {
		case j := <-p.jobs:
			if err := j.run(); err != nil {
				log.Print(err)
			}
			p.wg.Done() // ok: it is on each way
		case <-p.quit:
			return
		}
	}
}

func (p *calmPool) submit(j job) {
	p.wg.Add(1)
	p.jobs <- j
}

func (p *calmPool) drain() { p.wg.Wait() }

// inner has a loop for the parts of a job.
func inner(list []job, parts func(job) []string) {
	var wg sync.WaitGroup
	jobs := make(chan job)
	go func() {
		for j := range jobs {
			for _, part := range parts(j) {
				log.Print(part)
				wg.Done() // ok: it is not known how many parts there are
			}
		}
	}()
	for _, j := range list {
		wg.Add(1)
		jobs <- j
	}
	wg.Wait()
	close(jobs)
}

func worker(jobs <-chan job, wg *sync.WaitGroup) {
	for j := range jobs {
		if err := j.run(); err != nil {
			continue
		}
		wg.Done() // want `a round of the loop may end without this Done for "wg"`
	}
}

func eachByWorker(list []job) {
	var group sync.WaitGroup
	jobs := make(chan job)
	for range 4 {
		go worker(jobs, &group)
	}
	for _, j := range list {
		group.Add(1)
		jobs <- j
	}
	group.Wait()
	close(jobs)
}

func calmWorker(jobs <-chan job, wg *sync.WaitGroup) {
	for j := range jobs {
		if err := j.run(); err != nil {
			wg.Done() // ok: each way has one
			continue
		}
		wg.Done()
	}
}

func eachByCalmWorker(list []job) {
	var group sync.WaitGroup
	jobs := make(chan job)
	go calmWorker(jobs, &group)
	for _, j := range list {
		group.Add(1)
		jobs <- j
	}
	group.Wait()
	close(jobs)
}
