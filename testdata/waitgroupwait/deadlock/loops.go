package deadlock

import "sync"

type plugins struct {
	list []job
	mu   sync.Mutex
}

func (p *plugins) load() {
	var group sync.WaitGroup
	group.Add(len(p.list))
	for _, j := range p.list {
		go func() {
			defer group.Done()
			run(j)
		}()
		group.Wait() // want `"group" is waited for in the loop that starts its goroutines, which line 12 counts all at once`
	}
}

func (p *plugins) loadAll() {
	var group sync.WaitGroup
	group.Add(len(p.list))
	for _, j := range p.list {
		go func() {
			defer group.Done()
			run(j)
		}()
	}
	group.Wait() // ok: it is behind the loop
}

func (p *plugins) loadInTurn() {
	var group sync.WaitGroup
	for _, j := range p.list {
		group.Add(1)
		go func() {
			defer group.Done()
			run(j)
		}()
		group.Wait() // ok: one is counted in each round
	}
}

func (p *plugins) loadByIndex(n int) {
	var group sync.WaitGroup
	group.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			defer group.Done()
			run(p.list[i])
		}()
		group.Wait() // want `"group" is waited for in the loop that starts its goroutines, which line 48 counts all at once`
	}
}

func (p *plugins) loadBatches(batches [][]job) {
	var group sync.WaitGroup
	for _, batch := range batches {
		group.Add(len(batch))
		for _, j := range batch {
			go func() {
				defer group.Done()
				run(j)
			}()
		}
		group.Wait() // ok: each batch is counted in its round
	}
}
