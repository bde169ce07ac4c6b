// Package pkgvar has trackers that are package variables.
package pkgvar

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

func work() {}

var uploads sync.WaitGroup

// Upload uploads something.
func Upload() {
	uploads.Add(1) // want `sync.WaitGroup "uploads" counts goroutines but is never waited for`
	go func() {
		defer uploads.Done()
		work()
	}()
}

var downloads sync.WaitGroup

// Download downloads something.
func Download() {
	downloads.Go(work) // ok: Finish waits
}

// Finish waits for all downloads.
func Finish() { downloads.Wait() }

// Syncs may be waited for by anyone.
var Syncs sync.WaitGroup

// Sync syncs something.
func Sync() {
	Syncs.Go(work) // ok: other packages can wait
}

var (
	probes  = new(errgroup.Group)
	pings   = &sync.WaitGroup{}
	pending = Pending()
	hooks   sync.WaitGroup
)

// Pending returns a group of someone else.
func Pending() *sync.WaitGroup { return &downloads }

// Probe probes something.
func Probe() {
	probes.Go(func() error { return nil }) // want `errgroup.Group "probes" counts goroutines but is never waited for`
	pings.Go(work)                         // want `sync.WaitGroup "pings" counts goroutines but is never waited for`
	pending.Go(work)                       // ok: it was made elsewhere
	hooks.Go(work)                         // ok: the initialiser of atExit waits
}

var atExit = func() { hooks.Wait() }

var _ = func() bool {
	var wg sync.WaitGroup
	wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	return true
}()

// lookups lets tests wait for those that are still under way.
var lookups sync.WaitGroup

var (
	resolves sync.WaitGroup // used in testing only
	// The latest protests are counted.
	protests sync.WaitGroup
)

func lookup() {
	lookups.Go(work)  // ok: tests wait
	resolves.Go(work) // ok: tests wait
	protests.Go(work) // want `sync.WaitGroup "protests" counts goroutines but is never waited for`
}
