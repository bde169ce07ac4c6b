// Package initialisers ends the process before main has begun, and later.
package initialisers

import (
	"html/template"
	"log"
	"os"
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"example.com/fleet/exitoutsidemain/wrapper/cli"
)

func init() {
	if os.Getenv("FLEET_HOME") == "" {
		log.Fatal("FLEET_HOME is not set") // ok: nothing runs yet
	}
}

func init() {
	for _, name := range []string{"depots", "routes"} {
		cobra.CheckErr(os.MkdirAll(name, 0o755)) // ok: nothing runs yet
	}
}

// Zone is the time zone of the fleet.
var Zone = mustZone("Europe/Vienna") // ok: in this package: reported in mustZone

var plate = regexp.MustCompile(`^[A-Z]{1,2}-\d+$`) // ok: panics, which can be recovered from

var page = template.Must(template.New("page").Parse("{{.}}")) // ok: panics

var hostname = func() string {
	name, err := os.Hostname()
	if err != nil {
		log.Fatal(err) // ok: nothing runs yet
	}
	return name
}()

var depots = cli.Must(os.ReadFile("depots")) // ok: on error, and in this module

var _ = stopped(cli.Stop) // ok: it can be replaced

// limits is set when the first of them is asked for.
var limits = map[string]func(int){
	"speed": func(kmh int) {
		if kmh > 130 {
			cli.Stop(kmh) // want `call to cli\.Stop ends the process outside main \(it calls os\.Exit\)`
		}
	},
	"range": os.Exit, // ok: it can be replaced
}

// Mustard is not a Must function.
func Mustard(grams int) int {
	if grams < 0 {
		log.Fatal("no mustard") // want `call to log\.Fatal ends the process outside main`
	}
	go func() {
		log.Fatal(mustering(grams)) // want `call to log\.Fatal ends the process outside main`
	}()
	return grams
}

// mustering is called by init, and by others.
func mustering(n int) int {
	if n > 99 {
		log.Fatal("too many") // want `call to log\.Fatal ends the process outside main`
	}
	return n
}

// reserve is called by init alone.
func reserve(n int) {
	if n == 0 {
		log.Fatal("no reserve") // ok: nothing runs yet
	}
}

func init() {
	reserve(mustering(3))
	go func() {
		log.Fatal(os.Remove("fleet.lock")) // want `call to log\.Fatal ends the process outside main`
	}()
}

func stopped(stop func(int)) bool { return stop != nil }

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		log.Fatalf("time zone %s: %v", name, err) // ok: a Must function
	}
	return zone
}

// MustPlate returns the plate.
func MustPlate(s string) string {
	if !plate.MatchString(s) {
		log.Fatalf("%q is no plate", s) // ok: a Must function
	}
	_, _, _, _ = page, hostname, depots, limits
	return s
}
