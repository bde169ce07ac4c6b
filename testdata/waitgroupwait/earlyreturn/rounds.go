package earlyreturn

import "sync"

func emptyAfter(jobs []func()) error {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Go(job)
	}
	if len(jobs) == 0 {
		return errEmpty // ok: then the loop has had no round
	}
	if len(jobs) < 1 {
		return errEmpty // ok: then the loop has had no round
	}
	if len(jobs) > 100 {
		return errEmpty // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func emptyUnless(jobs map[string]func()) error {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Go(job)
	}
	if len(jobs) > 0 {
		wg.Wait()
		return nil
	}
	return errEmpty // ok: then the loop has had no round
}

func emptyCounted(n int) error {
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Go(work)
	}
	if n <= 0 {
		return errEmpty // ok: then the loop has had no round
	}
	if n == 1 {
		return errEmpty // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func emptyBySetting(jobs []func()) error {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Go(job)
	}
	jobs = nil
	if len(jobs) == 0 {
		return errEmpty // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func emptyOther(jobs, names []string) error {
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(work)
	}
	if len(names) == 0 {
		return errEmpty // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}
