// Package example shows counts that cannot balance, and their mended forms.
package example

import (
	"errors"
	"log"
	"sync"
)

// Flush writes all shards and waits for them.
func Flush(shards []string, write func(shard string) error) {
	var wg sync.WaitGroup
	for _, shard := range shards {
		wg.Add(1)
		go func() {
			if err := write(shard); err != nil {
				log.Print(err)
				return // want `return skips the Done for "wg" on line 21 \(Wait never returns\)`
			}
			log.Print("flushed ", shard)
			wg.Done()
		}()
	}
	wg.Wait()
}

// Pool runs jobs in goroutines of their own.
type Pool struct {
	running sync.WaitGroup
	closed  bool
}

var errClosed = errors.New("pool is closed")

// Start counts the job before it knows whether it will be run.
func (p *Pool) Start(job func()) error {
	p.running.Add(1) // want `"running" is counted here, but the return on line 39 comes before what calls Done \(Wait blocks forever\)`
	if p.closed {
		return errClosed
	}
	go func() {
		defer p.running.Done()
		job()
	}()
	return nil
}

// Close waits for the jobs.
func (p *Pool) Close() { p.running.Wait() }
