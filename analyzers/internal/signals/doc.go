// Package signals follows what goroutines stop on and talk through:
// channels, contexts and cancel functions, by the variables, fields,
// parameters and results that hold them. It reports nothing and has no
// facts; the rules ask it who can fire a signal, who listens to it, and
// whether code out of sight has a hand in it.
//
// # How it sees a package
//
// Each variable, field, parameter or result that holds a channel, a
// context, a func() or a container of one of these is a node. An
// assignment, an argument, a return, an element of a literal joins the two
// nodes between which the value goes, in no particular order of time: a
// [Signal] is all nodes that may hold the same value. What happens to one of
// them happens to the signal. Fields of one type are one node, whatever
// the value they are a field of.
//
// What leaves the package, by an exported name, a call of unknown code, an
// interface, an element that is sent, is out of sight: [Signal.Gone]. What
// comes from there is not known: [Signal.Foreign]. A channel that leaves as
// one that can only be received from cannot be closed there: that is no
// more than [Signal.Shown].
//
// Code in test files is no evidence about variables that are declared
// elsewhere, and is left out for them.
package signals
