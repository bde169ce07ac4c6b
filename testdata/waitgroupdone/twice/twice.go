// Package twice holds goroutines that call Done more often than they are
// counted.
package twice

import (
	"errors"
	"log"
	"sync"
)

var errFull = errors.New("full")

func write(shard string) error {
	if shard == "" {
		return errFull
	}
	return nil
}

func deferredAndCalled(shards []string) {
	var wg sync.WaitGroup
	for _, shard := range shards {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := write(shard); err != nil {
				log.Print(err)
				wg.Done() // want `Done for "wg" may be called here a second time, after line 25 \(the counter goes negative\)`
				return
			}
		}()
	}
	wg.Wait()
}

func fallsThrough(shards []string) {
	var wg sync.WaitGroup
	for _, shard := range shards {
		wg.Add(1)
		go func() {
			if err := write(shard); err != nil {
				log.Print(err)
				wg.Done()
			}
			wg.Done() // want `Done for "wg" may be called here a second time, after line 43`
		}()
	}
	wg.Wait()
}

func oneOrTheOther(shards []string) {
	var wg sync.WaitGroup
	for _, shard := range shards {
		wg.Add(1)
		go func() {
			if err := write(shard); err != nil {
				wg.Done()
				return
			}
			wg.Done() // ok: not after the other
		}()
	}
	wg.Wait()
}

func countedTwice(read, index func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		read()
		wg.Done()
		index()
		wg.Done() // ok: two steps are counted
	}()
	wg.Wait()
}

func inGo(shards []string) {
	var wg sync.WaitGroup
	for _, shard := range shards {
		wg.Go(func() {
			defer wg.Done() // want `Done of "wg" in a func that its Go runs, which calls Done too \(the counter goes negative\)`
			if err := write(shard); err != nil {
				log.Print(err)
			}
		})
	}
	wg.Wait()
}

func inGoOfAnother(shards []string, outer *sync.WaitGroup) {
	var wg sync.WaitGroup
	outer.Add(len(shards))
	for _, shard := range shards {
		wg.Go(func() {
			defer outer.Done() // ok: another group
			if err := write(shard); err != nil {
				log.Print(err)
			}
		})
	}
	wg.Wait()
}

func countedBesideGo(shard string) {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Go(func() {
		defer wg.Done() // ok: for the Add above
		if err := write(shard); err != nil {
			log.Print(err)
		}
	})
	wg.Wait()
}

type mirror struct{ wg sync.WaitGroup }

func twoMirrors(a, b *mirror) {
	a.wg.Add(1)
	b.wg.Add(1)
	go func() {
		defer a.wg.Done()
		defer b.wg.Done() // ok: the group of another mirror
		_ = write("a")
	}()
	a.wg.Wait()
	b.wg.Wait()
}

func deferredInLoop(shard string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for range 3 {
			defer wg.Done() // want `Done for "wg" is deferred in a loop, once for each round \(the counter goes negative\)`
			if err := write(shard); err == nil {
				break
			}
		}
	}()
	wg.Wait()
}

func deferredForJobs(jobs <-chan string, wg *sync.WaitGroup) {
	go func() {
		for job := range jobs {
			defer wg.Done() // ok: as many as were counted, for all that is known
			_ = write(job)
		}
	}()
}

func deferredOnTheWayOut(shard string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for {
			if err := write(shard); err == nil {
				defer wg.Done() // ok: the loop ends here
				return
			}
		}
	}()
	wg.Wait()
}

func twoGoroutines(a, b string) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		_ = write(a)
	}()
	go func() {
		defer wg.Done()
		if err := write(b); err != nil {
			wg.Done() // want `Done for "wg" may be called here a second time, after line 176`
		}
	}()
	wg.Wait()
}

func countedAhead(shards []string) {
	var wg sync.WaitGroup
	wg.Add(len(shards))
	for _, shard := range shards {
		go func() {
			defer wg.Done()
			if err := write(shard); err != nil {
				wg.Done() // want `Done for "wg" may be called here a second time, after line 189`
			}
		}()
	}
	wg.Wait()
}

func twoStepsEach(shards []string) {
	var wg sync.WaitGroup
	wg.Add(2 * len(shards))
	for _, shard := range shards {
		go func() {
			defer wg.Done()
			_ = write(shard)
			wg.Done() // ok: two steps are counted for each
		}()
	}
	wg.Wait()
}
