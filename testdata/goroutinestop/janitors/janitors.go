// Package janitors has goroutines that look after what lives as long as the
// process.
package janitors

import (
	"context"
	"sync"
	"time"
)

var (
	mu          sync.Mutex
	hosts       = map[string]time.Time{}
	cleanerOnce sync.Once
	counters    = new(counterTable)
	started     = start()
	names       = newTable()
)

type counterTable struct {
	once sync.Once
	n    map[string]int
}

func (t *counterTable) stop() { t.n = nil }

func init() {
	go clean()  // ok: it looks after package-level state from the start
	go func() { // ok: the same
		for range time.Tick(time.Minute) {
			mu.Lock()
			clear(hosts)
			mu.Unlock()
		}
	}()
	go counters.reset() // ok: the table is package-level state
	table := new(counterTable)
	go table.reset() // want `goroutine runs an endless loop`
}

func init() { purgeEvery(counters, time.Hour) }

func purgeEvery(t *counterTable, d time.Duration) {
	go func() { // ok: only init comes here
		for {
			time.Sleep(d)
			clear(t.n)
		}
	}()
}

func start() bool {
	go clean() // ok: it looks after package-level state
	return true
}

// newTable is called for names only.
func newTable() *counterTable {
	t := new(counterTable)
	go t.reset() // ok: it looks after names
	return t
}

func newLocalTable() *counterTable {
	t := new(counterTable)
	go t.reset() // want `goroutine runs an endless loop`
	return t
}

// Total counts in a table of its own.
func Total() int { return len(newLocalTable().n) }

// Seen notes a host.
func Seen(host string) {
	cleanerOnce.Do(func() {
		go func() { // ok: it is started once for the whole process
			for {
				time.Sleep(time.Hour)
				clean()
			}
		}()
	})
	mu.Lock()
	defer mu.Unlock()
	hosts[host] = time.Now()
}

// Count starts a goroutine for each table.
func (t *counterTable) Count(name string) {
	t.once.Do(func() {
		go t.reset() // want `goroutine runs an endless loop`
	})
	cleanerOnce.Do(func() {
		go func() { // want `goroutine runs an endless loop`
			for {
				time.Sleep(time.Hour)
				clear(t.n)
			}
		}()
	})
	t.n[name]++
}

func (t *counterTable) reset() {
	for {
		time.Sleep(time.Hour)
		clear(t.n)
	}
}

func clean() {
	for {
		time.Sleep(time.Hour)
		mu.Lock()
		clear(hosts)
		mu.Unlock()
	}
}

// Setup starts the cleaning.
func Setup() {
	go clean() // ok: it looks after package-level state
}

// Start starts the cleaning, for each table.
func (t *counterTable) Start() {
	go clean() // want `goroutine runs an endless loop`
}

// Profile returns a function that stops it, or was meant to.
func Profile() (stop func()) {
	go func() { // want `goroutine runs an endless loop`
		for range time.Tick(time.Minute) {
			mu.Lock()
			clear(hosts)
			mu.Unlock()
		}
	}()
	return func() { clear(hosts) }
}

// Options of the cleaning.
type Options struct {
	Interval int64 // seconds
	Keep     map[string]bool
}

// SetupCleaning cleans as often as it is told to.
func SetupCleaning(opt *Options, rounds time.Duration) {
	go func() { // ok: how often is no state
		interval := time.Hour
		if opt.Interval > 0 {
			interval = time.Duration(opt.Interval) * time.Second
		}
		for range time.Tick(interval + rounds) {
			mu.Lock()
			clear(hosts)
			mu.Unlock()
		}
	}()
	go cleanEvery(rounds) // ok: the same
	go func() {           // want `goroutine runs an endless loop`
		for range time.Tick(time.Hour) {
			mu.Lock()
			for host := range hosts {
				if !opt.Keep[host] {
					delete(hosts, host)
				}
			}
			mu.Unlock()
		}
	}()
}

// SetupWith has a context to hand on.
func SetupWith(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	go clean() // want `goroutine runs an endless loop`
	return nil
}

func cleanEvery(interval time.Duration) {
	for range time.Tick(interval) {
		mu.Lock()
		clear(hosts)
		mu.Unlock()
	}
}
