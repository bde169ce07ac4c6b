package fleettest

import (
	"log"
	"os"
)

// start has none.
func start() error {
	if os.Getenv("FLEET_TEST_DSN") == "" {
		log.Fatal("FLEET_TEST_DSN is not set") // ok: the process is that of a test
	}
	return nil
}
