// Package initialisers ends the process before main has begun.
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
		log.Fatal("FLEET_HOME is not set") // want `call to log\.Fatal ends the process outside main`
	}
}

func init() {
	for _, name := range []string{"depots", "routes"} {
		cobra.CheckErr(os.MkdirAll(name, 0o755)) // want `call to cobra\.CheckErr may end the process outside main`
	}
}

// Zone is the time zone of the fleet.
var Zone = mustZone("Europe/Vienna") // ok: in this package: reported in mustZone

var plate = regexp.MustCompile(`^[A-Z]{1,2}-\d+$`) // ok: panics, which can be recovered from

var page = template.Must(template.New("page").Parse("{{.}}")) // ok: panics

var hostname = func() string {
	name, err := os.Hostname()
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return name
}()

var depots = cli.Must(os.ReadFile("depots")) // ok: on error, and in this module

var _ = stopped(cli.Stop) // want `^cli\.Stop is handed on as a value`

// limits is set when the first of them is asked for.
var limits = map[string]func(int){
	"speed": func(kmh int) {
		if kmh > 130 {
			cli.Stop(kmh) // want `call to cli\.Stop ends the process outside main \(it calls os\.Exit\)`
		}
	},
	"range": os.Exit, // want `^os\.Exit is handed on as a value`
}

func stopped(stop func(int)) bool { return stop != nil }

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		log.Fatalf("time zone %s: %v", name, err) // want `call to log\.Fatalf ends the process outside main`
	}
	return zone
}

// MustPlate returns the plate, or ends the process.
func MustPlate(s string) string {
	if !plate.MatchString(s) {
		log.Fatalf("%q is no plate", s) // want `call to log\.Fatalf ends the process outside main`
	}
	_, _, _, _ = page, hostname, depots, limits
	return s
}
