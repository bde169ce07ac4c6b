package exits

import (
	"log"
	"os"
)

// Exported variables of func type have facts, too.
var (
	Exit  = os.Exit                  // want Exit:`^exits os\.Exit$`
	Again = Exit                     // want Again:`^exits os\.Exit$`
	Die   = func() { Straight() }    // ok: a hook with a default
	Fatal func(...any)               // want Fatal:`^exits log\.Fatal$`
	Check = Tested                   // want Check:`^exits on error exits\.Tested log\.Fatal$`
	Print = log.Print                // ok: returns
	Mixed = func() { log.Print("") } // want Mixed:`^exits exits\.Straight os\.Exit$`
	Never func()                     // ok: nothing is known
)

var (
	hook   = func() {}
	quit   = stop
	left   = right
	right  func(int)
	nobody func(int)
)

func init() {
	Fatal = log.Fatal
	Mixed = Straight
	left, right = right, left
	right = os.Exit
	nobody = nobody
}

// stop is what quit holds.
func stop() { log.Fatal("stop") }

// Quits calls what is in a variable of this package.
func Quits() { quit() } // want Quits:`^exits exits\.quit exits\.stop log\.Fatal$`

// Turns calls a variable that is set from another and back.
func Turns() { left(1) } // want Turns:`^exits exits\.left os\.Exit$`

// Nobody calls a variable that is set to itself.
func Nobody() { nobody(1) } // ok: nothing is known

// Silent calls a variable that returns.
func Silent() { hook() } // ok: returns
