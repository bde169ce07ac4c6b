// Package release defers what the system does when the process ends.
package release

import (
	"database/sql"
	"log"
	"os"
	"sync"
)

// Files are closed.
func Files(from, to string) {
	in, err := os.Open(from)
	if err != nil {
		log.Fatal(err)
	}
	defer in.Close()
	if to == "" {
		log.Fatal("no target") // want `log\.Fatal skips the call to \(\*os\.File\)\.Close deferred on line 17`
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		log.Fatal(err) // ok: told with the exit above
	}
	defer out.Close()
	if _, err := in.WriteTo(out); err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to \(\*os\.File\)\.Close deferred on line 25`
	}
}

// Transactions are rolled back by the server.
func Transactions(db *sql.DB) {
	tx, err := db.Begin()
	if err != nil {
		return
	}
	defer tx.Rollback()
	if _, err := tx.Exec("delete from trips"); err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to \(\*sql\.Tx\)\.Rollback deferred on line 37`
	}
}

// Locks are gone.
func Locks(mu *sync.Mutex, n int) {
	mu.Lock()
	defer mu.Unlock()
	if n == 0 {
		os.Exit(1) // want `os\.Exit skips the call to \(\*sync\.Mutex\)\.Unlock deferred on line 46`
	}
}
