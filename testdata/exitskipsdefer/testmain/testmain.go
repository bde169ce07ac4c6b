// Package testmain has tests that set something up.
package testmain
