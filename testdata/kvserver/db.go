package kvserver

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// DB is a map from keys to values, some of which expire. Its methods may be
// called concurrently. It owns a goroutine that removes what has expired, which
// [DB.Close] ends.
type DB struct {
	mu      sync.Mutex
	entries map[string]*entry
	due     expiryQueue

	wake   chan struct{} // tells the purger that the head of due has changed
	cancel context.CancelFunc
	purger sync.WaitGroup
}

// entry is a value with its place in the queue of expirations.
type entry struct {
	key     string
	value   string
	expires time.Time // zero if it never does
	index   int       // in DB.due, -1 if it is not there
}

// OpenDB returns an empty store. The caller closes it.
func OpenDB() *DB {
	ctx, cancel := context.WithCancel(context.Background())
	db := &DB{
		entries: make(map[string]*entry),
		wake:    make(chan struct{}, 1),
		cancel:  cancel,
	}
	db.purger.Go(func() { db.purge(ctx) })
	return db
}

// Close ends the purging and returns when it has ended. The entries stay
// readable. A second Close does nothing.
func (db *DB) Close() {
	db.cancel()
	db.purger.Wait()
}

// Get returns the value of key. An entry that has expired is absent, even if
// the purger has not removed it yet.
func (db *DB) Get(key string) (value string, ok bool) {
	db.mu.Lock()
	defer db.mu.Unlock()
	e, ok := db.entries[key]
	if !ok || e.expired(time.Now()) {
		return "", false
	}
	return e.value, true
}

// Set stores value under key, for the time ttl or, if ttl is zero, for good. It
// replaces both the value and the time to live of an earlier Set.
func (db *DB) Set(key, value string, ttl time.Duration) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.remove(key)
	e := &entry{key: key, value: value, index: -1}
	db.entries[key] = e
	if ttl == 0 {
		return
	}
	e.expires = time.Now().Add(ttl)
	heap.Push(&db.due, e)
	if e.index == 0 {
		db.wakePurger()
	}
}

// Delete removes key and reports whether it was there.
func (db *DB) Delete(key string) bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	e, ok := db.entries[key]
	db.remove(key)
	return ok && !e.expired(time.Now())
}

// remove takes key out of the map and of the queue. db.mu is held.
func (db *DB) remove(key string) {
	e, ok := db.entries[key]
	if !ok {
		return
	}
	delete(db.entries, key)
	if e.index >= 0 {
		heap.Remove(&db.due, e.index)
	}
}

func (e *entry) expired(now time.Time) bool {
	return !e.expires.IsZero() && !now.Before(e.expires)
}
