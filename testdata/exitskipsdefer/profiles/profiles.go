// Package profiles writes profiles of what it does.
package profiles

import (
	"log"
	"os"
	"runtime/pprof"
)

// Run exits with the status of the program that it has run.
func Run(out *os.File, run func() (int, error)) {
	if err := pprof.StartCPUProfile(out); err != nil {
		log.Fatal(err)
	}
	defer pprof.StopCPUProfile()
	status, err := run()
	if err != nil {
		log.Fatal(err) // ok: nobody looks at the profile of a run that fails
	}
	if status == 3 {
		os.Exit(1) // ok: so does this one
	}
	if err := out.Sync(); err != nil {
		os.Exit(status) // ok: and this
	}
	os.Exit(status) // want `os\.Exit skips the call to pprof\.StopCPUProfile deferred on line 15`
}
