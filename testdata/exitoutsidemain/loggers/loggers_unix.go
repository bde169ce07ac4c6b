//go:build unix

package loggers

import "golang.org/x/sys/unix"

// Detach moves the agent into a session of its own.
func Detach() {
	if _, err := unix.Setsid(); err != nil {
		unix.Exit(71) // want `call to unix\.Exit ends the process outside main`
	}
	unix.Sync() // ok: Sync returns
}
