package exits

import (
	"log"
	"os"
)

// One is one call away from the exit.
func One() { Straight() } // want One:`^exits exits\.Straight os\.Exit$`

// Two is two calls away.
func Two() { One() } // want Two:`^exits exits\.One exits\.Straight os\.Exit$`

// Three is three calls away, and says so.
func Three() { Two() } // want Three:`^exits exits\.Two \.\.\. os\.Exit$`

// Four is four calls away.
func Four() { Three() } // want Four:`^exits exits\.Three \.\.\. os\.Exit$`

// Shortest has four ways.
func Shortest(n int) { // want Shortest:`^exits exits\.One exits\.Straight os\.Exit$`
	switch n {
	case 0:
		Four()
	case 1:
		One()
	case 2:
		DeferredLiteral(nil)
	default:
		Two()
	}
}

// Tie has two ways of the same length.
func Tie(n int) { // want Tie:`^exits exits\.Both os\.Exit$`
	if n > 0 {
		Both(true)
	}
	Straight()
}

// Ahead calls what is declared below it.
func Ahead() { behind() } // want Ahead:`^exits exits\.behind log\.Fatal$`

func behind() { log.Fatal("behind") }

// Even and Odd call each other, and neither is known to exit before the
// other is.
func Even(n int) { // ok: an exit has to be certain without the cycle
	if n == 0 {
		os.Exit(0)
	}
	Odd(n - 1)
}

// Odd is the other one.
func Odd(n int) { // ok: an exit has to be certain without the cycle
	if n == 1 {
		os.Exit(1)
	}
	Even(n - 1)
}

// Round and Go call each other, and both may return.
func Round(n int, err error) { // want Round:`^exits on error log\.Fatal$`
	if err != nil {
		log.Fatal(err)
	}
	Go(n-1, err)
}

// Go is the other one.
func Go(n int, err error) { // want Go:`^exits on error exits\.Round log\.Fatal$`
	if n > len(os.Args) {
		Round(n-1, err)
	}
}

// Down and Up call each other on the way to an exit.
func Down(n int) { // want Down:`^exits os\.Exit$`
	if n < 0 {
		os.Exit(0)
	}
	defer os.Exit(1)
	Up(n - 1)
}

// Up is the other one.
func Up(n int) { // want Up:`^exits exits\.Down os\.Exit$`
	Down(n - 1)
}

// Self calls itself.
func Self(n int) int { // ok: no exit in sight
	if n == 0 {
		return 0
	}
	return Self(n - 1)
}

// Given hands on its error.
func Given(path string) { // want Given:`^exits on error exits\.Tested log\.Fatal$`
	_, err := os.Stat(path)
	Tested(err)
}

// Tuple hands on an error among others.
func Tuple(path string) *os.File { // want Tuple:`^exits on error exits\.must log\.Fatal$`
	return must(os.Open(path))
}

// Helper has a helper that comes upon an error.
func Helper(path string) { // want Helper:`^exits on error exits\.early log\.Fatal$`
	early(path)
}

// Reaches calls a function with a contract of its own.
func Reaches(path string) { // ok: the exit is Early's
	Early(path)
}

// Twice tests an error and calls a function with a contract of its own.
func Twice(path string, err error) { // ok: the exit is Early's
	if err != nil {
		Early(path)
	}
}

// Tests calls one that always exits, behind a test.
func Tests(err error) { // want Tests:`^exits on error exits\.Straight os\.Exit$`
	if err != nil {
		Straight()
	}
}

func early(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err)
	}
}

func must[V any](v V, err error) V {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// A Queue is generic.
type Queue[V any] struct{ values []V }

// Drop always exits.
func (q *Queue[V]) Drop() { os.Exit(1) } // want Drop:`^exits os\.Exit$`

// Empty calls a method of the same type.
func (q Queue[V]) Empty() { q.Drop() } // want Empty:`^exits \(\*exits\.Queue\)\.Drop os\.Exit$`

// Instance calls a method of an instance.
func Instance(q *Queue[int]) { q.Empty() } // want Instance:`^exits \(exits\.Queue\)\.Empty \(\*exits\.Queue\)\.Drop os\.Exit$`

// Local calls what is in a variable.
func Local() { // want Local:`^exits os\.Exit$`
	die := func() { os.Exit(1) }
	die()
}

// LocalName calls a function by another name.
func LocalName() { // want LocalName:`^exits exits\.Straight os\.Exit$`
	leave := Straight
	leave()
}

// LocalTwice has two values.
func LocalTwice(quiet bool) { // ok: no one knows which
	leave := Straight
	if quiet {
		leave = func() {}
	}
	leave()
}

type hidden struct{}

// Exported is a method that only its own package can name.
func (hidden) Exported() { os.Exit(1) } // ok: no fact about a method of an unexported type

// Thrown calls it.
func Thrown() { hidden{}.Exported() } // want Thrown:`^exits \(exits\.hidden\)\.Exported os\.Exit$`

// Answered is silenced.
func Answered() { // ok: someone answers for the exit
	os.Exit(1) //lint:ignore quiesce/exitoutsidemain for the sake of the test
}

// Declared says what it does.
//
//quiesce:exits
func Declared() { hook() } // want Declared:`^exits$`

// Follows calls it.
func Follows() { Declared() } // want Follows:`^exits exits\.Declared$`

// Ender has a method that exits.
type Ender interface {
	End() //quiesce:exits // want End:`^exits$`
	Go()
}

// Ends calls the method.
func Ends(e Ender) { // want Ends:`^exits \(exits\.Ender\)\.End$`
	e.Go()
	e.End()
}
