package main

import (
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"strings"
)

// hangEnv makes the test binary, run by -toolexec, hang in the place of the
// tool, with a connection to the address that the variable holds: its other end
// sees the process end. With stubbornEnv it does not mind an interrupt.
const (
	hangEnv     = "QUIESCE_TEST_HANG"
	stubbornEnv = "QUIESCE_TEST_STUBBORN"
)

// hang runs what -toolexec asks for, unless that is quiesce on a package.
func hang(args []string) int {
	if !strings.HasSuffix(args[len(args)-1], ".cfg") {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			return 1
		}
		return 0
	}
	if os.Getenv(stubbornEnv) != "" {
		signal.Ignore(os.Interrupt)
	}
	conn, err := net.Dial("tcp", os.Getenv(hangEnv))
	if err != nil {
		return 1
	}
	_, _ = io.Copy(io.Discard, conn) // until the test ends
	return 1
}
