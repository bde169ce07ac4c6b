// Package probe asks the replicas whether they are there.
package probe

import "sync"

// Ping does not wait for the answers.
func Ping(replicas []string) {
	var wg sync.WaitGroup
	for _, r := range replicas {
		wg.Add(1) //lint:ignore quiesce/waitgroupwait the probes may outlive the round // ok: it silences the finding about wg
		go func() {
			defer wg.Done()
			dial(r)
		}()
	}
}

// PingAll does.
func PingAll(replicas []string) {
	var wg sync.WaitGroup
	for _, r := range replicas {
		//lint:ignore quiesce/waitgroupwait the probes may outlive the round // want `directive silences nothing \(no such finding is where it applies\)`
		wg.Go(func() { dial(r) })
	}
	wg.Wait()
}

// PingOne waits, though not on every path. What is said about the first return
// does not hold for the second.
func PingOne(replica, fallback string) bool {
	var wg sync.WaitGroup
	up := false
	wg.Go(func() { up = dial(replica) })
	if fallback == "" {
		//lint:ignore quiesce/waitgroupwait,SA2002 the answer is not asked for // ok: it silences the return below
		return false
	}
	if replica == fallback {
		return true // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return up
}

// PingLater gives its reason to the reader only.
func PingLater(replicas []string) {
	var wg sync.WaitGroup
	for _, r := range replicas {
		// The probes may outlive the round.
		/* want `directive gives no reason` */ //lint:ignore quiesce/waitgroupwait
		wg.Go(func() { dial(r) })              // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	}
}

func dial(addr string) bool { return addr != "" }
