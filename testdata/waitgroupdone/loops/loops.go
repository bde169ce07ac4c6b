// Package loops counts ahead of loops what their rounds start.
package loops

import "sync"

type shard struct{ rows []string }

func (s *shard) push() {}

func skips(shards []*shard) {
	var wg sync.WaitGroup
	wg.Add(len(shards)) // want `Add counts len\(shards\) for "wg", but a round of the loop on line 13 may start nothing that calls Done`
	for _, s := range shards {
		if len(s.rows) == 0 {
			continue
		}
		go func() {
			defer wg.Done()
			s.push()
		}()
	}
	wg.Wait()
}

func skipsAndMarks(shards []*shard) {
	var wg sync.WaitGroup
	wg.Add(len(shards)) // ok: the empty ones are marked at once
	for _, s := range shards {
		if len(s.rows) == 0 {
			wg.Done()
			continue
		}
		go func() {
			defer wg.Done()
			s.push()
		}()
	}
	wg.Wait()
}

func leaves(shards []*shard, limit int) {
	var wg sync.WaitGroup
	wg.Add(len(shards)) // want `Add counts len\(shards\) for "wg", but the loop on line 44 may be left early \(Wait blocks forever\)`
	for i, s := range shards {
		if i > limit {
			break
		}
		go func() {
			defer wg.Done()
			s.push()
		}()
	}
	wg.Wait()
}

func leavesForGood(shards []*shard, limit int) {
	var wg sync.WaitGroup
	wg.Add(len(shards))
	for i, s := range shards {
		if i > limit {
			return // ok: nobody waits any more
		}
		go func() {
			defer wg.Done()
			s.push()
		}()
	}
	wg.Wait()
}

func offByOne(n int, work func(int)) {
	var wg sync.WaitGroup
	wg.Add(n) // want `Add counts n for "wg", but the loop on line 74 goes round n\+1 times`
	for i := 0; i <= n; i++ {
		go func() {
			defer wg.Done()
			work(i)
		}()
	}
	wg.Wait()
}

func fromOne(shards []*shard) {
	var wg sync.WaitGroup
	wg.Add(len(shards)) // want `Add counts len\(shards\) for "wg", but the loop on line 86 goes round len\(shards\)-1 times`
	for i := 1; i < len(shards); i++ {
		go func() {
			defer wg.Done()
			shards[i].push()
		}()
	}
	wg.Wait()
}

func fromOneCounted(shards []*shard) {
	var wg sync.WaitGroup
	wg.Add(len(shards) - 1) // ok: the first is pushed here
	for i := 1; i < len(shards); i++ {
		go func() {
			defer wg.Done()
			shards[i].push()
		}()
	}
	shards[0].push()
	wg.Wait()
}

func allButSelf(shards []*shard, self *shard) {
	var wg sync.WaitGroup
	wg.Add(len(shards) - 1)
	for _, s := range shards {
		if s == self {
			continue // ok: not counted
		}
		go func() {
			defer wg.Done()
			s.push()
		}()
	}
	wg.Wait()
}

func constants(work func(int)) {
	const workers = 4
	var wg sync.WaitGroup
	wg.Add(5) // want `Add counts 5 for "wg", but the loop on line 127 goes round 4 times`
	for i := range workers {
		go func() {
			defer wg.Done()
			work(i)
		}()
	}
	wg.Wait()
}

func oneMore(shards []*shard, watch func()) {
	var wg sync.WaitGroup
	wg.Add(len(shards) + 1) // ok: the watcher is the one
	for _, s := range shards {
		go func() {
			defer wg.Done()
			s.push()
		}()
	}
	go func() {
		defer wg.Done()
		watch()
	}()
	wg.Wait()
}

func named(shards []*shard) {
	var wg sync.WaitGroup
	n := len(shards)
	wg.Add(n) // ok: the same number
	for i := 0; i < n; i++ {
		go func() {
			defer wg.Done()
			shards[i].push()
		}()
	}
	wg.Wait()
}

func inThisGoroutine(shards []*shard) {
	var wg sync.WaitGroup
	wg.Add(len(shards)) // want `Add counts len\(shards\) for "wg", but a round of the loop on line 168 may start nothing that calls Done`
	for _, s := range shards {
		if s != nil {
			go s.flush(&wg)
		}
	}
	wg.Wait()
}

func (s *shard) flush(wg *sync.WaitGroup) {
	defer wg.Done()
	s.push()
}

func inParallelSlices(shards []*shard, names []string) {
	var wg sync.WaitGroup
	wg.Add(len(names)) // ok: as many names as shards, for all that is known
	for _, s := range shards {
		go s.flush(&wg)
	}
	wg.Wait()
}

func countsAll(shards []*shard) {
	var wg sync.WaitGroup
	var full []*shard
	for _, s := range shards {
		if len(s.rows) > 0 {
			full = append(full, s)
		}
	}
	wg.Add(len(shards)) // want `Add counts shards for "wg", but the loop on line 199 goes over full, which may differ in length`
	for _, s := range full {
		go s.flush(&wg)
	}
	wg.Wait()
}

func countsFull(shards []*shard) {
	var wg sync.WaitGroup
	full := make([]*shard, 0, len(shards))
	for _, s := range shards {
		if len(s.rows) == 0 {
			continue
		}
		full = append(full, s)
	}
	wg.Add(len(full)) // want `Add counts full for "wg", but the loop on line 215 goes over shards, which may differ in length`
	for _, s := range shards {
		go s.flush(&wg)
	}
	wg.Wait()
}

func copies(shards []*shard) {
	var wg sync.WaitGroup
	var all []*shard
	for _, s := range shards {
		all = append(all, s)
	}
	wg.Add(len(shards)) // ok: as many
	for _, s := range all {
		go s.flush(&wg)
	}
	wg.Wait()
}

func oneForAll(shards []string) {
	var wg sync.WaitGroup
	wg.Add(1) // want `Add counts 1 for "wg", but the loop on line \d+ goes round len\(shards\) times`
	for range shards {
		go func() {
			defer wg.Done()
			println()
		}()
	}
	wg.Wait()
}

func twoForSome(n int) {
	var wg sync.WaitGroup
	wg.Add(2) // want `Add counts 2 for "wg", but the loop on line \d+ goes round n times`
	for range n {
		go func() {
			defer wg.Done()
			println()
		}()
	}
	wg.Wait()
}

func firstOf(shards []string) {
	var wg sync.WaitGroup
	var once sync.Once
	wg.Add(1) // ok: the first one calls Done
	for range shards {
		go func() {
			println()
			once.Do(wg.Done)
		}()
	}
	wg.Wait()
}

func untilFound(shards []string) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: one of them calls Done
	for _, shard := range shards {
		go func() {
			if shard == "leader" {
				wg.Done()
			}
		}()
	}
	wg.Wait()
}

// A poller has workers that each take what it has fetched.
type poller struct {
	acks    sync.WaitGroup
	workers map[string]chan []string
}

func (p *poller) work(name string) {
	for batch := range p.workers[name] {
		for range batch {
		}
		p.acks.Done()
	}
}

func (p *poller) round(fetched map[string][]string) {
	p.acks.Add(len(p.workers)) // ok: who gets a batch marks it, the others are marked here
	for name, feed := range p.workers {
		batch, ok := fetched[name]
		if !ok {
			p.acks.Done()
			continue
		}
		feed <- batch
	}
	p.acks.Wait()
}

func (p *poller) roundOfSome(fetched map[string][]string) {
	p.acks.Add(len(p.workers)) // want `Add counts len\(p\.workers\) for "acks", but a round of the loop on line \d+ may start nothing that calls Done`
	for name, feed := range p.workers {
		batch, ok := fetched[name]
		if !ok {
			continue
		}
		if len(batch) == 0 {
			p.acks.Done()
			continue
		}
		feed <- batch
	}
	p.acks.Wait()
}
