package main

import (
	"os"
	"runtime/debug"
)

// unitGC is the target of the garbage collector, in percent of the live heap,
// while a unit is analyzed. The process lives for one package and a fraction of
// a second, in which the heap only grows: at the usual 100 a fifth of its CPU
// time goes into collecting what is nearly all alive.
const unitGC = 400

// relaxGC makes the garbage collector run less often, unless the user has set
// how often it does.
func relaxGC() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(unitGC)
	}
}
