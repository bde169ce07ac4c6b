package earlyreturn

import "sync"

func eachBatch(batches [][]func(), flush func() error) {
	for _, batch := range batches {
		var wg sync.WaitGroup
		for _, job := range batch {
			wg.Go(job)
		}
		if err := flush(); err != nil {
			println(err.Error())
			continue // want `continue may be reached before "wg" is waited for`
		}
		wg.Wait()
	}
}

func untilFlushFails(batches [][]func(), flush func() error) {
	for _, batch := range batches {
		var wg sync.WaitGroup
		for _, job := range batch {
			if job == nil {
				continue // ok: it leaves a round of the inner loop
			}
			wg.Go(job)
		}
		if flush() != nil {
			break // want `break may be reached before "wg" is waited for`
		}
		wg.Wait()
	}
}

func oneForBatches(batches [][]func(), flush func() error) {
	var wg sync.WaitGroup
	for _, batch := range batches {
		for _, job := range batch {
			wg.Go(job)
		}
		if flush() != nil {
			continue // ok: the group is waited for below
		}
	}
	wg.Wait()
}

func emptyBatches(batches [][]func()) {
	for _, batch := range batches {
		var wg sync.WaitGroup
		if len(batch) == 0 {
			continue // ok: nothing has been started
		}
		for _, job := range batch {
			wg.Go(job)
		}
		if len(batch) == 0 {
			continue // ok: nothing has been started
		}
		wg.Wait()
	}
}

func startedInBatches(batches [][]func()) {
	for _, batch := range batches {
		var wg sync.WaitGroup
		started := 0
		for _, job := range batch {
			if job != nil {
				wg.Go(job)
				started++
			}
		}
		if started == 0 {
			continue // ok: nothing has been started
		}
		wg.Wait()
	}
}

func switchedBatches(batches [][]func(), mode int) {
	for _, batch := range batches {
		var wg sync.WaitGroup
		for _, job := range batch {
			wg.Go(job)
		}
		switch mode {
		case 1:
			if len(batches) == 1 {
				break // ok: it leaves the switch
			}
		}
		wg.Wait()
	}
}

func deferredBatches(batches [][]func(), flush func() error) {
	for _, batch := range batches {
		var wg sync.WaitGroup
		defer wg.Wait()
		for _, job := range batch {
			wg.Go(job)
		}
		if flush() != nil {
			continue // ok: Wait is deferred
		}
	}
}
