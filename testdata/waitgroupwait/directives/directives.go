// Package directives says which work is not waited for on purpose.
package directives

import "sync"

func probe() {}

func above() {
	var wg sync.WaitGroup
	//lint:ignore quiesce/waitgroupwait the probes may outlive the check
	wg.Go(probe) // ok: the directive above has a reason
}

func behind() {
	var wg sync.WaitGroup
	wg.Go(probe) //nolint:quiesce // ok: the probes may outlive the check
}

func otherRule() {
	var wg sync.WaitGroup
	//lint:ignore quiesce/goroutinestop another rule
	wg.Go(probe) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

func early(quick bool) {
	var wg sync.WaitGroup
	wg.Go(probe)
	if quick {
		//lint:ignore quiesce/waitgroupwait the probes may outlive the check
		return // ok: the directive above has a reason
	}
	wg.Wait()
}
