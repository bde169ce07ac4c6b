// Package generated has a file that no one edits.
package generated

func pushAll(h *hub, sends []func()) {
	for _, send := range sends {
		push(send)
		pushes.Go(send) // want `sync.WaitGroup "pushes" counts goroutines but is never waited for`
		h.wg.Go(send)   // ok: the generated method waits
	}
}
