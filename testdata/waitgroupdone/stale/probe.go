// Package probe asks the replicas whether they are there.
package probe

import "sync"

// Ping gives up on a replica that does not answer.
func Ping(replicas []string) {
	var wg sync.WaitGroup
	for _, r := range replicas {
		wg.Add(1)
		go func() {
			if !dial(r) {
				//lint:ignore quiesce/waitgroupdone the supervisor calls Done for the dead // ok: it silences the return below
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

// PingAll does not.
func PingAll(replicas []string) {
	var wg sync.WaitGroup
	for _, r := range replicas {
		//lint:ignore quiesce/waitgroupdone the supervisor calls Done // want `directive silences nothing \(no such finding is where it applies\)`
		wg.Add(1)
		go func() {
			defer wg.Done()
			dial(r)
		}()
	}
	wg.Wait()
}

// PingLater gives its reason to the reader only.
func PingLater(replicas []string) {
	var wg sync.WaitGroup
	for range replicas {
		// The supervisor calls Done.
		/* want `directive gives no reason` */ //lint:ignore quiesce/waitgroupdone
		wg.Add(1)                              // want `"wg" is counted here, but nothing calls Done`
	}
	wg.Wait()
}

func dial(addr string) bool { return addr != "" }
