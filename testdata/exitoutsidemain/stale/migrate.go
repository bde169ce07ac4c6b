// Package migrate brings the schema of the billing database up to date.
package migrate

import (
	"database/sql"
	"fmt"
	"log"
	"os"
)

// Up runs at start-up, before anything else holds a resource.
func Up(db *sql.DB) {
	if _, err := db.Exec(`CREATE TABLE IF NOT EXISTS invoices (id BIGINT)`); err != nil {
		//lint:ignore quiesce/exitoutsidemain nothing runs yet that could be cut off // ok: it silences the exit below
		log.Fatalf("migrate: %v", err)
	}
	if err := index(db); err != nil {
		log.Printf("index: %v", err) //lint:ignore quiesce/exitoutsidemain no billing without an index // want `directive silences nothing \(no such finding is where it applies\)`
	}
}

func index(db *sql.DB) error {
	//lint:ignore quiesce/exitoutsidemain the exit has become an error // want `directive silences nothing`
	_, err := db.Exec(`CREATE INDEX IF NOT EXISTS by_id ON invoices (id)`)
	return err
}

// Down is for the operator's console.
func Down(db *sql.DB) {
	_, err := db.Exec(`DROP TABLE invoices`)
	if err == nil {
		return
	}
	/* want `directive gives no reason \(without one it silences nothing\)` */ //lint:ignore quiesce/exitoutsidemain
	log.Fatalf("migrate: %v", err)                                             // want `call to log.Fatalf ends the process outside main`
}

// Check prints what is missing.
func Check(db *sql.DB) {
	if err := db.Ping(); err != nil {
		//lint:ignore quiesce/exitoutsidemian the console has nothing to clean up // want `directive names "quiesce/exitoutsidemian", which is no rule \(it silences nothing\)`
		os.Exit(1) // want `call to os.Exit ends the process outside main`
	}
	//lint:ignore quiesce/lifecycle,SA1006 one of them is of another tool // want `directive names "quiesce/lifecycle", which is no rule`
	fmt.Printf("schema ok")
	//lint:ignore quiesce the name of a rule is missing // want `directive names "quiesce/", which is no rule`
	fmt.Println()
	//lint:ignore SA1019 of another tool // ok: the directive names no rule of ours
	fmt.Println()
	fmt.Println() //nolint:quiesce // ok: golangci-lint judges its own directives
}

// Wipe is called where the process is about to end anyway.
//
//quiesce:exits
func Wipe(db *sql.DB) {
	db.Exec(`DROP TABLE invoices`)
	os.Exit(0) //lint:ignore quiesce/exitoutsidemain declared above already // want `directive silences nothing`
}
