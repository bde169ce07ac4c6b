package example

import (
	"log"
	"sync"
)

// FlushAll writes all shards and waits for them.
func FlushAll(shards []string, write func(shard string) error) {
	var wg sync.WaitGroup
	for _, shard := range shards {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := write(shard); err != nil {
				log.Print(err)
				return // ok: Done is deferred
			}
			log.Print("flushed ", shard)
		}()
	}
	wg.Wait()
}

// Run counts the job when it is sure to be run.
func (p *Pool) Run(job func()) error {
	if p.closed {
		return errClosed
	}
	p.running.Add(1) // ok: every way from here starts the goroutine
	go func() {
		defer p.running.Done()
		job()
	}()
	return nil
}
