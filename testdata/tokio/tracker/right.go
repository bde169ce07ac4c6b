package tracker

import "sync"

// Scan returns once the work is done.
func Scan(files []string, scan func(string)) {
	var wg sync.WaitGroup
	for _, name := range files {
		wg.Go(func() { scan(name) })
	}
	wg.Wait()
}
