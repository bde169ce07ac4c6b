// Package fixes shows what the suggested fixes do.
package fixes

import (
	"log"
	"sync"
)

func deferDone(jobs []func() error) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			if err := job(); err != nil {
				log.Print(err)
				return // want `return skips the Done for "wg"`
			}
			log.Print("job is done")
			wg.Done()
		}()
	}
	wg.Wait()
}

func deferDoneOfRecovered(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer func() { _ = recover() }()
			job()
			wg.Done() // want `Done for "wg" is not deferred, and a panic`
		}()
	}
	wg.Wait()
}

func dropDone(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Go(func() {
			defer wg.Done() // want `Done of "wg" in a func that its Go runs`
			job()
		})
	}
	wg.Wait()
}

func countBefore(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		go func() {
			defer log.Print("job is done")
			wg.Add(1)       // want `"wg" is counted in the goroutine itself`
			defer wg.Done() // ok: it stays
			job()
		}()
	}
	wg.Wait()
}

func countFirst(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		go func() {
			defer wg.Done()
			job()
		}()
		wg.Add(1) // want `"wg" is counted after the goroutine`
	}
	wg.Wait()
}
