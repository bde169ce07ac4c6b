package loggers

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// Detach frees the console of the agent.
func Detach() {
	var mode uint32
	if err := windows.GetConsoleMode(windows.Handle(syscall.Stdin), &mode); err != nil {
		windows.ExitProcess(71) // want `call to windows\.ExitProcess ends the process outside main`
	}
	if mode == 0 {
		syscall.ExitProcess(72) // want `call to syscall\.ExitProcess ends the process outside main`
	}
	_ = windows.SetConsoleMode(windows.Handle(syscall.Stdin), mode) // ok: SetConsoleMode returns
}
