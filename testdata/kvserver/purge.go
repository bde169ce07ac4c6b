package kvserver

import (
	"context"
	"time"
)

// purge removes entries as they expire until ctx is done. It sleeps until the
// next one is due, or until Set queues one that is due earlier.
func (db *DB) purge(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var due <-chan time.Time // nil, and so never ready, if nothing expires
		if next, ok := db.removeExpired(); ok {
			timer.Reset(time.Until(next))
			due = timer.C
		}
		select {
		case <-ctx.Done():
			return
		case <-db.wake:
		case <-due:
		}
	}
}

// removeExpired removes what has expired by now and returns when the next entry
// does, if any.
func (db *DB) removeExpired() (next time.Time, ok bool) {
	db.mu.Lock()
	defer db.mu.Unlock()
	for now := time.Now(); len(db.due) > 0; {
		head := db.due[0]
		if !head.expired(now) {
			return head.expires, true
		}
		db.remove(head.key)
	}
	return time.Time{}, false
}

// wakePurger never blocks: a wake-up that is already waiting serves this one
// too.
func (db *DB) wakePurger() {
	select {
	case db.wake <- struct{}{}:
	default:
	}
}
