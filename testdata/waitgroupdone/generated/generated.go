// Package generated has a generated file in it.
package generated

import "sync"

// AwaitAll is written by hand.
func AwaitAll() {
	var wg sync.WaitGroup
	wg.Add(1) // want `"wg" is counted here, but nothing calls Done \(Wait on line 10 blocks forever\)`
	wg.Wait()
}
