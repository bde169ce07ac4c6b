// Package loggers ends the process through the loggers and command-line
// libraries that real services use, next to calls that only look like it.
package loggers

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"syscall"
)

// ErrNoRegion is returned for a vehicle without a home region.
var ErrNoRegion = errors.New("no home region")

// Region returns the region that the deployment sets.
func Region() string {
	region := os.Getenv("FLEET_REGION")
	if region == "" {
		fmt.Fprintln(os.Stderr, "fleet: FLEET_REGION is not set")
		os.Exit(2) // want `call to os\.Exit ends the process outside main`
	}
	return region
}

// Reexec replaces the running binary with the one at path.
func Reexec(path string) {
	if err := syscall.Exec(path, os.Args, os.Environ()); err != nil {
		fmt.Fprintf(os.Stderr, "fleet: exec %s: %v\n", path, err)
		syscall.Exit(126) // want `call to syscall\.Exit ends the process outside main`
	}
}

// LoadRoutes reads the routing table of a region.
func LoadRoutes(path string) []byte {
	routes, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		log.Fatalf("routing table %s is missing", path) // want `call to log\.Fatalf ends the process outside main`
	case errors.Is(err, os.ErrPermission):
		log.Fatalln("routing table is not readable:", err) // want `call to log\.Fatalln ends the process outside main`
	case err != nil:
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return routes
}

// An Importer copies vehicles from the old registry.
type Importer struct {
	log *log.Logger
	src io.ReadCloser
}

// Run imports all vehicles.
func (im *Importer) Run(vehicles []string) {
	if im.src == nil {
		im.log.Fatal("importer has no source") // want `call to \(\*log\.Logger\)\.Fatal ends the process outside main`
	}
	if len(vehicles) == 0 {
		im.log.Fatalln("nothing to import") // want `call to \(\*log\.Logger\)\.Fatalln ends the process outside main`
	}
	for _, v := range vehicles {
		if err := im.copy(v); err != nil {
			im.log.Fatalf("vehicle %s: %v", v, err) // want `call to \(\*log\.Logger\)\.Fatalf ends the process outside main`
		}
	}
}

func (im *Importer) copy(vehicle string) error {
	if vehicle == "" {
		im.log.Printf("skipped a vehicle without a name") // ok: Printf returns
		return ErrNoRegion
	}
	if len(vehicle) > 64 {
		im.log.Panicf("vehicle %.8s...: name is too long", vehicle) // ok: a panic unwinds, deferred calls run
	}
	_, err := io.Copy(io.Discard, im.src)
	return err
}
