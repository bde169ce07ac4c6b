// Package testfileson has channels in its tests, which the flag tests asks to look at.
package testfileson

// Ask asks.
func Ask() string { return "yes" }
