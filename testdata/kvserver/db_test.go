package kvserver

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// The tests of expiration run in synctest bubbles: their clock is a fake one
// that moves only when every goroutine of the bubble waits, so time.Sleep
// advances it and synctest.Wait lets the purger finish. A bubble also fails
// when a goroutine is left behind.

// stored returns how many entries db holds, expired ones included, and how many
// of them are queued to expire.
func stored(db *DB) (entries, queued int) {
	db.mu.Lock()
	defer db.mu.Unlock()
	return len(db.entries), len(db.due)
}

func wantStored(t *testing.T, db *DB, entries, queued int) {
	t.Helper()
	synctest.Wait()
	if e, q := stored(db); e != entries || q != queued {
		t.Errorf("%d entries are stored, %d queued to expire; want %d and %d", e, q, entries, queued)
	}
}

func TestPurgeRemovesWhatExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := OpenDB()
		defer db.Close()
		db.Set("session", "s1", 3*time.Second)
		db.Set("token", "t1", time.Second) // due earlier: the purger has to be woken
		db.Set("user", "ada", 0)
		wantStored(t, db, 3, 2)

		time.Sleep(time.Second)
		wantStored(t, db, 2, 1)
		if _, ok := db.Get("token"); ok {
			t.Error("token is there after its time to live")
		}
		time.Sleep(2 * time.Second)
		wantStored(t, db, 1, 0)
		if got, ok := db.Get("user"); !ok || got != "ada" {
			t.Errorf("user = %q, %t; want ada", got, ok)
		}

		db.Set("session", "s2", time.Minute) // the queue was empty
		time.Sleep(time.Minute)
		wantStored(t, db, 1, 0)
	})
}

func TestGetHidesExpiredEntry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := OpenDB()
		db.Close() // nothing is purged from here on
		db.Set("token", "t1", time.Second)
		time.Sleep(time.Second - time.Nanosecond)
		if _, ok := db.Get("token"); !ok {
			t.Error("token is gone before its time to live is over")
		}
		time.Sleep(time.Nanosecond)
		if _, ok := db.Get("token"); ok {
			t.Error("token is there after its time to live")
		}
		if db.Delete("token") {
			t.Error("Delete found an expired entry")
		}
		wantStored(t, db, 0, 0)
	})
}

func TestSetReplacesTimeToLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := OpenDB()
		defer db.Close()
		for range 100 {
			db.Set("longer", "v", time.Second)
			db.Set("forever", "v", time.Second)
			db.Set("deleted", "v", time.Second)
		}
		db.Set("longer", "v", time.Minute)
		db.Set("forever", "v", 0)
		if !db.Delete("deleted") {
			t.Error("Delete did not find the entry")
		}
		wantStored(t, db, 2, 1)
		time.Sleep(time.Second)
		wantStored(t, db, 2, 1)
		time.Sleep(time.Minute)
		wantStored(t, db, 1, 0)
	})
}

func TestManyExpirationsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 100
		db := OpenDB()
		defer db.Close()
		for i := range n {
			// 37 and n have no common factor: every second from 1 to n is used.
			db.Set(fmt.Sprint(i), "v", time.Duration(i*37%n+1)*time.Second)
		}
		for left := n; left > 0; left-- {
			wantStored(t, db, left, left)
			time.Sleep(time.Second)
		}
		wantStored(t, db, 0, 0)
	})
}

func TestDBConcurrentUse(t *testing.T) {
	db := OpenDB()
	var users sync.WaitGroup
	for i := range 8 {
		users.Go(func() {
			mine := fmt.Sprint("user:", i)
			for n := range 200 {
				want := fmt.Sprint(n)
				db.Set("shared", want, time.Duration(n%3)*time.Millisecond)
				db.Set(mine, want, time.Hour)
				if got, ok := db.Get(mine); !ok || got != want {
					t.Errorf("Get(%q) = %q, %t; want %q", mine, got, ok, want)
				}
				if !db.Delete(mine) {
					t.Errorf("Delete(%q) found nothing", mine)
				}
			}
		})
	}
	users.Wait()
	db.Close()
	db.Close()
}
