package queued

import (
	"log"
	"sync"
)

// closed has workers that end when the channel is closed.
type closed struct {
	wg   sync.WaitGroup
	jobs chan job
	quit chan struct{}
}

func (c *closed) start() { go c.work() }

func (c *closed) work() {
	for {
		select {
		case j, ok := <-c.jobs:
			if !ok {
				return // ok: there is no job
			}
			if err := j.run(); err != nil {
				log.Print(err)
			}
			c.wg.Done() // ok: it is on each way
		case <-c.quit:
			return
		}
	}
}

func (c *closed) submit(j job) {
	c.wg.Add(1)
	c.jobs <- j
}

func (c *closed) drain() { c.wg.Wait() }

// closedAndLost goes on when a job has failed.
type closedAndLost struct {
	wg   sync.WaitGroup
	jobs chan job
	quit chan struct{}
}

func (c *closedAndLost) start() { go c.work() }

func (c *closedAndLost) work() {
	for {
		select {
		case j, ok := <-c.jobs:
			if !ok {
				return // ok: there is no job
			}
			if err := j.run(); err != nil {
				log.Print(err)
				continue
			}
			c.wg.Done() // want `a round of the loop may end without this Done for "wg"`
		case <-c.quit:
			return
		}
	}
}

func (c *closedAndLost) submit(j job) {
	c.wg.Add(1)
	c.jobs <- j
}

func (c *closedAndLost) drain() { c.wg.Wait() }

// untilNil has a job that tells its worker to end.
func untilNil(list []*job) {
	var wg sync.WaitGroup
	jobs := make(chan *job)
	go func() {
		for j := range jobs {
			if j == nil {
				return // ok: this one is not counted
			}
			_ = j.run()
			wg.Done() // ok: the others are marked
		}
	}()
	for _, j := range list {
		wg.Add(1)
		jobs <- j
	}
	wg.Wait()
	jobs <- nil
}

// untilTired marks the last job behind the loop.
func (c *closed) untilTired() {
	var wg sync.WaitGroup
	jobs := make(chan job)
	go func() {
		tired := false
		for !tired {
			select {
			case j := <-jobs:
				if tired = j.run() != nil; !tired {
					wg.Done() // ok: the last one is marked below
				}
			case <-c.quit:
			}
		}
		wg.Done()
	}()
	for range 3 {
		wg.Add(1)
		jobs <- job{}
	}
	wg.Wait()
}
