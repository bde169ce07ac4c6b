package references

import (
	"log"
	"os"

	"example.com/fleet/exitoutsidemain/wrapper/sys"
)

// Tests replace these.
var (
	exit  = os.Exit // ok: reported where it is called
	fatal func(...any)
	halt  = sys.Exit // ok: reported where it is called
	again = exit     // ok: reported where it is called
	alarm = func(err error) {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	reply = log.Print
)

func init() { fatal = log.Fatal } // ok: reported where it is called

// Replace makes the package testable.
func Replace(with func(int)) (restore func()) {
	old := exit // ok: put back below
	exit = with
	return func() { exit = old }
}

// Land brings the ferry to its quay.
func Land(tide int, err error) {
	if tide < 0 {
		exit(tide) // want `^call to exit ends the process outside main \(it calls os\.Exit\)$`
	}
	if tide == 0 {
		fatal("no water") // want `^call to fatal ends the process outside main \(it calls log\.Fatal\)$`
	}
	switch {
	case tide > 40:
		halt(tide) // want `^call to halt ends the process outside main \(it calls sys\.Exit, which calls os\.Exit\)$`
	case tide > 30:
		again(tide) // want `^call to again ends the process outside main \(it calls os\.Exit\)$`
	}
	if err != nil {
		alarm(err) // ok: reported inside the literal
	}
	if exit != nil && fatal == nil {
		reply("landed") // ok: Print returns
	}
	defer exit(0) // want `^deferred call to exit ends the process outside main`
	sink(exit)    // want `^exit is handed on as a value`
	sink(&exit)   // ok: to replace it
}

func sink(any) {}
