// Package skipped holds goroutines that may come to their end without Done.
package skipped

import (
	"context"
	"errors"
	"log"
	"sync"
	"time"
)

var errGone = errors.New("gone")

func fetch(host string) error {
	if host == "" {
		return errGone
	}
	return nil
}

func earlyReturns(hosts []string, dry bool) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			if host == "localhost" {
				return // want `return skips the Done for "wg" on line 35`
			}
			if err := fetch(host); err != nil {
				log.Print(err)
				if !dry {
					return
				}
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func doneOnSuccessOnly(hosts []string) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			if err := fetch(host); err == nil {
				wg.Done() // want `goroutine may end without this Done for "wg" \(Wait never returns\)`
			}
		}()
	}
	wg.Wait()
}

func doneOnBothSides(hosts []string) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			if err := fetch(host); err != nil {
				log.Print(err)
				wg.Done()
				return // ok: Done is called above
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func leavesTheLoop(ctx context.Context, ticks <-chan time.Time) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return // want `return skips the Done for "wg" on line 80`
			case _, ok := <-ticks:
				if !ok {
					wg.Done()
					return
				}
			}
		}
	}()
	wg.Wait()
}

func breaksTheLoop(ctx context.Context, ticks <-chan time.Time) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
	loop:
		for {
			select {
			case <-ctx.Done():
				break loop
			case <-ticks:
			}
		}
		wg.Done() // ok: break comes here
	}()
	wg.Wait()
}

func retries(host string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for range 3 {
			if fetch(host) == nil {
				wg.Done() // want `goroutine may end without this Done for "wg"`
				break
			}
		}
	}()
	wg.Wait()
}

func switchWithoutDefault(kind int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		switch err := fetch("a"); {
		case err == nil:
			wg.Done() // want `goroutine may end without this Done for "wg"`
		case errors.Is(err, errGone):
			wg.Done()
		}
	}()
	wg.Wait()
}

func panics(hosts []string) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			if err := fetch(host); err != nil {
				panic(err) // ok: the program ends
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func fatal(hosts []string) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			if err := fetch(host); err != nil {
				log.Fatal(err) // ok: the program ends
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func recovers(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer func() {
				if p := recover(); p != nil {
					log.Print("job failed: ", p)
				}
			}()
			job()
			wg.Done() // want `Done for "wg" is not deferred, and a panic that the goroutine recovers from skips it`
		}()
	}
	wg.Wait()
}

func recoversAndMarks(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer func() {
				if p := recover(); p != nil {
					log.Print("job failed: ", p)
				}
				wg.Done() // ok: a panic comes here, too
			}()
			job()
		}()
	}
	wg.Wait()
}

func doesNotRecover(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			job()
			wg.Done() // ok: a panic ends the program
		}()
	}
	wg.Wait()
}

func conditional(hosts []string, wait bool) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		if wait {
			wg.Add(1)
		}
		go func() {
			if wait {
				defer wg.Done() // ok: counted under the same condition
			}
			if err := fetch(host); err != nil {
				log.Print(err)
			}
		}()
	}
	wg.Wait()
}

func optional(wg *sync.WaitGroup, host string) {
	if wg != nil {
		defer wg.Done() // ok: there is nothing to mark without a group
	}
	if err := fetch(host); err != nil {
		return
	}
	log.Print(host)
}

func poolOfWorkers(hosts []string) {
	var wg sync.WaitGroup
	jobs := make(chan string)
	for range 4 {
		go func() {
			for host := range jobs {
				if err := fetch(host); err != nil {
					log.Print(err)
				}
				wg.Done() // ok: once for each job
			}
		}()
	}
	for _, host := range hosts {
		wg.Add(1) // ok: a worker calls Done
		jobs <- host
	}
	wg.Wait()
	close(jobs)
}

func handsOn(hosts []string, submit func(func())) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			if host == "" {
				wg.Done()
				return
			}
			submit(func() { // ok: who knows when it runs
				if err := fetch(host); err != nil {
					log.Print(err)
				}
				wg.Done()
			})
		}()
	}
	wg.Wait()
}

func closure(hosts []string) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			finish := func() {
				log.Print("done with ", host)
				wg.Done()
			}
			if err := fetch(host); err != nil {
				return // want `return skips the Done for "wg" on line 284`
			}
			finish()
		}()
	}
	wg.Wait()
}

func sameQuestionTwice(host string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		err := fetch(host)
		if err != nil {
			wg.Done()
		}
		log.Print(host)
		if err == nil {
			wg.Done() // ok: one of the two is called
		}
	}()
	wg.Wait()
}

func askedAgain(host string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		err := fetch(host)
		if err != nil {
			wg.Done() // want `goroutine may end without this Done for "wg"`
			return
		}
		err = fetch(host)
		if err == nil {
			wg.Done()
		}
	}()
	wg.Wait()
}

func untilCancelled(ctx context.Context, host string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for range time.NewTicker(time.Second).C {
			if ctx.Err() != nil {
				wg.Done() // ok: the loop has no other end
				return
			}
			_ = fetch(host)
		}
	}()
	wg.Wait()
}

func serveForever(hosts chan string) {
	for {
		if err := fetch(<-hosts); err != nil {
			panic(err)
		}
	}
}

func neverComesToIt(hosts chan string) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			serveForever(hosts)
			wg.Done() // ok: nothing is skipped where nothing ends
		}()
	}
	wg.Wait()
}

func untilEnough(ctx context.Context, hosts []string, wanted int) {
	var wg sync.WaitGroup
	wg.Add(wanted)
	for started := 0; started < wanted; {
		host := hosts[started]
		if host != "" {
			started++
		}
		go func() {
			if err := fetch(host); err != nil {
				return // ok: those that fail are not counted
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func countedAhead(hosts []string) {
	var wg sync.WaitGroup
	wg.Add(len(hosts))
	for _, host := range hosts {
		go func() {
			if err := fetch(host); err != nil {
				return // want `return skips the Done for "wg" on line 389`
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func othersMark(hosts []string, handle func(string, func()) error) {
	var ready sync.WaitGroup
	var wg sync.WaitGroup
	begin := func() { ready.Done() }
	for _, host := range hosts {
		ready.Add(1)
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := handle(host, begin); err != nil {
				ready.Done() // ok: if it did not fail, handle has called begin
			}
		}()
	}
	ready.Wait()
	wg.Wait()
}

func publishes(out chan<- int, ticks <-chan time.Time) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for i := 0; i < 100_000; i++ {
			select {
			case out <- i:
			case <-ticks:
				wg.Done() // ok: the tick comes first
				return
			}
		}
	}()
	wg.Wait()
}
