package unbalanced

import "sync"

// traverse has workers that count what they find themselves.
func traverse(root string, workers int, list func(string) []string) {
	var wg, open sync.WaitGroup
	queue := make(chan string, 100)
	for range workers {
		wg.Go(func() {
			for dir := range queue {
				if dirs := list(dir); len(dirs) > 0 {
					open.Add(len(dirs))
					go func() {
						for _, d := range dirs {
							queue <- d
						}
					}()
				}
				open.Done()
			}
		})
	}
	open.Add(1) // ok: a worker calls Done
	queue <- root
	open.Wait()
	close(queue)
	wg.Wait()
}
