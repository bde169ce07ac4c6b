// Package surplus marks as done more often than it counts.
package surplus

import "sync"

func pull() {}
func push() {}

func transfer() {
	var wg sync.WaitGroup
	wg.Add(1) // want `"wg" is added to here, and marked as done once too often`
	go func() {
		defer wg.Done()
		pull()
	}()
	go func() {
		defer wg.Done()
		push()
	}()
	wg.Wait()
}

func transferThree() {
	var wg sync.WaitGroup
	wg.Add(1) // want `"wg" is added to here, and marked as done 2 times too often`
	go worker(&wg, pull)
	go worker(&wg, push)
	go worker(&wg, push)
	wg.Wait()
}

func transferOne() {
	var wg sync.WaitGroup
	wg.Add(2) // ok: there are two
	go func() {
		defer wg.Done()
		pull()
	}()
	go func() {
		defer wg.Done()
		push()
	}()
	wg.Wait()
}

func transferEach() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		pull()
	}()
	wg.Add(1) // ok: there are two
	go func() {
		defer wg.Done()
		push()
	}()
	wg.Wait()
}

func transferIf(both bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		pull()
	}()
	if both {
		wg.Add(1) // ok: counted where it is started
		go func() {
			defer wg.Done()
			push()
		}()
	}
	wg.Wait()
}

func transferElse(back bool) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: it is one or the other
	if !back {
		go func() {
			defer wg.Done()
			pull()
		}()
	} else {
		go func() {
			defer wg.Done()
			push()
		}()
	}
	wg.Wait()
}

func transferFirst() {
	var wg sync.WaitGroup
	var once sync.Once
	wg.Add(1) // ok: the first one marks it as done
	go func() {
		pull()
		once.Do(wg.Done)
	}()
	go func() {
		push()
		once.Do(wg.Done)
	}()
	wg.Wait()
}

func transferWorker() {
	var wg sync.WaitGroup
	wg.Add(1)
	go worker(&wg, pull)
	wg.Add(1) // want `"wg" is added to here, and marked as done once too often`
	go worker(&wg, push)
	go worker(&wg, push)
	wg.Wait()
}

func worker(wg *sync.WaitGroup, f func()) {
	defer wg.Done()
	f()
}

func transferLoop(n int) {
	var wg sync.WaitGroup
	wg.Add(3) // ok: three rounds
	for range 3 {
		go worker(&wg, pull)
	}
	wg.Wait()
}
